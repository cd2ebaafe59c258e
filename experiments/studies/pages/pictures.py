"""The pictures of the documentation: how rings moved in 2020, and what calling would have done."""

from collections.abc import Iterator
from datetime import timedelta
from io import BytesIO
from typing import TYPE_CHECKING

from experiments.printing.numbers import counted
from experiments.questions.compare.answer import Answer
from experiments.questions.explain.contents import levers
from experiments.questions.run.result import Summary
from experiments.studies.pages.figures import Marks, channels_over_time, headlines
from policies.platform import Platform
from scenarios import Scenario

if TYPE_CHECKING:
    from matplotlib.figure import Figure

DPI = 150


def timeline(found: Summary) -> bytes:
    """Planned lures and contacts by channel through the rollouts of a scenario, all seeds together; a PNG."""
    scenario = found.side.scenario
    runs = counted(len(found.seeds), "run")
    title = f"Lures by channel through the rollouts of 2020 ({found.side.name}, {runs})"
    return _png(channels_over_time(found.lures, scenario.start, rollouts(scenario), title))


def calling(found: Answer) -> bytes:
    """Every headline, a row for each regime; a PNG."""
    return _png(headlines(found))


def rollouts(scenario: Scenario) -> Marks:
    """The dates after the first on which levers change, and which."""
    return [
        (scenario.start + timedelta(day), ", ".join(_changed(before, after)))
        for (_, before), (day, after) in zip(scenario.rollout, scenario.rollout[1:], strict=False)
    ]


def _changed(before: Platform, after: Platform) -> Iterator[str]:
    for lever in levers():
        if getattr(before, lever) != getattr(after, lever):
            yield lever.replace("_", " ")


def _png(figure: "Figure") -> bytes:
    drawn = BytesIO()
    figure.savefig(drawn, dpi=DPI)
    return drawn.getvalue()
