"""The concept that a wording of an indicator stands for, by the controlled vocabulary."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from kg.model import Indicator, ValueKind
from kg.words import rows

if TYPE_CHECKING:
    from collections.abc import Mapping

_AREA = re.compile(r"\A(?:全|我|本)(?:市|县|区|省|州|国)|\A(?:年末|期末|现有|共有|实有)")
_FOLD = str.maketrans({"（": "(", "）": ")", "“": "", "”": "", "‘": "", "’": "", " ": ""})


@cache
def _concepts() -> Mapping[str, str]:
    found: dict[str, str] = {}
    for row in rows("indicators"):
        for wording in (row["name"], *filter(None, row["variants"].split("|"))):
            found.setdefault(wording.translate(_FOLD), row["name"])
    return found


def indicator(wording: str, kind: ValueKind) -> Indicator:
    """Return the concept of a wording, or one of its own where the vocabulary has none.

    A change, a rank or a duration is an indicator of its own: the fall stands in its name, not in the sign.
    """
    if kind is not ValueKind.LEVEL:
        return Indicator(name=wording)
    plain = wording.translate(_FOLD)
    for form in (plain, _AREA.sub("", plain), plain.removesuffix("数"), plain + "数"):
        if form in _concepts():
            return Indicator(name=_concepts()[form])
    return Indicator(name=wording)
