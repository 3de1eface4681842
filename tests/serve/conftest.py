"""Real servers on loopback, each a process of its own on a free port."""

from __future__ import annotations

import os
import subprocess
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from tests.servers import KG

ROOT = Path(__file__).parents[2]

#: Two named graphs and a default graph.
QUADS = """\
<http://example.org/a> <http://example.org/in> "default" .
<http://example.org/a> <http://example.org/in> "one" <http://example.org/g/1> .
<http://example.org/a> <http://example.org/in> "two" <http://example.org/g/2> .
"""


@contextmanager
def serving(graph, *options):
    """Start `kg serve` and give its address, as it tells it, and the process."""
    process = subprocess.Popen(
        [*KG, "serve", str(graph), "--port", "0", *options],
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )
    try:
        line = process.stderr.readline()
        assert line.startswith("kg: http://127.0.0.1:"), line
        yield line.split()[1], process
    finally:
        process.terminate()
        process.communicate(timeout=20)


@pytest.fixture(scope="session")
def address(built):
    with serving(built) as (address, _):
        yield address


@pytest.fixture(scope="session")
def client(address):
    with httpx.Client(base_url=address, trust_env=False, timeout=30) as client:
        yield client


@pytest.fixture(scope="session")
def quads_client(tmp_path_factory):
    path = tmp_path_factory.mktemp("quads") / "quads.nq"
    path.write_text(QUADS, "utf-8")
    with serving(path) as (address, _), httpx.Client(base_url=address, trust_env=False, timeout=30) as client:
        yield client
