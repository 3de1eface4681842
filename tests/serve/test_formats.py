"""Which format a client wants, and how many rows a written table has."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from kg.serve.formats import CSV, JSON, PAGES, TABLES, TSV, XML, negotiated, over


@pytest.mark.parametrize(
    ("accept", "media"),
    [
        ("", JSON),
        ("*/*", JSON),
        ("text/*", CSV),
        ("text/*;q=0.5, text/csv;q=0.1", TSV),
        ("application/json;q=0.3, application/sparql-results+xml;q=0.4", XML),
        ("image/png", None),
        ("text/csv;q=0", None),
        ("nonsense", None),
        ("text/csv;q=nonsense", None),
    ],
)
def test_a_table(accept, media):
    assert negotiated(accept, TABLES) == media


def test_a_browser_gets_a_page():
    assert negotiated("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", PAGES) == "text/html"


@pytest.mark.parametrize("media", [JSON, XML, CSV, TSV])
@pytest.mark.parametrize("values", ["1 2 3", '"a,{\\n},{\\"," "\\\\" ",{"', "UNDEF UNDEF UNDEF"])
def test_rows_are_counted_whatever_stands_in_them(media, values):
    answer = ox.Store().query(f"SELECT * {{ VALUES ?a {{ {values} }} }}")
    body = answer.serialize(format=ox.QueryResultsFormat.from_media_type(media))

    assert not over(body, media, 3)
    assert over(body, media, 2)
