"""Lines of text to paragraphs: broken lines joined, headings, captions and tables told from running text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from kg.model import BlockKind
from kg.text.furniture import ends_in_office, is_byline, is_caption, names_officeholder
from kg.text.lines import DATE_ONLY, NUMBERED, SALUTATION, Hint
from kg.text.tables import cell_runs, cells_of, is_row, spaced_runs
from kg.text.words import any_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.text.lines import Line

_LONGEST_HEADING = 45
_SAYING = re.compile(r"[^，。：:\s]{2,16}[:：].*[！？!?]$")
_FIGURE_AT_END = re.compile(r"\d[\d.,]*[万亿余多]*(?:%|[^\W\d_年]{1,2})?$")
_CHINESE_OR_DIGIT = re.compile(r"[㐀-鿿\d%”’》）)、，,—]$")
_STARTS_CHINESE = re.compile(r"[㐀-鿿\d“‘《（(%]")
_NARROWEST_WRAP = 40
_WRAP_SLACK = 8
#: So large a part of all lines must end within a sentence where empty lines stand between all of them.
_MOSTLY = 0.6
_SURE_WRAP_SLACK = 4
_CUT_SHORT = 40
_SECTION = re.compile(r"[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)]")
_DIGIT = re.compile(r"\d")


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """The lines of one block; the cells of a table row are lines of their own."""

    kind: BlockKind
    lines: tuple[Line, ...]

    @property
    def text(self) -> str:
        """What its lines say together."""
        return "".join(line.text for line in self.lines)


def paragraphs_of(body: Sequence[Line], captions: set[int]) -> list[Paragraph]:
    """Tell the paragraphs of some lines; captions holds the identities of lines that stand below a picture."""
    paragraphs: list[Paragraph] = []
    done = 0
    for start, end, rows in _tables(body):
        paragraphs += _text(body[done:start], captions, above_table=True)
        paragraphs += [Paragraph(kind=BlockKind.TABLE, lines=row) for row in rows]
        done = end
    return paragraphs + _text(body[done:], captions)


def _tables(body: Sequence[Line]) -> list[tuple[int, int, list[tuple[Line, ...]]]]:
    """Return where tables of bare lines stand, with the cells of each row."""
    found = [
        (start, end, [tuple(body[row : row + width]) for row in range(start, end, width)])
        for start, end, width in cell_runs(body)
    ]
    taken = {index for start, end, _ in found for index in range(start, end)}
    found += [
        (start, end, [cells_of(line) for line in body[start:end]])
        for start, end in spaced_runs(body)
        if not taken & set(range(start, end))
    ]
    return sorted(found, key=lambda table: table[0])


def _text(body: Sequence[Line], captions: set[int], *, above_table: bool = False) -> list[Paragraph]:
    groups = _joined_lines(body)
    return [
        Paragraph(kind=_kind(groups, index, captions, above_table=above_table), lines=tuple(group))
        for index, group in enumerate(groups)
    ]


def _joined_lines(body: Sequence[Line]) -> list[list[Line]]:
    wrap = _wrap_of(body)
    groups: list[list[Line]] = []
    for line in body:
        if groups and _goes_over(groups[-1][-1], line, wrap):
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wrap:
    """How the lines of a text are broken: at a width, with empty lines between all of them, paragraphs indented."""

    width: int
    spaced: bool
    indents: bool


def _wrap_of(body: Sequence[Line]) -> _Wrap | None:
    """Measure how the lines of a text are broken, None where each is a paragraph."""
    indents = sum(line.indented for line in body) >= 3
    pairs = [(line, after) for line, after in pairwise(body) if not line.sentence and not is_row(line)]
    close = _common_width([line.width for line, after in pairs if not after.gap])
    if close:
        return _Wrap(width=close, spaced=False, indents=indents)
    spaced = _common_width([line.width for line, _ in pairs])
    if spaced and len(pairs) >= _MOSTLY * len(body):
        return _Wrap(width=spaced, spaced=True, indents=indents)
    return None


def _common_width(widths: list[int]) -> int:
    """Find the width that most lines come near to, 0 where there is none."""
    width = sorted(widths)[int(0.9 * (len(widths) - 1))] if len(widths) >= 3 else 0
    near = sum(abs(width - other) <= _WRAP_SLACK for other in widths)
    return width if width >= _NARROWEST_WRAP and near >= 0.5 * len(widths) else 0


def _goes_over(line: Line, after: Line, wrap: _Wrap | None) -> bool:
    """Whether a paragraph goes on from one line to the next."""
    if line.hint is not None or after.hint is not None or is_row(line) or is_row(after):
        return False
    if NUMBERED.match(after.text) or is_caption(line.text):
        return False
    if wrap and (wrap.spaced or not after.gap) and not (wrap.indents and after.indented):
        slack = _SURE_WRAP_SLACK if line.sentence else _WRAP_SLACK
        fits = wrap.width - slack <= line.width and after.width <= wrap.width + _WRAP_SLACK
        return fits and (wrap.indents or not line.sentence)
    return _cut_short(line) and (after.prose or after.sentence) and _STARTS_CHINESE.match(after.text) is not None


def _cut_short(line: Line) -> bool:
    """Whether a paragraph breaks off in the middle of a sentence, as at the end of a printed column."""
    return (
        len(line.text) >= _CUT_SHORT
        and not line.sentence
        and re.search(r"[，。,；]", line.text) is not None
        and _CHINESE_OR_DIGIT.search(line.text) is not None
    )


def _kind(groups: Sequence[Sequence[Line]], index: int, captions: set[int], *, above_table: bool) -> BlockKind:
    group = groups[index]
    line = group[0]
    text = "".join(part.text for part in group)
    if is_row(line):
        return BlockKind.TABLE
    if line.hint is Hint.CAPTION or is_caption(text) or (id(line) in captions and len(text) <= 150):
        return BlockKind.CAPTION
    if above_table and index == len(groups) - 1 and not line.sentence and len(text) <= _LONGEST_HEADING:
        return BlockKind.CAPTION
    return BlockKind.HEADING if _is_heading(groups, index, text) else BlockKind.BODY


def _is_heading(groups: Sequence[Sequence[Line]], index: int, text: str) -> bool:
    if len(groups[index]) > 2 or len(text) > _LONGEST_HEADING or SALUTATION.match(text):
        return False
    if text.endswith("。"):
        return _SECTION.match(text) is not None and text.count("。") == 1 and not _DIGIT.search(text)
    if groups[index][0].hint is Hint.HEADING:
        return True
    return not (re.search(r"[。；;，,：:、…—]$", text) or _FIGURE_AT_END.search(text)) and not _is_signed(
        groups, index, text
    )


def _is_signed(groups: Sequence[Sequence[Line]], index: int, text: str) -> bool:
    """Whether a short line is a date, a signature above one, an author with his office, or something said."""
    after = groups[index + 1][0].text if index + 1 < len(groups) else "。"
    before = groups[index - 1][0].text if index else ""
    if DATE_ONLY.fullmatch(text) or DATE_ONLY.fullmatch(after) or _minutes().match(text) or _SAYING.match(text):
        return True
    return (
        ends_in_office(text)
        or names_officeholder(text)
        or (len(text) <= 4 and ends_in_office(before))
        or is_byline(text)
    )


@cache
def _minutes() -> re.Pattern[str]:
    """主持人：李某某: what the head of minutes lists line by line."""
    return re.compile(rf"{any_of('furniture', 'minutes')}\s*[:：]")
