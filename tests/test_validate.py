"""Damage on purpose: each kind is found, and told with the article and the sentence."""

from __future__ import annotations

import re

import pytest

from kg import checks, validate
from kg.model import Source
from kg.store import Store
from tests.handwritten import seed

BEDS = "observation/10edcd443e134174"
QUOTE = "article 000_c2c8826126cd08df, “实有床位40953张”, observation 永州市 · 实有床位 40953张: "
PASSAGE = "article 000_c2c8826126cd08df, “实有床位40953张”: "


def _block(text: str, subject: str) -> str:
    """The lines of one subject."""
    return re.search(rf"^<{re.escape(subject)}> a .*?^$", text, re.MULTILINE | re.DOTALL)[0]


def _damaged(text: str, subject: str, old: str, new: str) -> str:
    block = _block(text, subject)
    assert old in block
    return text.replace(block, block.replace(old, new))


def _told(text: str) -> list[str]:
    return [str(violation) for violation in validate.validate(Store.of_turtle(text)).violations]


def _passage(text: str) -> str:
    return re.search(r"<(article/\w+#char=844,854)> a", text)[1]


def test_the_graph_is_valid(store):
    told = validate.validate(store)

    assert told.violations == ()
    assert told.valid
    assert told.ran == ("structure", "shapes")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('cg:period "2025"', 'cg:period "去年"', "cg:period must be one ISO 8601 period, such as 2025, 2025-11 or 2021/2025. It has '去年'."),
        ('cg:period "2025"', 'cg:period "2025-13"', "cg:period '2025-13' is no time that exists."),
        ('cg:period "2025"', 'cg:period "2024"', "cg:periodStart and cg:periodEnd are not those of cg:period '2024'."),
        ('"2025-01-01"', '"2026-01-01"', "The period ends before it starts. It has '2026-01-01'."),
        ("cg:value 40953", "cg:value 40953 , 40954", "An observation needs exactly one number (cg:value), an xsd:integer or xsd:decimal."),
        ("cg:value 40953", 'cg:value "40953"', "An observation needs exactly one number (cg:value), an xsd:integer or xsd:decimal. It has '40953'."),
        ("cg:maxValue 40953", "cg:maxValue 40000", "cg:value is greater than cg:maxValue. It has '40953'."),
        ("cg:minValue 40953", "cg:minValue 40000", "An exact number must be its own cg:minValue and cg:maxValue."),
        ("cg:status cg:statusActual", "cg:status cg:statusHoped", "A statement needs exactly one cg:status, actual or target. It has 'https://w3id.org/citygraph/ns#statusHoped'."),
        ("<indicator/767aa7f666f1>", "<indicator/0>", "An observation needs exactly one cg:indicator that is in the graph. It has 'https://w3id.org/citygraph/id/indicator/0'."),
        ('cg:inherited "period"', 'cg:inherited "value"', "cg:inherited can only be about, period, status or initiative. It has 'value'."),
    ],
)  # fmt: skip
def test_a_damaged_figure(text, old, new, message):
    told = _told(_damaged(text, BEDS, old, new))

    assert any(
        line.startswith("article 000_c2c8826126cd08df, “实有床位40953张”") and message in line for line in told
    ), told


def test_a_figure_without_evidence_is_told_with_the_sentence_that_it_is_likely_from(text):
    told = _told(re.sub(r"    cg:evidence <article/\w+#char=844,854> ;.*\n", "", text))

    assert told == [
        "perhaps " + QUOTE + f"A statement needs at least one passage as evidence (cg:evidence). <https://w3id.org/citygraph/id/{BEDS}>",
        f"warning: {PASSAGE}Nothing refers to this passage. <https://w3id.org/citygraph/id/{_passage(text)}>",
    ]  # fmt: skip


def test_evidence_that_is_missing_is_told_with_its_place(text):
    told = _told(text.replace(_block(text, _passage(text)), ""))

    assert any("article 000_c2c8826126cd08df, characters 844,854" in line and "cg:evidence must lead to a passage" in line for line in told)  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("oa:end 854", "oa:end 855", "The quote (oa:exact) is not as long as its positions (oa:start, oa:end) say."),
        ("oa:end 854", "oa:end 855", "The positions in its IRI (#char=) are not its oa:start and oa:end."),
        ("oa:start 844", "oa:start 900", "The passage ends (oa:end) before it starts (oa:start)."),
        ("oa:start 844 ;\n    oa:end 854", "oa:start 845 ;\n    oa:end 855", "The positions in its IRI (#char=) are not its oa:start and oa:end."),
        ('oa:exact "实有床位40953张"', 'oa:exact "实有床位40953"', "The quote (oa:exact) is not as long as its positions (oa:start, oa:end) say."),
        ("oa:hasSource <article/", "oa:hasSource <article/0", "A passage must come from exactly one article that is in the graph (oa:hasSource)."),
    ],
)  # fmt: skip
def test_a_damaged_passage(text, old, new, message):
    told = _told(_damaged(text, _passage(text), old, new))

    assert any(line.startswith("article 000_c2c8826126cd08df, ") and message in line for line in told), told


@pytest.mark.parametrize(
    ("subject", "old", "new", "message"),
    [
        ("place/431100", '"永州市"@zh', '"永州市"@zh , "零陵市"@zh', "It needs exactly one Chinese name (skos:prefLabel @zh)."),
        ("institution/2a66a17d703f", '"永州市中心医院"@zh', '"Central"@en', "It needs exactly one Chinese name (skos:prefLabel @zh)."),
        ("place/431100", 'cg:adcode "431100"', 'cg:adcode "43110"', "cg:adcode must be one code of six digits. It has '43110'."),
        ("place/431100", 'cg:adcode "431100"', 'cg:adcode "431103"', "cg:adcode is not the code in its IRI."),
        ("place/431100", "cg:within <place/430000>", "cg:within <place/431100>", "It lies within itself (cg:within)."),
        ("initiative/5396b71eb04e", '"紧密型县域医共体"@zh', '"医共体"@zh', "Its IRI was made for other content; was it changed by hand?"),
    ],
)  # fmt: skip
def test_a_damaged_name(text, subject, old, new, message):
    assert any(message in line for line in _told(_damaged(text, subject, old, new)))


def test_a_change_by_hand_is_but_a_warning(text):
    changed = _damaged(text, BEDS, "40953", "40954")
    told = validate.validate(Store.of_turtle(changed))

    assert told.valid
    assert [str(violation) for violation in told.violations] == [
        f"warning: article 000_c2c8826126cd08df, “实有床位40953张”, observation 永州市 · 实有床位 40954张: {checks.OTHER_CONTENT} <https://w3id.org/citygraph/id/{BEDS}>"
    ]  # fmt: skip


def test_two_articles_of_one_name(text):
    told = _told(text.replace('"001_c687f38b80dca08d"', '"000_c2c8826126cd08df"'))

    assert any("Two articles have this dcterms:identifier." in line for line in told)


def test_passages_are_set_beside_the_articles(store):
    source = seed("000")
    shifted = Source(id=source.id, text="。" + source.text)

    assert validate.validate(store, [source]).ran == ("structure", "shapes", "sources")
    assert validate.validate(store, [source]).valid
    told = validate.validate(store, [shifted]).violations
    assert len(told) == len(store.values("SELECT ?p { ?p oa:hasSource/dcterms:identifier '000_c2c8826126cd08df' }"))
    assert any("The article has '，实有床位40953' at 844 to 854." in str(line).replace(",", "，") for line in told)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('cg:period "2025"', 'cg:period "去年"'),
        ("cg:value 40953", "cg:value 40953 , 40954"),
        ("cg:value 40953", 'cg:value "40953"'),
        ("cg:about <place/431100>", "cg:about <place/0>"),
    ],
)
def test_a_large_graph_is_checked_without_the_shapes(text, old, new, monkeypatch):
    monkeypatch.setattr(validate, "SHACL_LIMIT", 0)
    assert validate.validate(Store.of_turtle(text)).violations == ()

    told = validate.validate(Store.of_turtle(_damaged(text, BEDS, old, new)))
    assert told.ran == ("structure",)
    assert not told.valid


def test_a_report_has_plain_lines(text):
    report = validate.validate(
        Store.of_turtle(_damaged(text, BEDS, 'cg:period "2025"', 'cg:period "去年"'))
    ).as_report()

    assert report["ran"] == ["structure", "shapes"]
    assert len(report["violations"]) == 2
    assert len(report["warnings"]) == 1
