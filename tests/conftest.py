"""What many tests share: the graph of the hand-written articles, as text, in memory and built on disk; and a browser."""

from __future__ import annotations

import shutil

import pytest

from kg import pipeline
from kg.build import background, value_lists, write_graph
from kg.graph.merge import Background, graph_triples
from kg.publish.turtle import turtle
from kg.sources import read_sources
from kg.store import Store
from tests.handwritten import COMMUNITY, SEEDS, place_of, some_articles

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
KNOWN = Background(place_of=place_of, english={COMMUNITY: "Close-knit county medical community"})


@pytest.fixture(scope="session")
def text() -> str:
    """The graph of all hand-written articles as Turtle, with the value lists."""
    return turtle((*value_lists(), *graph_triples(some_articles(), KNOWN)))


@pytest.fixture(scope="session")
def store(text: str) -> Store:
    return Store.of_turtle(text)


@pytest.fixture(scope="session")
def built(tmp_path_factory):
    """A folder as kg build writes it."""
    out = tmp_path_factory.mktemp("built") / "graph"
    write_graph(some_articles(), out, KNOWN, refusals=[("missing.txt", "does not exist")])
    return out


@pytest.fixture(scope="session")
def seeds_built(tmp_path_factory):
    """The graph of the seed articles, as kg build writes it."""
    out = tmp_path_factory.mktemp("seeds") / "graph"
    sources, _ = read_sources([SEEDS])
    facts, ledger = pipeline.resolved(sources)
    write_graph(facts, out, background(), ledger=ledger)
    return out


@pytest.fixture(scope="session")
def seeds_store(seeds_built) -> Store:
    return Store.of_file(seeds_built / "graph.ttl")


@pytest.fixture(scope="session")
def browser():
    playwright = pytest.importorskip("playwright.sync_api", reason="needs Playwright: pip install playwright")
    if CHROMIUM is None:
        pytest.skip("needs Chromium: apt-get install -y chromium fonts-noto-cjk")
    with playwright.sync_playwright() as started:
        chromium = started.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield chromium
        chromium.close()
