"""The study of a year: what moves from quarter to quarter, by how much of its mean."""

import numpy as np
import pytest

from docs.studies import year as study
from docs.studies.year import Quarters, quarters, slope, year
from experiments.runs.plan import Run
from scenarios import load
from tests.docs.studies.by_hand import ByHand, cells, tables

SMALL = ["world.workers=600", "world.clients=200", "world.churn.dormant_workers=0.2"]


def rising(run: Run) -> Quarters:
    """Postings rise by a tenth of their mean a quarter, yen by nothing but luck."""
    return {"yen": [100.0, 101.0 + run.seed - 32, 99.0, 100.0], "postings": [8.5, 9.5, 10.5, 11.5]}


def test_a_slope_is_that_of_least_squares_over_the_mean() -> None:
    values = np.array([[1.0, 2.0, 3.0, 4.0], [4.0, 3.0, 2.0, 1.0], [1.0, 1.0, 1.0, 3.0]])
    slopes = [1 / 2.5, -1 / 2.5, 0.6 / 1.5]
    moves = slope(values)
    assert moves.mean == pytest.approx(np.mean(slopes))
    assert moves.low < moves.mean < moves.high
    assert slope(values[[0, 0, 0]]).mean == pytest.approx(0.4)


def test_the_page_marks_what_moves() -> None:
    note, table = year(ByHand(most=4, made=rising))
    assert "424 days, seeds 32 to 35;" in str(note)
    rows = {name: rest for name, *rest in cells(*tables([table]))}
    assert rows == {
        "postings": ["8.50", "9.50", "10.5", "11.5", "**10 %**"],
        "yen": ["100", "102", "99.0", "100", "-0.35 [-0.55, -0.15] %"],
    }


def test_quarters_are_of_the_log_and_of_the_people_who_are_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(study, "FILLING", 5)
    values = quarters(Run(load("production", [*SMALL, "days=29"]), 1))
    assert set(map(len, values.values())) == {4}
    assert all(0 < trust < 1 for trust in values["trust of workers"] + values["trust of clients"])
    assert all(0.5 < fee < 2 for fee in values["fees to market"])
    assert all(50 < active < 600 for active in values["active workers"])
    assert sum(values["yen paid a worker"]) > 0
