"""What headings and earlier sentences leave to a sentence: a year, plan or report, a topic."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from kg.frame import tells_of_things_done
from kg.model import BlockKind, InstitutionKind
from kg.text.dates import TimeRole
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
    #: The year that an earlier sentence of the same paragraph opens with.
    carried: str | None = None
    #: Whether the paragraph tells of things done, whatever its heading announces.
    reports: bool = False
    #: The initiative that the sentence's paragraph is about: the last one named in it, else that of heading or title.
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
        yield scene, replace(section, reports=tells[scene.sentence.block])
        section = _leaving(section, scene)


def _entering(section: Section, scene: Scene, frame: Frame) -> Section:
    """Return what holds for a sentence: a heading holds for itself, a new paragraph forgets the last one's year."""
    if scene.sentence.kind is BlockKind.HEADING:
        return _of_heading(section, scene, frame)
    if section.block == scene.sentence.block:
        return section
    topic = section.heading_topic or section.title_topic
    return replace(section, carried=None, topic=topic, house=None, example=False, block=scene.sentence.block)


def _leaving(section: Section, scene: Scene) -> Section:
    """Return what a sentence leaves to the ones after it."""
    named = [mention.initiative for mention in scene.initiatives]
    if scene.sentence.kind is BlockKind.TITLE:
        return replace(section, title_topic=_only(named) or section.title_topic)
    opening = [time for time in scene.times if holds(scene, time) and _opens(scene, time)]
    if opening and "-" not in (opening[0].period or "") and not plan_words().search(scene.text):
        section = replace(section, carried=opening[0].period)
    section = replace(section, topic=named[-1]) if named else section
    return _with_house(section, scene)


_EXAMPLE = re.compile(r"以[^，。]{0,6}\Z")


def _with_house(section: Section, scene: Scene) -> Section:
    """Remember the house that a sentence is about, so that 该院 and the next sentence may go on from it."""
    houses = [found for found in scene.institutions if found.institution.kind in HOUSES]
    examples = [f for f in houses if scene.text.startswith("为例", f.end) and _EXAMPLE.search(scene.text[: f.start])]
    if examples:
        return replace(section, house=examples[0].institution, example=True)
    return replace(section, house=houses[-1].institution) if houses and not section.example else section


def _only(initiatives: list[Initiative]) -> Initiative | None:
    return initiatives[0] if len(set(initiatives)) == 1 else None


# ---------------------------------------------------------------- headings


@cache
def _heading(side: str) -> re.Pattern[str]:
    return re.compile(alternatives(column("heading_words", "word", announces=side)))


def _of_heading(section: Section, scene: Scene, frame: Frame) -> Section:
    years = [time.period for time in scene.times if time.role is TimeRole.HOLDS and time.period]
    named = years[0] if years else None
    plan, period = section.plan, named or section.period
    if _heading("review").search(scene.text):
        plan, period = False, named or frame.reviewed
    elif _heading("plan").search(scene.text):
        plan, period = True, named or frame.planned
    elif re.match(r"\s*[一二三四五六七八九十]+、", scene.text) and section.plan and not frame.plan:
        plan, period = False, named
    topic = _only([mention.initiative for mention in scene.initiatives])
    return Section(
        period=period,
        plan=plan,
        topic=topic,
        heading_topic=topic,
        title_topic=section.title_topic,
        block=scene.sentence.block,
    )


# ---------------------------------------------------------------- times


@cache
def plan_words() -> re.Pattern[str]:
    """Words that announce: 将, 力争, 计划."""
    return re.compile(rf"(?:{alternatives(column('wording', 'word', role='plan'))})")


def _opens(scene: Scene, time: TimeExpression) -> bool:
    """Whether a sentence begins with that time, so that the next ones may go on from it."""
    return not re.sub(r"截至|截止到?|到|至|在|自|其中|[“\s]", "", scene.text[: time.start])


def holds(scene: Scene, time: TimeExpression) -> bool:
    """Whether figures may hold at that time: a day or a month only after 截至, for else it dates an event."""
    if time.role is not TimeRole.HOLDS or time.period is None:
        return False
    dates_an_event = len(time.period) in {len("2025-09"), len("2025-09-30")}
    return not dates_an_event or bool(re.search(r"(?:截至|截止到?|到|至)\Z", scene.text[: time.start]))
