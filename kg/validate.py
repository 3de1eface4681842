"""Whether a graph is well formed: the shapes, and what shapes cannot say; in words that name article and sentence."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from kg import checks
from kg import vocab as v
from kg.data import data_path
from kg.graph.iri import content_hash, folded, statement_iri
from kg.graph.values import plain
from kg.terms import Term
from kg.text.dates import days_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from kg.model import Source
    from kg.store import Store
    from kg.terms import Value

#: Above as many triples pySHACL takes minutes, and the checks in SPARQL stand in for it.
SHACL_LIMIT: Final = 200_000


@dataclass(frozen=True, slots=True, order=True)
class Violation:
    """One thing that is wrong."""

    #: The article and sentence, as far as they can be told.
    where: str
    #: What is wrong, a plain sentence.
    what: str
    #: The IRI of the thing.
    node: str
    #: A warning does not make a graph invalid.
    warning: bool = False

    def __str__(self) -> str:
        return f"{'warning: ' if self.warning else ''}{self.where}: {self.what} <{self.node}>"


@dataclass(frozen=True, slots=True)
class Validation:
    """What was found, sorted, and which checks ran."""

    violations: tuple[Violation, ...]
    ran: tuple[str, ...]

    @property
    def valid(self) -> bool:
        """Whether nothing but warnings was found."""
        return all(violation.warning for violation in self.violations)

    def as_report(self) -> dict[str, Any]:
        """Tell it as plain values."""
        errors = [str(violation) for violation in self.violations if not violation.warning]
        warnings = [str(violation) for violation in self.violations if violation.warning]
        return {"ran": list(self.ran), "violations": errors, "warnings": warnings}


#: Node, what is wrong with it, whether it is but a warning.
Found = tuple[str, str, bool]


def validate(store: Store, sources: Iterable[Source] = ()) -> Validation:
    """Run all checks that the size of the graph allows; set its passages beside the articles where these are given."""
    found = [
        *_asked(store, checks.BEYOND_SHAPES),
        *_asked(store, checks.ODD, warning=True),
        *_periods(store),
        *_hashes(store),
    ]
    ran = ["structure"]
    if len(store) <= SHACL_LIMIT:
        found += _shapes(store)
        ran.append("shapes")
    else:
        found += _asked(store, checks.LIKE_SHAPES)
    given = {source.id: source.text for source in sources}
    if given:
        found += _quotes(store, given)
        ran.append("sources")
    tell = _Whereabouts(store)
    told = {Violation(tell(node), what, node, warning) for node, what, warning in found}
    return Validation(tuple(sorted(told, key=lambda violation: (violation.warning, violation))), tuple(ran))


def _asked(store: Store, checks: Mapping[str, str], *, warning: bool = False) -> Iterator[Found]:
    for what, pattern in checks.items():
        yield from ((str(node), what, warning) for (node,) in store.values(f"SELECT DISTINCT ?node {{ {pattern} }}"))


def _shapes(store: Store) -> Iterator[Found]:
    """Run pySHACL with the shapes of the ontology."""
    import pyshacl  # noqa: PLC0415  # slow to import
    from rdflib import SH, Graph  # noqa: PLC0415

    data = Graph().parse(data=store.ntriples(), format="nt")
    shapes = Graph().parse(data_path("ontology", "shapes.ttl"), format="turtle")
    shapes.remove((None, SH.sparql, None))  # asked of the store, see checks
    _, results, _ = pyshacl.validate(data, shacl_graph=shapes, inplace=True)
    for result in results.subjects(SH.resultSeverity):
        what = min(map(str, results.objects(result, SH.resultMessage)))
        value = next(results.objects(result, SH.value), None)
        node = str(results.value(result, SH.focusNode))
        found = f" It has {str(value)!r}." if value is not None and str(value) != node else ""
        yield node, what + found, (result, SH.resultSeverity, SH.Warning) in results


def _periods(store: Store) -> Iterator[Found]:
    """Find periods whose first and last day are not what the period says."""
    query = "SELECT ?node ?period ?first ?last { ?node cg:period ?period ; cg:periodStart ?first ; cg:periodEnd ?last }"
    for node, period, first, last in store.values(query):
        try:
            days = days_of(str(period))
        except ValueError:
            yield str(node), f"cg:period {period!r} is no time that exists.", False
            continue
        if days != (first, last):
            yield str(node), f"cg:periodStart and cg:periodEnd are not those of cg:period {period!r}.", False


def _hashes(store: Store) -> Iterator[Found]:
    """Find things whose IRI was made from other content than they have."""
    for node, about, indicator, initiative, status, period, *figure in store.values(checks.STATEMENTS):
        kind, value, unit, bound, *scope = figure
        said: tuple[Value, ...] = (
            about,
            indicator,
            kind,
            status,
            period or "",
            value,
            unit,
            bound,
            *(facet for facet in scope if facet),
        )
        parts = said if indicator else (about, initiative, status, period or "")
        name = "observation" if indicator else "implementation"
        if statement_iri(name, [_facet(part) for part in parts]) != f"<{node}>":
            yield str(node), checks.OTHER_CONTENT, True
    for node, kind, label in store.values(checks.CONCEPTS):
        if not str(node).endswith("/" + content_hash((str(kind), folded(str(label))), 12)):
            yield str(node), checks.OTHER_CONTENT, True


def _facet(facet: Value) -> str:
    """Write a facet as it goes into a hash."""
    return plain(facet) if isinstance(facet, Decimal) else v.NOTATIONS.get(str(facet), str(facet))


def _quotes(store: Store, given: Mapping[str, str]) -> Iterator[Found]:
    """Find passages that do not stand in their article where they should; those of articles not given are let be."""
    query = """SELECT ?node ?id ?quote ?start ?end {
        ?node oa:hasSource/dcterms:identifier ?id ; oa:exact ?quote ; oa:start ?start ; oa:end ?end }"""
    for node, identifier, quote, start, end in store.values(query):
        text = given.get(str(identifier))
        if text is not None and isinstance(start, int) and isinstance(end, int) and text[start:end] != quote:
            yield str(node), f"The article has {text[start:end]!r} at {start} to {end}.", False


class _Whereabouts:
    """Tells where in the articles a thing is spoken of, and what it is called."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def __call__(self, node: str) -> str:
        told = (self._first(checks.WHERE, node) or "in no article that can be told", self._first(checks.NAME, node))
        return ", ".join(filter(None, told))

    def _first(self, queries: Iterable[str], node: str) -> str:
        if not node.startswith("http"):
            return ""
        answers = (self._store.select(query, {"node": Term("uri", node)}) for query in queries)
        return next((min(row[-1].value for row in rows if row[-1]) for rows in answers if len(rows)), "")
