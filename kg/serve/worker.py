"""The process that holds the graph and does nothing but make children of itself, each answering query after query.

Run as `python -m kg.serve.worker FD GRAPH MEMORY`, where FD is a socket of the server. The server sends over it one end
of a new pair of sockets and is told the child that answers there, or sends a child's number to have it ended.
"""

from __future__ import annotations

import contextlib
import gc
import json
import os
import signal
import socket
import struct
import sys
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kg.errors import CityGraphError
from kg.serve import limits
from kg.serve.formats import over
from kg.store import Request, Store, TooLargeError

if TYPE_CHECKING:
    from typing import Any

#: What stands before every message: its length.
LENGTH: Final = struct.Struct(">Q")
#: Said by the first process once the graph is there.
READY: Final = "ready"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What a worker says of a query: its answer, or the error."""

    #: "answer", "wrong", "large" or "memory".
    outcome: str
    body: bytes
    #: Whether the worker goes on; one that has grown makes place for a new one.
    ends: bool = False


def packed_request(request: Request, seconds: float) -> bytes:
    """Write a request as a worker reads it."""
    message = json.dumps(asdict(request) | {"seconds": seconds}).encode()
    return LENGTH.pack(len(message)) + message


def packed_reply(reply: Reply) -> bytes:
    """Write a reply as the server reads it."""
    message = f"{reply.outcome} {int(reply.ends)}\n".encode() + reply.body
    return LENGTH.pack(len(message)) + message


def unpacked_reply(message: bytes) -> Reply:
    """Read a reply."""
    head, _, body = message.partition(b"\n")
    outcome, ends = head.decode().split()
    return Reply(outcome=outcome, body=body, ends=ends == "1")


def main(descriptor: str, graph: str, memory: str) -> None:
    """Load the graph, then make and end children until the server is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the server, which then closes the socket
    control = socket.socket(fileno=int(descriptor))
    try:
        store = Store.loaded(Path(graph))
    except CityGraphError as error:
        control.sendall(str(error).encode())
        return
    control.sendall(READY.encode())
    gc.collect()
    gc.freeze()  # else the children would copy every page that the collector touches
    children: set[int] = set()
    with contextlib.suppress(ConnectionError):
        while True:
            message, descriptors, _, _ = socket.recv_fds(control, 32, 1)
            if not message:
                break
            reply = _begin(store, descriptors[0], control, int(memory), children) if descriptors else _end(int(message))
            children.discard(int(message))
            control.sendall(str(reply).encode())
    for child in children:
        _end(child)


def _begin(store: Store, descriptor: int, control: socket.socket, memory: int, children: set[int]) -> int:
    child = os.fork()
    if not child:
        try:
            control.close()
            _serve(store, socket.socket(fileno=descriptor), memory)
        finally:
            os._exit(0)  # whatever happened: a child never does the parent's work
    os.close(descriptor)
    children.add(child)
    return child


def _end(child: int) -> int:
    """End a child of this process, if it still is one, and give the signal that ended it, or 0."""
    with contextlib.suppress(ProcessLookupError, ChildProcessError):
        os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        return os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0
    return 0


def _serve(store: Store, connection: socket.socket, memory: int) -> None:
    """Answer one request after the other until the server closes the connection."""
    meter = limits.Meter()
    limits.hold(memory)
    held = meter.read()
    with contextlib.suppress(ConnectionError, EOFError):
        while True:
            message = json.loads(_received(connection))
            limits.hold_time(message.pop("seconds"))
            reply = _reply(store, message)
            grown = meter.read() - held > memory // 4
            connection.sendall(packed_reply(replace(reply, ends=grown)))
            if grown:
                break


def _reply(store: Store, message: dict[str, Any]) -> Reply:
    try:
        graphs = {name: None if message[name] is None else tuple(message[name]) for name in ("default", "named")}
        request = Request(**(message | graphs))
        body = store.written(request)
        if over(body, request.media, request.rows):
            return Reply(outcome="large", body=f"the answer has more than {request.rows} rows".encode())
        return Reply(outcome="answer", body=body)
    except TooLargeError as error:
        return Reply(outcome="large", body=str(error).encode())
    except CityGraphError as error:
        return Reply(outcome="wrong", body=str(error).encode("utf-8", "replace"))
    except MemoryError:
        return Reply(outcome="memory", body=b"")


def _received(connection: socket.socket) -> bytes:
    (length,) = LENGTH.unpack(_exactly(connection, LENGTH.size))
    return _exactly(connection, length)


def _exactly(connection: socket.socket, length: int) -> bytes:
    parts = bytearray()
    while len(parts) < length:
        part = connection.recv(min(length - len(parts), 1 << 20))
        if not part:
            raise EOFError
        parts += part
    return bytes(parts)


if __name__ == "__main__":
    main(*sys.argv[1:])
