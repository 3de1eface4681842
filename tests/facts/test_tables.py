"""Each file of tests/cases/tables holds a page and, below the line "# becomes", the figures of its tables."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.facts.assemble import facts_of
from kg.facts.tabular.heads import amount_of, facet_of, unit_of
from kg.model import ArticleFacts, Bound, Indicator, Observation, Source, Unresolved, ValueKind
from kg.text.read import read_article

CASES = sorted((Path(__file__).parent.parent / "cases" / "tables").iterdir())


def facts_in(case: Path) -> tuple[ArticleFacts, str]:
    page, _, expected = case.read_text(encoding="utf-8").partition("# becomes\n")
    return facts_of(read_article(Source(id=case.stem, text=page, html=case.suffix == ".html"))), expected


def told(one: Observation, wording: str) -> str:
    value = f"{one.value:f}".rstrip("0").rstrip(".") if "." in f"{one.value:f}" else f"{one.value:f}"
    how = [one.kind, *([one.bound] if one.bound is not Bound.EXACT else []), one.status, one.period or "-"]
    around = [*one.inherited, *([f"within {one.ranked_within.name}"] if one.ranked_within else [])]
    parts = [one.about.name, wording, f"{value} {one.unit}", " ".join(how), " ".join(around)]
    return " | ".join((*parts, one.passage.reading.replace("\t", "⇥").replace("\n", "⏎")))


def left(unresolved: Unresolved) -> str:
    return f"? {unresolved.what}: {unresolved.reason} | {unresolved.surface[:20]}".replace("\t", "⇥").replace("\n", "⏎")


def all_told(facts: ArticleFacts) -> list[str]:
    wordings = {m.passage: m.surface for m in facts.mentions if isinstance(m.entity, Indicator)}
    figures = [told(one, wordings[one.passage]) for one in facts.observations if one.rule == "table"]
    return figures + [left(unresolved) for unresolved in facts.unresolved if "table" in unresolved.what]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_a_table_becomes_the_figures_that_its_case_lists(case: Path) -> None:
    facts, expected = facts_in(case)

    assert all_told(facts) == expected.splitlines()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_every_figure_of_a_table_quotes_the_page(case: Path) -> None:
    facts, _ = facts_in(case)

    for item in (*facts.observations, *facts.mentions, *facts.unresolved):
        passage = item.passage
        assert facts.article.source.text[passage.start : passage.end] == passage.exact


def test_a_place_that_only_its_row_shows_to_be_one_is_mentioned() -> None:
    facts, _ = facts_in(next(case for case in CASES if case.stem == "towns_and_zones"))

    surfaces = {mention.surface: mention.entity.name for mention in facts.mentions}

    assert surfaces["白芒铺"] == "白芒铺镇"
    assert surfaces["经开区"] == "道县经济开发区"


@pytest.mark.parametrize(
    ("printed", "value", "bound"),
    [
        ("1,203", "1203", Bound.EXACT),
        ("−0.31", "-0.31", Bound.EXACT),
        ("≥90", "90", Bound.OVER),
        ("95以上", "95", Bound.OVER),
        ("<9", "9", Bound.UNDER),
        ("12万", "120000", Bound.EXACT),
        ("↓3.2", "-3.2", Bound.EXACT),
        ("下降2.1%", "2.1", Bound.EXACT),
    ],
)
def test_a_cell_is_read_as_the_number_it_prints(printed: str, value: str, bound: Bound) -> None:
    amount = amount_of(printed)

    assert amount is not None
    assert (f"{amount.value:f}", amount.bound) == (value, bound)


@pytest.mark.parametrize("printed", ["0746-8321456", "2020年10月", "5-8", "三级甲等", "2024-03-01", "第3批"])
def test_a_cell_that_is_no_number_is_refused(printed: str) -> None:
    assert amount_of(printed) is None


@pytest.mark.parametrize(
    ("printed", "word", "factor"),
    [("张", "张", 1), ("万人次", "人次", 10**4), ("1/10万", "1/10万", 1), ("％", "%", 1), ("元/人", "元/人", 1)],
)
def test_a_unit_is_told_from_its_factor(printed: str, word: str, factor: int) -> None:
    unit = unit_of(printed)

    assert unit is not None
    assert (unit.word, unit.factor) == (word, factor)


@pytest.mark.parametrize(
    ("head", "indicator", "kind"),
    [
        ("执业(助理)医师（人）", "执业(助理)医师", ValueKind.LEVEL),
        ("工业增加值(亿元)", "工业增加值", ValueKind.LEVEL),
        ("人口自然增长率(‰)", "人口自然增长率", ValueKind.LEVEL),
        ("人均预期寿命（岁）", "人均预期寿命", ValueKind.LEVEL),
        ("地区生产总值增速(%)", "地区生产总值", ValueKind.CHANGE),
        ("比2020年增减（百分点）", "", ValueKind.CHANGE),
        ("全市排名", "", ValueKind.RANK),
    ],
)
def test_a_head_gives_indicator_and_kind(head: str, indicator: str, kind: ValueKind) -> None:
    facet = facet_of(head, "2023")

    assert (facet.indicator, facet.kind) == (indicator, kind)
    assert not facet.target


def test_the_same_months_of_last_year_are_counted_from_the_period_of_the_table() -> None:
    assert facet_of("上年同期", "2024-01/2024-10").period == "2023-01/2023-10"
