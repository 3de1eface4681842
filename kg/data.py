"""Where the files that are data and not code lie: vocabulary, word lists, queries, seeds."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def data_path(*parts: str) -> Path:
    """Find a data file in the checkout around the package, else among the files shipped inside it."""
    in_checkout = _PACKAGE.parent.joinpath(*parts)
    return in_checkout if in_checkout.exists() else _PACKAGE.joinpath("_data", *parts)
