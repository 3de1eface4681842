"""The lines of a page and what can be seen of one by itself."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.model import CleanText

#: How far a flattened page that came as one line is taken for a line at all.
_LONGEST_LINE = 300
_NUMERALS = "一二三四五六七八九十"
_SECTION_AHEAD = re.compile(rf"(?<=[。！？：；])[^\S\n]*(?=[{_NUMERALS}]{{1,2}}、|（[{_NUMERALS}]{{1,2}}）)")
_HEADING_AND_TEXT = re.compile(
    rf"(?:[{_NUMERALS}]{{1,3}}、|[（(][{_NUMERALS}]{{1,3}}[）)])[^\s。！？；，：,;:]{{2,25}}(?P<gap>[^\S\n]+)(?=\S{{10}})"
)
NUMBERED = re.compile(
    rf"第[{_NUMERALS}]{{1,3}}[章节部]|[{_NUMERALS}]{{1,3}}、|[（(][{_NUMERALS}]{{1,3}}[）)]"
    r"|\d{1,2}[.．、](?!\d)|[（(]\d{1,2}[）)]|[■□◆◇●○★▶①-⑳]|\d{1,2}\s+(?=[一-鿿])"
)
ENDS_SENTENCE = re.compile(r"[。！？!?…；;][”’」』）)】\]]*$")
SALUTATION = re.compile(r"(?:各位|尊敬的|同志们|女士们).{0,20}[:：！!]?$")
DATE_ONLY = re.compile(
    r"[(（]?(?:(?:19|20)\d\d|二[〇○零O0Ｏ][一二三四五六七八九〇○零]{2})年[\d一二三四五六七八九十]{1,3}月[\d一二三四五六七八九十]{1,3}日[)）]?"
)
_INK = re.compile(r"\S")
WIDE = re.compile(r"[ᄀ-ᅟ⺀-꓏가-힣豈-﫿︰-﹏！-｠￠-￦“”‘’—…·]")


class Hint(StrEnum):
    """What the markup of an HTML page says of a line."""

    TITLE = "title"
    HEADING = "heading"
    CAPTION = "caption"
    ROW = "row"
    LINK = "link"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line without the white space around it; text is [start, end) of the page."""

    text: str
    start: int
    end: int
    #: Whether an empty line stands before it.
    gap: bool = False
    #: Whether it begins with white space.
    indented: bool = False
    hint: Hint | None = None

    @property
    def sentence(self) -> bool:
        """Whether it ends as sentences do."""
        return ENDS_SENTENCE.search(self.text) is not None

    @property
    def prose(self) -> bool:
        """Whether it is running text, not a title, a label or a button."""
        return len(self.text) >= 60 or (len(self.text) >= 25 and self.sentence)

    @property
    def width(self) -> int:
        """How many columns of a terminal it fills."""
        return len(self.text) + len(WIDE.findall(self.text))


def lines_of(page: CleanText, hints: Sequence[Hint | None] = ()) -> tuple[Line, ...]:
    """Split a page at its line ends; the hints belong to the lines in order."""
    lines: list[Line] = []
    gap = False
    start = 0
    for number, raw in enumerate(page.text.split("\n")):
        hint = hints[number] if number < len(hints) else None
        inked = [
            Line(text=page.text[a:b], start=a, end=b, gap=gap, indented=a > start, hint=hint)
            for a, b in _stretches(page.text, start, start + len(raw))
        ]
        lines.extend(inked)
        gap = not inked
        start += len(raw) + 1
    return tuple(lines)


def _stretches(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Cut one physical line where headings run on into text."""
    for first, last in _sections(text, start, end):
        heading = _HEADING_AND_TEXT.match(text, *_trimmed(text, first, last))
        if heading is None:
            yield from _inked(text, first, last)
        else:
            yield from _inked(text, first, heading.start("gap"))
            yield from _inked(text, heading.end("gap"), last)


def _sections(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    if end - start > _LONGEST_LINE:
        for section in _SECTION_AHEAD.finditer(text, start, end):
            yield start, section.start()
            start = section.end()
    yield start, end


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    first = _INK.search(text, start, end)
    if first is None:
        return end, end
    return first.start(), first.start() + len(text[first.start() : end].rstrip())


def _inked(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    start, end = _trimmed(text, start, end)
    if start < end:
        yield start, end
