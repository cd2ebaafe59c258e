"""Rollouts on a time axis: the dates on which a platform changes, and the levers that change."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from experiments.language.messages import in_a_row, say
from experiments.questions.explain.contents import levers
from policies.platform import Platform
from scenarios import Scenario

type Marks = Sequence[tuple[date, str]]


def rollouts(scenario: Scenario) -> Marks:
    """Return the dates after the first on which levers change, with their names."""
    return [
        (scenario.start + timedelta(day), in_a_row(_changed(before, after)))
        for (_, before), (day, after) in zip(scenario.rollout, scenario.rollout[1:], strict=False)
    ]


def _changed(before: Platform, after: Platform) -> Iterator[str]:
    for lever in levers():
        if getattr(before, lever) != getattr(after, lever):
            yield say(lever.replace("_", " "))
