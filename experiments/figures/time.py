"""Time: what happens from week to week on both sides, with the rollouts; a column for each regime."""

from datetime import timedelta
from typing import TYPE_CHECKING

import numpy as np

from experiments.figures.rollouts import rollouts
from experiments.figures.style import BAND, FAINT, INK, NOTE, TEXT, arrow, bare, blank, heading, short, styled
from experiments.measures.weeks import WEEK_DAYS, WEEKLY
from experiments.questions.compare.answer import Answer
from experiments.questions.compare.comparison import Comparison
from experiments.questions.compare.words import titles
from experiments.verdicts.marketplace import scale
from experiments.verdicts.regimes import about

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

LABELS = {
    "exposed_per_10k": "exposed workers\nper 10,000",
    "publication_lag_p90": "hours until nine\nin ten are published",
    "review_hours": "hours at the desks,\nmarketplace",
    "fee_yen": "yen of fees,\nmarketplace",
}
SUMS = ("review_hours", "fee_yen")  # they grow with the marketplace


@styled
def weeks(answer: Answer) -> "Figure":
    """Draw both sides week by week: a row for each measure, a column for each regime."""
    columns = len(answer.comparisons)
    figure = blank(
        1.4 + 1.9 * len(WEEKLY),
        f"Week by week: {arrow(answer.baseline, answer.candidate)}",
        f"{titles(answer)[1]}. Dashed: {short(answer.baseline)}; solid: {short(answer.candidate)}; dotted: rollouts. "
        "Band: where the solid line may lie, by the 95 % interval of the difference of each week. The market of the "
        "shaded weeks still fills; no metric counts them.",
    )
    grid = figure.subplots(len(WEEKLY), columns, squeeze=False, sharex=True, sharey="row")
    for name, row in zip(WEEKLY, grid, strict=True):
        for axes, compared in zip(row, answer.comparisons, strict=True):
            draw(axes, compared, name)
        row[0].set_ylabel(LABELS[name], fontsize=NOTE, color=INK)
    for axes, compared in zip(grid[0], answer.comparisons, strict=True):
        heading(axes, about(compared.regime).partition(",")[0])
    return figure


def draw(axes: "Axes", compared: Comparison, name: str) -> "Axes":
    """Draw one measure of a comparison by week."""
    times = scale(compared.sides[0].scenario.world.workers) if name in SUMS else 1.0
    values = [(each.baseline, each.candidate, each.low, each.high) for each in compared.weekly(name)]
    base, other, low, high = times * np.array(values, np.float64).reshape(-1, 4).T  # none in a run shorter than a week
    days = WEEK_DAYS * np.arange(len(base))
    axes.fill_between(days, base + low, base + high, color=BAND, linewidth=0, zorder=0)
    axes.plot(days, base, "--", color=FAINT, linewidth=1.6)
    axes.plot(days, other, "-", color=INK, linewidth=1.6)
    for day in {day for side in compared.sides for day, _ in rollouts(side.scenario)}:
        axes.axvline((day - compared.start).days, color=FAINT, linewidth=0.9, linestyle=":")
    axes.axvspan(0, compared.days // 4, color=BAND, alpha=0.4, linewidth=0, zorder=0)
    axes.set_ylim(0, None)
    ticks = days[::4].tolist()
    axes.set_xticks(ticks, [f"{compared.start + timedelta(day):%-d %b}" for day in ticks])
    axes.yaxis.set_major_formatter(lambda value, _: f"{value:,.4g}" if value < 1e5 else f"{value / 1e6:,.4g} M")
    bare(axes)
    axes.tick_params(labelsize=TEXT - 1)
    return axes
