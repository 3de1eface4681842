"""What a request to the endpoint asks for, after SPARQL 1.1 Protocol; all here is free of any web framework."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from urllib.parse import parse_qsl

from kg.serve.refusal import Refusal

if TYPE_CHECKING:
    from collections.abc import Iterable

FORM: Final = "application/x-www-form-urlencoded"
QUERY: Final = "application/sparql-query"
UPDATE: Final = "application/sparql-update"
READ_ONLY: Final = "this endpoint is read-only and takes no updates"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A query and the graphs that the client names."""

    query: str
    default: tuple[str, ...] | None = None
    named: tuple[str, ...] | None = None


def asked_by_get(parameters: str) -> Asked | None:
    """Read the query string of a GET; None where it asks nothing, and so for the service description."""
    pairs = _pairs(parameters.encode("utf-8", "replace"))
    return _asked(pairs) if pairs else None


def asked_by_post(parameters: str, content_type: str, body: bytes) -> Asked:
    """Read a POST of either form."""
    media, *options = (part.strip().lower() for part in content_type.split(";"))
    _check_media(media, options)
    pairs = _pairs(parameters.encode("utf-8", "replace"))
    if media == QUERY:
        if any(name == "query" for name, _ in pairs):
            raise Refusal("the query stands in the body; the address may only name graphs")
        return _asked([*pairs, ("query", _text(body))])
    return _asked([*pairs, *_pairs(body)])


def _check_media(media: str, options: Iterable[str]) -> None:
    if media not in {FORM, QUERY, UPDATE}:
        raise Refusal(f"{media or 'no Content-Type'}: send {FORM} or {QUERY}", 415)
    if any(one.startswith("charset=") and one[8:].strip('"') not in {"utf-8", "utf8"} for one in options):
        raise Refusal("send UTF-8", 415)
    if media == UPDATE:
        raise Refusal(READ_ONLY, 403)


def _asked(pairs: list[tuple[str, str]]) -> Asked:
    queries = [value for name, value in pairs if name == "query"]
    if any(name == "update" for name, _ in pairs):
        raise Refusal(READ_ONLY, 403)
    if len(queries) != 1:
        raise Refusal("more than one query" if queries else "no query: give it as the parameter query")
    return Asked(query=queries[0], default=_graphs(pairs, "default-graph-uri"), named=_graphs(pairs, "named-graph-uri"))


def _graphs(pairs: list[tuple[str, str]], wanted: str) -> tuple[str, ...] | None:
    graphs = tuple(value for name, value in pairs if name == wanted and value)
    if strange := next((iri for iri in graphs if ":" not in iri or set(iri) & set(' <>"{}|\\^`\n')), None):
        raise Refusal(f"{wanted}={strange}: an absolute IRI is needed")
    return graphs or None


def _pairs(text: bytes) -> list[tuple[str, str]]:
    try:
        return parse_qsl(_text(text), keep_blank_values=True, encoding="utf-8", errors="strict", max_num_fields=200)
    except UnicodeDecodeError:
        raise Refusal("send UTF-8") from None
    except ValueError:
        raise Refusal("too many parameters") from None


def _text(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        raise Refusal("send UTF-8") from None
