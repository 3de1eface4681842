"""Which institutions named in an article are one: by a name in brackets, and by a short form of a fuller name."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from kg.model import InstitutionKind, Level

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kg.mentions.institutions import Found
    from kg.model import Institution


def one_of_each(found: Sequence[Found]) -> Mapping[Institution, Institution]:
    """Return for each institution of an article the one that stands for it and its other names."""
    order = list(dict.fromkeys(item.institution for item in found))
    chosen = {institution: institution for institution in order}
    names = {institution.name: institution for institution in reversed(order)}
    for item in found:
        for other in item.others:
            if other in names and names[other] != item.institution:
                chosen[names[other]] = item.institution
    for item in found:
        fuller = _fuller(item, order) or _of_the_same_town(item.institution, order)
        if fuller is not None:
            chosen[item.institution] = fuller
    return {institution: _root(institution, chosen) for institution in order}


def short_names(found: Sequence[Found], same: Mapping[Institution, Institution]) -> Mapping[str, Institution]:
    """Return the names by which an article may call its institutions again, each of one institution only.

    They are the names in brackets (以下简称百宏聚纤), the names of centres without their area (病理诊断中心), and those
    that a list names short (银坑、禾丰2家中心卫生院).
    """
    named: dict[str, set[Institution]] = defaultdict(set)
    for item in found:
        institution = same[item.institution]
        for other in item.others:
            named[other].add(institution)
        area = institution.area
        if item.area_surface:
            named[item.surface].add(institution)
        if institution.kind is InstitutionKind.OTHER and area and institution.name.startswith(area.name):
            named[institution.name.removeprefix(area.name)].add(institution)
    return {
        name: institutions.pop()
        for name, institutions in sorted(named.items(), key=lambda pair: (-len(pair[0]), pair[0]))
        if len(institutions) == 1 and len(name) >= _SHORTEST
    }


#: A shorter name is too likely to be another word.
_SHORTEST = 4


def _fuller(item: Found, order: Sequence[Institution]) -> Institution | None:
    """Return the one institution whose name ends in a name that was read without an area: 寿雁分院."""
    if item.institution.name != item.surface or len(item.surface) < _SHORTEST:
        return None
    longer = [i for i in order if i.name != item.surface and i.name.endswith(item.surface)]
    return longer[0] if len(longer) == 1 else None


def _of_the_same_town(institution: Institution, order: Sequence[Institution]) -> Institution | None:
    """Return the first health centre named of the same town: 涧池中心卫生院 and 涧池镇卫生院 are 涧池镇中心卫生院."""
    town = institution.area
    if town is None or town.level is not Level.TOWNSHIP or institution.kind is not InstitutionKind.PRIMARY_CARE:
        return None
    if not institution.name.endswith(_HEALTH_CENTRE) or institution.parent is not None:
        return None
    alike = [
        other
        for other in order
        if other.area == town and other.kind is institution.kind and other.name.endswith(_HEALTH_CENTRE)
    ]
    fullest = max(alike, key=lambda other: len(other.name))
    return None if fullest == institution else fullest


_HEALTH_CENTRE = "卫生院"


def _root(institution: Institution, chosen: Mapping[Institution, Institution]) -> Institution:
    seen = set()
    while chosen[institution] != institution and institution not in seen:
        seen.add(institution)
        institution = chosen[institution]
    return institution
