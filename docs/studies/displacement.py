"""Study of displacement: to which channels lures go where postings are screened more strictly (R-07, A-20, L-22)."""

import math
from collections.abc import Iterator, Sequence
from datetime import timedelta

import numpy as np
import pandas as pd

import policylab as pl
from docs.studies.cells import levels, moves, regimes, table
from docs.studies.lab import Lab, alone
from docs.studies.page import Part, Study
from experiments.measures.channels import NAMES
from experiments.printing.numbers import both, signed
from experiments.questions.compare.comparison import Comparison
from experiments.runs.works import MEASUREMENTS
from experiments.verdicts.intervals import mean_interval
from policies.records import Floats

SEEDS = 32
LENIENT = ("platform.screening.review_at=0.9", "platform.screening.suspend_at=0.99")  # before late March 2020
STAFFED = ("platform.screening.checkers=12", "platform.screening.reviewers=15")  # thrice the people of production
BY_MONTH = "2020 with the line of early March throughout → as it went"  # its channels are shown month by month
QUESTIONS = {  # platforms with a laxer and a stricter line
    BY_MONTH: (("timeline_2020", *LENIENT), ("timeline_2020",)),
    "the line of early March → production's": (("production", *LENIENT), ("production",)),
    "production's line → a stricter one": (("production",), ("strict_screening",)),
    "production's line → a stricter one, with three times the people": (
        ("production",),
        ("strict_screening", *STAFFED),
    ),
}
METRICS = ("screening_recall", "exposed_per_10k", "led_away_per_10k", "harm_index")


def displacement(lab: Lab) -> Part:
    """Ask each question in both regimes."""
    seeds, rows = lab.seeds(SEEDS), []
    for question, platforms in QUESTIONS.items():
        before, after = (lab.load(*platform) for platform in platforms)
        answer = alone(lab.ask(pl.compare, before, after, seeds=seeds))
        for compared, (first, metrics) in zip(answer.found.comparisons, regimes(answer, question), strict=True):
            sides = [each.with_(f"world.rings={compared.regime}") for each in (before, after)]
            planned = [_planned(lab, side, seeds) for side in sides]
            channels = [_channel(*(side[:, at] for side in planned)) for at in range(len(NAMES))]
            rows.append([*first, *channels, *(f"{moves(metrics[it])}<br>{levels(metrics[it])}" for it in METRICS)])
        if question == BY_MONTH:
            months = _by_month(compared)
    note = (
        f"{seeds} pairs, each in another plausible world: difference with its 95 % interval, and the level before "
        "and after. Channels: share of the lures that rings plan in the last month, in per cent; where calls are "
        "closed, one that is planned for a call goes out as a message."
    )
    head = ("from a laxer line to a stricter one", "", *(f"planned: {name}" for name in NAMES), *METRICS)
    planned, reached = months
    return (
        note,
        table(head, rows),
        "Lures that rings plan in 2020, once they adapt:",
        planned,
        "Workers reached:",
        reached,
    )


def _planned(lab: Lab, side: pl.Scenario, seeds: int) -> Floats:
    """Return (pairs, channels) share of the lures that rings plan in the last month; NaN where they plan none."""
    [runs] = lab.measure([side], MEASUREMENTS, range(seeds), worlds="plausible")
    return np.array([run.lures.planned.shares[-1] for run in runs])


def _channel(before: Floats, after: Floats) -> str:
    planned = np.isfinite(before) & np.isfinite(after)
    moved = mean_interval((after - before)[planned])
    shares = both("share", float(before[planned].mean()), float(after[planned].mean()))
    return f"{signed('share', moved.mean, moved.low, moved.high)}<br>{' → '.join(shares)}"


def _by_month(compared: Comparison) -> Sequence[pd.DataFrame]:
    """Return shares by channel in each block of days, of planned lures and of workers reached; both sides."""

    def rows(kind: str) -> Iterator[tuple[str, ...]]:
        for name, lures in zip(("line of early March", "as it went"), compared.lures, strict=True):
            channels = getattr(lures, kind)
            for block, shares in enumerate(channels.shares):
                yield (
                    "" if block else f"  {name}",
                    str(compared.start + timedelta(channels.edges[block])),
                    channels.days(block),
                    *("–" if math.isnan(share) else f"{share:.0%}" for share in shares),
                    f"{channels.counts[block].sum():,}",
                )

    kinds = {"planned": "jobs", "contacts": "workers"}
    return [table(("", "from", "days", *NAMES, counted), rows(kind)) for kind, counted in kinds.items()]


STUDY = Study(displacement, "results/adversary.md")
