"""The gate: a change of policies is run beside its base, on the same people in the same worlds, and judged."""

import time
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from experiments.measures.counted import METRICS as COUNTING
from experiments.measures.metrics import BY_NAME
from experiments.questions.compare.comparison import OTHER_WORLD
from experiments.questions.gate import again, luck
from experiments.questions.gate.concerned import nobody
from experiments.questions.gate.guardrails import Guardrails
from experiments.questions.gate.judging import Ruling, beyond, ruled, tail, together, worst_first
from experiments.questions.gate.peer import Broken, How, Peer, Seat, Side
from experiments.questions.gate.result import Asked, Gate
from experiments.questions.gate.sampling import Clock, Sample, Sampler, in_order
from experiments.questions.gate.standing import Revised, differing, idle_of, keys_of, standing, worlds_differ
from experiments.questions.trace.ask import EXPOSURE, chosen, found_in
from experiments.questions.trace.result import Trace
from experiments.verdicts.differences import Difference, differences
from experiments.verdicts.regimes import Regime

SIDES: tuple[Side, ...] = ("base", "head")
COSTS = (
    "staff_yen",
    "fee_yen",
    "honest_orders_lost_yen",
    "honest_clients_restricted",
    "honest_texts_stopped",
    "publication_lag_p50",
)


@dataclass(frozen=True, slots=True)
class Sides:
    """Both sides."""

    base: Seat
    head: Seat
    revised: Revised | None = None  # None where both have the same code


def gate(asked: Asked, sides: Sides, how: How) -> Gate:
    """Run both sides and judge the change. What keeps it from running is a verdict too.

    Raises BadInput where the head cannot be used as it is asked for, and Interrupted.
    """
    try:
        return _judged(asked, sides, how)
    except Broken as problem:
        return Gate(asked, str(problem), traceback=problem.traceback)


def _judged(asked: Asked, sides: Sides, how: How) -> Gate:
    rails, clock, began = asked.guardrails, Clock(), time.time()
    looks = [pairs for pairs in (rails.pairs, rails.second_look) if pairs is not None]
    with ExitStack() as stack:
        with clock.stage("both sides get ready"):
            before = stack.enter_context(Peer(sides.base, rails.regimes, looks[-1], how))
            after = stack.enter_context(Peer(sides.head, rails.regimes, looks[-1], how))
            stand = standing(before, after, sides.revised)
        there = Gate(
            asked,
            days=stand["head"]["days"],
            workers=stand["head"]["workers"],
            worlds=stand["head"]["worlds"],
            outside=tuple(stand["head"]["outside"]),
            keys=keys_of(stand, rails, rails.pairs),
            differing=differing(stand),
        )
        if worlds_differ(stand):
            there = _noted(there, [OTHER_WORLD])
        if stand["base"]["keys"] == stand["head"]["keys"]:
            return replace(there, identical=True, pairs=rails.pairs, outside=(), seconds=clock.seconds)
        sampler = Sampler(before, after, stand, rails, how, clock)
        for look, pairs in enumerate(looks, start=1):
            sample = sampler.sample(pairs)
            if look == 1:
                with clock.stage("some runs of each side again"):
                    _reproduced(sides, how, sampler, sample, began)
            sample, apart = _enough(sampler, sample, rails, tail(len(looks)))
            rulings, costs = _rulings(sample, rails, tail(len(looks)), apart)
            if together(rulings) != "inconclusive":
                break
        trace = None
        if together(rulings) != "pass":
            with clock.stage("whom it harms"):
                trace = _trace(before, after, rulings, sample)
    return replace(
        _noted(there, idle_of(stand, equal=sample.equal)),
        equal=sample.equal,
        pairs=sample.pairs,
        looks=look,
        keys={side: sample.keys_of(side) for side in SIDES},
        rulings=rulings,
        costs=costs,
        values={side: sample.values(side) for side in SIDES},
        touched=sample.touched,
        luck=apart,
        trace=trace,
        seconds=clock.seconds,
    )


def _noted(there: Gate, notes: Sequence[str]) -> Gate:
    return replace(there, asked=replace(there.asked, notes=(*there.asked.notes, *notes)))


def _enough(
    sampler: Sampler, sample: Sample, rails: Guardrails, left_out: float
) -> tuple[Sample, dict[Regime, dict[str, float]]]:
    """The sample, with more pairs where few differ, and how far two runs of one world lie apart where any does."""
    touched = [regime for regime, pairs in sample.touched.items() if pairs]
    base, head = sample.values("base"), sample.values("head")
    apart = luck.distances(base, sampler.other_luck(touched))
    more = luck.enough(rails, (base, head), apart, sampler.most, left_out)
    return sampler.sample(more) if more > sample.pairs else sample, apart


def _reproduced(sides: Sides, how: How, sampler: Sampler, sample: Sample, began: float) -> None:
    """Raises Broken where a side's runs come out otherwise when some are repeated; all of them are forgotten then."""
    seats: dict[Side, Seat] = {"base": sides.base, "head": sides.head}
    runs = in_order(sample.regimes, sample.pairs)
    places = again.chosen(runs, sample.found)
    first = {side: [outcomes[place] for place in places] for side, outcomes in sample.found.items()}
    moody = again.irreproducible(seats, sample.regimes, how, [runs[place] for place in places], first, began)
    for side in moody:
        again.forget(how, sampler.every_key(side))
    if moody:
        why = "a rule depends on more than what it is asked, as on the time, or on chance; its runs are forgotten"
        problems = list(moody.values())
        raise problems[0].within("\n".join([*map(str, problems), why]))


def _trace(before: Peer, after: Peer, rulings: Sequence[Ruling], sample: Sample) -> Trace | None:
    """Who is harmed in the pair that is harmed most: by the worst guardrail that counts people, else by exposure.

    None where no pair gets worse by any of these.
    """
    counting = [ruling.rail for ruling in worst_first(rulings) if ruling.rail.metric.name in COUNTING]
    looks = [(rail.metric.name, rail.regime) for rail in counting] or [(EXPOSURE.metric, sample.regimes[0])]
    base, head = sample.values("base"), sample.values("head")
    for name, regime in looks:
        seed, harm = _worst(base[regime][name], head[regime][name])
        if harm > 0:
            break
    else:
        return None
    run = sample.regimes.index(regime), seed
    with TemporaryDirectory(prefix="policylab-logs-") as room:
        peers = {"base": before, "head": after}
        for side, peer in peers.items():
            peer.begin_log(run, Path(room) / side)
        logs = [peer.log() for peer in peers.values()]
    look = replace(EXPOSURE, metric=name)
    found = found_in(run[1], logs[0], logs[1], look)
    return Trace(("base", "head"), BY_NAME[name], (found.pair,), chosen(found.lives, look))


def _worst(before: Sequence[float], after: Sequence[float]) -> tuple[int, float]:
    """The pair in which a metric rises most, and by how much."""
    risen = np.nan_to_num(np.subtract(after, before), nan=-np.inf)
    seed = int(np.argmax(risen))
    return seed, float(risen[seed])


def _rulings(
    sample: Sample, rails: Guardrails, left_out: float, apart: luck.Distances
) -> tuple[tuple[Ruling, ...], dict[Regime, tuple[Difference, ...]]]:
    """What each guardrail says, and what the change costs. Raises Broken where the sides are not treated alike."""
    rulings: list[Ruling] = []
    costs: dict[Regime, tuple[Difference, ...]] = {}
    base, head = sample.values("base"), sample.values("head")
    for regime in sample.regimes:
        first, second = _rows(base[regime]), _rows(head[regime])
        lies = apart.get(regime)
        found = {each.metric.name: each for each in differences(first, second, left_out, lies)}
        turned = {each.metric.name: each for each in differences(second, first, left_out, lies)}
        for name, each in found.items():
            if not _opposite(each, turned[name]):
                raise Broken(f"{name}: with the sides swapped its interval does not turn its sign")
        for rail in rails.rails:
            if rail.regime == regime:
                name = rail.metric.name
                lie = None if lies is None else lies[name]
                over = beyond(rail, base[regime][name], head[regime][name], left_out, lie)
                ruling = ruled(rail, found[name], sample.pairs, float(over))
                if nobody(rail.metric, base[regime], head[regime]):
                    ruling = Ruling(rail, replace(found[name], low=0.0, high=0.0), "pass", ruling.margin, 0.0, None)
                rulings.append(ruling)
        costs[regime] = tuple(found[name] for name in COSTS)
    return tuple(rulings), costs


def _rows(values: Mapping[str, Sequence[float]]) -> list[dict[str, float]]:
    """A row a pair."""
    return [dict(zip(BY_NAME, row, strict=True)) for row in zip(*(values[name] for name in BY_NAME), strict=True)]


def _opposite(found: Difference, turned: Difference) -> bool:
    mine, theirs = (found.difference, found.low, found.high), (-turned.difference, -turned.high, -turned.low)
    scale = max((abs(each) for each in mine if each == each), default=0.0)
    return all(
        one == other or abs(one - other) <= 1e-9 * scale or (one != one and other != other)
        for one, other in zip(mine, theirs, strict=True)
    )
