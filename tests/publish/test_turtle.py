"""Turtle: readable, stable, and the same graph for every reader."""

from __future__ import annotations

import re

import pyoxigraph as ox
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib.compare import isomorphic

from kg.graph.values import text as literal
from kg.publish.turtle import turtle
from kg.store import Store
from kg.vocab import DATA, PREF_LABEL, term

_IRIS = st.sampled_from(
    [
        f"<{DATA}place/431100>",
        f"<{DATA}article/795f6cca355cad6f#char=829,843>",
        f"<{DATA}article/795f6cca355cad6f#char=90,843>",
        f"<{DATA}place/../x>",
        f"<{DATA}>",
        term("cg:Place"),
        term("rdf:type"),
        term("cg:") + "",
        "<https://w3id.org/citygraph/ns#a/b>",
        "<https://schema.org/City.>",
        "<http://e.cn/%25>",
        "<urn:x>",
    ]
)
_LITERALS = st.one_of(
    st.builds(
        literal, st.text(st.characters(exclude_categories=["Cs"]), max_size=12), st.sampled_from(["", "zh", "en"])
    ),
    st.sampled_from(
        [
            '"1"^^' + term("xsd:integer"),
            '"-007"^^' + term("xsd:integer"),
            '"x"^^' + term("xsd:integer"),
            '"21.55"^^' + term("xsd:decimal"),
            '"5."^^' + term("xsd:decimal"),
            '"2025-01-01"^^' + term("xsd:date"),
            r'"a\"^^<b>"^^<urn:type>',
        ]
    ),
)
_GRAPHS = st.sets(st.tuples(_IRIS, _IRIS, st.one_of(_IRIS, _LITERALS)), max_size=12)


@settings(max_examples=150, deadline=None)
@given(_GRAPHS)
def test_what_is_written_is_read_back(triples):
    text = turtle(triples)

    assert {(str(q.subject), str(q.predicate), str(q.object)) for q in ox.parse(text, ox.RdfFormat.TURTLE)} == triples
    assert len(rdflib.Graph().parse(data=text, format="turtle")) == len(triples)


def test_rdflib_reads_the_same_graph(text, store):
    expected = rdflib.Graph().parse(data=store.ntriples(), format="nt")

    assert isomorphic(rdflib.Graph().parse(data=text, format="turtle"), expected)


def test_a_graph_that_went_through_the_store_is_written_with_the_same_bytes(text, store):
    assert turtle(store.triples()) == text


def test_a_statement_reads_like_a_note(text):
    assert (
        """
<observation/82a940829bbcb660> a cg:Observation ;
    cg:about <place/431100> ;  # 永州市
    cg:indicator <indicator/ae4fa66593de> ;  # 居民健康素养水平
    cg:value 21.55 ;
    cg:unit "%" ;
    cg:bound cg:boundExact ;
    cg:valueKind cg:valueLevel ;
    cg:status cg:statusActual ;
    cg:period "2020" ;
    cg:periodStart "2020-01-01"^^xsd:date ;
    cg:periodEnd "2020-12-31"^^xsd:date ;
"""
        in text
    )


def test_things_stand_under_their_headings_in_order(text):
    headings = re.findall(r"^# --- (.*) \(\d+\)$", text, re.MULTILINE)

    assert headings == [
        "文章 Articles", "行政区 Places", "机构 Institutions", "举措 Initiatives", "指标 Indicators",
        "举措实施 Implementations", "指标观测 Observations", "原文片段 Passages", "其他 Other",
    ]  # fmt: skip


def test_passages_stand_in_the_order_of_the_text():
    article = f"<{DATA}article/0"
    spans = ["90,100", "829,843", "1000,1001"]
    kind = term("cg:Passage")
    text = turtle((f"{article}#char={span}>", term("rdf:type"), kind) for span in reversed(spans))

    assert re.findall(r"#char=(\S+)>", text) == spans


def test_a_name_cannot_break_out_of_its_comment():
    place, other = f"<{DATA}place/1>", f"<{DATA}place/2>"
    name = literal("坏\n<urn:a> <urn:b> <urn:c> .", "zh")
    triples = {(place, PREF_LABEL, name), (other, term("cg:within"), place)}

    assert set(Store.of_turtle(turtle(triples)).triples()) == triples


def test_nothing_gives_a_file_without_headings():
    assert "# ---" not in turtle([])
