"""What headings and earlier sentences leave to a sentence: a year, plan or report, a topic."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Any

from kg.facts.programmes import is_wide
from kg.frame import is_a_piece_of_plans, tells_of_things_done
from kg.model import BlockKind, InstitutionKind, Level
from kg.text.dates import TimeRole, last_year
from kg.words import alternatives, column

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kg.facts.scene import Scene
    from kg.frame import Frame
    from kg.mentions.programme_names import InitiativeMention
    from kg.model import Article, Initiative, Institution, Place
    from kg.text.dates import TimeExpression


#: Kinds of institutions whose figures are their own; those of an office are its area's.
HOUSES = frozenset(InstitutionKind) - {InstitutionKind.GOVERNMENT, InstitutionKind.PARTY, InstitutionKind.MEDIA}


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """What a sentence inherits from the headings above it and the sentences before it."""

    #: The year or span that a heading names, and whether it announces plans.
    period: str | None = None
    plan: bool = False
    #: Whether a heading above names a year.
    dated: bool = False
    #: The year that an earlier sentence of the same paragraph opens with.
    carried: str | None = None
    #: The year that an earlier sentence of the same paragraph plans for.
    ahead: str | None = None
    #: The last time that figures of the sentence before held at, of which one with 其中 goes on.
    latest: str | None = None
    #: Whether the paragraph tells of things done, whatever its heading announces.
    reports: bool = False
    #: Whether the sentence opens its paragraph.
    opening: bool = False
    #: The initiative that the paragraph is about: the only one that its first sentence or its heading names.
    topic: Initiative | None = None
    heading_topic: Initiative | None = None
    #: The initiative that the paragraph named last before this sentence.
    recent: Initiative | None = None
    #: The initiative that the article named last before this sentence, to which 这项工程 goes back.
    named_last: Initiative | None = None
    #: The house that the last sentence of the paragraph was about, and whether it is the paragraph's example.
    house: Institution | None = None
    example: bool = False
    #: The house of the paragraph before, which only 该院 and the like go back to.
    earlier_house: Institution | None = None
    block: int = -1


def sections(article: Article, scenes: Sequence[Scene], frame: Frame) -> Iterator[tuple[Scene, Section]]:
    """Yield each sentence with what it inherits."""
    blocks = [article.clean.text[block.start : block.end] for block in article.blocks]
    plans = frame.plan and frame.report
    tells = [tells_of_things_done(text) and not (plans and is_a_piece_of_plans(text)) for text in blocks]
    section = Section()
    at_place = _only_houses(scenes)
    for scene in scenes:
        section = _after_an_event(_entering(section, scene, frame), scene, frame)
        reports = tells[scene.sentence.block] and not (section.plan and section.dated)
        yield scene, section if section.reports == reports else replace(section, reports=reports)
        section = _with_house(_leaving(section, scene, frame), scene, at_place)


def _entering(section: Section, scene: Scene, frame: Frame) -> Section:
    """Return what holds for a sentence: a heading holds for itself, a new paragraph forgets the last one's year."""
    if scene.sentence.kind is BlockKind.HEADING:
        return _of_heading(section, scene, frame)
    if section.block == scene.sentence.block:
        return section
    if _HEADING_SENTENCE.fullmatch(scene.text.strip()):
        return replace(_of_heading(section, scene, frame), opening=True)
    return replace(
        section,
        carried=None,
        ahead=None,
        latest=None,
        topic=section.heading_topic,
        recent=None,
        named_last=section.recent,
        house=None,
        example=False,
        earlier_house=section.house or section.earlier_house,
        opening=True,
        block=scene.sentence.block,
    )


#: 五、2025年目标任务。: a heading at the head of its paragraph.
_HEADING_SENTENCE = re.compile(r"[（(]?[一二三四五六七八九十]{1,3}[）)、][^，,；;。]{2,20}[。：:]")


def _leaving(section: Section, scene: Scene, frame: Frame) -> Section:
    """Return what a sentence leaves to the ones after it."""
    if scene.sentence.kind is BlockKind.TITLE:
        return section
    told = scene.times
    left: dict[str, Any] = {
        "carried": _carried(section, scene, frame) if told else section.carried,
        "ahead": (_ahead(scene, frame) if told else None) or section.ahead,
        "latest": next((time.period for time in reversed(told) if holds(scene, time)), None),
        "topic": _opened_with(section, scene) if section.opening else section.topic,
        "recent": scene.initiatives[-1].initiative if scene.initiatives else section.recent,
        "named_last": _told_of_last(scene) or section.named_last,
        "opening": False,
    }
    unchanged = all(getattr(section, facet) == value for facet, value in left.items())
    return section if unchanged else replace(section, **left)


#: What takes something else in: 被纳入|民生实事.
TAKES_IN = r"纳入|列入|列为"
#: 将其作为|民生实事之一: of that the text does not go on.
_COUNTED_IN = re.compile(rf"(?:{TAKES_IN}|作为)[^，,；;。]{{0,12}}\Z")


def _told_of_last(scene: Scene) -> Initiative | None:
    """Return the initiative that a sentence tells of last, not one that it only counts another in."""
    told = (m for m in reversed(scene.initiatives) if not _COUNTED_IN.search(scene.text, 0, m.start))
    return next((mention.initiative for mention in told), None)


def _opened_with(section: Section, scene: Scene) -> Initiative | None:
    """Return what a paragraph is about by its first sentence: an honour won says nothing of the figures after it."""
    named = _topics(scene)
    if len({mention.initiative for mention in named}) != 1:
        return section.topic
    return None if is_an_honour(scene, named[0]) else named[0].initiative


def _after_an_event(section: Section, scene: Scene, frame: Frame) -> Section:
    """Give a sentence that opens with a day or month of this year the year of it, whatever went before."""
    if not section.carried or not scene.times:
        return section
    opening = [time for time in scene.times if time.role is TimeRole.HOLDS and time.period and _opens(scene, time)]
    if not opening or holds(scene, opening[0]) or not _is_of(frame.today, opening[0]):
        return section
    return replace(section, carried=str(opening[0].period)[:4])


def _is_of(year: int | None, time: TimeExpression) -> bool:
    return str(time.period)[:4] == f"{year}"


_AIMS_AT = re.compile(r"[到至为]\Z")


def _ahead(scene: Scene, frame: Frame) -> str | None:
    """Return the year, this one or a later one, that a sentence of plans names, and not as an aim (到2027年)."""
    years = [
        str(time.period)[:4]
        for time in scene.times
        if holds(scene, time) and len(str(time.period)) == len("2025") and not _AIMS_AT.search(scene.text[: time.start])
    ]
    ahead = [year for year in years if frame.today and int(year) >= frame.today]
    return ahead[-1] if ahead and plan_words().search(scene.text) else None


def _carried(section: Section, scene: Scene, frame: Frame) -> str | None:
    """Return the time that the next sentence goes on with: that which a sentence opens with, else the one before it."""
    opening = [time for time in scene.times if time.role is TimeRole.HOLDS and time.period and _opens(scene, time)]
    if not opening or plan_words().search(scene.text):
        return section.carried
    first = opening[0]
    if not holds(scene, first):
        return str(first.period)[:4] if _is_of(frame.today, first) else section.carried
    return section.carried if _is_span(first.period) else first.period


_EXAMPLE = re.compile(r"以[^，。]{0,6}\Z")


def _only_houses(scenes: Sequence[Scene]) -> Mapping[Place, Institution]:
    """Return for each area below the county the one house that the article names there."""
    found: dict[Place, set[Institution]] = defaultdict(set)
    for scene in scenes:
        for institution in (item.institution for item in scene.institutions):
            if institution.area and institution.area.level is Level.TOWNSHIP and institution.kind in HOUSES:
                found[institution.area].add(institution)
    return {area: houses.pop() for area, houses in found.items() if len(houses) == 1}


def _with_house(section: Section, scene: Scene, at_place: Mapping[Place, Institution]) -> Section:
    """Remember the house that a sentence is about, so that 该院 and the next sentence may go on from it."""
    if scene.sentence.kind in {BlockKind.TITLE, BlockKind.HEADING}:
        return section
    meant = {at_place[place.place] for place in scene.places if place.place in at_place}
    if not scene.institutions and len(meant) == 1:
        return replace(section, earlier_house=next(iter(meant)), house=None)
    houses = [found for found in scene.institutions if found.institution.kind in HOUSES]
    examples = [f for f in houses if scene.text.startswith("为例", f.end) and _EXAMPLE.search(scene.text[: f.start])]
    if examples:
        return replace(section, house=examples[0].institution, example=True)
    return replace(section, house=houses[-1].institution) if houses and not section.example else section


def _topics(scene: Scene) -> list[InitiativeMention]:
    """Return what a paragraph may be about: no document, and nothing that covers half of a field."""
    return [m for m in scene.initiatives if m.rule != "document" and not is_wide(m.initiative)]


@cache
def _honours() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternatives(column('name_stops', 'word', reason='honour'))})[^，,；;。]*\Z")


def is_an_honour(scene: Scene, mention: InitiativeMention) -> bool:
    """Whether a mention tells what was won (入选国家中医优势专科) and not what is carried out."""
    return bool(_honours().search(scene.text[: mention.start]))


# ---------------------------------------------------------------- headings


@cache
def _heading(side: str) -> re.Pattern[str]:
    return re.compile(alternatives(column("heading_words", "word", announces=side)))


#: A longer heading tells something itself; only its last word may announce plans.
_LONGEST_SIGN = 18


@cache
def _announcing_end() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternatives(column('heading_words', 'word', announces='plan'))})\Z")


def _of_heading(section: Section, scene: Scene, frame: Frame) -> Section:
    """Read a heading: its year tells plan from review, its words only where no year does."""
    years = [time.period for time in scene.times if time.role is TimeRole.HOLDS and time.period]
    named = years[0] if years else None
    plan, period = section.plan, named or section.period
    below = section.dated and not named and _LOWER.match(scene.text.strip())
    side = None if below else _side(scene.text, named, frame)
    if side is not None:
        plan = side
        period = named or (frame.planned if plan else frame.reviewed)
    about = {mention.initiative for mention in _topics(scene)}
    topic = about.pop() if len(about) == 1 else None
    return Section(
        period=period,
        plan=plan,
        dated=bool(_YEAR.search(scene.text)) or section.dated,
        topic=topic,
        heading_topic=topic,
        block=scene.sentence.block,
    )


_YEAR = re.compile(r"20\d\d年")
#: （一）全力推动工业取得新成效: below a heading with a year, such a one does not turn plan into review.
_LOWER = re.compile(r"[（(][一二三四五六七八九十]+[）)]")


def _side(text: str, named: str | None, frame: Frame) -> bool | None:
    """Return whether a heading announces plans, tells of the past, or None where it says neither."""
    if named and frame.today and last_year(named) != frame.today:
        return last_year(named) > frame.today
    sign = text.strip().rstrip("。：:")
    if len(sign) > _LONGEST_SIGN:
        return True if _announcing_end().search(sign) else None
    reviews, plans = bool(_heading("review").search(sign)), bool(_heading("plan").search(sign))
    if reviews and plans:
        return False
    if not reviews and not plans:
        looks_ahead = named and frame.reviewed and last_year(frame.reviewed) < last_year(named)
        return True if looks_ahead else None
    return plans


# ---------------------------------------------------------------- times


@cache
def plan_words() -> re.Pattern[str]:
    """Words that announce: 将, 力争, 计划."""
    return re.compile(rf"(?:{alternatives(column('wording', 'word', role='plan'))})")


def _is_span(period: str | None) -> bool:
    """Whether a period is some months of a year, which the next sentence does not go on with as it does with 截至."""
    return period is not None and "-" in period and "/" in period


def _opens(scene: Scene, time: TimeExpression) -> bool:
    """Whether a sentence begins with that time, so that the next ones may go on from it."""
    return not re.sub(r"截至|截止到?|到|至|在|自|其中|[“\s]", "", scene.text[: time.start])


#: 增速为2019年以来|最高: a time that a figure is compared with.
_SINCE_THEN = re.compile(r"(?:以来|来)?的?(?:最[高低好大多快优]|新高|新低|同期最)")


def holds(scene: Scene, time: TimeExpression) -> bool:
    """Whether figures may hold at that time: a day or a month only after 截至, for else it dates an event."""
    if time.role is not TimeRole.HOLDS or time.period is None or _SINCE_THEN.match(scene.text, time.end):
        return False
    dates_an_event = len(time.period) in {len("2025-09"), len("2025-09-30")}
    return not dates_an_event or scene.text.endswith(("至", "到", "截止"), 0, time.start)
