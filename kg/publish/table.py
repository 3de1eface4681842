"""Rows -> text: a table to look at, CSV, TSV and JSON after the SPARQL 1.1 standards, Markdown."""

from __future__ import annotations

import csv
import io
import json
import unicodedata
from typing import TYPE_CHECKING

from kg.graph.values import text as literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kg.terms import Rows, Term

_BREAKS = str.maketrans("\r\n\t\v\f", "     ")


def as_table(rows: Rows) -> str:
    """Set columns under each other, a Chinese character as wide as two; how many rows there are stands below."""
    cells = [list(rows.variables), *([_flat(term) for term in row] for row in rows)]
    widths = [max(map(_width, column)) for column in zip(*cells, strict=True)]
    lines = [_padded(line, widths) for line in cells]
    rule = "  ".join("-" * width for width in widths)
    count = f"({len(rows)} row{'s' if len(rows) != 1 else ''})"
    return "\n".join((lines[0], rule, *lines[1:], count)) + "\n"


def as_csv(rows: Rows, *, mark: bool = True) -> str:
    """Write plain values, lines ended by CR LF; `mark` sets a byte order mark before them, without which Excel errs."""
    written = io.StringIO()
    table = csv.writer(written)
    table.writerow(rows.variables)
    table.writerows([term.value if term else "" for term in row] for row in rows)
    return ("\ufeff" if mark else "") + written.getvalue()


def as_tsv(rows: Rows) -> str:
    """Write RDF terms as Turtle does, a tab between, so that nothing is lost."""
    lines = ["\t".join(f"?{name}" for name in rows.variables), *("\t".join(map(_token, row)) for row in rows)]
    return "\n".join(lines) + "\n"


def as_json(rows: Rows) -> str:
    """Write SPARQL 1.1 Query Results JSON."""
    bindings = [{name: _binding(term) for name, term in zip(rows.variables, row, strict=True) if term} for row in rows]
    document = {"head": {"vars": list(rows.variables)}, "results": {"bindings": bindings}}
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def as_markdown(rows: Rows) -> str:
    """Write a table as Markdown has it."""
    lines = [_pipes(rows.variables), _pipes("---" for _ in rows.variables)]
    lines += [_pipes(_flat(term).replace("\\", "\\\\").replace("|", "\\|") for term in row) for row in rows]
    return "\n".join(lines) + "\n"


#: The form of each format that takes rows.
FORMATS = {"table": as_table, "csv": as_csv, "tsv": as_tsv, "json": as_json, "md": as_markdown}


def _flat(term: Term | None) -> str:
    return term.value.translate(_BREAKS) if term else ""


def _width(cell: str) -> int:
    """How many columns of a terminal a text takes."""
    return sum(
        0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in cell
    )


def _padded(line: Sequence[str], widths: Sequence[int]) -> str:
    return "  ".join(cell + " " * (width - _width(cell)) for cell, width in zip(line, widths, strict=True)).rstrip()


def _pipes(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _binding(term: Term) -> dict[str, str]:
    extras = {"datatype": term.datatype, "xml:lang": term.language}
    return {"type": term.kind, "value": term.value} | {key: value for key, value in extras.items() if value}


def _token(term: Term | None) -> str:
    if term is None:
        return ""
    if term.kind == "uri":
        return f"<{term.value}>"
    if term.kind == "bnode":
        return f"_:{term.value}"
    return literal(term.value, term.language or "") + (f"^^<{term.datatype}>" if term.datatype else "")
