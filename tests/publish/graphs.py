"""Graphs for the tests of the page, and the two ways to ask them."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pyoxigraph
import rdflib

EXAMPLE = (Path(__file__).parent / "example.ttl").read_text("utf-8")
ID = "https://w3id.org/citygraph/id/"
PREFIXES = """
@prefix cg: <https://w3id.org/citygraph/ns#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix dc: <http://purl.org/dc/elements/1.1/> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix oa: <http://www.w3.org/ns/oa#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
_NUMBERS = {"integer": int, "decimal": Decimal}


def select_in(turtle: str, *, backwards: bool = False):
    """Ask a Turtle text through pyoxigraph, its triples put in from the last to the first if wished."""
    triples = list(pyoxigraph.parse(turtle.encode(), pyoxigraph.RdfFormat.TURTLE))
    store = pyoxigraph.Store()
    for triple in reversed(triples) if backwards else triples:
        store.add(pyoxigraph.Quad(triple.subject, triple.predicate, triple.object))
    return lambda query: [tuple(map(_plain, row)) for row in store.query(query)]


def select_with_rdflib(turtle: str):
    graph = rdflib.Graph().parse(data=turtle, format="turtle")
    return lambda query: [tuple(map(_plain_of_rdflib, row)) for row in graph.query(query)]


def _plain(term):
    if isinstance(term, pyoxigraph.Literal):
        return _NUMBERS.get(term.datatype.value.rsplit("#")[-1], str)(term.value)
    return None if term is None else term.value


def _plain_of_rdflib(term):
    if isinstance(term, rdflib.Literal) and isinstance(term.value, int | Decimal):
        return term.value
    return None if term is None else str(term)


def literal(text: str) -> str:
    """Write a text as a Turtle literal."""
    return pyoxigraph.Literal(text).__str__()
