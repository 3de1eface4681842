"""Entities and statements -> triples of N-Triples terms; pure, in no particular order, with repeats."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg import vocab as v
from kg.graph.iri import (
    areas_above,
    article_iri,
    concept_iri,
    entity_iri,
    folded,
    passage_iri,
    place_iri,
    statement_iri,
    web_iri,
)
from kg.graph.values import date, integer, limits, number, plain, text, unit_iri
from kg.model import Indicator, Initiative, Institution, Level, Place
from kg.text.dates import days_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.graph.iri import PlaceOf
    from kg.model import ArticleFacts, Entity, Implementation, Mention, Observation, Passage
    from kg.terms import Triple

    #: Subject, predicate, object, each as N-Triples writes it.

_CONCEPTS = {Initiative: (v.INITIATIVE, v.INITIATIVE_SCHEME), Indicator: (v.INDICATOR, v.INDICATOR_SCHEME)}


def article_triples(facts: ArticleFacts, place_of: PlaceOf) -> Iterator[Triple]:
    """All that one article says: itself, its passages, its mentions and its statements, but not its entities."""
    article = article_iri(facts.article.source)
    yield from _article(article, facts)
    for mention in facts.mentions:
        yield from _mention(article, mention, place_of)
    for implementation in facts.implementations:
        yield from _implementation(article, implementation, place_of)
    for observation in facts.observations:
        yield from _observation(article, observation, place_of)


def identifier_triple(facts: ArticleFacts) -> Triple:
    """Say under which name an article was given."""
    return article_iri(facts.article.source), v.IDENTIFIER, text(facts.article.source.id)


def scheme_triples() -> Iterator[Triple]:
    """Describe the two schemes that hold all initiatives and all indicators."""
    for scheme, chinese, english in (
        (v.INITIATIVE_SCHEME, "举措", "Initiatives"),
        (v.INDICATOR_SCHEME, "指标", "Indicators"),
    ):
        yield scheme, v.A, v.SCHEME
        yield scheme, v.PREF_LABEL, text(chinese, "zh")
        yield scheme, v.PREF_LABEL, text(english, "en")


def entity_triples(entity: Entity, place_of: PlaceOf) -> Iterator[Triple]:
    """Say what an entity is and is called, without what articles say of it."""
    subject = entity_iri(entity, place_of)
    yield subject, v.PREF_LABEL, text(folded(entity.name), "zh")
    if isinstance(entity, Place):
        yield from _place(subject, entity)
    elif isinstance(entity, Institution):
        yield from _institution(subject, entity, place_of)
    else:
        kind, scheme = _CONCEPTS[type(entity)]
        yield subject, v.A, kind
        yield subject, v.IN_SCHEME, scheme


def entities_named(facts: ArticleFacts, place_of: PlaceOf) -> Iterator[Entity]:
    """Every entity that the article's triples speak of, with the areas above and the bodies above."""
    for entity in _entities_stated(facts):
        yield from _with_context(entity, place_of)


def _entities_stated(facts: ArticleFacts) -> Iterator[Entity]:
    if facts.area:
        yield facts.area
    for mention in facts.mentions:
        yield mention.entity
    for implementation in facts.implementations:
        yield from (implementation.about, implementation.initiative)
    for observation in facts.observations:
        yield from (observation.about, observation.indicator, *observation.initiatives)
        if observation.ranked_within:
            yield observation.ranked_within


def _with_context(entity: Entity, place_of: PlaceOf) -> Iterator[Entity]:
    if isinstance(entity, Place):
        yield from areas_above(entity, place_of)
        return
    yield entity
    if isinstance(entity, Institution):
        yield from areas_above(entity.area, place_of)
        if entity.parent:
            yield from _with_context(entity.parent, place_of)


def _place(subject: str, place: Place) -> Iterator[Triple]:
    yield subject, v.A, v.PLACE
    yield subject, v.LEVEL, v.CONCEPTS[place.level]
    if place.adcode:
        yield subject, v.ADCODE, text(place.adcode)
    if place.name.endswith("市") and place.level not in {Level.TOWNSHIP, Level.VILLAGE}:
        yield subject, v.A, v.CITY


def _institution(subject: str, institution: Institution, place_of: PlaceOf) -> Iterator[Triple]:
    yield subject, v.A, v.INSTITUTION
    yield subject, v.INSTITUTION_KIND, v.CONCEPTS[institution.kind]
    if institution.parent:
        yield subject, v.SUB_ORGANIZATION_OF, entity_iri(institution.parent, place_of)


def _article(article: str, facts: ArticleFacts) -> Iterator[Triple]:
    head = facts.article
    yield article, v.A, v.ARTICLE
    yield article, v.TITLE, text(head.title, "zh")
    yield article, v.LANGUAGE, text("zh")
    if head.publisher:
        yield article, v.PUBLISHER, text(head.publisher)
    if head.published:
        yield article, v.ISSUED, text(head.published)
    if head.url and (page := web_iri(head.url)):
        yield article, v.SOURCE, page
    if facts.area:
        yield article, v.SPATIAL, place_iri(facts.area)
    if facts.coverage:
        yield article, v.COVERAGE, text(facts.coverage)
    if facts.copy_of and (original := article_iri(facts.copy_of)) != article:
        yield article, v.COPY_OF, original


def _passage(article: str, passage: Passage) -> Iterator[Triple]:
    subject = passage_iri(article, passage)
    yield subject, v.A, v.PASSAGE
    yield subject, v.HAS_SOURCE, article
    yield subject, v.EXACT, text(passage.exact)
    yield subject, v.READING, text(passage.reading)
    yield subject, v.START, integer(passage.start)
    yield subject, v.END, integer(passage.end)


def _mention(article: str, mention: Mention, place_of: PlaceOf) -> Iterator[Triple]:
    entity = entity_iri(mention.entity, place_of)
    yield from _passage(article, mention.passage)
    yield entity, v.MENTIONED_IN, passage_iri(article, mention.passage)
    if mention.surface != folded(mention.entity.name):
        yield entity, v.ALT_LABEL, text(mention.surface, "zh")


def _implementation(article: str, said: Implementation, place_of: PlaceOf) -> Iterator[Triple]:
    about, initiative = entity_iri(said.about, place_of), concept_iri(said.initiative)
    subject = statement_iri("implementation", (about, initiative, said.status, said.period or ""))
    yield subject, v.A, v.IMPLEMENTATION
    yield subject, v.ABOUT_INITIATIVE, initiative
    yield from _statement(subject, about, article, said)


def _observation(article: str, said: Observation, place_of: PlaceOf) -> Iterator[Triple]:
    about, indicator = entity_iri(said.about, place_of), concept_iri(said.indicator)
    scope = (place_iri(said.ranked_within),) if said.ranked_within else ()
    facets = (said.kind, said.status, said.period or "", plain(said.value), said.unit, said.bound)
    subject = statement_iri("observation", (about, indicator, *facets, *scope))
    yield subject, v.A, v.OBSERVATION
    yield subject, v.OF_INDICATOR, indicator
    yield subject, v.UNIT, text(said.unit)
    yield subject, v.BOUND, v.CONCEPTS[said.bound]
    yield subject, v.VALUE_KIND, v.CONCEPTS[said.kind]
    if unit := unit_iri(said.unit, said.kind):
        yield subject, v.HAS_UNIT, unit
    for place in scope:
        yield subject, v.RANKED_WITHIN, place
    for initiative in said.initiatives:
        yield subject, v.ABOUT_INITIATIVE, concept_iri(initiative)
    for facet in said.inherited:
        yield subject, v.INHERITED, text(facet)
    yield from _numbers(subject, said)
    yield from _statement(subject, about, article, said)


def _numbers(subject: str, said: Observation) -> Iterator[Triple]:
    least, greatest = limits(said.value, said.bound, said.passage.reading)
    for predicate, value in ((v.VALUE, said.value), (v.MIN_VALUE, least), (v.MAX_VALUE, greatest)):
        if value is not None:
            yield subject, predicate, number(value)


def _statement(subject: str, about: str, article: str, said: Implementation | Observation) -> Iterator[Triple]:
    yield from _passage(article, said.passage)
    yield subject, v.ABOUT, about
    yield subject, v.STATUS, v.CONCEPTS[said.status]
    yield subject, v.RULE, text(said.rule)
    yield subject, v.EVIDENCE, passage_iri(article, said.passage)
    if said.period:
        first, last = days_of(said.period)
        yield subject, v.PERIOD, text(said.period)
        yield subject, v.PERIOD_START, date(first)
        yield subject, v.PERIOD_END, date(last)
