"""Into another store: a real server, and what it answers when it is wrong."""

from __future__ import annotations

import pytest

from kg.errors import WrongCall
from kg.push import CHUNK, Target, put_graph, update_graph
from kg.query import answer, find_query, saved_queries
from kg.terms import Rows
from tests.servers import oxigraph_server

GRAPH = "https://example.org/g"
COUNT = find_query("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")
COUNT_NAMED = find_query(f"SELECT (COUNT(*) AS ?n) {{ GRAPH <{GRAPH}> {{ ?s ?p ?o }} }}")


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    with oxigraph_server(tmp_path_factory.mktemp("server")) as address:
        yield address


@pytest.fixture(autouse=True)
def empty(request):
    if "server" in request.fixturenames:
        address = request.getfixturevalue("server")
        update_graph(Target(url=f"{address}/update"), [], replace=True)
        update_graph(Target(url=f"{address}/update", graph=GRAPH), [], replace=True)


def _count(server, query=COUNT):
    rows = answer(f"{server}/query", query, {})
    assert isinstance(rows, Rows)
    return int(rows.rows[0][0].value)


def _many(number):
    return [(f"<urn:{i}>", "<urn:p>", f'"{i}"') for i in range(number)]


def test_a_graph_arrives_whole_and_answers(server, store, text):
    put_graph(Target(url=f"{server}/store"), text, replace=True)

    assert _count(server) == len(store)
    for query in saved_queries().values():
        there = answer(f"{server}/query", query, {})
        assert isinstance(there, Rows)
        assert len(there) == len(store.select(query.text)), query.name


def test_answers_of_all_kinds_come_back(server, store, text):
    put_graph(Target(url=f"{server}/store"), text, replace=True)
    ask = find_query("ASK { ?x a cg:Place }")
    construct = find_query(
        "CONSTRUCT { ?x a cg:Place ; skos:prefLabel ?n } WHERE { ?x a cg:Place ; skos:prefLabel ?n }"
    )
    select = find_query("SELECT ?x ?n ?none { ?x cg:value ?n } ORDER BY ?n ?x")

    for query in (ask, construct, select):
        assert answer(f"{server}/query", query, {}) == store.ask(query.text)


def test_values_go_with_the_query(server, text):
    put_graph(Target(url=f"{server}/store"), text, replace=True)

    assert len(answer(f"{server}/query", find_query("cq03"), {"city": "永州"})) == 2
    assert len(answer(f"{server}/query", find_query("cq03"), {"city": "株洲"})) == 0


def test_put_replaces_and_post_adds(server):
    target = Target(url=f"{server}/store")
    for turtle, replace, expected in (("<urn:a> <urn:b> 1 .", True, 1), ("<urn:a> <urn:b> 2 .", False, 2), ("<urn:a> <urn:b> 3 .", True, 1)):  # fmt: skip
        put_graph(target, turtle, replace=replace)
        assert _count(server) == expected


def test_update_goes_in_pieces(server):
    """Virtuoso takes a thousand triples at a time, not five thousand."""
    assert CHUNK == 1000
    heard: list[int] = []
    update_graph(Target(url=f"{server}/update"), _many(2 * CHUNK + 5), replace=False, tell=heard.append)

    assert heard == [CHUNK, 2 * CHUNK, 2 * CHUNK + 5]
    assert _count(server) == 2 * CHUNK + 5


def test_a_named_graph_is_kept_apart(server):
    put_graph(Target(url=f"{server}/store", graph=GRAPH), "<urn:a> <urn:b> 1 .", replace=True)
    update_graph(Target(url=f"{server}/update", graph=GRAPH), _many(3), replace=False)
    assert (_count(server), _count(server, COUNT_NAMED)) == (0, 4)

    update_graph(Target(url=f"{server}/update", graph=GRAPH), _many(2), replace=True)
    assert (_count(server), _count(server, COUNT_NAMED)) == (0, 2)


def test_a_server_that_refuses_is_told_in_one_line(server):
    with pytest.raises(WrongCall, match=r"/store\?default: the server answered 400") as told:
        put_graph(Target(url=f"{server}/store"), "no turtle", replace=True)
    assert "\n" not in str(told.value)

    with pytest.raises(WrongCall, match="/nowhere"):
        answer(f"{server}/nowhere", COUNT, {})
    with pytest.raises(WrongCall, match="only for the parameters"):
        answer(f"{server}/query", COUNT, {"n": "1"})


def test_nobody_there():
    with pytest.raises(WrongCall, match="refused"):
        put_graph(Target(url="http://127.0.0.1:1/store"), "", replace=True)
    with pytest.raises(WrongCall, match="refused"):
        answer("http://127.0.0.1:1/query", COUNT, {})
