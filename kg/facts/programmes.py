"""What the list of initiatives says of two of them: which is part of which, and which carries the other out."""

from __future__ import annotations

from functools import cache

from kg.model import Initiative
from kg.words import column, rows


def is_wide(initiative: Initiative) -> bool:
    """Whether an initiative covers half of a field (深化医药卫生体制改革) and says nothing of figures elsewhere."""
    return initiative.name in column("wide_initiatives", "name")


def carried_out_by(initiative: Initiative) -> Initiative:
    """Return the programme that a body such as 家庭医生团队 carries out; any other initiative is its own."""
    broader = _broader().get(initiative.name)
    return Initiative(name=broader) if broader and initiative.name.endswith(_bodies()) else initiative


def told_by(wording: str) -> tuple[Initiative, ...]:
    """Return the initiatives that an indicator measures wherever it stands: 签约率 that of family doctors."""
    return tuple(initiative for word, initiative in _measured() if word in wording)


@cache
def _measured() -> tuple[tuple[str, Initiative], ...]:
    return tuple((row["wording"], Initiative(name=row["initiative"])) for row in rows("measured_initiatives"))


@cache
def _bodies() -> tuple[str, ...]:
    return tuple(column("initiative_bodies", "ending"))


@cache
def _broader() -> dict[str, str]:
    return {row["name"]: row["broader"] for row in rows("initiatives") if row["broader"]}
