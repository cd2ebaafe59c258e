"""The gate: a change of policies is run beside its base, on the same people in the same worlds, and judged."""

import os
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Literal

import numpy as np

from experiments.gate import luck
from experiments.gate.peer import Broken, How, Outcome, Peer, Ran, Seat
from experiments.measures.counted import METRICS as COUNTING
from experiments.measures.metrics import BY_NAME, METRICS
from experiments.results.gate import Asked, Gate, Values
from experiments.results.trace import Trace
from experiments.runs.identity import changed
from experiments.runs.tracing import EXPOSURE, chosen, found_in
from experiments.verdicts.differences import Difference, differences
from experiments.verdicts.guardrails import Guardrails, Regime
from experiments.verdicts.judging import Ruling, beyond, ruled, tail, together, worst_first
from scenarios import BadInput

type Side = Literal["base", "head"]

WORLD = "the numbers of the world"  # as `identity.changed` says it
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
class Revised:
    """What is known where the base is a revision of the head."""

    tree: Path  # the base's files
    foreign: Path  # the head's, which the base may not run
    packages: tuple[str, ...]  # that hold the policies: the platform has to use a rule of theirs; none: any


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
        return Gate(asked, str(problem))


def _judged(asked: Asked, sides: Sides, how: How) -> Gate:
    rails, clock = asked.guardrails, _Clock()
    most, foreign = rails.second_look or rails.pairs, None if sides.revised is None else sides.revised.foreign
    with ExitStack() as stack:
        with clock.stage("both sides get ready"):
            before = stack.enter_context(Peer(sides.base, rails.regimes, most, how, foreign))
            after = stack.enter_context(Peer(sides.head, rails.regimes, most, how))
            stand = _standing(before, after, sides.revised)
        there = Gate(
            asked,
            days=stand["head"]["days"],
            workers=stand["head"]["workers"],
            outside=tuple(stand["head"]["outside"]),
            keys=_keys(stand, rails, rails.pairs),
            differing=_differing(stand),
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
                with clock.stage("one run of each side again"):
                    _reproduced(sides, rails, how, runs[-1], (found["base"][-1], found["head"][-1]))
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
        trace = None
        if together(rulings) != "pass":
            with clock.stage("whom it harms"):
                trace = _trace(before, after, rulings, rails, values)
    return replace(
        there,
        pairs=pairs,
        looks=look,
        keys=_keys(stand, rails, pairs),
        rulings=rulings,
        costs=costs,
        values=values,
        touched=touched,
        luck=apart,
        trace=trace,
        seconds=clock.seconds,
    )


def _standing(before: Peer, after: Peer, revised: Revised | None) -> dict[Side, dict[str, Any]]:
    """How both sides stand there. What is wrong with the head is bad input, with the base it cannot be compared to."""
    head = after.stands()
    try:
        stand: dict[Side, dict[str, Any]] = {"base": before.stands(), "head": head}
    except BadInput as problem:
        if revised is None:
            raise
        told = str(problem).replace(f"{revised.tree}/", "")
        raise Broken(f"the base cannot run on this model:\n{told}") from None
    except Broken as problem:
        raise Broken(f"the base cannot run on this model:\n{problem}") from None
    if stand["base"]["mixed"]:
        names = ", ".join(stand["base"]["mixed"])
        raise Broken(f"the base would run code of the head: {names}; name the folder that holds it with --source too")
    for key, what in (("days", "days"), ("start", "first day"), ("rings", "rings")):
        if stand["base"][key] != head[key]:
            raise BadInput([f"base and head differ in their {what}: {stand['base'][key]} and {head[key]}"])
    used = {module.partition(".")[0] for side in stand.values() for module in side["rules"]}
    if revised is not None and revised.packages and not used & set(revised.packages):
        rules = " or ".join(revised.packages)
        raise BadInput([f"{head['name']}\n    uses no rule of {rules}: name a scenario whose platform does"])
    return stand


def _differing(stand: Mapping[Side, dict[str, Any]]) -> tuple[str, ...]:
    pairs = zip(stand["base"]["parts"], stand["head"]["parts"], strict=True)
    return tuple(dict.fromkeys(words for before, after in pairs for words in changed(before, after)))


def _keys(
    stand: Mapping[Side, dict[str, Any]], rails: Guardrails, pairs: int
) -> dict[Side, dict[Regime, tuple[str, ...]]]:
    return {
        side: {regime: tuple(keys[:pairs]) for regime, keys in zip(rails.regimes, there["keys"], strict=True)}
        for side, there in stand.items()
    }


def _carried_out(
    before: Peer, after: Peer, stand: Mapping[Side, dict[str, Any]], runs: Sequence[Ran], how: How, clock: _Clock
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
    except Broken as problem:
        raise Broken(f"a run of the {side} crashed:\n{problem}") from None


def _reproduced(sides: Sides, rails: Guardrails, how: How, run: Ran, first: tuple[Outcome, Outcome]) -> None:
    """One run of each side again, in a process of another hash seed: to the bit, or nothing can be compared."""
    other = {"PYTHONHASHSEED": "2" if os.environ.get("PYTHONHASHSEED") == "1" else "1"}
    alone = replace(how, store=None, jobs=1)
    with ExitStack() as stack:
        peers = [
            stack.enter_context(Peer(seat, rails.regimes, run[1] + 1, alone, environment=other))
            for seat in (sides.base, sides.head)
        ]
        for peer in peers:
            peer.begin([run])
        for name, peer, was in zip(("base", "head"), peers, first, strict=True):
            [again] = peer.came()
            if again.digest != was.digest:
                names = [each for each in was.metrics if repr(again.metrics[each]) != repr(was.metrics[each])]
                raise Broken(
                    f"the {name} is not reproducible: the same run in another process gave other results "
                    f"({', '.join(names[:5]) or 'lures or paths'}); a rule depends on more than what it is asked"
                )


def _trace(
    before: Peer, after: Peer, rulings: Sequence[Ruling], rails: Guardrails, values: Mapping[Side, Values]
) -> Trace:
    """Who is harmed in the pair that is harmed most: by the worst guardrail that counts people, else by exposure."""
    counting = [ruling.rail for ruling in worst_first(rulings) if ruling.rail.metric.name in COUNTING]
    name, regime = (counting[0].metric.name, counting[0].regime) if counting else (EXPOSURE.metric, rails.regimes[0])
    first, second = (values[side][regime][name] for side in ("base", "head"))
    seed = int(np.nanargmax([-np.inf, *np.subtract(second, first)])) - 1
    run = rails.regimes.index(regime), max(seed, 0)
    with TemporaryDirectory(prefix="policylab-logs-") as room:
        peers = {"base": before, "head": after}
        for side, peer in peers.items():
            peer.begin_log(run, Path(room) / side)
        logs = [peer.log() for peer in peers.values()]
    look = replace(EXPOSURE, metric=name)
    found = found_in(run[1], logs[0], logs[1], look)
    return Trace(("base", "head"), BY_NAME[name], (found.pair,), chosen(found.lives, look))


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
                sides = values["base"][regime][name], values["head"][regime][name]
                over = beyond(rail, *sides, left_out, None if lies is None else lies[name])
                rulings.append(ruled(rail, found[name], pairs, float(over)))
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
