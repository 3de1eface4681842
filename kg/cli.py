"""The command `kg`: arguments in, files and exit status out; the only place that prints."""

# ruff: noqa: PLC0415  # every command imports what it needs and no more, for one answer should take no second
# ruff: noqa: TC003  # typer reads the annotations
# ruff: noqa: FBT002, PLR0913, PLR0917  # an option of a command is a parameter of its function

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterable, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer
from typer.exceptions import TyperException

from kg.errors import CityGraphError, WrongCall

if TYPE_CHECKING:
    from kg.explain import Select
    from kg.query import Answer, SavedQuery
    from kg.store import Store

    Explainer = Callable[[str, Select], tuple[str, ...]]

app = typer.Typer(
    name="kg",
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

BUILD = Path("build")


class TableFormat(StrEnum):
    """How an answer is written."""

    TABLE = "table"
    CSV = "csv"
    TSV = "tsv"
    JSON = "json"
    MD = "md"
    TTL = "ttl"


class ListFormat(StrEnum):
    """How a list is written."""

    TABLE = "table"
    JSON = "json"


class ExportFormat(StrEnum):
    """The formats that a graph can be had in."""

    TURTLE = "turtle"
    NTRIPLES = "ntriples"
    NQUADS = "nquads"
    TRIG = "trig"
    JSONLD = "jsonld"
    RDFXML = "rdfxml"
    GRAPHML = "graphml"
    GEXF = "gexf"
    CSV = "csv"


Graph = Annotated[str, typer.Option(help="A folder that kg build wrote, or an RDF file.")]
GraphArgument = Annotated[Path, typer.Argument(help="A folder that kg build wrote, or an RDF file.")]


def _tell_version(asked: bool) -> None:  # noqa: FBT001
    if asked:
        from importlib.metadata import version

        typer.echo(f"kg {version('citygraph')}")
        raise typer.Exit


@app.callback()
def common(
    _version: Annotated[
        bool, typer.Option("--version", is_eager=True, callback=_tell_version, help="Show the version.")
    ] = False,
) -> None:
    """Chinese municipal news as a graph of places, institutions, initiatives and figures."""


@app.command()
def build(
    paths: Annotated[list[Path] | None, typer.Argument(help="Articles, or folders of them; else the seeds.")] = None,
    out: Annotated[Path, typer.Option(help="The folder to write.")] = BUILD,
    processes: Annotated[int, typer.Option(min=1, help="How many articles are read at a time.")] = 1,
    decisions: Annotated[Path | None, typer.Option(help="A CSV file that says which names are one thing.")] = None,
) -> int:
    """Read articles and write graph.ttl, graph.html, store/ and report.json."""
    from kg import pipeline
    from kg.build import background, write_graph
    from kg.data import data_path
    from kg.reconcile import read_decisions
    from kg.sources import read_sources

    decided = read_decisions(decisions) if decisions else ()
    sources, refusals = read_sources(paths or [data_path("seeds")])
    for refusal in refusals:
        _say(f"{refusal.path}: {refusal.reason}")
    if not sources:
        raise WrongCall("nothing to build: no article could be read")
    _progress(f"reading {len(sources)} articles")
    facts, ledger = pipeline.resolved(sources, processes=processes, decisions=decided)
    refused = [(str(refusal.path), refusal.reason) for refusal in refusals]
    told = write_graph(facts, out, background(), refusals=refused, ledger=ledger, tell=_progress)
    violated = told["checks"]["violations"]
    for violation in violated[:10]:
        _say(violation)
    _say(_summary(out, told["found"]))
    return 1 if refusals or violated else 0


@app.command()
def query(
    query: Annotated[str, typer.Argument(help="The name of a saved query, a .rq file, or SPARQL text.")],
    values: Annotated[list[str] | None, typer.Argument(metavar="[NAME=VALUE]...", help="Values to ask with.")] = None,
    graph: Annotated[str, typer.Option(help="A built folder, an RDF file, or an endpoint's URL.")] = str(BUILD),
    format: Annotated[TableFormat, typer.Option(help="How the answer is written.")] = TableFormat.TABLE,  # noqa: A002
    timeout: Annotated[float, typer.Option(min=0, help="Seconds to wait; 0 for ever.")] = 60.0,
    limit: Annotated[int | None, typer.Option(min=0, help="How many rows at most.")] = None,
) -> int:
    """Put a question to a graph."""
    from kg.query import answer, find_query

    saved, pairs = find_query(query), _pairs(values or [])
    by_hand = not saved.question_en
    if by_hand:
        _say_doubts(graph, saved, pairs)
    asked = answer(graph, saved, pairs, timeout)
    sys.stdout.write(_written(asked, format, limit))
    rows = 1 if isinstance(asked, bool) else len(asked)
    if not by_hand and not saved.empty and _hollow(asked):
        _say_doubts(graph, saved, pairs)
    if not rows and not saved.empty:
        _say_what_emptied(graph, saved, pairs)
    if limit is not None and rows > limit:
        _say(f"{limit} of {rows} rows; give a larger --limit for the rest")
    return 0


@app.command(name="ask")
def ask_command(
    question: Annotated[str, typer.Argument(help="A question in Chinese.")],
    graph: Graph = str(BUILD),
    format: Annotated[TableFormat, typer.Option(help="How the answer is written.")] = TableFormat.TABLE,  # noqa: A002
) -> int:
    """Answer a question in Chinese with its SPARQL and its passages, or refuse it."""
    from kg.ask import ask

    reply = ask(question, _store(graph).select)
    if reply.rows is None:
        _say(f"{reply.refusal}；可以这样问：{' '.join(reply.examples)}")
        return 1
    sys.stdout.write(_written(reply.rows, format, None))
    for missing in reply.missing:
        _say(f"图谱里没有：{missing}")
    _say("\n".join(("asked as", *reply.sparql)))
    return 0


@app.command()
def queries(
    format: Annotated[ListFormat, typer.Option(help="How the list is written.")] = ListFormat.TABLE,  # noqa: A002
) -> int:
    """List the saved queries with their questions and parameters."""
    from kg.query import saved_queries

    saved = saved_queries().values()
    if format is ListFormat.JSON:
        told = [
            {
                "name": query.name,
                "question": {"zh": query.question_zh, "en": query.question_en},
                "parameters": {parameter.name: parameter.default for parameter in query.parameters},
                "picks": {parameter.name: parameter.picks for parameter in query.parameters},
            }
            for query in saved
        ]
        sys.stdout.write(json.dumps(told, ensure_ascii=False, indent=1) + "\n")
        return 0
    for query in saved:
        told_values = " ".join(f"{parameter.name}={parameter.default}" for parameter in query.parameters)
        sys.stdout.write(f"{query.name}  {told_values}\n    {query.question_zh}\n    {query.question_en}\n")
    return 0


@app.command()
def show(
    entities: Annotated[list[str] | None, typer.Argument(metavar="[ENTITY]...", help="Names; else all.")] = None,
    graph: Graph = str(BUILD),
    depth: Annotated[int, typer.Option(min=0, help="How many edges away from the entities.")] = 1,
    query: Annotated[str | None, typer.Option(help="A CONSTRUCT: a saved query, a .rq file or SPARQL text.")] = None,
    out: Annotated[Path, typer.Option(help="The HTML file to write.")] = Path("network.html"),
) -> int:
    """Draw the network, or the part around some entities or that a CONSTRUCT names, as one HTML file."""
    from kg.publish.html import page
    from kg.publish.part import network_part

    network = network_part(graph, entities or (), depth=depth, query=query)
    _write(out, page(network))
    _say(f"wrote {out}: {len(network.nodes)} nodes, {len(network.edges)} edges")
    return 0


@app.command()
def serve(
    graph: GraphArgument = BUILD,
    host: Annotated[
        str, typer.Option(help="The address to listen at; others than loopback let others in.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="The port; 0 for any that is free.")] = 8000,
    timeout: Annotated[float, typer.Option(min=0.1, help="Seconds that one query may take.")] = 10.0,
    workers: Annotated[int, typer.Option(min=1, help="How many queries are answered at a time.")] = 4,
) -> int:
    """Serve a graph as a SPARQL endpoint and as pages to ask, browse and look."""
    from kg.serve.limits import Limits
    from kg.serve.run import serve as serve_graph

    serve_graph(str(graph), host, port, Limits(seconds=timeout, workers=workers), _say)
    return 0


@app.command()
def validate(
    file: GraphArgument = BUILD,
    articles: Annotated[
        list[Path] | None, typer.Option(help="The articles, to set the passages beside them; may be given again.")
    ] = None,
) -> int:
    """Check a graph against the shapes and beyond; tell what is wrong in which sentence of which article."""
    from kg.sources import read_sources
    from kg.store import BrokenRdfError
    from kg.validate import validate

    try:
        store = _store(str(file))
    except BrokenRdfError as error:
        sys.stdout.write(f"{error}\n")
        return 1
    sources, refusals = read_sources(articles) if articles else ([], [])
    for refusal in refusals:
        _say(f"{refusal.path}: {refusal.reason}")
    told = validate(store, sources)
    sys.stdout.writelines(f"{violation}\n" for violation in told.violations)
    errors = sum(not violation.warning for violation in told.violations)
    _say(f"{file}: {'valid' if told.valid else f'{errors} violations'} ({', '.join(told.ran)} checked)")
    return 0 if told.valid and not refusals else 1


@app.command(name="annotations")
def annotate(
    out: Annotated[Path, typer.Option(help="The folder to write, one JSON file an article.")],
    graph: GraphArgument = BUILD,
) -> int:
    """Write what a graph says, article by article, in the form of the annotation guidelines."""
    from kg.annotations import annotated

    found = annotated(_store(str(graph)))
    if strange := [name for name in found if Path(name).name != name]:
        raise WrongCall(f"{graph}: {strange[0]!r} cannot be the name of a file; change this dcterms:identifier")
    for name, annotation in found.items():
        _write(out / f"{name}.json", json.dumps(annotation, ensure_ascii=False, indent=1) + "\n")
    _say(f"wrote {len(found)} annotations to {out}")
    return 0


@app.command()
def export(
    format: Annotated[ExportFormat, typer.Option(help="The format to write.")],  # noqa: A002
    graph: Graph = str(BUILD),
    out: Annotated[Path | None, typer.Option(help="The file to write; else standard output.")] = None,
) -> int:
    """Write a graph in another format."""
    from kg.export import FORMATS

    text = FORMATS[format](_store(graph))
    if out:
        _write(out, text)
    else:
        sys.stdout.write(text)
    return 0


@app.command()
def push(
    url: Annotated[str, typer.Argument(help="The address of the Graph Store Protocol, or of SPARQL Update.")],
    graph: Graph = str(BUILD),
    to: Annotated[str | None, typer.Option(help="The IRI of the named graph; else the default graph.")] = None,
    update: Annotated[bool, typer.Option("--update", help="Use SPARQL Update, 1000 triples at a time.")] = False,
    replace: Annotated[bool, typer.Option("--replace", help="Drop what the graph there holds before.")] = False,
    user: Annotated[str | None, typer.Option(help="User; the password is taken from KG_PASSWORD.")] = None,
) -> int:
    """Send a graph to another triple store."""
    from kg.export import as_turtle
    from kg.push import Target, put_graph, update_graph

    store = _store(graph)
    target = Target(url=url, graph=to, user=user, password=os.environ.get("KG_PASSWORD", ""))
    if update:
        update_graph(target, sorted(store.triples()), replace=replace, tell=lambda done: _progress(f"{done} triples"))
    else:
        put_graph(target, as_turtle(store), replace=replace)
    _say(f"sent {len(store)} triples to {url}")
    return 0


@app.command(name="eval")
def evaluate(
    gold: Annotated[Path, typer.Argument(help="A folder of gold annotations.")],
    graph: GraphArgument = BUILD,
    format: Annotated[ListFormat, typer.Option(help="How the figures are written.")] = ListFormat.TABLE,  # noqa: A002
) -> int:
    """Measure a graph against gold annotations: precision, recall and F1."""
    from kg.annotations import annotated
    from kg.evaluate import evaluate, read_gold

    measured = evaluate(read_gold(gold), annotated(_store(str(graph))))
    if format is ListFormat.JSON:
        sys.stdout.write(json.dumps(measured, indent=1) + "\n")
        return 0
    sys.stdout.write(f"{'':15}  precision  recall     f1  right  gold  said\n")
    for kind, of in measured.items():
        shares = (f"{of[share]:.3f}" if of["gold"] or of["said"] else "-" for share in ("precision", "recall", "f1"))
        counts = f"{of['right']:5}  {of['gold']:4}  {of['said']:4}"
        sys.stdout.write("{:15}  {:>9}  {:>6}  {:>5}  {}\n".format(kind, *shares, counts))
    return 0


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run a command and end with its exit status; what is wrong is told in one line."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace", newline="\n")  # type: ignore[union-attr]
    try:
        status = app(arguments, standalone_mode=False)
        sys.stdout.flush()
    except (CityGraphError, TyperException) as error:
        said = error.format_message() if isinstance(error, TyperException) else str(error)
        _say(" ".join(said.split()) or "no command; kg --help lists them")
        status = 2
    except (KeyboardInterrupt, typer.Abort):
        status = 130
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        status = 0
    sys.exit(status)


def _store(graph: str) -> Store:
    from kg.store import Store

    return Store.open(Path(graph))


def _hollow(answer: Answer) -> bool:
    """Whether an answer holds nothing, or a column that no row fills."""
    if isinstance(answer, (bool, list)):
        return answer == []
    return any(not any(column) for column in zip(*answer.rows, strict=True)) if len(answer) else True


def _say_doubts(graph: str, query: SavedQuery, values: dict[str, str]) -> None:
    from kg.explain import doubts

    _say_hints(doubts, graph, query, values)


def _say_what_emptied(graph: str, query: SavedQuery, values: dict[str, str]) -> None:
    from kg.explain import emptied

    _say_hints(emptied, graph, query, values)


def _say_hints(explain: Explainer, graph: str, query: SavedQuery, values: dict[str, str]) -> None:
    """Say what there is to say of a query; a graph elsewhere is not looked into."""
    if graph.startswith(("http://", "https://")):
        return
    bound = query.bound(values).text if query.parameters else query.text
    try:
        for hint in explain(bound, _store(graph).select):
            _say(hint)
    except CityGraphError:
        return


def _pairs(values: Iterable[str]) -> dict[str, str]:
    """Split name=value."""
    pairs = [value.partition("=") for value in values]
    if wrong := ["".join(pair) for pair in pairs if not pair[0] or not pair[1]]:
        raise WrongCall(f"{wrong[0]!r}: values are given as name=value")
    return {name: value for name, _, value in pairs}


def _written(answer: Answer, form: TableFormat, limit: int | None) -> str:
    """Write an answer of any kind in a format that can hold it."""
    from kg.publish.table import FORMATS
    from kg.publish.turtle import turtle
    from kg.terms import Rows, Term

    if isinstance(answer, bool):
        answer = Rows(("answer",), ((Term("literal", str(answer).lower()),),))
    if isinstance(answer, list):
        if form is TableFormat.TTL:
            return turtle(answer[:limit])
        rows = (tuple(Term("literal", part) for part in triple) for triple in answer)
        answer = Rows(("subject", "predicate", "object"), tuple(rows))
    if form is TableFormat.TTL:
        raise WrongCall("ttl is for CONSTRUCT and DESCRIBE; a SELECT has rows: take table, csv, tsv, json or md")
    return FORMATS[form](Rows(answer.variables, answer.rows[:limit]))


def _summary(out: Path, found: dict[str, int]) -> str:
    counts = ", ".join(f"{number} {name}" for name, number in found.items())
    return f"wrote {out}: {counts}"


def _write(path: Path, text: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8", newline="\n")
    except OSError as error:
        raise WrongCall(f"{path}: cannot be written: {error.strerror}") from error


def _say(line: str) -> None:
    """Tell something that is not a result."""
    if sys.stderr.isatty():
        sys.stderr.write("\r\033[K")
    sys.stderr.write(f"kg: {line}\n")


def _progress(line: str) -> None:
    """Tell on a terminal what is being done; the next line takes its place."""
    if sys.stderr.isatty():
        sys.stderr.write(f"\r\033[Kkg: {line} …")
        sys.stderr.flush()
