"""A sweep from end to end: every run once, then two platforms compared at each point as `compare` does it."""

from collections.abc import Callable, Iterable, Sequence
from itertools import batched

from experiments.questions.compare.answer import Answer
from experiments.questions.compare.ask import compared
from experiments.questions.compare.trust import Evidence
from experiments.questions.sweep.question import REGIMES, Place, Question
from experiments.questions.sweep.result import Point, Sweep, Varied
from experiments.runs.batch import separated
from experiments.runs.engine import Outcome
from experiments.runs.failures import Failure
from experiments.runs.keeping import UNKEPT, Keeping
from experiments.runs.plan import Run
from experiments.runs.pools import SERIAL, Engine
from experiments.runs.provenance import Side
from experiments.runs.work import Measurements
from experiments.runs.works import MEASUREMENTS, Work
from experiments.runs.worlds import FIXED, PLAUSIBLE, RINGS, Worlds
from scenarios.layers import said
from scenarios.schema import plain

type Came = tuple[Run, Outcome[Measurements]]


def sweep(
    asked: Question,
    seeds: Iterable[int] = range(32),
    *,
    worlds: Worlds = FIXED,
    keeping: Keeping = UNKEPT,
    engine: Engine = SERIAL,
    on_done: Callable[[], object] = lambda: None,
    work: Work[Measurements] = MEASUREMENTS,
) -> tuple[Sweep, tuple[Failure, ...]]:
    """Every point with every seed → what differs where, and the runs that crashed.

    `on_done` is called once for each of `asked.runs(seeds, worlds)`. A seed that crashed anywhere at a point is left
    out of that point, in all regimes; a point at which fewer than two seeds ran through has its failures and no answer.
    Raises BadInput where plausible worlds cannot be used, files.Unusable where the store fails, and Interrupted; what
    is done by then is kept.
    """
    seeds = tuple(seeds)
    evidence = worlds.evidence()
    runs, scenarios = asked.runs(seeds, worlds), asked.scenarios
    came = list(zip(runs, keeping.outcomes(runs, work, engine=engine, on_done=on_done), strict=True))
    rows = list(batched(came, len(scenarios)))
    columns = {id(scenario): number for number, scenario in enumerate(scenarios)}
    homes = worlds.homes(scenarios[0], seeds)
    points = tuple(
        _point(asked, number, place, _of(place, rows, columns), seeds, worlds, evidence, homes)
        for number, place in enumerate(asked.places, start=1)
    )
    found = Sweep(
        asked.bases,
        asked.names,
        tuple(Varied(axis.key, axis.told, axis.both) for axis in asked.axes),
        asked.design.kind,
        asked.design.count or len(points),
        asked.design.seed,
        seeds,
        {FIXED: "fixed", PLAUSIBLE: "plausible"}.get(worlds, str(worlds.file)),
        _rings(asked),
        homes,
        points,
    )
    names = _names(asked)
    failures = (Failure(names[id(each)], run.seed, outcome.error) for row in rows
                for each, (run, outcome) in zip(scenarios, row, strict=True) if outcome.error)  # fmt: skip
    return found, tuple(failures)


def _names(asked: Question) -> dict[int, str]:
    """What scenarios are called, by identity."""
    return {
        id(scenario): name
        for place in asked.places
        for sides in place.sides
        for name, scenario in zip(place.names, sides, strict=True)
    }


def _of(place: Place, rows: Sequence[Sequence[Came]], columns: dict[int, int]) -> list[list[Came]]:
    """The runs of a point: a row a seed, in it baseline and candidate of each regime."""
    where = [columns[id(scenario)] for sides in place.sides for scenario in sides]
    return [[row[column] for column in where] for row in rows]


def _point(
    asked: Question,
    number: int,
    place: Place,
    rows: Sequence[Sequence[Came]],
    seeds: tuple[int, ...],
    worlds: Worlds,
    evidence: Evidence,
    homes: tuple[int, ...] | None,
) -> Point:
    sides = [
        Side(name, scenario, (*laid, *regime))
        for regime, pair in zip(asked.regimes, place.sides, strict=True)
        for name, scenario, laid in zip(place.names, pair, place.changes, strict=True)
    ]
    batch = separated(sides, seeds, rows, worlds)
    answer = None
    if len(batch.seeds) >= 2:
        both = [(side, side + 1) for side in range(0, len(sides), 2)]
        at = None if homes is None else tuple(homes[seeds.index(seed)] for seed in batch.seeds.ran)
        answer = Answer(tuple(compared(batch, *each, at) for each in both), evidence)
    return Point(
        number,
        {axis.key: plain(said(axis.key, value)) for axis, value in zip(asked.axes, place.values, strict=True)},
        place.changes,
        answer,
        tuple(tuple(run.metrics for run in side) for side in batch.results),
        batch.failures,
    )


def _rings(asked: Question) -> str | None:
    """The one regime that was asked for, where it is one of the two."""
    return asked.regimes[0][0].removeprefix(f"{RINGS}=") if asked.regimes in [(each,) for each in REGIMES] else None
