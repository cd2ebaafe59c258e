"""Ranges: facts beside the range that their source leaves, sizes beside their public figures."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from experiments.figures.style import (
    BAND,
    BETTER,
    FAINT,
    INK,
    NOTE,
    WORSE,
    bare,
    beside,
    blank,
    heading,
    rows,
    stroke,
    styled,
)
from experiments.language.messages import message, say, sentences
from experiments.printing.numbers import counted, interval, span
from experiments.questions.calibrate.passport import Held, Passport
from experiments.questions.measure.facts import Validation, Verdict, verdict
from experiments.questions.measure.sizes import Sizes
from experiments.verdicts.regimes import word

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

ROW = 0.3  # inches
EDGE = 1.5  # widths of a range to either side, beyond which a value stands on the edge
LOOKS: dict[Verdict, tuple[str, str]] = {  # colour and marker
    "holds": (BETTER, "o"),
    "misses": (WORSE, "s"),
    "cannot tell": (INK, "D"),
    "no data": (FAINT, "o"),
}
MESSAGES: dict[Verdict, str] = {
    "misses": message("{numbers}, misses"),
    "cannot tell": message("{numbers}, cannot tell"),
}


@styled
def facts(result: Validation) -> "Figure":
    """Draw each binding fact with its interval, every range as wide as the others."""
    binding = [(fact, mean) for fact, mean in result.facts if fact.binding]
    verdicts = [verdict(*row) for row in binding]
    figure = blank(
        1.6 + ROW * len(binding),
        say(
            "{scenario}: {facts} of {all} hold",
            scenario=result.side.name,
            facts=counted(verdicts.count("holds"), "fact"),
            all=len(binding),
        ),
        sentences(
            (
                say("Each band is the range that the source leaves; a value far beyond it stands on the edge."),
                say("Mean and 95 % interval over {runs}.", runs=counted(len(result.seeds), "run")),
            )
        ),
    )
    [axes] = figure.subplots(1, 1, squeeze=False).flat
    values = [(mean.low, mean.mean, mean.high) for _, mean in binding]
    _band(axes, [(fact.low, fact.high) for fact, _ in binding], values, verdicts)
    rows(axes, [fact.name for fact, _ in binding])
    for place, ((fact, mean), outcome) in enumerate(zip(binding, verdicts, strict=True)):
        numbers = f"{interval(fact.unit, mean.mean, mean.low, mean.high)}; {span(fact.unit, fact.low, fact.high)}"
        words = say(MESSAGES[outcome], numbers=numbers) if outcome in MESSAGES else numbers
        beside(axes, place, words, WORSE if outcome == "misses" else INK)
    return figure


@styled
def worlds(result: Passport) -> "Figure":
    """Draw each fact over plausible worlds: the median, and where nine in ten of them have it; a column a regime."""
    names = [held.fact.name for held in next(iter(result.regimes.values()))]
    figure = blank(
        1.6 + ROW * len(names),
        say("{worlds}: the facts in them", worlds=counted(result.worlds, "plausible world")),
        sentences(
            (
                say("Each band is the range that the source leaves; a value far beyond it stands on the edge."),
                say("Median, and 5 to 95 % of worlds."),
                say("Behind it: worlds within the range; one outside holds the fact up to the noise of its runs."),
            )
        ),
    )
    columns = figure.subplots(1, len(result.regimes), squeeze=False, sharey=True).flat
    for axes, (rings, facts_of) in zip(columns, result.regimes.items(), strict=True):
        verdicts = [_median_verdict(held) for held in facts_of]
        _band(
            axes, [(held.fact.low, held.fact.high) for held in facts_of], [held.spread for held in facts_of], verdicts
        )
        for place, held in enumerate(facts_of):
            beside(axes, place, f"{held.inside:.0%}", WORSE if held.missed else INK)
        heading(axes, word(rings))
    rows(figure.axes[0], names)
    return figure


@styled
def sizes(result: Sizes) -> "Figure":
    """Draw each size with a public figure as so many times that figure."""
    known = [each for each in result.sizes if not np.isnan(each.size.low) and not np.isnan(each.mean.mean)]
    figure = blank(
        1.6 + ROW * len(known),
        say(
            "{scenario} at the size of the marketplace: {off} of {all} sizes are off",
            scenario=result.side.name,
            off=len(result.off),
            all=len(known),
        ),
        say("Times the public figure, 1 within its range; band: half to twice."),
    )
    [axes] = figure.subplots(1, 1, squeeze=False).flat
    axes.axvspan(0.5, 2.0, color=BAND, linewidth=0, zorder=0)
    axes.axvline(1, color=FAINT, linewidth=1)
    for place, each in enumerate(known):
        off = each.grade == "OFF"
        axes.plot([each.times], [place], "s" if off else "o", color=WORSE if off else INK, markersize=7)
        times = f"× {each.times:.3g}"
        beside(axes, place, say("{times}, OFF", times=times) if off else times, WORSE if off else INK)
    axes.set_xscale("log")
    axes.set_xticks([0.1, 0.5, 1, 2, 10, 50], ["÷ 10", "÷ 2", "1", "× 2", "× 10", "× 50"])
    axes.minorticks_off()
    rows(axes, [each.size.name for each in known])
    bare(axes, "left")
    return figure


def _median_verdict(held: Held) -> Verdict:
    """Return whether the median world has a fact within its range."""
    return "holds" if held.fact.low <= held.spread[1] <= held.fact.high else "misses"


def _band(
    axes: "Axes",
    ranges: Sequence[tuple[float, float]],
    values: Sequence[tuple[float, float, float]],
    verdicts: Sequence[Verdict],
) -> None:
    """Draw ranges from 0 to 1, and on that scale the low end, middle and high end of each row, as its verdict looks."""
    axes.axvspan(0, 1, color=BAND, linewidth=0, zorder=0)
    for place, ((least, most), each, outcome) in enumerate(zip(ranges, values, verdicts, strict=True)):
        low, middle, high = np.clip((np.array(each) - least) / (most - least), -EDGE, 1 + EDGE).tolist()
        stroke(axes, place, (middle, low, high), *LOOKS[outcome])
    axes.set_xlim(-EDGE - 0.1, 1 + EDGE + 0.1)
    axes.set_xticks([0, 1], [say("lower end"), say("upper end")])
    bare(axes, "left")
    axes.tick_params(labelsize=NOTE)
