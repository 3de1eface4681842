"""Damaged and Traditional text is read as plain Simplified Chinese."""

from __future__ import annotations

import pytest

from kg.text.aligned import aligned
from kg.text.script import simplified


def read(text: str) -> str:
    return simplified(aligned(text)).text


def test_each_character_keeps_its_place_where_glosses_fall_away() -> None:
    text = "醫(yī)院"

    clean = simplified(aligned(text))

    assert clean.text == "医院"
    assert [text[start:end] for start, end in zip(clean.starts, clean.ends, strict=True)] == ["醫", "院"]


def test_a_bracket_that_is_no_pronunciation_stays() -> None:
    assert read("计算机断层扫描(ct)和呼吸内科(一病区)") == "计算机断层扫描(ct)和呼吸内科(一病区)"


def test_glosses_without_tone_fall_away_only_in_a_glossed_text() -> None:
    glossed = "衛(wèi)生(shēng)" * 5

    assert read(f"{glossed}我們(men)") == "卫生" * 5 + "我们"
    assert read("我们(men)") == "我们(men)"


def test_simplified_text_is_left_alone_where_single_words_look_traditional() -> None:
    text = "乾隆年间名著，瞭望塔覆盖全市，群众参与馀额登记工作有序推进"

    assert read(text) == text


def test_a_traditional_line_is_converted_beside_a_simplified_one() -> None:
    assert read("名著与瞭望\n蒼南縣衛生院") == "名著与瞭望\n苍南县卫生院"


@pytest.mark.parametrize(
    ("damaged", "repaired"),
    [
        ("走在全省前列?！。ㄓ浾?潘曉", "走在全省前列。（记者潘晓"),
        ("衛生事業駛?cè)敫哔|(zhì)量發展", "卫生事业驶\ufffd高质量发展"),
    ],
)
def test_gbk_out_of_step_is_brought_back_into_step(damaged: str, repaired: str) -> None:
    assert read(damaged) == repaired


def test_question_marks_of_the_text_are_no_damage() -> None:
    text = "怎么办?唯有改革。为什么?因为群众需要?是的"

    assert read(text) == text


def test_utf8_that_was_read_as_gbk_is_read_again() -> None:
    text = "全市医疗卫生机构达到五千家，在建的医院有二十家。" * 3
    misread = text.encode().decode("gbk", "replace")

    repaired = read(misread)

    assert repaired.count("医疗卫生机构") >= 2
    assert len(simplified(aligned(misread)).starts) == len(repaired)


def test_full_width_digits_letters_and_percent_become_half_width_and_punctuation_stays() -> None:
    assert read("１２．５％，ＤＩＰ付费。（试行）") == "12.5%，DIP付费。（试行）"
