"""All facts of one article: mentions, figures and initiatives, each with its passage."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from kg.facts.indicators import indicator
from kg.facts.links import measured_by
from kg.facts.metrics import read_figures
from kg.facts.owners import goes_on_about, names_its_area, owner_of, scope_of
from kg.facts.scene import Scene, scenes_of, with_aliases, with_institutions, with_sites
from kg.facts.sections import HOUSES, holds, sections
from kg.facts.standing import Ground, standing_of, status_at
from kg.facts.tables import table_facts
from kg.frame import area_of, frame_of
from kg.gazetteer import gazetteer
from kg.mentions.places import PlaceMention, forms_in, is_zone, places_in
from kg.model import (
    ArticleFacts,
    BlockKind,
    Entity,
    Implementation,
    Institution,
    InstitutionKind,
    Level,
    Mention,
    Observation,
    Place,
    Unresolved,
)
from kg.resolve import one_of_each, short_names
from kg.text.quantities import Shape
from kg.text.read import passage

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.facts.reading import Reading
    from kg.facts.tables import TableFacts
    from kg.frame import Frame
    from kg.mentions.places import FormMatch
    from kg.mentions.programme_names import InitiativeMention
    from kg.model import Article


@dataclass(slots=True)
class Findings:
    """What is gathered while an article is read."""

    mentions: list[Mention] = field(default_factory=list)
    observations: list[Observation] = field(default_factory=list)
    implementations: list[Implementation] = field(default_factory=list)
    unresolved: list[Unresolved] = field(default_factory=list)


def facts_of(article: Article) -> ArticleFacts:
    """Return all that an article says."""
    matches = forms_in(article.clean.text)
    area = area_of(article, matches)
    places = places_in(article.clean.text, matches, area)
    frame = frame_of(article, area)
    scenes = scenes_of(article, frame, places)
    found = [found for scene in scenes for found in scene.institutions]
    same = one_of_each(found)
    aliases = short_names(found, same)
    scenes = tuple(with_aliases(with_institutions(scene, same), aliases) for scene in scenes)
    topic = _topic(scenes) or _topic_of_the_lead(scenes)
    if isinstance(topic, Institution) and topic.kind is InstitutionKind.HOSPITAL:
        scenes = tuple(with_sites(scene, topic) for scene in scenes)
    frame = replace(frame, topic=topic or area)
    findings = Findings(unresolved=list(_open_places(article, matches, places)))
    named = frozenset(mention.initiative for scene in scenes for mention in scene.initiatives)
    for scene, section in sections(article, scenes, frame):
        _read(article, Ground(scene=scene, section=section, frame=frame, named=named), findings)
    _add_tables(table_facts(article, frame, scenes), findings)
    return ArticleFacts(
        article=article,
        area=area,
        coverage=frame.reviewed or (f"{frame.today}" if frame.today else None),
        mentions=tuple(findings.mentions),
        implementations=tuple(findings.implementations),
        observations=tuple(findings.observations),
        unresolved=tuple(findings.unresolved),
    )


_TITLE_HOUSES = frozenset(
    {InstitutionKind.HOSPITAL, InstitutionKind.SCHOOL, InstitutionKind.COMPANY, InstitutionKind.PUBLIC_HEALTH}
)


def _topic(scenes: Sequence[Scene]) -> Place | Institution | None:
    """Return the zone or the one house that the title is about."""
    titles = [scene for scene in scenes if scene.sentence.kind is BlockKind.TITLE]
    zones = {p.place for scene in titles for p in scene.places if is_zone(p.place)}
    houses = {f.institution for scene in titles for f in scene.institutions if f.institution.kind in _TITLE_HOUSES}
    named: list[Place | Institution] = [*zones, *houses]
    return named[0] if len(named) == 1 else None


#: How often an article must go on with 该院, 集团 and the like to be about the house of its first sentence.
_OFTEN = 3
#: How often where it never tells of 全市 and the like.
_TWICE = 2


def _topic_of_the_lead(scenes: Sequence[Scene]) -> Institution | None:
    """Return the house that the text begins with and goes on about: 集团总诊疗…, 全院…, and hardly ever 全市."""
    body = [scene for scene in scenes if scene.sentence.kind is BlockKind.BODY]
    leading = [found for scene in body[:1] for found in scene.institutions if found.institution.kind in HOUSES]
    if not leading:
        return None
    house = max(leading, key=lambda found: (-found.start, found.end)).institution
    again = sum(goes_on_about(scene, house.kind) for scene in body)
    of_the_area = sum(map(names_its_area, body))
    return house if again >= (_OFTEN if of_the_area else _TWICE) and again > 2 * of_the_area else None


def _read(article: Article, ground: Ground, findings: Findings) -> None:
    scene = ground.scene
    findings.mentions += _mentions(article, scene)
    if scene.sentence.kind is BlockKind.TABLE:
        return
    readings = read_figures(scene)
    findings.unresolved += _unread(article, scene, readings)
    for reading in readings:
        found = _figure(article, ground, reading)
        if isinstance(found, Unresolved):
            findings.unresolved.append(found)
        else:
            findings.observations.append(found)
            findings.mentions.append(Mention(entity=found.indicator, surface=reading.indicator, passage=found.passage))
    findings.implementations += _implementations(article, ground)


def _add_tables(told: TableFacts, findings: Findings) -> None:
    findings.mentions += told.mentions
    findings.observations += told.observations
    findings.unresolved += told.unresolved


# ---------------------------------------------------------------- mentions


def _mentions(article: Article, scene: Scene) -> Iterator[Mention]:
    def mention(start: int, end: int, entity: Entity, surface: str) -> Mention:
        base = scene.sentence.start
        return Mention(entity=entity, surface=surface, passage=passage(article, base + start, base + end))

    for place in scene.places:
        if _named_for_itself(scene, place):
            yield mention(place.start, place.end, place.place, place.surface)
    for found in scene.institutions:
        for surface in (found.surface, *found.others):
            yield mention(found.start, found.end, found.institution, surface)
        if found.institution.area is not None and found.area_surface:
            yield mention(found.start, found.end, found.institution.area, found.area_surface)
    for named in scene.initiatives:
        yield mention(named.start, named.end, named.initiative, named.surface)


def _named_for_itself(scene: Scene, place: PlaceMention) -> bool:
    """Whether a place is meant, for in an institution's name it counts only as the institution's own area."""
    around = [found for found in scene.institutions if found.start <= place.start and place.end <= found.end]
    areas = [found.institution.area for found in around if found.institution.area is not None]
    return not around or any(area == place.place or gazetteer().contains(place.place.key, area.key) for area in areas)


# ---------------------------------------------------------------- what stays open


def _unread(article: Article, scene: Scene, readings: Sequence[Reading]) -> Iterator[Unresolved]:
    """Yield the numbers with a unit that no rule made a figure of."""
    read = {reading.quantity.number for reading in readings}
    base = scene.sentence.start
    for quantity in scene.quantities:
        if quantity.shape in {Shape.AMOUNT, Shape.SHARE} and quantity.unit != "年" and quantity.number not in read:
            where = passage(article, base + quantity.start, base + quantity.end)
            reason = "no rule tells what it measures"
            yield Unresolved(what="figure", surface=where.reading, reason=reason, passage=where)


def _open_places(
    article: Article, matches: Sequence[FormMatch], places: Sequence[PlaceMention]
) -> Iterator[Unresolved]:
    """Yield the names that several places have and nothing in the article decides between."""
    plain = [match for match in matches if match.form.full and not match.form.risky]
    for match in plain:
        if not any(place.start <= match.start < place.end for place in places):
            where = passage(article, match.start, match.end)
            reason = "several places have that name"
            yield Unresolved(what="place", surface=where.reading, reason=reason, passage=where)


# ---------------------------------------------------------------- figures


def _figure(article: Article, ground: Ground, reading: Reading) -> Observation | Unresolved:
    base = ground.scene.sentence.start
    where = passage(article, base + reading.start, base + reading.end)
    about, from_frame = owner_of(ground, reading)
    if about is None:
        reason = "no place or institution to own it"
        return Unresolved(what="figure", surface=where.reading, reason=reason, passage=where)
    standing = standing_of(ground, reading)
    measure = indicator(reading.indicator, reading.kind, reading.quantity.unit)
    initiative, from_topic = measured_by(ground, reading, measure)
    facets = {
        "about": from_frame,
        "period": standing.inherited and standing.period is not None,
        "initiative": from_topic,
    }
    return Observation(
        about=about,
        indicator=measure,
        value=reading.quantity.value,
        unit=reading.quantity.unit,
        bound=reading.quantity.bound,
        status=standing.status,
        kind=reading.kind,
        period=standing.period,
        passage=where,
        rule=reading.rule,
        initiatives=(initiative,) if initiative else (),
        ranked_within=scope_of(reading.scope, about, ground.frame),
        inherited=tuple(facet for facet, inherits in facets.items() if inherits),
    )


# ---------------------------------------------------------------- initiatives


def _implementations(article: Article, ground: Ground) -> Iterator[Implementation]:
    scene = ground.scene
    base = scene.sentence.start
    for mention in scene.initiatives:
        clause = next(c for c in reversed(scene.clauses) if c.start <= mention.start)
        about = _carrier(scene, clause.start, mention, ground.frame)
        if about is None:
            continue
        period = _stated_period(scene, clause.start, mention.start)
        yield Implementation(
            about=about,
            initiative=mention.initiative,
            status=status_at(ground, mention.start, mention.end, period),
            period=period,
            passage=passage(article, base + clause.start, base + max(clause.end, mention.end)),
            rule=mention.rule,
        )


def _stated_period(scene: Scene, start: int, end: int) -> str | None:
    held = [time for time in scene.times if holds(scene, time) and start <= time.start and time.end <= end]
    return held[-1].period if held else None


def _carrier(scene: Scene, low: int, mention: InitiativeMention, frame: Frame) -> Place | None:
    """Return the place that carries out an initiative: one named before it in its clause, else the article's area."""
    near = [
        p.place
        for p in scene.places
        if low <= p.start and p.end <= mention.start and p.place.level is not Level.PROVINCE
    ]
    return near[-1] if near else frame.area
