"""A graph in the formats of others; each the same bytes for the same graph."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, Any, Final

from kg import vocab as v
from kg.publish.table import as_csv
from kg.publish.turtle import turtle
from kg.store import graph_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from kg.store import Store
    from kg.terms import Triple


#: Characters that XML cannot hold.
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
#: Links from a statement or entity to a passage, which is of one article.
_TO_PASSAGE = {v.EVIDENCE, v.MENTIONED_IN}
_STATEMENTS = """
SELECT ?article ?title ?publisher ?issued ?about ?initiative ?indicator ?value ?unit ?bound ?kind ?status ?period ?quote
       ?start ?end ?url ?statement {
  ?statement cg:about/skos:prefLabel ?about ; cg:status/skos:notation ?status ; cg:evidence ?passage
  FILTER(LANG(?about) = "zh")
  OPTIONAL { ?statement cg:initiative/skos:prefLabel ?initiative FILTER(LANG(?initiative) = "zh") }
  OPTIONAL {
    ?statement cg:indicator/skos:prefLabel ?indicator ; cg:value ?value ; cg:unit ?unit ;
               cg:bound/skos:notation ?bound ; cg:valueKind/skos:notation ?kind FILTER(LANG(?indicator) = "zh")
  }
  OPTIONAL { ?statement cg:period ?period }
  ?passage cg:reading ?quote ; oa:start ?start ; oa:end ?end ; oa:hasSource ?source .
  ?source dcterms:identifier ?article ; dcterms:title ?title .
  OPTIONAL { ?source dc:publisher ?publisher }
  OPTIONAL { ?source dcterms:issued ?issued }
  OPTIONAL { ?source dcterms:source ?url }
}
ORDER BY ?article ?start ?end ?statement ?initiative"""
_NODES = """
SELECT ?id ?name ?class ?sort {
  VALUES ?class { cg:Place cg:Institution cg:Initiative cg:Indicator }
  ?id a ?class ; skos:prefLabel ?name FILTER(LANG(?name) = "zh")
  OPTIONAL { ?id (cg:level|cg:institutionKind)/skos:notation ?sort }
}
ORDER BY ?id ?name ?sort"""
_EDGES = """
SELECT ?from ?to ?label ?statement ?value ?unit ?period ?status {
  { ?from cg:within ?to BIND("within" AS ?label) }
  UNION { ?from org:subOrganizationOf ?to BIND("subOrganizationOf" AS ?label) }
  UNION { ?from skos:broader ?to BIND("broader" AS ?label) }
  UNION {
    ?statement a cg:Implementation ; cg:about ?from ; cg:initiative ?to ; cg:status/skos:notation ?status
    BIND("implementation" AS ?label) OPTIONAL { ?statement cg:period ?period }
  }
  UNION {
    ?statement a cg:Observation ; cg:about ?from ; cg:indicator ?to ; cg:status/skos:notation ?status ;
               cg:value ?value ; cg:unit ?unit
    BIND("observation" AS ?label) OPTIONAL { ?statement cg:period ?period }
  }
}
ORDER BY ?from ?to ?label ?statement"""


def as_turtle(store: Store) -> str:
    """Write Turtle, the same as graph.ttl."""
    return turtle(store.triples())


def as_ntriples(store: Store) -> str:
    """Write sorted N-Triples."""
    return "".join(sorted(f"{' '.join(triple)} .\n" for triple in store.triples()))


def as_nquads(store: Store) -> str:
    """Write sorted N-Quads, a named graph an article; what no article says is in the default graph."""
    return "".join(sorted(f"{' '.join(triple)}{' ' + graph if graph else ''} .\n" for triple, graph in _quads(store)))


def as_trig(store: Store) -> str:
    """Write TriG with the same named graphs as N-Quads."""
    graphs: dict[str, list[Triple]] = defaultdict(list)
    for triple, graph in _quads(store):
        graphs[graph].append(triple)
    head, blank, body = turtle(graphs.pop("", [])).partition("\n\n")
    named = (f"\n{graph} {{\n{_body(triples)}}}\n" for graph, triples in sorted(graphs.items()))
    return "".join((head, blank, body, *named))


def as_jsonld(store: Store) -> str:
    """Write JSON-LD."""
    return graph_text(store.triples(), "application/ld+json").decode() + "\n"


def as_rdfxml(store: Store) -> str:
    """Write RDF/XML; a control character, which XML cannot hold, becomes U+FFFD."""
    return _NOT_XML.sub("\ufffd", graph_text(store.triples(), "application/rdf+xml").decode()) + "\n"


def as_statements(store: Store) -> str:
    """Write every statement with each of its passages as a row of CSV that Excel opens."""
    return as_csv(store.select(_STATEMENTS))


def as_graphml(store: Store) -> str:
    """Write the network of places, institutions, initiatives and indicators as GraphML."""
    import networkx as nx  # noqa: PLC0415  # slow to import

    return "\n".join(nx.generate_graphml(_network(store), named_key_ids=True)) + "\n"


def as_gexf(store: Store) -> str:
    """Write the same network as GEXF, for Gephi, without the day on which it was written."""
    import networkx as nx  # noqa: PLC0415  # slow to import

    text = "\n".join(nx.generate_gexf(_network(store)))
    return re.sub(r' lastmodifieddate="[^"]*"', "", text) + "\n"


#: The writer of each format.
FORMATS: Final[dict[str, Callable[[Store], str]]] = {
    "turtle": as_turtle,
    "ntriples": as_ntriples,
    "nquads": as_nquads,
    "trig": as_trig,
    "jsonld": as_jsonld,
    "rdfxml": as_rdfxml,
    "graphml": as_graphml,
    "gexf": as_gexf,
    "csv": as_statements,
}


def _body(triples: Iterable[Triple]) -> str:
    """Write the triples of a named graph without prefixes, which stand at the head of the file."""
    return turtle(triples).partition("\n\n")[2]


def _quads(store: Store) -> Iterator[tuple[Triple, str]]:
    """Give each triple with each article that says it; "" where none does."""
    triples = list(store.triples())
    article_of = {subject: obj for subject, predicate, obj in triples if predicate == v.HAS_SOURCE}
    articles: dict[str, set[str]] = defaultdict(set)
    for subject, predicate, obj in triples:
        if predicate in _TO_PASSAGE and obj in article_of:
            articles[subject].add(article_of[obj])
        elif obj == v.ARTICLE and predicate == v.A:
            articles[subject].add(subject)
    articles |= {passage: {article} for passage, article in article_of.items()}
    for triple in triples:
        subject, predicate, obj = triple
        said_by = {article_of[obj]} if predicate in _TO_PASSAGE and obj in article_of else articles.get(subject, ())
        yield from ((triple, article) for article in said_by or ("",))


def _network(store: Store) -> Any:
    """Give the nodes and edges, with plain values only, as a networkx multigraph."""
    import networkx as nx  # noqa: PLC0415  # slow to import

    network = nx.MultiDiGraph()
    for iri, name, kind, sort in store.values(_NODES):
        network.add_node(iri, label=_clean(name), kind=str(kind).rpartition("#")[2], sort=_clean(sort))
    for number, (start, end, label, *rest) in enumerate(store.values(_EDGES)):
        if start in network and end in network:
            facets = zip(("statement", "value", "unit", "period", "status"), rest, strict=True)
            said = {name: _clean(value) for name, value in facets if value is not None}
            network.add_edge(start, end, key=number, kind=str(label), **said)
    return network


def _clean(value: object) -> str:
    return _NOT_XML.sub("\ufffd", "" if value is None else str(value))
