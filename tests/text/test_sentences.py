"""Sentences of an article and clauses of a sentence."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.model import BlockKind, Source
from kg.text.read import read_article
from kg.text.sentences import clauses, sentences

SIGNS = "全市 , ， ； 。 ： : “ ” （ ） 《 》 —— 1,234 1 23 ! ？ 其中"
PIECES = st.lists(st.sampled_from([*SIGNS.split(), " ", "\n"]), max_size=14)


def parts(text: str) -> list[str]:
    return [text[clause.start : clause.end] for clause in clauses(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("全市医院12家，床位3000张。", ["全市医院12家，", "床位3000张。"]),
        ("新增1,234人,增长5%", ["新增1,234人,", "增长5%"]),
        ("一是投入增加；二是人员到位", ["一是投入增加；", "二是人员到位"]),
        ("推进“六不变，七统一”管理，成效明显", ["推进“六不变，七统一”管理，", "成效明显"]),
        ("医院（含中医院，不含分院）12家，诊所3家", ["医院（含中医院，不含分院）12家，", "诊所3家"]),
        ("比例为1:3，指标如下：床位5张", ["比例为1:3，", "指标如下：", "床位5张"]),
        ("改革深化——签约率90%", ["改革深化——", "签约率90%"]),
        ("印发《关于甲，乙的意见》，落实到位", ["印发《关于甲，乙的意见》，", "落实到位"]),
        ("", []),
        ("  ", []),
    ],
)
def test_commas_divide_clauses_unless_numbers_marks_or_brackets_hold_them(text: str, expected: list[str]) -> None:
    assert expected == parts(text)


@settings(deadline=None)
@given(PIECES.map("".join))
def test_clauses_follow_each_other_and_leave_out_only_blanks(text: str) -> None:
    covered = "".join(parts(text))

    assert "".join(text.split()) == "".join(covered.split())


def test_a_sentence_keeps_its_full_stop_its_closing_mark_and_its_kind() -> None:
    body = "他说：“好。”全市医院12家！\n\n一、医疗\n床位3000张。"
    article = read_article(Source(id="x", text=f"全市卫生工作综述\n\n{body}\n"))

    told = [(sentence.kind, sentence.text) for sentence in sentences(article)]

    assert told[0] == (BlockKind.TITLE, "全市卫生工作综述")
    assert (BlockKind.BODY, "他说：“好。”") in told
    assert (BlockKind.BODY, "全市医院12家！") in told
    assert (BlockKind.HEADING, "一、医疗") in told


def test_every_sentence_stands_at_its_place_in_the_clean_text() -> None:
    article = read_article(Source(id="x", text="标题\n\n第一句。第二句？第三句\n\n下一段。"))

    for sentence in sentences(article):
        block = article.blocks[sentence.block]

        assert sentence.text == article.clean.text[sentence.start : sentence.end]
        assert block.start <= sentence.start < sentence.end <= block.end
