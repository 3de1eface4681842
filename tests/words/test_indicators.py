"""The vocabulary of figures: ontology/words/indicators.csv, units.csv."""

import csv
import re
import unicodedata
from pathlib import Path

import pytest

from kg.data import data_path

WORDS = Path(__file__).resolve().parents[2] / "ontology" / "words"
DOMAINS = {
    "health_resources",
    "health_services",
    "public_health",
    "maternal_child",
    "health_insurance",
    "tcm",
    "elderly_childcare",
    "population",
    "education",
    "employment",
    "social_security",
    "economy",
    "finance",
    "industry",
    "agriculture",
    "trade",
    "tourism_culture",
    "transport",
    "environment",
    "housing",
    "energy",
    "innovation",
    "governance",
    "safety",
}
KINDS = {"count", "rate", "amount", "ratio", "index", "mean", "rank"}
# The digits that belong to a name: age groups, pollutants, grades, hotlines, standards.
FIXED = re.compile(
    r"\d+[-~]\d+(?:岁|个月)|\d+(?:周?岁|个月内)|PM2\.5|PM10|2型糖尿病|1\+1\+1\+N|6类15项|臭氧.*90百分位"
    r"|[345]A|5G|12345|120|D2|1/3|(?:五年|5年)"
)


def table(name: str) -> list[dict[str, str]]:
    with (WORDS / name).open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


@pytest.fixture(scope="module")
def indicators() -> list[dict[str, str]]:
    return table("indicators.csv")


@pytest.fixture(scope="module")
def units() -> list[dict[str, str]]:
    return table("units.csv")


def wordings(row: dict[str, str]) -> list[str]:
    return [row["name"], *filter(None, row["variants"].split("|"))]


def test_headers(indicators, units):
    assert list(indicators[0]) == ["name", "variants", "english", "domain", "units", "broader", "kind"]
    assert list(units[0]) == ["unit", "same_as", "qudt", "dimension", "note"]


def test_there_are_enough_rows(indicators):
    assert len(indicators) >= 700
    health = {"health_resources", "health_services", "public_health", "maternal_child", "health_insurance", "tcm"}
    assert sum(row["domain"] in health for row in indicators) >= 300


def test_every_row_has_a_known_domain_and_kind_and_an_ascii_english_name(indicators):
    assert {row["domain"] for row in indicators} == DOMAINS
    assert {row["kind"] for row in indicators} <= KINDS
    assert not [row["name"] for row in indicators if not re.fullmatch(r"[\x20-\x7e]+", row["english"])]


def test_a_wording_belongs_to_one_row(indicators):
    owner: dict[str, str] = {}
    for row in indicators:
        for word in wordings(row):
            assert owner.setdefault(word, row["name"]) == row["name"], word
        assert len(set(wordings(row))) == len(wordings(row)), row["name"]


def test_an_english_name_belongs_to_one_row(indicators):
    names = [row["english"].casefold() for row in indicators]
    assert sorted({n for n in names if names.count(n) > 1}) == []


def test_broader_names_a_row_and_never_comes_back(indicators):
    broader = {row["name"]: row["broader"] for row in indicators}
    for name in broader:
        path = [name]
        while up := broader[path[-1]]:
            assert up in broader, f"{path[-1]}: no row {up}"
            assert up not in path, f"cycle at {up}"
            path.append(up)


def test_units_are_known(indicators, units):
    known = {row["unit"] for row in units}
    used = {u for row in indicators for u in row["units"].split("|") if u}
    assert sorted(used - known) == []


def test_wordings_are_clean(indicators):
    for row in indicators:
        for word in wordings(row):
            assert word == unicodedata.normalize("NFKC", word), word
            assert len(word) > 1, word
            assert not re.search(r"[\s;,{}\[\]×]", word), word
            assert not re.search(r"\d", FIXED.sub("", word)), word
            assert not re.match(r"(?:全市|我市|全县|全区|全省|去年|今年|截至)", word) or row["name"] != word, word
            assert not re.search(r"\d{4}年|十[三四五]五|截至|去年|今年", word), word


def test_a_unit_has_a_dimension_and_leads_to_one_that_stands_for_itself(units):
    names = [row["unit"] for row in units]
    assert len(names) == len(set(names)) >= 200
    for row in units:
        assert row["same_as"] in names, row
        assert row["dimension"], row
        assert row["qudt"] in {"", "NUM", "CCY_CNY", "PERCENT"}, row
        assert row["unit"] == "万分之" or not re.match(r"[万亿]", row["unit"]), row
    same = {row["unit"]: row["same_as"] for row in units}
    assert all(same[to] == to for to in same.values())


def test_every_role_of_a_word_is_asked_for():
    code = "".join(path.read_text("utf-8") for path in (data_path("queries").parent / "kg").rglob("*.py"))
    roles = {row["role"] for row in table("wording.csv")}

    assert len(roles) > 9
    assert [role for role in roles if not re.search(f"[\"']{role}[\"']", code)] == []


@pytest.mark.parametrize(
    ("word", "name"),
    [
        ("千人床位数", "每千人口医疗卫生机构床位数"),
        ("每千常住人口医疗卫生机构床位数", "每千人口医疗卫生机构床位数"),
        ("县域内就诊率", "县域就诊率"),
        ("县域内诊疗量占比", "县域内诊疗量占比"),
        ("基层诊疗人次占比", "基层诊疗量占比"),
        ("人均期望寿命", "人均预期寿命"),
        ("卫技人员", "卫生技术人员数"),
        ("GDP", "地区生产总值"),
        ("社零", "社会消费品零售总额"),
    ],
)
def test_known_wordings(indicators, word, name):
    assert [row["name"] for row in indicators if word in wordings(row)] == [name]
