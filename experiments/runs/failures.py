"""Runs that crashed, as data and in words.

Of a rule's mistake the sentence is shown that names lever, class, method and line, of any other error the traceback.
`failures`, the store, `policylab why` and `--json` of a sweep have the traceback of each run.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from experiments.printing.escapes import quoted

MOST = 3  # errors that are told

_SENTENCE = re.compile(
    r"^(?:policies\.boundary\.Misbehaved|experiments\.runs\.guard\.Uncovered): (.+(?:\n.+)*)\s*\Z", re.MULTILINE
)


@dataclass(frozen=True, slots=True)
class Failure:
    """A run that crashed."""

    scenario: str
    seed: int
    error: str


class Crashed(Exception):
    """A run crashed where every run counts; the message tells its error.

    failures  every run that crashed, where there may be several
    found     the result of the other runs, None where they are too few
    """

    def __init__(self, message: str, failures: tuple[Failure, ...] = (), result: object = None) -> None:
        super().__init__(message)
        self.failures, self.found = failures, result

    @classmethod
    def run(cls, scenario: str, seed: int, error: str) -> "Crashed":
        """Make one from the crash of a run."""
        return cls(f"{scenario}, seed {seed} crashed:\n{told(error)}")


def whole[T](result: T | None, failures: tuple[Failure, ...]) -> T:
    """Return the result if no run crashed; raise Crashed otherwise."""
    for failure in failures:
        raise Crashed.run(failure.scenario, failure.seed, failure.error)
    assert result is not None
    return result


def told(error: str) -> str:
    """Return the sentence about a rule's mistake, and any other error as it is."""
    sentence = _SENTENCE.search(error)
    return error if sentence is None else sentence[1]


def lines(failures: Sequence[Failure]) -> list[str]:
    """Return the runs that crashed as lines of a message: the first errors, each once, then all; none without any."""
    if not failures:
        return []
    first: dict[str, Failure] = {}
    for each in failures:
        first.setdefault(told(each.error), each)
    errors = [
        line
        for error, each in [*first.items()][:MOST]
        for line in (f"{each.scenario}, seed {each.seed} crashed:", *quoted(error))
    ]
    pairs = "its pair" if len(failures) == 1 else "their pairs"
    return [*errors, f"{tally(failures)}, left out with {pairs}: {where(failures)}"]


def tally(failures: Sequence[Failure]) -> str:
    """Return how many runs crashed, in English as all errors are."""
    return "1 run crashed" if len(failures) == 1 else f"{len(failures)} runs crashed"


def where(failures: Sequence[Failure]) -> str:
    """Return the seeds that crashed, by scenario; one that crashed in both regimes stands there once."""
    seeds: dict[str, dict[str, None]] = {}
    for each in failures:
        seeds.setdefault(each.scenario, {})[str(each.seed)] = None
    return "; ".join(f"{scenario}/{','.join(numbers)}" for scenario, numbers in seeds.items())
