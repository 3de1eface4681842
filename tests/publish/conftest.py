"""What tests of the page share: a way to open a page in the browser, the page of the example."""

from __future__ import annotations

import pytest

from kg.publish.html import page
from kg.publish.network import network_of

from .graphs import EXAMPLE, select_in

WIDE = {"width": 1400, "height": 900}


@pytest.fixture
def show(browser, tmp_path):
    """Open a page from its file with the network off; what it asks for and complains of is kept."""
    contexts = []

    def shown(text: str, viewport: dict[str, int] = WIDE, **options):
        file = tmp_path / "graph.html"
        file.write_text(text, "utf-8")
        contexts.append(browser.new_context(offline=True, viewport=viewport, reduced_motion="reduce", **options))
        opened = contexts[-1].new_page()
        opened.requests, opened.complaints = [], []
        opened.on("request", lambda request: opened.requests.append(request.url))
        opened.on("console", lambda message: opened.complaints.append(message.text))
        opened.on("pageerror", lambda error: opened.complaints.append(str(error)))
        opened.goto(file.as_uri())
        opened.wait_for_selector("html[data-ready=yes]")
        return opened

    yield shown
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def example() -> str:
    return page(network_of(select_in(EXAMPLE)))
