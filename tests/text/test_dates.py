"""Expressions of time: tests/corpus/dates.tsv, and what must hold for any text."""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.text.dates import RULES, TimeRole, days_of, times
from tests.corpus_lines import corpus_lines

SIGNS = (
    "2025年 2024 二〇二五年 今年 去年 上年 年初 1 3 12 31 十 二 月 日 号 月底 — - 至 到 年 上半年 前三季度 "
    "一季度 第 四季度 前 个月 “ 十四五 ” 期间 末 近 三年 来 目前 全年 比 较 由 从 截至 的 : 30 时 点 学年 "
    "同期 以来 中 亿"
)
PIECES = st.lists(
    st.sampled_from(SIGNS.split()),
    max_size=10,
).map("".join)
YEAR = st.none() | st.integers(min_value=1990, max_value=2040)


@pytest.mark.parametrize(("text", "written", "period", "role"), corpus_lines("dates.tsv"))
def test_an_expression_of_time_names_this_period(text: str, written: str, period: str, role: str) -> None:
    plain = re.sub(r"[{}]", "", text)
    marked = re.search(r"\{(.*)\}", text)
    expected = [(marked[1], None if period == "-" else period, role)] if marked else []

    found = times(plain, int(written) if written else None)

    assert expected == [(plain[time.start : time.end], time.period, time.role) for time in found]


def test_a_report_on_another_year_counts_its_months_from_there() -> None:
    text = "今年1月发布，12月底在册，较上年增加"

    assert [time.period for time in times(text, 2026, reported=2025)] == ["2026-01", "2025", "2024"]


def test_one_sentence_may_compare_start_and_hold() -> None:
    text = "由2020年的21.55%提升至2025年的35%，比2015年提高"

    assert [time.role for time in times(text, 2025)] == [TimeRole.STARTS, TimeRole.HOLDS, TimeRole.COMPARED]


@pytest.mark.parametrize(
    ("period", "first", "last"),
    [
        ("2025", "2025-01-01", "2025-12-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2025-11-30", "2025-11-30", "2025-11-30"),
        ("2021-11-30", "2021-11-30", "2021-11-30"),
        ("2021/2025", "2021-01-01", "2025-12-31"),
        ("2025-01/2025-10", "2025-01-01", "2025-10-31"),
    ],
)
def test_a_period_has_a_first_and_a_last_day(period: str, first: str, last: str) -> None:
    assert (first, last) == days_of(period)


@settings(deadline=None)
@given(st.text(max_size=80) | PIECES, YEAR)
def test_expressions_of_any_text_stand_in_order_and_within_it(text: str, today: int | None) -> None:
    found = times(text, today)

    assert all(0 <= time.start < time.end <= len(text) for time in found)
    assert all(one.end <= other.start for one, other in pairwise(found))


@settings(deadline=None)
@given(PIECES, YEAR)
def test_every_period_that_is_named_is_one_of_the_calendar(text: str, today: int | None) -> None:
    for time in times(text, today):
        if time.period is not None:
            first, last = days_of(time.period)

            assert date.fromisoformat(first) <= date.fromisoformat(last), (text, time.period)


@settings(deadline=None)
@given(st.text(max_size=80) | PIECES)
def test_a_rule_never_matches_without_one_of_the_signs_that_it_needs(text: str) -> None:
    for rule in RULES:
        for match in rule.pattern.finditer(text):
            assert any(sign in match[0] for sign in rule.needs), (rule.name, match[0])
