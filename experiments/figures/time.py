"""Time: what happens from week to week on both sides, with the rollouts; a column for each regime."""

from datetime import timedelta
from typing import TYPE_CHECKING

import numpy as np

from experiments.figures.rollouts import rollouts
from experiments.figures.style import BAND, FAINT, INK, NOTE, TEXT, arrow, bare, blank, heading, short, styled
from experiments.language.messages import message, say, sentences
from experiments.measures.weeks import WEEK_DAYS, WEEKLY
from experiments.printing.dates import shortly as day_of
from experiments.printing.numbers import tick
from experiments.questions.compare.answer import Answer
from experiments.questions.compare.comparison import Comparison
from experiments.questions.compare.words import titles
from experiments.verdicts.regimes import shortly

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

LABELS = {
    "exposed_per_10k": message("exposed workers\nper 10,000"),
    "publication_lag_p90": message("hours until nine\nin ten are published"),
    "review_hours": message("hours at the desks,\nmarketplace"),
    "fee_yen": message("yen of fees,\nmarketplace"),
}
SUMS = ("review_hours", "fee_yen")  # they grow with the marketplace


@styled
def weeks(answer: Answer) -> "Figure":
    """Draw both sides week by week: a row for each measure, a column for each regime."""
    columns = len(answer.comparisons)
    figure = blank(
        1.4 + 1.9 * len(WEEKLY),
        say("Week by week: {platforms}", platforms=arrow(answer.baseline, answer.candidate)),
        sentences(
            (
                say("{where}.", where=titles(answer)[1]),
                say(
                    "Dashed: {baseline}; solid: {candidate}; dotted: rollouts.",
                    baseline=short(answer.baseline),
                    candidate=short(answer.candidate),
                ),
                say("Band: where the solid line may lie, by the 95 % interval of the difference of each week."),
                say("The market of the shaded weeks still fills; no metric counts them."),
            )
        ),
    )
    grid = figure.subplots(len(WEEKLY), columns, squeeze=False, sharex=True, sharey="row")
    for name, row in zip(WEEKLY, grid, strict=True):
        for axes, compared in zip(row, answer.comparisons, strict=True):
            draw(axes, compared, name)
        row[0].set_ylabel(say(LABELS[name]), fontsize=NOTE, color=INK)
    for axes, compared in zip(grid[0], answer.comparisons, strict=True):
        heading(axes, shortly(compared.regime))
    return figure


def times(compared: Comparison, name: str) -> float:
    """Return the factor of a measure as it is shown: sums are those of the whole marketplace."""
    return compared.scale if name in SUMS else 1.0


def draw(axes: "Axes", compared: Comparison, name: str) -> "Axes":
    """Draw one measure of a comparison by week."""
    values = [(each.baseline, each.candidate, each.low, each.high) for each in compared.weekly(name)]
    shown = np.array(values, np.float64).reshape(-1, 4).T  # no week in a run that is shorter than one
    base, other, low, high = times(compared, name) * shown
    days = WEEK_DAYS * np.arange(len(base))
    axes.fill_between(days, base + low, base + high, color=BAND, linewidth=0, zorder=0)
    axes.plot(days, base, "--", color=FAINT, linewidth=1.6)
    axes.plot(days, other, "-", color=INK, linewidth=1.6)
    for day in {day for side in compared.sides for day, _ in rollouts(side.scenario)}:
        axes.axvline((day - compared.start).days, color=FAINT, linewidth=0.9, linestyle=":")
    axes.axvspan(0, compared.days // 4, color=BAND, alpha=0.4, linewidth=0, zorder=0)
    axes.set_ylim(0, None)
    ticks = days[::4].tolist()
    axes.set_xticks(ticks, [day_of(compared.start + timedelta(day)) for day in ticks])
    axes.yaxis.set_major_formatter(lambda value, _: tick(value))
    bare(axes)
    axes.tick_params(labelsize=TEXT - 1)
    return axes
