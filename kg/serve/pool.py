"""The workers that answer queries: so many at a time, each ended at its deadline and replaced by a new one."""

from __future__ import annotations

import asyncio
import signal
import socket
import subprocess
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kg.errors import WrongCall
from kg.serve.refusal import Refusal
from kg.serve.worker import LENGTH, READY, packed_request, unpacked_reply

if TYPE_CHECKING:
    from kg.serve.limits import Limits
    from kg.serve.worker import Reply
    from kg.store import Request

#: How long a query waits for its turn, in multiples of the time that it then has.
_PATIENCE: Final = 6


@dataclass(frozen=True, slots=True)
class _Worker:
    pid: int
    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter

    async def ask(self, request: Request, seconds: float) -> Reply:
        self.writer.write(packed_request(request, seconds))
        await self.writer.drain()
        (length,) = LENGTH.unpack(await self.reader.readexactly(LENGTH.size))
        return unpacked_reply(await self.reader.readexactly(length))


class Pool:
    """Workers on one graph."""

    def __init__(self, graph: str, limits: Limits) -> None:
        """Start the process that loads the graph; WrongCall where there is none."""
        self.limits = limits
        ours, theirs = socket.socketpair()
        self._control = ours
        command = [sys.executable, "-m", "kg.serve.worker", str(theirs.fileno()), graph, str(limits.memory)]
        with theirs:
            self._process = subprocess.Popen(  # noqa: S603  # our own module
                command, pass_fds=[theirs.fileno()], stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL
            )
        self._idle: list[_Worker] = []
        self._free = asyncio.Semaphore(limits.workers)
        self._asking = asyncio.Lock()
        self._waiting = 0
        said = ours.recv(4096).decode()
        if said != READY:
            self.close()
            raise WrongCall(said or f"{graph}: the graph could not be loaded")

    def close(self) -> None:
        """End all workers."""
        self._control.close()
        self._process.wait()

    async def answer(self, request: Request, seconds: float | None = None) -> bytes:
        """Have a query answered in its limits; Refusal says why there is no answer."""
        given = seconds or self.limits.seconds
        await self._turn()
        try:
            worker = self._idle.pop() if self._idle else await self._begun()
            reply = await self._asked(worker, request, given)
        finally:
            self._free.release()
        if reply.outcome == "answer":
            return reply.body
        raise self._refusal(reply)

    async def _turn(self) -> None:
        """Wait until a worker is free, unless too many do."""
        if self._waiting >= self.limits.waiting:
            raise Refusal("too many queries wait already; try again later", 503)
        self._waiting += 1
        try:
            await asyncio.wait_for(self._free.acquire(), self.limits.seconds * _PATIENCE)
        except TimeoutError:
            raise Refusal("the queries before this one took too long; try again later", 503) from None
        finally:
            self._waiting -= 1

    async def _asked(self, worker: _Worker, request: Request, seconds: float) -> Reply:
        try:
            reply = await asyncio.wait_for(worker.ask(request, seconds), seconds)
        except TimeoutError:
            await self._ended(worker)
            raise self._overrun(seconds) from None
        except (asyncio.IncompleteReadError, ConnectionError):
            how = await self._ended(worker)
            raise (self._overrun(seconds) if how == signal.SIGXCPU else self._too_big()) from None
        except BaseException:  # the client is gone
            await asyncio.shield(self._ended(worker))
            raise
        if reply.ends:
            await self._ended(worker)
        else:
            self._idle.append(worker)
        return reply

    async def _begun(self) -> _Worker:
        ours, theirs = socket.socketpair()
        with theirs:
            pid = await self._told(b"0", [theirs.fileno()])
        return _Worker(pid, *await asyncio.open_connection(sock=ours))

    async def _ended(self, worker: _Worker) -> int:
        """End a worker and give the signal that it ended by."""
        how = await self._told(str(worker.pid).encode(), [])
        worker.writer.close()
        return how

    async def _told(self, message: bytes, descriptors: list[int]) -> int:
        async with self._asking:
            return await asyncio.to_thread(self._tell, message, descriptors)

    def _tell(self, message: bytes, descriptors: list[int]) -> int:
        try:
            socket.send_fds(self._control, [message], descriptors)
            return int(self._control.recv(32))
        except (OSError, ValueError):
            raise Refusal("the process that holds the graph is gone; start kg serve again", 500) from None

    def _refusal(self, reply: Reply) -> Refusal:
        if reply.outcome == "wrong":
            return Refusal(reply.body.decode(), 400)
        if reply.outcome == "large":
            return Refusal(f"{reply.body.decode()}; ask for less with LIMIT", 422)
        return self._too_big()

    def _overrun(self, seconds: float) -> Refusal:
        return Refusal(f"no answer after {seconds:g} seconds; ask for less", 504)

    def _too_big(self) -> Refusal:
        return Refusal(
            f"the query needs more than {self.limits.memory >> 20} MB of memory, or ended the engine; ask for less", 503
        )
