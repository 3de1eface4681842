"""The controlled word lists of ontology/words, read once and handed out as frozen rows."""

from __future__ import annotations

import csv
import re
from functools import cache
from typing import TYPE_CHECKING

from kg.data import data_path

if TYPE_CHECKING:
    from collections.abc import Mapping


@cache
def rows(name: str) -> tuple[Mapping[str, str], ...]:
    """Return the rows of ontology/words/<name>.csv, each a mapping of its header's columns."""
    with data_path("ontology", "words", f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


@cache
def column(name: str, field: str, **wanted: str) -> tuple[str, ...]:
    """Return one column of a list, longest word first, of the rows whose fields have the wanted values."""
    words = {row[field] for row in rows(name) if all(row[key] == value for key, value in wanted.items())}
    return tuple(sorted(words - {""}, key=lambda word: (-len(word), word)))


def alternatives(words: tuple[str, ...]) -> str:
    """Return a regular expression that matches any of the words, the longest first."""
    return "|".join(re.escape(word) for word in sorted(set(words), key=lambda word: (-len(word), word)))
