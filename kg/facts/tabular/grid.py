"""The cells of an article's tables in rows and columns, whatever way the table was printed."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from kg.model import BlockKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.model import Article, Block


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A cell that holds text: [start, end) of the clean text."""

    text: str
    start: int
    end: int
    column: int = 0
    #: How many columns it lies over.
    span: int = 1
    #: Whether it reaches down from a row above.
    from_above: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """One table: its rows of cells, and the blocks right above it that may be its caption."""

    rows: tuple[tuple[Cell, ...], ...]
    above: tuple[Block, ...]
    start: int
    end: int
    #: Whether the columns of the cells are known.
    shaped: bool = True


_TAG = re.compile(r"<t[dh]\b[^>]*>", re.IGNORECASE)
_TABLE_TAG = re.compile(r"</?table\b", re.IGNORECASE)
_SPAN = {name: re.compile(rf"\b{name}\s*=\s*[\"']?\s*(\d{{1,2}})", re.IGNORECASE) for name in ("colspan", "rowspan")}
_RULE = re.compile(r"[-:—=─|\s]+\Z")
_UNIT_LINE = re.compile(r"[（(]?(?:计量)?单位[:：]")
_FIGURE = re.compile(r"[-−－+<>≤≥＜＞↑↓约]?\d[\d,，]*(?:\.\d+)?[%‰％]?")
_MISSING = re.compile(r"[-—–－/…*]{1,3}")
#: Lines above a table that tell of it: its title, its unit.
_MOST_ABOVE = 3
_MOST_COLUMNS = 15
_YEAR = re.compile(r"(?:19|20)\d\d")


def is_figure(text: str) -> bool:
    """Whether a cell holds one number."""
    return _FIGURE.fullmatch(text) is not None


def is_missing(text: str) -> bool:
    """Whether a cell says that there is no figure."""
    return _MISSING.fullmatch(text) is not None or text in {"", "无", "空"}


def is_year(text: str) -> bool:
    """Whether a cell holds a year in bare digits."""
    return _YEAR.fullmatch(text) is not None


def tables_of(article: Article) -> Iterator[Grid]:
    """Return the tables of an article in the order of reading."""
    for first, last in _runs(article):
        above = _above(article, first)
        for blocks in _apart(article, article.blocks[first:last]):
            yield _grid(article, blocks, above)
            above = ()


def _runs(article: Article) -> Iterator[tuple[int, int]]:
    """Find the stretches of blocks that are table rows."""
    numbered = enumerate(article.blocks)
    for kind, group in groupby(numbered, key=lambda item: item[1].kind):
        if kind is BlockKind.TABLE:
            indices = [index for index, _ in group]
            yield indices[0], indices[-1] + 1


def _above(article: Article, first: int) -> tuple[Block, ...]:
    """Return the caption, heading and line of units right above a table."""
    kept: list[Block] = []
    for block in reversed(article.blocks[max(0, first - _MOST_ABOVE) : first]):
        unit = _UNIT_LINE.match(article.clean.text, block.start, block.end)
        if block.kind not in {BlockKind.CAPTION, BlockKind.HEADING} and not unit:
            break
        kept.insert(0, block)
    return tuple(kept)


def _apart(article: Article, blocks: Sequence[Block]) -> Iterator[list[Block]]:
    """Divide rows where one table of a page ends and the next begins."""
    table = [blocks[0]]
    for before, block in pairwise(blocks):
        between = article.source.text[article.clean.ends[before.end - 1] : article.clean.starts[block.start]]
        if article.source.html and _TABLE_TAG.search(between):
            yield table
            table = []
        table.append(block)
    yield table


def _grid(article: Article, blocks: Sequence[Block], above: tuple[Block, ...]) -> Grid:
    blocks = [block for block in blocks if not _RULE.match(article.clean.text[block.start : block.end])]
    if article.source.html:
        rows: Sequence[tuple[Cell, ...]] | None = list(_page_rows(article, blocks))
    else:
        rows = [tuple(_text_row(article, block)) for block in blocks]
    if rows and all(len(row) == 1 for row in rows):
        rows = _folded([row[0] for row in rows])
    return Grid(
        rows=tuple(_shifted(rows or [])),
        above=above,
        start=blocks[0].start if blocks else 0,
        end=blocks[-1].end if blocks else 0,
        shaped=rows is not None,
    )


def _shifted(rows: Sequence[tuple[Cell, ...]]) -> Iterator[tuple[Cell, ...]]:
    """Leave out the columns at the left that are empty all the way down."""
    left = min((cell.column for row in rows for cell in row), default=0)
    for row in rows:
        yield tuple(replace(cell, column=cell.column - left) for cell in row)


# ---------------------------------------------------------------- HTML


def _page_rows(article: Article, blocks: Sequence[Block]) -> Iterator[tuple[Cell, ...]]:
    """Read rows of a page, with the columns that colspan and rowspan give."""
    hanging: dict[int, tuple[Cell, int]] = {}
    for block in blocks:
        above = [replace(cell, from_above=True) for cell, _ in hanging.values()]
        own = list(_placed(article, block, above))
        hanging = {column: (cell, rows - 1) for column, (cell, rows) in hanging.items() if rows > 1}
        hanging |= {cell.column: (cell, rows - 1) for cell, rows in own if rows > 1}
        row = [*above, *(cell for cell, _ in own)]
        yield tuple(sorted((cell for cell in row if cell.text), key=lambda cell: cell.column))


def _placed(article: Article, block: Block, above: Sequence[Cell]) -> Iterator[tuple[Cell, int]]:
    """Return the cells of a row of a page beside those from above, with how many rows each lies over."""
    taken = {column for cell in above for column in range(cell.column, cell.column + cell.span)}
    column = 0
    for tag, start, end in _tagged(article, block):
        while column in taken:
            column += 1
        text, span = article.clean.text[start:end], _span(tag, "colspan")
        yield Cell(text=text, start=start, end=end, column=column, span=span), _span(tag, "rowspan")
        column += span


def _span(tag: str, name: str) -> int:
    match = _SPAN[name].search(tag)
    return max(1, int(match[1])) if match else 1


def _tagged(article: Article, block: Block) -> Iterator[tuple[str, int, int]]:
    """Return the cells of a row, empty ones too: tag, start and end in the clean text."""
    source, clean = article.source.text, article.clean
    before = clean.starts[block.start - 1] if block.start else 0
    opening = max(source.rfind(name, before, clean.starts[block.start]) for name in ("<tr", "<TR"))
    tags = list(_TAG.finditer(source, max(before, opening), clean.ends[block.end - 1]))
    at = block.start
    for number, tag in enumerate(tags):
        limit = tags[number + 1].start() if number + 1 < len(tags) else len(source)
        while at < block.end and clean.starts[at] < tag.end():
            at += 1
        start = at
        while at < block.end and clean.starts[at] < limit:
            at += 1
        text = clean.text[start:at]
        start += len(text) - len(text.lstrip())
        yield tag[0], start, start + len(text.strip())


# ---------------------------------------------------------------- text


def _text_row(article: Article, block: Block) -> Iterator[Cell]:
    """Read a row of cells between bars or tabs, or of lines put together."""
    column = _leading(article, block)
    start = block.start
    for text in article.clean.text[block.start : block.end].split("\t"):
        if start > block.start:
            column += _gap(article, start - 1)
        yield Cell(text=text, start=start, end=start + len(text), column=column)
        start += len(text) + 1


def _gap(article: Article, at: int) -> int:
    """Tell how many columns further the next cell stands: more than one after empty cells."""
    between = article.source.text[article.clean.starts[at] : article.clean.ends[at]]
    return 1 if "\n" in between else max(1, between.count("|") or between.count("\t"))


def _leading(article: Article, block: Block) -> int:
    source, start = article.source.text, article.clean.starts[block.start]
    margin = source[source.rfind("\n", 0, start) + 1 : start]
    return max(0, margin.count("|") - 1) if "|" in margin else margin.count("\t")


# ---------------------------------------------------------------- cells that are lines


def _folded(cells: Sequence[Cell]) -> list[tuple[Cell, ...]] | None:
    """Give cells that came one by one their rows, None where they show no period."""
    cells = _with_units(cells)
    kinds = [_kind(cell.text) for cell in cells]
    if "figure" not in kinds:
        return None
    first = kinds.index("figure")
    for labels in (1, 2, 3, 0):
        start = first - labels
        for width in range(max(labels + 1, 2), _MOST_COLUMNS + 1):
            head = _head(cells[: max(start, 0)], width, labels)
            if start > 0 and head is not None and _repeats(kinds[start:], width, labels):
                return head + _cut(cells[start:], width)
    return None


_UNIT_ALONE = re.compile(r"[（(][^（）()\d]{1,6}[）)]|[（(][%‰％][）)]")


def _with_units(cells: Sequence[Cell]) -> list[Cell]:
    """Put a unit that came as a cell of its own to the head that it belongs to: 实有床位, (张)."""
    joined: list[Cell] = []
    for cell in cells:
        if joined and _UNIT_ALONE.fullmatch(cell.text) and not is_figure(joined[-1].text):
            joined[-1] = replace(joined[-1], text=joined[-1].text + cell.text, end=cell.end)
        else:
            joined.append(cell)
    return joined


def _kind(text: str) -> str | None:
    return None if is_missing(text) else "figure" if is_figure(text) else "words"


def _repeats(kinds: Sequence[str | None], width: int, labels: int) -> bool:
    """Whether each column holds either words or figures, with two rows at least."""
    if len(kinds) % width or len(kinds) < 2 * width:
        return False
    columns = [set(kinds[column::width]) - {None} for column in range(width)]
    return all(len(column) == 1 for column in columns) and {"words"} in columns[: labels or 2]


def _cut(cells: Sequence[Cell], width: int) -> list[tuple[Cell, ...]]:
    return [
        tuple(replace(cell, column=column) for column, cell in enumerate(cells[row : row + width]))
        for row in range(0, len(cells), width)
    ]


def _head(cells: Sequence[Cell], width: int, labels: int) -> list[tuple[Cell, ...]] | None:
    """Give the cells above the first row their columns: one row, one without the corner, or groups over members."""
    if len(cells) == width - 1:
        return [tuple(replace(cell, column=column) for column, cell in enumerate(cells, start=1))]
    grouped = _groups(cells, width, labels)
    if grouped:
        return grouped
    titles = len(cells) - width
    if not 0 <= titles <= _MOST_ABOVE:
        return None
    return [*((cell,) for cell in cells[:titles]), *_cut(cells[titles:], width)]


def _groups(cells: Sequence[Cell], width: int, labels: int) -> list[tuple[Cell, ...]] | None:
    """Read 地区, 床位数, 医师, 2022年, 2023年, 2022年, 2023年 as two columns under each of two heads."""
    members = cells[len(cells) - (width - labels) :]
    groups = cells[labels : len(cells) - len(members)]
    share, rest = divmod(len(members), len(groups)) if groups else (0, 1)
    if rest or share < 2 or len(groups) < 2 or max(Counter(c.text for c in members).values()) != len(groups):
        return None
    upper = [
        *(replace(cell, column=column) for column, cell in enumerate(cells[:labels])),
        *(replace(cell, column=labels + share * group, span=share) for group, cell in enumerate(groups)),
    ]
    lower = [replace(cell, column=labels + column) for column, cell in enumerate(members)]
    return [tuple(upper), tuple(lower)]
