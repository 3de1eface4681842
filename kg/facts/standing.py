"""Whose figure it is, when it holds, and whether it is reported or planned."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from kg.facts.sections import HOUSES, holds, plan_words
from kg.gazetteer import gazetteer
from kg.mentions.places import is_zone
from kg.model import BlockKind, Institution, Level, Place, Status, ValueKind
from kg.text.dates import TimeRole, last_year
from kg.text.segment import tag, words
from kg.words import alternatives, column, rows

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from kg.facts.reading import Reading
    from kg.facts.scene import Scene
    from kg.facts.sections import Section
    from kg.frame import Frame
    from kg.mentions.institutions import Found
    from kg.mentions.places import PlaceMention

    Owner = Place | Institution


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """A sentence with all that it can inherit."""

    scene: Scene
    section: Section
    frame: Frame


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
        planned = ground.section.plan or ground.frame.plan
        period = own or (ground.frame.reviewed if planned else None)
        return Standing(status=Status.ACTUAL, period=period, inherited=own is None)
    status = status_at(ground, reading.start, reading.end, own)
    return Standing(status=status, period=own or _outer_period(ground, status), inherited=own is None)


def _own_period(ground: Ground, reading: Reading) -> str | None:
    """Return the time that the sentence itself gives a figure."""
    scene, number = ground.scene, reading.quantity.number
    starting = [t for t in scene.times if t.role is TimeRole.STARTS and t.end <= number]
    if starting and not _number_between(scene, starting[-1].end, number):
        return starting[-1].period
    held = [t for t in scene.times if holds(scene, t) and t.start < number]
    return held[-1].period if held and not reading.starts else None


def _number_between(scene: Scene, start: int, end: int) -> bool:
    between = [q for q in scene.quantities if start <= q.number < end]
    return bool(between) and not re.fullmatch(r"[、和与及]", scene.text[between[-1].end : end])


def _outer_period(ground: Ground, status: Status) -> str | None:
    """Return the time that paragraph, heading or frame give."""
    section, frame = ground.section, ground.frame
    if section.carried and status is Status.ACTUAL:
        return section.carried
    if section.period and section.plan == (status is Status.TARGET):
        return section.period
    return frame.planned if status is Status.TARGET else frame.reviewed


def status_at(ground: Ground, start: int, end: int, period: str | None) -> Status:
    """Return whether the text reports or plans what stands at these positions of a sentence."""
    scene, section, frame = ground.scene, ground.section, ground.frame
    year, today = last_year(period) if period else None, frame.today
    if year and today and year != today:
        return Status.TARGET if year > today else Status.ACTUAL
    clause_start = next((c.start for c in reversed(scene.clauses) if c.start <= start), 0)
    if _done_words().search(scene.text, clause_start, end):
        return Status.ACTUAL
    if any(_announces(ground, end, match) for match in plan_words().finditer(scene.text, 0, end)):
        return Status.TARGET
    if section.reports:
        return Status.ACTUAL
    announced = section.plan or (frame.plan and scene.sentence.kind is not BlockKind.TITLE)
    return Status.TARGET if announced else Status.ACTUAL


def _announces(ground: Ground, end: int, match: re.Match[str]) -> bool:
    """Whether a plan word is one here: 预计 gives the first figures of a year that is reviewed."""
    reviewed = not (ground.section.plan or ground.frame.plan)
    if match[0] == "预计" and reviewed:
        return bool(re.search(r"可|将|底前|有望", ground.scene.text[match.end() : end]))
    return not _harmless(ground.scene.text[:end], match)


@cache
def _done_words() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternatives(column('wording', 'word', role='done'))})")


def _no_future(before: str, after: str) -> bool:
    del before
    return bool(re.match(r"乐|军|近|来|[^，,。]{1,12}?(?:作为|列为|列入|纳入|与|定为|直接|延伸|落实|转化)", after))


def _no_demand(before: str, after: str) -> bool:
    return before[-1:] in "重主需摘只还不首纪" or after[:1] in "点求素闻务塞地害"


def _no_need(before: str, after: str) -> bool:
    return after[:1] in "求要" or before[-1:] in "所急"


def _no_plan(before: str, after: str) -> bool:
    del before
    following = next(iter(words(after[:6])), "")
    return not tag(following).startswith(("v", "d", "p")) or following in _PLANNED_NOUNS


#: Words that jieba takes for verbs, before which 计划 is a noun all the same.
_PLANNED_NOUNS = frozenset({"投资", "生育", "任务", "招生"})


#: Plan words that are part of another (将军, 重要, 需求, 计划生育), by what stands before and after them.
_HARMLESS: dict[str, Callable[[str, str], bool]] = {
    "将": _no_future,
    "要": _no_demand,
    "需": _no_need,
    "计划": _no_plan,
    "规划": lambda _before, _after: True,
    "目标": lambda _before, _after: True,
}


def _harmless(text: str, match: re.Match[str]) -> bool:
    check = _HARMLESS.get(match[0])
    return check is not None and check(text[: match.start()], text[match.end() :])


# ---------------------------------------------------------------- owners


_AREA_WORD = re.compile(
    r"(?:(?:全|我|本)(?P<level>市|县|区|州|省|旗|自治区)|(?P<zone>园区))(?!率先|首|第|排|位|领先|前列|平均|唯一)"
)
_PLACE_WORD = re.compile(r"总投资|规划床位|占地|建筑面积|完成投资|教学班|项目投资")


def owner_of(ground: Ground, reading: Reading) -> tuple[Owner | None, bool]:
    """Return whose figure it is, and whether that is taken from the frame."""
    scene, frame = ground.scene, ground.frame
    if reading.owner_at is not None:
        return _owner_at(scene, reading.owner_at), False
    subject = next(_subjects(ground, reading), None)
    if subject is not None:
        return subject, False
    house = _ranked(scene, reading) or _built(scene, reading)
    if house is not None:
        return house, False
    if ground.section.house is not None and _goes_on(ground):
        return ground.section.house, True
    return frame.topic, True


def _ranked(scene: Scene, reading: Reading) -> Owner | None:
    """Return what stands right before its rank: 首批试点|白兔潭镇中心卫生院|在全国上升至第11名."""
    if reading.kind is not ValueKind.RANK:
        return None
    low = scene.clauses[reading.clause].start
    before = [m for m in scene.owners if low <= m.start and m.end <= reading.quantity.number]
    ranked = [m for m in before if re.match(r"(?:在|于)?(?:全[国省市县区州]|位?居|排|列)", scene.text[m.end :])]
    return _owner_at(scene, ranked[-1].start) if ranked else None


def _built(scene: Scene, reading: Reading) -> Owner | None:
    """Return the house that a building project is for."""
    if not _PLACE_WORD.search(reading.indicator):
        return None
    houses = [f for f in scene.institutions if f.end <= reading.quantity.number and f.institution.kind in HOUSES]
    single = [f for f in houses if not scene.text.startswith("等", f.end)]
    return single[-1].institution if single else None


@cache
def _anaphors() -> tuple[tuple[str, frozenset[str]], ...]:
    return tuple((row["word"], frozenset(row["kinds"].split("|"))) for row in rows("anaphors"))


def _goes_on(ground: Ground) -> bool:
    """Whether a sentence without a subject goes on about the house of the one before: 该院, 医院, an example."""
    house, scene = ground.section.house, ground.scene
    if house is None or scene.institutions or _AREA_WORD.search(scene.text):
        return False
    if ground.section.example:
        return True
    opening = [_without_times(scene, clause.start, clause.end).lstrip("“，、 ") for clause in scene.clauses]
    return any(text.startswith(word) and house.kind in kinds for text in opening for word, kinds in _anaphors())


def _owner_at(scene: Scene, at: int) -> Owner | None:
    place = next((mention.place for mention in scene.places if mention.start == at), None)
    return place or next((found.institution for found in scene.institutions if found.start == at), None)


def _subjects(ground: Ground, reading: Reading) -> Iterator[Owner]:
    """Yield the subjects of the figure's clause and of the ones before it, back to the last semicolon."""
    scene, number = ground.scene, reading.clause
    yield from _subject(ground, scene.clauses[number].start, reading.quantity.number)
    if _heads_a_group(scene, scene.clauses[number].start):
        return
    for clause in reversed(scene.clauses[:number]):
        if scene.text[: clause.end].rstrip().endswith(("；", ";")):
            return
        yield from _subject(ground, clause.start, clause.end)


def _heads_a_group(scene: Scene, low: int) -> bool:
    """Whether a clause begins with one example of a counted group (新里程医院等3家), which is of the area."""
    return any(m.start == low and re.match(r"等[\d一二三四五六七八九十两]", scene.text[m.end :]) for m in scene.owners)


def _subject(ground: Ground, low: int, high: int) -> Iterator[Owner]:
    """Yield the place or institution that a clause begins with; 全市 and 我市 stand for the article's area."""
    scene, frame = ground.scene, ground.frame
    houses = [(f.start, _answering(f.institution, frame)) for f in scene.institutions if _leads(scene, low, high, f)]
    places = [
        (p.start, p.place)
        for p in scene.places
        if _leads(scene, low, high, p) and not any(f.start <= p.start < f.end for f in scene.institutions)
    ]
    if houses or places:
        yield min([*houses, *places], key=lambda item: item[0])[1]
        return
    word = _AREA_WORD.search(scene.text, low, high)
    if word and frame.area and _opening().fullmatch(_without_times(scene, low, word.start())):
        area = _area_for(word["level"] or "区", frame)
        if area is not None:
            yield area


def _leads(scene: Scene, low: int, high: int, mention: PlaceMention | Found) -> bool:
    """Whether a name at the head of a clause is its subject, and not one example of a counted group."""
    start, end = mention.start, mention.end
    if not (low <= start and end <= high and _opening().fullmatch(_without_times(scene, low, start))):
        return False
    return not re.match(r"(?:[（(][^（）()]*[）)])?(?:等|[、和与及](?!\d)|游客|籍|参加|方向|至|到)", scene.text[end:])


@cache
def _opening() -> re.Pattern[str]:
    """Match what may stand between the beginning of a clause and its subject."""
    return re.compile(rf"(?:{alternatives(column('clause_openers', 'word'))}|[一二三四]是|[、，,\s“（(\d])*\Z")


def _without_times(scene: Scene, low: int, high: int) -> str:
    stretch = scene.text[low:high]
    spans = [(t.start, t.end) for t in scene.times] + [(q.start, q.end) for q in scene.quantities]
    for start, end in spans:
        if low <= start and end <= high:
            stretch = stretch.replace(scene.text[start:end], "", 1)
    return stretch


def _answering(institution: Institution, frame: Frame) -> Owner:
    """Return the institution, or the area in whose name an office speaks."""
    return institution if institution.kind in HOUSES else institution.area or frame.area or institution


def _area_for(word: str, frame: Frame) -> Place | None:
    """Return the place that 全市, 全省 or 园区 stands for."""
    if word == "区" and isinstance(frame.topic, Place) and is_zone(frame.topic):
        return frame.topic
    chain = (frame.area, *gazetteer().ancestors(frame.area.key)) if frame.area else ()
    fitting = (p for p in chain if p.name.endswith(word) or (word == "区" and p.name.endswith("自治区")))
    return next(fitting, frame.area)


def scope_of(word: str | None, about: Owner | None, frame: Frame) -> Place | None:
    """Return the place that 全省, 全市 … stand for in a rank; 全国 has none."""
    start = about if isinstance(about, Place) else (about.area if about else None)
    start = start or frame.area
    if word is None or start is None or word[1:2] in {"国", "球"}:
        return None
    level = Level.PROVINCE if word[1:2] in {"省", "自"} else None
    chain = (start, *gazetteer().ancestors(start.key))
    return next((p for p in chain if p.level is level or (level is None and p.name.endswith(word[1:2]))), None)
