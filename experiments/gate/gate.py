"""The gate: a change of policies is run beside its base, on the same people in the same worlds, and judged."""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np

from experiments.gate import again, luck
from experiments.gate.peer import Broken, How, Mixed, Outcome, Peer, Ran, Seat, Side
from experiments.gate.standing import Revised, Stand, differing, idle_of, keys_of, standing
from experiments.measures.counted import METRICS as COUNTING
from experiments.measures.metrics import BY_NAME, METRICS
from experiments.results.gate import Asked, Gate, Values
from experiments.results.trace import Trace
from experiments.runs.tracing import EXPOSURE, chosen, found_in
from experiments.verdicts.concerned import nobody
from experiments.verdicts.differences import Difference, differences
from experiments.verdicts.guardrails import Guardrails, Regime
from experiments.verdicts.judging import Ruling, beyond, ruled, tail, together, worst_first

WORLD = "the numbers of the world"  # as `changes.changed` says it
ANOTHER_WORLD = "the worlds differ too, so the difference is not the policy's alone"
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


@dataclass(slots=True)
class _Clock:
    """Where the time goes."""

    seconds: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        started = time.perf_counter()
        yield
        self.seconds[name] = self.seconds.get(name, 0.0) + time.perf_counter() - started


def gate(asked: Asked, sides: Sides, how: How) -> Gate:
    """Run both sides and judge the change. What keeps it from running is a verdict too.

    Raises BadInput where the head cannot be used as it is asked for, and Interrupted.
    """
    try:
        return _judged(asked, sides, how)
    except Broken as problem:
        return Gate(asked, str(problem), traceback=problem.traceback)


def _judged(asked: Asked, sides: Sides, how: How) -> Gate:
    rails, clock = asked.guardrails, _Clock()
    most = rails.second_look or rails.pairs
    began = time.time()
    with ExitStack() as stack:
        with clock.stage("both sides get ready"):
            before = stack.enter_context(Peer(sides.base, rails.regimes, most, how))
            after = stack.enter_context(Peer(sides.head, rails.regimes, most, how))
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
        if WORLD in there.differing:
            there = replace(there, asked=replace(asked, notes=(*asked.notes, ANOTHER_WORLD)))
        if stand["base"]["keys"] == stand["head"]["keys"]:
            return replace(there, identical=True, pairs=rails.pairs, outside=(), seconds=clock.seconds)
        looks = [pairs for pairs in (rails.pairs, rails.second_look) if pairs is not None]
        for look, pairs in enumerate(looks, start=1):
            runs: list[Ran] = [(regime, seed) for regime in range(len(rails.regimes)) for seed in range(pairs)]
            found = _carried_out(before, after, stand, runs, how, clock)
            if look == 1:
                with clock.stage("some runs of each side again"):
                    _reproduced(sides, rails, how, runs, found, stand, began)
            equal = all(one.digest == other.digest for one, other in zip(found["base"], found["head"], strict=True))
            values = {side: _values(outcomes, rails, pairs) for side, outcomes in found.items()}
            touched = luck.touched(found["base"], found["head"], rails)
            apart = {}
            if regimes := [regime for regime in touched if touched[regime]]:
                before.begin(others := luck.again(regimes, rails, most))
                with how.watch(len(others), "runs of other luck") as step, clock.stage("the base with other luck"):
                    apart = luck.distances(regimes, values["base"], _came(before, "base", step))
            rulings, costs = _rulings(values, rails, pairs, tail(len(looks)), apart)
            if together(rulings) != "inconclusive":
                break
        there = replace(there, asked=replace(there.asked, notes=(*there.asked.notes, *idle_of(stand, equal=equal))))
        trace = None
        if together(rulings) != "pass":
            with clock.stage("whom it harms"):
                trace = _trace(before, after, rulings, rails, values)
    return replace(
        there,
        equal=equal,
        pairs=pairs,
        looks=look,
        keys=keys_of(stand, rails, pairs),
        rulings=rulings,
        costs=costs,
        values=values,
        touched=touched,
        luck=apart,
        trace=trace,
        seconds=clock.seconds,
    )


def _carried_out(
    before: Peer, after: Peer, stand: Stand, runs: Sequence[Ran], how: How, clock: _Clock
) -> dict[Side, list[Outcome]]:
    """What came of the runs on both sides. Those of the head that are the base's own are not carried out again."""
    own = [run for run in runs if _key(stand["base"], run) != _key(stand["head"], run)]
    with how.watch(len(runs) + len(own), "runs") as step:
        with clock.stage("runs of the base"):
            before.begin(runs)
            first = _came(before, "base", step)
        with clock.stage("runs of the head"):
            after.begin(own)
            second = dict(zip(own, _came(after, "head", step), strict=True))
    return {"base": first, "head": [second.get(run, same) for run, same in zip(runs, first, strict=True)]}


def _key(there: dict[str, Any], run: Ran) -> str:
    regime, seed = run
    key: str = there["keys"][regime][seed]
    return key


def _came(peer: Peer, side: Side, step: Callable[[], object]) -> list[Outcome]:
    try:
        return peer.came(step)
    except Mixed:
        raise
    except Broken as problem:
        raise problem.within(f"a run of the {side} crashed:\n{problem}") from None


def _reproduced(
    sides: Sides,
    rails: Guardrails,
    how: How,
    runs: Sequence[Ran],
    found: Mapping[Side, Sequence[Outcome]],
    stand: Stand,
    began: float,
) -> None:
    """Raises Broken where a side's runs come out otherwise when some are repeated; all of them are forgotten then."""
    seats: dict[Side, Seat] = {"base": sides.base, "head": sides.head}
    places = again.chosen(runs, found)
    first = {side: [outcomes[place] for place in places] for side, outcomes in found.items()}
    moody = again.irreproducible(seats, rails.regimes, how, [runs[place] for place in places], first, began)
    for side in moody:
        again.forget(how, [key for keys in stand[side]["keys"] for key in keys])
    if moody:
        why = "a rule depends on more than what it is asked, as on the time, or on chance; its runs are forgotten"
        problems = list(moody.values())
        raise problems[0].within("\n".join([*map(str, problems), why]))


def _trace(
    before: Peer, after: Peer, rulings: Sequence[Ruling], rails: Guardrails, values: Mapping[Side, Values]
) -> Trace | None:
    """Who is harmed in the pair that is harmed most: by the worst guardrail that counts people, else by exposure.

    None where no pair gets worse by any of these.
    """
    counting = [ruling.rail for ruling in worst_first(rulings) if ruling.rail.metric.name in COUNTING]
    looks = [(rail.metric.name, rail.regime) for rail in counting] or [(EXPOSURE.metric, rails.regimes[0])]
    for name, regime in looks:
        seed, harm = _worst(values["base"][regime][name], values["head"][regime][name])
        if harm > 0:
            break
    else:
        return None
    run = rails.regimes.index(regime), seed
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


def _values(outcomes: Sequence[Outcome], rails: Guardrails, pairs: int) -> Values:
    rows = {regime: outcomes[place * pairs : (place + 1) * pairs] for place, regime in enumerate(rails.regimes)}
    return {
        regime: {metric.name: tuple(each.metrics[metric.name] for each in row) for metric in METRICS}
        for regime, row in rows.items()
    }


def _rulings(
    values: Mapping[Side, Values],
    rails: Guardrails,
    pairs: int,
    left_out: float,
    apart: Mapping[Regime, Mapping[str, float]],
) -> tuple[tuple[Ruling, ...], dict[Regime, tuple[Difference, ...]]]:
    """What each guardrail says, and what the change costs. Raises Broken where the sides are not treated alike."""
    rulings: list[Ruling] = []
    costs: dict[Regime, tuple[Difference, ...]] = {}
    for regime in values["base"]:
        first, second = (_rows(values[side][regime], pairs) for side in ("base", "head"))
        lies = apart.get(regime)
        found = {each.metric.name: each for each in differences(first, second, left_out, lies)}
        turned = {each.metric.name: each for each in differences(second, first, left_out, lies)}
        for name, each in found.items():
            if not _opposite(each, turned[name]):
                raise Broken(f"{name}: with the sides swapped its interval does not turn its sign")
        for rail in rails.rails:
            if rail.regime == regime:
                name = rail.metric.name
                both = values["base"][regime][name], values["head"][regime][name]
                over = beyond(rail, *both, left_out, None if lies is None else lies[name])
                ruling = ruled(rail, found[name], pairs, float(over))
                if nobody(rail.metric, values["base"][regime], values["head"][regime]):
                    ruling = Ruling(rail, replace(found[name], low=0.0, high=0.0), "pass", ruling.margin, 0.0, None)
                rulings.append(ruling)
        costs[regime] = tuple(found[name] for name in COSTS)
    return tuple(rulings), costs


def _rows(values: Mapping[str, Sequence[float]], pairs: int) -> list[dict[str, float]]:
    return [{name: values[name][pair] for name in BY_NAME} for pair in range(pairs)]


def _opposite(found: Difference, turned: Difference) -> bool:
    mine, theirs = (found.difference, found.low, found.high), (-turned.difference, -turned.high, -turned.low)
    scale = max((abs(each) for each in mine if each == each), default=0.0)
    return all(
        one == other or abs(one - other) <= 1e-9 * scale or (one != one and other != other)
        for one, other in zip(mine, theirs, strict=True)
    )
