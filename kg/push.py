"""A graph into another triple store: Graph Store Protocol, or SPARQL Update in pieces."""

from __future__ import annotations

from dataclasses import dataclass
from http.client import HTTPException
from typing import TYPE_CHECKING, Final
from urllib.error import HTTPError
from urllib.parse import urlencode, urlsplit
from urllib.request import (
    HTTPBasicAuthHandler,
    HTTPDigestAuthHandler,
    HTTPPasswordMgrWithDefaultRealm,
    OpenerDirector,
    Request,
    build_opener,
)

from kg.errors import WrongCall

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from kg.terms import Triple


#: Virtuoso fails at 5,000 triples in one INSERT DATA and works at 1,000.
CHUNK: Final = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """Where a graph goes and how it gets in."""

    #: The address of the Graph Store Protocol or of SPARQL Update.
    url: str
    #: The named graph to write; None for the default graph.
    graph: str | None = None
    user: str | None = None
    password: str = ""
    #: Seconds for each request.
    timeout: float = 300.0

    def opener(self) -> OpenerDirector:
        """Answer a server's demand for Basic or Digest authentication."""
        if not self.user:
            return build_opener()
        passwords = HTTPPasswordMgrWithDefaultRealm()
        passwords.add_password(None, self.url, self.user, self.password)
        return build_opener(HTTPDigestAuthHandler(passwords), HTTPBasicAuthHandler(passwords))


def put_graph(target: Target, turtle: str, *, replace: bool) -> None:
    """Send a Turtle text by the Graph Store Protocol: in place of the graph there (PUT), or to it (POST)."""
    query = urlencode({"graph": target.graph}) if target.graph else "default"
    url = f"{target.url}{'&' if urlsplit(target.url).query else '?'}{query}"
    headers = {"Content-Type": "text/turtle; charset=utf-8"}
    _send(target, Request(url, turtle.encode(), headers, method="PUT" if replace else "POST"))  # noqa: S310


def update_graph(
    target: Target,
    triples: Sequence[Triple],
    *,
    replace: bool,
    tell: Callable[[int], None] = lambda _: None,
) -> None:
    """Send triples by SPARQL Update, at most CHUNK in a request; `tell` hears how many are in."""
    if replace:
        _update(target, f"CLEAR SILENT {f'GRAPH <{target.graph}>' if target.graph else 'DEFAULT'}")
    done = 0
    for chunk in _chunks(triples):
        lines = "".join(f"{' '.join(triple)} .\n" for triple in chunk)
        data = f"GRAPH <{target.graph}> {{\n{lines}}}" if target.graph else lines
        _update(target, f"INSERT DATA {{\n{data}}}")
        done += len(chunk)
        tell(done)


def _chunks(triples: Sequence[Triple]) -> Iterator[Sequence[Triple]]:
    return (triples[start : start + CHUNK] for start in range(0, len(triples), CHUNK))


def _update(target: Target, update: str) -> None:
    headers = {"Content-Type": "application/sparql-update; charset=utf-8"}
    _send(target, Request(target.url, update.encode(), headers, method="POST"))  # noqa: S310


def _send(target: Target, request: Request) -> None:
    """Send one request; WrongCall with what the server says where it refuses."""
    try:
        with target.opener().open(request, timeout=target.timeout) as response:
            response.read()
    except HTTPError as error:
        said = " ".join(error.read(2000).decode(errors="replace").split())[:200]
        raise WrongCall(f"{request.full_url}: the server answered {error.code} {error.reason}: {said}") from error
    except (OSError, HTTPException) as error:
        raise WrongCall(f"{request.full_url}: {getattr(error, 'reason', None) or error}") from error
