"""Figures over time -> the points and marks of a small drawing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date
    from decimal import Decimal

WIDTH: Final = 320
HEIGHT: Final = 120
_LEFT, _RIGHT, _TOP, _BOTTOM = 28, 28, 22, 24


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """One figure at one time."""

    at: date
    value: Decimal
    #: What is written at the point and below it.
    label: str
    period: str
    target: bool = False


@dataclass(frozen=True, slots=True)
class Point:
    """Where a figure is drawn."""

    x: float
    y: float
    moment: Moment


@dataclass(frozen=True, slots=True)
class Chart:
    """A series as it is drawn."""

    title: str
    points: tuple[Point, ...]

    @property
    def line(self) -> str:
        """The points as SVG writes them."""
        return " ".join(f"{point.x},{point.y}" for point in self.points)


def chart(title: str, moments: Iterable[Moment]) -> Chart | None:
    """Draw a series; None where it has not two times to compare."""
    ordered = sorted(set(moments), key=lambda moment: (moment.at, moment.value))
    if len({moment.at for moment in ordered}) < 2:
        return None
    days = [moment.at.toordinal() for moment in ordered]
    xs = _scaled(days, _LEFT, WIDTH - _RIGHT)
    ys = _scaled([float(moment.value) for moment in ordered], HEIGHT - _BOTTOM, _TOP)
    return Chart(title, tuple(map(Point, xs, ys, ordered)))


def _scaled(values: Sequence[float], low: float, high: float) -> list[float]:
    least, most = min(values), max(values)
    if least == most:
        return [(low + high) / 2 for _ in values]
    return [round(low + (value - least) / (most - least) * (high - low), 1) for value in values]
