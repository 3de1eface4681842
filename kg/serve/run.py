"""Starting and ending the server (the only importer of uvicorn)."""

from __future__ import annotations

import asyncio
import socket
from typing import TYPE_CHECKING, Final

import uvicorn

from kg.errors import WrongCall
from kg.serve.app import application
from kg.serve.asking import Graph
from kg.serve.names import names_of
from kg.serve.pool import Pool
from kg.serve.refusal import Refusal
from kg.serve.site import Site

if TYPE_CHECKING:
    from collections.abc import Callable

    from kg.serve.limits import Limits

#: Seconds for reading all names.
_READING: Final = 300.0


def serve(graph: str, host: str, port: int, limits: Limits, tell: Callable[[str], None]) -> None:
    """Serve a graph until told to end; `tell` is given the address once it answers."""
    with _bound(host, port) as listening:
        pool = Pool(graph, limits)
        try:
            asyncio.run(
                _serve(pool, listening, lambda: tell(f"{_address(listening)} answers for {graph}; Ctrl-C ends it"))
            )
        finally:
            pool.close()


async def _serve(pool: Pool, listening: socket.socket, started: Callable[[], None]) -> None:
    site = await _site(pool)
    config = uvicorn.Config(
        application(site),
        log_level="critical",
        access_log=False,
        lifespan="off",
        server_header=False,
        limit_concurrency=2 * pool.limits.waiting + 50,
        timeout_graceful_shutdown=1,
    )
    await _Server(config, started).serve([listening])


async def _site(pool: Pool) -> Site:
    """Read the names, which the pages need at hand."""
    graph = Graph(pool)
    try:
        ((triples,),) = await graph.rows("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", _READING)
        return Site(graph, await names_of(graph, _READING), int(triples.value) if triples else 0)
    except Refusal as error:
        raise WrongCall(f"the names of the graph cannot be read: {error}") from error


class _Server(uvicorn.Server):
    """Tells when it answers."""

    def __init__(self, config: uvicorn.Config, started: Callable[[], None]) -> None:
        super().__init__(config)
        self._started = started

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self._started()


def _bound(host: str, port: int) -> socket.socket:
    """Take the port before anything slow is done."""
    try:
        family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
        # Named, for asyncio sends small answers at once only where it sees TCP.
        listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    except (OSError, OverflowError, UnicodeError) as error:
        raise WrongCall(f"{host}:{port}: not an address to serve at: {error}") from error
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(address)
    except OSError as error:
        listening.close()
        raise WrongCall(f"{host}:{port}: {error.strerror}; choose another with --port or --host") from error
    return listening


def _address(listening: socket.socket) -> str:
    host, port = listening.getsockname()[:2]
    return f"http://{f'[{host}]' if ':' in host else host}:{port}/"
