"""What becomes one thing across articles, by which rule, and how a user undoes it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import WrongCall
from kg.model import ArticleFacts, Institution, Source
from kg.pipeline import facts_of_source
from kg.reconcile import Decision, copies, read_decisions, reconciled

FULL = """苏州市医疗服务能力提升

2024年，苏州大学附属第一医院（以下简称“苏大附一院”）完成门急诊560万人次。苏州市中医医院新增床位200张。
"""
SHORT = """苏州市就业见习工作推进

2024年，苏大附一院拿出见习岗位160个。全市新增就业23万人。
"""
ELSEWHERE = """长沙市医疗服务能力提升

2024年，长沙市中医医院新增床位300张。全市医疗卫生机构达5100个。
"""


def facts(identifier: str, text: str) -> ArticleFacts:
    return facts_of_source(Source(id=identifier, text=text))


def institutions(articles: list[ArticleFacts]) -> set[str]:
    return {m.entity.name for a in articles for m in a.mentions if isinstance(m.entity, Institution)}


ARTICLES = [facts("full", FULL), facts("short", SHORT), facts("elsewhere", ELSEWHERE)]


def test_a_short_form_becomes_what_another_article_calls_it() -> None:
    together, ledger = reconciled(ARTICLES)

    assert "苏大附一院" not in institutions(together)
    assert [(e.name, e.became, e.articles) for e in ledger] == [("苏大附一院", "苏州大学附属第一医院", ("short",))]


def test_without_the_article_that_explains_it_a_short_form_stays() -> None:
    together, ledger = reconciled(ARTICLES[1:])

    assert "苏大附一院" in institutions(together)
    assert ledger == ()


def test_a_decision_keeps_two_names_apart() -> None:
    together, ledger = reconciled(ARTICLES, [Decision(same=False, name="苏大附一院", other="苏州大学附属第一医院")])

    assert "苏大附一院" in institutions(together)
    assert ledger == ()


def test_a_decision_makes_two_names_one_and_undoing_it_leaves_no_trace() -> None:
    before, _ = reconciled(ARTICLES)
    merged, ledger = reconciled(ARTICLES, [Decision(same=True, name="苏州市中医医院", other="苏州市中医院")])
    after, _ = reconciled(ARTICLES)

    assert "苏州市中医医院" not in institutions(merged)
    assert "苏州市中医院" in institutions(merged)
    assert "decided by the user" in {entry.rule for entry in ledger}
    assert before == after


def test_houses_of_one_kind_in_two_cities_stay_apart() -> None:
    together, _ = reconciled(ARTICLES)

    assert {"苏州市中医医院", "长沙市中医医院"} <= institutions(together)


@given(order=st.permutations(range(3)))
def test_the_order_of_articles_changes_nothing(order: list[int]) -> None:
    together, ledger = reconciled([ARTICLES[at] for at in order])
    expected, expected_ledger = reconciled(ARTICLES)

    assert sorted(together, key=lambda a: a.article.source.id) == sorted(expected, key=lambda a: a.article.source.id)
    assert ledger == expected_ledger


def test_a_reprint_counts_with_the_article_that_it_repeats() -> None:
    dated = replace(ARTICLES[0], article=replace(ARTICLES[0].article, published="2024-03-01"))
    reprint = facts("reprint", FULL.replace("苏州市医疗服务能力提升", "转载：苏州市医疗服务能力提升"))

    assert copies([reprint, dated, ARTICLES[1]]) == {"reprint": "full"}


def test_another_report_of_the_same_event_is_no_reprint() -> None:
    assert copies(ARTICLES) == {}


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("decision,name,other\nperhaps,甲,乙\n", "line 2"),
        ("decision,name,other\nsame,,乙\n", "line 2"),
        ("name,other\n甲,乙\n", "line 2"),
    ],
)
def test_a_file_that_decides_nothing_is_refused_in_one_line(tmp_path: Path, text: str, says: str) -> None:
    path = tmp_path / "decisions.csv"
    path.write_text(text, "utf-8")

    with pytest.raises(WrongCall) as refused:
        read_decisions(path)

    assert says in str(refused.value)
    assert "\n" not in str(refused.value)


def test_a_file_of_decisions_is_read(tmp_path: Path) -> None:
    path = tmp_path / "decisions.csv"
    path.write_text("decision,name,other\nsame,甲医院,乙医院\ndifferent,丙,丁\n", "utf-8")

    assert read_decisions(path) == (
        Decision(same=True, name="甲医院", other="乙医院"),
        Decision(same=False, name="丙", other="丁"),
    )
