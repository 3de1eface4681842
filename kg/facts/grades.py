"""What a grade without its noun counts: 2家国家级、28家省级龙头企业, 国家级示范单位13个、省级121个."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from kg.facts.wording import after_number, flows
from kg.text.segment import tag
from kg.words import alternatives, column

if TYPE_CHECKING:
    from kg.facts.reading import Reading
    from kg.facts.scene import Scene


def with_its_noun(scene: Scene, reading: Reading, last: Reading | None) -> Reading:
    """Lend a figure of a bare grade the noun behind it where it counts, else that of the figure before."""
    said = _bare().fullmatch(reading.indicator)
    if said is None or (said["acts"] and not tag(said["acts"]).startswith("v")):
        return reading
    noun = _noun_behind(scene, reading) if reading.end > reading.quantity.end else ""
    if noun:
        return replace(reading, indicator=said[0] + noun)
    graded = _graded_before(scene, reading, last, said["grade"]) if last is not None else ""
    return replace(reading, indicator=graded) if graded else reading


def lent_noun(items: list[str]) -> list[str]:
    """Lend the noun of the last item to those before it that are bare grades: 国家级、省级|专精特新企业."""
    noun = _graded().match(items[-1])
    if noun is None:
        return items
    return [item + noun["noun"] if _bare().fullmatch(item) else item for item in items]


def _noun_behind(scene: Scene, reading: Reading) -> str:
    """Return the noun at the end of a row of counted grades: 1个国家级|、40个省级、62个州级重点专科."""
    clause = scene.clauses[reading.clause]
    at = reading.end
    while joint := _JOINT.match(scene.text, at, clause.end):
        counted = next((q for q in scene.quantities if q.start == joint.end()), None)
        at = counted.end if counted else joint.end()
        following = _graded().match(scene.text, at, clause.end)
        if following is None:
            return ""
        noun = after_number(following["noun"])
        if noun:
            return noun
        at = following.end("grade")
    return ""


def _graded_before(scene: Scene, reading: Reading, last: Reading, grade: str) -> str:
    """Return the indicator of the figure before with this grade for its own: 国家级示范单位13个、省级|121个.

    One that has no grade takes this one where the figure is told as part of it: 创新平台604家，其中国家级|11家.
    """
    own = next((word for word in column("grades", "word") if word in last.indicator), "")
    if own:
        return last.indicator.replace(own, grade, 1)
    if not scene.text[: reading.start].endswith("其中"):
        return ""
    flow = next((word for word in flows() if last.indicator.startswith(word)), "")
    return grade + last.indicator.removeprefix(flow).removeprefix("各类")


_JOINT = re.compile(r"\s*(?:、|和|与|及|以及)\s*")


@cache
def _bare() -> re.Pattern[str]:
    return re.compile(rf"(?P<acts>[^，。；：、]{{0,6}}?)(?P<grade>{alternatives(column('grades', 'word'))})")


@cache
def _graded() -> re.Pattern[str]:
    """Match a grade and what follows it up to the next sign."""
    return re.compile(rf"(?P<grade>{alternatives(column('grades', 'word'))})(?P<noun>[^，,。；;：:、（(\d]*)")
