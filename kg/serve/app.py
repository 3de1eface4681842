"""The application: which address leads where."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from kg.serve.endpoint import Endpoint, failure
from kg.serve.pages import FILES
from kg.serve.refusal import Refusal

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from kg.serve.site import Site

_ANY = ["GET", "HEAD", "POST", "OPTIONS", "PUT", "DELETE", "PATCH"]


def application(site: Site) -> Starlette:
    """Make the application that answers from these workers."""
    endpoint = Endpoint(site.graph)
    return Starlette(
        routes=[
            Route("/sparql", endpoint.sparql, methods=_ANY),
            Route("/sparql/", endpoint.sparql, methods=_ANY),
            Route("/.well-known/void", endpoint.void),
            Route("/", site.home),
            Route("/queries", site.questions),
            Route("/queries/{name}", site.question),
            Route("/editor", site.editor),
            Route("/id/{path:path}", site.thing),
            Mount("/static", StaticFiles(directory=FILES / "static")),
        ],
        exception_handlers={
            Refusal: _refused,
            HTTPException: _http,
            Exception: _mistake,
        },
    )


async def _refused(_: Request, error: Exception) -> Response:
    return failure(str(error), getattr(error, "status", 400))


async def _http(_: Request, error: Exception) -> Response:
    status = getattr(error, "status_code", 500)
    return failure(getattr(error, "detail", "") or "error", status, dict(getattr(error, "headers", None) or {}))


async def _mistake(_: Request, error: Exception) -> Response:
    return failure(f"a mistake of the server: {type(error).__name__}", 500)
