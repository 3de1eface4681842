"""Every saved question on the graph of the seeds: rows, pick lists, and the same answer from every engine."""

from __future__ import annotations

import shutil
import subprocess
from collections import Counter

import pytest
import rdflib

from kg.push import Target, update_graph
from kg.query import answer, choices, saved_queries
from tests.servers import free_address, oxigraph_server, wait_for

QUERIES = saved_queries()
GRAPH = "https://example.org/seeds"


def _cells(rows):
    """Rows as a bag, a cell as its sorted characters, for GROUP_CONCAT joins in any order."""
    return Counter(tuple("".join(sorted(str(cell))) for cell in row) for row in rows)


def _values(rows):
    return [["" if term is None else term.value for term in row] for row in rows]


@pytest.fixture(scope="module")
def ours(seeds_store):
    return {name: _values(seeds_store.select(query.text)) for name, query in QUERIES.items()}


@pytest.fixture(scope="module")
def in_rdflib(seeds_store):
    return rdflib.Graph().parse(data=seeds_store.ntriples(), format="nt")


def test_there_are_more_than_thirty():
    assert len(QUERIES) > 30
    assert sum(name.startswith("cq") for name in QUERIES) == len({name[:4] for name in QUERIES})


@pytest.mark.parametrize("name", QUERIES)
def test_rows_with_the_defaults_or_a_reason_why_not(name, ours):
    assert ours[name] or QUERIES[name].empty


@pytest.mark.parametrize("name", QUERIES)
def test_rdflib_gives_the_same_rows(name, ours, in_rdflib):
    theirs = [["" if cell is None else cell for cell in row] for row in in_rdflib.query(QUERIES[name].text)]

    assert _cells(theirs) == _cells(ours[name])


@pytest.mark.parametrize(
    ("name", "parameter"), [(query.name, parameter) for query in QUERIES.values() for parameter in query.parameters],
    ids=lambda value: value if isinstance(value, str) else value.name,
)  # fmt: skip
def test_the_default_stands_in_the_pick_list(name, parameter, seeds_built):
    assert QUERIES[name].parameters
    offered = choices(str(seeds_built), parameter)

    assert parameter.default in offered
    assert sorted(set(offered)) == sorted(offered)


@pytest.fixture(scope="module")
def oxigraph(tmp_path_factory, seeds_store):
    with oxigraph_server(tmp_path_factory.mktemp("oxigraph")) as address:
        update_graph(Target(url=f"{address}/update"), sorted(seeds_store.triples()), replace=True)
        yield f"{address}/query"


@pytest.fixture(scope="module")
def virtuoso(tmp_path_factory, seeds_store):
    program = shutil.which("virtuoso-t")
    if not program:
        pytest.skip("no Virtuoso here: apt-get install virtuoso-opensource-7-bin")
    folder = tmp_path_factory.mktemp("virtuoso")
    sql, http = free_address(), free_address()
    (folder / "virtuoso.ini").write_text(INI.format(sql=sql, http=http), "utf-8")
    with (folder / "log").open("w") as log:
        started = subprocess.Popen([program, "-f", "-c", "virtuoso.ini"], cwd=folder, stdout=log, stderr=log)
    try:
        wait_for(f"http://{http}/sparql")
        target = Target(url=f"http://{http}/sparql-auth", graph=GRAPH, user="dba", password="dba")
        update_graph(target, sorted(seeds_store.triples()), replace=True)
        yield f"http://{http}/sparql"
    finally:
        started.kill()
        started.wait()


@pytest.mark.parametrize("name", QUERIES)
def test_the_oxigraph_server_gives_the_same_rows(name, ours, oxigraph):
    assert _cells(_values(answer(oxigraph, QUERIES[name], {}))) == _cells(ours[name])


@pytest.mark.parametrize("name", QUERIES)
def test_virtuoso_gives_the_same_rows(name, ours, virtuoso):
    assert _cells(_values(answer(virtuoso, QUERIES[name], {}))) == _cells(ours[name])


INI = """\
[Database]
DatabaseFile = virtuoso.db
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
TransactionFile = virtuoso.trx
xa_persistent_file = virtuoso.pxa
[TempDatabase]
DatabaseFile = virtuoso-temp.db
TransactionFile = virtuoso-temp.trx
[Parameters]
ServerPort = {sql}
DisableUnixSocket = 1
ServerThreads = 10
NumberOfBuffers = 10000
MaxDirtyBuffers = 6000
CaseMode = 2
DirsAllowed = .
[HTTPServer]
ServerPort = {http}
ServerRoot = .
MaxClientConnections = 5
EnabledDavVSP = 0
[SPARQL]
ResultSetMaxRows = 10000
MaxQueryExecutionTime = 30
DefaultGraph = https://example.org/seeds
[Client]
SQL_PREFETCH_ROWS = 100
"""
