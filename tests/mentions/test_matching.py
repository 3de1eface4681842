"""The words of a list, found in one pass."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from kg.mentions.matching import matcher


def test_the_longest_of_the_leftmost_words_is_found() -> None:
    find = matcher(["医院", "人民医院", "人民", "市"])

    assert find("市人民医院、医院") == [("市", 0, 1), ("人民医院", 1, 5), ("医院", 6, 8)]


def test_the_order_of_the_words_does_not_matter() -> None:
    forms = ["永州", "永州市", "州市"]

    assert matcher(forms)("在永州市区") == matcher(reversed(forms))("在永州市区") == [("永州市", 1, 4)]


def test_positions_count_characters_and_not_bytes() -> None:
    assert matcher(["b"])("一𠀀😀b") == [("b", 3, 4)]


@settings(deadline=None)
@given(st.text("甲乙丙", max_size=20), st.lists(st.text("甲乙丙", min_size=1, max_size=3), min_size=1))
def test_every_match_is_a_word_of_the_list_at_its_place_and_none_overlap(text: str, forms: list[str]) -> None:
    found = matcher(forms)(text)

    assert all(word in forms and text[start:end] == word for word, start, end in found)
    assert all(one[2] <= other[1] for one, other in pairwise(found))
