"""Starting and ending the server, and the clients that others wrote."""

from __future__ import annotations

import signal
import socket
import subprocess
import time
from pathlib import Path

import httpx
import pytest
import rdflib
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import CSV, JSON, POST, TURTLE, XML, SPARQLWrapper

from kg.query import answer, find_query
from kg.vocab import PLACE, PREF_LABEL
from tests.serve.conftest import ROOT, serving
from tests.servers import KG

PLACES = f"SELECT ?name {{ ?place a {PLACE} ; {PREF_LABEL} ?name }}"


def _serve(*arguments):
    command = [*KG, "serve", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT, timeout=60)


class TestStarting:
    def test_no_graph(self, tmp_path):
        done = _serve(tmp_path, "--port", "0")

        assert done.returncode == 2
        assert done.stderr == f"kg: {tmp_path}: no graph here: run kg build first, or name one with --graph\n"

    def test_a_broken_graph(self, tmp_path):
        broken = tmp_path / "broken.ttl"
        broken.write_text("<a> <b> .\n", "utf-8")
        done = _serve(broken, "--port", "0")

        assert done.returncode == 2
        assert done.stderr.startswith(f"kg: {broken}: line 1: ")
        assert done.stderr.count("\n") == 1

    def test_a_port_that_is_taken(self, built):
        with socket.create_server(("127.0.0.1", 0)) as taken:
            port = taken.getsockname()[1]
            done = _serve(built, "--port", port)

        assert done.returncode == 2
        assert done.stderr == f"kg: 127.0.0.1:{port}: Address already in use; choose another with --port or --host\n"

    def test_it_listens_on_loopback_alone(self, address):
        """A server on all addresses would answer at 127.0.0.2 as well."""
        assert address.startswith("http://127.0.0.1:")
        with socket.socket() as elsewhere:
            assert elsewhere.connect_ex(("127.0.0.2", httpx.URL(address).port)) != 0

    @pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
    def test_it_ends_with_all_its_processes(self, built, how):
        with serving(built) as (address, process):
            httpx.get(address + "sparql?query=ASK%7B%7D", trust_env=False)
            family = _children(process.pid)
            process.send_signal(how)
            _, said = process.communicate(timeout=20)

        assert said == ""
        assert len(family) == 2
        assert _gone(family)


class TestClients:
    @pytest.mark.parametrize("method", ["GET", POST])
    def test_sparqlwrapper(self, address, store, method):
        wrapper = SPARQLWrapper(address + "sparql")
        wrapper.setMethod(method)
        wrapper.setQuery(PLACES)
        wrapper.setReturnFormat(JSON)
        found = {row["name"]["value"] for row in wrapper.queryAndConvert()["results"]["bindings"]}

        assert "永州市" in found
        for form in (XML, CSV):
            wrapper.setReturnFormat(form)
            text = wrapper.queryAndConvert()
            assert "永州市" in (text.toxml() if form == XML else text.decode())
        wrapper.setQuery("CONSTRUCT { ?s a ?c } { ?s a ?c }")
        wrapper.setReturnFormat(TURTLE)
        assert len(rdflib.Graph().parse(data=wrapper.queryAndConvert(), format="turtle")) == len(
            store.select("SELECT DISTINCT ?s ?c { ?s a ?c }")
        )

    @pytest.mark.parametrize("method", ["GET", "POST"])
    def test_a_graph_of_rdflib(self, address, store, method):
        graph = rdflib.Graph(SPARQLStore(address + "sparql", method=method))

        assert len(graph) == len(store)
        assert ("永州市",) in {(str(name),) for (name,) in graph.query(PLACES)}

    def test_rdflib_reads_a_thing_at_its_address(self, address):
        graph = rdflib.Graph().parse(address + "id/place/431100")

        assert (rdflib.URIRef("https://w3id.org/citygraph/id/place/431100"), None, None) in graph

    @pytest.mark.parametrize("name", ["cq02", "cq03", "cq07", "cq08"])
    def test_a_saved_question_gives_the_rows_of_the_store(self, address, built, name):
        query = find_query(name)

        assert sorted(map(str, answer(address + "sparql", query, {}))) == sorted(
            map(str, answer(str(built), query, {}))
        )


def _children(parent):
    """Give the processes below a process."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        fields = stat.read_text().rpartition(")")[2].split()
        if int(fields[1]) == parent:
            child = int(stat.parent.name)
            found += [child, *_children(child)]
    return found


def _gone(processes):
    for _ in range(100):
        if not any(Path(f"/proc/{process}").exists() for process in processes):
            return True
        time.sleep(0.1)
    return False
