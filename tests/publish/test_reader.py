"""A reader's ways through the page, and its counts beside those of SPARQL on the same graph."""

from __future__ import annotations

import re
from urllib.parse import quote
from xml.etree import ElementTree as ET

import pytest

from kg.errors import WrongCall
from kg.publish.html import page
from kg.publish.initials import initials
from kg.publish.insight import contradictions, shared
from kg.publish.network import Network, Node, NodeKind, Statement, _edges, named_in, network_of
from kg.publish.part import network_part
from kg.publish.part import show as shown_in_notebook

from .graphs import EXAMPLE, ID, PREFIXES, select_in
from .test_page import NARROW, rows, search, shown_names, spot

HEAD = "".join(f"PREFIX {line[8:-2]}\n" for line in PREFIXES.splitlines() if line)
#: The names of all that statements speak of, those that `%s` leaves.
SPOKEN = (
    HEAD
    + """SELECT DISTINCT ?name {
  ?statement cg:about ?about . %s
  ?statement cg:about|cg:indicator|cg:initiative ?node .
  ?node skos:prefLabel ?name . FILTER(LANG(?name) = "zh") }"""
)


def told(where: str) -> set[str]:
    """Ask the graph itself for the names."""
    return {name for (name,) in select_in(EXAMPLE)(SPOKEN % where)}


def named_by(where: str) -> set[str]:
    query = f'{HEAD}SELECT ?name {{ ?node skos:prefLabel ?name . {where} FILTER(LANG(?name) = "zh") }}'
    return {name for (name,) in select_in(EXAMPLE)(query)}


def choose(opened, filter_: str, label: str) -> None:
    if opened.locator("#filters").is_hidden():
        opened.click("#filtersToggle")
    opened.select_option(f"#{filter_}", label=label)


def count_is(opened, number: int) -> bool:
    return opened.inner_text("#count").startswith(f"显示 {number} / 25 个节点")


# --- filters


def test_the_filter_by_initiative_leaves_what_the_graph_says_of_it(show, example):
    opened = show(example)
    choose(opened, "initiative", "紧密型县域医共体")
    expected = told(f"?statement cg:initiative <{ID}initiative/5396b71eb04e> .")

    assert shown_names(opened) == expected
    assert count_is(opened, len(expected))
    assert f"符合筛选的 {len(expected)} 个" in opened.inner_text("#count")


def test_the_filter_by_kind_leaves_institutions_of_it(show, example):
    opened = show(example)
    choose(opened, "sort", "医院")

    assert shown_names(opened) == named_by("?node cg:institutionKind cg:kindHospital .") | told(
        "?about cg:institutionKind cg:kindHospital ."
    )


def test_the_filter_by_article_leaves_what_it_says_and_names(show, example):
    opened = show(example)
    article = f"<{ID}article/1b15f713617b5f33>"
    choose(opened, "article", "2025 务实笃行 拾级而上——株洲卫健工作综述 2025")

    assert shown_names(opened) == told(f"?statement cg:evidence/oa:hasSource {article} .") | named_by(
        f"?node cg:mentionedIn/oa:hasSource {article} ."
    )


@pytest.mark.parametrize(("first", "last"), [("2024", "2024"), ("2020", "2020"), ("2025", None), (None, "2020")])
def test_the_filter_by_period_leaves_what_is_said_of_these_years(show, example, first, last):
    opened = show(example)
    for filter_, year in (("from", first), ("to", last)):
        if year:
            choose(opened, filter_, f"{year}年")
    expected = told(
        "?statement cg:periodStart ?start ; cg:periodEnd ?end ."
        f'FILTER(STR(?end) >= "{first or 0}" && SUBSTR(STR(?start), 1, 4) <= "{last or 9999}")'
    )

    assert shown_names(opened) == expected
    assert count_is(opened, len(expected))


def test_filters_work_together_and_are_lifted_together(show, example):
    opened = show(example)
    opened.select_option("#place", label="株洲市")
    choose(opened, "initiative", "紧密型县域医共体")
    choose(opened, "to", "2024年")
    assert shown_names(opened) == told(
        f"?statement cg:about <{ID}place/430200> ; cg:initiative <{ID}initiative/5396b71eb04e> ."
        "?statement cg:periodStart ?start ."
        'FILTER(STR(?start) < "2025")'
    )
    assert opened.inner_text("#filtersToggle") == "筛选 2"
    opened.click("#clear")
    assert count_is(opened, 25)


def test_a_panel_counts_what_the_filters_leave_of_its_statements(show, example):
    opened = show(example)
    search(opened, "永州市")
    choose(opened, "from", "2020年")
    choose(opened, "to", "2020年")

    assert opened.inner_text("#panel .statements h3").split() == ["陈述", "1", "/", "11（按筛选）"]
    assert rows(opened) == [["居民健康素养水平", "21.55%", "2020", "实际"]]


# --- search


def test_initials_of_a_name_find_it(show, example):
    opened = show(example)
    for typed, name in (("yzs", "永州市"), ("lst", "冷水滩区"), ("jcjyjghr", "检查检验结果互认")):
        search(opened, typed)
        assert opened.inner_text("#panel h2") == name


def test_initials_are_those_of_the_reading():
    assert [initials(name) for name in ("永州市", "重庆市", "长沙市", "CT检查", "Yongzhou")] == [
        "yzs", "cqs", "css", "ctjc", "",
    ]  # fmt: skip


def test_search_names_what_the_filters_leave_first_and_marks_the_rest(show, example):
    opened = show(example)
    choose(opened, "sort", "医院")
    opened.fill("#search", "永州")
    assert opened.locator("#results .name").all_inner_texts() == ["永州市中心医院", "永州市"]
    assert opened.locator("#results li >> nth=0").locator(".outside").count() == 0
    assert opened.locator("#results li >> nth=1").inner_text().split("\n")[1] == "不在筛选内"
    opened.press("#search", "Enter")
    assert opened.input_value("#sort") == "hospital"
    opened.fill("#search", "永州")
    opened.press("#search", "ArrowDown")
    opened.press("#search", "Enter")
    assert opened.input_value("#sort") == ""
    assert count_is(opened, 25)


# --- going further


def test_neighbours_are_folded_and_unfolded(show, example):
    opened = show(example)
    search(opened, "永州市")
    opened.click("[data-action=fold]")
    left = shown_names(opened)
    assert {"永州市", "湖南省", "紧密型县域医共体"} <= left
    assert not {"实有床位", "居民健康素养水平"} & left
    assert count_is(opened, len(left))
    assert "已收起 1 处" in opened.inner_text("#count")
    opened.click("[data-action=expand]")
    assert count_is(opened, 25)


def test_a_path_leads_from_one_node_to_another(show, example):
    opened = show(example)
    search(opened, "宜城市")
    opened.click("[data-action=pathFrom]")
    search(opened, "株洲市")

    assert opened.locator("#panel .steps .node").all_inner_texts() == ["宜城市", "紧密型县域医共体", "株洲市"]
    assert "相隔 2 条连线" in opened.inner_text("#panel")
    assert "path=place/420684~place/430200".replace("~", "%7E") in address(opened)


def test_an_address_keeps_its_filters_even_where_these_leave_out_what_it_names(show, example):
    opened = show(example)
    opened.evaluate("location.hash = 'node=place/431100&kind=hospital'")
    opened.wait_for_timeout(300)

    assert opened.inner_text("#panel h2") == "永州市"
    assert opened.input_value("#sort") == "hospital"
    assert not count_is(opened, 25)


def test_no_path_is_told(show):
    opened = show(
        page(Network(nodes=tuple(Node(id=f"{ID}place/{i}", kind=NodeKind.PLACE, name=f"{i}市") for i in "12")))
    )
    search(opened, "1市")
    assert opened.locator("[data-action=pathFrom]").count() == 1
    opened.click("[data-action=pathFrom]")
    search(opened, "2市")

    assert "没有路径" in opened.inner_text("#panel")


def address(opened) -> str:
    opened.wait_for_timeout(250)
    return opened.evaluate("location.hash")


def test_the_address_brings_the_same_view_back(show, example):
    opened = show(example)
    opened.select_option("#place", label="永州市")
    choose(opened, "from", "2020年")
    opened.click("[data-kind=initiative]")
    search(opened, "永州市")
    opened.click("#closer")
    wanted = address(opened)
    view = "[network.getScale().toFixed(3), drawn.selected, drawn.nodes.length, asked.from, [...asked.hidden]]"
    before = opened.evaluate(view)
    again = show(example)
    again.evaluate("(hash) => (location.hash = hash)", wanted)
    again.wait_for_timeout(300)

    assert "place=place/431100" in wanted
    assert again.evaluate(view) == before
    assert again.inner_text("#panel h2") == "永州市"
    assert again.input_value("#from") == "2020"


def test_an_address_of_another_graph_or_with_markup_does_no_harm(show, example):
    opened = show(example)
    evil = quote("<img src=x onerror='window.broken=1'>")
    opened.evaluate(
        "(hash) => (location.hash = hash)",
        f"node={evil}&place={evil}&kind={evil}&q={evil}&from={evil}&view=a~b~c&hide={evil}",
    )
    opened.wait_for_timeout(300)

    assert opened.evaluate("window.broken") is None
    assert opened.locator("body img").count() == 0
    assert opened.evaluate("network.getScale() > 0")


# --- pictures


def test_the_view_is_kept_as_png_and_svg(show, example, tmp_path):
    opened = show(example)
    for button, ending in (("#png", "png"), ("#svg", "svg")):
        with opened.expect_download() as download:
            opened.click(button)
        download.value.save_as(tmp_path / f"view.{ending}")
    root = ET.parse(tmp_path / "view.svg").getroot()
    tags = [element.tag.rsplit("}")[-1] for element in root.iter()]

    assert (tmp_path / "view.png").read_bytes().startswith(b"\x89PNG")
    assert tags.count("circle") == 9
    assert tags.count("polygon") == 16
    assert "永州市" in [element.text for element in root.iter() if element.tag.endswith("}text")]
    assert opened.complaints == []


def test_figures_of_several_years_and_places_stand_in_a_chart(show, example):
    opened = show(example)
    search(opened, "永州市")
    assert opened.get_attribute("#panel .chart >> nth=0", "aria-label") == "居民健康素养水平: 2020 21.55%; 2025 35%"


def test_a_chart_has_a_bar_as_long_as_its_figure(show):
    opened = show(page(network_of(select_in(clash((100, 100, 100, "2023"), (200, 200, 200, "2024"))))))
    search(opened, "床位")
    bars = opened.eval_on_selector_all(".chart rect", "(all) => all.map((one) => Number(one.getAttribute('width')))")

    assert bars == [60, 120]


CLASH = f"""{PREFIXES}
    <{ID}place/1> a cg:Place ; skos:prefLabel "甲市"@zh .
    <{ID}indicator/1> a cg:Indicator ; skos:prefLabel "床位"@zh ."""


def clash(*figures: tuple[int, int, int, str]) -> str:
    """Make a graph of one city's figures, each with its least and greatest value and the year."""
    return CLASH + "".join(
        f"""<{ID}observation/{number}> a cg:Observation ; cg:about <{ID}place/1> ; cg:indicator <{ID}indicator/1> ;
            cg:value {value} ; cg:unit "张" ; cg:minValue {least} ; cg:maxValue {most} ; cg:status cg:statusActual ;
            cg:valueKind cg:valueLevel ; cg:period "{year}" ;
            cg:periodStart "{year}-01-01"^^xsd:date ; cg:periodEnd "{year}-12-31"^^xsd:date ."""
        for number, (value, least, most, year) in enumerate(figures)
    )


def test_figures_that_cannot_both_be_true_are_marked(show):
    opened = show(page(network_of(select_in(clash((100, 100, 100, "2024"), (200, 200, 300, "2024"))))))
    search(opened, "甲市")

    assert opened.locator("td .contradicted").all_inner_texts() == ["100张", "200张"]
    assert "与 200张 矛盾" in opened.inner_text("#panel")


@pytest.mark.parametrize(
    "figures",
    [
        ((100, 100, 100, "2024"), (90, 90, 120, "2024")),
        ((100, 100, 100, "2024"), (200, 200, 200, "2023")),
    ],
    ids=["a bound leaves room", "another year"],
)
def test_figures_that_can_both_be_true_are_not_marked(figures):
    assert contradictions(network_of(select_in(clash(*figures))).statements) == []


# --- large graphs


def large() -> Network:
    """Make a graph of two cities with an initiative that both carry out and many that only one does."""
    cities = [Node(id=f"{ID}place/{name}", kind=NodeKind.PLACE, name=f"{name}市") for name in "甲乙"]
    initiatives = [Node(id=f"{ID}initiative/{i:03}", kind=NodeKind.INITIATIVE, name=f"举措{i:03}") for i in range(100)]
    told = [
        Statement(id=f"{ID}implementation/{i:03}-{city.name}", about=city.id, initiatives=(initiative.id,))
        for i, initiative in enumerate(initiatives)
        for at, city in enumerate(cities)
        if i == 0 or i % 2 == at
    ]
    return Network(nodes=(*initiatives, *cities), edges=_edges(told, []), statements=tuple(told))


def test_a_large_graph_opens_at_what_places_share_and_goes_down_from_there(show):
    opened = show(page(large(), limit=50))
    assert shown_names(opened) == {"甲市", "乙市", "举措000"}
    assert opened.inner_text("#count").startswith("显示 3 / 102 个节点 · 总览")
    (ax, ay), (bx, by) = spot(opened, "甲市"), spot(opened, "举措000")
    opened.mouse.click((ax + bx) / 2, (ay + by) / 2)
    assert rows(opened) == [["已实施", "未注明", ""]]
    search(opened, "甲市")
    opened.click("[data-action=expand]")
    assert len(shown_names(opened)) == 3 + 49


def test_what_is_shared_counts_the_institutions_of_a_place():
    assert [(place[-1], initiative[-3:]) for place, initiative, _ in shared(large())] == [("乙", "000"), ("甲", "000")]


# --- keyboard, phone, physics


def test_the_picture_is_walked_by_arrow_keys(show, example):
    opened = show(example)
    opened.focus("#view")
    opened.keyboard.press("ArrowRight")
    first = opened.inner_text("#panel h2")
    opened.keyboard.press("ArrowRight")
    assert opened.inner_text("#panel h2") != first
    assert opened.inner_text("#panel h2") in opened.text_content("#told")
    opened.keyboard.press("Enter")
    assert opened.evaluate("document.activeElement.id") == "panel"


def test_physics_moves_nodes_only_when_switched_on(show, example):
    opened = show(example)
    before = opened.evaluate("network.getPositions()")
    opened.click("#physics")
    opened.wait_for_timeout(600)
    opened.click("#physics")
    after = opened.evaluate("network.getPositions()")
    assert after != before
    opened.wait_for_timeout(300)
    assert opened.evaluate("network.getPositions()") == after


def test_on_a_telephone_the_filters_fit(show, example):
    opened = show(example, NARROW)
    choose(opened, "sort", "医院")

    assert opened.evaluate("document.documentElement.scrollWidth") == 390


# --- parts


def test_the_answer_of_a_construct_is_drawn_with_its_names(tmp_path):
    (tmp_path / "graph.ttl").write_text(EXAMPLE, "utf-8")
    query = HEAD + f"CONSTRUCT {{ ?s cg:about ?p }} {{ ?s cg:initiative <{ID}initiative/dfbe1ee65b96> ; cg:about ?p }}"
    part = network_part(str(tmp_path / "graph.ttl"), query=query)

    assert {node.name for node in part.nodes} == told(f"?statement cg:initiative <{ID}initiative/dfbe1ee65b96> .")
    assert {one.about for one in part.statements} <= {node.id for node in part.nodes}


@pytest.mark.parametrize(
    ("query", "why"),
    [
        ("SELECT * { ?s ?p ?o }", "a SELECT gives a table"),
        ("CONSTRUCT { ?s ?s ?s } { ?s a <urn:x> }", "names no place"),
    ],
)
def test_what_cannot_be_drawn_is_told(tmp_path, query, why):
    (tmp_path / "graph.ttl").write_text(EXAMPLE, "utf-8")

    with pytest.raises(WrongCall, match=why):
        network_part(str(tmp_path / "graph.ttl"), query=query)


def test_iris_that_name_nothing_give_nothing():
    assert named_in(network_of(select_in(EXAMPLE)), ["urn:x"]).nodes == ()


def test_a_notebook_shows_the_page_in_a_frame_of_its_own(tmp_path):
    (tmp_path / "graph.ttl").write_text(EXAMPLE, "utf-8")
    html = shown_in_notebook(str(tmp_path / "graph.ttl"), "永州市")._repr_html_()

    assert re.match(r'<iframe srcdoc="&lt;!doctype html&gt;', html)
    assert html.count("<") == 2
