"""Programs that tests start: the command in a process of its own, and stores that others wrote."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from pathlib import Path

import pytest

#: The command, whatever is on the path.
KG = (sys.executable, "-c", "import sys; from kg.cli import main; main(sys.argv[1:])")


def free_address() -> str:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return f"127.0.0.1:{free.getsockname()[1]}"


def wait_for(url: str) -> None:
    for _ in range(300):
        try:
            urllib.request.urlopen(url, timeout=1).close()
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise TimeoutError(url)


@contextmanager
def oxigraph_server(folder: Path):
    """Start an empty Oxigraph server and give its address."""
    beside = Path(sys.executable).with_name("oxigraph")
    program = str(beside) if beside.exists() else shutil.which("oxigraph")
    if not program:
        pytest.skip("no oxigraph server here: pip install oxigraph")
    address = free_address()
    with (folder / "log").open("w") as log:
        started = subprocess.Popen([program, "serve", "--bind", address], stdout=log, stderr=log, env=os.environ | {"RUST_BACKTRACE": "0"})  # fmt: skip
    try:
        wait_for(f"http://{address}/")
        yield f"http://{address}"
    finally:
        started.kill()
        started.wait()
