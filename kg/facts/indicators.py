"""The concept that a wording of an indicator stands for, by the controlled vocabulary."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from kg.facts.wording import flows
from kg.model import Indicator, ValueKind
from kg.words import alternatives, column, rows

if TYPE_CHECKING:
    from collections.abc import Mapping

_AREA = re.compile(r"\A(?:全|我|本)(?:市|县|区|省|州|国)|\A(?:年末|期末|现有|共有|实有)")
_FOLD = str.maketrans({"（": "(", "）": ")", "“": "", "”": "", "‘": "", "’": "", " ": ""})


@dataclass(frozen=True, slots=True)
class _Concept:
    name: str
    #: The units it is told in; none where the vocabulary does not say.
    units: frozenset[str]


@cache
def _concepts() -> Mapping[str, _Concept]:
    found: dict[str, _Concept] = {}
    for row in rows("indicators"):
        concept = _Concept(row["name"], frozenset(_plain_unit(unit) for unit in row["units"].split("|") if unit))
        for wording in (row["name"], *filter(None, row["variants"].split("|"))):
            found.setdefault(wording.translate(_FOLD), concept)
    return found


@cache
def _units() -> Mapping[str, str]:
    return {row["unit"]: row["same_as"] or row["unit"] for row in rows("units")}


def _plain_unit(unit: str) -> str:
    """Return what kind of unit a unit is, for 家, 个 and 所 count alike and so do 人 and 名."""
    plain = _units().get(unit, unit)
    return {"家": "个", "所": "个", "座": "个", "处": "个", "名": "人", "位": "人", "次": "人次"}.get(plain, plain)


def indicator(wording: str, kind: ValueKind, unit: str) -> Indicator:
    """Return the concept of a wording, or one of its own where the vocabulary has none that is told in that unit.

    A change, a rank or a duration is an indicator of its own: the fall stands in its name, not in the sign.
    """
    if kind is not ValueKind.LEVEL:
        return Indicator(name=wording)
    plain = wording.translate(_FOLD)
    forms = (plain, _AREA.sub("", plain), plain.removesuffix("数"), plain + "数")
    concept = next((_concepts()[form] for form in forms if form in _concepts()), None)
    if concept is None or not _agrees(concept, plain, unit):
        return Indicator(name=wording)
    return Indicator(name=concept.name)


def _agrees(concept: _Concept, wording: str, unit: str) -> bool:
    """Whether a concept is told in that unit, and is a flow if the wording is one (新增床位 are no 床位数)."""
    if concept.units and _plain_unit(unit) not in concept.units:
        return False
    flow = next((word for word in flows() if wording.startswith(word)), "")
    return not flow or flow in concept.name


@cache
def _of_the_area() -> tuple[frozenset[str], re.Pattern[str]]:
    names = frozenset(column("area_indicators", "indicator"))
    forms = (row["name"] + "|" + row["variants"] for row in rows("indicators") if row["name"] in names)
    return names, re.compile(
        alternatives(tuple(form.translate(_FOLD) for row in forms for form in row.split("|") if form))
    )


def tells_of_the_area(wording: str, kind: ValueKind, concept: Indicator) -> bool:
    """Whether an indicator tells the state of a whole area or house, as 人均预期寿命 and 门急诊人次 do."""
    names, forms = _of_the_area()
    return concept.name in names or (kind is not ValueKind.LEVEL and bool(forms.match(wording.translate(_FOLD))))
