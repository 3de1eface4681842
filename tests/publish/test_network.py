"""The network of a graph: what is a node, what an edge, what stands behind it."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal

import pytest

from kg.publish.network import EdgeKind, Network, NodeKind, named, neighbourhood, network_of

from .graphs import EXAMPLE, ID, PREFIXES, select_in, select_with_rdflib

YONGZHOU = f"{ID}place/431100"
ZHUZHOU = f"{ID}place/430200"
COMMUNITY = f"{ID}initiative/5396b71eb04e"
LITERACY = f"{ID}indicator/ae4fa66593de"


@pytest.fixture(scope="module")
def network() -> Network:
    return network_of(select_in(EXAMPLE))


def node(network: Network, id_: str):
    return next(one for one in network.nodes if one.id == id_)


def edge(network: Network, source: str, target: str):
    return next(one for one in network.edges if (one.source, one.target) == (source, target))


def test_the_four_classes_are_nodes_and_statements_are_not(network):
    kinds = Counter(one.kind for one in network.nodes)

    assert kinds == {NodeKind.PLACE: 9, NodeKind.INSTITUTION: 3, NodeKind.INITIATIVE: 3, NodeKind.INDICATOR: 10}


def test_a_node_has_all_its_names(network):
    found = node(network, COMMUNITY)

    assert found.name == "紧密型县域医共体"
    assert found.english == "Close-knit county medical community"
    assert found.aliases == ("县域医共体", "县域紧密型医共体", "紧密型县域医共体建设")


def test_a_place_has_its_code_and_level_and_an_institution_its_kind(network):
    assert (node(network, YONGZHOU).code, node(network, YONGZHOU).sort) == ("431100", "prefecture")
    assert node(network, f"{ID}institution/2f868ee35876").sort == "primary_care"


def test_a_township_has_the_code_that_stands_in_its_address_alone():
    found = network_of(select_in(f'{PREFIXES} <{ID}place/431127100> a cg:Place ; skos:prefLabel "塔峰镇"@zh .'))

    assert found.nodes[0].code == "431127100"


def test_a_place_outside_the_lists_has_no_code():
    found = network_of(select_in(f'{PREFIXES} <{ID}place/x-1f> a cg:Place ; skos:prefLabel "某新区"@zh .'))

    assert found.nodes[0].code is None


def test_figures_are_folded_into_one_edge(network):
    found = edge(network, YONGZHOU, LITERACY)
    statements = [one for one in network.statements if one.id in found.statements]

    assert found.kind is EdgeKind.OBSERVATION
    assert sorted((one.value, one.unit, one.period) for one in statements) == [
        (Decimal("21.55"), "%", "2020"),
        (35, "%", "2025"),
    ]


def test_an_implementation_joins_place_and_initiative(network):
    found = edge(network, ZHUZHOU, COMMUNITY)

    assert found.kind is EdgeKind.IMPLEMENTATION
    assert {(one.status, one.period) for one in network.statements if one.id in found.statements} == {
        ("actual", "2024"),
        ("target", "2025"),
    }


def test_a_figure_of_an_initiative_joins_indicator_and_initiative(network):
    found = edge(network, f"{ID}indicator/c69bb8d11fc5", COMMUNITY)

    assert (found.kind, len(found.statements)) == (EdgeKind.MEASURE, 1)


def test_hierarchies_are_edges_without_statements(network):
    assert edge(network, YONGZHOU, f"{ID}place/430000").kind is EdgeKind.WITHIN
    assert edge(network, f"{ID}institution/2f868ee35876", f"{ID}institution/603f7bb35ed9").kind is EdgeKind.BRANCH
    assert edge(network, YONGZHOU, f"{ID}place/430000").statements == ()


def test_a_wider_initiative_is_no_synonym():
    """The page once said of 心理健康服务 and 健康中国行动 that they mean nearly the same."""
    wider = f"{ID}initiative/wider"
    drawn = network_of(
        select_in(
            f'{EXAMPLE}\n<{COMMUNITY}> skos:broader <{wider}> . <{wider}> a cg:Initiative ; skos:prefLabel "医改"@zh .'
        )
    )

    assert edge(drawn, COMMUNITY, wider).kind is EdgeKind.BROADER


def test_every_statement_of_the_graph_stands_behind_an_edge(network):
    behind = {one for joined in network.edges for one in joined.statements}

    assert behind == {one.id for one in network.statements}
    assert len(behind) == EXAMPLE.count("a cg:Observation") + len(
        {line for line in EXAMPLE.splitlines() if "a cg:Implementation" in line}
    )


def test_a_bound_a_rank_and_its_range_are_kept(network):
    rank = next(one for one in network.statements if one.value_kind == "rank")
    near = next(one for one in network.statements if one.value == 3000)

    assert rank.ranked_within == f"{ID}place/430000"
    assert near.bound == "under"


def test_a_passage_is_shown_as_it_was_read_and_as_it_stands_where_there_is_no_reading(network):
    texts = {passage.id.rsplit("=")[-1]: passage.text for passage in network.passages}

    assert texts["3136,3159"] == "组建2000余支包村的家庭医生签约服务团队"
    unread = [passage for passage in network.passages if not has_reading(passage.id)]
    assert len(unread) == 3
    assert all(passage.text in EXAMPLE for passage in unread)


def has_reading(passage: str) -> bool:
    return "cg:reading" in EXAMPLE.split(f"<{passage}> a cg:Passage")[1].split(" .\n")[0]


def test_two_articles_support_one_statement(network):
    both = next(one for one in network.statements if one.about == YONGZHOU and COMMUNITY in one.nodes and not one.value)

    assert len({passage.split("#")[0] for passage in both.passages}) == 2


def test_the_order_of_the_triples_does_not_matter(network):
    assert network_of(select_in(EXAMPLE, backwards=True)) == network


def test_the_order_of_the_rows_does_not_matter(network):
    select = select_in(EXAMPLE)

    assert network_of(lambda query: reversed(select(query))) == network


def test_rdflib_gives_the_same_network(network):
    assert network_of(select_with_rdflib(EXAMPLE)) == network


def test_an_empty_graph_is_an_empty_network():
    assert network_of(select_in("")) == Network()


def test_a_statement_of_something_unknown_is_left_out():
    found = network_of(
        select_in(f"""{PREFIXES} <{ID}place/1> a cg:Place ; skos:prefLabel "甲市"@zh .
        <{ID}observation/1> a cg:Observation ; cg:about <{ID}place/1> ; cg:indicator <{ID}indicator/none> ; cg:value 1 .
        <{ID}implementation/1> a cg:Implementation ; cg:about <{ID}place/1> ; cg:initiative <{ID}initiative/none> .""")
    )

    assert (found.statements, found.edges) == ((), ())


def test_two_titles_give_one_article_and_always_the_same():
    turtle = f'{PREFIXES} <{ID}article/1> a cg:Article ; dcterms:title "乙"@zh , "甲"@zh .'

    assert network_of(select_in(turtle)).articles == network_of(select_in(turtle, backwards=True)).articles
    assert len(network_of(select_in(turtle)).articles) == 1


def test_a_neighbourhood_goes_as_far_as_asked(network):
    near = neighbourhood(network, [f"{ID}place/420684"], 1)
    far = neighbourhood(network, [f"{ID}place/420684"], 2)

    assert {one.name for one in near.nodes} == {"宜城市", "襄阳市", "紧密型县域医共体"}
    assert {"湖北省", "永州市", "株洲市"} < {one.name for one in far.nodes}
    assert "检查检验结果互认" not in {one.name for one in far.nodes}


def test_a_neighbourhood_holds_what_stands_behind_it_and_nothing_else(network):
    near = neighbourhood(network, [f"{ID}place/420684"], 1)

    assert {one.about for one in near.statements} == {f"{ID}place/420684"}
    assert [one.text for one in near.passages] == ["深入推进紧密型县域医共体建设"]
    assert [one.issued for one in near.articles] == ["2025-03-27"]
    assert {(one.source, one.target) for one in near.edges} == {
        (f"{ID}place/420684", f"{ID}place/420600"),
        (f"{ID}place/420684", COMMUNITY),
    }


def test_a_neighbourhood_of_everything_is_everything(network):
    assert neighbourhood(network, [one.id for one in network.nodes], 0) == network


def test_a_neighbourhood_of_nothing_is_empty(network):
    assert neighbourhood(network, ["https://example.org/none"], 3) == Network()


def test_a_node_is_found_by_any_name(network):
    for name in ("永州市", "永州", "Yongzhou", "431100"):
        assert named(network, name) == (YONGZHOU,)
    assert named(network, "永") == ()
