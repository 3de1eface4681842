"""What the graph says, as a network of nodes and edges; nothing here knows how it is drawn.

Places, institutions, initiatives and indicators are the nodes. A statement is not a node: it stands behind the edges
between the things it speaks of, and keeps its passages.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from itertools import chain
from typing import TypedDict

import networkx as nx

from kg.vocab import PREFIXES

Value = str | int | Decimal | None
Row = Sequence[Value]
#: Runs a SPARQL SELECT and gives its rows in the order of its variables; an IRI is a string like any other.
Select = Callable[[str], Iterable[Row]]


class NodeKind(StrEnum):
    """What a node stands for."""

    PLACE = "place"
    INSTITUTION = "institution"
    INITIATIVE = "initiative"
    INDICATOR = "indicator"


class EdgeKind(StrEnum):
    """Why two nodes are joined."""

    #: A place or institution and an indicator: it has figures of it.
    OBSERVATION = "observation"
    #: A place or institution and an initiative: it carries it out, or plans to.
    IMPLEMENTATION = "implementation"
    #: An indicator and an initiative: figures of the one measure the other.
    MEASURE = "measure"
    #: A place or institution and the nearest place that contains it.
    WITHIN = "within"
    #: An institution and the one it is a branch of.
    BRANCH = "branch"
    #: Two indicators or initiatives of nearly the same meaning.
    SIMILAR = "similar"
    #: An initiative or indicator and a wider one.
    BROADER = "broader"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Identified:
    #: The IRI in the graph.
    id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Node(_Identified):
    """A place, institution, initiative or indicator with all its names."""

    kind: NodeKind
    name: str
    english: str | None = None
    #: The other names, sorted, without the two above.
    aliases: tuple[str, ...] = ()
    #: The administrative code of a place.
    code: str | None = None
    #: The level of a place ("county") or the kind of an institution ("hospital").
    sort: str | None = None
    #: The passages that name it.
    mentions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement(_Identified):
    """One figure (with an indicator) or one initiative carried out or planned (without)."""

    about: str
    indicator: str | None = None
    initiatives: tuple[str, ...] = ()
    value: int | Decimal | None = None
    unit: str | None = None
    bound: str | None = None
    #: What the number is: "level", "change", "rank", "duration".
    value_kind: str | None = None
    status: str | None = None
    period: str | None = None
    #: The first and the last day of its period.
    start: str | None = None
    end: str | None = None
    #: What the true value may be at least and at most, as its bound leaves it open.
    least: int | Decimal | None = None
    most: int | Decimal | None = None
    ranked_within: str | None = None
    passages: tuple[str, ...] = ()

    @property
    def nodes(self) -> tuple[str, ...]:
        """The nodes that it speaks of."""
        return (self.about, *([self.indicator] if self.indicator else []), *self.initiatives)


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """Two joined nodes and the statements that join them."""

    source: str
    target: str
    kind: EdgeKind
    statements: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage(_Identified):
    """The words of an article that say a thing, as they were read."""

    article: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Article(_Identified):
    """Where passages come from."""

    title: str | None = None
    publisher: str | None = None
    #: YYYY, YYYY-MM or YYYY-MM-DD.
    issued: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """Nodes and edges with what stands behind them, every list sorted."""

    nodes: tuple[Node, ...] = ()
    edges: tuple[Edge, ...] = ()
    statements: tuple[Statement, ...] = ()
    passages: tuple[Passage, ...] = ()
    articles: tuple[Article, ...] = ()


def network_of(select: Select) -> Network:
    """Give the network of a whole graph, the same whatever order the rows come in."""
    nodes = _nodes(select)
    known = {node.id: node for node in nodes}
    statements = tuple(_kept(_statements(select), known))
    edges = _edges(statements, _links(select, known))
    return Network(
        nodes=nodes,
        edges=edges,
        statements=statements,
        passages=_passages(select, _cited(nodes, statements)),
        articles=_articles(select),
    )


def neighbourhood(network: Network, ids: Iterable[str], depth: int = 1) -> Network:
    """Give the part of a network that is at most so many edges away from some of its nodes."""
    joined = nx.Graph((edge.source, edge.target) for edge in network.edges)
    joined.add_nodes_from(node.id for node in network.nodes)
    starts = {start for start in ids if start in joined}
    layers = nx.bfs_layers(joined, starts) if starts else iter(())
    near = set(chain.from_iterable(layer for _, layer in zip(range(depth + 1), layers, strict=False)))
    return _part(network, near)


def named(network: Network, name: str) -> tuple[str, ...]:
    """Give the ids of the nodes that bear a name, an alias, an English name or a code."""
    return tuple(node.id for node in network.nodes if name in (node.name, node.english, node.code, *node.aliases))


def named_in(network: Network, iris: Iterable[str]) -> Network:
    """Give the part of a network that some IRIs name: nodes, and statements with what they speak of.

    Where statements are named, no others stand in the part.
    """
    wanted = set(iris)
    stated = [statement for statement in network.statements if statement.id in wanted]
    ids = {node.id for node in network.nodes} & wanted
    return _part(network, ids.union(*(statement.nodes for statement in stated)), stated or network.statements)


def _part(network: Network, ids: set[str], statements: Iterable[Statement] | None = None) -> Network:
    nodes = tuple(node for node in network.nodes if node.id in ids)
    statements = network.statements if statements is None else statements
    statements = tuple(_kept(statements, {node.id: node for node in nodes}))
    cited = _cited(nodes, statements)
    passages = tuple(passage for passage in network.passages if passage.id in cited)
    sources = {passage.article for passage in passages}
    return Network(
        nodes=nodes,
        edges=_edges(statements, _unstated(network.edges, ids)),
        statements=statements,
        passages=passages,
        articles=tuple(article for article in network.articles if article.id in sources),
    )


def _unstated(edges: Iterable[Edge], ids: set[str]) -> list[Edge]:
    return [edge for edge in edges if not edge.statements and {edge.source, edge.target} <= ids]


def _kept(statements: Iterable[Statement], known: Mapping[str, Node]) -> Iterable[Statement]:
    """Give the statements that join two known nodes, without the initiatives that are not known."""
    for statement in statements:
        initiatives = tuple(initiative for initiative in statement.initiatives if initiative in known)
        figure = statement.indicator in known
        if statement.about in known and (figure or (initiatives and statement.indicator is None)):
            yield replace(statement, initiatives=initiatives)


def _cited(nodes: Iterable[Node], statements: Iterable[Statement]) -> set[str]:
    named_in = chain.from_iterable(node.mentions for node in nodes)
    return set(chain(named_in, chain.from_iterable(statement.passages for statement in statements)))


def _edges(statements: Iterable[Statement], links: Iterable[Edge]) -> tuple[Edge, ...]:
    """Fold statements into edges, one for each two nodes and kind, beside the edges that need none."""
    folded: dict[tuple[str, str, EdgeKind], list[str]] = defaultdict(list)
    for statement in statements:
        for ends in _joined(statement):
            folded[ends].append(statement.id)
    stated = [
        Edge(source=source, target=target, kind=kind, statements=tuple(ids))
        for (source, target, kind), ids in folded.items()
    ]
    return tuple(sorted([*stated, *links], key=lambda edge: (edge.source, edge.target, edge.kind)))


def _joined(statement: Statement) -> Iterable[tuple[str, str, EdgeKind]]:
    """Give the two ends and the kind of each edge that a statement stands behind."""
    if statement.indicator is None:
        for initiative in statement.initiatives:
            yield statement.about, initiative, EdgeKind.IMPLEMENTATION
        return
    yield statement.about, statement.indicator, EdgeKind.OBSERVATION
    for initiative in statement.initiatives:
        yield statement.indicator, initiative, EdgeKind.MEASURE


# From rows to values: one query for each thing, because OPTIONAL parts multiplied with each other grow without bound.

_CG = PREFIXES["cg"]
_HEAD = "".join(f"PREFIX {name}: <{PREFIXES[name]}>\n" for name in ("cg", "skos", "org", "oa", "dc", "dcterms"))
_KINDS = {
    f"{_CG}Place": NodeKind.PLACE,
    f"{_CG}Institution": NodeKind.INSTITUTION,
    f"{_CG}Initiative": NodeKind.INITIATIVE,
    f"{_CG}Indicator": NodeKind.INDICATOR,
}
_LINK_KINDS = {
    f"{_CG}within": EdgeKind.WITHIN,
    f"{PREFIXES['org']}subOrganizationOf": EdgeKind.BRANCH,
    f"{PREFIXES['skos']}closeMatch": EdgeKind.SIMILAR,
    f"{PREFIXES['skos']}broader": EdgeKind.BROADER,
}
_NODES = """SELECT ?node ?class {
  VALUES ?class { cg:Place cg:Institution cg:Initiative cg:Indicator }
  ?node a ?class }"""
_NAMES = """SELECT ?node ?preferred (LANG(?name) AS ?language) ?name {
  VALUES ?class { cg:Place cg:Institution cg:Initiative cg:Indicator }
  VALUES (?property ?preferred) { (skos:prefLabel "yes") (skos:altLabel "no") }
  ?node a ?class ; ?property ?name }"""
_CODES = "SELECT ?node ?code { ?node cg:adcode ?code }"
_SORTS = """SELECT ?node ?sort {
  VALUES ?property { cg:level cg:institutionKind }
  ?node ?property ?sort }"""
_LINKS = """SELECT ?source ?property ?target {
  VALUES ?property { cg:within org:subOrganizationOf skos:closeMatch skos:broader }
  ?source ?property ?target }"""
_FIGURES = """SELECT ?statement ?about ?indicator ?value ?unit ?bound ?kind ?status ?period ?start ?end
  ?least ?most ?ranked {
  ?statement a cg:Observation ; cg:about ?about ; cg:indicator ?indicator ; cg:value ?value .
  OPTIONAL { ?statement cg:unit ?unit }
  OPTIONAL { ?statement cg:bound ?bound }
  OPTIONAL { ?statement cg:valueKind ?kind }
  OPTIONAL { ?statement cg:status ?status }
  OPTIONAL { ?statement cg:period ?period }
  OPTIONAL { ?statement cg:periodStart ?start ; cg:periodEnd ?end }
  OPTIONAL { ?statement cg:minValue ?least }
  OPTIONAL { ?statement cg:maxValue ?most }
  OPTIONAL { ?statement cg:rankedWithin ?ranked } }"""
_IMPLEMENTATIONS = """SELECT ?statement ?about ?status ?period ?start ?end {
  ?statement a cg:Implementation ; cg:about ?about .
  OPTIONAL { ?statement cg:status ?status }
  OPTIONAL { ?statement cg:period ?period }
  OPTIONAL { ?statement cg:periodStart ?start ; cg:periodEnd ?end } }"""
_INITIATIVES = "SELECT ?statement ?initiative { ?statement cg:initiative ?initiative }"
_EVIDENCE = "SELECT ?statement ?passage { ?statement cg:evidence ?passage }"
_MENTIONS = "SELECT ?node ?passage { ?node cg:mentionedIn ?passage }"
_PASSAGES = """SELECT ?passage ?article ?start ?end ?exact ?reading {
  ?passage oa:hasSource ?article ; oa:start ?start ; oa:end ?end ; oa:exact ?exact .
  OPTIONAL { ?passage cg:reading ?reading } }"""
_ARTICLES = """SELECT ?article ?title ?publisher ?issued ?url {
  ?article a cg:Article .
  OPTIONAL { ?article dcterms:title ?title }
  OPTIONAL { ?article dc:publisher ?publisher }
  OPTIONAL { ?article dcterms:issued ?issued }
  OPTIONAL { ?article dcterms:source ?url } }"""


def _rows(select: Select, query: str) -> list[tuple[Value, ...]]:
    """Run a query and sort its rows, so that nothing after it depends on the engine's order."""
    return sorted(map(tuple, select(_HEAD + query)), key=_sortable)


def _sortable(row: Row) -> tuple[tuple[bool, str], ...]:
    return tuple((value is None, "" if value is None else str(value)) for value in row)


def _firsts(rows: Iterable[tuple[Value, ...]]) -> dict[str, tuple[Value, ...]]:
    """Keep the first row of each subject, where data gives two values to what should have one."""
    firsts: dict[str, tuple[Value, ...]] = {}
    for row in rows:
        firsts.setdefault(str(row[0]), row)
    return firsts


def _grouped(rows: Iterable[tuple[Value, ...]]) -> dict[str, tuple[str, ...]]:
    groups: dict[str, dict[str, None]] = defaultdict(dict)
    for subject, value in rows:
        groups[str(subject)][str(value)] = None
    return {subject: tuple(values) for subject, values in groups.items()}


def _nodes(select: Select) -> tuple[Node, ...]:
    names = _names(select)
    codes = _firsts(_rows(select, _CODES))
    sorts = _firsts(_rows(select, _SORTS))
    mentions = _grouped(_rows(select, _MENTIONS))
    return tuple(
        Node(
            id=node,
            kind=_KINDS[str(kind)],
            code=_code(node, _KINDS[str(kind)], codes),
            sort=_word(sorts[node][1], "level", "kind") if node in sorts else None,
            mentions=mentions.get(node, ()),
            **_called(node, names.get(node, [])),
        )
        for node, (_, kind) in _firsts(_rows(select, _NODES)).items()
    )


def _names(select: Select) -> dict[str, list[tuple[bool, str, str]]]:
    """Give each node's names as (whether preferred, language, name)."""
    names: dict[str, list[tuple[bool, str, str]]] = defaultdict(list)
    for node, preferred, language, name in _rows(select, _NAMES):
        names[str(node)].append((preferred == "yes", str(language or ""), str(name)))
    return names


class _Names(TypedDict):
    name: str
    english: str | None
    aliases: tuple[str, ...]


def _called(node: str, names: list[tuple[bool, str, str]]) -> _Names:
    """Tell the name in Chinese and the name in English from the others; a node without a name shows its key."""
    preferred = [name for first, language, name in names if first and not language.startswith("en")]
    english = next((name for first, language, name in names if first and language.startswith("en")), None)
    name = next(iter(preferred), english or node.rsplit("/", 1)[-1])
    others = {other for _, _, other in names} - {name, english}
    return _Names(name=name, english=english, aliases=tuple(sorted(others)))


def _code(node: str, kind: NodeKind, codes: Mapping[str, tuple[Value, ...]]) -> str | None:
    """Give the code of a place: its adcode, or the code of a township or village, which stands in its IRI alone."""
    if node in codes:
        return str(codes[node][1])
    key = node.rsplit("/", 1)[-1]
    return key if kind is NodeKind.PLACE and key.isdigit() else None


def _word(value: Value, *prefixes: str) -> str | None:
    """Turn the IRI of a listed value into its notation: cg:kindPrimaryCare is primary_care."""
    if value is None:
        return None
    local = str(value).removeprefix(_CG)
    for prefix in prefixes:
        local = local.removeprefix(prefix)
    return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in local).removeprefix("_")


def _links(select: Select, known: Mapping[str, Node]) -> list[Edge]:
    found = {
        (str(source), str(target), _LINK_KINDS[str(link)])
        for source, link, target in _rows(select, _LINKS)
        if source in known and target in known and source != target
    }
    return [Edge(source=source, target=target, kind=kind) for source, target, kind in found]


def _statements(select: Select) -> list[Statement]:
    initiatives = _grouped(_rows(select, _INITIATIVES))
    evidence = _grouped(_rows(select, _EVIDENCE))
    bare = [*map(_figure, _firsts(_rows(select, _FIGURES)).values())]
    bare += map(_implementation, _firsts(_rows(select, _IMPLEMENTATIONS)).values())
    full = (replace(one, initiatives=initiatives.get(one.id, ()), passages=evidence.get(one.id, ())) for one in bare)
    return sorted(full, key=lambda statement: statement.id)


def _figure(row: Row) -> Statement:
    statement, about, indicator, value, unit, bound, kind, status, period, start, end, least, most, ranked = row
    return Statement(
        id=str(statement),
        about=str(about),
        indicator=str(indicator),
        value=_number(value),
        unit=_text(unit),
        bound=_word(bound, "bound"),
        value_kind=_word(kind, "value"),
        status=_word(status, "status"),
        period=_text(period),
        start=_text(start),
        end=_text(end),
        least=_number(least),
        most=_number(most),
        ranked_within=_text(ranked),
    )


def _implementation(row: Row) -> Statement:
    statement, about, status, period, start, end = row
    return Statement(
        id=str(statement),
        about=str(about),
        status=_word(status, "status"),
        period=_text(period),
        start=_text(start),
        end=_text(end),
    )


def _passages(select: Select, cited: set[str]) -> tuple[Passage, ...]:
    rows = _firsts(_rows(select, _PASSAGES))
    return tuple(
        Passage(
            id=passage,
            article=str(article),
            start=int(start or 0),
            end=int(end or 0),
            text=str(exact if reading is None else reading),
        )
        for passage, (_, article, start, end, exact, reading) in rows.items()
        if passage in cited
    )


def _articles(select: Select) -> tuple[Article, ...]:
    return tuple(
        Article(id=article, title=_text(title), publisher=_text(publisher), issued=_text(issued), url=_text(url))
        for article, (_, title, publisher, issued, url) in _firsts(_rows(select, _ARTICLES)).items()
    )


def _text(value: Value) -> str | None:
    return None if value is None else str(value)


def _number(value: Value) -> int | Decimal | None:
    return Decimal(value) if isinstance(value, str) else value
