"""Sentences and clauses of a clean text, as half-open stretches of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.model import Article, BlockKind

_SENTENCE = re.compile(r"[^。！？!?\n]+[。！？!?]*[”’』」\"]*\n?")
_CLAUSE = re.compile(r"(?<!\d),|,(?!\d{3}(?!\d))|[，；;。！!？?：]|:(?!\d)|——")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One sentence: article.clean.text[start:end] == text."""

    start: int
    end: int
    text: str
    block: int
    kind: BlockKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """A stretch of a sentence between commas, in the sentence's own positions."""

    start: int
    end: int


def sentences(article: Article) -> tuple[Sentence, ...]:
    """Return the sentences of an article's blocks, in the order of reading."""
    return tuple(_sentences(article))


def _sentences(article: Article) -> Iterator[Sentence]:
    text = article.clean.text
    for number, block in enumerate(article.blocks):
        yield from (
            Sentence(start=match.start(), end=match.end(), text=match[0], block=number, kind=block.kind)
            for match in _SENTENCE.finditer(text, block.start, block.end)
        )


def clauses(text: str) -> tuple[Clause, ...]:
    """Return the clauses of a sentence; commas inside quotation marks and brackets do not divide."""
    cuts = (0, *_cuts(text), len(text))
    return tuple(Clause(start=start, end=end) for start, end in pairwise(cuts) if text[start:end].strip())


def _cuts(text: str) -> Iterator[int]:
    guarded = _guarded(text)
    for match in _CLAUSE.finditer(text):
        if not any(start <= match.start() < end for start, end in guarded):
            yield match.end()


_GUARDED = re.compile(r"“[^”]{0,40}”|‘[^’]{0,40}’|《[^》]{0,60}》|（[^）]{0,40}）|\([^()]{0,40}\)|「[^」]{0,40}」")


def _guarded(text: str) -> tuple[tuple[int, int], ...]:
    return tuple(match.span() for match in _GUARDED.finditer(text))
