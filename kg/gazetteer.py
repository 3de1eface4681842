"""The administrative divisions of China: codes, names old and new, and what a name means in an article on some area."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from dataclasses import dataclass
from enum import IntEnum
from functools import cache, cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeVar

from kg.data import data_path
from kg.model import Level, Place

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

_K = TypeVar("_K")
_V = TypeVar("_V")
_LEVELS = {level.value: level for level in Level}
_HEIGHT = {level: height for height, level in enumerate(Level)}
_TOWNSHIP_SUFFIX = re.compile(r"(街道|地区|苏木|民族乡|镇|乡)$")


class Standing(IntEnum):
    """How firmly a form names a place; the smaller the firmer."""

    #: Its official name today: 江华瑶族自治县.
    OFFICIAL = 1
    #: The official name of the place that it has taken over: 祁阳县 for 祁阳市.
    FORMER = 2
    #: A shorter name in use: 江华县, 江华.
    SHORT = 3
    #: The short form of a former name: 闸北 for 静安区.
    FORMER_SHORT = 4


@dataclass(frozen=True, slots=True)
class Reading:
    """One place that a form may mean."""

    place: Place
    standing: Standing


@dataclass(frozen=True, slots=True)
class Form:
    """A name as it may stand in a text, with all it may mean at county level and above."""

    text: str
    #: The firmest first, then by level and code.
    readings: tuple[Reading, ...]
    #: Whether it is also an ordinary word or the tail of one: only the area of the article can vouch for it.
    risky: bool = False

    @property
    def places(self) -> tuple[Place, ...]:
        """The places it may mean, each once."""
        return tuple(dict.fromkeys(reading.place for reading in self.readings))

    @property
    def full(self) -> bool:
        """Whether it is an official name, of today or of the past."""
        return self.readings[0].standing <= Standing.FORMER


@dataclass(frozen=True)
class _Townships:
    """The places of the fourth level, as codes until one is asked for: there are 39,000 of them."""

    names: Mapping[str, str]
    #: Full and short names to codes.
    codes: Mapping[str, tuple[str, ...]]
    aliases: Mapping[str, tuple[str, ...]]


class Gazetteer:
    """Answers what places there are, how they lie in each other and what a name means; never changes."""

    def __init__(self, places: Mapping[str, Place], forms: Mapping[str, Form]) -> None:
        self._places = places
        self._forms = forms

    def place(self, key: str) -> Place | None:
        """Return the place with a code of six digits, or the township with one of nine."""
        return self._places.get(key) if len(key) == 6 else self._township(key)

    def ancestors(self, key: str) -> tuple[Place, ...]:
        """Return the areas around a place, the nearest first."""
        outer = self._around(key)
        return (outer, *self.ancestors(outer.key)) if outer else ()

    def children(self, key: str) -> tuple[Place, ...]:
        """Return the places right below one of province, prefecture or county level."""
        below = self._below.get(key, ())
        place = self._places.get(key)
        return below if below or place is None or place.level is Level.PROVINCE else self.townships(key)

    def contains(self, outer_key: str, inner_key: str) -> bool:
        """Whether the first place lies around the second; no place contains itself."""
        return any(place.key == outer_key for place in self.ancestors(inner_key))

    def forms(self) -> Mapping[str, Form]:
        """Return all names and short names at county level and above."""
        return self._forms

    def form(self, text: str) -> Form | None:
        """Return what is known of a form."""
        return self._forms.get(text)

    def named(self, form: str) -> tuple[Place, ...]:
        """Return all places at county level and above that a form may mean."""
        known = self._forms.get(form)
        return known.places if known else ()

    def candidates(self, form: str) -> tuple[Reading, ...]:
        """Return the readings of a form, the firmest first."""
        known = self._forms.get(form)
        return known.readings if known else ()

    def resolve(self, form: str, area_key: str | None = None) -> Place | None:
        """Return what a careful reader of an article on some area takes a form to mean, None if he would ask back.

        An area that is a city is meant before all others. Then the nearest meaning counts: within the prefecture of
        the area, within its province, in the country. At the same distance the firmer name wins, then the higher
        level. A risky form is never looked for far away.
        """
        known = self._forms.get(form)
        area = self.place(area_key) if area_key else None
        if known is None:
            return None
        if area and area.name.endswith("市") and area in known.places:
            return area
        readings = tuple(r for r in known.readings if not known.risky or self._vouched(r, area))
        for scope in self._scopes(area):
            near = tuple(r for r in readings if self._within(r.place, scope))
            if near:
                return _plainest(near)
        return _plainest(readings)

    def all_names_of(self, place: Place) -> tuple[str, ...]:
        """Return the forms that may mean a place, the official name first."""
        if place.level is Level.TOWNSHIP:
            return (place.name, *_township_shorts(place.name, self._townships.aliases.get(place.key, ())))
        return self._names.get(place.key, (place.name,))

    def townships(self, key: str) -> tuple[Place, ...]:
        """Return the townships of a county, or those that a prefecture holds without a county between."""
        return tuple(self._made_township(code) for code in self._townships_below.get(key, ()))

    def township_named(self, name: str, within_key: str) -> tuple[Place, ...]:
        """Return the townships of a full or short name within a county, prefecture or province, full names first."""
        codes = self._townships.codes.get(name, ())
        near = (self._made_township(code) for code in codes if self.contains(within_key, code))
        return tuple(sorted(near, key=lambda place: (place.name != name, place.key)))

    @cached_property
    def _below(self) -> Mapping[str | None, tuple[Place, ...]]:
        return _grouped((place.parent, place) for place in self._places.values())

    @cached_property
    def _names(self) -> Mapping[str, tuple[str, ...]]:
        pairs = ((r.place.key, (r.standing, form.text)) for form in self._forms.values() for r in form.readings)
        return {key: tuple(text for _, text in sorted(names)) for key, names in _grouped(pairs).items()}

    @cached_property
    def _townships(self) -> _Townships:
        return _read_townships()

    @cached_property
    def _townships_below(self) -> Mapping[str, tuple[str, ...]]:
        return _grouped((self._county_key(code), code) for code in self._townships.names)

    def _township(self, code: str) -> Place | None:
        return self._made_township(code) if code in self._townships.names else None

    def _made_township(self, code: str) -> Place:
        name = self._townships.names[code]
        return Place(key=code, name=name, level=Level.TOWNSHIP, parent=self._county_key(code))

    def _county_key(self, code: str) -> str:
        """Return the place right around a township: its county, or the prefecture where a zone lies between."""
        outer = (code[:6], code[:4] + "00", code[:2] + "0000")
        return next(key for key in outer if key in self._places)

    def _around(self, key: str) -> Place | None:
        if len(key) == 12:
            return self._township(key[:9])
        if len(key) == 9:
            return self._places[self._county_key(key)]
        place = self._places.get(key)
        return self._places[place.parent] if place and place.parent else None

    def _scopes(self, area: Place | None) -> Iterator[Place]:
        """Yield the areas in which to look for a meaning: the prefecture of an area, then its province."""
        if area:
            for place in (area, *self.ancestors(area.key)):
                if place.level in {Level.PREFECTURE, Level.PROVINCE}:
                    yield place

    def _within(self, place: Place, scope: Place) -> bool:
        return place == scope or self.contains(scope.key, place.key)

    def _vouched(self, reading: Reading, area: Place | None) -> bool:
        """Whether an area makes a risky form believable: same province for a full name, next relative for a short."""
        if area is None:
            return False
        chain = (area, *self.ancestors(area.key))
        if reading.standing <= Standing.FORMER:
            return self._within(reading.place, chain[-1])
        return reading.place in chain or reading.place.parent in {area.key, area.parent}


def _plainest(readings: tuple[Reading, ...]) -> Place | None:
    """Return the one place of the firmest standing and then the highest level, None where two are left."""
    if not readings:
        return None
    best = min(_plainness(reading) for reading in readings)
    places = {reading.place for reading in readings if _plainness(reading) == best}
    return places.pop() if len(places) == 1 else None


def _plainness(reading: Reading) -> tuple[int, int]:
    return reading.standing, _HEIGHT[reading.place.level]


@cache
def gazetteer() -> Gazetteer:
    """Return the gazetteer of the project's place lists."""
    aliases: dict[str, str] = {}
    places: dict[str, Place] = {}
    for code, name, level, parent, shorter in _rows("places"):
        places[code] = Place(key=code, name=name, level=_LEVELS[level], parent=parent or None)
        aliases[code] = shorter
    return Gazetteer(MappingProxyType(places), MappingProxyType(_forms(places, aliases)))


def _forms(places: Mapping[str, Place], aliases: Mapping[str, str]) -> dict[str, Form]:
    """Return all forms in the order of their text."""
    readings = defaultdict(list)
    for place in places.values():
        readings[place.name].append(Reading(place, Standing.OFFICIAL))
        for alias in aliases[place.key].split():
            readings[alias].append(Reading(place, Standing.SHORT))
    for text, reading in _former_readings(places):
        # A former name does not make a name of today unclear: 株洲 is 株洲市, whatever became of 株洲县.
        if reading.standing is Standing.FORMER or all(r.standing > Standing.SHORT for r in readings[text]):
            readings[text].append(reading)
    risky = {form for form, _ in _rows("risky_forms")}
    return {text: Form(text, _in_order(readings[text]), text in risky) for text in sorted(readings)}


def _former_readings(places: Mapping[str, Place]) -> Iterator[tuple[str, Reading]]:
    """Yield the names of the past with the places that came after."""
    for _, name, successors, _, shorter in _rows("former_places"):
        for place in (places[key] for key in successors.split("|") if key):
            if name != place.name:
                yield name, Reading(place, Standing.FORMER)
                for alias in shorter.split():
                    yield alias, Reading(place, Standing.FORMER_SHORT)


def _in_order(readings: Iterable[Reading]) -> tuple[Reading, ...]:
    """Return each place once under its firmest standing, the firmest first, then by level and code."""
    firmest: dict[str, Reading] = {}
    for reading in sorted(readings, key=lambda r: (*_plainness(r), r.place.key)):
        firmest.setdefault(reading.place.key, reading)
    return tuple(firmest.values())


def _read_townships() -> _Townships:
    names: dict[str, str] = {}
    aliases: dict[str, tuple[str, ...]] = {}
    codes = defaultdict(list)
    for code, name, special in _rows("townships"):
        names[code] = name
        if special:
            aliases[code] = tuple(special.split())
        for form in (name, *_township_shorts(name, aliases.get(code, ()))):
            codes[form].append(code)
    return _Townships(names, {form: tuple(found) for form, found in codes.items()}, aliases)


def _township_shorts(name: str, aliases: tuple[str, ...]) -> tuple[str, ...]:
    """Return the shorter names of a township: 塔峰镇 is 塔峰; never a single character."""
    short = _TOWNSHIP_SUFFIX.sub("", name)
    return aliases or ((short,) if len(short) > 1 else ())


def _grouped(pairs: Iterable[tuple[_K, _V]]) -> dict[_K, tuple[_V, ...]]:
    groups: dict[_K, list[_V]] = defaultdict(list)
    for key, value in pairs:
        groups[key].append(value)
    return {key: tuple(values) for key, values in groups.items()}


def _rows(name: str) -> Iterator[list[str]]:
    """Yield the rows of a word list without its header; plain lists, because there are many."""
    with data_path("ontology", "words", f"{name}.csv").open(encoding="utf-8", newline="") as file:
        reader = csv.reader(file)
        next(reader)
        yield from reader
