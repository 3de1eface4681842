"""Sentences with all that is found in them, as the readers of facts get them."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kg.gazetteer import gazetteer
from kg.mentions.initiatives import find_initiatives
from kg.mentions.institutions import Found, find_institutions
from kg.mentions.places import PlaceMention
from kg.model import Institution, Level, Place
from kg.text.dates import TimeExpression, times
from kg.text.quantities import Quantity, quantities
from kg.text.sentences import Clause, Sentence, clauses, sentences

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from kg.frame import Frame
    from kg.mentions.institutions import AreaNamed
    from kg.mentions.programme_names import InitiativeMention
    from kg.model import Article

    Named = PlaceMention | Found | InitiativeMention | TimeExpression


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """One sentence; all positions are the sentence's own."""

    sentence: Sentence
    clauses: tuple[Clause, ...]
    times: tuple[TimeExpression, ...]
    quantities: tuple[Quantity, ...]
    places: tuple[PlaceMention, ...]
    institutions: tuple[Found, ...]
    initiatives: tuple[InitiativeMention, ...]

    @property
    def owners(self) -> tuple[PlaceMention | Found, ...]:
        """The places and institutions, which may own a figure."""
        return (*self.places, *self.institutions)

    @property
    def text(self) -> str:
        """The words of the sentence."""
        return self.sentence.text


def scenes_of(article: Article, frame: Frame, places: Sequence[PlaceMention]) -> tuple[Scene, ...]:
    """Return the sentences of an article with what is found in them; the places are those of the whole clean text."""
    return tuple(_scene(sentence, frame, places) for sentence in sentences(article))


def _scene(sentence: Sentence, frame: Frame, places: Sequence[PlaceMention]) -> Scene:
    text = sentence.text
    first = bisect_left(places, sentence.start, key=lambda place: place.start)
    last = bisect_left(places, sentence.end, lo=first, key=lambda place: place.start)
    here = tuple(
        PlaceMention(
            start=place.start - sentence.start,
            end=place.end - sentence.start,
            place=place.place,
            surface=place.surface,
        )
        for place in places[first:last]
        if place.end <= sentence.end
    )
    said = times(text, frame.today, frame.reported, frame.looked_back_on)
    institutions = find_institutions(text, here, area_namer(frame, places, sentence.start))
    houses = [(found.start, found.end) for found in institutions]
    initiatives = find_initiatives(text, houses, [(place.start, place.end) for place in here])
    whole = [found for found in institutions if text[found.start : found.end] == found.surface]
    named: list[Named] = [*said, *here, *whole, *filter(_is_numbered, initiatives)]
    hidden = [(item.start, item.end) for item in named] + _short_quotes(text)
    return Scene(
        sentence=sentence,
        clauses=clauses(text),
        times=said,
        quantities=quantities(text, hidden),
        places=here,
        institutions=institutions,
        initiatives=initiatives,
    )


_NUMBER = re.compile(r"\d|[一二三四五六七八九十]")
_COUNT = re.compile(r"[\d一二三四五六七八九十](?:项|个|家|所|件)")
_SHORT_QUOTE = re.compile(r"“[^”，。；！？]{1,24}”|‘[^’，。；！？]{1,24}’|《[^》]{1,60}》")


def _is_numbered(initiative: InitiativeMention) -> bool:
    """Whether a number belongs to the name (15分钟医保服务圈) and counts nothing (8项为民服务实事)."""
    surface = initiative.surface
    return bool(_NUMBER.search(surface)) and initiative.rule != "project" and not _COUNT.search(surface)


def _short_quotes(text: str) -> list[tuple[int, int]]:
    return [match.span() for match in _SHORT_QUOTE.finditer(text)]


def with_institutions(scene: Scene, same: Mapping[Institution, Institution]) -> Scene:
    """Return the scene with each institution replaced by the one that stands for it."""
    if not scene.institutions:
        return scene
    return replace(
        scene, institutions=tuple(replace(found, institution=same[found.institution]) for found in scene.institutions)
    )


def with_aliases(scene: Scene, aliases: Mapping[str, Institution]) -> Scene:
    """Return the scene with the institutions that it names by a short name which the article gives elsewhere."""
    taken = [(found.start, found.end) for found in scene.institutions]
    more = [
        Found(start=match.start(), end=match.end(), institution=institution, surface=alias)
        for alias, institution in aliases.items()
        for match in re.finditer(re.escape(alias), scene.text)
        if not any(start < match.end() and match.start() < end for start, end in taken)
    ]
    if not more:
        return scene
    return replace(scene, institutions=tuple(sorted([*scene.institutions, *more], key=lambda f: (f.start, f.end))))


#: A site at the head of a stretch: (开诊的)新蒲院区, (迁入)… is left, for nothing bounds its name.
_SITE = re.compile(r"(?:^|(?<=[的在和与及、，,“：]))(?P<site>(?![在与和及从到由对向把将])[一-鿿]{1,3}院区)")
_NO_SITE = re.compile(r"(?:[各两该全多几新老本双三四主旧原]|整个|所有|多个|两个|三个|各个|现有|新建)院区")


def with_sites(scene: Scene, hospital: Institution) -> Scene:
    """Return the scene with the sites (新蒲院区) that it names of the one hospital that the article is about."""
    taken = [(found.start, found.end) for found in scene.institutions]
    more = []
    for match in _SITE.finditer(scene.text):
        start, end = match.span("site")
        if any(a < end and start < b for a, b in taken) or _NO_SITE.fullmatch(match["site"]):
            continue
        name = hospital.name + match["site"]
        site = Institution(name=name, kind=hospital.kind, area=hospital.area, parent=hospital)
        more.append(Found(start=start, end=end, institution=site, surface=match["site"]))
    if not more:
        return scene
    return replace(scene, institutions=tuple(sorted([*scene.institutions, *more], key=lambda f: (f.start, f.end))))


# ---------------------------------------------------------------- what 市, 县, 镇 stand for

#: How far back a place may stand that 该县 or 镇 refers to, in characters.
_REACH = 200
#: Words for a place below the county.
_TOWNSHIP_WORDS = frozenset({"镇", "乡", "街道"})


def area_namer(frame: Frame, places: Sequence[PlaceMention], offset: int) -> AreaNamed:
    """Return the function that says what 市, 县, 镇 … stand for at a position of a sentence that begins at offset."""

    def area_named(word: str, position: int) -> Place | None:
        if word == "":
            return frame.area
        if word in _TOWNSHIP_WORDS:
            return _nearest(places, offset + position, lambda place: place.level is Level.TOWNSHIP)
        endings = ("县", "旗") if word == "县" else (word,)
        chain = (frame.area, *gazetteer().ancestors(frame.area.key)) if frame.area else ()
        fitting = next((place for place in chain if place.name.endswith(endings)), None)
        return fitting or _nearest(places, offset + position, lambda place: place.name.endswith(endings))

    return area_named


def _nearest(places: Sequence[PlaceMention], position: int, fits: Callable[[Place], bool]) -> Place | None:
    near = [m.place for m in places if position - _REACH < m.end <= position and fits(m.place)]
    return near[-1] if near else None
