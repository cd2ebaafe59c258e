"""Both sides are asked for pairs, for the base with other luck, and for more pairs where few differ."""

from collections.abc import Callable, Sequence
from typing import Any

import pytest

from experiments.measures.metrics import BY_NAME
from experiments.questions.gate.ask import _with_enough_pairs
from experiments.questions.gate.process import Broken, GateOptions, Outcome, RunId
from experiments.questions.gate.sampling import Clock, Sampler, in_order
from experiments.runs.worlds import FIXED
from experiments.verdicts.intervals import TAIL
from tests.experiments.questions.gate.hand import RAILS

OTHERS = [1_000, 1_001]


class Peer:
    """A side whose runs have 100 of everything, and so much more exposure as is said, by seed."""

    def __init__(self, name: str, exposed: dict[int, float] | None = None, breaks: bool = False) -> None:
        self.name, self.exposed, self.breaks = name, exposed or {}, breaks
        self.asked: list[list[RunId]] = []

    def keys(self, runs: Sequence[RunId]) -> list[str]:
        return [f"{'' if seed % 2 else self.name}{regime} {seed}" for regime, seed in runs]  # odd seeds: one code

    def begin(self, runs: Sequence[RunId]) -> None:
        self.asked.append(list(runs))

    def results(self, step: Callable[[], object] = lambda: None) -> list[Outcome]:
        if self.breaks:
            raise Broken("ValueError: no")
        return [self.outcome(*run) for run in self.asked[-1]]

    def outcome(self, regime: int, seed: int) -> Outcome:
        exposed = 100.0 + self.exposed.get(seed, 0.0)
        return Outcome(dict.fromkeys(BY_NAME, 100.0) | {"exposed_per_10k": exposed}, f"{regime} {seed} {exposed}", 1.0)


def sampler(base: Peer, head: Peer, worlds: int | None = 256) -> Sampler:
    stand: Any = {"base": {"other_luck": OTHERS, "worlds": worlds}}
    return Sampler(base, head, stand, RAILS, GateOptions(FIXED), Clock())  # type: ignore[arg-type]


def test_runs_of_the_head_that_are_named_as_the_bases_are_not_carried_out_again() -> None:
    base, head = Peer("base"), Peer("head", {2: 1.0})
    found = sampler(base, head).sample(4)
    assert base.asked == [[(0, 0), (0, 1), (0, 2), (0, 3), (1, 0), (1, 1), (1, 2), (1, 3)]] == [in_order("ab", 4)]  # type: ignore[arg-type]
    assert head.asked == [[(0, 0), (0, 2), (1, 0), (1, 2)]]
    assert found.touched == {"frozen": (2,), "adapting": (2,)}
    assert not found.equal
    assert found.values("head")["frozen"]["exposed_per_10k"] == (100, 100, 101, 100)
    assert found.values("base")["adapting"]["exposed_per_10k"] == (100, 100, 100, 100)
    assert found.keys_of("head") == {
        "frozen": ("head0 0", "0 1", "head0 2", "0 3"),
        "adapting": ("head1 0", "1 1", "head1 2", "1 3"),
    }


def test_where_all_runs_come_out_alike_they_are_equal_and_no_other_luck_is_asked_for() -> None:
    base, head = Peer("base"), Peer("head")
    both = sampler(base, head)
    found = both.sample(30)
    assert found.equal
    assert _with_enough_pairs(both, found, RAILS, TAIL) == (found, {})
    assert len(base.asked) == 1


def test_where_few_differ_so_many_more_are_run_as_luck_asks_for() -> None:
    """By hand: luck takes two runs of one world 10 apart, of which 2 are a margin: 41 pairs."""
    base, head = Peer("base", {1_000: 10.0, 1_001: -10.0}), Peer("head", {4: 0.1})
    both = sampler(base, head)
    found, apart = _with_enough_pairs(both, both.sample(30), RAILS, TAIL)
    assert found.pairs == 41
    assert base.asked[1:] == [[(0, 1_000), (0, 1_001), (1, 1_000), (1, 1_001)], in_order(RAILS.regimes, 41)]
    assert apart["frozen"]["exposed_per_10k"] == apart["adapting"]["exposed_per_10k"] == 10
    assert apart["frozen"]["fee_yen"] == 0
    assert found.touched == {"frozen": (4,), "adapting": (4,)}
    assert list(both.clock.seconds) == ["runs of the base", "runs of the head", "the base with other luck"]


@pytest.mark.parametrize(("worlds", "pairs"), [(256, 41), (41, 41), (40, 30), (None, 41)])
def test_no_more_are_run_than_there_are_worlds_for(worlds: int | None, pairs: int) -> None:
    both = sampler(Peer("base", {1_000: 10.0, 1_001: -10.0}), Peer("head", {4: 0.1}), worlds)
    assert _with_enough_pairs(both, both.sample(30), RAILS, TAIL)[0].pairs == pairs


def test_all_runs_that_a_gate_may_ask_for_are_named_where_they_have_to_be_forgotten() -> None:
    keys = sampler(Peer("base"), Peer("head")).every_key("head")
    assert keys == Peer("head").keys(
        [*in_order(RAILS.regimes, 90), *((regime, seed) for regime in (0, 1) for seed in OTHERS)]
    )
    assert len(sampler(Peer("base"), Peer("head"), 32).every_key("base")) == 2 * (32 + 2)


@pytest.mark.parametrize("side", ["base", "head"])
def test_a_crash_is_told_as_that_of_its_side(side: str) -> None:
    peers = {name: Peer(name, breaks=name == side) for name in ("base", "head")}
    with pytest.raises(Broken, match=f"a run of the {side} crashed:\nValueError: no"):
        sampler(peers["base"], peers["head"]).sample(30)
