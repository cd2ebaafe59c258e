"""What studies carry out, with runs that simulate nothing, and what the documentation makes of it."""

import math
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from experiments.measures.validity import FACTS
from experiments.results.failures import Crashed, whole
from experiments.runs.plan import Run
from experiments.runs.validation import validate
from experiments.runs.work import Measurements
from experiments.studies.levers import levers_off
from experiments.views import model_tables
from policies.catalogue import RULES
from tests.experiments import works
from tests.experiments.found import production


def without_screening_worse(run: Run) -> Measurements:
    """100 everywhere, but more reach by seed where screening is off."""
    found = works.numbered(run)
    off = type(run.scenario.rollout[0][1].screening) is RULES["screening"]["off"]
    return Measurements(
        dict.fromkeys(found.metrics, 100.0) | {"exposed_per_10k": 100.0 + off * (5 + run.seed % 2)}, found.lures
    )


def test_every_lever_is_turned_off_alone_against_a_scenario_that_has_it_on() -> None:
    found = levers_off(seeds=(0, 1), work=without_screening_worse)
    assert list(found) == list(RULES)
    assert {(each.baseline, each.candidate) for lever, each in found.items() if lever != "communication"} == {
        ("production", f"production + platform.{lever}.rule=off") for lever in RULES if lever != "communication"
    }
    assert found["communication"].baseline == "calling_open"
    assert [lever for lever, each in found.items() if not each.equal] == ["screening"]
    assert found["screening"]["exposed_per_10k"].difference == 5.5
    rows = {row.split("`")[1]: row for row in model_tables.levers_off(found).splitlines()[4:]}
    assert "`exposed_per_10k`" not in rows["support"]
    assert "nothing at all: all metrics are equal" in rows["support"]
    assert "from `calling_open`, as production has it closed" in rows["communication"]


def test_a_study_announces_its_runs_and_every_one_that_is_done() -> None:
    told: list[object] = []

    @contextmanager
    def watch(total: int, what: str) -> Iterator[Callable[[], object]]:
        told.append((total, what))
        yield lambda: told.append("done")

    levers_off(watch=watch, seeds=(0, 1), work=without_screening_worse)
    scenarios = len(RULES) + 2  # and production, and calling_open
    assert told == [(2 * scenarios, "levers off"), *["done"] * (2 * scenarios)]


def test_a_study_in_which_a_run_crashes_finds_nothing() -> None:
    def crash(run: Run) -> Measurements:
        raise ValueError("seed 1 is cursed")

    with pytest.raises(Crashed, match="cursed"):
        levers_off(seeds=(1, 2), work=crash)


def test_the_table_of_facts_tells_what_holds_what_misses_and_what_nobody_knows() -> None:
    def work(run: Run) -> dict[str, float]:
        return dict.fromkeys([fact.name for fact in FACTS], 0.5 if run.scenario.world.rings == "frozen" else math.nan)

    lines = model_tables.facts(
        [whole(*validate(production(f"world.rings={rings}"), (0, 1), work=work)) for rings in ("frozen", "adapting")]
    ).splitlines()
    assert lines[0].startswith("`production`, 120 days, seeds 0 to 1:")
    assert lines[2] == "| fact | range | rings frozen | rings adapting | standing | source |"
    row = {line.split("`")[1]: line.split(" | ") for line in lines[4:]}
    assert row["fill_rate"][2:4] == ["50 [50, 50] %, holds", "– %, no data"]
    assert row["violating_share_verified"][2] == "50 [50, 50] %, **misses**"
    assert row["violating_share_verified"][4] == "other reading"
