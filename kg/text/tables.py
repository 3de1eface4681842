"""Tables of which flattening has made every cell a line, and rows drawn with bars."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.text.lines import NUMBERED, Hint

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.text.lines import Line

_NUMBER = re.compile(r"[-−+]?\d[\d,，]*(?:\.\d+)?%?|[-—–/…]{1,2}")
_SENTENCE_MARK = re.compile(r"[。！？；，：:]")
_WIDEST_CELL = 24
_SHORTEST_RUN = 6
_MOST_COLUMNS = 15
#: Lines above a table that look like cells: its title, its unit.
_MOST_TITLES = 2
_TABLE_TITLE = re.compile(r"表\s*[\d一二三四五六七八九十]")
#: Of fewer numbers a run of short lines is a list.
_NUMBERS = 0.3


def is_row(line: Line) -> bool:
    """Whether one line holds a row: cells drawn apart by bars or tabs."""
    return line.hint is Hint.ROW or line.text.count("|") >= 2 or line.text.strip().count("\t") >= 2


_SPACES = re.compile(r"[ \u3000]+")
#: Rows of which a table drawn by spaces has at least so many.
_FEWEST_ROWS = 3


def spaced_runs(lines: Sequence[Line]) -> Iterator[tuple[int, int]]:
    """Find the stretches of lines whose cells stand apart by spaces alone: one of heads, then words and figures."""
    start = 0
    while start < len(lines):
        width = _heads_in(lines[start])
        end = start + 1
        while width and end < len(lines) and _is_spaced_row(lines[end], width):
            end += 1
        if end - start > _FEWEST_ROWS:
            yield start, end
            start = end
        else:
            start += 1


#: A longer line is a sentence.
_WIDEST_ROW = 120


def _heads_in(line: Line) -> int:
    """Return how many heads a line may hold, 0 where it holds no row of heads."""
    if len(line.text) > _WIDEST_ROW or not _SPACES.search(line.text):
        return 0
    cells = _SPACES.split(line.text)
    return len(cells) if len(cells) > 2 and not any(map(_NUMBER.fullmatch, cells)) else 0


def _is_spaced_row(line: Line, width: int) -> bool:
    cells = _SPACES.split(line.text)
    figures = [_NUMBER.fullmatch(cell) is not None for cell in cells]
    return line.hint is None and len(cells) == width and not figures[0] and all(figures[1:])


def cells_of(line: Line) -> tuple[Line, ...]:
    """Divide a line at its spaces into one for each cell."""
    cells, at = [], 0
    for text in _SPACES.split(line.text):
        at = line.text.index(text, at)
        cells.append(replace(line, text=text, start=line.start + at, end=line.start + at + len(text)))
        at += len(text)
    return tuple(cells)


def cell_runs(lines: Sequence[Line]) -> Iterator[tuple[int, int, int]]:
    """Find the stretches of lines that are the cells of a table, with the number of its columns: 1 where unclear."""
    start = 0
    for index in range(len(lines) + 1):
        if index < len(lines) and _is_cell(lines[index]):
            continue
        if _is_table(lines[start:index]):
            skipped, width = _shape([line.text for line in lines[start:index]])
            yield start + skipped, index, width
        start = index + 1


def _shape(cells: Sequence[str]) -> tuple[int, int]:
    """Tell how many lines stand before the table and how many cells make a row."""
    numbers = [_NUMBER.fullmatch(cell) is not None for cell in cells]
    for skipped in range(_MOST_TITLES + 1):
        for width in range(2, min(_MOST_COLUMNS, (len(cells) - skipped) // 2) + 1):
            if (len(cells) - skipped) % width == 0 and _fits(numbers[skipped:], width):
                return skipped, width
    return 0, 1


def _fits(numbers: Sequence[bool], width: int) -> bool:
    """Whether the first row is all words and each column below holds either words or numbers, with some of both."""
    if any(numbers[:width]):
        return False
    kinds = [set(numbers[width + column :: width]) for column in range(width)]
    return all(len(kind) == 1 for kind in kinds) and kinds[0] == {False} and {True} in kinds


def _is_cell(line: Line) -> bool:
    return (
        line.hint is None
        and len(line.text) <= _WIDEST_CELL
        and not _SENTENCE_MARK.search(line.text)
        and not _TABLE_TITLE.match(line.text)
        and not (NUMBERED.match(line.text) and not _NUMBER.fullmatch(line.text))
    )


def _is_table(run: Sequence[Line]) -> bool:
    numbers = sum(_NUMBER.fullmatch(line.text) is not None for line in run)
    return len(run) >= _SHORTEST_RUN and numbers >= max(3, _NUMBERS * len(run))
