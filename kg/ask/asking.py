"""A question in Chinese answered by a saved query, or refused."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kg.ask.reading import Reading, lexicon, read
from kg.query import SavedQuery, find_query
from kg.terms import Rows, Term
from kg.words import rows

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_CLASSES: Final = {
    "place": "cg:Place",
    "institution": "cg:Institution",
    "initiative": "cg:Initiative",
    "indicator": "cg:Indicator",
}
#: The slot that a parameter is filled from, where it is not called the same.
_SLOTS: Final = {"city": "place", "hospital": "institution"}
#: The column of an answer that tells of a slot which the query has no parameter for.
_COLUMNS: Final = {"place": "who", "indicator": "indicator", "kind": "kind"}
_NAMES: Final = """SELECT ?wording ?name ?x {{ ?x a {} ; skos:prefLabel|skos:altLabel ?wording ; skos:prefLabel ?name .
    FILTER(LANG(?name) = "zh" && LANG(?wording) = "zh") }} ORDER BY ?wording ?name"""


@dataclass(frozen=True, slots=True)
class Reply:
    """What a question came to: rows with the SPARQL that gave them, or the reason why it is refused."""

    kind: str = ""
    sparql: tuple[str, ...] = ()
    rows: Rows | None = None
    #: What could not be answered of an answered question.
    missing: tuple[str, ...] = ()
    refusal: str = ""
    #: Questions that can be asked, where this one cannot.
    examples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Plan:
    kind: str
    query: str
    reading: Reading

    def key(self) -> tuple[object, ...]:
        """Return what makes two plans the same question."""
        return (self.kind, self.query, tuple(sorted(word for word in self.reading.words if word.slot)))


def ask(question: str, select: Callable[[str], Rows]) -> Reply:
    """Answer a question by queries to `select`; refuse it where it fits no known kind, or more than one."""
    names = tuple(_names(select))
    readings, unread = read(question.strip(), lexicon(names))
    if unread:
        return _refused(f"不明白“{unread}”")
    plans = {plan.key(): plan for reading in readings for plan in _plans(reading)}
    if not plans:
        absent = sorted({w.name for r in readings for w in r.words if w.slot.startswith("absent")})
        return _refused(f"图谱里没有{'、'.join(absent)}" if absent else "不是可以回答的问题")
    if twice := _ambiguous(question, names):
        return _refused(f"“{twice}”不止一个，请用全名")
    replies = [reply for plan in plans.values() if (reply := _answered(plan, select)).rows]
    if len(replies) != 1:
        return _refused("有两种理解，请问得更明确" if replies else "图谱里没有这样的陈述")
    return replies[0]


def _names(select: Callable[[str], Rows]) -> list[tuple[str, str, str]]:
    found = []
    for slot, of in _CLASSES.items():
        for row in select(_NAMES.format(of)):
            wording, name = (term.value if term else "" for term in row[:2])
            found.append((slot, wording, name))
    return found


def _plans(reading: Reading) -> list[_Plan]:
    return [
        _Plan(row["kind"], row["query"], reading)
        for row in rows("ask_kinds")
        if reading.slots == tuple(sorted(row["slots"].split())) and reading.roles == frozenset(row["roles"].split())
    ]


def _ambiguous(question: str, names: tuple[tuple[str, str, str], ...]) -> str:
    """Return a wording of the question that names two things of one kind."""
    meant: dict[tuple[str, str], set[str]] = {}
    for slot, wording, name in names:
        if slot in {"place", "institution"} and wording in question:
            meant.setdefault((slot, wording), set()).add(name)
    longest = [w for (_, w), found in meant.items() if len(found) > 1 and not _covered(w, meant)]
    return longest[0] if longest else ""


def _covered(wording: str, meant: Mapping[tuple[str, str], set[str]]) -> bool:
    return any(wording != other and wording in other for _, other in meant)


def _answered(plan: _Plan, select: Callable[[str], Rows]) -> Reply:
    texts, kept, missing = [], [], []
    variables: tuple[str, ...] = ()
    saved = find_query(plan.query)
    for values in _values(plan.reading, saved):
        query = saved.bound(values)
        answer = select(query.text)
        variables = answer.variables
        fitting = [row for row in answer if _fits(plan, saved, dict(zip(variables, row, strict=True)))]
        if not fitting:
            missing.append("、".join(values.values()))
        texts.append("\n".join(line for line in query.text.splitlines() if not line.startswith("#+")))
        kept += fitting
    return Reply(plan.kind, tuple(texts), Rows(variables, tuple(kept)), tuple(missing))


def _values(reading: Reading, query: SavedQuery) -> list[dict[str, str]]:
    """Return the values of the parameters, one set for each place that is asked of."""
    common: dict[str, str] = {}
    for parameter in query.parameters:
        names = reading.names(_SLOTS.get(parameter.name, parameter.name))
        if parameter.name != "city" and names:
            common[parameter.name] = names[0]
    if all(parameter.name != "city" for parameter in query.parameters):
        return [common]
    return [{"city": place} | common for place in reading.names("place")]


def _fits(plan: _Plan, saved: SavedQuery, row: Mapping[str, Term | None]) -> bool:
    """Whether a row is about all that the question names beyond the parameters of the query."""
    reading = plan.reading
    cell = {name: term.value if term else "" for name, term in row.items()}
    bound = {_SLOTS.get(parameter.name, parameter.name) for parameter in saved.parameters}
    for slot, column in _COLUMNS.items():
        names = [name for name in reading.names(slot) if name] if slot not in bound else []
        if names and cell[column] not in names:
            return False
    if plan.kind in {"figure", "compare", "series"} and cell["status"] != "actual":
        return False
    if years := reading.names("year"):
        return cell.get("period", "")[:4] == years[0]
    if "plan" in reading.roles:
        return cell["status"] == "target"
    if "first" in reading.roles and "rank" in cell:
        return cell["rank"] == "1"
    return True


def _refused(reason: str) -> Reply:
    examples = {row["kind"]: row["example"] for row in reversed(rows("ask_kinds"))}
    return Reply(refusal=reason, examples=tuple(reversed(examples.values())))
