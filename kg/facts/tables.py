"""Figures in tables: what the heads of column and row, the caption and the frame say of each number."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kg.facts.tabular.columns import Table, UnreadableError, is_title, label_of, parts, table_of, unit_of_change
from kg.facts.tabular.figures import Figure, Head, Told, statements, unresolved
from kg.facts.tabular.grid import is_missing, tables_of
from kg.facts.tabular.heads import Facet, amount_of, facet_of, is_a, unit_of
from kg.facts.tabular.labels import Caption, named_below, names_of, owner_in, with_stretches
from kg.model import Institution, Mention, Observation, Place, Unresolved, ValueKind
from kg.text.read import passage

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kg.facts.scene import Scene
    from kg.facts.tabular.columns import Row
    from kg.facts.tabular.grid import Cell, Grid
    from kg.facts.tabular.labels import Names
    from kg.frame import Frame
    from kg.model import Article


@dataclass(frozen=True, slots=True, kw_only=True)
class TableFacts:
    """All that the tables of an article say."""

    observations: tuple[Observation, ...] = ()
    #: Places of the row heads that only the table shows to be places.
    mentions: tuple[Mention, ...] = ()
    unresolved: tuple[Unresolved, ...] = ()


def table_facts(article: Article, frame: Frame, scenes: Sequence[Scene]) -> TableFacts:
    """Return what the tables of an article say; the scenes know the names in it."""
    told = tuple(table_observations(article, frame, scenes))
    return TableFacts(
        observations=tuple(item for item in told if isinstance(item, Observation)),
        mentions=tuple(item for item in told if isinstance(item, Mention)),
        unresolved=tuple(item for item in told if isinstance(item, Unresolved)),
    )


def table_observations(article: Article, frame: Frame, scenes: Sequence[Scene]) -> Iterator[Told]:
    """Yield the figures of all tables, the places that only they name, and what could not be read."""
    names = names_of(article, frame, scenes)
    for grid in tables_of(article):
        if grid.start == grid.end:
            continue
        try:
            yield from _of_grid(names, grid)
        except UnreadableError as error:
            yield unresolved(article, "table", f"{error}", grid.start, grid.end)


def _of_grid(names: Names, grid: Grid) -> Iterator[Told]:
    if not grid.shaped:
        raise UnreadableError("the cells show no columns")
    caption = with_stretches(names, Caption(), [(block.start, block.end) for block in grid.above])
    for head, body in parts(grid.rows):
        if not body:
            yield unresolved(names.article, "table", "no figures", head[0][0].start if head else grid.start, grid.end)
            continue
        titles = [row for row in head if is_title(row, grid.rows)]
        lines = [row for row in head if row not in titles]
        titled = with_stretches(names, caption, [(row[0].start, row[0].end) for row in titles])
        table = table_of(names, titled, lines, body)
        yield from _of_table(table)


# ---------------------------------------------------------------- rows


def _of_table(table: Table) -> Iterator[Told]:
    group = before = ""
    above: Head | None = None
    for row in table.rows:
        if len(row) == 1:
            group = row[0].text
            continue
        places = list(_new_places(table, row))
        yield from (mention for _, mention in places)
        head = _head(table, row, {cell.start: mention.entity for cell, mention in places}, group, before)
        if head.trouble:
            yield unresolved(table.names.article, "row of a table", head.trouble, *_stretch(row))
            continue
        head = _after(head, above)
        yield from _of_row(table, row, head)
        if head.facet.kind is ValueKind.LEVEL:
            above = head
            before = before if "其中" in row[0].text else head.facet.indicator


def _stretch(row: Row) -> tuple[int, int]:
    """Return where a row stands, without the cells that reach down into it."""
    own = [cell for cell in row if not cell.from_above] or row
    return min(cell.start for cell in own), max(cell.end for cell in own)


def _new_places(table: Table, row: Row) -> Iterator[tuple[Cell, Mention]]:
    area = table.caption.about if isinstance(table.caption.about, Place) else table.names.frame.area
    owners = {one.index for one in table.columns if one.role == "owners"}
    for cell in row:
        if cell.column in owners and not cell.from_above and owner_in(table.names, cell) is None:
            place = named_below(area, cell.text)
            if place is not None:
                where = passage(table.names.article, cell.start, cell.end)
                yield cell, Mention(entity=place, surface=cell.text, passage=where)


def _head(table: Table, row: Row, places: Mapping[int, object], group: str, before: str) -> Head:
    """Put together what the cells at the head of a row say."""
    serial = {one.index for one in table.columns if one.role == "serial"}
    own = next((cell for cell in row if not cell.from_above and cell.column not in serial), row[0])
    head = Head(start=own.start)
    for one in table.columns:
        cell = next((cell for cell in row if cell.column == one.index), None)
        if cell is not None:
            head = _told_by(table, head, one.role, cell, places)
    return _grouped(head, group if label_of(table.columns, row) in table.repeated else "", before, own.text)


def _told_by(table: Table, head: Head, role: str, cell: Cell, places: Mapping[int, object]) -> Head:
    """Add what one cell at the head of a row says; 全市 names an owner in whatever column."""
    if role == "owners" or (role == "words" and owner_in(table.names, cell) is not None):
        return _owned(table, head, cell, places)
    if role == "units":
        return replace(head, unit=unit_of(cell.text) or head.unit)
    if role in {"times", "words"}:
        said = facet_of(cell.text, table.caption.period or table.names.frame.reviewed)
        return replace(head, facet=_row_facet(head.facet, said, role))
    return head


def _owned(table: Table, head: Head, cell: Cell, places: Mapping[int, object]) -> Head:
    owner = owner_in(table.names, cell) or places.get(cell.start)
    if owner is None and is_a("total", cell.text) and _has_places(table):
        owner = table.caption.about or table.names.frame.area
    if isinstance(owner, Place | Institution):
        return replace(head, owner=owner)
    return replace(head, trouble="no place or institution of this name")


def _has_places(table: Table) -> bool:
    """Whether the rows of a table are places, so that a total is one of their area."""
    owners = {one.index for one in table.columns if one.role == "owners"}
    cells = [cell for row in table.rows for cell in row if cell.column in owners]
    return any(isinstance(owner_in(table.names, cell), Place) for cell in cells)


def _row_facet(facet: Facet, more: Facet, role: str) -> Facet:
    """Add another head of a row; the last words name the indicator."""
    if role == "times":
        return replace(facet, period=more.period)
    return replace(more, period=more.period or facet.period)


def _grouped(head: Head, group: str, before: str, text: str) -> Head:
    """Add the line above that tells rows apart, and the row that 其中 takes a part of."""
    indicator = head.facet.indicator
    whole = before if text.startswith("其中") and before[-2:] not in indicator else facet_of(group, None).indicator
    return replace(head, facet=replace(head.facet, indicator=whole + indicator)) if whole else head


def _after(head: Head, above: Head | None) -> Head:
    """Let a row that is only a change (比上年增长) go on from the row above it."""
    if head.facet.kind is ValueKind.LEVEL or head.facet.indicator or above is None:
        return head
    unit = unit_of_change(head.facet, head.facet.unit or head.unit, above.unit or above.facet.unit)
    return replace(head, unit=unit, facet=replace(head.facet, indicator=above.facet.indicator, unit=unit))


def _of_row(table: Table, row: Row, head: Head) -> Iterator[Told]:
    figures = {one.index: one for one in table.columns if one.role == "figures"}
    for cell in row:
        over = figures.get(cell.column)
        if over is None or cell.from_above or is_missing(cell.text):
            continue
        amount = amount_of(cell.text)
        if amount is None:
            yield unresolved(table.names.article, "cell of a table", "not a number", head.start, cell.end)
        else:
            yield from statements(Figure(table=table, row=head, over=over, cell=cell, amount=amount))
