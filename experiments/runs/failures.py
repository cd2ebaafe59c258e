"""Runs that crashed, as data."""

from collections.abc import Sequence
from dataclasses import dataclass

from experiments.printing.escapes import quoted

MOST = 3  # errors that are shown in full


@dataclass(frozen=True, slots=True)
class Failure:
    """A run that crashed."""

    scenario: str
    seed: int
    error: str


class Crashed(Exception):
    """A run crashed where every run counts; the message holds its traceback.

    failures  every run that crashed, where there may be several
    found     the result of the other runs, None where they are too few
    """

    def __init__(self, message: str, failures: tuple[Failure, ...] = (), result: object = None) -> None:
        super().__init__(message)
        self.failures, self.found = failures, result


def whole[T](result: T | None, failures: tuple[Failure, ...]) -> T:
    """Return the result if no run crashed; raise Crashed otherwise."""
    for failure in failures:
        raise Crashed(f"{failure.scenario}, seed {failure.seed} crashed:\n{failure.error}")
    assert result is not None
    return result


def lines(failures: Sequence[Failure]) -> list[str]:
    """Return the runs that crashed as lines of a message: the first errors in full, then all; none without any."""
    if not failures:
        return []
    errors = [
        line
        for each in failures[:MOST]
        for line in (f"{each.scenario}, seed {each.seed} crashed:", *quoted(each.error))
    ]
    seeds = ", ".join(f"{each.scenario}/{each.seed}" for each in failures)
    return [*errors, f"{len(failures)} runs crashed and are left out, with their pairs: {seeds}"]
