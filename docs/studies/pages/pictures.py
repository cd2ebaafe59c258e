"""Pictures of the documentation: channels of rings in 2020, the effect of calling, a bait that nobody has phrased."""

from typing import TYPE_CHECKING

from docs.studies.bait_result import Bait
from docs.studies.pages.figures import exposure_by_week
from docs.studies.pages.stamp import stamp
from experiments.document.pictures import Plot
from experiments.printing.numbers import counted
from experiments.questions.compare.answer import Answer
from experiments.questions.compare.pictures import intervals, plane
from experiments.questions.measure.metrics import Summary
from experiments.questions.measure.pictures import channels_over_time, rollouts
from experiments.runs.defaults import PAIRS
from experiments.show.pictures.draw import draw
from experiments.show.pictures.files import drawn

if TYPE_CHECKING:
    from matplotlib.figure import Figure


def timeline(summary: Summary) -> bytes:
    """Return planned lures and contacts by channel during the rollouts of a scenario, all seeds together; a PNG."""
    scenario = summary.side.scenario
    runs = counted(len(summary.seeds), "run")
    title = f"Lures by channel through the rollouts of 2020 ({summary.side.name}, {runs})"
    return _png(channels_over_time(summary.lures, scenario.start, rollouts(scenario), title))


def calling(answer: Answer) -> bytes:
    """Return every headline, with a row for each regime; a PNG."""
    return _png(intervals(answer, answer.headlines))


def calling_plane(answer: Answer) -> bytes:
    """Return exposure against matching, a panel for each regime; a PNG."""
    return _png(plane(answer))


def bait(result: Bait) -> bytes:
    """Return exposure by week, a panel for each regime; a PNG."""
    return _file(exposure_by_week(result))


def _png(plot: Plot) -> bytes:
    return _file(draw(plot), plot.about)


def _file(figure: "Figure", about: str = "") -> bytes:
    return drawn(figure, ".png", source=stamp(PAIRS), about=about)
