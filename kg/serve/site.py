"""The pages over HTTP: search, saved questions, the editor, and a page for each thing at its own address."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlencode

from starlette.concurrency import run_in_threadpool
from starlette.responses import HTMLResponse, Response

from kg.errors import CityGraphError
from kg.query import SavedQuery, saved_queries
from kg.serve.endpoint import CORS, accepted, failure, unacceptable
from kg.serve.entity import DESCRIPTION, charts, entity_of, properties_of
from kg.serve.formats import HTML, PAGES, SUFFIXES, TURTLE, negotiated
from kg.serve.names import KINDS, Names
from kg.serve.neighbours import NEAR, network_page
from kg.serve.pages import EDITOR_POLICY, LANGUAGES, POLICY, rendered
from kg.serve.refusal import Refusal
from kg.serve.tokens import checked
from kg.vocab import DATA

if TYPE_CHECKING:
    from starlette.requests import Request

    from kg.query import Parameter
    from kg.serve.asking import Graph
    from kg.terms import Rows

#: How many things of a kind the overview shows.
_SHOWN: Final = 24
#: How many choices a form offers.
_CHOICES: Final = 500
_PATH = re.compile(r"[A-Za-z]+/[A-Za-z0-9_-]+")


@dataclass(slots=True)
class Site:
    """The pages of one graph."""

    graph: Graph
    names: Names
    triples: int
    _networks: dict[str, str] = field(default_factory=dict)

    async def home(self, request: Request) -> Response:
        """Show what a search finds, or what there is."""
        wanted, kind = request.query_params.get("q", "").strip()[:200], request.query_params.get("kind", "")
        overview = [(one, self.names.of_kind(one)) for one in ([kind] if kind in KINDS else KINDS)]
        shown = _SHOWN if kind not in KINDS else len(self.names.by_iri)
        found = self.names.found(wanted)
        return self._page(
            request, "home.html", wanted=wanted, found=found, overview=overview, shown=shown, triples=self.triples
        )

    async def questions(self, request: Request) -> Response:
        """List the saved questions."""
        return self._page(request, "queries.html", queries=list(saved_queries().values()))

    async def question(self, request: Request) -> Response:
        """Show a saved question as a form, and its answer when it is asked."""
        try:
            query = saved_queries()[request.path_params["name"]]
        except KeyError:
            raise Refusal("no such question; /queries lists them", 404) from None
        given = request.query_params
        values = {one.name: given.get(one.name, "").strip() or one.default for one in query.parameters}
        bound, rows, error = query, None, ""
        try:
            bound = query.bound(values)
            rows = await self._rows(bound) if "run" in given else None
        except (CityGraphError, Refusal) as refused:
            error = str(refused)
        choices = {one.name: await self._choices(one) for one in query.parameters}
        return self._page(
            request, "query.html", query=query, values=values, choices=choices, text=bound.text, rows=rows, error=error
        )

    async def editor(self, request: Request) -> Response:
        """Show the editor."""
        return self._page(request, "editor.html", EDITOR_POLICY)

    async def thing(self, request: Request) -> Response:
        """Show a thing to people, or give its triples to machines."""
        path, media = _split(request.path_params["path"])
        if path.endswith("/network"):
            return await self._network(path.removesuffix("/network"))
        if not _PATH.fullmatch(path):
            raise Refusal("nothing is called that here", 404)
        media = media or negotiated(accepted(request), PAGES)
        if not media:
            return unacceptable(PAGES)
        iri = DATA + path
        if media != HTML:
            triples = await self.graph.triples(DESCRIPTION.format(iri=iri), media)
            return Response(triples, media_type=media, headers=CORS) if await self._known(iri) else self._unknown()
        return await self._shown(request, iri)

    async def _shown(self, request: Request, iri: str) -> Response:
        thing = self.names.named(iri)
        if thing.kind not in KINDS or iri not in self.names.by_iri:
            properties = await properties_of(self.graph, iri)
            return (
                self._page(request, "thing.html", thing=thing, properties=properties) if properties else self._unknown()
            )
        entity = await entity_of(self.graph, iri)
        language = _language(request)
        title = _Titles(self.names, language)
        entity = replace(
            entity,
            figures=tuple(sorted(entity.figures, key=lambda one: (title[one.indicator], title[one.about]))),
            initiatives=tuple(sorted(entity.initiatives, key=lambda one: [title[each] for each in one.initiatives])),
        )
        return self._page(
            request,
            "entity.html",
            thing=thing,
            entity=entity,
            drawn=charts(entity.figures, title),
            several=any(figure.about != iri for figure in entity.figures),
        )

    async def _network(self, path: str) -> Response:
        iri = DATA + path
        if not _PATH.fullmatch(path) or iri not in self.names.by_iri:
            return self._unknown()
        if iri not in self._networks:
            triples = await self.graph.triples(NEAR.format(iri=iri), TURTLE)
            if len(self._networks) >= 32:
                self._networks.clear()
            self._networks[iri] = await run_in_threadpool(network_page, triples, iri)
        headers = {"X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer"}
        return HTMLResponse(self._networks[iri], headers=headers)  # the page brings its own policy

    async def _known(self, iri: str) -> bool:
        return bool(await properties_of(self.graph, iri))

    async def _rows(self, query: SavedQuery) -> Rows:
        checked(query.text, self.graph.pool.limits)
        return await self.graph.rows(query.text)

    async def _choices(self, parameter: Parameter) -> list[str]:
        rows = await self.graph.rows(parameter.picks) if parameter.picks else ()
        return [row[0].value for row in rows if row[0]][:_CHOICES]

    def _page(self, request: Request, template: str, policy: str = POLICY, **values: Any) -> Response:
        language = _language(request)
        other = {**request.query_params, "lang": LANGUAGES[language == "zh"]}
        text = rendered(template, self.names, language, f"?{urlencode(other)}", **values)
        return HTMLResponse(
            text,
            headers={
                "Content-Security-Policy": policy,
                "X-Content-Type-Options": "nosniff",
                "Referrer-Policy": "no-referrer",
                "Content-Language": language,
                "Vary": "Accept, Accept-Language",
            },
        )

    def _unknown(self) -> Response:
        return failure("the graph has no such thing", 404)


class _Titles(dict[str, str]):
    """Names in one language, by IRI."""

    def __init__(self, names: Names, language: str) -> None:
        super().__init__()
        self._names, self._language = names, language

    def __missing__(self, iri: str) -> str:
        return self._names.named(iri).in_language(self._language)


def _split(path: str) -> tuple[str, str | None]:
    """Take the ending that asks for a format from an address."""
    ending = next((suffix for suffix in SUFFIXES if path.endswith(suffix)), None)
    return (path.removesuffix(ending), SUFFIXES[ending]) if ending else (path, None)


def _language(request: Request) -> str:
    """Take the language that the address names, else that of the browser; Chinese where it does not say."""
    named = request.query_params.get("lang", "")
    if named in LANGUAGES:
        return named
    first = request.headers.get("accept-language", "").strip().lower()
    return "en" if first.startswith("en") else "zh"
