"""What cities count apart stays apart: wordings that once stood under one concept and mean several things."""

import csv
from pathlib import Path

import pytest

WORDS = Path(__file__).parents[2] / "ontology" / "words"


def concepts(name: str) -> dict[str, str]:
    """Return the concept of each form of a vocabulary."""
    with (WORDS / name).open(encoding="utf-8", newline="") as file:
        return {
            form: row["name"] for row in csv.DictReader(file) for form in [row["name"], *row["variants"].split("|")]
        }


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("工业增加值", "规模以上工业增加值"),
        ("每千人口医院床位数", "每千人口医疗卫生机构床位数"),
        ("铺设燃气管网", "供水管网长度"),
        ("老年助餐点", "老年食堂"),
        ("国家助学贷款", "学生资助资金"),
    ],
)
def test_these_indicators_are_two(one, other):
    found = concepts("indicators.csv")
    assert found.get(one, one) != found.get(other, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("用水权交易", "排污权交易"),
        ("国家卫生乡镇", "国家卫生城市"),
        ("全面二孩", "三孩政策"),
        ("城市微更新", "城市更新行动"),
    ],
)
def test_these_initiatives_are_two(one, other):
    found = concepts("initiatives.csv")
    assert found[one] != found[other]
