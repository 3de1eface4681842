"""The columns of a table: what each holds, and what its head says of the figures in it."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from kg.facts.tabular.grid import is_figure, is_missing, is_year
from kg.facts.tabular.heads import Facet, Unit, amount_of, ends_as, facet_of, is_a, unit_of
from kg.facts.tabular.labels import owner_in
from kg.model import ValueKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.facts.tabular.grid import Cell
    from kg.facts.tabular.labels import Caption, Names, Owner

Row = tuple["Cell", ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column and what its head says."""

    index: int
    role: str
    facet: Facet = field(default_factory=Facet)
    #: For columns of places: whose figures stand in it.
    owner: Owner | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table with its columns told apart."""

    names: Names
    caption: Caption
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    #: Heads of rows that stand more than once, told apart only by the line above them.
    repeated: frozenset[str]


class UnreadableError(Exception):
    """A table is not one of figures, or its shape stays unclear."""


# ---------------------------------------------------------------- rows of heads


_NOTE = re.compile(r"(?:注|备注|说明|资料来源|数据来源)[:：\s]")


def is_title(row: Row, every: Sequence[Row]) -> bool:
    """Whether a row is one cell over the whole of a table."""
    return len(row) == 1 and max(len(other) for other in every) > 1


def parts(grid_rows: Sequence[Row]) -> Iterator[tuple[list[Row], list[Row]]]:
    """Divide rows into heads and the rows below; heads in the midst of rows begin another table."""
    kept = [row for row in grid_rows if row and not (len(row) == 1 and _NOTE.match(row[0].text))]
    head: list[Row] = []
    body: list[Row] = []
    for row in kept:
        opens = _is_head(row, kept) or (is_title(row, kept) and all(len(over) == 1 for over in head))
        if not opens or (body and not _opens_again(row)):
            body.append(row)
        elif body:
            yield head, body
            head, body = _next_head(head, row), []
        else:
            head.append(row)
    yield head, body


def _opens_again(row: Row) -> bool:
    """Whether words in the midst of rows are the heads of another table, and not a row without figures."""
    heads = sum(ends_as("owner", cell.text) or ends_as("item", cell.text) or _tells(cell.text) for cell in row)
    return len(row) > 1 and heads * 2 >= len(row)


def _tells(text: str) -> bool:
    facet = facet_of(text, None)
    return facet.unit is not None or facet.kind is not ValueKind.LEVEL or is_a("serial", text) or is_a("aside", text)


def _next_head(head: list[Row], row: Row) -> list[Row]:
    """Return the heads of the next part: the same ones where they are printed again on another page."""
    again = any([cell.text for cell in row] == [cell.text for cell in other] for other in head)
    return head if again else [row]


def _is_head(row: Row, every: Sequence[Row]) -> bool:
    """Whether a row holds words only, or years in bare digits."""
    if is_title(row, every):
        return False
    own = [cell for cell in row if not cell.from_above]
    figures = [cell for cell in own if is_figure(cell.text) or is_missing(cell.text) or amount_of(cell.text)]
    years = {cell.text for cell in figures if is_year(cell.text)}
    return not figures or (len(years) >= 2 and all(is_year(cell.text) for cell in figures))


# ---------------------------------------------------------------- columns


def table_of(names: Names, caption: Caption, heads: Sequence[Row], body: Sequence[Row]) -> Table:
    """Tell the columns of a table apart; raise UnreadableError for one that holds no figures of ours."""
    width = max(cell.column + cell.span for row in (*heads, *body) for cell in row)
    if not heads and width != 2:
        raise UnreadableError("no heads over the columns")
    base = caption.period or names.frame.reviewed or (f"{names.frame.today}" if names.frame.today else None)
    columns = tuple(_column(names, base, index, heads, body) for index in range(width))
    if not any(one.role == "figures" for one in columns):
        raise UnreadableError("no column of figures")
    labels = Counter(label_of(columns, row) for row in body)
    repeated = frozenset(label for label, count in labels.items() if count > 1)
    return Table(names=names, caption=caption, columns=_filled(columns), rows=tuple(body), repeated=repeated)


def _column(names: Names, base: str | None, index: int, heads: Sequence[Row], body: Sequence[Row]) -> Column:
    over = _heads_over(heads, index)
    below = [cell for row in body if len(row) > 1 for cell in row if cell.column == index]
    texts = [head.text for head in over]
    if any(ends_as("people", text) for text in texts):
        raise UnreadableError("a list of people")
    role = _role(names, texts, below)
    if role != "figures":
        return Column(index=index, role=role)
    owners = [owner for head in over if (owner := owner_in(names, head)) is not None]
    facet = Facet()
    for head in over:
        if owner_in(names, head) is None:
            facet = facet.over(facet_of(head.text, base))
    return Column(index=index, role=role, facet=facet, owner=owners[-1] if owners else None)


def _heads_over(heads: Sequence[Row], index: int) -> list[Cell]:
    """Return the cells over a column, from the top down, each once."""
    over = [cell for row in heads for cell in row if cell.column <= index < cell.column + cell.span]
    return list({(cell.start, cell.end): cell for cell in over}.values())


def _role(names: Names, heads: Sequence[str], below: Sequence[Cell]) -> str:
    """Tell what a column holds: serial numbers, units, times, owners, figures, heads of rows, or asides."""
    texts = [cell.text for cell in below if not is_missing(cell.text)]
    head = heads[-1] if heads else ""
    if not texts or is_a("serial", head) or (not head and texts == [f"{n}" for n in range(1, len(texts) + 1)]):
        return "serial"
    if any(ends_as("aside", text) and facet_of(text, None).unit is None for text in heads):
        return "aside"
    if sum(unit_of(text) is not None for text in texts) * 2 > len(texts) and not any(map(is_figure, texts)):
        return "units"
    if sum(_is_time(text) for text in texts) == len(texts):
        return "times"
    if sum(amount_of(text) is not None for text in texts) * 2 > len(texts):
        return "figures"
    return "owners" if _are_owners(names, heads, below) else "words"


def _is_time(text: str) -> bool:
    facet = facet_of(text, "2000")
    return is_year(text) or (facet.period is not None and not facet.indicator and facet.kind is ValueKind.LEVEL)


def _are_owners(names: Names, heads: Sequence[str], below: Sequence[Cell]) -> bool:
    known = sum(owner_in(names, cell) is not None for cell in below)
    if any(is_a("item", head) for head in heads):
        return known * 2 > len(below)
    return known * 2 >= len(below) or any(ends_as("owner", head) for head in heads)


def _filled(columns: Sequence[Column]) -> tuple[Column, ...]:
    """Let a column of changes, shares or ranks go on from the level before it."""
    filled: list[Column] = []
    levels: list[Facet] = []
    for one in columns:
        if one.role != "figures":
            filled.append(one)
            continue
        filled.append(replace(one, facet=_gone_on(one.facet, levels)))
        if not one.facet.share and one.facet.kind is ValueKind.LEVEL:
            levels.append(one.facet)
    return tuple(filled)


def _gone_on(facet: Facet, levels: Sequence[Facet]) -> Facet:
    """Take indicator and unit from the last level where a head names none, and the latest time of that indicator."""
    level = levels[-1] if levels else Facet()
    if facet.share:
        facet = replace(facet, indicator=level.indicator + facet.indicator)
    elif facet.kind is not ValueKind.LEVEL and not facet.indicator:
        facet = replace(facet, indicator=level.indicator, unit=_unit_gone_on(facet, level))
    elif facet.kind is ValueKind.LEVEL:
        return facet
    times = [other.period or "" for other in levels if facet.indicator.startswith(other.indicator)]
    return replace(facet, period=facet.period or (max(times) if times and all(times) else None))


def _unit_gone_on(facet: Facet, level: Facet) -> Unit | None:
    return unit_of_change(facet, facet.unit, level.unit) if facet.kind is ValueKind.CHANGE else facet.unit


def unit_of_change(facet: Facet, stated: Unit | None, base: Unit | None) -> Unit | None:
    """Return the unit of a change: of a share it is points, else the one stated, that of the level, or per cent."""
    unit = stated or (base if facet.difference else Unit(word="%"))
    of_share = base is not None and base.word == "%"
    return Unit(word="百分点") if of_share and unit is not None and unit.word == "%" else unit


def label_of(columns: Sequence[Column], row: Row) -> str:
    """Return the words at the head of a row."""
    wanted = {one.index for one in columns if one.role in {"words", "owners", "times"}}
    return "|".join(cell.text for cell in row if cell.column in wanted)
