"""Every spelling of tests/corpus/quantities.tsv, and every text of refused_quantities.tsv in which there is none."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.facts.assemble import facts_of
from kg.model import Bound, Source
from kg.text.quantities import Shape, quantities
from kg.text.read import read_article
from tests.corpus_lines import corpus_lines

#: What numbers are made of, so that arbitrary mixtures come near to them.
SIGNS = (
    "1 2.5 3,000 三 十 百 万 亿 万亿 两 半 个 多 余 近 约 超 数 上 成 第 百分之 分之 点 % ‰ /10万 元 人次 家 "
    "名 — - 至 到 以上 以下 左右 岁 年 小时 百分点 （套） 、 ， 同比 增长 完成 / + G 号 : 〔 一体化"
)
PIECES = st.lists(
    st.sampled_from(SIGNS.split()),
    max_size=12,
).map("".join)


SPELLINGS = [
    pytest.param(spelling, *line.values[:-1], marks=line.marks, id=spelling)
    for line in corpus_lines("quantities.tsv")
    for spelling in line.values[-1].split(" | ")
]
SENTENCES = ("全市共{}，", "其中{}。", "（{}）", "由{}，", "{}")


@pytest.mark.parametrize(("spelling", "value", "unit", "bound", "shape"), SPELLINGS)
def test_a_spelling_says_this_value_unit_and_bound(
    spelling: str, value: str, unit: str, bound: str, shape: str
) -> None:
    expected = [
        (one, unit, *rest) for one, *rest in zip(value.split(".."), bound.split(".."), shape.split(".."), strict=True)
    ]

    assert expected == [(f"{q.value.normalize():f}", q.unit, q.bound, q.shape) for q in quantities(spelling)]


@pytest.mark.parametrize(("spelling", "value", "unit", "bound", "shape"), SPELLINGS)
def test_a_quantity_holds_the_whole_spelling_in_any_sentence(
    spelling: str, value: str, unit: str, bound: str, shape: str
) -> None:
    counted = len(spelling) - len(spelling.rstrip("县村"))
    for sentence in SENTENCES:
        text = sentence.format(spelling)
        start = text.index(spelling)

        found = quantities(text)

        assert len(value.split("..")) == len(found)
        assert start + len(spelling) - counted == found[-1].end, (unit, bound, shape)
        assert all(start <= q.start <= q.number < q.tail <= q.end for q in found)


@pytest.mark.parametrize(("stage", "text", "said", "reason"), corpus_lines("refused_quantities.tsv"))
def test_a_text_says_no_quantity_for_this_reason(stage: str, text: str, said: str, reason: str) -> None:
    if stage == "quantity":
        found = [f"{q.value.normalize():f} {q.unit}" for q in quantities(text) if q.shape is not Shape.BARE]
    else:
        read = facts_of(read_article(Source(id="refused", text=text)))
        found = [f"{o.value.normalize():f} {o.unit}" for o in read.observations]

    assert said == "; ".join(found), reason


def test_what_lies_under_a_hidden_stretch_is_left_out() -> None:
    text = "2025年3家医院"

    assert [(q.value, q.unit) for q in quantities(text, hidden=[(0, 5)])] == [(3, "家")]


def test_the_first_end_of_a_range_borrows_unit_and_multiplier() -> None:
    low, high = quantities("年产值25—28亿元")

    assert (low.value, low.unit, low.bound) == (2_500_000_000, "元", Bound.OVER)
    assert (high.value, high.unit, high.bound, high.range_end) == (2_800_000_000, "元", Bound.UNDER, True)


@pytest.mark.parametrize("text", ["8%—5%", "3家—5%", "3家，5家", "3家和5家"])
def test_two_numbers_that_do_not_rise_in_one_unit_are_no_range(text: str) -> None:
    assert not any(quantity.range_end for quantity in quantities(text))


def test_an_age_counts_only_where_it_is_measured() -> None:
    assert [(q.value, q.unit) for q in quantities("人均期望寿命达到83岁，")] == [(83, "岁")]
    assert quantities("共有65岁以上老年人") == ()


@pytest.mark.parametrize("text", ["位居全省首位", "排在我省入围开发区首位", "列全国首位", "荣登榜首", "居榜首"])
def test_the_first_place_is_a_rank_where_somebody_holds_it(text: str) -> None:
    (quantity,) = quantities(text)

    assert (quantity.value, quantity.unit, quantity.shape) == (1, "名", Shape.RANK)
    assert text[quantity.start : quantity.end] in {"首位", "榜首"}


@settings(deadline=None)
@given(PIECES)
def test_quantities_of_any_text_stand_in_order_and_within_it(text: str) -> None:
    found = quantities(text)

    assert all(0 <= q.start <= q.number < q.tail <= q.end <= len(text) for q in found)
    assert all(one.tail <= other.number for one, other in pairwise(found))


@settings(deadline=None)
@given(st.text(max_size=60))
def test_no_text_stops_the_reader(text: str) -> None:
    quantities(text)
