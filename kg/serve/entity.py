"""What the graph says of one thing, as values for its page."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Final

from kg.serve.chart import Chart, Moment, chart
from kg.vocab import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from kg.serve.asking import Graph
    from kg.terms import Term

#: How many statements, and how many mentions, a page shows.
STATEMENTS: Final = 400
MENTIONS: Final = 60
#: How many passages a statement shows.
PASSAGES: Final = 5

_STATEMENTS = """SELECT ?statement ?about ?indicator ?value ?unit ?bound ?kind ?status ?period ?end ?ranked {{
  {{ SELECT DISTINCT ?statement {{
    ?statement cg:about|cg:indicator|cg:initiative <{iri}> }} ORDER BY ?statement LIMIT {limit} }}
  ?statement cg:about ?about .
  OPTIONAL {{ ?statement cg:indicator ?indicator ; cg:value ?value }}
  OPTIONAL {{ ?statement cg:unit ?unit }} OPTIONAL {{ ?statement cg:bound ?bound }}
  OPTIONAL {{ ?statement cg:valueKind ?kind }} OPTIONAL {{ ?statement cg:status ?status }}
  OPTIONAL {{ ?statement cg:period ?period }} OPTIONAL {{ ?statement cg:periodEnd ?end }}
  OPTIONAL {{ ?statement cg:rankedWithin ?ranked }} }}"""
_INITIATIVES = """SELECT ?statement ?initiative {{
  ?statement cg:about|cg:indicator|cg:initiative <{iri}> ; cg:initiative ?initiative }}"""
_EVIDENCE = """SELECT DISTINCT ?statement ?passage ?reading ?article ?title ?publisher ?issued ?url {{
  ?statement cg:about|cg:indicator|cg:initiative <{iri}> ; cg:evidence ?passage .
  ?passage oa:hasSource ?article .
  OPTIONAL {{ ?passage cg:reading ?read }} OPTIONAL {{ ?passage oa:exact ?exact }}
  BIND(COALESCE(?read, ?exact, "") AS ?reading)
  OPTIONAL {{ ?article dcterms:title ?title }} OPTIONAL {{ ?article dc:publisher ?publisher }}
  OPTIONAL {{ ?article dcterms:issued ?issued }} OPTIONAL {{ ?article dcterms:source ?url }} }} ORDER BY ?passage"""
_MENTIONS = (
    _EVIDENCE.replace(
        "?statement cg:about|cg:indicator|cg:initiative <{iri}> ; cg:evidence ?passage .",
        "BIND(<{iri}> AS ?statement) <{iri}> cg:mentionedIn ?passage .",
    )
    + " LIMIT {limit}"
)
_LINKS = """SELECT DISTINCT ?link ?other {{
  VALUES (?property ?link) {{ (cg:within "within") (org:subOrganizationOf "branch") (skos:closeMatch "similar")
                             (skos:broader "broader") (dcterms:isReplacedBy "replaced") }}
  <{iri}> ?property ?other FILTER(isIRI(?other)) }} ORDER BY ?link ?other"""
_PARTS = """SELECT DISTINCT ?link ?other {{
  VALUES (?property ?link) {{ (cg:within "parts") (org:subOrganizationOf "branches") (skos:closeMatch "similar")
                             (skos:broader "narrower") (dcterms:isReplacedBy "former") }}
  ?other ?property <{iri}> FILTER(isIRI(?other)) }} ORDER BY ?link ?other LIMIT 300"""
_PROPERTIES = "SELECT ?property ?value {{ <{iri}> ?property ?value }} ORDER BY ?property ?value LIMIT 500"
DESCRIPTION: Final = """CONSTRUCT {{ <{iri}> ?p ?o . ?statement ?sp ?so }} {{
  {{ <{iri}> ?p ?o }} UNION {{ ?statement cg:about|cg:indicator|cg:initiative <{iri}> ; ?sp ?so }} }}"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """A passage and the article that it stands in."""

    text: str
    article: str
    title: str
    publisher: str
    issued: str
    url: str

    @property
    def link(self) -> str:
        """The article's web address, if it is one that a page may lead to."""
        return self.url if self.url.startswith(("http://", "https://")) else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A statement: a figure, or an initiative carried out or planned."""

    iri: str
    about: str
    #: Empty for an initiative.
    indicator: str
    initiatives: tuple[str, ...]
    value: str
    unit: str
    bound: str
    kind: str
    status: str
    period: str
    end: str
    ranked: str
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """All that the page of a thing shows."""

    iri: str
    figures: tuple[Said, ...]
    initiatives: tuple[Said, ...]
    mentions: tuple[Quote, ...]
    #: Other things, by how they are joined with this one.
    links: tuple[tuple[str, tuple[str, ...]], ...]
    #: Whether there are more statements than shown.
    cut: bool


async def entity_of(graph: Graph, iri: str) -> Entity:
    """Ask for all that is said of a thing."""
    rows = list(await graph.rows(_STATEMENTS.format(iri=iri, limit=STATEMENTS + 1)))
    initiatives = _grouped((row[0], row[1]) for row in await graph.rows(_INITIATIVES.format(iri=iri)))
    quotes: dict[str, dict[str, Quote]] = defaultdict(dict)
    for row in await graph.rows(_EVIDENCE.format(iri=iri)):
        quotes[_text(row[0])].setdefault(_text(row[1]), _quote(row))
    said = {_text(row[0]): _said(row, initiatives, quotes) for row in rows}
    mentions = await graph.rows(_MENTIONS.format(iri=iri, limit=MENTIONS))
    joined = [*await graph.rows(_LINKS.format(iri=iri)), *await graph.rows(_PARTS.format(iri=iri))]
    return Entity(
        iri=iri,
        figures=tuple(sorted((one for one in said.values() if one.indicator), key=_order)),
        initiatives=tuple(sorted((one for one in said.values() if not one.indicator), key=_order)),
        mentions=tuple({_text(row[1]): _quote(row) for row in mentions}.values()),
        links=tuple(_grouped((row[0], row[1]) for row in joined).items()),
        cut=len(said) > STATEMENTS,
    )


async def properties_of(graph: Graph, iri: str) -> list[tuple[str, Term]]:
    """Ask for the properties of anything."""
    rows = await graph.rows(_PROPERTIES.format(iri=iri))
    return [(name.value, value) for name, value in rows if name and value]


def charts(figures: Iterable[Said], title: Mapping[str, str]) -> list[Chart]:
    """Draw each series of figures of the same thing, indicator and unit that has two times; `title` names IRIs."""
    series: dict[tuple[str, str, str], list[Moment]] = defaultdict(list)
    for figure in figures:
        moment = _moment(figure)
        if moment and figure.kind in {"", f"{PREFIXES['cg']}valueLevel"}:
            series[figure.about, figure.indicator, figure.unit].append(moment)
    drawn = (
        chart(f"{title[about]} · {title[indicator]}" + (f" ({unit})" if unit else ""), moments)
        for (about, indicator, unit), moments in series.items()
    )
    return [one for one in drawn if one]


def _moment(figure: Said) -> Moment | None:
    try:
        at, value = date.fromisoformat(figure.end), Decimal(figure.value)
    except (ValueError, InvalidOperation):
        return None
    target = figure.status == f"{PREFIXES['cg']}statusTarget"
    return Moment(at=at, value=value, label=figure.value, period=figure.period or figure.end, target=target)


def _said(
    row: Sequence[Term | None], initiatives: Mapping[str, tuple[str, ...]], quotes: Mapping[str, Mapping[str, Quote]]
) -> Said:
    iri, about, indicator, value, unit, bound, kind, status, period, end, ranked = map(_text, row)
    return Said(
        iri=iri,
        about=about,
        indicator=indicator,
        initiatives=initiatives.get(iri, ()),
        value=value,
        unit=unit,
        bound=bound,
        kind=kind,
        status=status,
        period=period,
        end=end,
        ranked=ranked,
        quotes=tuple(quotes.get(iri, {}).values())[:PASSAGES],
    )


def _quote(row: Sequence[Term | None]) -> Quote:
    _, _, text, article, title, publisher, issued, url = map(_text, row)
    return Quote(text=text, article=article, title=title, publisher=publisher, issued=issued, url=url)


def _order(said: Said) -> tuple[str, ...]:
    return (said.indicator, said.about, said.initiatives[0] if said.initiatives else "", said.end, said.value, said.iri)


def _grouped(pairs: Iterable[tuple[Term | None, Term | None]]) -> dict[str, tuple[str, ...]]:
    groups: dict[str, dict[str, None]] = defaultdict(dict)
    for subject, value in pairs:
        groups[_text(subject)][_text(value)] = None
    return {subject: tuple(values) for subject, values in groups.items()}


def _text(term: Term | None) -> str:
    return term.value if term else ""
