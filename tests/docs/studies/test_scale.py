"""The study of scale: each part of the marketplace against the usual one, with the interval of the difference."""

import math
from dataclasses import replace
from typing import Any

import pytest

from docs.studies.page import Part
from docs.studies.scale import ASKED, FORTIETH, PAIRS, PARTS, QUESTIONS, ROWS, USUAL, apart, scale
from experiments.runs.plan import Run
from experiments.runs.work import Measurements
from scenarios import load
from sim.world import MARKETPLACE
from tests.docs.studies.by_hand import ByHand, cells, tables
from tests.experiments import works


def counted(run: Run) -> dict[str, float]:
    """100 ± 1 by seed, and a fifth more in the frozen market of a fortieth; nobody is led away with seed 3."""
    more = run.scenario.world.workers == 2_000 and run.scenario.world.rings == "frozen"
    value = (100.0 + (-1) ** run.seed) * (1.2 if more else 1.0)
    return dict.fromkeys(ROWS, value) | {"led_away_per_10k": math.nan if run.seed == 3 else value}


def answered(run: Run) -> Measurements:
    """100 everywhere; where calls are open exposure is 10 ± 1 per cent more, in a fortieth of the market 30 ± 1."""
    measurements, world = works.numbered(run), run.scenario.world
    communication: Any = run.scenario.rollout[-1][1].communication
    small, calls = world.workers == 2_000, communication.call != "never"
    luck = (-1) ** (run.seed // 2)
    values = dict.fromkeys(measurements.metrics, 100.0)
    values["exposed_per_10k"] += calls * ((30 if small and world.rings == "frozen" else 10) + luck)
    return replace(measurements, metrics=values)


@pytest.fixture(scope="module")
def part() -> Part:
    """Without the whole marketplace: of four seeds each, and of answers four pairs."""
    with pytest.MonkeyPatch.context() as patch:
        patch.delitem(PARTS, "production_full")
        return scale(ByHand(most=4, made=answered, own=counted))


def test_parts_are_three_smaller_ones_and_the_whole_with_the_same_platform() -> None:
    scenarios = {name: load(base, changes) for name, (base, changes, _) in PARTS.items()}
    worlds = {name: scenario.world for name, scenario in scenarios.items()}
    usual = worlds[USUAL].workers
    assert {name: world.workers / usual for name, world in worlds.items()} == {
        "a fortieth of it": 1 / 40,
        "an eighth of it": 1 / 8,
        "a quarter of it": 1 / 4,
        USUAL: 1,
        "production_full": MARKETPLACE / usual,
    }
    assert all(each.rollout == scenarios[USUAL].rollout for each in scenarios.values())


def test_the_table_has_a_column_per_size_and_marks_unsure_values(part: Part) -> None:
    first, adapted, _ = tables(part)
    assert [list(table) for table in (first, adapted)] == [
        [when, FORTIETH, "an eighth of it", "a quarter of it", USUAL] for when in ("first day", "adapted")
    ]
    assert [row[0] for row in cells(first)] == [f"`{name}`" for name in ROWS]
    place = ROWS.index("yen_a_worker")
    _, fortieth, eighth, quarter, usual = cells(first)[place]
    assert cells(adapted)[place][1:] == [quarter, quarter, quarter, usual]
    assert fortieth.endswith("<br>**+20 [18, 22] %**")
    assert eighth == quarter == f"{usual}<br>0 [-2.0, 2.0] %"
    assert f"many: {FORTIETH} 4, an eighth of it 4, a quarter of it 4, {USUAL} 4. " in str(part[0])


def test_a_difference_has_the_interval_of_welch() -> None:
    gap = apart([110.0, 112.0, 114.0], [100.0, 102.0, 98.0, 100.0])
    assert gap.mean == pytest.approx(0.12)
    error = math.hypot(math.sqrt(4 / 3), 1.12 * math.sqrt(8 / 3 / 4)) / 100
    parts = (4 / 3 / 1e4) ** 2 / 2, (1.12**2 * 2 / 3 / 1e4) ** 2 / 3
    assert error**4 / sum(parts) == pytest.approx(4.195, abs=0.001)  # degrees of freedom
    assert gap.high - gap.mean == pytest.approx(2.73 * error, rel=0.005)  # t of 4.195
    assert gap.mean - gap.low == pytest.approx(gap.high - gap.mean)


def test_an_answer_at_small_scale_is_within_or_outside_the_usual_one(part: Part) -> None:
    rows = cells(tables(part)[-1])
    assert f"pairs: {FORTIETH} 4, {USUAL} 4" in str(part[-2])
    assert [row[:3] for row in rows] == [
        [f"`{question}`", when, f"`{metric}`"]
        for when in ("first day", "adapted")
        for question in QUESTIONS
        for metric in ASKED
    ]
    assert rows[0][3:] == ["+30 [28, 32]", "+10 [8, 12]", "**outside**"]
    assert rows[9][3:] == ["+10 [8, 12]", "+10 [8, 12]", "within"]
    assert rows[1][5] == "within"  # nothing moves in either
    assert min(PAIRS.values()) == 64
