"""Many ArticleFacts -> the triples of one graph, whatever their order."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from functools import cache
from typing import TYPE_CHECKING

from kg import vocab as v
from kg.graph.iri import areas_above, article_iri, concept_iri, entity_iri, place_iri
from kg.graph.triples import article_triples, entities_named, entity_triples, identifier_triple, scheme_triples
from kg.graph.values import text
from kg.model import Indicator, Initiative, Institution, InstitutionKind, Place

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from kg.graph.iri import PlaceOf
    from kg.model import ArticleFacts, Entity
    from kg.terms import Triple

    Concept = Initiative | Indicator

_KINDS = list(InstitutionKind)


@dataclass(frozen=True, slots=True, kw_only=True)
class Background:
    """What is known before any article is read."""

    place_of: PlaceOf
    #: An initiative or indicator -> a wider one.
    broader: Mapping[Concept, Concept] = field(default_factory=dict)
    english: Mapping[Concept, str] = field(default_factory=dict)


def graph_triples(facts: Iterable[ArticleFacts], known: Background) -> Iterator[Triple]:
    """Yield all triples of a graph, with repeats: of each text once, of each entity once."""
    known = replace(known, place_of=cache(known.place_of))
    found: dict[str, set[Entity]] = defaultdict(set)
    for same_text in _by_text(facts):
        yield from map(identifier_triple, same_text)
        yield from article_triples(same_text[0], known.place_of)
        for entity in set(entities_named(same_text[0], known.place_of)):
            found[entity_iri(entity, known.place_of)].add(entity)
    _add_broader(found, known.broader)
    yield from scheme_triples()
    for iri, variants in found.items():
        yield from _described(iri, variants, known)


def _by_text(facts: Iterable[ArticleFacts]) -> list[list[ArticleFacts]]:
    """Articles with one text together, that of the smallest name first."""
    texts: dict[str, list[ArticleFacts]] = defaultdict(list)
    for of_article in facts:
        texts[article_iri(of_article.article.source)].append(of_article)
    return [sorted(same, key=lambda f: (f.article.source.text, f.article.source.id)) for same in texts.values()]


def _add_broader(found: dict[str, set[Entity]], broader: Mapping[Concept, Concept]) -> None:
    """Bring in the wider concepts of those found, and theirs."""
    waiting = [e for variants in found.values() for e in variants if isinstance(e, Initiative | Indicator)]
    while waiting:
        wider = broader.get(waiting.pop())
        if wider and not found[concept_iri(wider)]:
            found[concept_iri(wider)].add(wider)
            waiting.append(wider)


def _described(iri: str, variants: set[Entity], known: Background) -> Iterator[Triple]:
    """Describe one entity; where articles see it differently, the rules below choose."""
    entity = min(variants, key=_rank)
    yield from entity_triples(entity, known.place_of)
    for area in _nearest_areas(variants, known.place_of):
        yield iri, v.WITHIN, area
    if isinstance(entity, Initiative | Indicator):
        if label := known.english.get(entity):
            yield iri, v.PREF_LABEL, text(label, "en")
        if wider := known.broader.get(entity):
            yield iri, v.BROADER, concept_iri(wider)


def _rank(entity: Entity) -> tuple[int, str]:
    """Of two kinds of one institution the earlier in the list counts; a parent counts more than none."""
    kind = _KINDS.index(entity.kind) if isinstance(entity, Institution) else 0
    orphan = isinstance(entity, Institution) and entity.parent is None
    return 2 * kind + orphan, repr(entity)


def _nearest_areas(variants: set[Entity], place_of: PlaceOf) -> list[str]:
    """Give the areas that hold an entity, without those that hold another of them."""
    areas = {area for entity in variants if (area := _area(entity, place_of))}
    wider = {above for area in areas for above in areas_above(area, place_of)[1:]}
    return sorted(place_iri(area) for area in areas - wider)


def _area(entity: Entity, place_of: PlaceOf) -> Place | None:
    if isinstance(entity, Place):
        return place_of(entity.parent) if entity.parent else None
    return entity.area if isinstance(entity, Institution) else None
