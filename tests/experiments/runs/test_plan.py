"""A run's key names its result."""

from dataclasses import replace

from experiments.runs.plan import Run, plan
from scenarios import load


def test_a_key_depends_on_exactly_what_decides_the_result() -> None:
    production = load("production")
    key = Run(production, 1).key
    assert Run(load("production"), 1).key == key
    assert Run(replace(production, name="another name"), 1).key == key
    assert Run(production, 2).key != key
    assert Run(load("calling_open"), 1).key != key
    assert Run(load("production", ["world.workers=19999"]), 1).key != key


def test_a_key_ignores_the_order_of_sets_in_memory() -> None:
    assert list(frozenset([0, 8])) != list(frozenset([8, 0]))  # the two collide, so the first one stays first
    one, other = (
        load("production", [f"platform.rate_guide.uncovered_categories={order}"]) for order in ([0, 8], [8, 0])
    )
    assert one.rollout == other.rollout
    assert Run(one, 1).key == Run(other, 1).key


def test_a_plan_keeps_the_runs_of_a_seed_together() -> None:
    pair = [load("production"), load("calling_open")]
    assert [(run.scenario.name, run.seed) for run in plan(pair, (4, 5))] == [
        ("production", 4),
        ("calling_open", 4),
        ("production", 5),
        ("calling_open", 5),
    ]
