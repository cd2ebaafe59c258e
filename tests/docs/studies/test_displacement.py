"""The study of displacement: shares of planned lures, pair by pair, from a laxer line to a stricter one."""

from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from docs.studies.displacement import QUESTIONS, displacement
from docs.studies.pages import displacement_tables
from docs.studies.parts import as_markdown
from experiments.measures.channels import Channels, Lures
from experiments.runs.plan import Run
from experiments.runs.work import Measurements
from experiments.runs.works import Work
from experiments.runs.worlds import FIXED
from policies.records import Channel
from tests.experiments import works


def moving(run: Run) -> Measurements:
    """A stricter line moves adapting rings from posting text to messages: of 100 lures, 20 more by seed."""
    screening: Any = run.scenario.rollout[-1][1].screening
    strict = (screening.suspend_at < 0.99) + (screening.suspend_at < 0.9)
    moved = 20 * strict * (run.scenario.world.rings == "adapting") + run.seed
    planned = np.zeros((2, len(Channel)), np.int64)
    planned[:, Channel.POSTING], planned[:, Channel.MESSAGE] = 90, 10
    planned[1] += moved * (np.arange(len(Channel)) == Channel.MESSAGE) - moved * (
        np.arange(len(Channel)) == Channel.POSTING
    )
    if run.seed == 3:
        planned[1] = 0
    found = works.numbered(run)
    metrics = dict.fromkeys(found.metrics, 100.0) | {"led_away_per_10k": 50.0 - 10 * strict}
    edges = Channels((0, 30, run.scenario.days), planned)
    return Measurements(metrics, Lures(edges, edges), found.paths, found.weeks, found.filled)


def test_each_question_is_asked_in_both_regimes_of_the_last_month() -> None:
    shifts = displacement(worlds=FIXED, seeds=(0, 1, 3), work=Work(moving))
    assert [(each.question, each.compared.regime) for each in shifts] == [
        (name, rings) for name in QUESTIONS for rings in ("frozen", "adapting")
    ]
    frozen, adapting = shifts[2:4]
    assert frozen.before[:, Channel.POSTING].tolist() == pytest.approx([0.9, 0.89, np.nan], nan_ok=True)
    assert adapting.after[:, Channel.MESSAGE].tolist() == pytest.approx([0.3, 0.31, np.nan], nan_ok=True)


def test_the_table_shows_what_moves_and_leaves_out_pairs_without_a_lure() -> None:
    page = as_markdown(displacement_tables.displacement(displacement(worlds=FIXED, seeds=(0, 1, 3), work=Work(moving))))
    rows = [line.split(" | ") for line in page.splitlines() if line.startswith(("| the line of", "|  | adapted"))]
    still, moved = next((row, after) for row, after in pairwise(rows) if "line of early March → p" in row[0])
    assert still[:3] == ["| the line of early March → production's", "first day", "0<br>89.5% → 89.5%"]
    assert moved[2] == "-20<br>89.5% → 69.5%"
    assert moved[3] == "+20 [20, 20]<br>10.5% → 30.5%"  # 0.3 − 0.1 and 0.31 − 0.11 differ in the last bit
    assert moved[9] == "-10<br>50.0 → 40.0"


def test_the_same_stricter_line_is_asked_about_with_and_without_people_for_it() -> None:
    (_, bare), (_, staffed) = list(QUESTIONS.values())[-2:]
    rules: list[Any] = [change.side().scenario.rollout[-1][1].screening for change in (bare, staffed)]
    before, after = rules
    assert (after.checkers, after.reviewers) == (3 * before.checkers, 3 * before.reviewers)
    assert (after.review_at, after.suspend_at) == (before.review_at, before.suspend_at)


def test_the_channels_of_2020_are_shown_month_by_month_with_and_without_the_stricter_line() -> None:
    page = as_markdown(displacement_tables.displacement(displacement(worlds=FIXED, seeds=(0, 1), work=Work(moving))))
    _, _, months = page.partition("Lures that rings plan in 2020")
    planned, _, reached = months.partition("Workers reached")
    assert planned.count("2020-03-01") == reached.count("2020-03-01") == 2
    assert "as it went | 2020-03-01 | 1–30 | 90% | 10% |" in planned


def test_the_page_is_there_with_its_picture() -> None:
    page = (Path(__file__).resolve().parents[3] / "docs/results/adversary.md").read_text("utf-8")
    assert "](../pictures/timeline_2020.png)" in page
