"""The word lists by which page furniture and front matter are known."""

from __future__ import annotations

from functools import cache

from kg.words import alternatives, rows


@cache
def words(name: str, kind: str) -> tuple[str, ...]:
    """Read the entries of one kind from ontology/words/NAME.csv, in the order of the file."""
    return tuple(row["words"] for row in rows(name) if row["kind"] == kind)


@cache
def any_of(name: str, *kinds: str) -> str:
    """Spell a pattern that matches any entry of these kinds, the longest first."""
    return f"(?:{alternatives(tuple(entry for kind in kinds for entry in words(name, kind)))})"
