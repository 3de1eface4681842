"""Numbers, periods and bounds as literals."""

from __future__ import annotations

from decimal import Decimal

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.graph.values import limits, number, plain, text, unit_iri
from kg.model import Bound, ValueKind
from kg.vocab import DECIMAL, INTEGER, PERCENT, term

OVER, UNDER, ABOUT, EXACT = Bound.OVER, Bound.UNDER, Bound.ABOUT, Bound.EXACT


@pytest.mark.parametrize(
    ("value", "bound", "reading", "least", "greatest"),
    [
        ("5338", EXACT, "医疗卫生机构达5338个", "5338", "5338"),
        ("1600000", OVER, "覆盖160余万人", "1600000", "1700000"),
        ("200000", OVER, "互认20余万人次", "200000", "300000"),
        ("2000", OVER, "组建2000多个团队", "2000", "3000"),
        ("1604200", OVER, "超过160.42万人", "1604200", None),
        ("3000", OVER, "建成3000个以上", "3000", None),
        ("3000", OVER, "三千余名", "3000", "4000"),
        ("100000", OVER, "十余万人", "100000", "200000"),
        ("3000", UNDER, "包村医师团队近3000个", "2000", "3000"),
        ("90", UNDER, "满意度近九成", "80", "90"),
        ("5", UNDER, "不足5公里", None, "5"),
        ("50", UNDER, "50%以下", None, "50"),
        ("1200", ABOUT, "约1200人", "1150", "1250"),
        ("21.5", ABOUT, "21.5%左右", "21.45", "21.55"),
        ("500", OVER, "3000余人中超500人", "500", None),
        ("0", OVER, "超0", "0", None),
    ],
)
def test_limits(value, bound, reading, least, greatest):
    expected = tuple(Decimal(limit) if limit else None for limit in (least, greatest))

    assert limits(Decimal(value), bound, reading) == expected


@given(st.decimals(-(10**9), 10**9, places=3), st.sampled_from(Bound), st.text("近约余多0123456789千万", max_size=12))
def test_the_number_itself_is_always_allowed(value, bound, reading):
    least, greatest = limits(value, bound, reading)

    assert least is None or least <= value
    assert greatest is None or value <= greatest


@pytest.mark.parametrize(
    ("value", "written", "datatype"),
    [("5338", "5338", INTEGER), ("5338.0", "5338", INTEGER), ("1.6E+6", "1600000", INTEGER), ("21.550", "21.55", DECIMAL), ("-0.0", "0", INTEGER)],
)  # fmt: skip
def test_a_number_is_written_in_one_way(value, written, datatype):
    assert plain(Decimal(value)) == written
    assert number(Decimal(value)) == f'"{written}"^^{datatype}'


@pytest.mark.parametrize(
    ("unit", "kind", "iri"),
    [
        ("元", ValueKind.LEVEL, term("unit:CCY_CNY")),
        ("%", ValueKind.LEVEL, PERCENT),
        ("百分点", ValueKind.CHANGE, PERCENT),
        ("人次", ValueKind.LEVEL, term("unit:NUM")),
        ("名", ValueKind.RANK, None),
        ("公里", ValueKind.LEVEL, None),
        ("", ValueKind.LEVEL, None),
    ],
)
def test_units(unit, kind, iri):
    assert unit_iri(unit, kind) == iri


@given(st.text(st.characters(exclude_categories=())))
def test_any_text_is_written_as_oxigraph_writes_it(value):
    """So a graph that went through the store is written with the same bytes as before."""
    written = text(value)
    (quad,) = ox.parse(f"<http://e/s> <http://e/p> {written} .", ox.RdfFormat.N_TRIPLES)

    assert str(quad.object) == written
    assert len(quad.object.value) == len(value)
