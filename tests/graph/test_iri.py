"""Names of things: the same for the same content, ASCII, and apart where things are apart."""

from __future__ import annotations

from dataclasses import replace

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.graph.iri import areas_above, article_iri, concept_iri, institution_iri, place_iri, web_iri
from kg.model import Indicator, Initiative, Institution, InstitutionKind, Level, Place, Source
from kg.vocab import DATA
from tests.handwritten import BRANCH, CENTRAL, COMMUNITY, HUNAN, LENGSHUITAN, YONGZHOU, place_of


def test_names_are_those_of_the_design():
    """The IRIs of the ontology's worked example; a change here renames everything in every published graph."""
    assert place_iri(YONGZHOU) == f"<{DATA}place/431100>"
    assert institution_iri(CENTRAL, place_of) == f"<{DATA}institution/2a66a17d703f>"
    assert concept_iri(COMMUNITY) == f"<{DATA}initiative/5396b71eb04e>"
    assert concept_iri(Indicator(name="医疗卫生机构")) == f"<{DATA}indicator/803c6b78451e>"


def test_an_initiative_and_an_indicator_of_one_name_are_two_things():
    assert concept_iri(Initiative(name="长护险")) != concept_iri(Indicator(name="长护险"))


def test_width_of_characters_does_not_matter():
    assert concept_iri(Initiative(name="ＤＩＰ付费")) == concept_iri(Initiative(name="DIP付费"))


def test_the_area_in_its_name_tells_a_hospital_apart_from_its_namesakes():
    """The city that begins the name counts, not the district where an article puts the hospital."""
    moved = replace(CENTRAL, area=LENGSHUITAN)

    assert institution_iri(moved, place_of) == institution_iri(CENTRAL, place_of)


def test_one_name_in_two_counties_is_two_institutions():
    one, other = (
        Institution(name="中心卫生院", kind=InstitutionKind.PRIMARY_CARE, area=area) for area in (LENGSHUITAN, YONGZHOU)
    )

    assert institution_iri(one, place_of) != institution_iri(other, place_of)


def test_the_nearest_area_comes_first_and_a_circle_ends():
    round_about = {
        "a": Place(key="a", name="甲", level=Level.COUNTY, parent="b"),
        "b": Place(key="b", name="乙", level=Level.COUNTY, parent="a"),
    }

    assert areas_above(LENGSHUITAN, place_of) == (LENGSHUITAN, YONGZHOU, HUNAN)
    assert areas_above(round_about["a"], round_about.get) == (round_about["a"], round_about["b"])


def test_the_kind_of_an_institution_is_not_in_its_name():
    assert institution_iri(replace(BRANCH, kind=InstitutionKind.OTHER), place_of) == institution_iri(BRANCH, place_of)


def test_an_article_is_its_text_and_not_its_file():
    assert article_iri(Source(id="a", text="全市")) == article_iri(Source(id="b", text="全市"))
    assert article_iri(Source(id="a", text="全市")) != article_iri(Source(id="a", text="全县"))


@pytest.mark.parametrize(
    ("url", "iri"),
    [
        ("https://yz.rednet.cn/content/15683205.html", "<https://yz.rednet.cn/content/15683205.html>"),
        ("http://e.cn/草莓100%", "<http://e.cn/%E8%8D%89%E8%8E%93100%25>"),
        ("http://e.cn/a#b#c", "<http://e.cn/a#b%23c>"),
        (" http://e.cn/a?b=[1] ", "<http://e.cn/a?b=%5B1%5D>"),
        ("红网", None),
        ("javascript:alert(1)", None),
        ("http://e.cn/a b", None),
    ],
)
def test_addresses(url, iri):
    assert web_iri(url) == iri


@given(st.text(max_size=30))
def test_every_address_is_one_that_oxigraph_takes(tail):
    """Oxigraph is the stricter of the two parsers."""
    iri = web_iri("http://e.cn/" + tail)

    if iri is not None:
        assert iri.isascii()
        list(ox.parse(f"<http://e/s> <http://e/p> {iri} .", ox.RdfFormat.N_TRIPLES))
