"""SPARQL 1.1 Protocol over HTTP: requests of Starlette in, responses out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from starlette.responses import PlainTextResponse, RedirectResponse, Response

from kg.serve.description import Counts, counted, service, void
from kg.serve.formats import GRAPHS, HTML, PAGES, TABLES, negotiated
from kg.serve.protocol import Asked, asked_by_get, asked_by_post
from kg.serve.refusal import Refusal
from kg.serve.tokens import checked
from kg.store import Request as Query
from kg.store import graph_text

if TYPE_CHECKING:
    from starlette.requests import Request

    from kg.serve.asking import Graph

#: Any page may ask, and none may send along who its reader is.
CORS: Final = {"Access-Control-Allow-Origin": "*", "Vary": "Accept", "X-Content-Type-Options": "nosniff"}
_PREFLIGHT: Final = CORS | {
    "Access-Control-Allow-Methods": "GET, HEAD, POST, OPTIONS",
    "Access-Control-Allow-Headers": "Accept, Content-Type",
    "Access-Control-Max-Age": "86400",
}
_ALLOW: Final = {"Allow": "GET, HEAD, POST, OPTIONS"}
_HOST = re.compile(r"[A-Za-z0-9.-]+(:[0-9]+)?|\[[0-9A-Fa-f:.]+\](:[0-9]+)?")
#: Seconds for counting the whole graph.
_COUNTING: Final = 300.0


class Endpoint:
    """The addresses /sparql and /.well-known/void."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._counts: Counts | None = None

    async def sparql(self, request: Request) -> Response:
        """Answer a query, or describe the service where none is given."""
        if request.method == "OPTIONS":
            return Response(status_code=204, headers=_PREFLIGHT)
        if request.method not in {"GET", "HEAD", "POST"}:
            return failure(f"{request.method}: send GET or POST", 405, _ALLOW)
        asked = await self._asked(request)
        return await (self._answer(request, asked) if asked else self._described(request))

    async def void(self, request: Request) -> Response:
        """Describe the graph with its counts."""
        media = negotiated(accepted(request), GRAPHS)
        if not media:
            return unacceptable(GRAPHS)
        return Response(graph_text(void(base_of(request), await self.counts()), media), media_type=media, headers=CORS)

    async def counts(self) -> Counts:
        """Count the graph once; it does not change while it is served."""
        if self._counts is None:
            self._counts = await counted(self._graph, _COUNTING)
        return self._counts

    async def _asked(self, request: Request) -> Asked | None:
        parameters = request.url.query
        if request.method != "POST":
            return asked_by_get(parameters)
        if request.headers.get("content-encoding", "identity") != "identity":
            raise Refusal("send the query as it is, without Content-Encoding", 415)
        # A form writes a byte of Chinese as three.
        body = await body_of(request, 4 * self._graph.pool.limits.length)
        return asked_by_post(parameters, request.headers.get("content-type", ""), body)

    async def _answer(self, request: Request, asked: Asked) -> Response:
        limits = self._graph.pool.limits
        form = checked(asked.query, limits)
        offered = TABLES if form in {"SELECT", "ASK"} else GRAPHS
        media = negotiated(accepted(request), offered)
        if not media:
            return unacceptable(offered)
        query = Query(
            query=asked.query,
            media=media,
            rows=limits.rows,
            size=limits.size,
            default=asked.default,
            named=asked.named,
        )
        return Response(await self._graph.pool.answer(query), media_type=media, headers=CORS)

    async def _described(self, request: Request) -> Response:
        media = negotiated(accepted(request), GRAPHS | PAGES)
        if media == HTML:
            return RedirectResponse("/editor", 303, CORS)
        if not media:
            return unacceptable(PAGES)
        triples = service(base_of(request), await self.counts())
        return Response(graph_text(triples, media), media_type=media, headers=CORS)


async def body_of(request: Request, most: int) -> bytes:
    """Read a body, but not more than so many bytes."""
    parts = bytearray()
    async for part in request.stream():
        parts += part
        if len(parts) > most:
            raise Refusal(f"the request is longer than {most} bytes", 413)
    return bytes(parts)


def accepted(request: Request) -> str:
    """Join the Accept headers."""
    return ",".join(request.headers.getlist("accept"))


def base_of(request: Request) -> str:
    """Give the address that the client knows this server by."""
    host = request.headers.get("host", "")
    if not _HOST.fullmatch(host):
        raise Refusal("the header Host is missing or strange")
    return f"{request.url.scheme}://{host}/"


def unacceptable(offered: dict[str, str]) -> Response:
    """Say what could be had instead."""
    return failure(f"nothing of that kind here; accept one of {', '.join(dict.fromkeys(offered.values()))}", 406)


def failure(line: str, status: int, headers: dict[str, str] | None = None) -> Response:
    """Say in one line what is wrong."""
    again = {"Retry-After": "10"} if status == 503 and "later" in line else {}
    said = " ".join(line.split())[:1000] + "\n"
    return PlainTextResponse(said, status, CORS | again | (headers or {}))
