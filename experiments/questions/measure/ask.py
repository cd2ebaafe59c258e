"""Measure one scenario over several seeds: its metrics, the facts of the reports in it, or its sizes."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Unpack

from experiments.measures.volumes import LEAST_DAYS
from experiments.questions.measure.facts import Validation
from experiments.questions.measure.metrics import Summary
from experiments.questions.measure.sizes import Sizes
from experiments.runs.batch import Means, carry_out
from experiments.runs.failures import Failure
from experiments.runs.provenance import Side
from experiments.runs.work import Measurements
from experiments.runs.works import ALL_FACTS, ALL_SIZES, MEASUREMENTS, Work

MONTHS = range(4)  # seeds of runs as long as the scenario: fixed, since a table must not depend on who makes it
YEARS = range(2)  # seeds of runs of more than a year
RUNS = len(MONTHS) + len(YEARS)


def metrics(
    side: Side, seeds: Iterable[int], *, work: Work[Measurements] = MEASUREMENTS, **means: Unpack[Means]
) -> tuple[Summary | None, tuple[Failure, ...]]:
    """Run every seed; return the metrics (None if every run crashed), and the runs that crashed."""
    batch = carry_out([side], seeds, work, **means)
    return (Summary.of(batch) if batch.results[0] else None), batch.failures


def facts(
    side: Side, seeds: Iterable[int], *, work: Work[dict[str, float]] = ALL_FACTS, **means: Unpack[Means]
) -> tuple[Validation | None, tuple[Failure, ...]]:
    """Run every seed; return the facts (None if every run crashed), and the runs that crashed."""
    batch = carry_out([side], seeds, work, **means)
    return (Validation.of(batch) if batch.results[0] else None), batch.failures


def sizes(
    side: Side, *, work: Work[dict[str, float]] = ALL_SIZES, **means: Unpack[Means]
) -> tuple[Sizes | None, tuple[Failure, ...]]:
    """Run as long as the scenario, and more than a year; return the sizes, and the runs that crashed.

    There are none where every run of a month, or every one of a year, crashed.
    """
    months = carry_out([side], MONTHS, work, **means)
    years = carry_out([replace(side, scenario=side.scenario.lasting(LEAST_DAYS))], YEARS, work, **means)
    whole = months.results[0] and years.results[0]
    return (Sizes.of(months, years) if whole else None), (*months.failures, *years.failures)
