"""The media types that answers come in, which of them a client wants, and how many rows a written answer has."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

JSON: Final = "application/sparql-results+json"
XML: Final = "application/sparql-results+xml"
CSV: Final = "text/csv"
TSV: Final = "text/tab-separated-values"
TURTLE: Final = "text/turtle"
NTRIPLES: Final = "application/n-triples"
RDFXML: Final = "application/rdf+xml"
JSONLD: Final = "application/ld+json"
HTML: Final = "text/html"

#: The formats of tables and truth values, the first when the client does not mind; and other names they are asked by.
TABLES: Final = {JSON: JSON, XML: XML, CSV: CSV, TSV: TSV, "application/json": JSON, "application/xml": XML}
#: The formats of graphs.
GRAPHS: Final = {
    TURTLE: TURTLE,
    NTRIPLES: NTRIPLES,
    RDFXML: RDFXML,
    JSONLD: JSONLD,
    "application/json": JSONLD,
    "application/xml": RDFXML,
    "text/plain": NTRIPLES,
}
#: What a thing has at its own address.
PAGES: Final = {HTML: HTML, "application/xhtml+xml": HTML} | GRAPHS
#: The endings that ask for a format in an address.
SUFFIXES: Final = {".html": HTML, ".ttl": TURTLE, ".nt": NTRIPLES, ".rdf": RDFXML, ".jsonld": JSONLD}

_STRING = re.compile(rb'"(?:[^"\\]|\\.)*"', re.DOTALL)
_QUOTED = re.compile(rb'"[^"]*"')


@dataclass(frozen=True, slots=True)
class _Range:
    """One part of an Accept header: `text/*;q=0.5`."""

    type: str
    subtype: str
    quality: float

    def fit(self, media: str) -> int:
        """Tell how closely it names a media type: 0 not at all, 3 by its name."""
        type_, _, subtype = media.partition("/")
        if self.subtype == "*":
            return {"*": 1, type_: 2}.get(self.type, 0)
        return 3 if (self.type, self.subtype) == (type_, subtype) else 0


def negotiated(accept: str, offered: Mapping[str, str]) -> str | None:
    """Give the best of the media types offered for an Accept header; None where none is accepted."""
    ranges = [found for part in accept.split(",") if (found := _range(part))]
    if not ranges:
        return next(iter(offered.values())) if not accept.strip() else None
    best = max(offered, key=lambda media: _quality(media, ranges))
    return offered[best] if _quality(best, ranges)[0] > 0 else None


def _quality(media: str, ranges: list[_Range]) -> tuple[float, int]:
    """Give the quality by the closest range, and how close it is, so that a name wins over a wildcard."""
    closest = max(ranges, key=lambda one: one.fit(media))
    fit = closest.fit(media)
    return (closest.quality, fit) if fit else (0.0, 0)


def _range(part: str) -> _Range | None:
    media, *parameters = (piece.strip().lower() for piece in part.split(";"))
    type_, slash, subtype = media.partition("/")
    if not (type_ and slash and subtype):
        return None
    quality = next((one[2:] for one in parameters if one.startswith("q=")), "1")
    try:
        return _Range(type_, subtype, max(0.0, min(1.0, float(quality))))
    except ValueError:
        return None


def over(body: bytes, media: str, rows: int) -> bool:
    """Tell whether a written table has more rows than allowed."""
    if media == XML:
        return body.count(b"<result>") > rows
    if media == TSV:
        return body.count(b"\n") > rows + 1
    if media == CSV:
        return body.count(b"\n") > rows + 1 and _QUOTED.sub(b"", body).count(b"\n") > rows + 1
    # In JSON only rows follow each other as `},{`, strings apart; `[{` stands before the first.
    return body.count(b",{") >= rows and _STRING.sub(b"", body).count(b",{") >= max(rows, 1)
