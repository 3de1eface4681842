"""What one query may take, and how the process that answers it is held to that."""

from __future__ import annotations

import os
import resource
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """The bounds of every query, and how many are answered at once."""

    seconds: float = 10.0
    #: Bytes of memory beyond those that the graph takes.
    memory: int = 512 << 20
    #: Rows of a table, or triples of a graph.
    rows: int = 100_000
    #: Bytes of an answer.
    size: int = 32 << 20
    #: Bytes of a query.
    length: int = 64 << 10
    #: Brackets within brackets.
    depth: int = 100
    #: Queries answered at a time.
    workers: int = 4
    #: Queries that wait for one of these; more are turned away.
    waiting: int = 100


def hold(memory: int) -> None:
    """Bind this process for good: so much more memory, no file or socket opened, none written."""
    _bind(resource.RLIMIT_AS, Meter().read() + memory)
    _bind(resource.RLIMIT_CORE, 0)
    _bind(resource.RLIMIT_FSIZE, 0)
    # Not even SERVICE can reach the network: a socket is a file, and what is open stays open.
    _bind(resource.RLIMIT_NOFILE, 0)


def hold_time(seconds: float) -> None:
    """Let this process compute so much longer; it is the second wall, should nobody end it at its deadline."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime + seconds) + 2, hard))


class Meter:
    """Tells the bytes of address space that this process has taken, 0 where the system does not; open before `hold`."""

    def __init__(self) -> None:
        statm = Path("/proc/self/statm")
        self._file = os.open(statm, os.O_RDONLY) if statm.exists() else None

    def read(self) -> int:
        """Give the bytes taken now."""
        return int(os.pread(self._file, 64, 0).split()[0]) * resource.getpagesize() if self._file is not None else 0


def _bind(what: int, bound: int) -> None:
    _, hard = resource.getrlimit(what)
    lowest = bound if hard == resource.RLIM_INFINITY else min(bound, hard)
    resource.setrlimit(what, (lowest, lowest))
