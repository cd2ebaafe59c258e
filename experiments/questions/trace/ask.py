"""Carries a trace out: both runs of a seed in one process, which tells who is reached in which of them, and by what.

Logs neither travel nor are kept: what leaves a pair is whom the metric counts on each side, and the lives asked for.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np

from experiments.measures.counted import METRICS, Counted
from experiments.measures.metrics import BY_NAME
from experiments.measures.paths import LABELS, Codes, traits
from experiments.questions.trace.fates import FATES, World
from experiments.questions.trace.life import Life
from experiments.questions.trace.lives import side_by_side
from experiments.questions.trace.names import names as named
from experiments.questions.trace.pairing import Pair, coded, first_of, joined, label
from experiments.questions.trace.result import Trace
from experiments.runs.engine import execute
from experiments.runs.failures import Failure
from experiments.runs.plan import Run
from experiments.runs.pools import SERIAL, Engine
from experiments.runs.provenance import Seeds, Side
from experiments.runs.work import simulated
from experiments.runs.worlds import FIXED, Worlds
from scenarios import BadInput, Scenario
from scenarios.problems import guess
from sim.state.log import Events


@dataclass(frozen=True, slots=True)
class Look:
    """What is looked for in a pair of runs."""

    metric: str = "exposed_per_10k"  # one of `counted.METRICS`
    worst: int = 1  # so many lives of those newly reached, the worst harm first
    workers: tuple[tuple[int, int], ...] = ()  # (seed, worker) of lives to be told besides


EXPOSURE = Look()


def look(metric: str, worst: int | None, workers: Sequence[str], first_seed: int) -> Look:
    """What somebody asks to look for. workers: SEED/NUMBER of each, or NUMBER of the first seed. Raises BadInput.

    worst: one life where none is asked for
    """
    if metric not in METRICS:
        known = ", ".join(METRICS)
        raise BadInput([f"no metric '{metric}' that counts people{guess(metric, METRICS)}; {known} do"])
    asked = tuple(_named(each, first_seed) for each in workers)
    return Look(metric, (0 if asked else 1) if worst is None else worst, asked)


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """What leaves a pair of runs."""

    pair: Pair
    lives: tuple[Life, ...]
    workers: int  # how many there are on either side


def traced(
    sides: tuple[Scenario, Scenario],
    seeds: Iterable[int] = range(4),
    *,
    look: Look = EXPOSURE,
    worlds: Worlds = FIXED,
    engine: Engine = SERIAL,
    names: tuple[str, str] | None = None,
    changes: tuple[Sequence[str], Sequence[str]] = ((), ()),
    on_done: Callable[[], object] = lambda: None,
    work: Callable[[Run], Events] = simulated,
) -> tuple[Trace | None, tuple[Failure, ...]]:
    """Two scenarios with every seed, as `answer` has them → who is reached in which, None when every pair crashed.

    `on_done` is called after each pair. Raises BadInput where plausible worlds cannot be used, and for a worker whom
    no pair knows.
    """
    asked, called = tuple(seeds), names or (sides[0].name, sides[1].name)
    _check_seeds(look, asked)
    runs, others = ([Run(scenario(seed), seed) for seed in asked] for scenario in map(worlds.of, sides))
    work_of_pair = partial(paired, others={run.seed: run for run in others}, look=look, work=work)
    outcomes = execute(runs, work_of_pair, engine=engine, on_done=on_done)
    found = {outcome.result.pair.seed: outcome.result for outcome in outcomes if outcome.result}
    _check_workers(look, found)
    failures = tuple(
        Failure(" → ".join(called), run.seed, outcome.error)
        for run, outcome in zip(runs, outcomes, strict=True)
        if outcome.error
    )
    if not found:
        return None, failures
    before, after = (
        Side(name, side, tuple(laid), tuple(run.key for run in there if run.seed in found), worlds.name)
        for name, side, laid, there in zip(called, sides, changes, (runs, others), strict=True)
    )
    return Trace(
        called,
        BY_NAME[look.metric],
        tuple(each.pair for each in found.values()),
        chosen([life for each in found.values() for life in each.lives], look),
        ((before, after), Seeds(asked, tuple(found))),
    ), failures


def paired(run: Run, *, others: Mapping[int, Run], look: Look, work: Callable[[Run], Events]) -> Found:
    """Both runs of a seed: whom the metric counts, and the lives asked for, with those of the worst harm."""
    return found_in(run.seed, _log(run, "baseline", work), _log(others[run.seed], "candidate", work), look)


def found_in(seed: int, before: Events, after: Events, look: Look) -> Found:
    """The same of the logs of both runs."""
    here, there = (World(log, named(log)) for log in (before, after))
    pair = joined(seed, here, there, look.metric)
    groups = max(map(traits, (before, after)), key=lambda each: len(each[0]))
    workers = [worker for of, worker in look.workers if of == seed and worker < len(groups[0])]
    told = dict.fromkeys([*workers, *worst(pair.persons(1))[: look.worst].tolist()])
    return Found(pair, tuple(_life(worker, pair, here, there, groups) for worker in told), len(groups[0]))


def worst(found: Counted) -> Codes:
    """Workers by the worst that came of it, then by yen lost."""
    return found.cause.worker[np.lexsort((found.cause.worker, -found.yen, -found.outcome))]


def chosen(lives: Sequence[Life], look: Look) -> tuple[Life, ...]:
    """Of the lives of all pairs those asked for by name, then those of the worst harm."""
    by_name = [life for life in lives if (life.seed, life.worker) in look.workers]
    newly = [life for life in lives if life.status == "newly"]
    newly.sort(key=lambda life: (-life.outcome, -life.yen, life.seed, life.worker))
    return tuple({life.name: life for life in [*by_name, *newly[: look.worst]]}.values())


def _life(worker: int, pair: Pair, here: World, there: World, groups: tuple[Codes, Codes]) -> Life:
    """Both lives of a worker, and because of whom it counts."""
    age, record = (int(group[worker]) for group in groups)
    counts, there_too = pair.status(worker), pair.after if worker in pair.after.cause.worker else pair.before
    own = first_of(there_too.picked(there_too.cause.worker == worker))
    fate = ""
    if counts in ("newly", "spared"):
        side = int(counts == "newly")
        place = pair.persons(side).cause.worker.tolist().index(worker)
        fate = FATES[pair.fates[side][place]]
    return Life(
        seed=pair.seed,
        worker=worker,
        status=counts,
        group=f"{LABELS['age'][age]}, {LABELS['experience'][record]}",
        path=label("path", int(coded(own, "path")[0])) if len(own) else "",
        outcome=int(own.outcome.sum()),
        yen=float(own.yen.sum()),
        fate=fate,
        moments=side_by_side(worker, here, there),
        accounts=_accounts(worker, (pair.before, here), (pair.after, there)),
    )


def _accounts(worker: int, *sides: tuple[Counted, World]) -> frozenset[str]:
    """Because of whom somebody counts, on any side."""
    return frozenset(
        world.names.of_client(client)
        for found, world in sides
        for client in found.cause.client[found.cause.worker == worker].tolist()
    )


def _log(run: Run, side: str, work: Callable[[Run], Events]) -> Events:
    """The log of a run; when it crashes, it is said on which side."""
    try:
        return work(run)
    except (Exception, SystemExit) as problem:
        problem.add_note(f"on the side of the {side}, {run.scenario.name}")
        raise


def _named(told: str, first_seed: int) -> tuple[int, int]:
    """Seed and number of a worker."""
    found = re.fullmatch(r"(?:(\d{1,10})/)?(\d{1,10})", told)
    if not found:
        raise BadInput([f"no worker '{told}': SEED/NUMBER names one, as 0/17, or 17 for the first seed"])
    seed, number = found.groups()
    return first_seed if seed is None else int(seed), int(number)


def _check_seeds(look: Look, seeds: tuple[int, ...]) -> None:
    for seed, worker in look.workers:
        if seed not in seeds:
            raise BadInput(
                [f"no worker {seed}/{worker}: no pair has seed {seed}, they go from {seeds[0]} to {seeds[-1]}"]
            )


def _check_workers(look: Look, found: Mapping[int, Found]) -> None:
    for seed, worker in look.workers:
        if seed in found and worker >= found[seed].workers:
            raise BadInput(
                [f"no worker {seed}/{worker}: those of seed {seed} are {seed}/0 to {seed}/{found[seed].workers - 1}"]
            )
