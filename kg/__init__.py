"""CityGraph: from Chinese municipal news to an RDF graph in which every figure shows its sentence.

In a program or a notebook: `kg.build_graph`, `kg.run_query`, `kg.answer_question`, `kg.show`.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

__all__ = ["answer_question", "build_graph", "run_query", "show"]


def __getattr__(name: str) -> Any:
    """Bring a function of the library when it is first asked for, so that `import kg` costs nothing."""
    if name in __all__:
        return getattr(import_module("kg.library"), name)
    raise AttributeError(f"module 'kg' has no attribute {name!r}")
