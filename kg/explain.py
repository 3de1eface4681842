"""What is wrong with a query, or why it came back empty, from its algebra as rdflib parses it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from rapidfuzz import process
from rdflib import RDF, Literal, URIRef, Variable
from rdflib.paths import AlternativePath, InvPath, MulPath, NegatedPath, Path, SequencePath
from rdflib.plugins.sparql.algebra import translateQuery
from rdflib.plugins.sparql.parser import parseQuery
from rdflib.plugins.sparql.parserutils import CompValue

from kg.data import data_path
from kg.errors import CityGraphError
from kg.vocab import DATA, PREFIXES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from kg.terms import Rows, Term

    Select = Callable[[str], Rows]
    Pattern = tuple[Any, Any, Any]

_LABELS: Final = {PREFIXES["skos"] + name for name in ("prefLabel", "altLabel")}
_DATES: Final = {PREFIXES["cg"] + name for name in ("periodStart", "periodEnd")}
_VOCABULARIES: Final = ("cg", "skos", "oa", "dcterms", "dc", "schema", "org", "qudt", "rdf")


@dataclass(frozen=True, slots=True)
class _Parsed:
    """The parts of a query that are looked at."""

    patterns: tuple[Pattern, ...]
    needed: tuple[Pattern, ...]
    #: Each variable with the terms that VALUES gives it.
    values: tuple[tuple[Variable, Any], ...]
    #: The operands of each comparison.
    comparisons: tuple[tuple[Any, Any], ...]
    projected: tuple[Variable, ...]
    bound: frozenset[Variable]


def explain(query: str, select: Select) -> tuple[str, ...]:
    """Say in one line each what is suspicious in a query that found nothing, then which pattern first left no row."""
    return (*doubts(query, select), *emptied(query, select))


def doubts(query: str, select: Select) -> tuple[str, ...]:
    """Say in one line each what is suspicious in a query.

    A text that is no SPARQL gets one line only when it names an unknown prefix: the rest the store says itself.
    """
    parsed = _understood(query)
    if isinstance(parsed, Exception):
        return _unparsed(parsed)
    hints = [*_unknown_terms(parsed, select), *_names(parsed, select), *_years(parsed), *_never_bound(parsed)]
    return tuple(dict.fromkeys(hints))


def emptied(query: str, select: Select) -> tuple[str, ...]:
    """Say which pattern of a query that found nothing first left no row, and how many there were before it."""
    parsed = _understood(query)
    return () if isinstance(parsed, Exception) else tuple(_first_empty(parsed, select))


def _understood(query: str) -> _Parsed | Exception:
    try:
        return _parsed(query)
    except Exception as error:  # noqa: BLE001  # the parser raises whatever its parts raise
        return error


def _parsed(query: str) -> _Parsed:
    algebra = translateQuery(parseQuery(query), DATA, PREFIXES).algebra
    nodes = list(_nodes(algebra))
    patterns = [triple for node in nodes if node.name == "BGP" for triple in node.triples]
    values = [pair for node in nodes if node.name in {"values", "ToMultiSet"} for pair in _pairs(node)]
    sampled = {(node.vars, node.res) for node in nodes if node.name == "Aggregate_Sample"}
    named = [(node.var, node.expr) for node in nodes if node.name == "Extend"]
    # A variable that is only grouped by comes as a sample of itself; that binds nothing.
    assigned = {
        variable for variable, expr in named if not isinstance(expr, Variable) or (variable, expr) not in sampled
    }
    comparisons = [(node.expr, node.other) for node in nodes if node.name == "RelationalExpression"]
    bound = {term for triple in patterns for term in triple if isinstance(term, Variable)}
    grouped = {node.res for node in nodes if node.name.startswith("Aggregate_")}
    known = bound | {variable for variable, _ in values} | assigned | grouped
    return _Parsed(
        tuple(patterns),
        tuple(_needed(algebra)),
        tuple(values),
        tuple(comparisons),
        tuple(algebra.get("PV") or ()),
        frozenset(known),
    )


def _nodes(node: Any) -> Iterator[CompValue]:
    """Yield every node of an algebra tree once, in the order of the text."""
    if isinstance(node, CompValue):
        yield node
        for part in node.values():
            yield from _nodes(part)
    elif isinstance(node, (list, tuple)):
        for part in node:
            yield from _nodes(part)


def _pairs(node: CompValue) -> Iterator[tuple[Variable, Any]]:
    for row in node.get("res") or ():
        if isinstance(row, dict):
            yield from row.items()


def _unparsed(error: Exception) -> tuple[str, ...]:
    said = " ".join(str(error).split())
    if not said.startswith("Unknown namespace prefix"):
        return ()
    prefix = said.rpartition(":")[2].strip()
    near = process.extractOne(prefix, list(PREFIXES))
    return (f"unknown prefix {prefix}:{f' did you mean {near[0]}:?' if near else ''}",)


def _iris(term: Any) -> Iterator[URIRef]:
    """Yield the IRIs in a term or a property path."""
    if isinstance(term, URIRef):
        yield term
    elif isinstance(term, (SequencePath, AlternativePath, NegatedPath)):
        for part in term.args:
            yield from _iris(part)
    elif isinstance(term, MulPath):
        yield from _iris(term.path)
    elif isinstance(term, InvPath):
        yield from _iris(term.arg)


def _unknown_terms(parsed: _Parsed, select: Select) -> Iterator[str]:
    """Name each term that neither the ontology nor the graph has, with the nearest one."""
    used = dict.fromkeys(iri for triple in parsed.patterns for term in triple for iri in _iris(term))
    asked = [iri for iri in used if iri != RDF.type]
    unknown = [iri for iri in asked if not _is_known(iri, select)]
    if not unknown:
        return
    terms = [short for short in map(_short, _terms(select)) if short.partition(":")[0] in _VOCABULARIES]
    for iri in unknown:
        near = process.extractOne(_short(iri), terms)
        meant = f": did you mean {near[0]}?" if near else ""
        yield f"{_short(iri)} is known neither to the ontology nor to the graph{meant}"


def _is_known(iri: URIRef, select: Select) -> bool:
    if f"{_short(iri)} " in _ontology():
        return True
    places = (f"?x <{iri}> ?o", f"<{iri}> ?x ?o", f"?x ?p <{iri}>")
    return any(len(select(f"SELECT ?x {{ {pattern} }} LIMIT 1")) for pattern in places)


@cache
def _ontology() -> str:
    return data_path("ontology", "municipal.ttl").read_text("utf-8")


def _terms(select: Select) -> list[str]:
    used = select("SELECT DISTINCT ?t { { ?s ?t ?o } UNION { ?s a ?t } }")
    concepts = select("SELECT DISTINCT ?t { ?t a skos:Concept ; skos:notation ?n }")
    return [row[0].value for row in (*used, *concepts) if row[0]]


def _short(iri: str) -> str:
    found = next((prefix for prefix, space in PREFIXES.items() if iri.startswith(space)), None)
    return f"{found}:{iri.removeprefix(PREFIXES[found])}" if found else f"<{iri}>"


def _names(parsed: _Parsed, select: Select) -> Iterator[str]:
    """Look at each name that is compared with a label: its tag, whether it exists, whether only as an alias."""
    given: dict[Variable, list[Any]] = {}
    for variable, term in (*parsed.values, *_equated(parsed)):
        given.setdefault(variable, []).append(term)
    compared: list[tuple[Literal, set[str]]] = []
    for _, predicate, thing in parsed.patterns:
        properties = set(map(str, _iris(predicate)))
        if not properties & _LABELS:
            continue
        compared += [(name, properties) for name in [thing, *given.get(thing, [])] if isinstance(name, Literal)]
    if not compared:
        return
    labels = select("SELECT DISTINCT ?l ?p { ?x ?p ?l FILTER(?p = skos:prefLabel || ?p = skos:altLabel) } ORDER BY ?l")
    found = [(row[0], row[1].value) for row in labels if row[0] and row[1]]
    for name, properties in compared:
        yield from _name(name, properties, found, select)


def _equated(parsed: _Parsed) -> Iterator[tuple[Variable, Any]]:
    for one, other in parsed.comparisons:
        for variable, term in ((one, other), (other, one)):
            if isinstance(variable, Variable) and isinstance(term, Literal):
                yield variable, term


def _name(name: Literal, properties: set[str], found: list[tuple[Term, str]], select: Select) -> Iterator[str]:
    same = [(label, of) for label, of in found if label.value == str(name)]
    if any(label.language == name.language and of in properties for label, of in same):
        return
    if tags := sorted({label.language or "" for label, _ in same} - {name.language or ""}):
        yield f'"{name}" is compared without its language tag: did you mean "{name}"@{tags[0]}?'
    elif same:
        preferred = select(f'SELECT ?l {{ ?x skos:altLabel {name.n3()} ; skos:prefLabel ?l FILTER(LANG(?l) = "zh") }}')
        mean = " or ".join(f'"{row[0].value}"@zh' for row in preferred if row[0])
        yield f'"{name}" is only an alias: did you mean {mean}, or skos:altLabel?'
    elif near := process.extractOne(str(name), [label.value for label, _ in found]):
        yield f'no label is "{name}": did you mean "{near[0]}"@zh?'


def _years(parsed: _Parsed) -> Iterator[str]:
    """Find a variable that holds a date and is compared with a number, a year or a text."""
    dates = {thing for _, predicate, thing in parsed.patterns if set(map(str, _iris(predicate))) & _DATES}
    for variable, term in _equated(parsed):
        if variable in dates and str(term.datatype) != PREFIXES["xsd"] + "date":
            meant = f'"{str(term)[:4]}-01-01"^^xsd:date'
            yield f"?{variable} is an xsd:date and is compared with {term}: did you mean {meant}?"


def _never_bound(parsed: _Parsed) -> Iterator[str]:
    for variable in parsed.projected:
        if variable not in parsed.bound:
            near = process.extractOne(str(variable), [str(known) for known in parsed.bound])
            yield f"?{variable} is projected and never bound{f': did you mean ?{near[0]}?' if near else ''}"


def _first_empty(parsed: _Parsed, select: Select) -> Iterator[str]:
    """Add the patterns one by one, and say which first left no row and how many there were before it."""
    given: dict[Variable, list[str]] = {}
    for variable, term in parsed.values:
        given.setdefault(variable, []).append(term.n3())
    held, before = [], 1
    for triple in parsed.needed:
        held.append(f"{' '.join(map(_written, triple))} .")
        values = [f"VALUES {variable.n3()} {{ {' '.join(terms)} }}" for variable, terms in given.items()]
        used = [block for block in values if block.split()[1] in " ".join(held).split()]
        try:
            rows = select(f"SELECT (COUNT(*) AS ?n) {{ {' '.join([*used, *held])} }}").rows
        except CityGraphError:
            return
        count = int(rows[0][0].value) if rows and rows[0][0] else 0
        if not count:
            before_it = f"; before it there were {before}" if len(held) > 1 else ""
            yield f"no row is left by the pattern {held[-1][:-2]}{before_it}"
            return
        before = count
    if parsed.needed:
        yield f"the patterns together give {before} rows; a FILTER or a part joined later leaves none"


def _needed(node: Any) -> Iterator[Pattern]:
    """Yield the patterns that every row must fit: none of an OPTIONAL, a UNION, a sub-select or a FILTER."""
    if not isinstance(node, CompValue) or node.name in {"Union", "ToMultiSet", "Minus"}:
        return
    if node.name == "BGP":
        yield from node.triples
    elif node.name == "LeftJoin":
        yield from _needed(node.p1)
    else:
        for part in (node.get("p"), node.get("p1"), node.get("p2")):
            yield from _needed(part)


def _written(term: Any) -> str:
    if isinstance(term, Path):
        return re.sub(r"<([^>]+)>", lambda iri: _short(iri[1]), str(term.n3()))
    return _short(term) if isinstance(term, URIRef) else str(term.n3())
