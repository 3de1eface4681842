"""The vocabulary of initiatives, their tails and their refusals are well formed."""

import csv
import re
import unicodedata
from collections import Counter
from pathlib import Path

import pytest

WORDS = Path(__file__).parents[2] / "ontology" / "words"
DOMAINS = {
    "health", "insurance", "education", "employment", "social", "elderly_childcare", "industry", "innovation",
    "culture_tourism", "transport", "environment", "housing", "rural", "government_services", "governance",
    "safety", "finance", "party",
}  # fmt: skip
KINDS = {"campaign", "programme", "reform", "mechanism", "policy", "model", "service", "zone", "project", "platform"}
IGNORED = re.compile(r"[\s“”‘’\"']")


def read(name):
    with (WORDS / name).open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        rows = list(reader)
    return reader.fieldnames, rows


@pytest.fixture(scope="module")
def initiatives():
    return read("initiatives.csv")


@pytest.fixture(scope="module")
def tails():
    return read("initiative_tails.csv")


@pytest.fixture(scope="module")
def refusals():
    return read("initiative_refusals.csv")


def forms(row):
    return [row["name"], *filter(None, row["variants"].split("|"))]


def key(form):
    return IGNORED.sub("", form)


def test_headers(initiatives, tails, refusals):
    assert initiatives[0] == ["name", "variants", "english", "domain", "broader", "confidence"]
    assert tails[0] == ["tail", "kind", "quoted_only", "verb", "action", "examples"]
    assert refusals[0] == ["form", "reason"]


def test_no_row_is_ragged(initiatives, tails, refusals):
    for _, rows in (initiatives, tails, refusals):
        assert not [row for row in rows if None in row or None in row.values()]


def test_there_are_enough_rows(initiatives):
    domains = Counter(row["domain"] for row in initiatives[1])
    assert len(initiatives[1]) >= 600
    assert domains["health"] >= 300


def test_a_form_belongs_to_one_row(initiatives):
    counts = Counter(key(form) for row in initiatives[1] for form in forms(row))
    assert not [form for form, count in counts.items() if count > 1]


def test_forms_are_clean(initiatives, tails, refusals):
    listed = [form for row in initiatives[1] for form in forms(row)]
    listed += [row["tail"] for row in tails[1]] + [row["form"] for row in refusals[1]]
    assert not [form for form in listed if form != form.strip() or IGNORED.search(form)]
    assert not [form for form in listed if unicodedata.normalize("NFKC", form) != form]


def test_forms_have_two_characters(initiatives, refusals):
    assert not [form for row in initiatives[1] for form in forms(row) if len(form) < 2]
    assert not [row["form"] for row in refusals[1] if len(row["form"]) < 2]


def test_every_row_has_a_known_domain_an_english_name_and_a_confidence(initiatives):
    for row in initiatives[1]:
        assert row["domain"] in DOMAINS, row
        assert row["english"], row
        assert row["confidence"] in {"sure", "context"}, row


def test_broader_names_a_row_and_never_comes_back(initiatives):
    broader = {row["name"]: row["broader"] for row in initiatives[1]}
    for name, value in broader.items():
        seen, above = {name}, value
        while above:
            assert above in broader, (name, above)
            assert above not in seen, (name, above)
            seen.add(above)
            above = broader[above]


def test_tails_are_unique_and_known(tails):
    counts = Counter(row["tail"] for row in tails[1])
    assert max(counts.values()) == 1
    for row in tails[1]:
        assert row["kind"] in KINDS, row
        assert row["quoted_only"] in {"yes", "no"}, row
        assert row["tail"] in key(row["examples"]), row


def test_refusals_are_unique_and_no_initiatives(initiatives, refusals):
    listed = {key(form) for row in initiatives[1] for form in forms(row)}
    counts = Counter(row["form"] for row in refusals[1])
    assert max(counts.values()) == 1
    assert not listed & set(counts)
    assert all(row["reason"] for row in refusals[1])
