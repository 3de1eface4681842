"""One cell to one statement: indicator, unit, period and status, from row, column, caption and frame."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

from kg.facts.indicators import indicator as concept
from kg.facts.owners import scope_of
from kg.facts.tabular.columns import unit_of_change
from kg.facts.tabular.heads import Facet, Unit, ends_as, facet_of, usual_unit
from kg.model import Mention, Observation, Status, Unresolved, ValueKind
from kg.text.dates import last_year
from kg.text.read import passage

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.facts.tabular.columns import Column, Table
    from kg.facts.tabular.grid import Cell
    from kg.facts.tabular.heads import Amount
    from kg.facts.tabular.labels import Owner
    from kg.model import Article, Indicator

Told = Observation | Mention | Unresolved


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What the cells at the head of a row say."""

    start: int
    owner: Owner | None = None
    facet: Facet = field(default_factory=Facet)
    unit: Unit | None = None
    #: Why no figure can be read in the row.
    trouble: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """The number of one cell with all that stands over and before it."""

    table: Table
    row: Head
    over: Column
    cell: Cell
    amount: Amount

    @property
    def facets(self) -> tuple[Facet, Facet]:
        """What the heads of its row and of its column say."""
        return self.row.facet, self.over.facet

    @property
    def kind(self) -> ValueKind:
        """Whether cell, column or row make it a change or a rank."""
        kinds = [facet.kind for facet in reversed(self.facets) if facet.kind is not ValueKind.LEVEL]
        return ValueKind.CHANGE if self.amount.change else kinds[0] if kinds else ValueKind.LEVEL

    @property
    def start(self) -> int:
        """Where the row begins, in the clean text."""
        return min(self.row.start, self.cell.start)


def unresolved(article: Article, what: str, reason: str, start: int, end: int) -> Unresolved:
    """Keep what could not be read, with the reason."""
    where = passage(article, start, end)
    return Unresolved(what=what, surface=where.reading, reason=reason, passage=where)


def statements(figure: Figure) -> Iterator[Told]:
    """Yield the statement of a figure, with the wording of its indicator, or what it lacks."""
    names, caption = figure.table.names, figure.table.caption
    about = figure.row.owner or figure.over.owner or caption.about or names.frame.topic or names.frame.area
    base = _joined(*(facet.indicator for facet in figure.facets)) or _of_caption(figure.table)
    unit = _unit(figure, base)
    if about is None or not base or unit is None:
        lack = "no owner" if about is None else "no unit" if base else "no indicator"
        yield unresolved(names.article, "cell of a table", lack, figure.start, figure.cell.end)
        return
    wording = _wording(figure, base)
    observation = _observation(figure, about, concept(wording, figure.kind, unit.word), unit)
    yield observation
    yield Mention(entity=observation.indicator, surface=wording, passage=observation.passage)


def _observation(figure: Figure, about: Owner, indicator: Indicator, unit: Unit) -> Observation:
    period, inherited = _period(figure)
    scope = next((facet.scope for facet in figure.facets if facet.scope), None)
    named = figure.row.owner or figure.over.owner
    return Observation(
        about=about,
        indicator=indicator,
        value=_value(figure.amount, unit),
        unit=unit.word,
        bound=figure.amount.bound,
        status=_status(figure, period),
        kind=figure.kind,
        period=period,
        passage=passage(figure.table.names.article, figure.start, figure.cell.end),
        rule="table",
        ranked_within=scope_of(scope, about, figure.table.names.frame) if scope else None,
        inherited=(*(() if named else ("about",)), *(("period",) if inherited and period else ())),
    )


def _value(amount: Amount, unit: Unit) -> Decimal:
    return amount.value * (Decimal(1) if amount.unit else unit.factor)


def _wording(figure: Figure, base: str) -> str:
    """Return the indicator in full: a change and a rank are indicators of their own."""
    if figure.kind is ValueKind.LEVEL:
        return base
    words = figure.amount.change or "".join(facet.change for facet in figure.facets)
    if figure.kind is ValueKind.RANK:
        words = next((facet.scope for facet in figure.facets if facet.scope), "") + "排名"
    return base if base.endswith(words) else base + words


def _joined(row: str, over: str) -> str:
    """Join what row and column say is measured; the word for a quantity goes last."""
    if not row or not over or over in row:
        return row or over
    if row in over:
        return over
    return over + row if ends_as("measure", row) and not ends_as("measure", over) else row + over


_TABLE_NUMBER = re.compile(r"\s*(?:附?表\s*[\d一二三四五六七八九十]*[-—.\d]*[:：]?)\s*")
_OF_ALL = re.compile(r"(?:各|分)(?:[市县区州省旗镇乡街道]|县市区|区县|县区|地区|单位|医院|机构|学校|部门)+")
_KIND_OF_TABLE = re.compile(r"(?:主要)?(?:情况|统计|汇总|一览|对比|排名|明细|数据)*(?:表|情况|统计|汇总|一览)?\Z")
_LONGEST_INDICATOR = 16


def _of_caption(table: Table) -> str:
    """Return the indicator that only the caption names: 各区县地区生产总值增速表."""
    text = table.caption.text
    for name in sorted({place.name for place in table.names.places.values()}, key=lambda name: (-len(name), name)):
        text = text.replace(name, "")
    text = _OF_ALL.sub("", _TABLE_NUMBER.sub("", text, count=1))
    text = re.sub(r"全[省市县区州]", "", text)
    name = facet_of(_KIND_OF_TABLE.sub("", text), None).indicator
    return name if len(name) <= _LONGEST_INDICATOR and ends_as("measure", name) else ""


def _unit(figure: Figure, base: str) -> Unit | None:
    """Return the unit of a figure: that of the cell, of the column, of the row, of the caption, or the usual one."""
    row, over = figure.facets
    if figure.kind is ValueKind.RANK:
        return Unit(word="名")
    stated = figure.row.unit or row.unit
    if figure.kind is ValueKind.CHANGE:
        changing = over if over.kind is ValueKind.CHANGE else row
        level = stated if changing is over else over.unit
        return unit_of_change(changing, figure.amount.unit or changing.unit, level or _unit_above(figure, base))
    if over.share:
        return figure.amount.unit or over.unit
    return figure.amount.unit or over.unit or stated or _unit_above(figure, base)


def _unit_above(figure: Figure, base: str) -> Unit | None:
    """Return the unit that the line above the table names, else the one that everybody uses."""
    units = figure.table.caption.units
    if len(units) == 1:
        return units[0]
    levels = [
        each.index
        for each in figure.table.columns
        if each.role == "figures" and each.facet.kind is ValueKind.LEVEL and each.facet.unit is None
    ]
    if len(units) == len(levels) and figure.over.index in levels:
        return units[levels.index(figure.over.index)]
    return usual_unit(base, units)


def _period(figure: Figure) -> tuple[str | None, bool]:
    """Return when a figure holds, and whether caption or frame say so."""
    said = [facet.period for facet in figure.facets if facet.period]
    if said:
        return max(said, key=len), False
    frame = figure.table.names.frame
    default = frame.planned if _planned(figure) or frame.plan else frame.reviewed
    return figure.table.caption.period or default, True


def _planned(figure: Figure) -> bool:
    return figure.table.caption.plan or any(facet.target for facet in figure.facets)


def _status(figure: Figure, period: str | None) -> Status:
    frame = figure.table.names.frame
    if any(facet.target for facet in figure.facets):
        return Status.TARGET
    last = last_year(period) if period else None
    if last is not None and frame.today is not None and last != frame.today:
        return Status.TARGET if last > frame.today else Status.ACTUAL
    return Status.TARGET if frame.plan or figure.table.caption.plan else Status.ACTUAL
