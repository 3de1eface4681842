"""Values -> pages: templates that take text for text and nothing else (the only importer of jinja2)."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from kg.serve.chart import HEIGHT, WIDTH

if TYPE_CHECKING:
    from kg.serve.names import Names

FILES: Final = Path(__file__).parent
LANGUAGES: Final = ("zh", "en")
#: What a page may load and do: its style, and nothing that runs.
POLICY: Final = (
    "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
#: The editor runs its own script and sets styles of its own.
EDITOR_POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src data:; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


def rendered(template: str, names: Names, language: str, here: str, **values: Any) -> str:
    """Fill in a template; `here` is this page's address in the other language."""
    fixed = {"names": names, "language": language, "here": here, "word": _words(language)}
    return _environment().get_template(template).render(values | fixed | {"width": WIDTH, "height": HEIGHT})


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(FILES / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


@cache
def _words(language: str) -> dict[str, str]:
    """Give the words of the pages in one language."""
    words: dict[str, list[str]] = json.loads((FILES / "words.json").read_text("utf-8"))
    return {name: both[LANGUAGES.index(language)] for name, both in words.items()}
