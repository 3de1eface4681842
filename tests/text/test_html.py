"""HTML pages give lines, each character with its place."""

from __future__ import annotations

from time import perf_counter

import pytest

from kg.model import Source
from kg.text.html import page_of
from kg.text.lines import Hint
from kg.text.read import passage, read_article


def lines(raw: str) -> list[str]:
    return [line.strip() for line in page_of(raw).text.text.split("\n") if line.strip()]


def test_blocks_break_lines_and_inline_elements_do_not() -> None:
    assert lines("<div>全<b>市</b><p>有<span>医院</span>\n家</p><br>止</div>") == ["全市", "有医院 家", "止"]


def test_scripts_comments_navigation_and_footers_are_no_text() -> None:
    raw = "<script>a<b</script><!-- <p>x --><nav><p>首页</p></nav><p>正文</p><footer>版权</footer><style>p{}</style>"

    assert lines(raw) == ["正文"]


def test_a_dropped_element_that_never_ends_does_not_swallow_the_page() -> None:
    assert lines("<nav>首页<p>正文</p>") == ["首页", "正文"]


def test_references_are_resolved_at_their_place() -> None:
    raw = "<p>5&nbsp;家&gt;&#x4E09;</p>"
    page = page_of(raw)
    at = page.text.text.index("三")

    assert page.text.text.strip() == "5\xa0家>三"
    assert raw[page.text.starts[at] : page.text.ends[at]] == "&#x4E09;"


def test_the_rows_of_a_small_table_are_lines_and_the_cells_of_a_page_layout_are_paragraphs() -> None:
    data = "<table><tr><td>县</td><td>床位</td></tr><tr><td>甲县</td><td><p>12</p></td></tr></table>"
    layout = f"<table><tr><td><p>{'全市卫生' * 30}</p><p>二</p></td><td>三</td></tr></table>"

    assert [line.split() for line in lines(data)] == [["县", "床位"], ["甲县", "12"]]
    assert lines(layout)[1:] == ["二", "三"]


def test_a_line_that_is_all_links_is_marked_as_such() -> None:
    page = page_of("<li><a href='/1'>相关新闻标题</a></li><p>记者从<a>市卫健委</a>获悉，今年全市新建卫生院</p>")

    assert [hint for hint in page.hints if hint] == [Hint.LINK]


def test_a_passage_points_into_the_raw_page() -> None:
    raw = "<html><body><p>全市有&nbsp;<b>医院</b>5&#50;家。</p></body></html>"
    article = read_article(Source(id="a", text=raw, html=True))
    start = article.clean.text.index("医院")

    found = passage(article, start, start + 4)

    assert found.reading == "医院52"
    assert found.exact == "医院</b>5&#50;"
    assert raw[found.start : found.end] == found.exact


@pytest.mark.parametrize(
    "piece",
    ["<", "<!--", '<a "', "<div>", "<nav>", "<title>", "<table><tr><td>", "&a", "<!x", '<a x="y" ', "</p>", "<script "],
)
def test_a_hostile_page_costs_no_more_than_its_length(piece: str) -> None:
    raw = piece * (200_000 // len(piece))

    started = perf_counter()
    read_article(Source(id="a", text=raw, html=True))

    assert perf_counter() - started < 8
