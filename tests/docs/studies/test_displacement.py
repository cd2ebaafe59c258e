"""The study of displacement: shares of planned lures, pair by pair, from a laxer line to a stricter one."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from docs.studies.displacement import QUESTIONS, displacement
from docs.studies.page import Part
from experiments.measures.channels import Channels, Lures
from experiments.runs.plan import Run
from experiments.runs.work import Measurements
from policies.records import Channel
from scenarios import load
from tests.docs.studies.by_hand import ByHand, cells, tables
from tests.experiments import works


def moving(run: Run) -> Measurements:
    """A stricter line moves adapting rings from posting text to messages: of 100 lures, 20 more by seed."""
    screening: Any = run.scenario.rollout[-1][1].screening
    strict = (screening.suspend_at < 0.99) + (screening.suspend_at < 0.9)
    moved = 20 * strict * (run.scenario.world.rings == "adapting") + run.seed
    planned = np.zeros((2, len(Channel)), np.int64)
    planned[:, Channel.POSTING], planned[:, Channel.MESSAGE] = 90, 10
    planned[1, Channel.MESSAGE] += moved
    planned[1, Channel.POSTING] -= moved
    if run.seed == 3:
        planned[1] = 0
    measurements = works.numbered(run)
    metrics = dict.fromkeys(measurements.metrics, 100.0) | {"led_away_per_10k": 50.0 - 10 * strict}
    edges = Channels((0, 30, run.scenario.days), planned)
    return replace(measurements, metrics=metrics, lures=Lures(edges, edges))


@pytest.fixture(scope="module")
def part() -> Part:
    return displacement(ByHand(most=4, made=moving))


def test_each_question_is_asked_in_both_regimes_of_the_last_month(part: Part) -> None:
    first, *_ = map(cells, tables(part))
    assert [row[:2] for row in first] == [
        ["" if when == "adapted" else name, when] for name in QUESTIONS for when in ("first day", "adapted")
    ]
    still, moved = first[2:4]
    assert still[2] == "0<br>89.0% → 89.0%"
    assert moved[2] == "-20 [-20, -20]<br>89.0% → 69.0%"  # seeds 0 to 2: the last plans no lure
    assert moved[3] == "+20 [20, 20]<br>11.0% → 31.0%"  # by pair they differ in the last bit
    assert moved[9] == "-10<br>50.0 → 40.0"


def test_the_same_stricter_line_is_tried_with_and_without_more_staff() -> None:
    (_, bare), (_, staffed) = list(QUESTIONS.values())[-2:]
    rules: list[Any] = [load(name, changes).rollout[-1][1].screening for name, *changes in (bare, staffed)]
    before, after = rules
    assert (after.checkers, after.reviewers) == (3 * before.checkers, 3 * before.reviewers)
    assert (after.review_at, after.suspend_at) == (before.review_at, before.suspend_at)


def test_channels_of_2020_are_shown_with_and_without_the_stricter_line(part: Part) -> None:
    _, planned, reached = tables(part)
    assert [row[:3] for row in cells(planned)] == [
        ["  line of early March", "2020-03-01", "1–30"],
        ["", "2020-03-31", "31–184"],
        ["  as it went", "2020-03-01", "1–30"],
        ["", "2020-03-31", "31–184"],
    ]
    assert cells(planned)[2][3:5] == ["90%", "10%"]
    assert (list(planned)[-1], list(reached)[-1]) == ("jobs", "workers")
