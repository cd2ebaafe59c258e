"""Tables of scale for docs/results/size-and-time.md."""

import math
from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from docs.studies.part_answers import Answers
from docs.studies.parts import Part
from docs.studies.scale import USUAL
from experiments.measures.metrics import BY_NAME
from experiments.measures.validity import FACTS
from experiments.printing.numbers import interval, signed
from experiments.printing.table import Table
from experiments.questions.compare.comparison import Comparison
from experiments.questions.measure.figures import SIZES
from experiments.questions.measure.metrics import over_seeds
from experiments.verdicts.differences import Difference
from experiments.verdicts.intervals import Interval
from experiments.verdicts.regimes import Regime, word
from scenarios import load

type Runs = Sequence[Mapping[str, float]]

ROWS = (
    "publication_lag_p50",
    "publication_lag_p90",
    "busy_at_desks",
    "read_by_a_person",
    "exposed_per_10k",
    "led_away_per_10k",
    "value_per_posting",
    "direct_deal_share",
    "applications_a_project",
    "fill_rate",
    "takers_of_a_task",
    "yen_a_worker",
    "take_rate",
)
ASKED = ("exposed_per_10k", "led_away_per_10k", "value_per_posting")
NEAR = 0.1  # of the value in the usual market
TAIL = 0.025


def scale(by_regime: Mapping[Regime, Mapping[str, Runs]]) -> Part:
    """Return each value in every part of the marketplace, and how far it is from the usual one, as tables."""
    seeds = ", ".join(f"{name} {len(runs)}" for name, runs in next(iter(by_regime.values())).items())
    note = (
        f"{load(USUAL).days} days, seeds from 0 on, so many: {seeds}. Means with their 95 % intervals, and below them "
        f"the difference from `{USUAL}` in per cent. With an asterisk: its interval is not within ± {NEAR:.0%}."
    )
    return note, *(Table.of((word(rings), *by_part), _rows(by_part)) for rings, by_part in by_regime.items())


def _rows(by_part: Mapping[str, Runs]) -> Iterator[list[str]]:
    units = {size.name: size.unit for size in SIZES} | {fact.name: fact.unit for fact in FACTS}
    units |= {name: metric.unit for name, metric in BY_NAME.items()}
    for row in ROWS:
        values = {name: [run[row] for run in runs if math.isfinite(run[row])] for name, runs in by_part.items()}
        yield [f"`{row}`", *(_cell(units[row], each, values[USUAL]) for each in values.values())]


def _cell(unit: str, values: Sequence[float], usual: Sequence[float]) -> str:
    mean = over_seeds(values, unit)
    level = interval(unit, mean.mean, mean.low, mean.high)
    if values is usual:
        return level
    gap = apart(values, usual)
    text = f"{signed('share', gap.mean, gap.low, gap.high)} %"
    return f"{level}<br>{text}" if max(abs(gap.low), abs(gap.high)) <= NEAR else f"{level}<br>**{text}**"


def apart(values: Sequence[float], usual: Sequence[float]) -> Interval:
    """Return mean(values) ÷ mean(usual) − 1 with its 95 % interval, after Welch."""
    from scipy.special import stdtrit

    (mean, error, free), (base, other, others) = map(_mean, (values, usual))
    ratio = mean / base
    parts = (error / base) ** 2, (ratio * other / base) ** 2
    total = sum(parts)
    degrees = total**2 / max(parts[0] ** 2 / free + parts[1] ** 2 / others, 1e-300)
    arm = float(stdtrit(degrees, 1 - TAIL)) * math.sqrt(total)
    return Interval(ratio - 1, ratio - 1 - arm, ratio - 1 + arm)


def part_answers(by_part: Mapping[str, Answers]) -> Part:
    """Return the answers of each part beside those of the usual market, as a table."""
    seeds = ", ".join(f"{part} {len(_first(answers).seeds)}" for part, answers in by_part.items())
    note = (
        f"Answers of a part and of `{USUAL}`: changes against `{USUAL}` of the same size in per cent, with 95 % "
        f"intervals, pairs: {seeds}. *Within*: the mean of `{USUAL}` lies in the interval of the part."
    )
    return note, Table.of(("", "", "metric", *by_part, ""), _answers(by_part))


def _first(answers: Answers) -> Comparison:
    return next(iter(next(iter(answers.values())).values()))


def _answers(by_part: Mapping[str, Answers]) -> Iterator[list[str]]:
    part, usual = by_part.values()
    for rings, answers in usual.items():
        for question, compared in answers.items():
            for metric in ASKED:
                small, large = (_relative(each[metric]) for each in (part[rings][question], compared))
                holds = small.low <= large.mean <= small.high or small.mean == large.mean
                texts = (signed("share", gap.mean, gap.low, gap.high) for gap in (small, large))
                yield [f"`{question}`", word(rings), f"`{metric}`", *texts, "within" if holds else "**outside**"]


def _relative(difference: Difference) -> Interval:
    """Return a difference as a share of the baseline, whose own luck the pairs have in common."""
    ends = difference.difference, difference.low, difference.high
    return Interval(*(each / difference.baseline for each in ends))


def _mean(values: Sequence[float]) -> tuple[float, float, int]:
    """Return mean, standard error and degrees of freedom."""
    return float(np.mean(values)), float(np.std(values, ddof=1)) / math.sqrt(len(values)), len(values) - 1
