"""The gate: run a change of policies beside its base, on the same people in the same worlds, and judge it."""

import time
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from experiments.language.messages import message
from experiments.measures.counted import METRICS as COUNTING
from experiments.measures.metrics import BY_NAME
from experiments.questions.compare.comparison import OTHER_WORLD
from experiments.questions.compare.words import stray
from experiments.questions.gate import again, luck
from experiments.questions.gate.concerned import nobody
from experiments.questions.gate.descriptions import (
    BaseRevision,
    Descriptions,
    describe_both,
    differing,
    idle_of,
    keys_of,
    worlds_differ,
)
from experiments.questions.gate.guardrails import Guardrails
from experiments.questions.gate.judging import Ruling, beyond, ruled, together, worst_first
from experiments.questions.gate.process import Broken, GateOptions, RunId, SideCommand, SideSpec
from experiments.questions.gate.result import Gate, Request
from experiments.questions.gate.sampling import AGAIN, FIRST, Clock, Sample, Sampler, in_order
from experiments.questions.trace.ask import EXPOSURE, chosen, of_logs
from experiments.questions.trace.result import Trace
from experiments.runs.worlds import sets_size
from experiments.store.store import NOWHERE, Store
from experiments.verdicts.differences import Difference, differences
from experiments.verdicts.pairs import defined
from experiments.verdicts.regimes import Regime
from scenarios import BadInput
from scenarios.problems import problem
from scenarios.space import Stray

COSTS = (
    "staff_yen",
    "fee_yen",
    "honest_orders_lost_yen",
    "honest_clients_restricted",
    "honest_texts_stopped",
    "publication_lag_p50",
)


type Rulings = tuple[tuple[Ruling, ...], dict[Regime, tuple[Difference, ...]]]  # and the costs of the change


@dataclass(frozen=True, slots=True)
class Sides:
    """Both sides of a gate."""

    base: SideSpec
    head: SideSpec
    revision: BaseRevision | None = None  # None where both have the same code

    def enlarged(self, workers: int, descriptions: Descriptions) -> "Sides | None":
        """Return both sides with so many workers, and as many more clients; None if they have as many.

        Raises BadInput if the user asks for a smaller market: nothing can be judged in it.
        """
        there = descriptions["head"]["workers"]
        if there >= workers:
            return None
        if sizes := [change for side in (self.base, self.head) for change in side.changes if sets_size(change)]:
            few = f"{there:,} workers are too few to judge by these guardrails, whose margins need {workers:,}"
            raise BadInput([problem(sizes[0], f"{few}: leave the size out, and the gate takes as many")])
        base, head = (
            replace(side, changes=(*_size(workers, round(description["clients"] * workers / there)), *side.changes))
            for side, description in zip((self.base, self.head), descriptions.values(), strict=True)
        )
        return replace(self, base=base, head=head)


def _size(workers: int, clients: int) -> tuple[str, ...]:
    return "scale=1", f"world.workers={workers}", f"world.clients={clients}"


def gate(request: Request, sides: Sides, options: GateOptions) -> Gate:
    """Run both sides and judge the change. A side that cannot be run gives a verdict too.

    Raises BadInput where the request does not fit the head, and Interrupted.
    """
    try:
        with TemporaryDirectory(prefix="policylab-runs-") as room:  # several commands share their runs
            lasting = options if options.store != NOWHERE else replace(options, store=Path(room) / "runs.sqlite")
            return _judged(request, sides, lasting)
    except Broken as broken:
        return Gate(request, str(broken), traceback=broken.traceback)


def _judged(request: Request, sides: Sides, options: GateOptions) -> Gate:
    rails, clock, start = request.guardrails, Clock(), time.time()
    runs = in_order(rails.regimes, rails.looks[-1])
    with clock.stage(message("both sides get ready")):
        descriptions = _described(sides, runs, options)
        if rails.workers is not None and (larger := sides.enlarged(rails.workers, descriptions)) is not None:
            sides = larger
            descriptions = _described(sides, runs, options)
    head = descriptions["head"]
    draft = Gate(
        request,
        days=head["days"],
        workers=head["workers"],
        worlds=head["worlds"],
        outside=tuple(stray(Stray(**number)) for number in head["outside"]),
        keys={side: keys_of(description, runs, rails.pairs) for side, description in descriptions.items()},
        differing=differing(descriptions),
    )
    if worlds_differ(descriptions):
        draft = _with_notes(draft, [OTHER_WORLD])
    if descriptions["base"]["keys"] == head["keys"]:
        return replace(draft, identical=True, pairs=rails.pairs, outside=(), seconds=clock.seconds)
    Store(options.store).close()  # one that cannot be opened is told here, and not by a side
    sampler = Sampler({"base": sides.base, "head": sides.head}, descriptions, rails, options, clock)
    sample = sampler.sample(rails.pairs, FIRST)
    with clock.stage(message("some runs of each side again")):
        _check_reproducible(sampler, sample, start)
    look, sample, apart, (rulings, costs) = _settled(sampler, sample, rails)
    trace = None
    if together(rulings) != "pass":
        with clock.stage(message("whom it harms")):
            trace = _trace(sampler, rulings, sample)
    return replace(
        _with_notes(draft, idle_of(descriptions, equal=sample.equal)),
        equal=sample.equal,
        pairs=sample.pairs,
        looks=look,
        keys={side: sample.keys_of(side) for side in sampler.specs},
        rulings=rulings,
        costs=costs,
        values={side: sample.values(side) for side in sampler.specs},
        touched=sample.touched,
        luck=apart,
        trace=trace,
        seconds=clock.seconds,
    )


def _described(sides: Sides, runs: Sequence[RunId], options: GateOptions) -> Descriptions:
    with ExitStack() as stack:
        before, after = (
            stack.enter_context(SideCommand(spec, runs, options, "--dry-run")) for spec in (sides.base, sides.head)
        )
        return describe_both(before, after, sides.revision)


def _settled(
    sampler: Sampler, sample: Sample, rails: Guardrails
) -> tuple[int, Sample, dict[Regime, dict[str, float]], Rulings]:
    """Look at the sample, and once more, at more pairs, if that cannot tell.

    Returns the number of looks, the pairs of the last one, the distances of the regimes in which any of them differs,
    and its rulings.
    """
    for look, pairs in enumerate(rails.looks, start=1):
        if look > 1:
            sample = sampler.sample(pairs, AGAIN)
        touched = [regime for regime, seeds in sample.touched.items() if seeds]
        apart = luck.distances(sample.values("base"), sampler.other_luck(touched))
        result = _rulings(sample, rails, rails.left_out, apart)
        if together(result[0]) != "inconclusive":
            break
    return look, sample, apart, result


def _with_notes(result: Gate, notes: Sequence[str]) -> Gate:
    return replace(result, request=replace(result.request, notes=(*result.request.notes, *notes)))


def _check_reproducible(sampler: Sampler, sample: Sample, start: float) -> None:
    """Raise Broken where repeated runs of a side differ, after deleting all its runs from the store."""
    runs = in_order(sample.regimes, sample.pairs)
    places = again.chosen(runs, sample.outcomes)
    first = {side: [outcomes[place] for place in places] for side, outcomes in sample.outcomes.items()}
    repeated = [runs[place] for place in places]
    unreliable = again.irreproducible(sampler.specs, sampler.options, repeated, first, start)
    for side in unreliable:
        again.forget(sampler.options, sampler.every_key(side))
    if unreliable:
        why = "a rule depends on more than what it is asked, as on the time, or on chance; its runs are forgotten"
        problems = list(unreliable.values())
        raise problems[0].within("\n".join([*map(str, problems), why]))


def _trace(sampler: Sampler, rulings: Sequence[Ruling], sample: Sample) -> Trace | None:
    """Trace the pair that is harmed most, by the worst guardrail that counts people, else by exposure.

    None where no pair gets worse by any of these.
    """
    counting = [ruling.rail for ruling in worst_first(rulings) if ruling.rail.metric.name in COUNTING]
    candidates = [(rail.metric.name, rail.regime) for rail in counting] or [(EXPOSURE.metric, sample.regimes[0])]
    base, head = sample.values("base"), sample.values("head")
    for name, regime in candidates:
        seed, harm = _worst(base[regime][name], head[regime][name])
        if harm > 0:
            break
    else:
        return None
    with TemporaryDirectory(prefix="policylab-logs-") as room, ExitStack() as stack:
        folders = {side: Path(room) / side for side in sampler.specs}
        for folder in folders.values():
            folder.mkdir()
        commands = [
            stack.enter_context(sampler.command(side, [(regime, seed)], f"--logs={folder}"))
            for side, folder in folders.items()
        ]
        logs = [command.log() for command in commands]
    selection = replace(EXPOSURE, metric=name)
    traced = of_logs(seed, logs[0], logs[1], selection)
    return Trace(("base", "head"), BY_NAME[name], (traced.pair,), chosen(traced.lives, selection))


def _worst(before: Sequence[float], after: Sequence[float]) -> tuple[int, float]:
    """Return the pair in which a metric rises most, and the rise."""
    risen = np.nan_to_num(np.subtract(after, before), nan=-np.inf)
    seed = int(np.argmax(risen))
    return seed, float(risen[seed])


def _rulings(sample: Sample, rails: Guardrails, left_out: float, apart: luck.Distances) -> Rulings:
    """Return the rulings, and the costs of the change. Raises Broken where swapped sides give another result."""
    rulings: list[Ruling] = []
    costs: dict[Regime, tuple[Difference, ...]] = {}
    base, head = sample.values("base"), sample.values("head")
    for regime in sample.regimes:
        first, second = _rows(base[regime]), _rows(head[regime])
        distances = apart.get(regime)
        by_name, swapped = (
            {each.metric.name: each for each in differences(*sides, left_out, distances, sample.homes)}
            for sides in ((first, second), (second, first))
        )
        for name, difference in by_name.items():
            if not _opposite(difference, swapped[name]):
                raise Broken(f"{name}: with the sides swapped its interval does not turn its sign")
        for rail in rails.rails:
            if rail.regime == regime:
                name = rail.metric.name
                distance = None if distances is None else distances[name]
                by_world = defined(base[regime][name], head[regime][name], sample.homes).by_world()
                over = beyond(rail, *by_world, left_out, distance)
                concerns = regime in apart and not nobody(rail, base[regime], head[regime])
                rulings.append(ruled(rail, by_name[name], sample.pairs, float(over), concerns=concerns))
        costs[regime] = tuple(by_name[name] for name in COSTS)
    return tuple(rulings), costs


def _rows(values: Mapping[str, Sequence[float]]) -> list[dict[str, float]]:
    """Return one row of metrics per pair."""
    return [dict(zip(BY_NAME, row, strict=True)) for row in zip(*(values[name] for name in BY_NAME), strict=True)]


def _opposite(difference: Difference, swapped: Difference) -> bool:
    """Return whether swapped sides give the same numbers with the opposite sign."""
    mine, theirs = (
        (difference.difference, difference.low, difference.high),
        (-swapped.difference, -swapped.high, -swapped.low),
    )
    scale = max((abs(value) for value in mine if value == value), default=0.0)
    return all(
        first == second or abs(first - second) <= 1e-9 * scale or (first != first and second != second)
        for first, second in zip(mine, theirs, strict=True)
    )
