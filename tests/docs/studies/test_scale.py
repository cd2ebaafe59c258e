"""The study of scale: each part of the marketplace against the usual one, with the interval of the difference."""

import math
from dataclasses import replace
from typing import Any

import pytest

from docs.studies import part_answers as parts_study
from docs.studies.pages import scale_tables
from docs.studies.parts import as_markdown
from docs.studies.scale import PARTS, USUAL, scales
from experiments.runs.plan import Run
from experiments.runs.work import Measurements
from experiments.runs.works import Work
from sim.world import MARKETPLACE
from tests.experiments import works

FEW = {name: replace(part, seeds=4) for name, part in PARTS.items() if name != "production_full"}


def counted(run: Run) -> dict[str, float]:
    """100 ± 1 by seed, and a fifth more in the frozen market of a fortieth; nobody is led away with seed 3."""
    more = run.scenario.world.workers == 2_000 and run.scenario.world.rings == "frozen"
    value = (100.0 + (-1) ** run.seed) * (1.2 if more else 1.0)
    return dict.fromkeys(scale_tables.ROWS, value) | {"led_away_per_10k": math.nan if run.seed == 3 else value}


def test_parts_are_three_smaller_ones_and_the_whole_with_the_same_platform() -> None:
    scenarios = {name: part.side("adapting").scenario for name, part in PARTS.items()}
    worlds = {name: scenario.world for name, scenario in scenarios.items()}
    usual = worlds[USUAL].workers
    assert {name: world.workers / usual for name, world in worlds.items()} == {
        "a fortieth of it": 1 / 40,
        "an eighth of it": 1 / 8,
        "a quarter of it": 1 / 4,
        USUAL: 1,
        "production_full": MARKETPLACE / usual,
    }
    assert {world.rings for world in worlds.values()} == {"adapting"}
    assert all(each.rollout == scenarios[USUAL].rollout for each in scenarios.values())


def test_the_page_has_a_column_a_part_and_marks_what_is_not_surely_near() -> None:
    found = scales(parts=FEW, work=Work(counted))
    assert {name: len(runs) for name, runs in found["adapting"].items()} == dict.fromkeys(FEW, 4)
    page = as_markdown(scale_tables.scale(found))
    first, adapted = (line for line in page.splitlines() if line.startswith("| `yen_a_worker` |"))
    _, _, fortieth, eighth, quarter, usual, _ = (cell.strip() for cell in first.split("|"))
    assert adapted == f"| `yen_a_worker` | {quarter} | {quarter} | {quarter} | {usual} |"
    assert fortieth.endswith("<br>**+20 [18, 22] %**")
    assert eighth == quarter
    assert "<br>" not in usual
    assert quarter == f"{usual}<br>0 [-2.0, 2.0] %"
    assert f"a fortieth of it 4, an eighth of it 4, a quarter of it 4, {USUAL} 4" in page
    assert all(f"| `{row}` |" in page for row in scale_tables.ROWS)


def test_a_difference_has_the_interval_of_welch() -> None:
    gap = scale_tables.apart([110.0, 112.0, 114.0], [100.0, 102.0, 98.0, 100.0])
    assert gap.mean == pytest.approx(0.12)
    error = math.hypot(math.sqrt(4 / 3), 1.12 * math.sqrt(8 / 3 / 4)) / 100
    parts = (4 / 3 / 1e4) ** 2 / 2, (1.12**2 * 2 / 3 / 1e4) ** 2 / 3
    assert error**4 / sum(parts) == pytest.approx(4.195, abs=0.001)  # degrees of freedom
    assert gap.high - gap.mean == pytest.approx(2.73 * error, rel=0.005)  # t of 4.195
    assert gap.mean - gap.low == pytest.approx(gap.high - gap.mean)


def answered(run: Run) -> Measurements:
    """100 everywhere; where calls are open exposure is 10 ± 1 per cent more, in a fortieth of the market 30 ± 1."""
    found, world = works.numbered(run), run.scenario.world
    communication: Any = run.scenario.rollout[-1][1].communication
    small, calls = world.workers == 2_000, communication.call != "never"
    luck = (-1) ** (run.seed // 2)
    values = dict.fromkeys(found.metrics, 100.0)
    values["exposed_per_10k"] += calls * ((30 if small and world.rings == "frozen" else 10) + luck)
    return replace(found, metrics=values)


def test_an_answer_of_a_part_holds_that_of_the_usual_market_or_does_not() -> None:
    found = parts_study.part_answers(seeds={"a fortieth of it": 8, USUAL: 4}, work=Work(answered))
    assert found["a fortieth of it"]["adapting"]["calling_open"].sides[0].scenario.world.workers == 2_000
    page = as_markdown(scale_tables.part_answers(found))
    assert f"pairs: a fortieth of it 8, {USUAL} 4" in page
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in page.splitlines()[4:]]
    assert [row[:3] for row in rows] == [
        [f"`{question}`", when, f"`{metric}`"]
        for when in ("first day", "adapted")
        for question in parts_study.QUESTIONS
        for metric in scale_tables.ASKED
    ]
    assert rows[0][3:] == ["+30 [29, 31]", "+10 [8, 12]", "**outside**"]
    assert rows[9][3:] == ["+10 [9, 11]", "+10 [8, 12]", "within"]
    assert rows[1][5] == "within"  # nothing moves in either
