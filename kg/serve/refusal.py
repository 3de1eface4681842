"""The one error of this package."""

from __future__ import annotations


class Refusal(Exception):  # not a mistake of ours
    """A request that gets no answer: one line that says why, and the status that HTTP has for it.

    Not frozen as our other errors are: Starlette takes the traceback from what passes through it.
    """

    def __init__(self, line: str, status: int = 400) -> None:
        super().__init__(line)
        self.status = status
