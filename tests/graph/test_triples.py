"""What each part of ArticleFacts becomes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kg import vocab as v
from kg.graph.iri import article_iri, entity_iri
from kg.graph.triples import article_triples, entities_named, entity_triples
from kg.model import InstitutionKind, Level, Mention
from tests.handwritten import (
    BRANCH,
    CENTRAL,
    HUNAN,
    LANSHAN,
    LENGSHUITAN,
    TAFENG,
    YONGZHOU,
    passage,
    place_of,
    seed,
    yongzhou,
    yongzhou_again,
)


@pytest.fixture
def said():
    """Subject -> predicate -> objects of the first article."""
    return _grouped(article_triples(yongzhou(), place_of))


def _grouped(triples):
    grouped: dict[str, dict[str, set[str]]] = {}
    for subject, predicate, obj in triples:
        grouped.setdefault(subject, {}).setdefault(predicate, set()).add(obj)
    return grouped


def _of(said, predicate, obj):
    return [subject for subject, of in said.items() if obj in of.get(predicate, ())]


def test_a_figure_has_all_its_facets(said):
    (subject,) = _of(said, v.VALUE, f'"40953"^^{v.INTEGER}')

    assert subject == f"<{v.DATA}observation/10edcd443e134174>"
    article = article_iri(seed("000"))
    assert said[subject] == {
        v.A: {v.OBSERVATION},
        v.ABOUT: {f"<{v.DATA}place/431100>"},
        v.OF_INDICATOR: {f"<{v.DATA}indicator/767aa7f666f1>"},
        v.VALUE: {f'"40953"^^{v.INTEGER}'},
        v.MIN_VALUE: {f'"40953"^^{v.INTEGER}'},
        v.MAX_VALUE: {f'"40953"^^{v.INTEGER}'},
        v.UNIT: {'"张"'},
        v.HAS_UNIT: {v.term("unit:NUM")},
        v.BOUND: {v.term("cg:boundExact")},
        v.VALUE_KIND: {v.term("cg:valueLevel")},
        v.STATUS: {v.term("cg:statusActual")},
        v.PERIOD: {'"2025"'},
        v.PERIOD_START: {f'"2025-01-01"^^{v.DATE}'},
        v.PERIOD_END: {f'"2025-12-31"^^{v.DATE}'},
        v.RULE: {'"level"'},
        v.INHERITED: {'"period"'},
        v.EVIDENCE: {f"{article[:-1]}#char=844,854>"},
    }


def test_a_passage_points_into_the_file_as_it_was_given(said):
    (subject,) = _of(said, v.EXACT, '"实有床位40953张"')

    article = article_iri(seed("000"))
    assert said[subject] == {
        v.A: {v.PASSAGE},
        v.HAS_SOURCE: {article},
        v.EXACT: {'"实有床位40953张"'},
        v.READING: {'"实有床位40953张"'},
        v.START: {f'"844"^^{v.INTEGER}'},
        v.END: {f'"854"^^{v.INTEGER}'},
    }


def test_the_reading_may_differ_from_the_words_of_the_file():
    facts = yongzhou()
    damaged = replace(facts.mentions[0].passage, exact="永\n州市", reading="永州市")
    said = _grouped(article_triples(replace(facts, mentions=(replace(facts.mentions[0], passage=damaged),)), place_of))

    (subject,) = _of(said, v.EXACT, r'"永\n州市"')
    assert said[subject][v.READING] == {'"永州市"'}


def test_the_head_of_an_article(said):
    article = said[article_iri(seed("000"))]

    assert article == {
        v.A: {v.ARTICLE},
        v.TITLE: {'"永州卫健“永冲锋”:织密健康“防护网” 筑牢全民健康“医”靠基石"@zh'},
        v.LANGUAGE: {'"zh"'},
        v.PUBLISHER: {'"红网"'},
        v.ISSUED: {'"2025"'},
        v.SOURCE: {"<https://yz.rednet.cn/content/646046/98/15683205.html>"},
        v.SPATIAL: {f"<{v.DATA}place/431100>"},
        v.COVERAGE: {'"2025"'},
    }


def test_an_address_that_is_none_is_left_out():
    facts = yongzhou()
    odd = replace(facts, article=replace(facts.article, url="红网首页"))

    assert all(predicate != v.SOURCE for _, predicate, _ in article_triples(odd, place_of))


def test_a_surface_is_another_name_only_where_it_differs(said):
    assert said[f"<{v.DATA}place/431100>"][v.ALT_LABEL] == {'"永州"@zh'}
    assert v.ALT_LABEL not in said[entity_iri(CENTRAL, place_of)]


def test_a_mention_leads_to_its_passage(said):
    article = article_iri(seed("000"))[:-1]

    assert said[entity_iri(CENTRAL, place_of)][v.MENTIONED_IN] == {f"{article}#char=402,409>"}


def test_a_rank_has_its_scope_in_its_name():
    facts = yongzhou_again()
    elsewhere = replace(facts, observations=(replace(facts.observations[0], ranked_within=YONGZHOU),))
    ranks = [_of(_grouped(article_triples(of, place_of)), v.A, v.OBSERVATION) for of in (facts, elsewhere)]

    assert ranks[0] != ranks[1]


def test_places():
    city, county, town = (_grouped(entity_triples(place, place_of)) for place in (YONGZHOU, LENGSHUITAN, TAFENG))

    assert city[f"<{v.DATA}place/431100>"][v.A] == {v.PLACE, v.CITY}
    assert county[f"<{v.DATA}place/431103>"][v.A] == {v.PLACE}
    assert county[f"<{v.DATA}place/431103>"][v.ADCODE] == {'"431103"'}
    assert town[f"<{v.DATA}place/431127100>"] == {
        v.A: {v.PLACE},
        v.PREF_LABEL: {'"塔峰镇"@zh'},
        v.LEVEL: {v.term("cg:levelTownship")},
    }


def test_a_village_that_ends_in_the_word_for_city_is_no_city():
    village = replace(TAFENG, name="老市", level=Level.VILLAGE)

    assert (f"<{v.DATA}place/431127100>", v.A, v.CITY) not in set(entity_triples(village, place_of))


def test_a_branch_belongs_to_its_hospital():
    branch = _grouped(entity_triples(BRANCH, place_of))[entity_iri(BRANCH, place_of)]

    assert branch[v.SUB_ORGANIZATION_OF] == {entity_iri(CENTRAL, place_of)}
    assert branch[v.INSTITUTION_KIND] == {v.CONCEPTS[InstitutionKind.HOSPITAL]}


def test_what_is_named_brings_all_that_is_around_it():
    source = seed("000")
    facts = replace(
        yongzhou(),
        area=None,
        mentions=(
            Mention(entity=BRANCH, surface="永州市中心医院", passage=passage(source, "永州市中心医院")),
            Mention(entity=TAFENG, surface="永州", passage=passage(source, "永州")),
        ),
        implementations=(),
        observations=(),
    )

    expected = {BRANCH, CENTRAL, LENGSHUITAN, YONGZHOU, HUNAN, TAFENG, LANSHAN}
    assert set(entities_named(facts, place_of)) == expected
