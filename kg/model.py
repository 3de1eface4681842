"""The values that the stages hand to each other: frozen, plain, compared by content."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from decimal import Decimal


class Level(StrEnum):
    """Administrative level of a place."""

    PROVINCE = "province"
    PREFECTURE = "prefecture"
    COUNTY = "county"
    TOWNSHIP = "township"
    VILLAGE = "village"


class InstitutionKind(StrEnum):
    """What sort of organisation an institution is."""

    HOSPITAL = "hospital"
    PRIMARY_CARE = "primary_care"
    PUBLIC_HEALTH = "public_health"
    GOVERNMENT = "government"
    PARTY = "party"
    SCHOOL = "school"
    COMPANY = "company"
    MEDIA = "media"
    OTHER = "other"


class Bound(StrEnum):
    """How a printed number bounds the true one: 余 is OVER, 近 is UNDER, 约 is ABOUT."""

    EXACT = "exact"
    OVER = "over"
    UNDER = "under"
    ABOUT = "about"


class Status(StrEnum):
    """Whether the text reports a thing or plans it."""

    ACTUAL = "actual"
    TARGET = "target"


class ValueKind(StrEnum):
    """What the number of an observation is."""

    LEVEL = "level"
    CHANGE = "change"
    RANK = "rank"
    DURATION = "duration"


class BlockKind(StrEnum):
    """What part of an article a stretch of its clean text is."""

    TITLE = "title"
    HEADING = "heading"
    BODY = "body"
    CAPTION = "caption"
    TABLE = "table"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One input file as it was given."""

    #: The file's name without its ending.
    id: str
    #: The decoded text, line ends as \n and a byte order mark dropped, otherwise untouched.
    text: str
    #: Whether the text is an HTML page.
    html: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CleanText:
    """What is read of a source: Simplified, without glosses, furniture and breaks inside sentences."""

    text: str
    #: starts[i], ends[i]: the half-open stretch of Source.text that clean character i was read from.
    starts: tuple[int, ...]
    ends: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A paragraph, heading, caption or table row of the clean text, half open [start, end)."""

    kind: BlockKind
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """A source with its front matter read and its body told from the page around it."""

    source: Source
    clean: CleanText
    #: In the order of reading; none overlap; what no block covers is only white space.
    blocks: tuple[Block, ...]
    title: str
    publisher: str | None = None
    #: YYYY, YYYY-MM or YYYY-MM-DD, what the page states, else the year that its text shows.
    published: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """An administrative area, identified by its division code."""

    #: GB/T 2260 code of six digits, statistical code of nine (township) or twelve (village), else "x-" and a hash.
    key: str
    name: str
    level: Level
    #: The key of the nearest area that contains it.
    parent: str | None = None

    @property
    def adcode(self) -> str | None:
        """The six-digit code of a place at county level or above."""
        return self.key if len(self.key) == 6 and self.key.isdigit() else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Institution:
    """One organisation, identified by its full name and the area that tells it from its namesakes."""

    name: str
    kind: InstitutionKind
    area: Place | None = None
    #: The body that this one is a branch or department of.
    parent: Institution | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Initiative:
    """A named policy, programme, project or service model, whoever carries it out."""

    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """What is counted or measured, without place, period, number and unit."""

    name: str


Entity = Place | Institution | Initiative | Indicator


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A stretch of a source: source.text[start:end] == exact."""

    start: int
    end: int
    exact: str
    #: The same stretch as it was read (Simplified, no glosses, no line breaks).
    reading: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """An entity named at a place of the text, under the name used there."""

    entity: Entity
    surface: str
    passage: Passage


@dataclass(frozen=True, slots=True, kw_only=True)
class Implementation:
    """The article says that a place or institution carries out, or plans, an initiative."""

    about: Place | Institution
    initiative: Initiative
    status: Status
    period: str | None
    passage: Passage
    #: The name of the rule that read it.
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation:
    """The article states one figure of a place or institution."""

    about: Place | Institution
    indicator: Indicator
    #: In the base unit: 160余万人 is 1600000.
    value: Decimal
    #: The text's word without 万 or 亿; 名 for a rank.
    unit: str
    bound: Bound
    status: Status
    kind: ValueKind
    #: ISO 8601: 2025, 2025-01/2025-10, 2025-11-30; None where the text gives no time.
    period: str | None
    passage: Passage
    rule: str
    initiatives: tuple[Initiative, ...] = ()
    ranked_within: Place | None = None
    #: Facets ("about", "period", "status") taken from heading or frame instead of the sentence.
    inherited: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Unresolved:
    """Something seen in the text that could not be made a statement, and why."""

    what: str
    surface: str
    reason: str
    passage: Passage


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleFacts:
    """All that was read of one article."""

    article: Article
    #: The place that 全市, 我市, 全县 stand for.
    area: Place | None
    #: The year or years that the text itself speaks of.
    coverage: str | None
    mentions: tuple[Mention, ...] = ()
    implementations: tuple[Implementation, ...] = ()
    observations: tuple[Observation, ...] = ()
    unresolved: tuple[Unresolved, ...] = ()
    #: The source that this article is a copy of, where it is one; the two count once as support.
    copy_of: Source | None = None
