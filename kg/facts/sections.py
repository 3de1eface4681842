"""What headings and earlier sentences leave to a sentence: a year, plan or report, a topic."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from kg.facts.programmes import is_wide
from kg.frame import tells_of_things_done
from kg.model import BlockKind, InstitutionKind
from kg.text.dates import TimeRole, last_year
from kg.words import alternatives, column

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.facts.scene import Scene
    from kg.frame import Frame
    from kg.model import Article, Initiative, Institution
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
    #: Whether the paragraph tells of things done, whatever its heading announces.
    reports: bool = False
    #: Whether the sentence opens its paragraph.
    opening: bool = False
    #: The initiative that the paragraph is about: the only one that its first sentence, its heading or the title names.
    topic: Initiative | None = None
    heading_topic: Initiative | None = None
    title_topic: Initiative | None = None
    #: The house that the last sentence of the paragraph was about, and whether it is the paragraph's example.
    house: Institution | None = None
    example: bool = False
    block: int = -1


def sections(article: Article, scenes: Sequence[Scene], frame: Frame) -> Iterator[tuple[Scene, Section]]:
    """Yield each sentence with what it inherits."""
    tells = [tells_of_things_done(article.clean.text[block.start : block.end]) for block in article.blocks]
    section = Section()
    for scene in scenes:
        section = _entering(section, scene, frame)
        yield scene, replace(section, reports=tells[scene.sentence.block] and not (section.plan and section.dated))
        section = _leaving(section, scene)


def _entering(section: Section, scene: Scene, frame: Frame) -> Section:
    """Return what holds for a sentence: a heading holds for itself, a new paragraph forgets the last one's year."""
    if scene.sentence.kind is BlockKind.HEADING:
        return _of_heading(section, scene, frame)
    if section.block == scene.sentence.block:
        return section
    topic = section.heading_topic or section.title_topic
    return replace(
        section, carried=None, topic=topic, house=None, example=False, opening=True, block=scene.sentence.block
    )


def _leaving(section: Section, scene: Scene) -> Section:
    """Return what a sentence leaves to the ones after it."""
    named = _topics(scene)
    if scene.sentence.kind is BlockKind.TITLE:
        return replace(section, title_topic=_only(named) or section.title_topic)
    opening = [time for time in scene.times if holds(scene, time) and _opens(scene, time)]
    if opening and not _is_span(opening[0].period) and not plan_words().search(scene.text):
        section = replace(section, carried=opening[0].period)
    if section.opening and len(set(named)) == 1:
        section = replace(section, topic=named[0])
    return _with_house(replace(section, opening=False), scene)


_EXAMPLE = re.compile(r"以[^，。]{0,6}\Z")


def _with_house(section: Section, scene: Scene) -> Section:
    """Remember the house that a sentence is about, so that 该院 and the next sentence may go on from it."""
    houses = [found for found in scene.institutions if found.institution.kind in HOUSES]
    examples = [f for f in houses if scene.text.startswith("为例", f.end) and _EXAMPLE.search(scene.text[: f.start])]
    if examples:
        return replace(section, house=examples[0].institution, example=True)
    return replace(section, house=houses[-1].institution) if houses and not section.example else section


def _topics(scene: Scene) -> list[Initiative]:
    """Return what a paragraph may be about: no document, and nothing that covers half of a field."""
    return [m.initiative for m in scene.initiatives if m.rule != "document" and not is_wide(m.initiative)]


def _only(initiatives: list[Initiative]) -> Initiative | None:
    return initiatives[0] if len(set(initiatives)) == 1 else None


# ---------------------------------------------------------------- headings


@cache
def _heading(side: str) -> re.Pattern[str]:
    return re.compile(alternatives(column("heading_words", "word", announces=side)))


#: A longer heading tells something itself; its words do not say what the paragraphs below it are.
_LONGEST_SIGN = 18


def _of_heading(section: Section, scene: Scene, frame: Frame) -> Section:
    """Read a heading: its year tells plan from review, its words only where no year does."""
    years = [time.period for time in scene.times if time.role is TimeRole.HOLDS and time.period]
    named = years[0] if years else None
    plan, period = section.plan, named or section.period
    side = _side(scene.text, named, frame)
    if side is not None:
        plan = side
        period = named or (frame.planned if plan else frame.reviewed)
    topic = _only(_topics(scene))
    return Section(
        period=period,
        plan=plan,
        dated=bool(_YEAR.search(scene.text)) or section.dated,
        topic=topic,
        heading_topic=topic,
        title_topic=section.title_topic,
        block=scene.sentence.block,
    )


_YEAR = re.compile(r"20\d\d年")


def _side(text: str, named: str | None, frame: Frame) -> bool | None:
    """Return whether a heading announces plans, tells of the past, or None where it says neither."""
    if named and frame.today and last_year(named) != frame.today:
        return last_year(named) > frame.today
    if len(text.strip()) > _LONGEST_SIGN:
        return None
    if _heading("review").search(text):
        return False
    return True if _heading("plan").search(text) else None


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


def holds(scene: Scene, time: TimeExpression) -> bool:
    """Whether figures may hold at that time: a day or a month only after 截至, for else it dates an event."""
    if time.role is not TimeRole.HOLDS or time.period is None:
        return False
    dates_an_event = len(time.period) in {len("2025-09"), len("2025-09-30")}
    return not dates_an_event or bool(re.search(r"(?:截至|截止到?|到|至)\Z", scene.text[: time.start]))
