"""Carry out a trace: run both sides of a seed in one process, and compare whom the metric counts in each.

Logs are neither sent nor stored. The result of a pair is the people that the metric counts on each side, and the lives
requested.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np

from experiments.measures.counted import METRICS, Counted
from experiments.measures.metrics import BY_NAME
from experiments.measures.paths import LABELS, Codes, traits
from experiments.questions.trace.fates import FATES, NamedLog
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
class Selection:
    """The selection of a trace: the metric, and the lives to show."""

    metric: str = "exposed_per_10k"  # one of `counted.METRICS`
    worst: int = 1  # number of lives of those newly reached, the worst harm first
    workers: tuple[tuple[int, int], ...] = ()  # (seed, worker) of more lives to show


EXPOSURE = Selection()


def selection(metric: str, worst: int | None, workers: Sequence[str], first_seed: int) -> Selection:
    """Return the selection for these arguments. Raises BadInput.

    worst: number of lives; None: one, or none if workers are named
    workers: SEED/NUMBER of each, or NUMBER for the first seed
    """
    if metric not in METRICS:
        known = ", ".join(METRICS)
        raise BadInput([f"no metric '{metric}' that counts people{guess(metric, METRICS)}; {known} do"])
    named = tuple(_named(worker, first_seed) for worker in workers)
    return Selection(metric, (0 if named else 1) if worst is None else worst, named)


@dataclass(frozen=True, slots=True, eq=False)
class PairResult:
    """The result of a pair of runs."""

    pair: Pair
    lives: tuple[Life, ...]
    workers: int  # on the side that has more


def traced(
    sides: tuple[Scenario, Scenario],
    seeds: Iterable[int] = range(4),
    *,
    selection: Selection = EXPOSURE,
    worlds: Worlds = FIXED,
    engine: Engine = SERIAL,
    names: tuple[str, str] | None = None,
    changes: tuple[Sequence[str], Sequence[str]] = ((), ()),
    on_done: Callable[[], object] = lambda: None,
    work: Callable[[Run], Events] = simulated,
) -> tuple[Trace | None, tuple[Failure, ...]]:
    """Trace two scenarios over all seeds; return the trace, None if every pair crashed, and the failures.

    `on_done` is called after each pair. Raises BadInput where plausible worlds cannot be used, and for a worker that
    does not exist in any pair.
    """
    all_seeds, both_names = tuple(seeds), names or (sides[0].name, sides[1].name)
    _check_seeds(selection, all_seeds)
    baseline_runs, candidate_runs = (
        [Run(scenario(seed), seed) for seed in all_seeds] for scenario in map(worlds.of, sides)
    )
    work_of_pair = partial(paired, selection=selection, work=work)
    outcomes = execute(baseline_runs, work_of_pair, beside=candidate_runs, engine=engine, on_done=on_done)
    results = {outcome.result.pair.seed: outcome.result for outcome in outcomes if outcome.result}
    _check_workers(selection, results)
    failures = tuple(
        Failure(" → ".join(both_names), run.seed, outcome.error)
        for run, outcome in zip(baseline_runs, outcomes, strict=True)
        if outcome.error
    )
    if not results:
        return None, failures
    before, after = (
        Side(
            name, scenario, tuple(side_changes), tuple(run.key for run in side_runs if run.seed in results), worlds.name
        )
        for name, scenario, side_changes, side_runs in zip(
            both_names, sides, changes, (baseline_runs, candidate_runs), strict=True
        )
    )
    return Trace(
        both_names,
        BY_NAME[selection.metric],
        tuple(result.pair for result in results.values()),
        chosen([life for result in results.values() for life in result.lives], selection),
        ((before, after), Seeds(all_seeds, tuple(results))),
    ), failures


def paired(baseline: Run, candidate: Run, *, selection: Selection, work: Callable[[Run], Events]) -> PairResult:
    """Run both sides of a seed; return the people that the metric counts, and the selected lives."""
    logs = _log(baseline, "baseline", work), _log(candidate, "candidate", work)
    return of_logs(baseline.seed, *logs, selection)


def of_logs(seed: int, before: Events, after: Events, selection: Selection) -> PairResult:
    """Return the result of a pair from the logs of its runs."""
    baseline, candidate = (NamedLog(log, named(log)) for log in (before, after))
    pair = joined(seed, baseline, candidate, selection.metric)
    groups = max(map(traits, (before, after)), key=lambda columns: len(columns[0]))
    workers = [worker for its_seed, worker in selection.workers if its_seed == seed and worker < len(groups[0])]
    shown = dict.fromkeys([*workers, *worst(pair.persons(1))[: selection.worst].tolist()])
    return PairResult(pair, tuple(_life(worker, pair, baseline, candidate, groups) for worker in shown), len(groups[0]))


def worst(counted: Counted) -> Codes:
    """Sort the workers counted: by their outcome, the worst first, then by yen lost."""
    return counted.cause.worker[np.lexsort((counted.cause.worker, -counted.yen, -counted.outcome))]


def chosen(lives: Sequence[Life], selection: Selection) -> tuple[Life, ...]:
    """Choose from the lives of all pairs: those named, then those of the worst harm."""
    by_name = [life for life in lives if (life.seed, life.worker) in selection.workers]
    newly = [life for life in lives if life.status == "newly"]
    newly.sort(key=lambda life: (-life.outcome, -life.yen, life.seed, life.worker))
    return tuple({life.name: life for life in [*by_name, *newly[: selection.worst]]}.values())


def _life(worker: int, pair: Pair, baseline: NamedLog, candidate: NamedLog, groups: tuple[Codes, Codes]) -> Life:
    """Return both lives of a worker, with the accounts by which it counts."""
    age, record = (int(group[worker]) for group in groups)
    counts, counted = pair.status(worker), pair.after if worker in pair.after.cause.worker else pair.before
    own = first_of(counted.picked(counted.cause.worker == worker))
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
        moments=side_by_side(worker, baseline, candidate),
        accounts=_accounts(worker, (pair.before, baseline), (pair.after, candidate)),
    )


def _accounts(worker: int, *sides: tuple[Counted, NamedLog]) -> frozenset[str]:
    """Return the accounts by which a worker counts, on any side."""
    return frozenset(
        log.names.of_client(client)
        for counted, log in sides
        for client in counted.cause.client[counted.cause.worker == worker].tolist()
    )


def _log(run: Run, side: str, work: Callable[[Run], Events]) -> Events:
    """Return the log of a run; add the side to the notes of a crash."""
    try:
        return work(run)
    except (Exception, SystemExit) as problem:
        problem.add_note(f"on the side of the {side}, {run.scenario.name}")
        raise


def _named(text: str, first_seed: int) -> tuple[int, int]:
    """Return seed and number of a worker."""
    match = re.fullmatch(r"(?:(\d{1,10})/)?(\d{1,10})", text)
    if not match:
        raise BadInput([f"no worker '{text}': SEED/NUMBER names one, as 0/17, or 17 for the first seed"])
    seed, number = match.groups()
    return first_seed if seed is None else int(seed), int(number)


def _check_seeds(selection: Selection, seeds: tuple[int, ...]) -> None:
    for seed, worker in selection.workers:
        if seed not in seeds:
            raise BadInput(
                [f"no worker {seed}/{worker}: no pair has seed {seed}, they go from {seeds[0]} to {seeds[-1]}"]
            )


def _check_workers(selection: Selection, results: Mapping[int, PairResult]) -> None:
    for seed, worker in selection.workers:
        if seed in results and worker >= results[seed].workers:
            raise BadInput(
                [f"no worker {seed}/{worker}: those of seed {seed} are {seed}/0 to {seed}/{results[seed].workers - 1}"]
            )
