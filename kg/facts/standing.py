"""Whose figure it is, when it holds, and whether it is reported or planned."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from kg.facts.sections import holds, plan_words
from kg.model import BlockKind, Institution, Place, Status
from kg.text.dates import TimeRole, last_year
from kg.text.segment import tag, words
from kg.words import alternatives, column

if TYPE_CHECKING:
    from collections.abc import Callable

    from kg.facts.reading import Reading
    from kg.facts.scene import Scene
    from kg.facts.sections import Section
    from kg.frame import Frame
    from kg.model import Initiative
    from kg.text.dates import TimeExpression

    Owner = Place | Institution


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """A sentence with all that it can inherit."""

    scene: Scene
    section: Section
    frame: Frame
    #: The initiatives that the whole article names.
    named: frozenset[Initiative] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """When a statement holds, whether it is a fact or a plan, and whether the time comes from outside its sentence."""

    status: Status
    period: str | None
    inherited: bool


# ---------------------------------------------------------------- period and status


def standing_of(ground: Ground, reading: Reading) -> Standing:
    """Return the period and the status of a figure; each helps to tell the other."""
    own = _own_period(ground, reading)
    if reading.starts:
        period = None if _begins_before(ground, reading) else own or _started(ground, reading)
        return Standing(status=Status.ACTUAL, period=period, inherited=own is None)
    status = status_at(ground, reading.start, reading.end, own)
    return Standing(status=status, period=own or _outer_period(ground, status), inherited=own is None)


_FROM_NOW = re.compile(r"(?:由|从)(?:现在|目前|当前|现有|如今)的?\Z")


def _started(ground: Ground, reading: Reading) -> str | None:
    """Return when a change starts that names no time: that of the review where it is planned, today for 由现在的."""
    frame = ground.frame
    if frame.today and _FROM_NOW.search(ground.scene.text, 0, reading.quantity.start):
        return f"{frame.today}"
    planned = ground.section.plan or frame.plan
    return frame.reviewed if planned else None


_BEFORE_A_CHANGE = re.compile(
    r"(?:由|从)[^，,；;。\d]{0,10}(?:前|时|之初|初期|原来|原先|原有|过去|以往|当初|最初)的?\Z"
)


def _begins_before(ground: Ground, reading: Reading) -> bool:
    """Whether a change starts from a time that no date tells: 从改革前的, 由项目启动时的."""
    return bool(_BEFORE_A_CHANGE.search(ground.scene.text, 0, reading.quantity.start))


def _own_period(ground: Ground, reading: Reading) -> str | None:
    """Return the time that the sentence itself gives a figure."""
    scene, number = ground.scene, reading.quantity.number
    starting = [
        t
        for t in scene.times
        if t.end <= number
        and (t.role is TimeRole.STARTS or (reading.starts and t.role is TimeRole.COMPARED and number - t.end <= 1))
    ]
    if starting and not _number_between(scene, starting[-1].end, number):
        return starting[-1].period
    if planned := _span_behind(ground, reading):
        return planned
    held = [t for t in scene.times if holds(scene, t) and t.start < number and not _is_over(scene, t, reading)]
    if not held or reading.starts:
        return None
    over_years = scene.text[: held[-1].end].endswith(("年间", "年来", "年多来", "年以来", "年起")) and _reached(
        scene, number
    )
    return str(held[-1].period).rpartition("/")[2] if over_years else held[-1].period


def _span_behind(ground: Ground, reading: Reading) -> str | None:
    """Return the years in brackets that end the clause of a figure and that it holds for: …整治(2014—2018年)."""
    scene, end = ground.scene, ground.scene.clauses[reading.clause].end
    behind = (time for time in scene.times if reading.quantity.end < time.start)
    bracketed = (time for time in behind if scene.text[time.start - 1] in "(（")
    last = next((time for time in bracketed if _CLOSES.fullmatch(scene.text, time.end, end)), None)
    return last.period if last and _YEARS.fullmatch(last.period or "") else None


_CLOSES = re.compile(r"[)）][，,；;。]*")
_YEARS = re.compile(r"\d{4}/\d{4}")


_REACHED = re.compile(r"(?:从|由)[^，,；;。]*[增升提降减缩扩压涨拓][一-鿿]{0,2}[到至为][^，,；;。\d]{0,6}\Z")


def _reached(scene: Scene, number: int) -> bool:
    """Whether a number is where a change over some years ends: 两年间由5个增加到|9个."""
    return bool(_REACHED.search(scene.text, max(0, number - 40), number))


def _is_over(scene: Scene, time: TimeExpression, reading: Reading) -> bool:
    """Whether a time holds for its own clause alone: …而2021年只有73台；…, 2022年开设家庭病床，现有|12名医护人员."""
    clause = next((c for c in reversed(scene.clauses) if c.start <= time.start), None)
    if clause is None or clause.end > reading.quantity.number:
        return False
    if scene.text.startswith("而", clause.start) or _ENDS_THEN.search(scene.text, 0, time.end + 1):
        return True
    founded = _FOUNDED.search(scene.text, time.end, clause.end)
    return bool(founded and _UP_TO_NOW.search(scene.text, clause.end, reading.quantity.number))


#: 降到6月末的|1900人: the time of that number alone.
_ENDS_THEN = re.compile(r"[到至为][^，,；;。到至为]{3,12}的\Z")


_FOUNDED = re.compile(r"开设|成立|启动|投用|启用|开诊|开业|上线|挂牌|设立|组建|创办|创建|始建|建成|落地|被列为|被确定")
_UP_TO_NOW = re.compile(r"现有|现已|累计|目前|如今|已有")


def _number_between(scene: Scene, start: int, end: int) -> bool:
    """Whether another number stands between, but for those of one list with that at the end."""
    between = [q for q in scene.quantities if start <= q.number < end]
    edges = [q.start for q in between[1:]] + [end] * bool(between)
    return not all(_JOINED.fullmatch(scene.text[q.end : edge]) for q, edge in zip(between, edges, strict=True))


_JOINED = re.compile(r"[、和与及]")


#: What exists now is not of the year that the paragraph before told of.
_NOW = re.compile(r"现有|现已|现共")
_NOW_OR_SO_FAR = re.compile(rf"{_NOW.pattern}|累计")


def _outer_period(ground: Ground, status: Status) -> str | None:
    """Return the time that paragraph, heading or frame give."""
    section, frame = ground.section, ground.frame
    if section.latest and ground.scene.text.startswith("其中"):
        return section.latest
    if section.ahead and status is Status.TARGET:
        return section.ahead
    if section.carried and status is Status.ACTUAL:
        past = frame.today and last_year(section.carried) < frame.today
        up_to_now = _NOW if frame.reviewed != f"{frame.today}" else _NOW_OR_SO_FAR
        return f"{frame.today}" if past and up_to_now.search(ground.scene.text) else section.carried
    if section.period and section.plan == (status is Status.TARGET):
        return section.period
    return frame.planned if status is Status.TARGET else frame.months or frame.reviewed


def status_at(ground: Ground, start: int, end: int, period: str | None) -> Status:
    """Return whether the text reports or plans what stands at these positions of a sentence."""
    scene, section, frame = ground.scene, ground.section, ground.frame
    year, today = last_year(period) if period else None, frame.today
    if year and today and year != today:
        return Status.TARGET if year > today else Status.ACTUAL
    clause_start = next((c.start for c in reversed(scene.clauses) if c.start <= start), 0)
    announced = (section.plan and section.dated) or (frame.plan and not section.reports)
    if _done_words(announced=announced).search(scene.text, clause_start, end):
        return Status.ACTUAL
    if any(_announces(ground, end, match) for match in plan_words().finditer(scene.text, 0, end)):
        return Status.TARGET
    aimed_at = _AIMED_AT.search(scene.text, start, end) or _ONCE_BUILT.search(scene.text, clause_start, end)
    if aimed_at or _of_the_year_begun(ground, start, period) or _by_the_end_of(ground, start, period):
        return Status.TARGET
    if section.reports or (_AS_IT_STANDS.match(scene.text) and not _LATER_ON.search(scene.text, 0, start)):
        return Status.ACTUAL
    plans = section.plan or (frame.plan and scene.sentence.kind is not BlockKind.TITLE)
    return Status.TARGET if plans else Status.ACTUAL


#: 目前，全市现有机构146所，照料中心18所: all that such a sentence tells is there already.
_AS_IT_STANDS = re.compile(r"[“\s]*(?:目前|如今|现有|现已)")
_LATER_ON = re.compile(r"[成工用产]后")


#: 筛查目标4万人, 年度计划投资1.8亿元, 原定更换2万套.
_AIMED_AT = re.compile(
    r"目标(?:任务)?(?:数|为|是)?(?:不少于|不低于|超过|达到?)?\d|年度计划(?:投资|任务)?(?:为)?\d|原定|原计划"
)


#: 建成后可设床位150张, 规划床位1000张: what a building is to hold.
_ONCE_BUILT = re.compile(
    r"(?:建成|投用|投产|达产|启用|完工|竣工)(?:投用|投产|使用|启用|运营|达产)?[以之]?后[，,]?(?:每?年)?(?:可|能|将)"
    r"|规划床位|设计床位"
)

_BY_THE_END = re.compile(r"(?<![截自])到(?:今年|本年|20\d\d年)?年?(?:年底|年末|底|末)")


def _by_the_end_of(ground: Ground, start: int, period: str | None) -> bool:
    """Whether a sentence tells of the end of the year in which it is written: 到今年年底，托位达到5.2个."""
    frame = ground.frame
    return bool(frame.today and period == f"{frame.today}" and _BY_THE_END.search(ground.scene.text, 0, start))


#: 今年以来, 今年1月, 今年已: what follows has happened.
_SO_FAR = (
    r"以来|\d|[一二三四五六七八九十]{1,3}月|上半年|前[一二三四五六七八九十\d]|年?初|新?春|元旦|开年"
    r"|来|又|已|共|累计|获|刚|的|起|度"
)


def _of_the_year_begun(ground: Ground, start: int, period: str | None) -> bool:
    """Whether news of the first months, which looks back on the year before, tells of this whole year."""
    frame = ground.frame
    over = frame.looked_back_on or (frame.reported and frame.today and frame.reported < frame.today)
    if not over or period != f"{frame.today}":
        return False
    said = re.search(rf"(?:今年|{frame.today}年)(?!{_SO_FAR})", ground.scene.text[:start])
    return said is not None


def _announces(ground: Ground, end: int, match: re.Match[str]) -> bool:
    """Whether a plan word is one here: 预计 gives the first figures of a year that is reviewed."""
    reviewed = not (ground.section.plan or ground.frame.plan)
    if match[0] == "年内":
        told = ground.section.period or ground.section.carried
        return ground.frame.reviewed == f"{ground.frame.today}" and not told and not ground.section.reports
    if match[0] == "预计" and reviewed:
        return bool(_EXPECTED.search(ground.scene.text, match.end(), end))
    if any(m.start <= match.start() and match.end() <= m.end for m in ground.scene.initiatives):
        return False
    return not _harmless(ground.scene.text[:end], match)


#: 预计可实现产值5亿元, 预计年底前建成: what is expected is still to come.
_EXPECTED = re.compile(r"可(?:达|实现|完成|新增|建成|带动|减少|节约|为|使|让|供|提供|投产|容纳|满足|惠及)|底前")


@cache
def _done_words(*, announced: bool) -> re.Pattern[str]:
    """Match words of things done; 累计建成 and 同比增长 are planned as well, where a text or a heading plans."""
    so_far = () if announced else column("wording", "word", role="so_far")
    return re.compile(rf"(?:{alternatives((*column('wording', 'word', role='done'), *so_far))})")


def _no_future(before: str, after: str) -> bool:
    following = next(iter(words(after[:6])), "")
    if (
        following not in column("wording", "word", role="planned_adverb")
        and (tag(following).startswith(("n", "r")) or following.isdigit())
        and _HANDLES.match(after)
    ):
        return True
    if before[-1:] in "点昂" or (before.endswith("即") and re.search(r"[，,；;]", after)):
        return True
    return bool(re.match(r"乐|军|近|来|赛|[^，,。]{1,12}?(?:作为|列为|列入|纳入|与|定为|直接|延伸|落实|转化)", after))


#: 将|基层中药饮片报销比例|提高5个百分点: there 将 fronts the object.
_HANDLES = re.compile(
    r"[^，,；;。]{2,18}?(?:提高|提升|增加|降低|下调|上调|缩短|压缩|扩大|纳入|列入|下沉|调整|筛选|整合|合并|转化)(?!到20\d\d|工程|行动)"
)


def _no_demand(before: str, after: str) -> bool:
    return (
        before[-1:] in "重主需摘只还不首纪"
        or after[:1] in "点求素闻务塞地害"
        or (before.endswith("为") and after[:1] in "、，,")
    )


def _no_need(before: str, after: str) -> bool:
    return after[:1] in "求要" or before[-1:] in "所急供内外问刚"


def _no_plan(before: str, after: str) -> bool:
    del before
    following = next(iter(words(after[:6])), "")
    return bool(_RECEIVED.match(after)) or not tag(following).startswith(("v", "d", "p")) or following in _PLANNED_NOUNS


#: A plan that got something is a noun: 大科学计划|获国务院批复, 倍增计划|支撑制造业.
_RECEIVED = re.compile(r"获|被|入选|落地|支撑|融合|带动|推动|取得|顺利|深入|全面")

#: Words that jieba takes for verbs, before which 计划 is a noun all the same.
_PLANNED_NOUNS = frozenset({"投资", "生育", "任务", "招生"})


#: Plan words that are part of another (将军, 重要, 需求, 计划生育), by what stands before and after them.
_HARMLESS: dict[str, Callable[[str, str], bool]] = {
    "将": _no_future,
    "要": _no_demand,
    "需": _no_need,
    "计划": _no_plan,
    "规划": lambda _before, _after: True,
    "目标": lambda _before, after: not re.match(r"[，,]?是|为", after),
    "预期目标": lambda before, _after: bool(
        re.search(r"(?:高于|好于|超过?|超额完成|完成|实现|达到)[^，,；;。]{0,6}\Z", before)
    ),
    "拟": lambda before, _after: before[-1:] in "虚模",
    "必须": lambda _before, after: after[:1] in "”’",
}


def _harmless(text: str, match: re.Match[str]) -> bool:
    check = _HARMLESS.get(match[0])
    return check is not None and check(text[: match.start()], text[match.end() :])
