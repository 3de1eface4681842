"""Each file of tests/cases/facts holds an article and, below the line "# facts", its area and every figure it states.

A figure is: about | indicator | value | unit | bound | status | kind | period ("-" for none); the indicator by its
name or by the article's wording. "! " marks a line that ought to be read and is not today, "? " one that is read today
and ought not to be.
"""

from __future__ import annotations

from functools import cache
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.facts.assemble import facts_of
from kg.model import ArticleFacts, Indicator, Observation, Source
from kg.text.read import read_article

CASES = sorted((Path(__file__).parent.parent / "cases" / "facts").glob("*.txt"))

every_case = pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)


def read(text: str) -> ArticleFacts:
    return facts_of(read_article(Source(id="case", text=text)))


@cache
def facts(case: Path) -> ArticleFacts:
    return read(case.read_text("utf-8").partition("# facts\n")[0])


def expected(case: Path) -> tuple[set[str], set[str], set[str]]:
    """Return the lines that are read rightly today, those that are missed, and those that are read wrongly."""
    lines = case.read_text("utf-8").partition("# facts\n")[2].splitlines()
    missed, wrong = ({line[2:] for line in lines if line.startswith(mark)} for mark in ("! ", "? "))
    return {line for line in lines if not line.startswith(("! ", "? "))}, missed, wrong


def spellings(facts: ArticleFacts, observation: Observation) -> set[str]:
    """The lines that may stand for an observation: with the indicator's name, or with the article's wording of it."""
    words = {
        mention.surface
        for mention in facts.mentions
        if mention.entity == observation.indicator and mention.passage == observation.passage
    }
    facets = (observation.unit, observation.bound, observation.status, observation.kind, observation.period or "-")
    return {
        " | ".join((observation.about.name, word, f"{observation.value.normalize():f}", *facets))
        for word in (observation.indicator.name, *words)
    }


def differences(facts: ArticleFacts, lines: set[str]) -> tuple[set[str], list[set[str]]]:
    """The lines that nothing read answers to, and what was read that no line allows."""
    told = [{f"area | {facts.area.name if facts.area else '-'}"}]
    told += [spellings(facts, observation) for observation in facts.observations]
    return lines - set().union(*told), [one for one in told if not one & lines]


@every_case
def test_an_article_states_the_figures_of_its_case_and_no_other(case: Path) -> None:
    right, _, wrong = expected(case)

    missing, unexpected = differences(facts(case), right | wrong)

    assert set() == missing
    assert unexpected == []


@every_case
def test_what_a_case_calls_missed_is_missed_today(case: Path) -> None:
    """A line that comes to be read has to lose its mark, so that it is held from then on."""
    _, missed, _ = expected(case)

    missing, _ = differences(facts(case), missed)

    assert missed == missing


@every_case
def test_every_passage_of_an_article_quotes_the_source(case: Path) -> None:
    said = facts(case)
    passages = [one.passage for one in (*said.mentions, *said.observations, *said.implementations, *said.unresolved)]

    assert passages
    for passage in passages:
        assert passage.exact == said.article.source.text[passage.start : passage.end]
        assert passage.exact.strip()


@every_case
def test_every_figure_has_its_number_in_its_passage_and_its_wording_beside_it(case: Path) -> None:
    said = facts(case)
    worded = {(mention.entity, mention.passage) for mention in said.mentions if isinstance(mention.entity, Indicator)}

    for observation in said.observations:
        assert (observation.indicator, observation.passage) in worded
        assert any(sign in "0123456789一二两三四五六七八九十百千万半" for sign in observation.passage.reading)


@every_case
def test_an_article_read_twice_says_the_same(case: Path) -> None:
    text = case.read_text("utf-8").partition("# facts\n")[0]

    assert read(text) == read(text)


@every_case
def test_the_facts_do_not_depend_on_the_white_space_between_paragraphs(case: Path) -> None:
    text = case.read_text("utf-8").partition("# facts\n")[0]
    spaced = text.replace("\n\n", "\n\n\n\n")

    def told(text: str) -> list:
        said = read(text)
        return [spellings(said, observation) for observation in said.observations]

    assert told(text) == told(spaced)


PIECES = (
    "永州市 株洲 全市 鼓楼区 江华瑶族自治县 塔峰镇 市中心医院 人民医院 卫生院 市卫生健康委 苏州大学 附属 分院 "
    "等3家 有限公司 “ ” 《 》 （ ） 、 ， 。 ； ： 2025年 今年 去年 1—10月 截至 底 由 从 比 较 同比 增长 "
    "下降 提高 到 至 分别 为 达 占 居 第一 全省 前三 连续 三年 12 3.6亿 160余万 人 人次 家 % 个百分点 三成 "
    "百分之 1/3 5%—8% 个 张 元/亩 床位 签约率 诊疗量 医共体 家庭医生签约服务 “一次挂号管三天” 推进 实施 "
    "行动 工程 将 力争 一、 工作要点 其中 和 三个100% 65岁 5G 9:30"
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from([*PIECES.split(), "\n", "\n\n"]), max_size=40).map("".join))
def test_any_mixture_of_pieces_is_read_and_quoted_rightly(text: str) -> None:
    said = read(text)

    for one in (*said.mentions, *said.observations, *said.implementations, *said.unresolved):
        assert one.passage.exact == text[one.passage.start : one.passage.end]
    assert read(text) == said


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=120))
def test_any_text_is_read(text: str) -> None:
    read(text)


@pytest.mark.parametrize(
    ("place", "amount"), [*product(["永州市", "祁阳市", "道县"], ["1200人", "3.6亿元", "三十六个", "百分之六十"])]
)
def test_a_plain_statement_about_any_place_is_read(place: str, amount: str) -> None:
    said = read(f"永州市工作综述\n\n2025年，{place}新增服务能力{amount}。\n")

    (observation,) = said.observations

    assert place == observation.about.name
    assert observation.period == "2025"
    assert amount in observation.passage.reading
