"""The parts of an institution's name: tails that tell the kind, bodies, and words that bound a name."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from kg.mentions.matching import Matcher, matcher
from kg.model import InstitutionKind
from kg.text.segment import tag, words
from kg.words import alternatives, column, rows

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True, kw_only=True)
class Tail:
    """The end of a name: 医院, 卫健委, 政府."""

    word: str
    kind: InstitutionKind
    #: The tail written out; {} stands for the area where the name is not area and tail.
    full: str
    #: What may stand before it: "yes" any body, "named" any but none, "no" only one of an anchor, "area", "party" and
    #: "short" nothing but the area, "attached" the name of the house that it is part of; a short one (三中, 一医院) is
    #: looked for last, for it may end a longer name.
    mode: str

    @property
    def open(self) -> bool:
        """Whether words that no list knows may stand before it."""
        return self.mode in {"yes", "named"}

    @property
    def of_office(self) -> bool:
        """Whether the area stands right before it."""
        return self.mode in {"area", "party", "short"}


BOUNDARY = re.compile(r"[\s，。、；：！？,;:!?“”‘’\"'（）()《》〈〉【】\[\]—…·/+%％]")
_HAN = re.compile(r"[一-鿿]+\Z")
_ORDINAL = r"(?:第[一二三四五六七八九十]+|[一二三四五六七八九]{1,3})"
_STOP_TAGS = ("v", "d", "p", "c", "u", "m", "r", "y", "e", "o", "w")
#: How long the middle of a name may be.
_LONGEST_BODY = 14


@cache
def tails() -> Mapping[str, Tail]:
    """Return the tails by their words."""
    return {
        row["tail"]: Tail(
            word=row["tail"], kind=InstitutionKind(row["kind"]), full=row["full"] or row["tail"], mode=row["open"]
        )
        for row in rows("institution_tails")
    }


@cache
def tail_matcher() -> Matcher:
    """Return the matcher that finds tails."""
    return matcher(word for word, tail in tails().items() if tail.mode != "short")


@cache
def short_tail_matcher() -> Matcher:
    """Return the matcher that finds the tails of short names: 三中, 一医院."""
    return matcher(word for word, tail in tails().items() if tail.mode == "short")


def runs_on(text: str, end: int, tail: Tail) -> bool:
    """Whether the tail is only the beginning of another word: 市委员, 大学生, 政府性, 学院派."""
    return any(text.startswith(word, end) for word in (*continuations().get(tail.word, ()), *_of_the_past()))


@cache
def _of_the_past() -> tuple[str, ...]:
    """Words after which a house is but a site: 老电厂|遗址."""
    return continuations().get("*", ())


@cache
def continuations() -> Mapping[str, tuple[str, ...]]:
    """Return what makes a tail but the beginning of another word: 大学|生, 战略|性."""
    return {row["tail"]: tuple(row["continuations"].split("|")) for row in rows("tail_continuations")}


@cache
def _known_body() -> re.Pattern[str]:
    bodies = alternatives(column("institution_bodies", "body"))
    return re.compile(rf"(?:{_ORDINAL})?(?:{bodies})*(?:{_ORDINAL})?\Z")


def is_known_body(body: str) -> bool:
    """Whether a body needs no more than an area before it: 第一人民, 中医, nothing at all."""
    return bool(_known_body().match(body))


@cache
def _class_body() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternatives(column('institution_classes', 'body'))})")


def is_class(body: str) -> bool:
    """Whether a body begins as a class of institutions does: 二级, 公立, 各级."""
    return bool(_class_body().match(body))


def may_be_body(body: str, tail: Tail) -> bool:
    """Whether the words between a place and a tail may make one name with them."""
    if tail.of_office:
        return body == "" or is_of_offices(body)
    if tail.mode == "named" and is_known_body(body):
        return False
    if BOUNDARY.search(body.strip("（）()")) or len(body) > _LONGEST_BODY:
        return False
    if is_known_body(body):
        return True
    return is_proper(body)


@cache
def _offices() -> re.Pattern[str]:
    return re.compile(rf"(?:(?:{alternatives(column('office_words', 'word'))})[和与、]?)+\Z")


def is_of_offices(body: str) -> bool:
    """Whether a body says what else an office does: 教育和|体育局, 科技和工业|信息化局."""
    return bool(_offices().match(body))


def is_proper(body: str) -> bool:
    """Whether a body is made of name words alone and is no class: 江南第五, 产业技术, 考古; 郭|家|坳 counts nothing."""
    if not _HAN.match(body) or is_class(body):
        return False
    said = words(re.sub(_ORDINAL, "", body))
    return not any(
        is_stop(word) and not _is_done_there(word) and not (word == "家" and len(before) == 1)
        for before, word in zip(("", *said), said, strict=False)
    )


def _is_done_there(word: str) -> bool:
    """Whether a word is the noun of an action, as the names of houses after an area hold them: 考古, 仲裁, 体育."""
    return tag(word) == "vn" and word not in _stop_words()


def is_stop(word: str) -> bool:
    """Whether a word bounds a name: a verb, particle, number, or one of the list."""
    return word in _stop_words() or (tag(word).startswith(_STOP_TAGS) and word not in _allowed())


def bounds_company(word: str) -> bool:
    """Whether a word cannot stand in a company's name: a particle, or a verb that acts on companies."""
    return word in _stop_words() or word in _acting() or tag(word).startswith(("p", "c", "u", "r", "d", "y"))


@cache
def _acting() -> frozenset[str]:
    return frozenset((*column("carrying", "word", side="before"), *column("wording", "word", role="lead"))) - _allowed()


@cache
def _stop_words() -> frozenset[str]:
    return frozenset(column("name_stops", "word"))


@cache
def _allowed() -> frozenset[str]:
    """Verbs and the like that stand in names all the same: 服务, 管理, 实验, 诊断."""
    return frozenset(column("name_words", "word"))


def is_name_like(name: str) -> bool:
    """Whether words in brackets after an institution may be its other name."""
    return name.endswith(column("name_ends", "word")) and not is_class(name)


def is_counted(text: str, start: int) -> bool:
    """Whether a count stands before: 4家|县医院 are a class, not one."""
    before = text[max(0, start - 6) : start]
    return bool(re.search(r"[\d一二三四五六七八九十两百千万余多几各]+(?:家|个|所|名|间)\Z", before))
