"""The store: what it holds, what it refuses, and that nothing is written where it is only read."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kg.errors import WrongCall
from kg.store import BrokenRdfError, Store
from kg.terms import Rows, Term

CITY = 'SELECT ?city { ?place a schema:City ; skos:prefLabel ?city FILTER(LANG(?city) = "zh") } ORDER BY ?city'


def test_a_store_on_disk_answers_as_one_in_memory(built, store):
    assert Store.open(built).select(CITY) == store.select(CITY)
    assert len(Store.open(built)) == len(store)


@pytest.mark.parametrize("part", ["", "store", "graph.ttl"])
def test_a_build_can_be_named_by_any_of_its_parts(built, part):
    assert len(Store.open(built / part).select(CITY)) == 4


def test_two_can_read_at_a_time(built):
    one, other = Store.open(built), Store.open(built)

    assert len(one) == len(other)


def test_a_folder_that_is_no_store_stays_as_it_is(tmp_path):
    with pytest.raises(WrongCall, match="run kg build first"):
        Store.open(tmp_path)

    assert list(tmp_path.iterdir()) == []


def test_values_are_numbers_and_texts(store):
    query = 'SELECT ?v ?u ?none { ?o cg:value ?v ; cg:unit ?u ; cg:period "2020" }'

    assert store.values(query) == [(Decimal("21.55"), "%", None)]


def test_a_value_stands_in_for_a_projected_variable(store):
    found = store.select(
        "SELECT ?place ?name { ?place skos:prefLabel ?name }", {"name": Term("literal", "永州市", None, "zh")}
    )

    assert [row[0].value.rpartition("/")[2] for row in found] == ["431100"]


def test_answers_of_other_kinds(store):
    assert store.ask("ASK { ?x a cg:Place }") is True
    assert store.ask("ASK { ?x a cg:Nothing }") is False
    assert store.ask('CONSTRUCT { ?x a cg:Place } WHERE { ?x cg:adcode "431100" }') == [
        ("<https://w3id.org/citygraph/id/place/431100>", "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>", "<https://w3id.org/citygraph/ns#Place>")
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("query", "message"),
    [("SELECT * {", "not SPARQL: error at 1:"), ("ASK {}", "not a SELECT")],
)
def test_a_wrong_query_is_told_in_one_line(store, query, message):
    with pytest.raises(WrongCall, match=message) as told:
        store.select(query)

    assert "\n" not in str(told.value)


def test_broken_turtle_is_told_with_its_line(tmp_path, text):
    lines = text.splitlines()
    number = next(i for i, line in enumerate(lines) if line.startswith("    cg:value"))
    lines[number] = "    cg:value value 3 ;"
    broken = tmp_path / "graph.ttl"
    broken.write_text("\n".join(lines), "utf-8")

    with pytest.raises(BrokenRdfError, match=rf"graph\.ttl: line {number + 1}: .*cg:value value 3") as told:
        Store.open(broken)
    assert "\n" not in str(told.value)


def test_named_graphs_of_a_file_become_one_graph(tmp_path):
    path = tmp_path / "a.nq"
    path.write_text('<urn:a> <urn:b> "c" <urn:g> .\n<urn:a> <urn:b> "c" .\n', "utf-8")

    assert list(Store.open(path).triples()) == [("<urn:a>", "<urn:b>", '"c"')]


@pytest.mark.parametrize("name", ["graph.docx", "nothing.ttl"])
def test_a_file_that_is_no_graph(tmp_path, name):
    (tmp_path / "graph.docx").write_text("x")

    with pytest.raises(WrongCall):
        Store.open(tmp_path / name)


def test_a_line_separator_inside_a_text_splits_no_triple():
    store = Store.of_turtle('<urn:a> <urn:b> "c\u2028d\u0085e" .')

    assert list(store.triples()) == [("<urn:a>", "<urn:b>", '"c\u2028d\u0085e"')]


def test_rows_are_counted():
    assert len(Rows(("a",), ((None,), (None,)))) == 2
