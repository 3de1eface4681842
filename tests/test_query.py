"""The saved questions: on both engines, with other values, and never broken by a value."""

from __future__ import annotations

import faulthandler
import time
from dataclasses import replace

import pytest
import rdflib
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from kg.build import value_lists
from kg.errors import WrongCall
from kg.graph.iri import concept_iri
from kg.graph.merge import Background, graph_triples
from kg.model import ArticleFacts, Bound, Status
from kg.publish.turtle import turtle
from kg.query import SavedQuery, answer, find_query, in_child, saved_queries, term_from
from kg.store import Store
from kg.terms import Rows, Term
from kg.vocab import term
from tests.handwritten import BEDS, CONTRACTED, LITERACY, YONGZHOU, article, observation, place_of, seed

QUERIES = saved_queries()
#: What the hand-written articles answer.
ROWS = {
    "cq01": 2, "cq02": 3, "cq03": 2, "cq04": 0, "cq05": 1, "cq06": 0,
    "cq07": 1, "cq08": 1, "cq09": 0, "cq10": 1, "cq11": 1, "cq12": 1,
}  # fmt: skip


def _plain(rows):
    """Rows in order, a cell as its sorted characters, for GROUP_CONCAT joins in any order."""
    return sorted(tuple("".join(sorted(str(cell))) if cell is not None else "" for cell in row) for row in rows)


@pytest.fixture(scope="module")
def in_rdflib(store):
    return rdflib.Graph().parse(data=store.ntriples(), format="nt")


@pytest.mark.parametrize("name", QUERIES)
def test_both_engines_answer_alike(name, store, in_rdflib):
    query = QUERIES[name].text
    ours = [[term.value if term else None for term in row] for row in store.select(query)]

    assert _plain(ours) == _plain(in_rdflib.query(query))
    assert len(ours) == ROWS.get(name[:4], len(ours))


@pytest.mark.parametrize("name", QUERIES)
def test_a_query_says_what_it_answers(name):
    query = QUERIES[name]

    assert query.question_zh.endswith("？")
    assert query.question_en.endswith("?")
    for parameter in query.parameters:
        assert parameter.default in parameter.token


def test_short_and_whole_names_are_the_same_query():
    assert find_query("cq03") == find_query("cq03-indicator-over-time") == QUERIES["cq03-indicator-over-time"]


def test_a_near_miss_is_helped():
    with pytest.raises(WrongCall, match="perhaps 'cq03-indicator-over-time'"):
        find_query("cq03-indicator-over-tim")


def test_text_and_files_are_queries_too(tmp_path):
    path = tmp_path / "my query.rq"
    path.write_text("#+ question-zh: 问？\nASK {}", "utf-8")

    assert find_query(str(path)).question_zh == "问？"
    assert find_query("ASK {}").text == "ASK {}"
    with pytest.raises(WrongCall, match="cannot be read"):
        find_query(str(tmp_path / "none.rq"))


def test_a_parameter_without_its_place_in_the_text_is_told(tmp_path):
    path = tmp_path / "q.rq"
    path.write_text("#+ parameters: city=永州市\nSELECT ?x { ?x ?y ?z }", "utf-8")

    with pytest.raises(WrongCall, match="VALUES"):
        find_query(str(path))


def test_another_value_asks_of_another_city(built):
    share = {"city": "株洲市", "indicator": "检查检验结果互认次数"}
    rows = answer(str(built), find_query("cq03"), share)

    assert isinstance(rows, Rows)
    assert [term.value for term in rows.rows[0]] == ["2024", "200000", "人次", "over", "actual"]


def test_short_names_are_understood(built):
    assert answer(str(built), find_query("cq03"), {"city": "永州"}) == answer(str(built), find_query("cq03"), {})


def test_a_number_is_found_however_it_is_written(built):
    assert len(answer(str(built), find_query("cq05"), {"value": "40953.0"})) == 1


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"town": "永州市"}, "has no parameter 'town'; it has city, indicator, value"),
        ({"value": "vier"}, "a number is needed"),
    ],
)
def test_values_that_do_not_fit(built, values, message):
    with pytest.raises(WrongCall, match=message):
        answer(str(built), find_query("cq05"), values)


@settings(max_examples=100, deadline=None)
@given(
    value=st.one_of(
        st.text(max_size=20), st.sampled_from(['"@zh } }', "\\", '"', "}", "\\1", '永州市"@zh . ?s ?p ?o . #'])
    )
)
def test_no_value_changes_the_question(store, value):
    """Whatever is asked for, it is only a name that is looked up, and none of these is in the graph."""
    query = QUERIES["cq03-indicator-over-time"].bound({"city": value})
    assume(value not in {"永州市", "永州"})

    assert len(store.select(query.text)) == 0


def test_variables_of_free_text_take_values(built):
    query = SavedQuery(name="query", text="SELECT ?city ?name { ?city skos:prefLabel ?name }")

    assert len(answer(str(built), query, {"name": "永州市@zh"})) == 1
    with pytest.raises(WrongCall, match="projection"):
        answer(str(built), query, {"town": "永州市@zh"})


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("12", Term("literal", "12", "http://www.w3.org/2001/XMLSchema#integer")),
        ("1.50", Term("literal", "1.5", "http://www.w3.org/2001/XMLSchema#decimal")),
        ("https://e.cn/", Term("uri", "https://e.cn/")),
        ("永州市@zh", Term("literal", "永州市", None, "zh")),
        ("a b", Term("literal", "a b")),
    ],
)
def test_values_of_free_text(value, expected):
    assert term_from(value) == expected


def test_a_query_is_given_up_in_time(built):
    slow = "SELECT (COUNT(*) AS ?n) { " + " ".join(f"?a{i} ?b{i} ?c{i} ." for i in range(6)) + " }"
    started = time.monotonic()

    with pytest.raises(WrongCall, match=r"no answer after 0\.5 seconds"):
        answer(str(built), find_query(slow), {}, timeout=0.5)
    assert time.monotonic() - started < 5


def test_a_query_that_kills_the_engine_is_told(built):
    """3,000 nested groups overflow the stack of the engine's process, which is not ours."""
    faulthandler.disable()  # it would tell of the child's end in the middle of the tests
    deep = "ASK " + "{" * 5000 + "}" * 5000

    with pytest.raises(WrongCall, match="ended the engine"):
        answer(str(built), find_query(deep), {})


def _fails() -> bool:
    raise WrongCall("so")


def test_what_goes_wrong_in_the_child_is_told_here():
    with pytest.raises(WrongCall, match="so"):
        in_child(_fails, (), 10)


def test_no_limit_is_possible(built):
    assert answer(str(built), find_query("ASK { ?x a cg:Place }"), {}, timeout=0) is True


def _agreement(*figures):
    """Verdicts on figures of Yongzhou, each from an article of its own."""
    sources = [
        replace(seed("000"), id=str(number), text=seed("000").text + "。" * number) for number in range(len(figures))
    ]
    facts = [
        ArticleFacts(
            article=article(source, "题"), area=YONGZHOU, coverage=None,
            observations=(observation(source, quote, YONGZHOU, indicator, value, "人", **facets),),
        )
        for source, (quote, indicator, value, facets) in zip(sources, figures, strict=True)
    ]  # fmt: skip
    triples = [*value_lists(), *graph_triples(facts, Background(place_of=place_of))]
    triples.append((concept_iri(CONTRACTED), term("skos:closeMatch"), concept_iri(BEDS)))
    rows = Store.of_turtle(turtle(triples)).select(QUERIES["cq06-agreement-between-articles"].text)
    return [row[rows.variables.index("verdict")].value for row in rows]


OVER_160 = ("家庭医生签约服务覆盖160余万人", CONTRACTED, "1600000", {"bound": Bound.OVER})


@pytest.mark.parametrize(
    ("other", "verdicts"),
    [
        (("全市", CONTRACTED, "1604200", {}), ["compatible"]),
        (("全市", CONTRACTED, "1800000", {}), ["contradictory"]),
        (("全市", CONTRACTED, "1800000", {"status": Status.TARGET}), []),
        (("全市", BEDS, "1800000", {}), ["contradictory"]),
        (("全市", LITERACY, "1800000", {}), []),
    ],
)
def test_articles_agree_or_contradict_each_other(other, verdicts):
    """The words 余 and 超 leave room, and an indicator of nearly the same meaning counts as well."""
    assert _agreement(OVER_160, other) == verdicts


def test_figures_of_other_years_do_not_contradict_each_other():
    one = ("全市", CONTRACTED, "1", {"period": "2024"})
    assert _agreement(one, ("全市", CONTRACTED, "2", {"period": "2025"})) == []
    assert _agreement(one, ("全市", CONTRACTED, "2", {"period": "2021/2025"})) == ["contradictory"]
