"""What a graph says of each article, read from the graph alone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kg.annotations import annotated
from kg.graph.merge import Background, graph_triples
from kg.publish.turtle import turtle
from kg.store import Store
from tests.handwritten import (
    CENTRAL,
    COMMUNITY,
    LITERACY,
    implementation,
    mention,
    place_of,
    seed,
    some_articles,
    yongzhou,
)


@pytest.fixture(scope="module")
def found(store):
    return annotated(store)


def _of(*facts):
    return annotated(Store.of_turtle(turtle(graph_triples(facts, Background(place_of=place_of)))))


def test_each_article_has_its_own(found):
    assert list(found) == sorted(facts.article.source.id for facts in some_articles())


def test_the_head(found):
    head = {key: found["003_5fc8ab5bc7cfba31"][key] for key in ("id", "title", "publisher", "published", "area")}

    assert head == {
        "id": "003_5fc8ab5bc7cfba31",
        "title": "【实干创新篇】强改革,固根基,解民忧,构建卫生健康高质量发展",
        "publisher": None,
        "published": "2025-03-27",
        "area": "宜城市",
    }


def test_places_institutions_and_initiatives(found):
    said = found["001_c687f38b80dca08d"]

    assert said["places"] == [{"name": "永州市", "aliases": ["永州"], "level": "prefecture", "adcode": "431100"}]
    assert said["institutions"] == [
        {"name": "永州市中心医院", "aliases": ["市中心医院"], "kind": "hospital", "area": "永州市"}
    ]
    assert said["initiatives"] == [{"name": "紧密型县域医共体", "aliases": ["县域医共体"], "areas": ["永州市"]}]


def test_a_metric_has_all_its_facets(found):
    assert found["002_e097ae281d483c2b"]["metrics"][0] == {
        "quote": "县域内诊疗量占比达到90%",
        "indicator": "县域内诊疗量占比",
        "aliases": [],
        "value": 90,
        "unit": "%",
        "bound": "exact",
        "status": "target",
        "kind": "level",
        "about": "株洲市",
        "period": "2025",
        "initiative": "紧密型县域医共体",
    }


def test_metrics_stand_in_the_order_of_the_text(found):
    values = [metric["value"] for metric in found["000_c2c8826126cd08df"]["metrics"]]

    assert values[:3] == [5338, 40953, 1600000]
    assert sorted(values[3:]) == [21.55, 35]


def test_the_wording_of_the_text_is_preferred(found):
    """Of all names of the indicator the longest that stands in the passage."""
    facts = yongzhou()
    name = mention(seed("000"), "健康素养", LITERACY)
    renamed = replace(facts.observations[3], passage=replace(facts.observations[3].passage, reading="健康素养21.55%"))
    said = _of(replace(facts, mentions=(*facts.mentions, name), observations=(renamed,)))

    (metric,) = said["000_c2c8826126cd08df"]["metrics"]
    assert (metric["indicator"], metric["aliases"]) == ("健康素养", ["居民健康素养水平"])


def test_a_metric_names_its_initiative_as_its_article_does():
    """By every name that stands in the article's passages of it, beside the one of the list."""
    facts = yongzhou()
    linked = replace(facts.observations[0], initiatives=(COMMUNITY,))
    said = _of(replace(facts, observations=(linked,)))

    (metric,) = said["000_c2c8826126cd08df"]["metrics"]
    assert metric["initiative"] == ["县域医共体", "紧密型县域医共体"]


def test_what_another_article_says_is_not_told_here():
    """One statement with passages in two articles counts in both, an entity only where it is named."""
    said = _of(*some_articles())

    assert said["003_5fc8ab5bc7cfba31"]["institutions"] == []
    assert said["003_5fc8ab5bc7cfba31"]["metrics"] == []
    assert said["003_5fc8ab5bc7cfba31"]["initiatives"][0]["areas"] == ["宜城市"]


def test_an_institution_carries_an_initiative_into_its_area():
    facts = yongzhou()
    by_hospital = implementation(seed("000"), "永州市中心医院", CENTRAL, COMMUNITY)
    said = _of(replace(facts, mentions=(), implementations=(by_hospital,)))

    assert said["000_c2c8826126cd08df"]["initiatives"][0]["areas"] == ["永州市"]


def test_a_text_of_two_names_is_told_twice():
    facts = yongzhou()
    twin = replace(facts, article=replace(facts.article, source=replace(facts.article.source, id="again")))
    said = _of(facts, twin)

    assert list(said) == ["000_c2c8826126cd08df", "again"]
    assert said["again"] == said["000_c2c8826126cd08df"] | {"id": "again"}


def test_a_graph_changed_by_hand_says_other_things(text):
    said = annotated(Store.of_turtle(text.replace("cg:value 40953", "cg:value 40954")))

    assert said["000_c2c8826126cd08df"]["metrics"][1]["value"] == 40954


def test_the_graph_alone_is_enough(text, found):
    """The value lists of the vocabulary need not be in the file."""
    without = "".join(f"{' '.join(t)} .\n" for t in Store.of_turtle(text).triples() if "/ns#" not in t[0])

    assert annotated(Store.of_turtle(without)) == found
