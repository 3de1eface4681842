"""The places and institutions that the heads of rows and columns name, and what a caption says."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.facts.tabular.heads import Unit, unit_of
from kg.gazetteer import gazetteer
from kg.mentions.places import unlisted_key
from kg.model import Institution, InstitutionKind, Level, Place
from kg.text.dates import TimeRole, times
from kg.words import rows

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kg.facts.scene import Scene
    from kg.facts.tabular.grid import Cell
    from kg.frame import Frame
    from kg.model import Article

Owner = Place | Institution


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """The places and institutions of the article by where they stand in the clean text."""

    article: Article
    frame: Frame
    places: Mapping[tuple[int, int], Place]
    institutions: Mapping[tuple[int, int], Institution]


@dataclass(frozen=True, slots=True, kw_only=True)
class Caption:
    """What stands above a table."""

    text: str = ""
    period: str | None = None
    about: Owner | None = None
    units: tuple[Unit, ...] = ()
    plan: bool = False


def names_of(article: Article, frame: Frame, scenes: Sequence[Scene]) -> Names:
    """Return the names that the scenes of an article hold, by where they stand."""
    places: dict[tuple[int, int], Place] = {}
    institutions: dict[tuple[int, int], Institution] = {}
    for scene in scenes:
        base = scene.sentence.start
        places |= {(base + p.start, base + p.end): p.place for p in scene.places}
        institutions |= {(base + f.start, base + f.end): f.institution for f in scene.institutions}
    return Names(article=article, frame=frame, places=places, institutions=institutions)


_AREA_WORD = re.compile(r"(?:全|我|本)(自治区|市|县|区|州|省|旗|盟)(?:合计|总计|平均|总体)?[A-Za-z]*\Z")
_AROUND_NAME = re.compile(r"(?:其中|[＃#*])[:：]?\s*")
#: 吴兴区（含市直）, 吴兴区 Wuxing: what does not belong to the name.
_BEHIND_NAME = re.compile(r"\s*[（(][^（）()]*[）)]\Z|(?<=[一-鿿])\s*[A-Za-z][A-Za-z' .-]*\Z")


def owner_in(names: Names, cell: Cell) -> Owner | None:
    """Return the place or institution that a cell names and nothing else."""
    lead = _AROUND_NAME.match(cell.text)
    start = cell.start + (lead.end() if lead else 0)
    shorter = _BEHIND_NAME.search(cell.text)
    ends = (cell.end, *([cell.start + shorter.start()] if shorter else []))
    for end in ends:
        found = names.institutions.get((start, end)) or names.places.get((start, end))
        if found is not None:
            return found
    return _area_meant(cell.text, names.frame)


def _area_meant(text: str, frame: Frame) -> Place | None:
    """Return what 全市 or 全县 stands for."""
    match = _AREA_WORD.match(re.sub(r"\s", "", text))
    if match is None or frame.area is None:
        return None
    chain = (frame.area, *gazetteer().ancestors(frame.area.key))
    return next((place for place in chain if place.name.endswith(match[1])), None)


def named_below(area: Place | None, text: str) -> Place | None:
    """Return the place that a row head names: one that is only clear from where it stands, or spaced out as 道 县."""
    text = re.sub(r"\s", "", text)
    if area is None or not re.fullmatch(r"[一-鿿]{2,12}", text):
        return None
    inner = [place for place in gazetteer().children(area.key) if text in gazetteer().all_names_of(place)]
    if len(inner) == 1:
        return inner[0]
    return gazetteer().resolve(text, area.key) or _zone(area, text)


def _zone(area: Place, text: str) -> Place | None:
    """Return the functional zone of an area: 南太湖新区, or 经开区 for the one of the area itself."""
    for row in rows("zones"):
        if text.endswith(row["tail"]):
            head = text.removesuffix(row["tail"]) or area.name.removesuffix("市")
            name = head + row["full"]
            return Place(key=unlisted_key(area.key, name), name=name, level=Level.COUNTY, parent=area.key)
    return None


_UNIT_LINE = re.compile(r"(?:计量)?单位[:：]\s*([^\s；;）)]+)")
_PLAN = re.compile(r"目标|计划(?!生育)|任务")
_OFFICES = frozenset((InstitutionKind.GOVERNMENT, InstitutionKind.PARTY, InstitutionKind.MEDIA))


def with_stretches(names: Names, caption: Caption, stretches: Sequence[tuple[int, int]]) -> Caption:
    """Add to a caption what further lines of it say; the last line that is none of units is its wording."""
    for start, end in stretches:
        text = names.article.clean.text[start:end]
        said = times(text, names.frame.today, names.frame.reported, names.frame.looked_back_on)
        period = next((t.period for t in said if t.period and t.role is TimeRole.HOLDS), None)
        units = _units_in(text)
        caption = Caption(
            text=caption.text if units else text,
            period=period or caption.period,
            about=_about_of_stretch(names, start, end) or caption.about,
            units=units or caption.units,
            plan=caption.plan or (_PLAN.search(text) is not None and "完成" not in text),
        )
    return caption


def _about_of_stretch(names: Names, start: int, end: int) -> Owner | None:
    """Return the house or place that a caption names last; an office only publishes."""
    inside = [(at, found) for at, found in names.institutions.items() if start <= at[0] and at[1] <= end]
    houses = [found for _, found in inside if found.kind not in _OFFICES]
    if houses:
        return houses[-1]
    places = [
        found
        for at, found in names.places.items()
        if start <= at[0] and at[1] <= end and not any(a <= at[0] < b for (a, b), _ in inside)
    ]
    return places[-1] if places else None


def _units_in(text: str) -> tuple[Unit, ...]:
    match = _UNIT_LINE.search(text)
    found = [unit_of(word) for word in re.split(r"[、，,]", match[1])] if match else []
    return tuple(unit for unit in found if unit)
