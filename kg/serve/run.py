"""Starting and ending the server (the only importer of uvicorn)."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING

import uvicorn

from kg.errors import WrongCall
from kg.serve.app import application
from kg.serve.pool import Pool

if TYPE_CHECKING:
    from collections.abc import Callable

    from kg.serve.limits import Limits


def serve(graph: str, host: str, port: int, limits: Limits, tell: Callable[[str], None]) -> None:
    """Serve a graph until told to end; `tell` is given the address once it answers."""
    with _bound(host, port) as listening:
        pool = Pool(graph, limits)
        try:
            config = uvicorn.Config(
                application(pool),
                log_level="critical",
                access_log=False,
                lifespan="off",
                server_header=False,
                limit_concurrency=2 * limits.waiting + 50,
                timeout_graceful_shutdown=1,
            )
            _Server(config, lambda: tell(f"{_address(listening)} answers for {graph}; Ctrl-C ends it")).run([listening])
        finally:
            pool.close()


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
        listening = socket.socket(family)
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
