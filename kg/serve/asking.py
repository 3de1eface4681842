"""Questions of our own, as the pages need them, put to the workers like those of anybody else."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.serve.formats import JSON, NTRIPLES
from kg.store import Request
from kg.terms import rows_of

if TYPE_CHECKING:
    from kg.serve.pool import Pool
    from kg.terms import Rows

#: Our own questions may be longer, and their answers larger, than those of strangers.
_ROWS, _SIZE = 5_000_000, 1 << 30


@dataclass(frozen=True, slots=True)
class Graph:
    """The graph behind the workers."""

    pool: Pool

    async def rows(self, query: str, seconds: float | None = None) -> Rows:
        """Answer a SELECT of ours."""
        asked = Request(query=query, media=JSON, rows=_ROWS, size=_SIZE)
        return rows_of(json.loads(await self.pool.answer(asked, seconds)))

    async def triples(self, query: str, media: str = NTRIPLES) -> bytes:
        """Answer a CONSTRUCT of ours, within the limits that all have."""
        limits = self.pool.limits
        return await self.pool.answer(Request(query=query, media=media, rows=limits.rows, size=limits.size))
