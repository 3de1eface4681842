"""Many words looked for in one pass (the only importer of the automaton)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ahocorasick_rs import AhoCorasick, MatchKind

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True)
class Matcher:
    """Finds the words of a list in a text: leftmost, longest, none overlapping."""

    words: tuple[str, ...]
    automaton: AhoCorasick

    def __call__(self, text: str) -> list[tuple[str, int, int]]:
        """Return (word, start, end) of each match, in order."""
        found = self.automaton.find_matches_as_indexes(text)
        return [(self.words[index], start, end) for index, start, end in found]


def matcher(words: Iterable[str]) -> Matcher:
    """Build a matcher; the order of the words does not matter."""
    ordered = tuple(sorted(set(words)))
    return Matcher(ordered, AhoCorasick(ordered, matchkind=MatchKind.LeftmostLongest))
