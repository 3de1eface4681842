"""What cities count apart stays apart: wordings that once stood under one concept and mean several things."""

import csv
from functools import cache
from pathlib import Path

import pytest

WORDS = Path(__file__).parents[2] / "ontology" / "words"


@cache
def concepts(name: str) -> dict[str, str]:
    """Return the concept of each form of a vocabulary."""
    with (WORDS / name).open(encoding="utf-8", newline="") as file:
        return {
            form: row["name"] for row in csv.DictReader(file) for form in [row["name"], *row["variants"].split("|")]
        }


@pytest.mark.parametrize(
    ("vocabulary", "one", "other"),
    [
        ("indicators.csv", "工业增加值", "规模以上工业增加值"),
        ("indicators.csv", "每千人口医院床位数", "每千人口医疗卫生机构床位数"),
        ("indicators.csv", "铺设燃气管网", "供水管网长度"),
        ("indicators.csv", "老年助餐点", "老年食堂"),
        ("indicators.csv", "国家助学贷款", "学生资助资金"),
        ("initiatives.csv", "用水权交易", "排污权交易"),
        ("initiatives.csv", "国家卫生乡镇", "国家卫生城市"),
        ("initiatives.csv", "全面二孩", "三孩政策"),
        ("initiatives.csv", "城市微更新", "城市更新行动"),
    ],
)
def test_these_two_are_no_one_concept(vocabulary, one, other):
    found = concepts(vocabulary)
    assert found[one] != found[other]
