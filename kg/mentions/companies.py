"""Companies whose names have no legal tail: the well-known, those that end in a trade, the items before 等企业."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

from kg.mentions.matching import Matcher, matcher
from kg.mentions.naming import bounds_company
from kg.text.segment import tag, words
from kg.words import alternatives, column

if TYPE_CHECKING:
    from collections.abc import Iterator


def company_names(text: str) -> Iterator[tuple[int, int]]:
    """Yield where companies without a legal tail stand in a sentence, in order; a list may hold known ones too."""
    spots = {(start, end) for _, start, end in _known()(text) if not _NAMED_FOR_IT.match(text, end)}
    if "等" in text:
        spots |= set(_listed(text))
    spots |= {(start, end) for start, end in _by_trade(text) if not any(a < end and start < b for a, b in spots)}
    yield from sorted(spots)


#: 西南地区首个“盒马|县”: a place that is called after a company.
_NAMED_FOR_IT = re.compile(r"[县村镇](?=[”’])")


def is_well_known(name: str) -> bool:
    """Whether the list of well-known companies has the name."""
    return name in column("companies", "name")


@cache
def _known() -> Matcher:
    return matcher(column("companies", "name"))


def _acts(word: str) -> bool:
    """Whether a word is a verb."""
    return tag(word).startswith("v")


# ---------------------------------------------------------------- by the trade they end in


@cache
def _tails() -> Matcher:
    return matcher(column("company_tails", "tail"))


@cache
def _behind() -> re.Pattern[str]:
    """Match what may follow a company's name where it ends: a sign, 二期, 获评, 投产."""
    return re.compile(rf"[，,、。；;）)\s]|\Z|(?:{alternatives(column('company_followers', 'word'))})")


def _by_trade(text: str) -> Iterator[tuple[int, int]]:
    """Yield names such as 翔胜|科技 and 雄富|纸业: signs that make no word, and the word of a trade."""
    for tail, start, end in _tails()(text):
        if not _behind().match(text, end):
            continue
        said = words(_UNBROKEN.search(text, max(0, start - _LONGEST_HEAD), end)[0])  # type: ignore[index]
        head = _head(said[:-1]) if said[-1] == tail else ""
        if 2 <= len(head) <= _LONGEST_NAME:
            yield start - len(head), end


_UNBROKEN = re.compile(r"[一-鿿]+\Z")
_LONGEST_HEAD: Final = 8
_LONGEST_NAME: Final = 4


def _head(before: tuple[str, ...]) -> str:
    """Return the signs at the end of some words that name a company: single ones that are no verbs, or a name."""
    head: list[str] = []
    for word in reversed(before):
        strange = len(word) == 1 and not tag(word).startswith(_NO_PART)
        if not (strange or tag(word).startswith(("nr", "nz"))):
            break
        head.insert(0, word)
    named = len(head) > 1 or (head and len(head[0]) > 1)
    bounded = len(head) == len(before) or bounds_company(before[-len(head) - 1]) or _acts(before[-len(head) - 1])
    name = "".join(head)
    return name if named and bounded and not name.endswith(column("no_company_names", "ending")) else ""


_NO_PART: Final = ("v", "a", "d", "m", "p", "c", "u", "r", "f", "y", "q", "x")


# ---------------------------------------------------------------- lists


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
        if bounds_company(word) or _acts(word):
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
