"""Study of scale: parts of the marketplace against the one that all questions ask, and the whole of it; answers too."""

import math
from collections.abc import Iterator, Mapping, Sequence

import numpy as np
import pandas as pd

import policylab as pl
from docs.studies.cells import by_metric, table
from docs.studies.lab import Lab, alone
from docs.studies.page import CENTRAL, Part, Study
from experiments.measures.metrics import METRICS
from experiments.measures.validity import FACTS
from experiments.printing.numbers import interval, signed
from experiments.questions.measure.figures import SIZES
from experiments.runs import record
from experiments.runs.plan import Run
from experiments.runs.works import Work
from experiments.verdicts.intervals import Interval, mean_interval
from experiments.verdicts.regimes import REGIMES, word
from experiments.verdicts.scales import of_level

USUAL, FORTIETH = "production", "a fortieth of it"
PARTS = {  # scenario with changes, and the number of its seeds, which was fixed beforehand
    FORTIETH: (USUAL, ("world.workers=2000", "world.clients=325"), 384),
    "an eighth of it": (USUAL, ("world.workers=10000", "world.clients=1625"), 256),
    "a quarter of it": (USUAL, ("world.workers=20000", "world.clients=3250"), 512),
    USUAL: (USUAL, (), 128),
    "production_full": ("production_full", (), 12),
}
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
UNITS = (
    {size.name: size.unit for size in SIZES}
    | {fact.name: fact.unit for fact in FACTS}
    | {metric.name: metric.unit for metric in METRICS}
)
NEAR = 0.1  # of the value in the usual market
TAIL = 0.025
QUESTIONS = ("calling_open", "strict_screening", "three_reports")  # each against production
PAIRS = {FORTIETH: 256, USUAL: 64}  # by part, fixed beforehand
ASKED = ("exposed_per_10k", "led_away_per_10k", "value_per_posting")

type Runs = Sequence[Mapping[str, float]]


def read(stored: record.Record) -> dict[str, float]:
    """Return the sizes, facts and metrics of a record."""
    return record.sizes(stored) | record.facts(stored) | record.metrics(stored)


def measured(run: Run) -> dict[str, float]:
    """Simulate a run and return its sizes, facts and metrics."""
    return read(record.recorded(run))


VALUES = Work(measured, read)


def scale(lab: Lab) -> Part:
    """Compare values of each part of the marketplace, then answers of a fortieth, with those of the usual one."""
    counts = {name: lab.seeds(seeds) for name, (_, _, seeds) in PARTS.items()}
    tables = []
    for rings in REGIMES:
        parts = {}
        for name, (base, changes, _) in PARTS.items():
            side = lab.load(base, *changes, f"world.rings={rings}")
            [parts[name]] = lab.measure([side], VALUES, range(counts[name]))
        tables.append(table((word(rings), *parts), rows(parts)))
    note = (
        f"{lab.load(USUAL).loaded.days} days, seeds from 0 on, so many: {_named(counts)}. Means with their 95 % "
        f"intervals, and below them the difference from `{USUAL}` in per cent. With an asterisk: its interval is not "
        f"within ± {NEAR:.0%}."
    )
    return note, *tables, *_answers(lab)


def _named(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{name} {count}" for name, count in counts.items())


def rows(parts: Mapping[str, Runs]) -> Iterator[list[str]]:
    """Yield a row for each of ROWS. Runs that have no number for it do not count."""
    for name in ROWS:
        values = {part: [run[name] for run in runs if math.isfinite(run[name])] for part, runs in parts.items()}
        yield [f"`{name}`", *(_cell(UNITS[name], each, values[USUAL]) for each in values.values())]


def _cell(unit: str, values: Sequence[float], usual: Sequence[float]) -> str:
    mean = of_level(unit, mean_interval(np.array(values)))
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


def _mean(values: Sequence[float]) -> tuple[float, float, int]:
    """Return mean, standard error and degrees of freedom."""
    return float(np.mean(values)), float(np.std(values, ddof=1)) / math.sqrt(len(values)), len(values) - 1


def _answers(lab: Lab) -> Part:
    """Return the answers of a part beside those of the usual market, in the central world."""
    pairs, asked = {part: lab.seeds(seeds) for part, seeds in PAIRS.items()}, {}
    for question in QUESTIONS:
        for part, seeds in pairs.items():
            changes = PARTS[part][1]
            sides = lab.load(USUAL, *changes), lab.load(question, *changes)
            asked[question, part] = alone(lab.ask(pl.compare, *sides, seeds=seeds, worlds="fixed")).frame()
    note = (
        f"Answers of a part and of `{USUAL}`: changes against `{USUAL}` of the same size in per cent, with 95 % "
        f"intervals, pairs: {_named(pairs)}. *Within*: the mean of `{USUAL}` lies in the interval of the part."
    )
    return note, table(("", "", "metric", *pairs, ""), beside(asked))


def beside(asked: Mapping[tuple[str, str], pd.DataFrame]) -> Iterator[list[str]]:
    """Yield a row for each regime, question and metric. asked: by question and part, rows of `Compared.frame()`."""
    for rings in REGIMES:
        for question in QUESTIONS:
            frames = (asked[question, part] for part in PAIRS)
            part, usual = (by_metric(frame[frame["regime"] == rings]) for frame in frames)
            for metric in ASKED:
                # a difference as a share of the baseline, whose own luck the pairs have in common
                small, large = (
                    Interval(*(row[end] / row["baseline"] for end in ("difference", "low", "high")))
                    for row in (part[metric], usual[metric])
                )
                holds = small.low <= large.mean <= small.high or small.mean == large.mean
                texts = (signed("share", gap.mean, gap.low, gap.high) for gap in (small, large))
                yield [f"`{question}`", word(rings), f"`{metric}`", *texts, "within" if holds else "**outside**"]


STUDY = Study(scale, "results/size-and-time.md", CENTRAL)
