"""Kind and key -> IRI: ASCII, opaque, the same for the same content in every build."""

from __future__ import annotations

import re
import unicodedata
from hashlib import sha256
from typing import TYPE_CHECKING
from urllib.parse import quote

from kg.model import Indicator, Initiative, Institution, Level, Place
from kg.vocab import DATA

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from kg.model import Entity, Passage, Source

    #: Finds a place by its key, for the areas above the one at hand.
    PlaceOf = Callable[[str], Place | None]

_COUNTY_OR_ABOVE = (Level.COUNTY, Level.PREFECTURE, Level.PROVINCE)
_WEB_ADDRESS = re.compile(r"https?://[^\s/?#]+[^\s]*", re.IGNORECASE)
_STRAY_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")


def folded(name: str) -> str:
    """Give the form of a name that decides who is who, and that is shown: NFKC, without white space at the ends."""
    return unicodedata.normalize("NFKC", name).strip()


def content_hash(parts: Iterable[str], digits: int) -> str:
    """Give the first hexadecimal digits of the SHA-256 of the parts."""
    return sha256("\x1f".join(parts).encode()).hexdigest()[:digits]


def article_iri(source: Source) -> str:
    """Name an article by its text as given, so that it keeps its name when the cleaner changes."""
    digest = sha256(unicodedata.normalize("NFC", source.text).encode("utf-8", "surrogatepass")).hexdigest()
    return f"<{DATA}article/{digest[:16]}>"


def passage_iri(article: str, passage: Passage) -> str:
    """Name a passage by its article and its positions, after RFC 5147."""
    return f"{article[:-1]}#char={passage.start},{passage.end}>"


def place_iri(place: Place) -> str:
    """Name a place by its division code."""
    return f"<{DATA}place/{place.key}>"


def areas_above(place: Place | None, place_of: PlaceOf) -> tuple[Place, ...]:
    """Give the place and every area around it, nearest first; ends where one is unknown or comes again."""
    chain: list[Place] = []
    while place is not None and place not in chain:
        chain.append(place)
        place = place_of(place.parent) if place.parent else None
    return tuple(chain)


def key_area(institution: Institution, place_of: PlaceOf) -> str:
    """Give the key of the area that tells an institution from its namesakes; empty where no area is known.

    It is the smallest area of county level or above whose full name begins the name, else the county,
    else the prefecture, else the province that the institution lies in.
    """
    areas = [p for p in areas_above(institution.area, place_of) if p.level in _COUNTY_OR_ABOVE]
    named = [p for p in areas if folded(institution.name).startswith(folded(p.name))]
    return next((p.key for p in (*named, *areas)), "")


def institution_iri(institution: Institution, place_of: PlaceOf) -> str:
    """Name an institution by its key area and its full name."""
    parts = ("institution", key_area(institution, place_of), folded(institution.name))
    return f"<{DATA}institution/{content_hash(parts, 12)}>"


def concept_iri(concept: Initiative | Indicator) -> str:
    """Name an initiative or indicator by its name alone: one for all cities."""
    kind = type(concept).__name__.lower()
    return f"<{DATA}{kind}/{content_hash((kind, folded(concept.name)), 12)}>"


def entity_iri(entity: Entity, place_of: PlaceOf) -> str:
    """Name any entity."""
    if isinstance(entity, Place):
        return place_iri(entity)
    if isinstance(entity, Institution):
        return institution_iri(entity, place_of)
    return concept_iri(entity)


def statement_iri(kind: str, parts: Iterable[str]) -> str:
    """Name a statement by what it says; IRIs in `parts` come in angle brackets."""
    return f"<{DATA}{kind}/{content_hash((kind, *(p.strip('<>') for p in parts)), 16)}>"


def web_iri(url: str) -> str | None:
    """Write a web address as an ASCII IRI that every parser takes; None if it is no web address."""
    address = url.strip()
    if not _WEB_ADDRESS.fullmatch(address):
        return None
    page, _, fragment = _STRAY_PERCENT.sub("%25", address).partition("#")
    safe = "!$%&'()*+,/:;=?@~"
    tail = "#" + quote(fragment, safe=safe) if fragment else ""
    return f"<{quote(page, safe=safe)}{tail}>"
