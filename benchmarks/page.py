"""Our page beside plain pyvis on the same network: bytes, seconds to make, seconds until usable.

python benchmarks/page.py 500 5000 [--browser]
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from playwright.sync_api import Page, sync_playwright
from playwright.sync_api import TimeoutError as TooLate
from pyvis.network import Network as Drawing

if TYPE_CHECKING:
    from collections.abc import Callable

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from kg.publish.html import page
from kg.publish.network import Article, Edge, EdgeKind, Network, Node, NodeKind, Passage, Statement, _edges

CHROMIUM = "/usr/bin/chromium"
PATIENCE = 120
_WORDS = "医疗卫生健康服务中心城市社区教育养老交通环境就业住房数字治理平台改造提升工程行动计划联合体"
_SHARES = {NodeKind.PLACE: 0.15, NodeKind.INSTITUTION: 0.3, NodeKind.INITIATIVE: 0.1, NodeKind.INDICATOR: 0.45}


def sample(size: int, seed: int = 1) -> Network:
    """Make up a network of so many nodes with about three edges each, a few spoken of far more than the rest."""
    chance = random.Random(seed)
    nodes = [node for kind, share in _SHARES.items() for node in _nodes(kind, round(size * share), chance)]
    groups = {kind: [node.id for node in nodes if node.kind is kind] for kind in NodeKind}
    articles = tuple(_article(number) for number in range(max(1, size // 20)))
    passages = tuple(_passage(number, articles, chance) for number in range(round(size * 1.5)))
    statements = tuple(_statement(passage, groups, chance) for passage in passages)
    return Network(
        nodes=tuple(nodes),
        edges=_edges(statements, _links(groups, chance)),
        statements=statements,
        passages=passages,
        articles=articles,
    )


def _nodes(kind: NodeKind, count: int, chance: random.Random) -> list[Node]:
    return [
        Node(id=f"{kind}/{number:06}", kind=kind, name=_name(chance), aliases=(_name(chance),))
        for number in range(count)
    ]


def _name(chance: random.Random) -> str:
    return "".join(chance.choices(_WORDS, k=chance.randint(4, 10)))


def _article(number: int) -> Article:
    return Article(id=f"article/{number:06}", title=f"第{number}篇工作综述", publisher="某日报", issued="2025-03")


def _passage(number: int, articles: tuple[Article, ...], chance: random.Random) -> Passage:
    text = "".join(chance.choices(_WORDS, k=28)) + f"{chance.randint(1, 9999)}个"
    return Passage(id=f"passage/{number:06}", article=chance.choice(articles).id, start=0, end=len(text), text=text)


def _statement(passage: Passage, groups: dict[NodeKind, list[str]], chance: random.Random) -> Statement:
    about = _often(groups[NodeKind.PLACE] if chance.random() < 0.6 else groups[NodeKind.INSTITUTION], chance)
    initiative = _often(groups[NodeKind.INITIATIVE], chance)
    common = {"id": f"statement/{passage.id}", "about": about, "status": "actual", "passages": (passage.id,)}
    if chance.random() < 0.25:
        return Statement(**common, initiatives=(initiative,))
    indicator = _often(groups[NodeKind.INDICATOR], chance)
    initiatives = (initiative,) if chance.random() < 0.4 else ()
    return Statement(**common, indicator=indicator, initiatives=initiatives, value=chance.randint(1, 9999), unit="个")


def _often(ids: list[str], chance: random.Random) -> str:
    """Choose the first ones far more often than the last."""
    return ids[int(len(ids) * chance.random() ** 2.5)]


def _links(groups: dict[NodeKind, list[str]], chance: random.Random) -> list[Edge]:
    places = groups[NodeKind.PLACE]
    parents = [(place, places[(number - 1) // 9]) for number, place in enumerate(places) if number]
    seats = [(one, _often(places, chance)) for one in groups[NodeKind.INSTITUTION]]
    return [Edge(source=inner, target=outer, kind=EdgeKind.WITHIN) for inner, outer in parents + seats]


def plain(network: Network) -> str:
    """Make the page as pyvis makes it by default, inline so that both hold the library."""
    drawing = Drawing(directed=True, cdn_resources="in_line")
    for node in network.nodes:
        drawing.add_node(node.id, label=node.name, title=" ".join((node.name, *node.aliases)))
    for edge in network.edges:
        drawing.add_edge(edge.source, edge.target)
    return drawing.generate_html()


def timed(make: Callable[[Network], str], network: Network) -> tuple[str, float]:
    """Make a page and tell the seconds that it took."""
    start = time.perf_counter()
    text = make(network)
    return text, time.perf_counter() - start


def our_page_is_drawn(opened: Page) -> None:
    """Wait until our page says that it is ready."""
    opened.wait_for_selector("html[data-ready=yes]", timeout=PATIENCE * 1000)


def pyvis_is_drawn(opened: Page) -> None:
    """Wait until pyvis takes its loading bar away, which it shows above 100 nodes."""
    ready = "document.getElementById('loadingBar')?.style.display === 'none'"
    opened.wait_for_function(ready, timeout=PATIENCE * 1000)


def until_usable(text: str, is_drawn: Callable[[Page], None]) -> tuple[float, float] | None:
    """Open a page without any network: seconds until it is drawn, and until it has answered a first click."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        file = Path(folder) / "page.html"
        file.write_text(text, "utf-8")
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        opened = browser.new_context(offline=True, viewport={"width": 1400, "height": 900}).new_page()
        opened.route("http*://**", lambda route: route.abort())
        start = time.perf_counter()
        try:
            opened.goto(file.as_uri(), wait_until="commit", timeout=PATIENCE * 1000)
            is_drawn(opened)
            first = time.perf_counter() - start
            opened.mouse.click(600, 400)
            opened.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
            return first, time.perf_counter() - start
        except TooLate:
            return None
        finally:
            browser.close()


def main() -> None:
    """Print one line for each size and way."""
    parser = argparse.ArgumentParser()
    parser.add_argument("sizes", type=int, nargs="*", default=[500, 5000])
    parser.add_argument("--browser", action="store_true")
    parser.add_argument("--no-plain", action="store_true")
    asked = parser.parse_args()
    ways = {"ours": (page, our_page_is_drawn)}
    if not asked.no_plain:
        ways["pyvis"] = (plain, pyvis_is_drawn)
    for size in asked.sizes:
        network = sample(size)
        measured = {}
        for name, (make, is_drawn) in ways.items():
            text, seconds = timed(make, network)
            times = until_usable(text, is_drawn) if asked.browser else ()
            measured[name] = times, len(text.encode())
            print(f"{name:6} {described(network, text)}  made in {seconds:6.2f} s{waited(times)}", flush=True)
        if asked.browser and len(measured) == 2:
            print(compared(*measured.values()), flush=True)


def compared(ours: tuple[Any, int], theirs: tuple[Any, int]) -> str:
    """Say how many times sooner our page is drawn and answers, and how large it is, beside plain pyvis."""
    if ours[0] is None:
        return f"ratio  ours not usable in {PATIENCE} s"
    waits, least = (theirs[0], "") if theirs[0] else ((PATIENCE, PATIENCE), "at least ")
    drawn, answers = (wait / own for wait, own in zip(waits, ours[0], strict=True))
    size = ours[1] / theirs[1]
    return f"ratio  drawn {least}{drawn:.1f} times sooner, answers {least}{answers:.1f} times sooner, size x {size:.2f}"


def described(network: Network, text: str) -> str:
    """Say how large a network and its page are."""
    return f"{len(network.nodes):6} nodes {len(network.edges):7} edges {len(text.encode()) / 1e6:7.2f} MB"


def waited(times: tuple[float, float] | tuple[()] | None) -> str:
    """Say how long a reader waits."""
    if times is None:
        return f"  not usable in {PATIENCE} s"
    return "  drawn in {:.2f} s, answers in {:.2f} s".format(*times) if times else ""


if __name__ == "__main__":
    main()
