"""Queries that would hurt are stopped, and all others are answered meanwhile."""

from __future__ import annotations

import socket
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import httpx
import pyoxigraph
import pytest

from tests.serve.bombs import BOMBS, HARMLESS
from tests.serve.conftest import serving

LIMIT = 2.0
#: What a busy machine may add; the figure that is aimed at is 1.
GRACE = 5.0
ORDINARY = "SELECT ?name { ?place a cg:Place ; skos:prefLabel ?name } ORDER BY ?name"


@pytest.fixture
def listening():
    """A port on loopback, and whether anybody came."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0)
        yield server


def _came(server):
    try:
        server.accept()
    except BlockingIOError:
        return False
    return True


def _ask(client, query):
    begun = time.monotonic()
    answer = client.post("/sparql", data={"query": query})
    return answer, time.monotonic() - begun


def test_bombs_are_stopped_and_ordinary_queries_answered(built, listening):
    port = listening.getsockname()[1]
    with (
        serving(built, "--timeout", str(LIMIT)) as (address, _),
        httpx.Client(base_url=address, trust_env=False, timeout=60) as client,
        ThreadPoolExecutor(4) as threads,
    ):
        expected, _ = _ask(client, ORDINARY)
        stop = threading.Event()

        def ordinary():
            answers = []
            while not stop.is_set() or len(answers) < 20:
                answers.append(_ask(client, ORDINARY)[0])
                time.sleep(0.1)
            return answers

        running = [threads.submit(ordinary) for _ in range(3)]
        try:
            stopped = {name: _ask(client, bomb.replace("{port}", str(port))) for name, bomb in BOMBS.items()}
        finally:
            stop.set()
        answers = [answer for one in running for answer in one.result()]

    for name, (answer, took) in stopped.items():
        assert took < LIMIT + GRACE, name
        assert (answer.status_code in {400, 403, 413, 422, 503, 504}) == (name not in HARMLESS), (name, answer.text)
        assert answer.status_code < 400 or answer.text.count("\n") == 1
    assert len(answers) >= 50
    assert {(answer.status_code, answer.text) for answer in answers} == {(200, expected.text)}
    assert not _came(listening)


def test_the_listening_port_would_be_reached(listening):
    """Without our walls it is, so the test above can fail."""
    query = BOMBS["another endpoint in one word"].replace("{port}", str(listening.getsockname()[1]))
    asking = threading.Thread(target=lambda: list(pyoxigraph.Store().query(query)), daemon=True)
    asking.start()
    listening.settimeout(10)
    caller, _ = listening.accept()
    caller.close()
    asking.join(10)


@pytest.mark.parametrize("form", ["json", "xml"])
def test_rows_are_counted(client, form):
    """A product of a thousand by a hundred and one is one row too many."""
    values = " ".join(map(str, range(1000)))
    more = " ".join(map(str, range(101)))
    headers = {"Accept": f"application/sparql-results+{form}"}
    query = f"SELECT * {{ VALUES ?a {{ {values} }} VALUES ?b {{ {more} }} }}"
    refused = client.post("/sparql", data={"query": query}, headers=headers)
    answered = client.post("/sparql", data={"query": query + " LIMIT 100000"}, headers=headers)

    assert (refused.status_code, refused.text) == (
        422,
        "the answer has more than 100000 rows; ask for less with LIMIT\n",
    )
    assert answered.status_code == 200


def test_what_waits_too_long_in_line_is_turned_away(built):
    """One worker, busy all the time, and more clients than may wait."""
    bomb = BOMBS["a product to count"]
    with (
        serving(built, "--timeout", "0.5", "--workers", "1") as (address, _),
        httpx.Client(base_url=address, trust_env=False, timeout=60, limits=httpx.Limits(max_connections=200)) as client,
        ThreadPoolExecutor(130) as threads,
    ):
        statuses = {answer.status_code for answer, _ in threads.map(lambda _: _ask(client, bomb), range(130))}
        after, _ = _ask(client, "ASK {}")

    assert statuses == {503, 504}
    assert after.json()["boolean"] is True
