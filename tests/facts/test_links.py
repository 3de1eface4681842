"""Which initiative a figure measures, or none: a line of tests/cases/links.tsv is a text and one figure of it.

A file of tests/cases/links/ is a whole article, and below "# links" its figures in order, each with its initiative.
"""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from tests.facts.test_articles import read

CASES = Path(__file__).parent.parent / "cases"
ROWS = list(csv.reader((CASES / "links.tsv").read_text("utf-8").splitlines()[1:], delimiter="\t"))
ARTICLES = sorted((CASES / "links").glob("*.txt"))


@pytest.mark.parametrize(("text", "figure", "initiative"), ROWS)
def test_a_figure_measures_this_initiative(text: str, figure: str, initiative: str) -> None:
    said = read(f"湘潭市卫生健康\n\n2025年12月28日 湘潭日报\n\n{text}\n")

    linked = [
        [one.name for one in observation.initiatives]
        for observation in said.observations
        if f"{observation.value.normalize():f}" == figure
    ]
    assert linked == [[] if initiative == "-" else [initiative]]


@pytest.mark.parametrize("case", ARTICLES, ids=lambda case: case.stem)
def test_the_figures_of_an_article_measure_these_initiatives(case: Path) -> None:
    text, _, expected = case.read_text("utf-8").partition("# links\n")

    linked = [
        f"{figure.value.normalize():f} | {figure.initiatives[0].name if figure.initiatives else '-'}"
        for figure in read(text).observations
    ]
    assert linked == expected.splitlines()
