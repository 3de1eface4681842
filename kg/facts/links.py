"""Which initiative a figure measures: that of its wording, its clause, a clause before it or its paragraph."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

from kg.facts.indicators import tells_of_the_area
from kg.facts.programmes import carried_out_by, is_wide, told_by
from kg.facts.sections import TAKES_IN, is_an_honour
from kg.words import alternatives, column

if TYPE_CHECKING:
    from kg.facts.reading import Reading
    from kg.facts.scene import Scene
    from kg.facts.standing import Ground
    from kg.mentions.programme_names import InitiativeMention
    from kg.model import Indicator, Initiative

#: An article that names so many initiatives reports on every field: most stand there but once, beside their neighbours.
_RANGING: Final = 30
#: How many clauses before its own may name the initiative of a figure in such an article.
_REACH: Final = 1


def measured_by(ground: Ground, reading: Reading, measure: Indicator) -> tuple[Initiative | None, bool]:
    """Return the initiative whose effect a figure measures, and whether its own sentence leaves that to be inferred.

    What the indicator itself tells (签约率) counts first where the article names it; then one in the figure's own
    clause, the nearest before the number; then one in a clause before, up to the semicolon; then what the heading or
    the paragraph is about. An indicator of the whole area or house (人均预期寿命) takes only the heading's from
    outside.
    """
    told = next((initiative for initiative in told_by(reading.indicator) if initiative in ground.named), None)
    if told is not None:
        return told, not _spoken(ground.scene, reading, told)
    of_the_area = tells_of_the_area(reading.indicator, reading.kind, measure)
    near = _in_its_clause(ground.scene, reading) or (None if of_the_area else _in_a_clause_before(ground, reading))
    if near is not None:
        measured = carried_out_by(near.initiative)
        return measured, measured != near.initiative
    topic = _meant_by_this(ground, reading) or _topic(ground, reading, of_the_area=of_the_area)
    return carried_out_by(topic) if topic else None, topic is not None


def _spoken(scene: Scene, reading: Reading, told: Initiative) -> bool:
    return any(
        mention.initiative == told and reading.start <= mention.start and mention.end <= reading.end
        for mention in scene.initiatives
    )


@cache
def _this() -> re.Pattern[str]:
    """Match a word that goes back to a programme named before: 这项工程, 该项目, 这一行动."""
    nouns = alternatives(column("initiative_anaphors", "noun"))
    return re.compile(rf"(?:(?:这一?项|这一|此项|上述)(?:{nouns})|(?<!应)该(?P<same>{nouns}))")


def _meant_by_this(ground: Ground, reading: Reading) -> Initiative | None:
    """Return the programme named last before the sentence where the clause of a figure goes back to it.

    该项目 is only one that is called a project, for it may as well be a building.
    """
    last, clause = ground.section.named_last, ground.scene.clauses[reading.clause]
    said = _this().search(ground.scene.text, clause.start, reading.quantity.number)
    return last if said and last and last.name.endswith(said["same"] or "") else None


def _topic(ground: Ground, reading: Reading, *, of_the_area: bool) -> Initiative | None:
    """Return what the heading or the paragraph is about, a paragraph only until it turns to something else."""
    section = ground.section
    if section.topic is None or section.recent is None or _covers_all(ground, section.topic):
        return None
    if section.topic == section.heading_topic:
        return section.topic
    named = [mention.initiative for mention in ground.scene.initiatives if mention.start < reading.start]
    turned = section.topic != (named[-1] if named else section.recent)
    return None if turned or of_the_area else section.topic


def _covers_all(ground: Ground, topic: Initiative) -> bool:
    """Whether a topic is but the heading of a field, as 美丽青岛 is in a report to a congress."""
    return ground.frame.report and topic.name.startswith(column("place_titles", "word"))


# ---------------------------------------------------------------- the figure's own clause


def _in_its_clause(scene: Scene, reading: Reading) -> InitiativeMention | None:
    clause = scene.clauses[reading.clause]
    inside = [
        mention
        for mention in scene.initiatives
        if clause.start <= mention.start
        and mention.end <= clause.end
        and not _is_of_another_item(scene, reading, mention)
    ]
    before = [mention for mention in inside if mention.start < reading.end]
    near = before or inside
    return near[-1] if near else None


_NEXT_ITEM = re.compile(r"[、，,和及]")


#: 丁家湾大桥|等|129个项目, 甲项目|、乙基地等|116个, 正源街改造|等项目|20个: an example is not what the count measures.
_EXAMPLE = re.compile(r"(?:[^，,；;。、\d]{0,6}|、[^，,；;。\d]{0,40})等[^，,；;。、\d]{0,12}")


def _is_of_another_item(scene: Scene, reading: Reading, mention: InitiativeMention) -> bool:
    """Whether a mention belongs to another item of a list, as 专精特新 does in 贡嘎培优企业2户、|专精特新企业10户."""
    is_project = mention.rule.startswith("project")
    if is_project and _EXAMPLE.fullmatch(scene.text, mention.end, reading.quantity.start):
        return True
    if mention.start >= reading.end:
        return bool(_NEXT_ITEM.search(_unquoted(scene.text[reading.end : mention.start])))
    between = scene.text[mention.end : reading.start]
    return "、" in _unquoted(between) and any(
        mention.end <= quantity.number < reading.start for quantity in scene.quantities
    )


_QUOTED = re.compile(r"“[^”]*”|（[^）]*）|\([^)]*\)")


def _unquoted(text: str) -> str:
    """Return a text without what stands in quotation marks or brackets."""
    return _QUOTED.sub("", text)


# ---------------------------------------------------------------- the clauses before


def _in_a_clause_before(ground: Ground, reading: Reading) -> InitiativeMention | None:
    scene = ground.scene
    opening = scene.clauses[_after_semicolon(scene, reading.clause)]
    clause = scene.clauses[reading.clause]
    near = scene.clauses[max(0, reading.clause - _REACH)]
    ranging = len(ground.named) >= _RANGING
    for mention in reversed(scene.initiatives):
        if not (opening.start <= mention.start and mention.end <= clause.start and _leads(scene, mention)):
            continue
        if not ranging:
            return mention
        governs = mention.end <= opening.end and _is_an_action(scene, mention)
        if (governs or mention.start >= near.start) and not _has_its_own(scene, mention):
            return mention
    return None


@cache
def _actions() -> re.Pattern[str]:
    return re.compile(rf"[^，,；;。]{{0,4}}(?:{alternatives(column('initiative_tails', 'tail', action='yes'))})")


def _is_an_action(scene: Scene, mention: InitiativeMention) -> bool:
    """Whether what a sentence opens with is a campaign or a plan, of which all its clauses tell."""
    named = mention.surface.rstrip("”’").endswith(column("initiative_tails", "tail", action="yes"))
    return named or bool(_actions().match(scene.text, mention.end))


def _after_semicolon(scene: Scene, clause: int) -> int:
    """Return the first clause after the last semicolon before a clause: what stands before it tells something else."""
    while clause > 0 and scene.text[scene.clauses[clause].start - 1] not in "；;":
        clause -= 1
    return clause


_AND_OTHERS = re.compile(r"(?:[^，,；;。]{0,6}|、[^，,；;。]{0,30})等")


def _leads(scene: Scene, mention: InitiativeMention) -> bool:
    """Whether a mention may say what the next clauses are about: one of several (…等政策) and half a field do not."""
    beside = _AND_OTHERS.match(scene.text, mention.end) or _takes_another_in(scene, mention)
    return not is_wide(mention.initiative) and not beside


#: 糖尿病防控中心建设|被纳入|民生实事项目: of the first the next clauses tell.
_TAKEN_IN = re.compile(rf"[^，,；;。]{{0,8}}(?:{TAKES_IN})[^，,；;。]{{0,6}}")


def _takes_another_in(scene: Scene, mention: InitiativeMention) -> bool:
    before = (other for other in scene.initiatives if other.end <= mention.start)
    return any(_TAKEN_IN.fullmatch(scene.text, other.end, mention.start) for other in before)


def _has_its_own(scene: Scene, mention: InitiativeMention) -> bool:
    """Whether a mention is counted in its own clause (产教联合体10个), a project or an honour."""
    clause = next(clause for clause in reversed(scene.clauses) if clause.start <= mention.start)
    counted = any(clause.start <= quantity.number < clause.end for quantity in scene.quantities)
    return counted or mention.rule.startswith("project") or is_an_honour(scene, mention)
