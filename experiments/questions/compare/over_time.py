"""Pictures of a comparison over time: week by week, and from publication to the first hire."""

from collections.abc import Iterable, Sequence
from datetime import timedelta

import numpy as np

from experiments.document.pictures import Axis, Curve, Curves, Plot, column
from experiments.language.messages import message, say
from experiments.measures.filling import HOURS
from experiments.measures.weeks import WEEK_DAYS, WEEKLY
from experiments.printing.dates import shortly as day_of
from experiments.printing.numbers import interval
from experiments.printing.widths import short
from experiments.questions.compare.answer import Answer
from experiments.questions.compare.comparison import Comparison
from experiments.questions.compare.pictures import below, both
from experiments.questions.measure.pictures import rollouts
from experiments.verdicts.differences import Difference
from experiments.verdicts.regimes import shortly

MEASURES = {
    "exposed_per_10k": message("exposed workers\nper 10,000"),
    "publication_lag_p90": message("hours until nine\nin ten are published"),
    "review_hours": message("hours at the desks,\nmarketplace"),
    "fee_yen": message("yen of fees,\nmarketplace"),
}
SUMS = ("review_hours", "fee_yen")  # they grow with the marketplace
DAY = 24
TOLD = (24, 96, 336)  # hours whose difference is written out


def weeks(answer: Answer) -> Plot:
    """Draw exposure, the lag of publication, hours at the desks and fees week by week, with the rollouts."""
    names = {"baseline": short(answer.baseline), "candidate": short(answer.candidate)}
    return Plot(
        say("Week by week: {platforms}", platforms=both(answer)),
        say("both sides week by week"),
        [[_weeks(compared, name) for compared in answer.comparisons] for name in WEEKLY],
        below(
            answer,
            say("Dashed: {baseline}; solid: {candidate}; dotted: rollouts.", **names),
            say("Band: where the solid line may lie, by the 95 % interval of the difference of each week."),
            say("The market of the shaded weeks still fills; no metric counts them."),
        ),
        "xy",
    )


def times(compared: Comparison, name: str) -> float:
    """Return the factor of a measure as it is shown: sums are those of the whole marketplace."""
    return compared.scale if name in SUMS else 1.0


def _weeks(compared: Comparison, name: str) -> Curves:
    weekly = compared.weekly(name)
    days = [WEEK_DAYS * week for week in range(len(weekly))]
    ticks = [(day, day_of(compared.start + timedelta(day))) for day in days[::4]]
    dates = {day for side in compared.sides for day, _ in rollouts(side.scenario)}
    marks = [((day - compared.start).days, "") for day in sorted(dates)]
    x = Axis(line=None, ticks=ticks, marks=marks, spans=[(0, compared.days // 4)])
    sides = _sides(days, _four(weekly), times(compared, name))
    return Curves(sides, x, Axis(say(MEASURES[name]), (0, None), line=None), shortly(compared.regime))


def fill(answer: Answer) -> Plot:
    """Draw how soon projects have a first hire, on both sides (Kaplan–Meier)."""
    names = {"baseline": short(answer.baseline), "candidate": short(answer.candidate)}
    return Plot(
        say("How soon is somebody hired? {platforms}", platforms=both(answer)),
        say("the share of projects with a first hire by days from publication, both sides"),
        column(map(_fill, answer.comparisons)),
        below(
            answer,
            say("Dashed: {baseline}; solid: {candidate}.", **names),
            say("Band: where the solid line may lie, by the 95 % interval of the difference."),
            say("Honest projects, from publication to the first hire."),
        ),
        "x",
    )


def _fill(compared: Comparison) -> Curves:
    by_hour = dict(zip(HOURS, compared.filling(), strict=True))
    differences = (
        say(
            "{days} d: {difference}",
            days=hours // DAY,
            difference=interval("share", each.difference, each.low, each.high),
        )
        for hours, each in by_hour.items()
        if hours in TOLD
    )
    numbers = say("difference in per cent points, {differences}", differences=say("; ").join(differences))
    days = [hours / DAY for hours in HOURS]
    ticks = [(day, f"{day}") for day in range(0, HOURS[-1] // DAY + 1, 2)]
    return Curves(
        _sides([0.0, *days], [(0.0,) * 4, *_four(by_hour.values())], 100.0),
        Axis(say("days from publication"), line=None, ticks=ticks),
        Axis(say("per cent of projects\nwith a first hire"), (0, None), line=None),
        f"{shortly(compared.regime)}\n{numbers}",
    )


def _four(differences: Iterable[Difference]) -> list[tuple[float, ...]]:
    """Return baseline, candidate and both ends of the difference, of each."""
    return [(each.baseline, each.candidate, each.low, each.high) for each in differences]


def _sides(places: Sequence[float], values: Sequence[tuple[float, ...]], factor: float) -> list[Curve]:
    """Return the baseline, and the candidate with its band. values: see `_four`."""
    base, other, low, high = factor * np.array(values, np.float64).reshape(-1, 4).T  # none in a run shorter than a week
    return [Curve(places, base.tolist()), Curve(places, other.tolist(), (base + low).tolist(), (base + high).tolist())]
