"""Help with queries: a hundred that are broken on purpose, made from the saved ones by kinds of mistakes."""

from __future__ import annotations

import csv
import re
from collections import Counter
from pathlib import Path

import pytest

from kg.explain import explain
from kg.query import saved_queries

FILE = Path(__file__).with_name("mutations.tsv")
MISTAKES = list(csv.DictReader(FILE.open(encoding="utf-8"), delimiter="\t", quoting=csv.QUOTE_NONE))
#: Of each kind of mistake, how many queries are broken.
EACH = 9


def _broken():
    for mistake in MISTAKES:
        made = 0
        for name, query in saved_queries().items():
            replacement = mistake["replacement"].replace(r"\n", "\n")
            body = "\n".join(line for line in query.text.splitlines() if not line.startswith("#+"))
            text, count = re.subn(mistake["pattern"], replacement, body, count=1, flags=re.MULTILINE)
            if count and made < EACH:
                made += 1
                yield mistake["kind"], name, text, mistake["hint"]


BROKEN = list(_broken())


def test_a_hundred_broken_queries_are_explained(seeds_store):
    explained = Counter()
    missed = []
    for kind, name, text, hint in BROKEN:
        if any(re.search(hint, said) for said in explain(text, seeds_store.select)):
            explained[kind] += 1
        else:
            missed.append((kind, name, explain(text, seeds_store.select)))
    share = sum(explained.values()) / len(BROKEN)
    print(len(BROKEN), share, missed)  # noqa: T201

    assert len(BROKEN) >= 100
    assert share >= 0.9
    assert len(explained) == len(MISTAKES)


@pytest.mark.parametrize("name", [name for name, query in saved_queries().items() if not query.empty])
def test_a_sound_query_raises_no_false_alarm(name, seeds_store):
    said = [hint for hint in explain(saved_queries()[name].text, seeds_store.select) if "did you mean" in hint]

    assert said == []


def test_the_pattern_that_left_nothing_and_how_many_rows_there_were(seeds_store):
    places = len(seeds_store.select("SELECT ?x { ?x a cg:Place }"))

    assert explain("SELECT ?x { ?x a cg:Place . ?x cg:value ?v }", seeds_store.select)[-1] == (
        f"no row is left by the pattern ?x cg:value ?v; before it there were {places}"
    )
