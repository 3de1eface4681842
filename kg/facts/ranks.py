"""Ranks in a sentence: 居全省第一, 在全省52家三级综合医院里列第17位."""

from __future__ import annotations

import re
from dataclasses import replace

from kg.facts.lists import CONTEST, SCOPE
from kg.facts.reading import Reading, Spot, Trail, untimed
from kg.facts.wording import before_number, only_moves
from kg.model import ValueKind
from kg.text.quantities import Shape
from kg.words import column

_NOT_A_RANK = re.compile(
    r"季|届|批|次|产业|书记|时间|轮|期|针|种|个|条|章|家|年|人民|医院|中学|小学|师|线|手|责任|步|名?单|代|类|方|"
    r"大(?!位)|档|方阵|梯队|阵营|梯次|一|二|三|等次|剂|款|项|页|版|周|天|课|件|站|所|部|号|附属"
)
_STANDING = re.compile(r"(?:居|列|排|位|名|跃居|升至|升到|进入|保持|达到?|排名|位次|在)[^，,；;。、]{0,12}\Z")
_STANDS = re.compile(r"(?:均|都|稳|分别|继续|仍)*(?:位?居|列|排名?|位|跃居|跻身|保持|在)?\Z")


#: 较2023年的|第七位|前移4位: the rank that is compared with.
_COMPARED_WITH = re.compile(r"[比较由从](?:20\d\d年|上年|去年|上一?年度?)?(?:同期)?")


#: 数量居全省第2位、全国|第6位: the second is a rank of the same thing in another area.
_RANKED = re.compile(rf"(?:{SCOPE.pattern})?排名\Z")


def rank(spot: Spot, trail: Trail) -> Reading | None:
    """Read 居全省第一, 排在全国第9位; the area that 全省 stands for is its scope."""
    if spot.quantity.shape is not Shape.RANK:
        return None
    named = spot.printed.endswith(("名", "位"))
    if not named and _NOT_A_RANK.match(spot.right):
        return None
    left = re.sub(r"\A(?:已)?连续[^，,]{0,3}年", "", spot.left)
    among = _AMONG.search(spot.scene.text, spot.scene.clauses[spot.clause].start, spot.quantity.start)
    if among:
        return _rank_among(spot, trail, among)
    scopes = list(SCOPE.finditer(left))
    standing = _STANDING.search(left)
    if not (scopes or standing or named):
        return None
    cut = min(match.start() for match in (*scopes[-1:], standing) if match) if scopes or standing else len(left)
    subject = trail.named_again(before_number(_STANDS.sub("", left[:cut])))
    if only_moves(subject) and (contest := CONTEST.search(spot.scene.text[: spot.quantity.start])):
        subject = contest["name"]
    compared = bool(_COMPARED_WITH.fullmatch(subject))
    if compared:
        subject = ""
    if subject in {"", "数", *column("vague_measures", "word")} or only_moves(subject):
        own = subject or trail.last is None or trail.last.kind is ValueKind.DURATION
        told = _RANKED.sub("", trail.last.indicator) if trail.last else ""
        subject = trail.subject.removesuffix("数") + subject if own else told
    scope = scopes[-1][0] if scopes else None
    wording = subject if subject.endswith("排名") else f"{subject}{scope or ''}排名"
    return replace(spot.reading(wording, ValueKind.RANK, "rank"), scope=scope, starts=compared)


#: 在全省52家三级综合医院里列|第17位, 在全市18个县（市、区）中由|第14位.
_AMONG = re.compile(
    rf"在?(?P<scope>{SCOPE.pattern}|[一-鿿]{{2,4}})(?P<group>(?:同类|各|所有|\d+)[^，,；;。]{{0,20}}?)[中里内]?"
    r"(?:由低到高|从低到高|由高到低|从高到低)?(?:由|从|排|位?居|位?列|名列)+\Z"
)


def _rank_among(spot: Spot, trail: Trail, among: re.Match[str]) -> Reading | None:
    """Read a rank whose clause says among whom; what is ranked stands before, or was told last in another clause."""
    start = spot.scene.clauses[spot.clause].start
    subject = before_number(untimed(spot.scene, start, spot.scene.text[start : among.start()]))
    subject = trail.named_again(subject)
    if not subject or only_moves(subject):
        here = trail.last is not None and trail.last.clause == spot.clause and trail.last.kind is ValueKind.LEVEL
        earlier = trail.indicators[:-1] if here else trail.indicators
        subject = earlier[-1] if earlier else ""
    if not subject:
        return None
    scope = among["scope"] if SCOPE.fullmatch(among["scope"]) else None
    return replace(spot.reading(f"{subject}{scope or ''}排名", ValueKind.RANK, "rank"), scope=scope)
