"""The word lists as the readers get them."""

from __future__ import annotations

import re

import pytest

from kg.data import data_path
from kg.facts.wording import flows
from kg.words import alternatives, column, rows

LISTS = sorted(path.stem for path in data_path("ontology", "words").glob("*.csv"))


@pytest.mark.parametrize("name", LISTS)
def test_every_row_of_a_list_has_every_column(name: str) -> None:
    for row in rows(name):
        assert None not in row, row
        assert None not in row.values(), row


def test_a_column_is_given_longest_first_without_blanks_and_repeats() -> None:
    forms = column("bounds", "form", position="before")

    assert "不低于" in forms
    assert "以上" not in forms
    assert list(forms) == sorted(set(forms), key=lambda form: (-len(form), form))


def test_alternatives_prefer_the_longer_word_and_take_signs_as_they_are() -> None:
    pattern = re.compile(alternatives(("人", "人次", "台(套)", "个.")))

    assert pattern.match("人次")[0] == "人次"
    assert pattern.match("台(套)")[0] == "台(套)"
    assert pattern.match("个人") is None


def test_flows_come_longest_first_whatever_the_hash_seed() -> None:
    assert list(flows()) == sorted(flows(), key=lambda word: (-len(word), word))
