"""Study of redrawn answers: what an answer promises, counted where the truth is known.

Four platforms live in every plausible world with several lucks. Answers are drawn from these runs: worlds with
replacement, and in each one luck, or two for a second look. So the mean over all runs is the true effect, and nothing
is left to correct. Both sides of an answer on nothing are the baseline, with other luck on each.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from experiments.measures.metrics import BY_NAME
from experiments.runs.batch import carry_out
from experiments.runs.failures import whole
from experiments.runs.keeping import UNKEPT, Keeping
from experiments.runs.pools import SERIAL, Engine
from experiments.runs.watch import Watch, unwatched
from experiments.runs.works import ALL_METRICS, Work
from experiments.runs.worlds import PLAUSIBLE, Worlds
from experiments.studies.changes import Change
from experiments.studies.redrawn_result import CELLS, LEVELS, Counted, Redrawn
from experiments.verdicts.differences import paired
from experiments.verdicts.intervals import paired_bounds
from experiments.verdicts.looks import ERRORS, LUCKS, Look
from experiments.verdicts.margins import Verdict, margins, verdict
from experiments.verdicts.regimes import REGIMES
from experiments.verdicts.together import shared_tail
from policies.records import Floats

SEEDS = range(192)  # fixed: six lucks in each of 32 worlds
ANSWERS = 1_000  # drawn for each change and look
HARM = 1.05  # margins, by which a shifted answer harms
BASE = "production"
CHANGES = ("calling_open", "strict_screening", "no_warnings")
NOTHING = "nothing, with other luck"
SHARES = np.array([margins()[name].share for _, name in CELLS])  # (cells,)
RISES_HARM = np.array([BY_NAME[name].better == "down" for _, name in CELLS])  # (cells,)

type Places = NDArray[np.intp]  # (worlds, lucks) of drawn answers: which world, or which luck in it


@dataclass(frozen=True, slots=True)
class Read:
    """The words and bounds of one answer: of all headlines at once, then of each cell."""

    held: bool  # do all intervals hold the truth?
    words: list[Verdict]
    below: NDArray[np.bool_]  # (levels, cells) does the truth lie below the bound of a level?
    passes: NDArray[np.bool_]  # (cells,) is a harm beyond the margin ruled out, where there is one of HARM margins?


def redrawn(
    engine: Engine = SERIAL,
    watch: Watch = unwatched,
    keeping: Keeping = UNKEPT,
    *,
    seeds: Sequence[int] = SEEDS,
    answers: int = ANSWERS,
    work: Work[dict[str, float]] = ALL_METRICS,
    worlds: Worlds = PLAUSIBLE,
) -> Redrawn:
    """Draw answers from a pool of runs. Raise Crashed; Unusable; BadInput if plausible worlds cannot be used."""
    sides = [Change(name, (f"world.rings={rings}",)).side() for name in (BASE, *CHANGES) for rings in REGIMES]
    with watch(len(seeds) * len(sides), "redrawn answers") as step:
        batch = carry_out(sides, seeds, work, worlds=worlds, keeping=keeping, engine=engine, on_done=step)
    whole(batch, batch.failures)
    homes = worlds.homes(sides[0].scenario, batch.seeds.ran)
    assert homes is not None
    runs = dict(zip(((name, rings) for name in (BASE, *CHANGES) for rings in REGIMES), batch.results, strict=True))
    before, *others = (
        np.array([by_world(runs[side, rings], homes, name) for rings, name in CELLS]) for side in (BASE, *CHANGES)
    )
    counted = [
        counted_in(name, look, before, after, answers)
        for name, after in zip((*CHANGES, NOTHING), (*others, before), strict=True)
        for look in ERRORS
    ]
    return Redrawn(len(set(homes)), before.shape[-1], sides[0].scenario.world.workers, answers, tuple(counted))


def by_world(runs: Sequence[dict[str, float]], homes: Sequence[int], name: str) -> Floats:
    """Return the (worlds, lucks) values of a metric, as many lucks as every world has."""
    values: dict[int, list[float]] = {}
    for run, home in zip(runs, homes, strict=True):
        values.setdefault(home, []).append(run[name])
    lucks = min(map(len, values.values()))
    return np.array([values[home][:lucks] for home in sorted(values)])


def counted_in(change: str, look: Look, before: Floats, after: Floats, answers: int) -> Counted:
    """Return what so many drawn answers say, held against the truth.

    before, after: (cells, worlds, lucks) headlines in each regime, of both sides; the same where nothing is changed
    """
    rng = np.random.default_rng(look)
    truth = (after - before).mean((-2, -1))
    rows = [_drawn(rng, look, before, after) for _ in range(answers)]
    read = [_read(look, *row, truth) for row in rows]
    words = np.array([each.words for each in read])
    return Counted(
        change,
        look,
        float(np.mean([each.held for each in read])),
        words,
        np.mean([each.below for each in read], axis=0),
        np.mean([each.passes for each in read], axis=0),
    )


def _drawn(rng: np.random.Generator, look: Look, before: Floats, after: Floats) -> tuple[Floats, Floats]:
    """Return the (cells, worlds) means of both sides of a drawn answer; those on nothing share no luck."""
    _, worlds, lucks = before.shape
    places: Places = rng.integers(worlds, size=(worlds, 1))
    order: Places = rng.permuted(np.tile(np.arange(lucks), (worlds, 1)), axis=1)
    count = LUCKS ** (look - 1)
    first, second = order[:, :count], order[:, count : 2 * count] if after is before else order[:, :count]
    return before[:, places, first].mean(-1), after[:, places, second].mean(-1)


def _read(look: Look, before: Floats, after: Floats, truth: Floats) -> Read:
    """Return what an answer says. before, after: (cells, worlds); truth: (cells,) the effect."""
    tail = shared_tail(list(after - before), ERRORS[look])
    low, high = paired_bounds(before, after, tail)
    each = [
        paired(BY_NAME[name], *sides, tail=tail)
        for (_, name), sides in zip(CELLS, zip(before, after, strict=True), strict=True)
    ]
    within = SHARES * before.mean(-1)
    shift = np.where(RISES_HARM, HARM * within - truth, -HARM * within - truth)
    reach = np.where(RISES_HARM, high + shift, -(low + shift))
    bounds = [paired_bounds(before, after, min(level, 1 - level))[level > 1 / 2] for level in LEVELS]
    return Read(
        bool(np.all((low <= truth) & (truth <= high))),
        [verdict(difference) for difference in each],
        np.array(bounds) > truth,
        reach <= within,
    )
