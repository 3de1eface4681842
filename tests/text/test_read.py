"""Whatever a text holds, an article points into it truly."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.model import Article, BlockKind, Source
from kg.text.read import passage, read_article

PIECES = st.sampled_from(
    [
        "永州市",
        "全市医疗机构达5338个。",
        "，",
        "。",
        "\n",
        "\n\n",
        "  ",
        "　",
        "１２％",
        "12",
        "一、主要工作",
        "（一）",
        "相关阅读",
        "来源：红网",
        "2025-03-27 20:44",
        "— 1 —",
        "醫(yī)院",
        "們(men)",
        "?！。ㄓ浾?",
        "<p>",
        "</p>",
        "&nbsp;",
        "<td>",
        "|",
        "\t",
        "图片7.png",
        "记者 王二 摄",
        "——综述",
        "摘要：",
        "各位代表：",
        "\u200b",
        "\ufffd",
        "銆鐨鍦鏄",
        "首页 > 要闻",
        "A",
        "word",
    ]
)
TEXTS = st.lists(PIECES | st.text(max_size=3), max_size=40).map("".join)


def check(article: Article) -> None:
    text, clean = article.source.text, article.clean
    assert len(clean.text) == len(clean.starts) == len(clean.ends)
    assert list(clean.starts) == sorted(clean.starts)
    assert list(clean.ends) == sorted(clean.ends)
    assert all(0 <= start <= end <= len(text) for start, end in zip(clean.starts, clean.ends, strict=True))
    covered = [False] * len(clean.text)
    for block in article.blocks:
        assert clean.text[block.start : block.end].strip()
        assert not any(covered[block.start : block.end])
        covered[block.start : block.end] = [True] * (block.end - block.start)
    assert not "".join(c for c, seen in zip(clean.text, covered, strict=True) if not seen).strip()
    assert [block.start for block in article.blocks] == sorted(block.start for block in article.blocks)


@settings(deadline=None, max_examples=300)
@given(text=TEXTS, html=st.booleans())
def test_positions_rise_and_stay_within_the_text_and_blocks_cover_all_but_white_space(text: str, *, html: bool) -> None:
    check(read_article(Source(id="a", text=text, html=html)))


@settings(deadline=None, max_examples=200)
@given(TEXTS, st.data())
def test_a_passage_quotes_the_text_between_its_ends(text: str, data: st.DataObject) -> None:
    article = read_article(Source(id="a", text=text))
    if not article.clean.text.strip():
        return
    start = data.draw(st.integers(0, len(article.clean.text) - 1))
    end = data.draw(st.integers(start + 1, len(article.clean.text)))
    if not article.clean.text[start:end].strip():
        return

    found = passage(article, start, end)

    assert found.exact == text[found.start : found.end]
    assert found.reading == found.reading.strip()


def test_a_passage_of_white_space_is_refused() -> None:
    article = read_article(Source(id="a", text="标题一二三\n\n正文。"))

    with pytest.raises(ValueError, match="nothing is written"):
        passage(article, 5, 6)


def test_reading_twice_gives_the_same_article() -> None:
    source = Source(id="a", text="云岭县医改见闻\n来源：江州日报 2024-03-05\n全县有医院5家。")

    assert read_article(source) == read_article(source)


def test_white_space_goes_between_chinese_and_digits_and_stays_between_words() -> None:
    article = read_article(
        Source(id="a", text="标题一二三\n\n组建 2000 余支 家庭医生团队，引进 Green Card 项目，覆盖 11 个县。")
    )

    assert article.clean.text.endswith("组建2000余支家庭医生团队，引进Green Card项目，覆盖11个县。")


def test_a_text_of_nothing_but_furniture_has_no_blocks() -> None:
    article = read_article(Source(id="a", text="首页 > 要闻\n【打印】【关闭】\n"))

    assert article.blocks == ()
    assert article.title == "a"


def test_a_row_drawn_with_bars_has_tabs_between_its_cells() -> None:
    article = read_article(
        Source(id="a", text="标题一二三四\n\n全县有三家医院。\n\n| 医院 | 床位 |\n| 县医院 | 320 |\n")
    )

    rows = [article.clean.text[block.start : block.end] for block in article.blocks if block.kind is BlockKind.TABLE]

    assert rows == ["医院\t床位", "县医院\t320"]
