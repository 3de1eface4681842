"""A change that makes the graph of the annotated articles worse does not pass."""

from __future__ import annotations

import json

import pytest

from tools import floor


@pytest.fixture(scope="module")
def now() -> dict[str, float]:
    return floor.measured()


def test_no_figure_lies_below_its_floor(now: dict[str, float]) -> None:
    least = json.loads(floor.FLOOR.read_text("utf-8"))

    assert now.keys() == least.keys()
    assert floor.below(now, least) == []


def test_a_figure_that_fell_lies_below(now: dict[str, float]) -> None:
    least = json.loads(floor.FLOOR.read_text("utf-8"))
    worse = now | {"metrics": least["metrics"] - 0.01}

    assert floor.below(worse, least) == [
        f"metrics: {worse['metrics']:.4f} is below the floor of {least['metrics']:.4f}"
    ]


def test_a_graph_that_lost_a_kind_lies_below(now: dict[str, float]) -> None:
    least = json.loads(floor.FLOOR.read_text("utf-8"))
    lost = {kind: figure for kind, figure in now.items() if kind != "metrics"}

    assert floor.below(lost, least) == [f"metrics: 0.0000 is below the floor of {least['metrics']:.4f}"]
