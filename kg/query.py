"""Saved questions, and how any query is put to a graph: a built folder, an RDF file or an endpoint."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal, InvalidOperation
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from kg.data import data_path
from kg.errors import CityGraphError, WrongCall
from kg.graph.values import number, text
from kg.terms import Rows, Term
from kg.vocab import DATE

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from multiprocessing.connection import Connection

    from kg.terms import Triple

    Answer = Rows | bool | list[Triple]

#: Seconds after which a query is given up.
TIMEOUT: Final = 60.0

_HEADER = re.compile(r"^#\+ ([a-z-]+): *(.*)$", re.MULTILINE)
_NUMBER = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?")
_LANGUAGE = re.compile(r"(.+)@([a-z]{2,3}(?:-[A-Za-z0-9]+)*)", re.DOTALL)
_BLOCK = r"VALUES \?{} \{{ ([^}}\n]*?) \}}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """A value that a saved query asks for: it stands in the text as `VALUES ?name { default }`."""

    name: str
    default: str
    #: The default as the text writes it: "永州市"@zh, 40953, "2025".
    token: str
    #: A SELECT whose only column is what may be chosen; empty where nothing is offered.
    picks: str = ""

    @property
    def kind(self) -> str:
        """What may be given: "name" (a label in Chinese), "text", "number", "date" or "iri"."""
        if self.token.startswith("<"):
            return "iri"
        if not self.token.startswith('"'):
            return "number"
        if self.token.endswith(("^^xsd:date", f"^^{DATE}")):
            return "date"
        return "name" if self.token.rpartition('"')[2].startswith("@") else "text"

    def token_for(self, value: str) -> str:
        """Write another value as the same kind of RDF term; WrongCall where it is none of that kind."""
        if self.kind == "iri":
            if not re.fullmatch(r"[^\s<>\"{}|\\^`]+", value):
                raise WrongCall(f"{self.name}={value}: an IRI is needed here")
            return f"<{value}>"
        if self.kind == "number":
            return _number_token(self.name, value)
        if self.kind == "date":
            return _date_token(self.name, value)
        _, quote, language = self.token.rpartition('"@')
        return text(value, language if quote else "")


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedQuery:
    """A question with its SPARQL; runs as it stands, with its defaults, in any SPARQL engine."""

    name: str
    text: str
    question_zh: str = ""
    question_en: str = ""
    parameters: tuple[Parameter, ...] = ()
    #: Why a good graph may give no row; empty where rows are to be expected.
    empty: str = ""

    def bound(self, values: Mapping[str, str]) -> SavedQuery:
        """Put other values, escaped as RDF terms, in place of the defaults; WrongCall where a name is not declared."""
        declared = {parameter.name: parameter for parameter in self.parameters}
        bound = self.text
        for name, value in values.items():
            if name not in declared:
                known = ", ".join(declared) or "no parameters"
                raise WrongCall(f"{self.name} has no parameter {name!r}; it has {known}")
            block = f"VALUES ?{name} {{ {declared[name].token_for(value)} }}"
            bound = re.sub(_BLOCK.format(name), lambda _: block, bound, count=1)  # noqa: B023
        return replace(self, text=bound)


def saved_queries() -> dict[str, SavedQuery]:
    """Read the queries that are shipped, by name, sorted."""
    return {path.stem: read_query(path) for path in sorted(data_path("queries").glob("*.rq"))}


def read_query(path: Path) -> SavedQuery:
    """Read a .rq file with its `#+` header; WrongCall where it cannot be read or a parameter is not in the text."""
    try:
        query = path.read_text("utf-8-sig")
    except (OSError, UnicodeError) as error:
        raise WrongCall(f"{path}: cannot be read: {error}") from error
    header = dict(_HEADER.findall(query))
    return SavedQuery(
        name=path.stem,
        text=query,
        question_zh=header.get("question-zh", ""),
        question_en=header.get("question-en", ""),
        parameters=tuple(_parameter(path, query, header, pair) for pair in header.get("parameters", "").split()),
        empty=header.get("empty", ""),
    )


def find_query(query: str) -> SavedQuery:
    """Take the name of a saved query (cq03 or the whole stem), a .rq file or SPARQL text for what it is."""
    if re.search(r"[\s{]", query) and not query.endswith(".rq"):
        return SavedQuery(name="query", text=query)
    if query.endswith(".rq"):
        return read_query(Path(query))
    names = {path.stem: path for path in sorted(data_path("queries").glob("*.rq"))}
    names |= {stem.partition("-")[0]: path for stem, path in names.items()}
    if query in names:
        return read_query(names[query])
    near = get_close_matches(query, names, 1)
    raise WrongCall(f"no saved query {query!r}{f', perhaps {near[0]!r}' if near else ''}; kg queries lists them")


def answer(graph: str, query: SavedQuery, values: Mapping[str, str], timeout: float = TIMEOUT) -> Answer:
    """Put a query to a built folder, an RDF file or an endpoint's URL.

    Values go to the declared parameters, else to variables that the query projects.
    `timeout` is in seconds; 0 waits for ever. WrongCall where it runs out or the query fails.
    """
    bound = query.bound(values) if query.parameters else query
    others = {} if query.parameters else {name: term_from(value) for name, value in values.items()}
    if re.match(r"https?://", graph):
        from kg.remote import ask  # noqa: PLC0415  # slow to import, seldom used

        return ask(graph, bound.text, others, timeout)
    if not timeout:
        return _ask(graph, bound.text, others)
    return in_child(_ask, (graph, bound.text, others), timeout)


def choices(graph: str, parameter: Parameter, timeout: float = TIMEOUT) -> tuple[str, ...]:
    """Return what a graph offers for a parameter, in the order of its pick list."""
    if not parameter.picks:
        return ()
    offered = answer(graph, SavedQuery(name=parameter.name, text=parameter.picks), {}, timeout)
    return tuple(row[0].value for row in offered if row[0]) if isinstance(offered, Rows) else ()


def term_from(value: str) -> Term:
    """Read a value given for a variable: a number, a web address, text@zh, or plain text."""
    if _NUMBER.fullmatch(value):
        token = number(Decimal(value))
        digits, _, datatype = token.strip('"').partition('"^^')
        return Term("literal", digits, datatype.strip("<>"))
    if re.match(r"https?://", value):
        return Term("uri", value)
    if tagged := _LANGUAGE.fullmatch(value):
        return Term("literal", tagged[1], None, tagged[2])
    return Term("literal", value)


def in_child(task: Callable[..., Answer], arguments: tuple[object, ...], timeout: float) -> Answer:
    """Run a task in a process that is ended after some seconds, for the engine cannot be interrupted."""
    import multiprocessing  # noqa: PLC0415  # start-up

    context: Any = multiprocessing
    if "fork" in multiprocessing.get_all_start_methods():
        context = multiprocessing.get_context("fork")  # quick, and this process has no threads
    receiver, sender = context.Pipe(duplex=False)
    child = context.Process(target=_send, args=(sender, task, arguments), daemon=True)
    child.start()
    sender.close()
    try:
        if not receiver.poll(timeout):
            raise WrongCall(f"no answer after {timeout:g} seconds; ask for less, or give more time with --timeout")
        error, result = receiver.recv()
    except EOFError:
        raise WrongCall("the query ended the engine; ask it in a simpler form") from None
    finally:
        child.kill()
        child.join()
    if error:
        raise error(result)
    given: Answer = result
    return given


def _send(sender: Connection, task: Callable[..., Answer], arguments: tuple[object, ...]) -> None:
    try:
        sender.send((None, task(*arguments)))
    except CityGraphError as error:
        sender.send((type(error), error.message))  # a frozen exception cannot be unpickled


def _ask(graph: str, query: str, values: Mapping[str, Term]) -> Answer:
    from kg.store import Store  # noqa: PLC0415  # only the child needs the engine

    return Store.open(Path(graph)).ask(query, values)


def _parameter(path: Path, query: str, header: Mapping[str, str], pair: str) -> Parameter:
    name, _, default = pair.partition("=")
    block = re.search(_BLOCK.format(re.escape(name)), query)
    if not block:
        raise WrongCall(f"{path}: the parameter {name} needs a line VALUES ?{name} {{ … }}")
    return Parameter(name=name, default=default, token=block[1], picks=header.get(f"pick-{name}", ""))


def _number_token(name: str, value: str) -> str:
    try:
        return number(Decimal(value))
    except InvalidOperation:
        raise WrongCall(f"{name}={value}: a number is needed here") from None


def _date_token(name: str, value: str) -> str:
    try:
        return f'"{date.fromisoformat(value)}"^^{DATE}'
    except ValueError:
        raise WrongCall(f"{name}={value}: a date such as 2025-11-30 is needed here") from None
