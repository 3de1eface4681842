"""Each line of tests/cases/links.tsv: a text, a figure in it, and the initiative whose effect it measures, or none."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from tests.facts.test_articles import read

CASES = Path(__file__).parent.parent / "cases" / "links.tsv"
ROWS = list(csv.reader(CASES.read_text("utf-8").splitlines()[1:], delimiter="\t"))


@pytest.mark.parametrize(("text", "figure", "initiative"), ROWS)
def test_a_figure_measures_this_initiative(text: str, figure: str, initiative: str) -> None:
    said = read(f"湘潭市卫生健康\n\n2025年12月28日 湘潭日报\n\n{text}\n")

    linked = [
        [one.name for one in observation.initiatives]
        for observation in said.observations
        if f"{observation.value.normalize():f}" == figure
    ]
    assert linked == [[] if initiative == "-" else [initiative]]
