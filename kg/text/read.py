"""A source to an article: the one door to this package."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.model import Article, Block, BlockKind, CleanText, Passage
from kg.text.aligned import Edit, aligned, cut, joined, rewritten, standing_for
from kg.text.frontmatter import published_of, publisher_of, url_of
from kg.text.headline import without_site
from kg.text.html import page_of
from kg.text.layout import layout_of
from kg.text.lines import lines_of
from kg.text.script import simplified

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kg.model import Source
    from kg.text.lines import Hint, Line
    from kg.text.paragraphs import Paragraph

_CHINESE = "㐀-鿿豈-﫿，。；：！？、“”‘’（）《》〈〉【】「」『』—…·"
_BLANK = re.compile(r"\s+")
#: A page number, or a hint where the text goes on, in the midst of a flattened line.
_PRINT_MARK = re.compile(r"\s+[-—–]\s*\d{1,3}\s*[-—–]\s+|[（(](?:上接|下转|紧接)[^）)]{0,12}[）)]")
_TOUCHES_CHINESE = re.compile(rf"[{_CHINESE}]")
_JOINT = re.compile(r"[A-Za-z](?=[A-Za-z])")
_LONGEST_TITLE = 200
#: In a line as short as this wide blanks stand between a name and an office.
_LONGEST_COLUMNS = 60
_SPACED_OUT = re.compile(r"\S(?: \S){2,}")


def read_article(source: Source) -> Article:
    """Read a file's text: its blocks, and what it says of itself."""
    page, hints, page_title, meta = _page(source)
    lines = lines_of(page, hints)
    layout = layout_of(lines, page_title)
    clean, blocks = _assembled(page, layout.paragraphs)
    titles = [clean.text[block.start : block.end] for block in blocks if block.kind is BlockKind.TITLE]
    return Article(
        source=source,
        clean=clean,
        blocks=blocks,
        title=titles[0] if titles else without_site(page_title or "") or source.id,
        publisher=publisher_of(layout, lines, meta, page_title),
        published=published_of(layout, lines, meta),
        url=url_of(lines, meta),
    )


def passage(article: Article, start: int, end: int) -> Passage:
    """Find where in the source [start, end) of the clean text was read, without white space at its ends."""
    clean = article.clean
    reading = clean.text[start:end]
    start += len(reading) - len(reading.lstrip())
    reading = reading.strip()
    if not reading:
        raise ValueError(f"nothing is written at {start}:{end} of {article.source.id}")
    first, last = clean.starts[start], clean.ends[start + len(reading) - 1]
    return Passage(start=first, end=last, exact=article.source.text[first:last], reading=reading)


def _page(source: Source) -> tuple[CleanText, Sequence[Hint | None], str | None, Mapping[str, str]]:
    if not source.html:
        return simplified(aligned(source.text)), (), None, {}
    page = page_of(source.text)
    title = simplified(standing_for(page.title[:_LONGEST_TITLE], 0, 0)).text if page.title else None
    return simplified(page.text), page.hints, title, page.meta


def _assembled(page: CleanText, paragraphs: Sequence[Paragraph]) -> tuple[CleanText, tuple[Block, ...]]:
    parts: list[CleanText] = []
    blocks: list[Block] = []
    length = 0
    for paragraph in paragraphs:
        text = _paragraph_text(page, paragraph)
        if not text.text:
            continue
        if blocks:
            parts.append(_break_before(parts[-1], text))
            length += 1
        parts.append(text)
        blocks.append(Block(kind=paragraph.kind, start=length, end=length + len(text.text)))
        length += len(text.text)
    return joined(parts), tuple(blocks)


def _break_before(before: CleanText, after: CleanText) -> CleanText:
    return standing_for("\n", before.ends[-1], max(before.ends[-1], after.starts[0]))


def _paragraph_text(page: CleanText, paragraph: Paragraph) -> CleanText:
    text = joined(_with_joints(page, paragraph))
    text = rewritten(text, _print_marks(text.text))
    return _stripped(rewritten(text, _blanks(text.text, paragraph.kind)))


def _with_joints(page: CleanText, paragraph: Paragraph) -> Iterator[CleanText]:
    """Put the lines of a paragraph together, with a blank between words and a tab between cells."""
    for before, line in zip((None, *paragraph.lines), paragraph.lines, strict=False):
        if before is not None and (joint := _joint(before, line, paragraph.kind)):
            yield standing_for(joint, page.ends[before.end - 1], page.starts[line.start])
        yield cut(page, line.start, line.end)


def _joint(before: Line, line: Line, kind: BlockKind) -> str:
    if kind is BlockKind.TABLE:
        return "\t"
    return " " if _JOINT.match(before.text[-1] + line.text[0]) else ""


def _print_marks(text: str) -> Iterator[Edit]:
    for mark in _PRINT_MARK.finditer(text):
        yield Edit(mark.start(), mark.end(), "")


def _blanks(text: str, kind: BlockKind) -> Iterator[Edit]:
    """Drop the white space in Chinese text, keep one blank between words and in headlines."""
    if kind is BlockKind.TABLE:
        yield from _cell_blanks(text)
        return
    headline = kind in {BlockKind.TITLE, BlockKind.HEADING} and not _SPACED_OUT.fullmatch(text)
    columns = len(text) <= _LONGEST_COLUMNS and "。" not in text
    for blank in _BLANK.finditer(text):
        around = text[max(0, blank.start() - 1) : blank.start()] + text[blank.end() : blank.end() + 1]
        keep = headline or (columns and len(blank[0]) > 1) or not _TOUCHES_CHINESE.search(around)
        kept = " " if keep else ""
        if kept != blank[0]:
            yield Edit(blank.start(), blank.end(), kept)


_CELL_GAP = re.compile(r"[ \r\f\v]*[|\t][ |\t\r\f\v]*|\s+")


def _cell_blanks(text: str) -> Iterator[Edit]:
    for gap in _CELL_GAP.finditer(text):
        mark = "\t" if "|" in gap[0] or "\t" in gap[0] else " "
        kept = "" if gap.start() == 0 or gap.end() == len(text) else mark
        if kept != gap[0]:
            yield Edit(gap.start(), gap.end(), kept)


def _stripped(text: CleanText) -> CleanText:
    inner = text.text.strip()
    start = len(text.text) - len(text.text.lstrip())
    return cut(text, start, start + len(inner))
