"""A run is carried out with rules that are made anew from their numbers, whatever came along with them."""

import os
from dataclasses import dataclass, field, replace
from typing import Any

import pytest

from experiments.runs.guard import Uncovered
from experiments.runs.plan import Run
from experiments.runs.work import anew, simulated
from policies.fee_alert import FeeAlert
from scenarios import Rollout, load

WORLD = {"factor": 1.0}
LOOKED_INTO: list[str] = []
TINY = ["world.workers=100", "world.clients=20", "days=1"]


@dataclass(frozen=True)
class Derived(FeeAlert):
    """Works out a number when it is made, and may look around for it."""

    yen: float = field(init=False, default=0.0)

    def __post_init__(self) -> None:
        object.__setattr__(self, "yen", self.floor * WORLD["factor"])
        for folder in LOOKED_INTO:
            os.listdir(folder)


def rollout(rule: FeeAlert) -> Rollout:
    return tuple((day, replace(platform, fee_alert=rule)) for day, platform in load("production").rollout)


def test_a_rule_computes_its_derived_numbers_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    before = rollout(Derived(floor=0.25))
    monkeypatch.setitem(WORLD, "factor", 1_000.0)
    after = anew(before)
    assert [day for day, _ in after] == [day for day, _ in before]
    rules: list[Any] = [platform.fee_alert for _, platform in after]
    assert [(rule.floor, rule.yen) for rule in rules] == [(0.25, 250.0)] * len(rules)
    assert all(rule is rules[0] for rule in rules)
    assert all(new.screening is old.screening for (_, new), (_, old) in zip(after, before, strict=True))


def test_a_rule_that_reads_a_file_while_it_is_made_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    scenario = replace(load("production", TINY), rollout=rollout(Derived()))
    assert simulated(Run(scenario, 0)).days == 1
    monkeypatch.setattr(f"{__name__}.LOOKED_INTO", ["/etc"])
    with pytest.raises(Uncovered, match="reaches for /etc"):
        simulated(Run(scenario, 0))
