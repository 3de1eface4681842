"""The page, opened in a real browser without any network and used as a reader would."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

from kg.publish.html import page
from kg.publish.network import Edge, EdgeKind, Network, Node, NodeKind, Statement, network_of

from .graphs import EXAMPLE, ID, PREFIXES, literal, select_in

NARROW = {"width": 390, "height": 844}
EVILS = (
    "<script>window.broken = 1</script>",
    "</script><script>window.broken = 2</script>",
    "<!--<script>",
    "<img src=x onerror='window.broken = 3'>",
    "\"'`\\",
    "{{ 7 * 7 }}{% raw %}${7 * 7}",
    "\u202eesrever\u2066\u2028\u2029&lt;&amp;",
    "a\x01b\ufeffc",
)


def search(opened, text: str) -> None:
    opened.fill("#search", text)
    opened.press("#search", "Enter")


def spot(opened, name: str) -> tuple[float, float]:
    """Where a node stands on the screen."""
    x, y = opened.evaluate(
        """(name) => {
            const [x, y] = GRAPH.nodes.find((node) => node.name === name).spot;
            const at = network.canvasToDOM({ x, y });
            const frame = stage.getBoundingClientRect();
            return [at.x + frame.left, at.y + frame.top];
        }""",
        name,
    )
    return x, y


def shown_names(opened) -> set[str]:
    return set(opened.evaluate("[...drawn.nodes.getIds()].map((id) => GRAPH.nodes[Number(id.slice(1))].name)"))


def rows(opened) -> list[list[str]]:
    return opened.eval_on_selector_all(
        "#panel tbody tr", "(rows) => rows.map((row) => [...row.cells].map((cell) => cell.innerText.trim()))"
    )


# --- made without a browser


def test_the_same_graph_gives_the_same_bytes_whatever_the_order(example):
    assert page(network_of(select_in(EXAMPLE, backwards=True))) == example


def test_the_same_graph_gives_the_same_bytes_whatever_the_hash_seed(example):
    program = (
        "import sys; from kg.publish.html import page; from kg.publish.network import network_of;"
        "from tests.publish.graphs import EXAMPLE, select_in;"
        "sys.stdout.buffer.write(page(network_of(select_in(EXAMPLE))).encode())"
    )
    for seed in ("1", "2"):
        made = subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": "."},
            cwd=Path(__file__).parent.parent.parent,
            capture_output=True,
            check=True,
        )
        assert made.stdout.decode() == example


def test_a_larger_layout_is_the_same_every_time():
    network = big(700)

    assert page(network, limit=300) == page(network, limit=300)


def test_no_address_stands_where_a_browser_would_load_it(example):
    outside = re.sub(r"<script.*?</script>", "", example, flags=re.DOTALL)

    assert not re.search(r"https?://|\bsrc=|\burl\(|@import|<link|<iframe|<base", outside)
    assert "sourceMappingURL" not in example


def test_the_policy_lets_only_the_own_scripts_and_style_run(example):
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', example)[1]

    assert "default-src &#39;none&#39;" in policy
    assert "unsafe" not in policy
    assert policy.count("sha256-") == len(re.findall(r"^<(?:script|style)>", example, re.MULTILINE))


def test_text_cannot_end_the_data_it_stands_in():
    network = Network(nodes=tuple(Node(id=f"n/{i}", kind=NodeKind.PLACE, name=evil) for i, evil in enumerate(EVILS)))
    blocks = re.findall(r'<script type="application/json" id="nodes">(.*?)</script>', page(network), re.DOTALL)

    assert sorted(node["label"] for node in json.loads(blocks[0])) == sorted(EVILS)
    assert not set(blocks[0]) & set("<>&\u2028\u2029")


# --- opened


def test_it_opens_without_a_request_or_a_complaint(show, example):
    opened = show(example)

    assert [url for url in opened.requests if not url.startswith("file:")] == []
    assert len(opened.requests) == 1
    assert opened.complaints == []


def test_the_policy_holds(show, example):
    opened = show(example)
    opened.evaluate("""() => {
        const image = document.createElement("img");
        image.src = "https://example.org/x.png";
        const script = document.createElement("script");
        script.textContent = "window.broken = 1";
        document.body.append(image, script);
    }""")
    opened.wait_for_timeout(200)

    assert opened.evaluate("window.broken") is None
    assert len([one for one in opened.complaints if "Content Security Policy" in one]) == 2


def test_counts_are_those_of_the_graph(show, example):
    opened = show(example)

    assert "25 / 25" in opened.inner_text("#count")
    legend = dict(re.findall(r"(\S+)\s+(\d+)", opened.inner_text("#legend")))
    assert legend == {"地方": "9", "机构": "3", "举措": "3", "指标": "10"}
    statements = {line for line in EXAMPLE.splitlines() if "a cg:Observation" in line or "a cg:Implementation" in line}
    assert opened.inner_text(".totals") == f"{len(statements)} 条陈述，读自 4 篇文章"


def test_nothing_moves_by_itself(show, example):
    opened = show(example)
    before = opened.evaluate("network.getPositions()")
    opened.wait_for_timeout(500)

    assert opened.evaluate("network.getPositions()") == before
    assert opened.evaluate("network.physics.physicsEnabled") is False


def test_the_picture_is_not_empty(show, example):
    opened = show(example)
    colours = opened.evaluate("""() => {
        const canvas = stage.querySelector("canvas");
        const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
        const seen = new Set();
        for (let at = 0; at < data.length; at += 4) seen.add([...data.slice(at, at + 4)].join());
        return [...seen];
    }""")

    assert {"58,114,184,255", "45,143,131,255", "210,138,44,255", "138,99,176,255"} <= set(colours)


def test_a_click_on_a_node_shows_its_names_statements_and_passages(show, example):
    opened = show(example)
    opened.mouse.click(*spot(opened, "永州市"))

    panel = opened.inner_text("#panel")
    assert "永州市" in panel
    assert "Yongzhou" in panel
    assert "431100" in panel
    table = rows(opened)
    assert ["居民健康素养水平", "21.55%", "2020", "实际"] in table
    assert ["家庭医生签约服务覆盖人数\n家庭医生签约服务", "1,600,000余人", "未注明", "实际"] in table
    assert ["包村医师团队\n紧密型县域医共体", "近3,000个", "未注明", "实际"] in table
    assert ["远程医疗服务总数量", "第1名\n湖南省内", "2024", "实际"] in table
    assert ["检查检验结果互认次数\n检查检验结果互认", "170,900次", "2025-01 – 2025-10", "实际"] in table
    assert len(table) == 11
    assert "全市医疗卫生机构达5338个" in panel
    assert "红网 · 2025" in panel
    assert "第 829–843 字" in panel


def test_the_words_a_passage_is_quoted_for_are_marked(show, example):
    opened = show(example)
    opened.mouse.click(*spot(opened, "永州市"))
    marks = set(opened.locator("#panel mark").all_inner_texts())

    assert {"医疗卫生机构", "5338个", "40953张", "160余万人", "17.09 万次", "21.55%", "35%", "3000个"} <= marks
    assert "2020" not in marks


def test_plans_are_told_from_facts(show, example):
    opened = show(example)
    search(opened, "紧密型县域医共体")

    assert ["宜城市", "", "计划实施", "2025", "目标"] in rows(opened)
    assert ["株洲市", "", "已实施", "2024", "实际"] in rows(opened)
    assert ["株洲市", "县域内诊疗量占比", "90%", "2025", "目标"] in rows(opened)


def test_a_click_on_an_edge_shows_the_statements_behind_it(show, example):
    opened = show(example)
    (ax, ay), (bx, by) = spot(opened, "株洲市"), spot(opened, "紧密型县域医共体")
    opened.mouse.click((ax + bx) / 2, (ay + by) / 2)

    assert opened.inner_text("#panel h2").split() == ["株洲市", "→", "紧密型县域医共体"]
    assert rows(opened) == [["已实施", "2024", "实际"], ["计划实施", "2025", "目标"]]
    assert "全面铺开紧密型县域医共体建设" in opened.inner_text("#panel")


def test_an_edge_without_statements_says_so(show, example):
    opened = show(example)
    (ax, ay), (bx, by) = spot(opened, "襄阳市"), spot(opened, "湖北省")
    opened.mouse.click((ax + bx) / 2, (ay + by) / 2)

    assert "没有陈述" in opened.inner_text("#panel")


def test_a_click_on_nothing_closes_the_panel(show, example):
    opened = show(example)
    search(opened, "永州")
    opened.click("#panel .close")

    assert opened.locator("#panel .totals").count() == 1
    assert opened.evaluate("drawn.selected") is None


def test_a_row_leads_to_its_passage(show, example):
    opened = show(example)
    search(opened, "永州")
    opened.locator("#panel tbody tr", has_text="实有床位").locator("td.value").click()

    assert opened.locator(".passage.found blockquote").all_inner_texts() == ["实有床位40953张"]


def test_sources_lead_to_web_addresses_only(show):
    addresses = ["https://example.org/1", "javascript:window.broken=1", "data:text/html,x", "file:///etc/passwd"]
    opened = show(page(network_of(select_in(with_articles(addresses)))))
    search(opened, "甲市")

    assert (
        opened.eval_on_selector_all("#panel a", "(links) => links.map((one) => one.getAttribute('href'))")
        == addresses[:1]
    )
    assert opened.get_attribute("#panel a", "rel") == "noopener noreferrer"
    assert opened.locator("#panel article").count() == 4


def with_articles(addresses: list[str]) -> str:
    """Make a graph in which a place is named in one article of each address."""
    parts = [f'{PREFIXES} <{ID}place/1> a cg:Place ; skos:prefLabel "甲市"@zh .']
    for number, address in enumerate(addresses):
        article, passage = f"<{ID}article/{number}>", f"<{ID}article/{number}#char=0,2>"
        parts.append(f"""{article} a cg:Article ; dcterms:title "文"@zh ; dcterms:source {literal(address)} .
            {passage} a cg:Passage ; oa:hasSource {article} ; oa:start 0 ; oa:end 2 ; oa:exact "甲市" .
            <{ID}place/1> cg:mentionedIn {passage} .""")
    return "\n".join(parts)


def test_search_finds_by_alias_english_name_and_code_and_goes_there(show, example):
    opened = show(example)
    for asked, name in (("宜城", "宜城市"), ("yicheng", "宜城市"), ("420684", "宜城市"), ("床位数", "实有床位")):
        search(opened, asked)
        assert opened.inner_text("#panel h2") == name
        x, y = spot(opened, name)
        assert abs(x - 483) < 20
        assert abs(y - 475) < 20


def test_search_is_used_by_keyboard_alone(show, example):
    opened = show(example)
    opened.keyboard.press("/")
    opened.keyboard.type("永州")
    assert opened.locator("#results [role=option] .name").all_inner_texts() == ["永州市", "永州市中心医院"]
    opened.keyboard.press("ArrowDown")
    assert opened.get_attribute("#search", "aria-activedescendant") == "result1"
    opened.keyboard.press("Enter")
    assert opened.inner_text("#panel h2") == "永州市中心医院"
    opened.keyboard.press("Escape")
    opened.keyboard.press("Escape")
    assert opened.locator("#panel .totals").count() == 1
    assert opened.input_value("#search") == "永州"


def test_search_says_when_there_is_nothing(show, example):
    opened = show(example)
    opened.fill("#search", "没有这样的")

    assert opened.inner_text("#results") == "没有这个名称"


def test_the_legend_hides_and_shows_a_class(show, example):
    opened = show(example)
    opened.click("[data-kind=indicator]")
    assert "15 / 25" in opened.inner_text("#count")
    assert "0 / 10" in opened.inner_text("[data-kind=indicator]")
    assert "实有床位" not in shown_names(opened)
    opened.click("[data-kind=indicator]")
    assert "25 / 25" in opened.inner_text("#count")


def test_a_filter_by_place_leaves_what_is_said_of_it_and_of_what_it_holds(show, example):
    opened = show(example)
    opened.select_option("#place", label="\u2003株洲市")

    assert shown_names(opened) == {
        "株洲市", "紧密型县域医共体", "检查检验结果互认", "组建医共体数", "县域内诊疗量占比", "检查检验结果互认次数",
    }  # fmt: skip
    assert "仅 株洲市" in opened.inner_text("#count")
    opened.select_option("#place", label="湖北省")
    assert shown_names(opened) == {"湖北省", "襄阳市", "宜城市", "紧密型县域医共体"}
    assert "仅 湖北省" in opened.inner_text("#count")


def test_a_filter_by_place_leaves_out_edges_that_only_others_speak_of(show):
    places = {name: Node(id=name, kind=NodeKind.PLACE, name=name) for name in ("甲市", "乙市")}
    concepts = (
        Node(id="指标", kind=NodeKind.INDICATOR, name="指标"),
        Node(id="举措", kind=NodeKind.INITIATIVE, name="举措"),
    )
    statements = (
        Statement(id="s1", about="甲市", indicator="指标", value=1),
        Statement(id="s2", about="甲市", initiatives=("举措",)),
        Statement(id="s3", about="乙市", indicator="指标", initiatives=("举措",), value=2),
    )
    edges = (
        Edge(source="甲市", target="指标", kind=EdgeKind.OBSERVATION, statements=("s1",)),
        Edge(source="甲市", target="举措", kind=EdgeKind.IMPLEMENTATION, statements=("s2",)),
        Edge(source="乙市", target="指标", kind=EdgeKind.OBSERVATION, statements=("s3",)),
        Edge(source="指标", target="举措", kind=EdgeKind.MEASURE, statements=("s3",)),
    )
    opened = show(page(Network(nodes=(*places.values(), *concepts), edges=edges, statements=statements)))
    opened.select_option("#place", label="甲市")

    assert opened.evaluate("drawn.edges.getIds()") == ["e0", "e1"]
    opened.select_option("#place", label="乙市")
    assert opened.evaluate("drawn.edges.getIds().sort()") == ["e2", "e3"]


def test_place_and_class_filter_together_and_search_overrides_them(show, example):
    opened = show(example)
    opened.select_option("#place", label="湖北省")
    opened.click("[data-kind=initiative]")
    assert shown_names(opened) == {"湖北省", "襄阳市", "宜城市"}
    search(opened, "检查检验结果互认")
    assert opened.inner_text("#panel h2") == "检查检验结果互认"
    assert "检查检验结果互认" in shown_names(opened)
    assert opened.input_value("#place") == ""


def test_a_large_graph_opens_with_its_first_nodes_and_says_so(show):
    opened = show(page(big(700), limit=300))

    assert opened.inner_text("#count") == "显示 300 / 700 个节点 · 按陈述数先列前 300 个"
    assert shown_names(opened) == {f"地方{number:03}" for number in range(300)}
    opened.click("#more button >> nth=0")
    assert "600 / 700" in opened.inner_text("#count")
    opened.click("#more button >> nth=0")
    assert "700 / 700" in opened.inner_text("#count")
    assert opened.locator("#more button").count() == 0


def test_a_node_beyond_the_first_is_found_and_its_neighbours_come_when_asked(show):
    opened = show(page(big(700), limit=300))
    search(opened, "地方650")
    assert opened.inner_text("#panel h2") == "地方650"
    assert "301 / 700" in opened.inner_text("#count")
    search(opened, "地方000")
    opened.click("text=显示全部相邻节点")
    assert "700 / 700" in opened.inner_text("#count")
    spots = opened.evaluate("GRAPH.nodes.map((node) => node.spot.join())")
    assert len(set(spots)) > 690


def big(count: int) -> Network:
    """Make a graph of places, the first of which holds all others, each less spoken of than the one before it."""
    nodes = tuple(Node(id=f"p/{number:03}", kind=NodeKind.PLACE, name=f"地方{number:03}") for number in range(count))
    statements = tuple(
        Statement(id=f"s/{number:03}/{time}", about=nodes[number].id) for number in range(300) for time in range(2)
    )
    edges = tuple(Edge(source=node.id, target=nodes[0].id, kind=EdgeKind.WITHIN) for node in nodes[1:])
    return Network(nodes=nodes, edges=edges, statements=statements)


def test_text_from_articles_is_only_ever_text(show):
    opened = show(page(network_of(select_in(evil_graph())), title=EVILS[1]))
    for number, evil in enumerate(EVILS):
        opened.evaluate(
            "(id) => pick(id, true)", opened.evaluate(f"GRAPH.nodes.find((one) => one.code === '{number}1').id")
        )
        assert opened.evaluate("document.querySelector('#panel h2').textContent") == evil
        assert opened.evaluate("document.querySelector('#panel blockquote').textContent") == evil
        assert opened.evaluate("document.querySelector('#panel h4').textContent") == evil
        assert evil in opened.evaluate("[...document.querySelectorAll('#panel td')].map((cell) => cell.textContent)")[1]
        opened.fill("#search", evil)
    opened.click("#language")

    assert opened.evaluate("window.broken") is None
    assert opened.evaluate("document.querySelector('h1').textContent") == EVILS[1]
    assert opened.locator("body img, body iframe, #panel script").count() == 0
    assert [url for url in opened.requests if not url.startswith("file:")] == []
    assert opened.complaints == []


def evil_graph() -> str:
    """Make a graph whose every text is hostile."""
    parts = [PREFIXES]
    for number, evil in enumerate(map(literal, EVILS)):
        article, passage = f"<{ID}article/{number}>", f"<{ID}article/{number}#char=0,2>"
        parts.append(f"""<{ID}place/{number}1> a cg:Place ; skos:prefLabel {evil} ; skos:altLabel "别{number}"@zh .
            <{ID}indicator/{number}> a cg:Indicator ; skos:prefLabel {evil} .
            {article} a cg:Article ; dcterms:title {evil} ; dc:publisher {evil} ; dcterms:issued {evil} .
            {passage} a cg:Passage ; oa:hasSource {article} ; oa:start 0 ; oa:end 2 ; oa:exact {evil} .
            <{ID}observation/{number}> a cg:Observation ; cg:about <{ID}place/{number}1> ; cg:value 1 ; cg:unit {evil} ;
                cg:indicator <{ID}indicator/{number}> ; cg:period {evil} ; cg:evidence {passage} .""")
    return "\n".join(parts)


def test_direction_marks_do_not_reach_past_their_text(show):
    opened = show(page(network_of(select_in(evil_graph()))))
    opened.evaluate("(id) => pick(id, true)", opened.evaluate("GRAPH.nodes.find((one) => one.code === '61').id"))

    assert (
        opened.eval_on_selector_all("#panel blockquote > bdi, #panel h2 > bdi, #panel h4 bdi", "(all) => all.length")
        == 3
    )
    assert opened.evaluate("getComputedStyle(document.querySelector('#panel blockquote bdi')).unicodeBidi") == "isolate"


def test_english_is_one_click_away(show, example):
    opened = show(example)
    opened.click("#language")
    search(opened, "Zhuzhou")

    assert opened.inner_text("#panel h2") == "Zhuzhou"
    assert "25 / 25 nodes shown" in opened.inner_text("#count")
    assert [
        "Mutually recognised test results\nMutual recognition of test results",
        "over 200,000 人次",
        "2024",
        "actual",
    ] in rows(opened)
    assert opened.get_attribute("html", "lang") == "en"
    opened.click("#language")
    assert opened.inner_text("#panel h2") == "株洲市"


def test_both_languages_say_the_same_things(show, example):
    words = show(example).evaluate("Object.values(WORDS).map((one) => Object.keys(one))")

    assert words[0] == words[1]


def test_dark_follows_the_system(show, example):
    light, dark = show(example), show(example, color_scheme="dark")
    background = "getComputedStyle(document.body).backgroundColor"

    assert light.evaluate(background) == "rgb(247, 248, 249)"
    assert dark.evaluate(background) == "rgb(20, 24, 29)"
    light.emulate_media(color_scheme="dark")
    light.wait_for_timeout(200)
    assert light.evaluate("palette.ink") == dark.evaluate("palette.ink")


def test_on_a_telephone_nothing_is_wider_than_the_screen_and_the_panel_leaves_the_node_in_sight(show, example):
    opened = show(example, NARROW)
    search(opened, "永州")
    _, y = spot(opened, "永州市")

    assert opened.evaluate("document.documentElement.scrollWidth") == 390
    assert opened.evaluate("panel.scrollWidth <= panel.clientWidth")
    assert 96 < y < opened.locator("#panel").bounding_box()["y"]


def test_a_middle_screen_shows_every_column(show, example):
    opened = show(example, {"width": 800, "height": 600})
    for name in ("永州市", "紧密型县域医共体", "家庭医生签约服务", "检查检验结果互认次数"):
        search(opened, name)
        assert opened.evaluate(
            "[...panel.querySelectorAll('.wide')].every((one) => one.scrollWidth <= one.clientWidth)"
        )


def test_every_control_has_a_name(show, example):
    opened = show(example)
    search(opened, "永州")
    nameless = opened.eval_on_selector_all(
        "button, input, select, [role]",
        """(all) => all.filter((one) => !one.ariaLabel && !one.textContent.trim() && !one.hidden)
            .map((one) => one.outerHTML)""",
    )

    assert nameless == []


def test_an_empty_graph_is_an_empty_page(show):
    opened = show(page(Network()))

    assert "0 / 0" in opened.inner_text("#count")
    assert opened.complaints == []
