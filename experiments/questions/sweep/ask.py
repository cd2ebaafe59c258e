"""A sweep from end to end: every run once, then a comparison of two platforms at each point."""

from collections.abc import Iterable, Sequence
from typing import Unpack

from experiments.questions.compare.ask import compared
from experiments.questions.compare.together import answered
from experiments.questions.compare.trust import Evidence
from experiments.questions.sweep.question import REGIMES, Place, Question
from experiments.questions.sweep.result import Point, Sweep, Varied
from experiments.runs.batch import Finished, Means, in_rows, separated
from experiments.runs.failures import Failure
from experiments.runs.provenance import Side
from experiments.runs.work import Measurements
from experiments.runs.works import MEASUREMENTS, Work
from experiments.runs.worlds import FIXED, PLAUSIBLE, RINGS, Worlds
from scenarios.layers import said
from scenarios.schema import plain


def sweep(
    question: Question,
    seeds: Iterable[int] = range(32),
    *,
    worlds: Worlds = FIXED,
    work: Work[Measurements] = MEASUREMENTS,
    **means: Unpack[Means],
) -> tuple[Sweep, tuple[Failure, ...]]:
    """Run every point with every seed; return a comparison at each point, and the runs that crashed.

    `on_done` is called once for each of `question.runs(seeds, worlds)`. A seed that crashed anywhere at a point is left
    out of that point, in all regimes; a point with fewer than two finished seeds has its failures and no answer.
    Raises BadInput if plausible worlds cannot be used, files.Unusable if the store fails, and Interrupted; runs that
    are done by then are stored.
    """
    seeds = tuple(seeds)
    evidence = worlds.evidence()
    scenarios = question.scenarios
    rows = in_rows(question.runs(seeds, worlds), len(scenarios), work, **means)
    columns = {id(scenario): number for number, scenario in enumerate(scenarios)}
    homes = worlds.homes(scenarios[0], seeds)
    points = tuple(
        _point(question, number, place, _runs_of(place, rows, columns), seeds, worlds, evidence, homes)
        for number, place in enumerate(question.places, start=1)
    )
    result = Sweep(
        question.bases,
        question.names,
        tuple(Varied(axis.key, axis.text, axis.both) for axis in question.axes),
        question.design.kind,
        question.design.count or len(points),
        question.design.seed,
        seeds,
        {FIXED: "fixed", PLAUSIBLE: "plausible"}.get(worlds, str(worlds.file)),
        _rings(question),
        homes,
        points,
    )
    names = _names(question)
    failures = (Failure(names[id(scenario)], run.seed, outcome.error) for row in rows
                for scenario, (run, outcome) in zip(scenarios, row, strict=True) if outcome.error)  # fmt: skip
    return result, tuple(failures)


def _names(question: Question) -> dict[int, str]:
    """Return the names of scenarios, by identity."""
    return {
        id(scenario): name
        for place in question.places
        for sides in place.sides
        for name, scenario in zip(place.names, sides, strict=True)
    }


def _runs_of(
    place: Place, rows: Sequence[Sequence[Finished[Measurements]]], columns: dict[int, int]
) -> list[list[Finished[Measurements]]]:
    """Return the runs of a point: a row for each seed, with baseline and candidate of each regime."""
    places = [columns[id(scenario)] for sides in place.sides for scenario in sides]
    return [[row[column] for column in places] for row in rows]


def _point(
    question: Question,
    number: int,
    place: Place,
    rows: Sequence[Sequence[Finished[Measurements]]],
    seeds: tuple[int, ...],
    worlds: Worlds,
    evidence: Evidence,
    homes: tuple[int, ...] | None,
) -> Point:
    sides = [
        Side(name, scenario, (*changes, *regime))
        for regime, pair in zip(question.regimes, place.sides, strict=True)
        for name, scenario, changes in zip(place.names, pair, place.changes, strict=True)
    ]
    batch = separated(sides, seeds, rows, worlds)
    answer = None
    if len(batch.seeds) >= 2:
        both = [(side, side + 1) for side in range(0, len(sides), 2)]
        worlds_of_pairs = None if homes is None else tuple(homes[seeds.index(seed)] for seed in batch.seeds.ran)
        answer = answered([compared(batch, *pair, worlds_of_pairs) for pair in both], evidence)
    return Point(
        number,
        {axis.key: plain(said(axis.key, value)) for axis, value in zip(question.axes, place.values, strict=True)},
        place.changes,
        answer,
        tuple(tuple(run.metrics for run in side) for side in batch.results),
        batch.failures,
    )


def _rings(question: Question) -> str | None:
    """Return the one regime of the question; None if it has both, or others."""
    one = question.regimes in [(regime,) for regime in REGIMES]
    return question.regimes[0][0].removeprefix(f"{RINGS}=") if one else None
