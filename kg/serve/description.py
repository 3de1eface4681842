"""What the endpoint says of itself: the service description of SPARQL 1.1, and VoID with counts that were counted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.graph.values import integer, text
from kg.vocab import DATA, PREFIXES, TITLE, A, service_term

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.serve.asking import Graph
    from kg.terms import Triple


_FORMATS = (
    *(f"SPARQL_Results_{name}" for name in ("JSON", "XML", "CSV", "TSV")),
    *("Turtle", "N-Triples", "RDF_XML", "JSON-LD"),
)
_ALL = "SELECT (COUNT(*) AS ?triples) (COUNT(DISTINCT ?s) AS ?subjects) (COUNT(DISTINCT ?o) AS ?objects) { ?s ?p ?o }"
_CLASSES = (
    "SELECT ?class (COUNT(DISTINCT ?s) AS ?n) { ?s a ?class FILTER(isIRI(?class)) } GROUP BY ?class ORDER BY ?class"
)
_PROPERTIES = "SELECT ?p (COUNT(*) AS ?n) { ?s ?p ?o } GROUP BY ?p ORDER BY ?p"
_ENTITIES = f'SELECT (COUNT(DISTINCT ?s) AS ?n) {{ ?s ?p ?o FILTER(STRSTARTS(STR(?s), "{DATA}")) }}'


@dataclass(frozen=True, slots=True)
class Counts:
    """How much of what is in a graph."""

    triples: int
    subjects: int
    objects: int
    #: Things with an IRI of ours.
    entities: int
    classes: dict[str, int]
    properties: dict[str, int]


async def counted(graph: Graph, seconds: float) -> Counts:
    """Count what is in a graph."""
    (whole,) = await graph.rows(_ALL, seconds)
    (entities,) = await graph.rows(_ENTITIES, seconds)
    parts = [
        {str(name.value): int(number.value) for name, number in await graph.rows(query, seconds) if name and number}
        for query in (_CLASSES, _PROPERTIES)
    ]
    triples, subjects, objects, described = (int(term.value) for term in (*whole, *entities) if term)
    return Counts(triples, subjects, objects, described, *parts)


def service(base: str, counts: Counts) -> list[Triple]:
    """Describe the endpoint below an address such as http://127.0.0.1:8000/."""
    endpoint, data_set, graph = f"<{base}sparql>", f"<{base}.well-known/void#dataset>", f"<{base}sparql#graph>"
    return [
        (endpoint, A, service_term("sd:Service")),
        (endpoint, service_term("sd:endpoint"), endpoint),
        (endpoint, service_term("sd:supportedLanguage"), service_term("sd:SPARQL11Query")),
        *((endpoint, service_term("sd:resultFormat"), service_term(f"formats:{name}")) for name in _FORMATS),
        (endpoint, service_term("sd:defaultDataset"), data_set),
        (data_set, A, service_term("sd:Dataset")),
        (data_set, service_term("sd:defaultGraph"), graph),
        (graph, A, service_term("sd:Graph")),
        (graph, service_term("void:triples"), integer(counts.triples)),
    ]


def void(base: str, counts: Counts) -> list[Triple]:
    """Describe the graph: what it holds how many of, and where to ask."""
    data_set = f"<{base}.well-known/void#dataset>"
    numbers = {
        "triples": counts.triples,
        "entities": counts.entities,
        "distinctSubjects": counts.subjects,
        "distinctObjects": counts.objects,
        "classes": len(counts.classes),
        "properties": len(counts.properties),
    }
    return [
        (data_set, A, service_term("void:Dataset")),
        (data_set, TITLE, text("城市举措图谱", "zh")),
        (data_set, TITLE, text("CityGraph", "en")),
        (data_set, service_term("void:sparqlEndpoint"), f"<{base}sparql>"),
        (data_set, service_term("void:uriSpace"), text(DATA)),
        (data_set, service_term("void:vocabulary"), f"<{PREFIXES['cg']}>"),
        *((data_set, service_term(f"void:{name}"), integer(number)) for name, number in numbers.items()),
        *_partitions(base, data_set, "class", counts.classes, "entities"),
        *_partitions(base, data_set, "property", counts.properties, "triples"),
    ]


def _partitions(base: str, data_set: str, kind: str, counts: dict[str, int], of: str) -> Iterator[Triple]:
    for number, (iri, count) in enumerate(sorted(counts.items())):
        part = f"<{base}.well-known/void#{kind}-{number}>"
        yield data_set, service_term(f"void:{kind}Partition"), part
        yield part, service_term(f"void:{kind}"), f"<{iri}>"
        yield part, service_term(f"void:{of}"), integer(count)
