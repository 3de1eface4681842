"""The word lists by which page furniture and front matter are known."""

from __future__ import annotations

import csv
import re
from functools import cache

from kg.data import data_path


@cache
def words(name: str, kind: str) -> tuple[str, ...]:
    """Read the entries of one kind from ontology/words/NAME.csv, in the order of the file."""
    return _table(name).get(kind, ())


@cache
def _table(name: str) -> dict[str, tuple[str, ...]]:
    with data_path("ontology", "words", f"{name}.csv").open(encoding="utf-8", newline="") as file:
        rows = [(row["kind"], row["words"]) for row in csv.DictReader(file)]
    return {kind: tuple(entry for of, entry in rows if of == kind) for kind in {kind for kind, _ in rows}}


@cache
def any_of(name: str, *kinds: str) -> str:
    """Spell a pattern that matches any entry of these kinds, the longest first."""
    entries = sorted({entry for kind in kinds for entry in words(name, kind)}, key=lambda entry: (-len(entry), entry))
    return "(?:" + "|".join(map(re.escape, entries)) + ")"
