"""What tests of the page share: a browser, a way to open a page in it, the page of the example."""

from __future__ import annotations

import shutil

import pytest

from kg.publish.html import page
from kg.publish.network import network_of

from .graphs import EXAMPLE, select_in

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
WIDE = {"width": 1400, "height": 900}


@pytest.fixture(scope="session")
def browser():
    playwright = pytest.importorskip("playwright.sync_api", reason="needs Playwright: pip install playwright")
    if CHROMIUM is None:
        pytest.skip("needs Chromium: apt-get install -y chromium fonts-noto-cjk")
    with playwright.sync_playwright() as started:
        chromium = started.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield chromium
        chromium.close()


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
