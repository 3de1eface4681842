"""Companies whose names have no tail: the well-known ones, and the items of a list that ends in 等企业."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

from kg.mentions.matching import Matcher, matcher
from kg.mentions.naming import bounds_company
from kg.text.segment import tag, words
from kg.words import column

if TYPE_CHECKING:
    from collections.abc import Iterator


def company_names(text: str) -> Iterator[tuple[int, int]]:
    """Yield where companies without a tail stand in a sentence, in order; those of a list may be known ones too."""
    spots = {(start, end) for _, start, end in _known()(text)}
    if "等" in text:
        spots |= set(_listed(text))
    yield from sorted(spots)


def is_well_known(name: str) -> bool:
    """Whether the list of well-known companies has the name."""
    return name in _names()


@cache
def _names() -> frozenset[str]:
    return frozenset(column("companies", "name"))


@cache
def _known() -> Matcher:
    return matcher(column("companies", "name"))


#: 支持南国铜业、新翔铝业等企业: what a list before these words names is companies.
_LIST = re.compile(
    r"(?P<items>[^，,。；;：:（）()“”\s]{2,60})等"
    r"(?:(?:\d+|[一二三四五六七八九十两百]+|多|若干|众多|一批)余?[家户])?[^，,。；;、\s]{0,8}?(?:企业|公司|厂商|车企|药企)"
)
_AND: Final = re.compile(r"、|和|与|及")


def _listed(text: str) -> Iterator[tuple[int, int]]:
    for match in _LIST.finditer(text):
        start = match.start("items")
        items = _AND.split(match["items"])
        if len(items) == 1:
            continue
        for item in items:
            at = text.index(item, start)
            start = at + len(item)
            name = _without_verbs(item) if item is items[0] else item
            if _is_a_name(name):
                yield start - len(name), start


def _without_verbs(item: str) -> str:
    """Return the end of the first item behind what acts on the companies: 加快建设|欣奕华."""
    kept = position = 0
    for word in words(item):
        position += len(word)
        if bounds_company(word) or tag(word).startswith("v"):
            kept = position
    return item[kept:]


_HAN: Final = re.compile(r"[一-鿿A-Za-z]{2,8}\Z")
#: Tags of words that name something: persons, places, others; single signs are of no word that jieba knows.
_NAMING: Final = ("nr", "nz", "nt", "ns")


def _is_a_name(item: str) -> bool:
    """Whether an item of such a list is a name and no sort of companies (央企, 装备制造)."""
    if not _HAN.match(item) or item.endswith(column("no_company_names", "ending")):
        return False
    parts = words(item)
    strange = sum(len(word) == 1 for word in parts) > 1
    return strange or any(len(word) > 1 and tag(word).startswith(_NAMING) for word in parts)
