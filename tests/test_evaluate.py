"""The measures, on cases small enough to count by hand."""

from __future__ import annotations

import json

import pytest

from kg.errors import WrongCall
from kg.evaluate import evaluate, norm, read_gold, similarity

BEDS = {
    "indicator": "实有床位", "aliases": ["床位数"], "value": 40953, "unit": "张", "bound": "exact", "status": "actual",
    "kind": "level", "about": "永州市", "period": ["2025", None], "initiative": "紧密型县域医共体",
}  # fmt: skip
GOLD = {
    "id": "a",
    "title": "永州卫健",
    "area": "永州市",
    "places": [{"name": "永州市", "adcode": "431100"}, {"name": "道县", "adcode": "431124"}],
    "institutions": [{"name": "永州市中心医院", "aliases": ["市中心医院"]}],
    "initiatives": [{"name": "紧密型县域医共体"}, {"name": "“永冲锋”精神", "optional": True}],
    "metrics": [BEDS],
}


def _measured(**said):
    return evaluate({"a": GOLD}, {"a": {"id": "a", **said}})


def test_a_perfect_answer():
    measured = _measured(
        **{key: value for key, value in GOLD.items() if key != "id"} | {"metrics": [BEDS | {"period": None}]}
    )

    assert {kind: of["f1"] for kind, of in measured.items()} == dict.fromkeys(measured, 1.0)


def test_nothing_said():
    measured = evaluate({"a": GOLD}, {})

    assert measured["metrics"] == {"precision": 0.0, "recall": 0.0, "f1": 0.0, "right": 0, "gold": 1, "said": 0}


def test_counts_and_measures():
    measured = _measured(places=[{"name": "永州", "adcode": "431100"}, {"name": "祁阳市", "adcode": "431181"}])

    assert measured["places"] == {"precision": 0.5, "recall": 0.5, "f1": 0.5, "right": 1, "gold": 2, "said": 2}


def test_optional_items_count_on_neither_side():
    measured = _measured(
        initiatives=[{"name": "永冲锋精神"}, {"name": "县域医共体", "aliases": ["紧密型县域医共体建设"]}]
    )

    assert measured["initiatives"] == {"precision": 1.0, "recall": 1.0, "f1": 1.0, "right": 1, "gold": 1, "said": 1}


@pytest.mark.parametrize(
    ("change", "core", "strict"),
    [
        ({}, 1, 1),
        ({"indicator": "床位数"}, 1, 1),
        ({"indicator": "全市实有床位数"}, 1, 1),
        ({"indicator": "车位"}, 0, 0),
        ({"unit": "个"}, 0, 0),
        ({"value": 40954}, 1, 1),
        ({"value": 50000}, 0, 0),
        ({"period": "2024"}, 1, 0),
        ({"period": None}, 1, 1),
        ({"about": "永州 市"}, 1, 1),
        ({"bound": "over"}, 1, 0),
    ],
)
def test_metrics(change, core, strict):
    measured = _measured(metrics=[BEDS | {"period": "2025"} | change])

    assert (measured["metrics"]["right"], measured["metrics strict"]["right"]) == (core, strict)


def test_a_gold_item_is_matched_once():
    assert _measured(metrics=[BEDS | {"period": None}] * 2)["metrics"]["precision"] == 0.5


def test_what_is_said_once_answers_one_gold_item():
    gold = GOLD | {"metrics": [BEDS, BEDS]}

    assert evaluate({"a": gold}, {"a": {"id": "a", "metrics": [BEDS | {"period": None}]}})["metrics"]["recall"] == 0.5


def test_wordings():
    assert norm("“ＤＩＰ” 付费") == "dip付费"
    assert similarity("", "床位") == 0.0
    assert similarity("医疗机构", "医疗卫生机构") == pytest.approx(2 * 2 / (3 + 5))
    assert similarity("床位", "全市各级医院的床位") == 0.6


def test_gold_is_read_by_id(tmp_path):
    (tmp_path / "x.json").write_text(json.dumps(GOLD), "utf-8")

    assert read_gold(tmp_path) == {"a": GOLD}


@pytest.mark.parametrize("content", [None, "{", "[]", '{"title": ""}'])
def test_gold_that_cannot_be_read(tmp_path, content):
    if content is not None:
        (tmp_path / "x.json").write_text(content)

    with pytest.raises(WrongCall):
        read_gold(tmp_path)


@pytest.mark.parametrize(
    ("wanted", "linked", "right", "gold", "said"),
    [
        ("家庭医生签约服务", "家庭医生签约服务", 1, 1, 1),
        ("家庭医生签约服务", ["家庭医生", "家庭医生签约"], 1, 1, 1),
        ("家庭医生签约服务", None, 0, 1, 0),
        ("家庭医生签约服务", "长护险", 0, 1, 1),
        (None, "长护险", 0, 0, 1),
        (None, None, 0, 0, 0),
        (["长护险", None], None, 0, 0, 0),
        (["长护险", None], "长护险", 1, 1, 1),
    ],
)
def test_links(wanted, linked, right, gold, said):
    annotated = GOLD | {"metrics": [BEDS | {"initiative": wanted}]}

    links = evaluate({"a": annotated}, {"a": {"id": "a", "metrics": [BEDS | {"period": None, "initiative": linked}]}})[
        "links"
    ]

    assert (links["right"], links["gold"], links["said"]) == (right, gold, said)


def test_a_link_that_the_gold_leaves_open_counts_on_neither_side():
    annotated = GOLD | {"metrics": [BEDS | {"initiative_optional": True}]}

    links = evaluate(
        {"a": annotated}, {"a": {"id": "a", "metrics": [BEDS | {"period": None, "initiative": "长护险"}]}}
    )["links"]

    assert (links["right"], links["gold"], links["said"]) == (0, 0, 0)
