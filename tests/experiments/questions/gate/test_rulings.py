"""Numbers of both sides by hand, and what the gate makes of them."""

import math
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import numpy as np
import pytest

from experiments.measures.metrics import BY_NAME
from experiments.questions.gate import ask as gate
from experiments.questions.gate.descriptions import Descriptions
from experiments.questions.gate.guardrails import Guardrail, Guardrails
from experiments.questions.gate.process import Broken, GateOptions, SideSpec
from experiments.runs.worlds import FIXED, homes
from experiments.store.store import NOWHERE
from experiments.verdicts.intervals import TAIL
from scenarios import BadInput
from tests.experiments.questions.gate.hand import ASKED, difference, sample

RESTRICTED = Guardrail(BY_NAME["honest_clients_restricted"], "frozen", 0.5, None, "so")
RAILS = Guardrails("guardrails.toml", 30, None, (RESTRICTED,))
LUCK = np.random.default_rng(1).normal(100, 5, 30)


def values(**others: Any) -> Any:
    of: dict[str, Any] = dict.fromkeys(BY_NAME, tuple(LUCK)) | {"honest_clients_restricted": (0.0,) * 30} | others
    return {"frozen": of}


def ruled(base: Any, head: Any) -> Any:
    [ruling], _ = gate._rulings(sample(base, head), RAILS, TAIL, {"frozen": dict.fromkeys(BY_NAME, 0.1)})
    return ruling


def test_nobody_restricted_on_either_side_passes_where_nobody_honest_is_struck_otherwise() -> None:
    fewer = values(exposed_per_10k=tuple(LUCK * 0.9))
    assert ruled(values(), fewer).verdict == "pass"
    assert ruled(values(), fewer).harm == (0.0, 0.0, 0.0)
    assert ruled(values(), values(false_suspension_rate=tuple(LUCK * 1.1))).verdict == "inconclusive"


def test_somebody_restricted_in_one_pair_is_no_longer_nobody() -> None:
    one = values(honest_clients_restricted=(0.0,) * 29 + (1.0,))
    assert ruled(values(), one).verdict != "pass"


def test_a_second_luck_in_each_world_counts_no_second_world() -> None:
    """Ties of 60 pairs in 30 worlds leave as much open as ties of 30: what nobody saw may be a matter of the world."""
    rail = replace(RESTRICTED, metric=BY_NAME["exposed_per_10k"], share=0.1)
    rails = replace(RAILS, rails=(rail,))
    twice = (*LUCK, *LUCK)
    of: Any = {"frozen": dict.fromkeys(BY_NAME, twice)}
    moved: Any = {"frozen": of["frozen"] | {"fee_yen": tuple(value + 1 for value in twice)}}

    def highest(worlds: int | None) -> float:
        both = replace(sample(of, moved), homes=homes(worlds, range(60)))
        [ruling], _ = gate._rulings(both, rails, TAIL, {"frozen": dict.fromkeys(BY_NAME, 1.0)})
        return ruling.difference.high

    first: Any = {"frozen": {name: each[:30] for name, each in moved["frozen"].items()}}
    once = sample(values(honest_clients_restricted=tuple(LUCK)), first)
    [alone], _ = gate._rulings(once, rails, TAIL, {"frozen": dict.fromkeys(BY_NAME, 1.0)})
    assert highest(30) == alone.difference.high == 2 * highest(None) > 0


def test_what_two_lucks_of_a_world_say_is_their_mean() -> None:
    rails = replace(RAILS, rails=(replace(RESTRICTED, metric=BY_NAME["exposed_per_10k"]),))
    gaps = np.repeat((3.0, -3.0), 30) + np.tile(np.linspace(0, 1, 30), 2)  # luck that cancels, worlds that differ
    of: Any = {"frozen": dict.fromkeys(BY_NAME, (*LUCK, *LUCK))}
    moved: Any = {"frozen": of["frozen"] | {"exposed_per_10k": tuple(np.tile(LUCK, 2) + gaps)}}
    both = replace(sample(of, moved), homes=homes(30, range(60)))
    [ruling], _ = gate._rulings(both, rails, TAIL, {"frozen": dict.fromkeys(BY_NAME, 0.1)})
    assert (ruling.difference.pairs, ruling.difference.worlds) == (60, 30)
    assert 0.3 < ruling.difference.low < ruling.difference.high < 0.7


def test_both_sides_of_a_small_scenario_are_enlarged_alike() -> None:
    before, after = (SideSpec(cast("Any", None), "production", changes) for changes in ((), ("days=60",)))
    sides, described = gate.Sides(before, after), {"workers": 4_000, "clients": 1_000}
    both: Descriptions = {"base": described, "head": {**described, "clients": 2_000}}
    larger = sides.enlarged(6_000, both)
    assert larger is not None
    assert larger.base.changes == ("scale=1", "world.workers=6000", "world.clients=1500")
    assert larger.head.changes == ("scale=1", "world.workers=6000", "world.clients=3000", "days=60")
    assert sides.enlarged(4_000, both) is None


def test_a_smaller_market_is_refused_with_the_smallest_that_can_judge() -> None:
    small = SideSpec(cast("Any", None), "production", ("days=60", "scale=0.05"))
    described: Descriptions = {"base": {"workers": 4_000, "clients": 1}, "head": {"workers": 4_000, "clients": 1}}
    with pytest.raises(
        BadInput, match=r"^scale=0\.05\n    4,000 workers are too few .* need 160,000: leave the size out"
    ):
        gate.Sides(small, small).enlarged(160_000, described)
    assert gate.Sides(small, small).enlarged(4_000, described) is None


@pytest.mark.parametrize(("first", "looks", "sizes"), [("inconclusive", 2, [60]), ("pass", 1, []), ("fail", 1, [])])
def test_a_second_look_takes_more_pairs_where_the_first_cannot_tell(
    first: str, looks: int, sizes: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[int] = []

    class Sampling:
        def sample(self, pairs: int, label: str = "") -> Any:
            seen.append(pairs)
            return sample(values(), values())

        def other_luck(self, regimes: Any) -> Any:
            return {}

    monkeypatch.setattr(gate, "_rulings", lambda *_: ([SimpleNamespace(verdict=first)], {}))
    rails = replace(RAILS, second_look=60)
    look, _, apart, _ = gate._settled(Sampling(), sample(values(), values()), rails)  # type: ignore[arg-type]
    assert (look, seen, apart) == (looks, sizes, {})


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ((1.0, 2.0, 3.0), (1.0, 5.0, 4.0), (1, 3.0)),
        ((1.0, float("nan"), 3.0), (0.0, 9.0, 3.0), (2, 0.0)),  # nothing gets worse: nothing to look at
    ],
)
def test_the_pair_to_look_at_is_the_one_that_gets_worse_most(
    before: tuple[float, ...], after: tuple[float, ...], expected: tuple[int, float]
) -> None:
    assert gate._worst(before, after) == expected


def test_commands_of_a_gate_without_a_store_share_one_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    stores: list[Path] = []

    def judged(request: Any, sides: Any, options: GateOptions) -> Any:
        assert options.store.parent.is_dir()
        stores.append(options.store)

    monkeypatch.setattr(gate, "_judged", judged)
    for store in (NOWHERE, Path("mine.sqlite")):
        gate.gate(ASKED, cast("Any", None), GateOptions(FIXED, store))
    assert (stores[0].name, stores[0].parent.exists()) == ("runs.sqlite", False)  # as long as the gate lasts
    assert stores[1] == Path("mine.sqlite")


def test_swapped_sides_that_give_another_interval_break_the_gate(monkeypatch: pytest.MonkeyPatch) -> None:
    nothing = difference("fee_yen", math.nan, math.nan)
    first, turned = difference("fee_yen", -1.0, 3.0), difference("fee_yen", -3.0, 1.0)
    assert gate._opposite(first, turned)
    assert gate._opposite(first, replace(turned, low=-3.0 - 2e-9))
    assert not gate._opposite(first, replace(turned, low=-3.0 - 4e-9))  # a billionth of the largest end is rounding
    assert gate._opposite(nothing, nothing)
    assert not gate._opposite(nothing, turned)
    assert not gate._opposite(first, first)
    monkeypatch.setattr(gate, "differences", lambda *_: [first])
    with pytest.raises(Broken, match=r"^fee_yen: with the sides swapped its interval does not turn its sign"):
        ruled(values(), values())


def test_where_no_pair_gets_worse_there_is_nothing_to_look_at() -> None:
    nobody: Any = None  # no side is asked for a log
    assert gate._trace(nobody, [ruled(values(), values())], sample(values(), values())) is None
