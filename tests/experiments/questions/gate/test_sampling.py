"""Pairs of both sides, and the base with other luck."""

from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from typing import Any

import pytest

from experiments.host.files import Unusable
from experiments.measures.metrics import BY_NAME
from experiments.questions.gate.ask import _settled
from experiments.questions.gate.process import Broken, GateOptions, Outcome, RunId, SideName
from experiments.questions.gate.sampling import Clock, Sampler, in_order
from experiments.runs.hashes import MANIFESTS
from experiments.runs.watch import Watch, unwatched
from experiments.runs.worlds import FIXED, other_luck
from tests.experiments.questions.gate.hand import RAILS

OLD, NEW = "1" * 64, "2" * 64
CODE = {"parts": [{"sim": OLD, "world": "w"}], "manifests": {OLD: {"sim/day.py": "d1"}}}
FIRST, SECOND = "frozen", "adapting"


@dataclass
class Side:
    """A side whose runs have 100 of everything, and so much more exposure in some of them, by seed."""

    exposed: dict[int, float] = field(default_factory=dict)
    breaks: bool = False
    now: dict[str, Any] = field(default_factory=lambda: CODE)  # the description when runs are carried out
    batches: list[list[RunId]] = field(default_factory=list)
    options: list[str] = field(default_factory=list)


class Command:
    """A command on runs of a side, without a process. Runs of odd seeds have one key on both sides."""

    def __init__(self, name: str, side: Side, runs: Sequence[RunId], more: Iterable[str]) -> None:
        self.name, self.side, self.runs, self.more = name, side, list(runs), list(more)

    def __enter__(self) -> "Command":
        return self

    def __exit__(self, *_: object) -> None:
        self.side.options += self.more

    def key(self, run: RunId) -> str:
        return f"{'' if run[1] % 2 else self.name} {run[0]} {run[1]}".strip()

    def description(self) -> dict[str, Any]:
        return {**self.side.now, "keys": [self.key(run) for run in self.runs]}

    def results(self, step: Callable[[], object] = lambda: None) -> list[Outcome]:
        self.side.batches.append(self.runs)
        if self.side.breaks:
            raise Broken("ValueError: no")
        return [self.outcome(run) for run in self.runs]

    def outcome(self, run: RunId) -> Outcome:
        exposed = 100.0 + self.side.exposed.get(run[1], 0.0)
        metrics = dict.fromkeys(BY_NAME, 100.0) | {"exposed_per_10k": exposed}
        return Outcome(self.key(run), metrics, f"{run} {exposed}", 1.0)


@dataclass(frozen=True)
class ByHand(Sampler):
    """A sampler without processes."""

    sides: dict[SideName, Side] = field(default_factory=dict)

    def command(self, side: SideName, runs: Sequence[RunId], *more: str) -> Any:
        return Command(side, self.sides[side], runs, more)


def sampler(base: Side, head: Side, worlds: int | None = 256, watch: Watch = unwatched) -> ByHand:
    described: Any = {"base": {**CODE, "worlds": worlds}, "head": CODE}
    sides: dict[SideName, Side] = {"base": base, "head": head}
    return ByHand(sides, described, RAILS, GateOptions(FIXED, watch=watch), Clock(), sides)  # type: ignore[arg-type]


def test_progress_says_which_part_of_the_whole_is_run() -> None:
    labels = []

    def watch(total: int, label: str) -> AbstractContextManager[Callable[[], object]]:
        labels.append((total, label))
        return unwatched(total, label)

    sampled = sampler(Side(apart(256)), Side({4: 0.1}), watch=watch)
    _settled(sampled, sampled.sample(30), replace(RAILS, second_look=60))
    assert labels == [
        (120, "part 1 of 2: runs of both sides"),
        (60, "part 2 of 2: runs of the base with other luck"),
        (240, "second look: runs of both sides"),
        (60, "part 2 of 2: runs of the base with other luck"),
    ]


def test_both_sides_run_the_same_pairs_and_each_run_has_its_key() -> None:
    base, head = Side(), Side({2: 1.0})
    result = sampler(base, head).sample(3)
    assert base.batches == head.batches == [in_order(RAILS.regimes, 3)]
    assert base.batches == [[(FIRST, 0), (FIRST, 1), (FIRST, 2), (SECOND, 0), (SECOND, 1), (SECOND, 2)]]
    assert result.touched == {"frozen": (2,), "adapting": (2,)}
    assert not result.equal
    assert result.values("head")["frozen"]["exposed_per_10k"] == (100, 100, 101)
    assert result.values("base")["adapting"]["exposed_per_10k"] == (100, 100, 100)
    assert result.keys_of("head") == {
        "frozen": ("head frozen 0", "frozen 1", "head frozen 2"),
        "adapting": ("head adapting 0", "adapting 1", "head adapting 2"),
    }


def test_a_side_whose_code_changes_between_two_commands_stops_with_the_file() -> None:
    edited = {"parts": [{"sim": NEW, "world": "another"}], "manifests": {NEW: {"sim/day.py": "d2"}}}
    base, head = Side(), Side(now=edited)
    try:
        with pytest.raises(Unusable, match=r"code has changed since .*the code of sim \(sim/day.py\)"):
            sampler(base, head).sample(3)
        assert head.batches == []
        elsewhere = {**CODE, "parts": [{"sim": OLD, "world": "of another seed"}]}
        assert sampler(base, Side(now=elsewhere)).sample(3).equal
    finally:
        for state in (OLD, NEW):
            MANIFESTS.pop(state, None)


def test_equal_runs_need_no_runs_with_other_luck() -> None:
    base, head = Side(), Side()
    both = sampler(base, head)
    result = both.sample(30)
    assert result.equal
    assert _settled(both, result, RAILS)[:3] == (1, result, {})
    assert len(base.batches) == 1


def apart(worlds: int | None) -> dict[int, float]:
    """Exposure of the runs with other luck: 10 more, or 10 less, than in the first run of their world."""
    return {seed: 10.0 - 20.0 * (seed % 2) for seed in other_luck(worlds, range(30))}


def test_the_base_runs_again_with_other_luck_if_anything_differs() -> None:
    base, head = Side(apart(256)), Side({4: 0.1})
    both = sampler(base, head)
    _, result, distances, _ = _settled(both, both.sample(30), RAILS)
    assert result.pairs == 30
    assert base.batches[1:] == [[(regime, 256 + seed) for regime in (FIRST, SECOND) for seed in range(30)]]
    assert distances["frozen"]["exposed_per_10k"] == distances["adapting"]["exposed_per_10k"] == 10
    assert distances["frozen"]["fee_yen"] == 0
    assert result.touched == {"frozen": (4,), "adapting": (4,)}
    assert list(both.clock.seconds) == ["runs of the base", "runs of the head", "the base with other luck"]


@pytest.mark.parametrize(("worlds", "homes"), [(20, (0, 1, 2, *range(3, 20), *range(10))), (None, None)])
def test_pairs_beyond_the_worlds_there_are_take_another_luck_in_them(
    worlds: int | None, homes: tuple[int, ...] | None
) -> None:
    assert sampler(Side(), Side(), worlds).sample(30).homes == homes


def test_every_key_that_a_gate_may_run_can_be_listed() -> None:
    base, head = Side(), Side()
    keys = sampler(base, head).every_key("head")
    pairs = [("head" if seed % 2 == 0 else "", regime, seed) for regime, seed in in_order(RAILS.regimes, 30)]
    assert keys[:60] == [f"{name} {regime} {seed}".strip() for name, regime, seed in pairs]
    assert keys[60:62] == ["head frozen 256", "frozen 257"]
    assert len(keys) == 2 * (30 + 30)
    assert (head.options, head.batches) == (["--dry-run"], [])


@pytest.mark.parametrize("side", ["base", "head"])
def test_a_crash_is_told_as_that_of_its_side(side: str) -> None:
    with pytest.raises(Broken, match=f"a run of the {side} crashed:\nValueError: no"):
        sampler(Side(breaks=side == "base"), Side(breaks=side == "head")).sample(30)
