"""Pictures of the documentation: channels of rings in 2020, the effect of calling, a bait that nobody has phrased."""

from collections.abc import Iterator
from datetime import timedelta
from io import BytesIO
from typing import TYPE_CHECKING

from experiments.figures.intervals import intervals
from experiments.printing.numbers import counted
from experiments.questions.compare.answer import Answer
from experiments.questions.explain.contents import levers
from experiments.questions.run.result import Summary
from experiments.studies.bait_result import Bait
from experiments.studies.pages.figures import Marks, channels_over_time, exposure_by_week
from experiments.studies.pages.stamp import stamp
from policies.platform import Platform
from scenarios import Scenario

if TYPE_CHECKING:
    from matplotlib.figure import Figure

DPI = 150


def timeline(summary: Summary) -> bytes:
    """Return planned lures and contacts by channel during the rollouts of a scenario, all seeds together; a PNG."""
    scenario = summary.side.scenario
    runs = counted(len(summary.seeds), "run")
    title = f"Lures by channel through the rollouts of 2020 ({summary.side.name}, {runs})"
    return _png(channels_over_time(summary.lures, scenario.start, rollouts(scenario), title))


def calling(answer: Answer) -> bytes:
    """Return every headline, with a row for each regime; a PNG."""
    return _png(intervals(answer, answer.headlines))


def bait(result: Bait) -> bytes:
    """Return exposure by week, a panel for each regime; a PNG."""
    return _png(exposure_by_week(result))


def rollouts(scenario: Scenario) -> Marks:
    """Return the dates after the first on which levers change, with their names."""
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
    figure.savefig(drawn, dpi=DPI, metadata={"Source": stamp()})
    return drawn.getvalue()
