"""Sentences as municipal news has them, and the places, institutions and initiatives in each."""

from __future__ import annotations

from functools import cache

import pytest

from kg.facts.assemble import facts_of
from kg.model import ArticleFacts, Initiative, Institution, Place, Source
from kg.text.read import read_article
from tests.corpus_lines import corpus_lines

_MARKS = str.maketrans("", "", "“”‘’《》")


@cache
def facts(area: str, sentence: str) -> ArticleFacts:
    """Read a sentence as the body of an article on an area."""
    return facts_of(read_article(Source(id="corpus", text=f"{area}工作动态\n\n{sentence}\n")))


def found(read: ArticleFacts, sentence: str, kind: type) -> list:
    """The mentions of a kind in the sentence itself, without those of the title."""
    start = read.article.source.text.index(sentence)
    return [m for m in read.mentions if isinstance(m.entity, kind) and m.passage.start >= start]


def listed(cell: str) -> set[str]:
    return set(cell.split("; ")) - {""}


@pytest.mark.parametrize(("area", "text", "expected"), corpus_lines("places.tsv"))
def test_a_sentence_names_these_places_and_no_other(area: str, text: str, expected: str) -> None:
    read = facts(area, text)

    said = {f"{m.surface}={m.entity.name} {m.entity.key}" for m in found(read, text, Place)}

    assert listed(expected) == said
    assert read.area is not None
    assert area == read.area.name


@pytest.mark.parametrize(("area", "text", "expected"), corpus_lines("institutions.tsv"))
def test_a_sentence_names_these_institutions_and_no_other(area: str, text: str, expected: str) -> None:
    said = {
        f"{m.surface}={m.entity.name} {m.entity.kind} {m.entity.area.name if m.entity.area else '-'}"
        for m in found(facts(area, text), text, Institution)
    }

    assert listed(expected) == said


@pytest.mark.parametrize(("area", "text", "expected"), corpus_lines("initiatives.tsv"))
def test_a_sentence_names_these_initiatives_and_no_other(area: str, text: str, expected: str) -> None:
    said = {
        f"{m.surface.translate(_MARKS)}={m.entity.name.translate(_MARKS)}"
        for m in found(facts(area, text), text, Initiative)
    }

    assert {entry.translate(_MARKS) for entry in listed(expected)} == said


@pytest.mark.parametrize("name", ["places.tsv", "institutions.tsv", "initiatives.tsv"])
def test_every_mention_of_the_corpus_stands_where_it_says(name: str) -> None:
    for area, text, _ in (param.values for param in corpus_lines(name)):
        read = facts(area, text)
        for mention in read.mentions:
            where = mention.passage

            assert where.exact == read.article.source.text[where.start : where.end]


@pytest.mark.parametrize("quoted", ["开展“优质服务基层行”活动。", "落实“双减”政策。", "推进“一网通办”改革。"])
def test_the_surface_of_an_initiative_has_both_quotation_marks_or_none(quoted: str) -> None:
    mentions = found(facts("永州市", quoted), quoted, Initiative)

    assert mentions
    for mention in mentions:
        assert mention.surface.count("“") == mention.surface.count("”"), mention.surface
