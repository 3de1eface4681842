"""Places in a text: what a name means in an article on some area."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from kg.gazetteer import Form, gazetteer
from kg.mentions.matching import Matcher, matcher
from kg.model import Level, Place
from kg.text.segment import divides_at, words
from kg.words import alternatives, column, rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceMention:
    """A place at text[start:end]."""

    start: int
    end: int
    place: Place
    surface: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FormMatch:
    """A form of the gazetteer at text[start:end], not yet resolved."""

    start: int
    end: int
    form: Form


@cache
def _matcher() -> Matcher:
    return matcher(gazetteer().forms())


def forms_in(text: str) -> tuple[FormMatch, ...]:
    """Return the forms of places in a text, leftmost and longest."""
    known = gazetteer().forms()
    return tuple(FormMatch(start=start, end=end, form=known[word]) for word, start, end in _matcher()(text))


def places_in(text: str, matches: Sequence[FormMatch], area: Place | None) -> tuple[PlaceMention, ...]:
    """Return the places of a text on an area, in order; forms that stay open are left out."""
    counties = list(_resolved(text, matches, area))
    right = [(place.start, place.end) for place in counties]
    counties += [p for p in _misprinted(text, area) if not any(a < p.end and p.start < b for a, b in right)]
    towns = list(_townships(text, sorted(counties, key=lambda mention: mention.start), area))
    towns += _listed_towns(text, [*counties, *towns], area)
    towns += _zones(text, counties)
    kept = [c for c in counties if not any(t.start <= c.start and c.end <= t.end for t in towns)]
    return tuple(sorted([*kept, *towns], key=lambda mention: (mention.start, mention.end)))


def _resolved(text: str, matches: Sequence[FormMatch], area: Place | None) -> Iterator[PlaceMention]:
    previous: PlaceMention | None = None
    named = {place for m in matches for place in m.form.places if m.form.full or place.level is not Level.COUNTY}
    for match in matches:
        surface = match.form.text
        if not match.form.full and _inside_word(text, match):
            continue
        if surface[0] == "全" and surface[1] in "省市县区州" and not (area and area in match.form.places):
            continue
        place = _within_previous(previous, match) or gazetteer().resolve(surface, area.key if area else None)
        if place is None or (not match.form.full and _means_nearer(text, match, place, area, named)):
            continue
        bounded = match.form.full and not text.startswith(("域", "级"), match.end)
        if len(surface) > 3 or not _cuts_words(text, match.start, None if bounded else match.end):
            previous = PlaceMention(start=match.start, end=match.end, place=place, surface=surface)
            yield previous


def _means_nearer(
    text: str, match: FormMatch, place: Place, area: Place | None, named: frozenset[Place] | set[Place]
) -> bool:
    """Whether a short form of a far place is a town here (平湖 in 深圳), a region in a slogan (健康|中原), or no place.

    A county of another province is called by its short form only where it or its city is named in full too.
    """
    if area is None or gazetteer().contains(place.key, area.key) or place == area:
        return False
    if text.endswith(column("place_titles", "word"), 0, match.start):
        return True
    around = (area, *(p for p in gazetteer().ancestors(area.key) if p.level is Level.PREFECTURE))
    if place.key[:2] == area.key[:2]:
        return False
    if place.level is Level.COUNTY and not named & {place, *gazetteer().ancestors(place.key)}:
        return True
    return any(gazetteer().township_named(match.form.text, outer.key) for outer in around)


def _within_previous(previous: PlaceMention | None, match: FormMatch) -> Place | None:
    """Read 温州市|龙湾区 as the 龙湾区 of 温州市: a place right behind another lies in it."""
    if previous is None or previous.end != match.start:
        return None
    inner = [p for p in match.form.places if gazetteer().contains(previous.place.key, p.key)]
    return inner[0] if len(inner) == 1 else None


def _inside_word(text: str, match: FormMatch) -> bool:
    """Whether a short form is cut from something longer: 南山|风景区, 长安|街, 江北|嘴."""
    return text.startswith(column("place_continuations", "word"), match.end) or bool(_VILLAGE.match(text, match.end))


#: 澄江|村 is a village; of 于都|村级 and 于都|村医 it is not the name.
_VILLAGE = re.compile(r"村(?![民级医干卫庄集企镇居社振里务])")


@cache
def _zone_tails() -> re.Pattern[str]:
    return re.compile(alternatives(column("zones", "tail")))


def _zones(text: str, places: Sequence[PlaceMention]) -> Iterator[PlaceMention]:
    """Read 晋江|经开区: a functional zone, which has no code, right behind the place that it lies in."""
    full = {row["tail"]: row["full"] for row in rows("zones")}
    for mention in places:
        match = _zone_tails().match(text, mention.end)
        if match is None or mention.place.level not in {Level.PREFECTURE, Level.COUNTY}:
            continue
        name = mention.surface.removesuffix("市") + full[match[0]]
        zone = Place(key=unlisted_key(mention.place.key, name), name=name, level=Level.COUNTY, parent=mention.place.key)
        yield PlaceMention(start=mention.start, end=match.end(), place=zone, surface=text[mention.start : match.end()])


def unlisted_key(parent: str, name: str) -> str:
    """Return the key of a place without a code: x- and a hash of where it lies and what it is called."""
    digest = hashlib.sha256(f"{parent}\n{unicodedata.normalize('NFKC', name)}".encode()).hexdigest()
    return f"x-{digest[:12]}"


def is_zone(place: Place) -> bool:
    """Whether a place is a functional zone without a code."""
    return place.key.startswith("x-")


_HAN = re.compile(r"[一-鿿]")


def _cuts_words(text: str, start: int, end: int | None) -> bool:
    """Whether jieba reads other words across the start, or the end if one is given: 医|保定|点 is 医保 and 定点."""
    if not _HAN.match(text[start - 1 : start]) and (end is None or not _HAN.match(text, end)):
        return False
    ends = (start,) if end is None else (start, end)
    return not divides_at(text, max(0, start - 4), start + 7, *ends)


_COUNTY_LIKE = re.compile(r"(?=([一-鿿]{2}[区县市]))")


def _misprinted(text: str, area: Place | None) -> Iterator[PlaceMention]:
    """Read a county of the article's prefecture whose name has one wrong character: 浏口区 is 渌口区."""
    if area is None or area.level is Level.PROVINCE:
        return
    prefecture = area if area.level is Level.PREFECTURE else (gazetteer().ancestors(area.key) or (area,))[0]
    counties = [place for place in gazetteer().children(prefecture.key) if place.level is Level.COUNTY]
    for wrong in sorted(set(_COUNTY_LIKE.findall(text))):
        right = [place for place in counties if _one_sign_off(wrong, place.name)]
        if len(right) == 1 and _means_nothing(wrong):
            for match in re.finditer(rf"{wrong}|(?<![一-鿿]){wrong[:2]}(?![一-鿿])", text):
                yield PlaceMention(start=match.start(), end=match.end(), place=right[0], surface=match[0])


def _one_sign_off(wrong: str, name: str) -> bool:
    """Whether a word of three signs is a county's name but for one sign before the last."""
    return len(name) == 3 and wrong[2] == name[2] and (wrong[0] == name[0]) != (wrong[1] == name[1])


def _means_nothing(word: str) -> bool:
    """Whether neither the gazetteer nor jieba knows a word or its beginning."""
    known = gazetteer().forms()
    return word not in known and word[:2] not in known and len(words(word)) == 3


def _townships(text: str, places: Sequence[PlaceMention], area: Place | None) -> Iterator[PlaceMention]:
    taken = [(place.start, place.end) for place in places]
    known: dict[str, Place] = {}
    for match in re.finditer(r"镇|乡|街道", text):
        found = _township_ending_at(text, match.end(), places, area, known)
        if found is not None:
            known.setdefault(found.surface, found.place)
        if found is not None and not any(
            a < found.end and found.start < b and b - a > found.end - found.start for a, b in taken
        ):
            yield found


_TOWN_LIST = re.compile(
    r"(?P<items>(?:[一-鿿]{2,8}、)+[一-鿿]{2,4}?)等?(?:[两二三四五六七八九十]|\d{1,2})?个?"
    r"(?P<level>街道|乡镇|镇街|镇|乡)(?!村|卫|中)"
)


def _listed_towns(text: str, places: Sequence[PlaceMention], area: Place | None) -> Iterator[PlaceMention]:
    """Read 黄河、辽河两个街道 and 葛坳、马安等乡: short names of towns, of which the list says what they are."""
    if area is None or area.level is Level.PROVINCE:
        return
    taken = [(place.start, place.end) for place in places]
    for match in _TOWN_LIST.finditer(text):
        endings = {"街道": ("街道",), "镇": ("镇",), "乡": ("乡",)}.get(match["level"], ("镇", "乡", "街道"))
        at = match.start("items")
        for item in re.split(r"(、)", match["items"]):
            at += len(item)
            found = _town_called(item, endings, area)
            if found and not any(a < at and at - len(found[0]) < b for a, b in taken):
                yield PlaceMention(start=at - len(found[0]), end=at, place=found[1], surface=found[0])


def _town_called(item: str, endings: tuple[str, ...], area: Place) -> tuple[str, Place] | None:
    """Return the end of an item that is the short name of one town of the area, with the town."""
    for cut in range(max(0, len(item) - 4), len(item) - 1):
        towns = {
            town.key: town for ending in endings for town in gazetteer().township_named(item[cut:] + ending, area.key)
        }
        if len(towns) == 1:
            return item[cut:], next(iter(towns.values()))
    return None


def _township_ending_at(
    text: str, end: int, places: Sequence[PlaceMention], area: Place | None, known: Mapping[str, Place]
) -> PlaceMention | None:
    """Find the longest name of a township that ends here, within the place before it or the article's area."""
    scopes = _scopes(places, end, area)
    for length in range(6, 1, -1):
        start = end - length
        name = text[max(0, start) : end]
        if start < 0 or not re.fullmatch(r"[一-鿿]+", name):
            continue
        for scope in scopes:
            towns = gazetteer().township_named(name, scope.key)
            towns = tuple(town for town in towns if town.name == name)
            town = towns[0] if len(towns) == 1 else known.get(name) if known.get(name) in towns else None
            if town is not None:
                return PlaceMention(start=start, end=end, place=town, surface=name)
    return None


def _scopes(places: Sequence[PlaceMention], end: int, area: Place | None) -> tuple[Place, ...]:
    near = [p.place for p in places if p.end <= end and end - p.end < 60 and p.place.level is not Level.PROVINCE]
    around = list(gazetteer().ancestors(area.key)) if area else []
    scopes = [*reversed(near), *([area] if area else []), *(p for p in around if p.level is not Level.PROVINCE)]
    return tuple(dict.fromkeys(scopes))
