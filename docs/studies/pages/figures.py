"""Figures of results. They are made without pyplot, so that they need no display and leak no state."""

from typing import TYPE_CHECKING

import numpy as np

from docs.studies.bait import INVENTED_ON
from docs.studies.bait_result import NOBODY, Bait
from experiments.measures.weeks import WEEK_DAYS
from experiments.show.pictures.style import FAINT, INK, bare
from experiments.verdicts.regimes import REGIMES, Regime, about

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

STROKES = (("#212529", "-"), ("#b02525", "--"), ("#3793e0", "-."), ("#f59f00", ":"))  # apart in grey print too
APPEARS = (
    INVENTED_ON / WEEK_DAYS + 0.5
)  # on the axis: a week stands at its number and reaches half a unit to either side


def exposure_by_week(result: Bait) -> "Figure":
    """Draw by week how many more workers are exposed than where nobody invents: a panel a regime, a line an office."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(10, 7), layout="constrained")
    figure.suptitle(
        "Exposed workers per 10,000 in a week", x=0.01, ha="left", fontsize=13, fontweight="bold", color=INK
    )
    panels = figure.subplots(len(REGIMES), 1, sharex=True, sharey=True)
    for axes, rings in zip(panels, REGIMES, strict=True):
        _exposure(axes, result, rings)
    panels[0].annotate(
        f"day {INVENTED_ON}: the bait appears",
        (APPEARS, 1),
        (0, 3),
        xycoords=("data", "axes fraction"),
        textcoords="offset points",
        fontsize=9,
        color=INK,
    )
    lines = panels[0].get_legend_handles_labels()
    figure.legend(*lines, loc="outside lower right", ncols=2, frameon=False, fontsize=9.5, labelcolor=INK)
    weeks = result.values(REGIMES[0], NOBODY, "exposed_per_10k").shape[1]
    panels[-1].set_xticks(range(1, weeks + 1, 2))
    panels[-1].set_xlim(0.5, weeks + 0.5)
    panels[-1].set_xlabel("week (band: 95 % interval)", loc="left", fontsize=9.5, color=FAINT)
    return figure


def _exposure(axes: "Axes", result: Bait, rings: Regime) -> None:
    """Draw the lines of a regime with their bands, 95 % intervals; the day of the bait is marked."""
    offices = [office for office in result.runs[rings] if office != NOBODY]
    for office, (colour, style) in zip(offices, STROKES, strict=True):
        gaps = result.by_week(rings, office, "exposed_per_10k")
        weeks = np.arange(len(gaps)) + 1
        axes.fill_between(weeks, [gap.low for gap in gaps], [gap.high for gap in gaps], color=colour, alpha=0.12, lw=0)
        axes.plot(weeks, [gap.mean for gap in gaps], color=colour, linestyle=style, linewidth=2, label=office)
    axes.axhline(0, color=FAINT, linewidth=1)
    axes.axvline(APPEARS, color=FAINT, linewidth=1)
    axes.set_title(about(rings), loc="left", fontsize=10.5, color=INK)
    axes.set_ylabel("more than where nobody invents", fontsize=9.5, color=INK)
    bare(axes)
