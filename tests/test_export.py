"""The formats of others: the same graph, the same bytes."""

from __future__ import annotations

import csv
import io
from collections import Counter

import networkx as nx
import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib.compare import isomorphic

from kg.export import FORMATS
from kg.graph.merge import Background, graph_triples
from kg.publish.turtle import turtle
from kg.store import Store
from tests.handwritten import place_of, some_articles

RDF = {
    "turtle": ("turtle", ox.RdfFormat.TURTLE),
    "ntriples": ("nt", ox.RdfFormat.N_TRIPLES),
    "nquads": ("nquads", ox.RdfFormat.N_QUADS),
    "trig": ("trig", ox.RdfFormat.TRIG),
    "jsonld": ("json-ld", ox.RdfFormat.JSON_LD),
    "rdfxml": ("xml", ox.RdfFormat.RDF_XML),
}


def _written(format_, store):
    return FORMATS[format_](store)


@pytest.mark.parametrize("format_", RDF)
def test_oxigraph_reads_the_same_graph(format_, store):
    quads = ox.parse(_written(format_, store), RDF[format_][1])

    assert {(str(q.subject), str(q.predicate), str(q.object)) for q in quads} == set(store.triples())


@pytest.mark.parametrize("format_", RDF)
def test_rdflib_reads_the_same_graph(format_, store):
    dataset = rdflib.Dataset(default_union=True).parse(data=_written(format_, store), format=RDF[format_][0])
    union = rdflib.Graph()
    for triple in dataset.triples((None, None, None)):
        union.add(triple)

    assert isomorphic(union, rdflib.Graph().parse(data=store.ntriples(), format="nt"))


@settings(max_examples=5, deadline=None)
@given(st.permutations(some_articles()))
def test_no_order_changes_a_byte(facts):
    known = Background(place_of=place_of)
    stores = [Store.of_turtle(turtle(graph_triples(order, known))) for order in (facts, some_articles())]

    for format_ in FORMATS:
        one, other = (_written(format_, store) for store in stores)
        assert one == other, format_


@pytest.mark.parametrize("format_", ["ntriples", "nquads"])
def test_lines_are_sorted(format_, store):
    lines = _written(format_, store).split("\n")[:-1]

    assert lines == sorted(set(lines))


@pytest.mark.parametrize("format_", ["nquads", "trig"])
def test_each_article_is_a_graph_of_its_own(format_, store):
    """What one article says can be taken out; what no article says is in the default graph."""
    engine = ox.Store()
    engine.load(_written(format_, store), RDF[format_][1])
    articles = {row[0] for row in store.values("SELECT ?a { ?a a cg:Article }")}

    assert {graph.value for graph in engine.named_graphs()} == articles
    held = Counter(
        subject
        for graph in engine.named_graphs()
        for subject in {quad.subject.value for quad in engine.quads_for_pattern(None, None, None, graph)}
    )
    in_two = [subject for subject, graphs in held.items() if graphs > 1]
    assert in_two
    assert all("#char=" not in subject for subject in in_two)
    schemes = {q.subject.value for q in engine.quads_for_pattern(None, None, None, ox.DefaultGraph())}
    assert "https://w3id.org/citygraph/id/scheme/initiatives" in schemes


def test_a_passage_is_only_in_the_graph_of_its_article(store):
    engine = ox.Store()
    engine.load(_written("nquads", store), ox.RdfFormat.N_QUADS)
    quads = list(engine.quads_for_pattern(None, ox.NamedNode("https://w3id.org/citygraph/ns#evidence"), None))
    assert quads
    for quad in quads:
        assert quad.object.value.startswith(quad.graph_name.value + "#char=")


def test_xml_holds_no_control_characters():
    store = Store.of_turtle(r'<urn:a> <urn:b#c> "页\f二\u0001" .')

    (triple,) = rdflib.Graph().parse(data=_written("rdfxml", store), format="xml")
    assert str(triple[2]) == "页\ufffd二\ufffd"


@pytest.mark.parametrize(("format_", "read"), [("graphml", nx.read_graphml), ("gexf", nx.read_gexf)])
def test_networks_are_read_by_others(format_, read, store):
    network = read(io.BytesIO(_written(format_, store).encode()))
    names = nx.get_node_attributes(network, "label")

    assert names["https://w3id.org/citygraph/id/place/431100"] == "永州市"
    kinds = [of["kind"] for _, _, of in network.edges(data=True)]
    assert {kind: kinds.count(kind) for kind in set(kinds)} == {"within": 5, "observation": 8, "implementation": 3}
    assert network.number_of_nodes() == 17


def test_gexf_tells_no_day(store):
    assert "lastmodified" not in _written("gexf", store)


def test_csv_has_a_row_for_each_statement_and_passage(store):
    text = _written("csv", store)
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))

    assert text.startswith("\ufeff")
    assert len(rows) == 8 + 4
    (beds,) = [row for row in rows if row["indicator"] == "实有床位"]
    assert (beds["about"], beds["value"], beds["unit"], beds["quote"]) == ("永州市", "40953", "张", "实有床位40953张")
