"""The wording of an indicator: what remains of a clause when area, time, verbs and numbers are taken away."""

from __future__ import annotations

import re
from functools import cache
from itertools import takewhile
from typing import TYPE_CHECKING

from kg.text.segment import divides_at, tag, words
from kg.words import alternatives, column

if TYPE_CHECKING:
    from collections.abc import Sequence

_EDGES = "、，,;；:：。 \u3000\n的"
_OPENERS = {"“": "”", "‘": "’", "(": ")", "（": "）", "《": "》"}


@cache
def _trail() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternatives(column('wording', 'word', role='trail'))})\Z")


@cache
def _lead() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternatives(column('wording', 'word', role='lead'))})")


@cache
def _with_role(role: str) -> frozenset[str]:
    return frozenset(column("wording", "word", role=role))


#: 甲、乙、丙|三县|远程诊断量: the count of the owners is no part of what is measured.
_GROUP = re.compile(r"\A[两三四五六七八九十]+(?:县|区|市|地|院|校)(?=[一-鿿]{2})")


#: 12个重点镇|（街道）|改造水窖3500户: a bracket that belongs to the words before the stretch.
_BRACKET_LEFT = re.compile(r"\A[（(][^（）()]{1,6}[）)](?=[一-鿿]{2})")


def before_number(stretch: str) -> str:
    """Return the indicator in the stretch before a number: 全市医疗卫生机构达 gives 医疗卫生机构."""
    text = _GROUP.sub("", _without_trail(_BRACKET_LEFT.sub("", stretch.strip(_EDGES))))
    text = _without_lead(text)
    return _balanced(text.strip(_EDGES))


def _without_trail(text: str) -> str:
    while (match := _trail().search(text)) and _ends_a_word(text, match.start()):
        shorter = text[: match.start()].rstrip(_EDGES)
        if len(shorter) < 2:
            break
        text = shorter
    return text


def _without_lead(text: str) -> str:
    while (match := _lead().match(text)) and not text.startswith((*flows(), *_whole())):
        shorter = text[match.end() :].lstrip(_EDGES + "了着过")
        if len(shorter) < 2 or (match[0] in _with_role("keep") and len(shorter) < 6 and not _lead().match(shorter)):
            break
        if not _starts_a_word(text, match.end()):
            break
        text = shorter
    return text


def _whole() -> tuple[str, ...]:
    """Return words that begin as a preposition or verb does, and are cut by none: 在岗, 在校."""
    return column("wording", "word", role="whole")


def flows() -> tuple[str, ...]:
    """Verbs that make a flow of a stock, the longest first: 新增, 改造; they are part of the indicator."""
    return column("wording", "word", role="flow")


def _ends_a_word(text: str, at: int) -> bool:
    """Whether jieba divides the text there, so that 才 is not cut from 人才."""
    return divides_at(text, max(0, at - 6), len(text), at)


def _starts_a_word(text: str, at: int) -> bool:
    """Whether jieba divides the text there, so that 服务 is not cut from 服务业."""
    return divides_at(text, 0, at + 6, at)


_SHORT_BRACKET = re.compile(r"[（(][一-鿿、]{1,4}[）)]")


@cache
def _moves() -> frozenset[str]:
    """Words that move or link a figure and name nothing: 达, 增至, 其中."""
    roles = ("trail", "up", "down")
    return frozenset(
        ("", "其中", "其中有", "分别", "本地", *(w for role in roles for w in column("wording", "word", role=role)))
    )


def only_moves(wording: str) -> bool:
    """Whether a wording names nothing that could be measured."""
    if wording in _moves() or wording.removeprefix("分别") in _moves():
        return True
    if wording[0] not in _first_signs() or len(wording) > _LONGEST_MOVE:
        return False
    return all(word in _moves() or word in _with_role("idle") for word in words(wording))


#: No run of such words is longer.
_LONGEST_MOVE = 10


@cache
def _first_signs() -> frozenset[str]:
    return frozenset(word[0] for word in (*_moves(), *_with_role("idle")) if word)


def only_acts(wording: str) -> bool:
    """Whether a wording is verbs alone (实施, 推动), so that what is measured stands behind the number if anywhere."""
    if not wording.startswith(_acts()):
        return False
    return all(word in _with_role("act") for word in words(wording))


@cache
def _acts() -> tuple[str, ...]:
    return column("wording", "word", role="act")


@cache
def _change() -> re.Pattern[str]:
    moves = alternatives((*column("wording", "word", role="up"), *column("wording", "word", role="down")))
    return re.compile(
        rf"(?P<comparison>(?:同比|环比|(?:(?<!占)比(?![例重值率价])|较)[^，,；;。]{{0,14}}?)?)(?:年均|年平均|分别|各|均|又|再|平均|大幅|明显|持续)*"
        rf"(?P<verb>(?:{moves}))(?:了|为|约|达|幅度?(?:达|为)?)?(?:(?:争取|力争)达?到?|保持在|稳定在|控制在)?(?:分别|均)?\Z"
    )


def change_before(left: str) -> re.Match[str] | None:
    """Find the comparison and the verb of a change at the end of a stretch: 同比增长, 比2019年提高, 平均下降."""
    return _change().search(left)


def change_in(left: str) -> str:
    """Return the words of that change, empty where there is none."""
    match = change_before(left)
    return re.sub(r"分别|均|了|约|为", "", match["comparison"] + match["verb"]) if match else ""


def after_number(stretch: str, *, brief: bool = False) -> str:
    """Return the noun that a number counts: 集团内医疗机构纳入统一体系 gives 集团内医疗机构.

    A brief noun ends with the first body, person or thing, for another figure follows in the same breath.
    """
    taken = ""
    pending = ""
    brackets = {match.start(): match[0] for match in _SHORT_BRACKET.finditer(stretch)}
    position = 0
    skip_to = 0
    said = words(stretch)
    for number, word in enumerate(said):
        following = said[number + 1] if number + 1 < len(said) else ""
        at, position = position, position + len(word)
        if at < skip_to:
            continue
        if at in brackets and taken:
            pending += brackets[at]
            skip_to = at + len(brackets[at])
            continue
        if word in "，,。；;：:！？、 \n（(" or (brief and taken and _measures_next().match(stretch, at)):
            break
        names_works = taken and _acts_on_works(said[number:])
        if _is_end(word) and not names_works and not _qualifies(word, taken + pending, following):
            break
        pending += word
        if word != "的":
            taken += pending
            pending = ""
            if brief and _is_whole(word) and not _goes_on(following):
                break
    return _balanced(taken.strip(_EDGES))


@cache
def _measures_next() -> re.Pattern[str]:
    """Match the measure that the next number is of: 30件惠民工程|计划总投资|88亿元."""
    measures = (*column("investments", "word"), *column("bare_measures", "word"))
    return re.compile(rf"(?:计划|估算|概算|累计|年|预计)?(?:{alternatives(measures)})")


def _is_whole(word: str) -> bool:
    """Whether a noun may end with a word: a body, a person, a thing or a group of such, and 重点 is no 点."""
    if word in _heads() or word in _with_role("group"):
        return True
    return word.endswith(_heads()) and len(word) > _SHORTEST_WITH_HEAD and not word.endswith("重点")


_SHORTEST_WITH_HEAD = 2


def _goes_on(following: str) -> bool:
    """Whether the next word belongs to the noun all the same: 家庭医生|团队, 中心|卫生院."""
    return following in _with_role("group") or following.endswith(_houses())


@cache
def _heads() -> tuple[str, ...]:
    return column("head_nouns", "word")


@cache
def _houses() -> tuple[str, ...]:
    return column("wording", "word", role="house")


@cache
def _attributes() -> re.Pattern[str]:
    return re.compile(f"(?:{alternatives(column('wording', 'word', role='attribute'))})+")


def _qualifies(word: str, taken: str, following: str) -> bool:
    """Whether a verb goes on with a noun of which only an attribute was said, if any: 重要保障道路, 转用项目."""
    if not taken:
        names = word in _with_role("nominal") and tag(following).startswith(("n", "a"))
        return tag(word) == "v" and (names or following.endswith(_heads()))
    return tag(word) == "v" and tag(following).startswith("n") and bool(_attributes().fullmatch(taken))


def _acts_on_works(rest: Sequence[str]) -> bool:
    """Whether a verb and nothing but nouns behind it end in works: 40个农村生活垃圾|转运设施项目, 塘坝除险|加固工程."""
    if not tag(rest[0]).startswith("v") or rest[0] in _with_role("stop") - _with_role("nominal"):
        return False
    nouns = tuple(takewhile(lambda word: tag(word).startswith(("n", "vn", "b")), rest[1:]))
    return any(noun in _with_role("works") for noun in nouns)


def _is_end(word: str) -> bool:
    """Whether the noun that a number counts ends before a word, such as a verb or a preposition."""
    if word in _with_role("stop"):
        return True
    kind = tag(word)
    if kind == "v":
        return len(word) > 1 and word not in _with_role("nominal")
    return kind.startswith(("p", "c", "d", "r", "u", "y")) and word not in _with_role("inner")


def _balanced(text: str) -> str:
    """Drop brackets and quotation marks that have no partner within the text."""
    for opening, closing in _OPENERS.items():
        if text.count(opening) > text.count(closing):
            at = text.rfind(opening)
            text = text[:at] + text[at + 1 :] if opening in "“‘《" else text[:at] or text[at + 1 :]
        elif text.count(closing) > text.count(opening):
            at = text.find(closing)
            text = text[:at] + text[at + 1 :] if closing in "”’》" else text[at + 1 :] or text[:at]
    return text.strip(_EDGES)
