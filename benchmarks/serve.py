"""`kg serve` beside the `oxigraph` server on the same graph in one run: a lookup over HTTP, alone and from ten clients.

python benchmarks/serve.py build [--seconds 5]
"""

from __future__ import annotations

import argparse
import http.client
import socket
import statistics
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlencode

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
CLIENTS = 10
PREFIXES = "PREFIX cg: <https://w3id.org/citygraph/ns#> PREFIX skos: <http://www.w3.org/2004/02/skos/core#> "
QUERIES = {
    "lookup": 'SELECT ?place { ?place skos:prefLabel "永州市"@zh }',
    "figures of a place": (
        "SELECT ?indicator ?value ?unit { ?place skos:prefLabel '永州市'@zh . ?o cg:about ?place ; cg:value ?value ; "
        "cg:unit ?unit ; cg:indicator/skos:prefLabel ?indicator FILTER(LANG(?indicator) = 'zh') } LIMIT 20"
    ),
}


def main() -> None:
    """Measure both servers, query by query, one after the other so that neither disturbs the other."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("graph", type=Path, nargs="?", default=ROOT / "build")
    parser.add_argument("--seconds", type=float, default=5)
    options = parser.parse_args()
    print(f"{'server':10} {'query':20} {'ms, median':>10} {'ms, 95%':>8} {f'/s, {CLIENTS} clients':>15}")
    for server in ("kg serve", "oxigraph"):
        with _running(server, options.graph) as (port, path):
            for name, query in QUERIES.items():
                target = f"{path}?{urlencode({'query': PREFIXES + query})}"
                times = _times(port, target, options.seconds)
                rate = _rate(port, target, options.seconds)
                worst = statistics.quantiles(times, n=20)[-1]
                print(f"{server:10} {name:20} {statistics.median(times) * 1e3:10.2f} {worst * 1e3:8.2f} {rate:15.0f}")


@contextmanager
def _running(server: str, graph: Path) -> Iterator[tuple[int, str]]:
    """Start a server and give its port and the path of its endpoint."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command, path = {
        "kg serve": ([BIN / "kg", "serve", graph, "--port", str(port)], "/sparql"),
        "oxigraph": (
            [BIN / "oxigraph", "serve-read-only", "--location", graph / "store", "--bind", f"127.0.0.1:{port}"],
            "/query",
        ),
    }[server]
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    try:
        _wait_for(port, path)
        yield port, path
    finally:
        process.terminate()
        process.wait()


def _wait_for(port: int, path: str) -> None:
    for _ in range(600):
        try:
            _ask(http.client.HTTPConnection("127.0.0.1", port, timeout=60), path + "?query=ASK%7B%7D")
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise SystemExit("the server does not answer")


def _ask(connection: http.client.HTTPConnection, target: str) -> None:
    connection.request("GET", target, headers={"Accept": "application/sparql-results+json"})
    answer = connection.getresponse()
    answer.read()
    if answer.status != 200:
        raise SystemExit(f"status {answer.status}")


def _times(port: int, target: str, seconds: float) -> list[float]:
    """Ask again and again on one connection and give the seconds that each took."""
    connection = http.client.HTTPConnection("127.0.0.1", port)
    for _ in range(20):
        _ask(connection, target)
    times, end = [], time.perf_counter() + seconds
    while (begun := time.perf_counter()) < end:
        _ask(connection, target)
        times.append(time.perf_counter() - begun)
    return times


def _rate(port: int, target: str, seconds: float) -> float:
    """Give how many answers a second ten clients get together."""
    with ThreadPoolExecutor(CLIENTS) as clients:
        return (
            sum(len(times) for times in clients.map(lambda _: _times(port, target, seconds), range(CLIENTS))) / seconds
        )


if __name__ == "__main__":
    main()
