"""What can go wrong, as types that carry what they speak of."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass
class CityGraphError(Exception):
    """Base of all errors; its text is one line that says what is wrong and what to do."""

    message: str

    def __str__(self) -> str:
        return self.message


class InputRefused(CityGraphError):
    """One input could not be read; the others go on."""


class WrongCall(CityGraphError):
    """The call itself was wrong: exit status 2."""
