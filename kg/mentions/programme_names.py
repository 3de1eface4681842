"""What bounds the name of an initiative: verbs of carrying out, refused forms, words that say nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from kg.text.segment import tag, words
from kg.words import alternatives, column, rows

if TYPE_CHECKING:
    from kg.model import Initiative


@dataclass(frozen=True, slots=True, kw_only=True)
class InitiativeMention:
    """An initiative at text[start:end] of a sentence."""

    start: int
    end: int
    initiative: Initiative
    surface: str
    rule: str


MARKS = "“”‘’\"'「」"
_CLAUSE_EDGE = "，,。；;：:！？!?、\n"


def unmarked(text: str) -> str:
    """Return a text without its quotation marks."""
    return "".join(sign for sign in text if sign not in MARKS)


@cache
def governed() -> re.Pattern[str]:
    """Match a verb that carries something out."""
    return re.compile(rf"(?:{alternatives(column('carrying', 'word', side='before'))})")


@cache
def _followed() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternatives(column('carrying', 'word', side='after'))})")


@cache
def _refusals() -> frozenset[str]:
    return frozenset(unmarked(row["form"]) for row in rows("initiative_refusals"))


CLAUSE_END = re.compile(r"[，,。；;：:！？!?\n]")
#: How far before a name a verb may stand that governs it.
_GOVERNED_WITHIN = 24


def is_carried_out(text: str, start: int, end: int) -> bool:
    """Whether a verb of carrying out governs the stretch, or a word such as 建设 or 工作 follows it."""
    clause = CLAUSE_END.split(text[max(0, start - _GOVERNED_WITHIN) : start])[-1]
    return bool(governed().search(clause)) or bool(_followed().match(text[end : end + 8].lstrip("”’）)")))


def behind_signs(stretch: str) -> str:
    """Return what stands behind the last sign of a stretch."""
    return stretch[max((stretch.rfind(sign) + 1 for sign in _CLAUSE_EDGE + "“”‘’《》（("), default=0) :]


def is_refused(name: str) -> bool:
    """Whether a name is of the list of what is no initiative, a spirit, a planning period or a question."""
    plain = unmarked(name)
    return plain in _refusals() or bool(_NO_NAME.search(plain)) or len(plain) < 2


_NO_NAME = re.compile(
    r"精神\Z|为[王要先]\Z|至上\Z|\A十[一二三四五]五|[？?！!。]|\A\d+余?(?:项目?|个|家|所|处|座)(?:[一-鿿]{0,8})\Z|\A[一二三四五六七八九十两\d]+(?:大|项|个)(?:专项|重点|攻坚|提升)?(?:行动|工程|计划|改革|举措|任务|项目)\Z"
)


def name_before(text: str, low: int, end: int, tail: int | None = None) -> str:
    """Return the longest run of name words that ends here: verbs, particles and counts bound it on the left.

    What stands from tail on (三年行动) belongs to the name whatever its words are.
    """
    stretch = text[low : end if tail is None else tail]
    name = "" if tail is None else text[tail:end]
    for word in reversed(words(behind_signs(stretch))):
        if _bounds_name(word, name):
            break
        name = word + name
    while lead := governed().match(name):
        if len(name) - lead.end() < 4:
            break
        name = name[lead.end() :]
    name = _COUNT.sub("", name)
    return re.sub(
        r"\A新一轮|\A(?:全|我|本)(?:市|县|区|省|州)|\A(?:市|县|区|省)(?=[一-鿿]{4})(?![级域属直政场民容郊])", "", name
    )


#: 推深做实|10项|暖民心行动: how many there are is no part of a name.
_COUNT = re.compile(r"\A[一-鿿]?\d+[余多]?[项个件批](?=[一-鿿]{4})")


def _bounds_name(word: str, name: str) -> bool:
    if not name:
        return False
    if not re.fullmatch(r"[一-鿿A-Za-z0-9]+", word) or word in bounding_words():
        return True
    kind = tag(word)
    return kind.startswith(("p", "c", "u", "d", "r", "y", "m", "q")) or (kind == "v" and word not in _inner())


@cache
def bounding_words() -> frozenset[str]:
    """Return the words that no name holds."""
    return frozenset((*column("name_stops", "word"), *column("carrying", "word", side="before")))


@cache
def _inner() -> frozenset[str]:
    return frozenset((*column("name_words", "word"), *column("initiative_words", "word")))


@cache
def generic_words() -> frozenset[str]:
    """Return the words that say nothing of their own in a name."""
    return frozenset(column("generic_words", "word"))


def is_generic(name: str) -> bool:
    """Whether a name says nothing but 重点, 民生, 各项 and the like."""
    if len(name) > 1 and not name.startswith(_generic()) and not name.startswith(_generic(), 1):
        return False
    return len("".join(word for word in words(name) if word not in generic_words())) < 2


@cache
def _generic() -> tuple[str, ...]:
    return column("generic_words", "word")
