"""Runs that crashed, as data."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Failure:
    """A run that crashed."""

    scenario: str
    seed: int
    error: str


class Crashed(Exception):
    """A run crashed where every run counts; the message holds its traceback.

    failures  every run that crashed, where there may be several
    found     what the others found, None where they are too few
    """

    def __init__(self, message: str, failures: tuple[Failure, ...] = (), found: object = None) -> None:
        super().__init__(message)
        self.failures, self.found = failures, found


def whole[T](found: T | None, failures: tuple[Failure, ...]) -> T:
    """What was found, when no run crashed on the way; otherwise raises Crashed."""
    for failure in failures:
        raise Crashed(f"{failure.scenario}, seed {failure.seed} crashed:\n{failure.error}")
    assert found is not None
    return found
