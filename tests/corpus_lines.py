"""The files of tests/corpus: tables whose lines each are a test; "!" marks a line that is known to fail today."""

from __future__ import annotations

from pathlib import Path

import pytest

CORPUS = Path(__file__).parent / "corpus"
KNOWN = pytest.mark.xfail(reason="known to be read wrongly", strict=True, raises=AssertionError)


def corpus_lines(name: str) -> list:
    """Return one pytest parameter for each line of a table: its cells, with the line's own words as its name."""
    lines = [line for line in (CORPUS / name).read_text("utf-8").splitlines() if line and not line.startswith("#")]
    return [_parameter(line, columns=len(lines[0].split("\t"))) for line in lines[1:]]


def _parameter(line: str, *, columns: int):
    cells = line.removeprefix("!\t").split("\t")
    assert len(cells) == columns, line
    return pytest.param(*cells, marks=[KNOWN] if line.startswith("!\t") else [], id="|".join(cells[:2]))
