"""A question in Chinese -> its names and cue words; whatever is neither makes it unreadable."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from itertools import product
from math import prod
from typing import TYPE_CHECKING, Final

from kg.gazetteer import gazetteer
from kg.words import rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

#: The most readings of a question that are weighed.
_READINGS: Final = 64
_YEAR = re.compile(r"((?:19|20)\d\d)年")
_VALUE = re.compile(r"\d+(?:\.\d+)?")
#: Names of the graph that are no words of the vocabulary are trusted from this length on.
_LONG: Final = 4


@dataclass(frozen=True, slots=True, order=True)
class Word:
    """A stretch of the question in one of its readings: a name in a slot, or a cue word with its role."""

    slot: str
    name: str
    role: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """All words of a question, each in one reading."""

    words: tuple[Word, ...]

    @property
    def slots(self) -> tuple[str, ...]:
        """The kinds of names, sorted."""
        return tuple(sorted(word.slot for word in self.words if word.slot))

    @property
    def roles(self) -> frozenset[str]:
        """What the cue words ask for."""
        return frozenset(word.role for word in self.words if word.role)

    def names(self, slot: str) -> tuple[str, ...]:
        """Return the names in one slot, in the order of the question."""
        return tuple(word.name for word in self.words if word.slot == slot)


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What each wording may be."""

    words: Mapping[str, tuple[Word, ...]]
    longest: int


def lexicon(names: Iterable[tuple[str, str, str]]) -> Lexicon:
    """Join the names of a graph (slot, wording, name) with the cue words, the vocabulary and the gazetteer."""
    found: dict[str, set[Word]] = defaultdict(set)
    given = tuple(names)
    known = {(slot, name) for slot, _, name in given}
    vocabulary = frozenset(_vocabulary())
    worded = {(slot, wording) for slot, wording, _ in vocabulary}
    for slot, wording, name in given:
        trusted = slot in {"place", "institution"} or (slot, wording) in worded
        if trusted or len(wording) >= _LONG:
            found[wording].add(Word(slot, name))
    for slot, wording, name in vocabulary:
        if wording not in found or not any(word.slot == slot for word in found[wording]):
            found[wording].add(Word(slot if (slot, name) in known else f"absent {slot}", name))
    for row in rows("ask_names"):
        found[row["word"]] = {word for word in found[row["word"]] if word.slot != row["slot"]}
        found[row["word"]].add(Word(row["slot"], row["name"]))
    for text in _elsewhere(found):
        found[text].add(Word("absent place", text))
    for row in rows("ask_words"):
        found.setdefault(row["word"], {Word("", row["word"], row["role"])})
    return Lexicon({text: tuple(sorted(words)) for text, words in found.items()}, max(map(len, found)))


def read(question: str, known: Lexicon) -> tuple[tuple[Reading, ...], str]:
    """Return the readings of a question, and the first stretch that is not understood, if any."""
    choices: list[tuple[Word, ...]] = []
    at = 0
    while at < len(question):
        if question[at].isspace():
            at += 1
            continue
        end, words = _longest(question, at, known)
        if not words:
            return (), question[at : at + 8]
        choices.append(words)
        at = end
    if prod(map(len, choices)) > _READINGS:
        return (), question
    return tuple(Reading(tuple(words)) for words in product(*choices)), ""


def _longest(question: str, at: int, known: Lexicon) -> tuple[int, tuple[Word, ...]]:
    if year := _YEAR.match(question, at):
        return year.end(), (Word("year", year[1]),)
    for length in range(min(known.longest, len(question) - at), 0, -1):
        if words := known.words.get(question[at : at + length]):
            return at + length, words
    if value := _VALUE.match(question, at):
        return value.end(), (Word("value", value[0]),)
    return at, ()


def _vocabulary() -> Iterator[tuple[str, str, str]]:
    for slot, name_of in (("indicator", "indicators"), ("initiative", "initiatives")):
        for row in rows(name_of):
            for wording in (row["name"], *filter(None, row["variants"].split("|"))):
                yield slot, wording, row["name"]


def _elsewhere(found: Mapping[str, set[Word]]) -> list[str]:
    """Return the names of places that are not in the graph; short ones that are ordinary words too do not count."""
    forms = gazetteer().forms().values()
    return [form.text for form in forms if form.text not in found and (form.full or not form.risky)]
