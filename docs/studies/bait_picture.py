"""Picture of a bait: exposure by week, beside the market in which nobody invents."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from experiments.measures.weeks import WEEK_DAYS
from experiments.show.pictures.style import FAINT, INK, bare
from experiments.verdicts.intervals import Interval
from experiments.verdicts.regimes import REGIMES, Regime, about

if TYPE_CHECKING:
    from matplotlib.figure import Figure

STROKES = (("#212529", "-"), ("#b02525", "--"), ("#3793e0", "-."), ("#f59f00", ":"))  # apart in grey print too


def exposure_by_week(gaps: Mapping[tuple[str, Regime], Sequence[Interval]], day: int) -> "Figure":
    """Draw more exposure by week: a panel a regime, a line an office with its band. day: on which the bait appears."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(10, 7), layout="constrained")
    heading = "Exposed workers per 10,000 in a week"
    figure.suptitle(heading, x=0.01, ha="left", fontsize=13, fontweight="bold", color=INK)
    panels = figure.subplots(len(REGIMES), 1, sharex=True, sharey=True)
    appears = day / WEEK_DAYS + 0.5  # a week stands at its number and reaches half a unit to either side
    for axes, rings in zip(panels, REGIMES, strict=True):
        lines = {office: each for (office, regime), each in gaps.items() if regime == rings}
        for (office, each), (colour, style) in zip(lines.items(), STROKES, strict=True):
            weeks = range(1, len(each) + 1)
            axes.fill_between(weeks, [it.low for it in each], [it.high for it in each], color=colour, alpha=0.12, lw=0)
            axes.plot(weeks, [it.mean for it in each], color=colour, linestyle=style, linewidth=2, label=office)
        axes.axhline(0, color=FAINT, linewidth=1)
        axes.axvline(appears, color=FAINT, linewidth=1)
        axes.set_title(about(rings), loc="left", fontsize=10.5, color=INK)
        axes.set_ylabel("more than where nobody invents", fontsize=9.5, color=INK)
        bare(axes)
    panels[0].annotate(
        f"day {day}: the bait appears",
        (appears, 1),
        (0, 3),
        xycoords=("data", "axes fraction"),
        textcoords="offset points",
        fontsize=9,
        color=INK,
    )
    legend = panels[0].get_legend_handles_labels()
    figure.legend(*legend, loc="outside lower right", ncols=2, frameon=False, fontsize=9.5, labelcolor=INK)
    panels[-1].set_xticks(weeks[::2])
    panels[-1].set_xlim(0.5, len(weeks) + 0.5)
    panels[-1].set_xlabel("week (band: 95 % interval)", loc="left", fontsize=9.5, color=FAINT)
    return figure
