"""Numbers that a speller of the tests' own writes out must read back as they were."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.model import Bound
from kg.text.numerals import fractional, multiplier, number
from kg.text.quantities import quantities

_FIGURES = "零一二三四五六七八九"
whole = st.integers(min_value=1, max_value=10**12 - 1)


def spelt(value: int) -> str:
    """Write a number in Chinese numerals, group by group of four digits: 1050003 is 一百零五万零三."""
    groups = [(value // 10**8, "亿"), (value // 10**4 % 10**4, "万"), (value % 10**4, "")]
    words = ""
    for group, name in groups:
        if group == 0:
            continue
        gap = "零" if words and group < 1000 else ""
        words += gap + _under_ten_thousand(group) + name
    return words or "零"


def _under_ten_thousand(value: int) -> str:
    words = ""
    for worth, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        figure = value // worth % 10
        if figure:
            words += _FIGURES[figure] + name
        elif words and value % worth and not words.endswith("零"):
            words += "零"
    return words


@settings(deadline=None)
@given(whole)
def test_a_number_in_chinese_numerals_reads_back(value: int) -> None:
    assert value == number(spelt(value))


@settings(deadline=None)
@given(st.integers(min_value=10, max_value=19))
def test_a_ten_needs_no_one_before_it(value: int) -> None:
    assert value == number(spelt(value).removeprefix("一"))


@settings(deadline=None)
@given(whole)
def test_two_may_be_written_in_either_of_its_ways(value: int) -> None:
    written = spelt(value)

    assert number(written) == number(written.replace("二千", "两千").replace("二万", "两万").replace("二亿", "两亿"))


@settings(deadline=None)
@given(whole)
def test_thousands_separators_change_nothing(value: int) -> None:
    assert value == number(f"{value}") == number(f"{value:,}")


@settings(deadline=None)
@given(whole, st.text("零一二三四五六七八九", min_size=1, max_size=4))
def test_figures_behind_the_point_are_read_one_by_one(value: int, fraction: str) -> None:
    digits = "".join(str(_FIGURES.index(sign)) for sign in fraction)

    assert Decimal(f"{value}.{digits}") == number(f"{spelt(value)}点{fraction}")


@settings(deadline=None)
@given(st.integers(min_value=1, max_value=10**6), st.sampled_from(["", "万", "亿", "万亿"]), st.integers(0, 3))
def test_digits_with_a_multiplier_are_scaled(value: int, word: str, places: int) -> None:
    printed = Decimal(value).scaleb(-places)

    (quantity,) = quantities(f"投入{printed:f}{word}元")

    assert printed * multiplier(word) == quantity.value
    assert quantity.unit == "元"
    assert quantity.bound is Bound.EXACT


@settings(deadline=None)
@given(st.integers(min_value=11, max_value=10**12 - 1).filter(lambda value: not _is_round(value)))
def test_an_amount_in_chinese_numerals_is_found_whole_in_its_sentence(value: int) -> None:
    written = spelt(value)

    (quantity,) = quantities(f"全市共有{written}人。")

    assert quantity.value == value
    assert not quantity.digits
    assert quantity.start == len("全市共有")
    assert quantity.end == len("全市共有") + len(written) + 1


def _is_round(value: int) -> bool:
    """Whether a number may be spelt as a figure of speech (一百, 一万), or with one figure before one step."""
    return set(spelt(value)) <= set("十百千万亿")


@settings(deadline=None)
@given(st.text())
def test_any_text_has_a_number_or_none(text: str) -> None:
    assert number(text) is None or isinstance(number(text), Decimal)


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("百", 100),
        ("十", 10),
        ("三万五", 35000),
        ("三万零五", 30005),
        ("两千三", 2300),
        ("一百六", 160),
        ("百万", 10**6),
        ("三万亿", 3 * 10**12),
        ("二〇二五", 2025),
        ("五千亿", 5 * 10**11),
        ("一千零一", 1001),
        ("零", 0),
    ],
)
def test_numerals_are_read_as_they_are_spoken(written: str, value: int) -> None:
    assert value == number(written)


@pytest.mark.parametrize("written", ["", "两三百", "七八十", "点五", "12,34", "1.2.3", "人", "十人", "-5", "①"])
def test_what_names_no_one_number_has_none(written: str) -> None:
    assert number(written) is None


@pytest.mark.parametrize(
    ("written", "value"),
    [("三成", 30), ("六成五", 65), ("一成半", 15), ("两成", 20), ("7成", 70), ("十成", 100), ("8.5成", 85)],
)
def test_tenths_are_per_cents(written: str, value: int) -> None:
    assert value == fractional(written)


@pytest.mark.parametrize("written", ["成", "三", "三成以上", "完成", "三四成"])
def test_what_is_no_tenth_has_no_per_cent(written: str) -> None:
    assert fractional(written) is None
