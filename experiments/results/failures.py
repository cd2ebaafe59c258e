"""Runs that crashed, as data."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Failure:
    """A run that crashed."""

    scenario: str
    seed: int
    error: str


class Crashed(Exception):
    """A run crashed where every run counts; the message holds its traceback."""


def whole[T](found: T | None, failures: tuple[Failure, ...]) -> T:
    """What was found, when no run crashed on the way; otherwise raises Crashed."""
    for failure in failures:
        raise Crashed(f"{failure.scenario}, seed {failure.seed} crashed:\n{failure.error}")
    assert found is not None
    return found
