"""Many articles in one graph."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg import vocab as v
from kg.graph.iri import article_iri, concept_iri, entity_iri, place_iri
from kg.graph.merge import Background, graph_triples
from kg.model import Initiative, InstitutionKind
from kg.publish.turtle import turtle
from kg.store import Store
from tests.handwritten import (
    BRANCH,
    CENTRAL,
    COMMUNITY,
    FAMILY_DOCTOR,
    HUNAN,
    LENGSHUITAN,
    SEEDS,
    YONGZHOU,
    mention,
    place_of,
    seed,
    some_articles,
    yongzhou,
)

KNOWN = Background(place_of=place_of)


def _graph(facts, known=KNOWN):
    return set(graph_triples(facts, known))


@settings(max_examples=30, deadline=None)
@given(st.permutations(some_articles()), st.integers(0, 3))
def test_neither_order_nor_repetition_changes_a_byte(facts, again):
    assert turtle(graph_triples([*facts, facts[again]], KNOWN)) == turtle(graph_triples(some_articles(), KNOWN))


@settings(max_examples=20, deadline=None)
@given(st.lists(st.booleans(), min_size=4, max_size=4))
def test_the_union_of_two_builds_is_the_build_of_both(choice):
    """Where articles agree, graphs can be loaded into one store one after the other."""
    facts = some_articles()
    halves = [[of for of, left in zip(facts, choice, strict=True) if left is side] for side in (True, False)]
    texts = [turtle(graph_triples(half, KNOWN)) for half in halves]
    union = [triple for text in texts for triple in Store.of_turtle(text).triples()]

    assert turtle(union) == turtle(graph_triples(facts, KNOWN))


@pytest.mark.parametrize("seed_of_hashes", ["0", "1", "4711"])
def test_the_hash_seed_changes_no_byte(seed_of_hashes, tmp_path):
    code = (
        "import sys; sys.path.insert(0, sys.argv[1]);"
        "from tests.handwritten import *; from kg.graph.merge import *; from kg.publish.turtle import turtle;"
        "sys.stdout.buffer.write(turtle(graph_triples(some_articles(), Background(place_of=place_of))).encode())"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(SEEDS.parent)],
        env={"PYTHONHASHSEED": seed_of_hashes},
        cwd=tmp_path,
        capture_output=True,
        check=True,
    )

    assert done.stdout.decode() == turtle(graph_triples(some_articles(), KNOWN))


def test_a_text_under_two_names_is_one_article():
    facts = yongzhou()
    source = replace(facts.article.source, id="again")
    twin = replace(facts, article=replace(facts.article, source=source))
    found = _graph([facts, twin])

    identifiers = {obj for _, predicate, obj in found if predicate == v.IDENTIFIER}
    assert identifiers == {'"000_c2c8826126cd08df"', '"again"'}
    assert found - _graph([facts]) == {(article_iri(source), v.IDENTIFIER, '"again"')}


def test_of_two_titles_of_one_text_that_of_the_smaller_name_is_kept():
    """An article without a headline has its file's name for a title."""
    facts = yongzhou()
    twins = [
        replace(facts, article=replace(facts.article, source=replace(facts.article.source, id=name), title=name))
        for name in ("a", "b")
    ]
    for order in (twins, twins[::-1]):
        assert [obj for _, predicate, obj in _graph(order) if predicate == v.TITLE] == ['"a"@zh']


def test_what_two_articles_say_alike_is_one_statement_with_two_passages():
    found = _graph(some_articles())
    passages = {}
    for subject, predicate, obj in found:
        if predicate == v.EVIDENCE:
            passages.setdefault(subject, set()).add(obj)

    twice = [subject for subject, of in passages.items() if len(of) > 1]
    assert twice == [subject for subject, p, o in found if o == concept_iri(COMMUNITY) and (subject, v.PERIOD, '"2021/2025"') in found]  # fmt: skip


def test_areas_reach_up_to_the_province():
    assert (place_iri(YONGZHOU), v.WITHIN, place_iri(HUNAN)) in _graph([yongzhou()])
    assert (place_iri(HUNAN), v.A, v.PLACE) in _graph([yongzhou()])


def _with_institutions(*institutions):
    source = seed("000")
    return [replace(yongzhou(), mentions=tuple(mention(source, "永州市中心医院", i) for i in institutions))]


def test_of_two_kinds_of_one_institution_one_is_kept():
    other = replace(CENTRAL, kind=InstitutionKind.OTHER)
    subject = entity_iri(CENTRAL, place_of)
    for institutions in ((CENTRAL, other), (other, CENTRAL)):
        kinds = [o for s, p, o in _graph(_with_institutions(*institutions)) if (s, p) == (subject, v.INSTITUTION_KIND)]
        assert kinds == [v.CONCEPTS[InstitutionKind.HOSPITAL]]


def test_of_two_areas_of_one_institution_the_nearer_is_kept():
    nearer = replace(CENTRAL, area=LENGSHUITAN)
    subject = entity_iri(CENTRAL, place_of)

    areas = [o for s, p, o in _graph(_with_institutions(CENTRAL, nearer)) if (s, p) == (subject, v.WITHIN)]
    assert areas == [place_iri(LENGSHUITAN)]


def test_a_parent_that_one_article_knows_is_kept():
    orphan = replace(BRANCH, parent=None)
    found = _graph(_with_institutions(orphan, BRANCH))

    assert (entity_iri(BRANCH, place_of), v.SUB_ORGANIZATION_OF, entity_iri(CENTRAL, place_of)) in found


def test_wider_concepts_come_in_with_their_names():
    basic, service = Initiative(name="基本公共卫生服务"), Initiative(name="公共卫生服务")
    known = replace(KNOWN, broader={FAMILY_DOCTOR: basic, basic: service}, english={service: "public health"})
    found = _graph([yongzhou()], known)

    assert (concept_iri(FAMILY_DOCTOR), v.BROADER, concept_iri(basic)) in found
    assert (concept_iri(basic), v.BROADER, concept_iri(service)) in found
    assert (concept_iri(service), v.PREF_LABEL, '"公共卫生服务"@zh') in found
    assert (concept_iri(service), v.PREF_LABEL, '"public health"@en') in found
