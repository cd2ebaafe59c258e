"""The study of a year: what moves from quarter to quarter, by how much of its mean."""

import numpy as np
import pytest

from docs.studies import year as study
from docs.studies.pages import year_tables
from docs.studies.parts import as_markdown
from docs.studies.year import Quarters, quarters, year
from experiments.runs.plan import Run
from experiments.runs.works import Work
from scenarios import load

SMALL = ["world.workers=600", "world.clients=200", "world.churn.dormant_workers=0.2"]


def rising(run: Run) -> Quarters:
    """Postings rise by a tenth of their mean a quarter, yen by nothing but luck."""
    return {"yen": [100.0, 101.0 + run.seed, 99.0, 100.0], "postings": [8.5, 9.5, 10.5, 11.5]}


def test_a_slope_is_that_of_least_squares_over_the_mean() -> None:
    values = np.array([[1.0, 2.0, 3.0, 4.0], [4.0, 3.0, 2.0, 1.0], [1.0, 1.0, 1.0, 3.0]])
    slopes = [1 / 2.5, -1 / 2.5, 0.6 / 1.5]
    moves = year_tables.slope(values)
    assert moves.mean == pytest.approx(np.mean(slopes))
    assert moves.low < moves.mean < moves.high
    assert year_tables.slope(values[[0, 0, 0]]).mean == pytest.approx(0.4)


def test_the_page_marks_what_moves() -> None:
    page = as_markdown(year_tables.year(year(seeds=range(4), work=Work(rising)), range(4)))
    assert "seeds 0 to 3;" in page
    rows = {line.split("|")[1].strip(): line for line in page.splitlines() if line.startswith("|")}
    assert rows["postings"] == "| postings | 8.50 | 9.50 | 10.5 | 11.5 | **10 %** |"
    assert "**" not in rows["yen"]
    assert rows["yen"].startswith("| yen | 100 | 102 | 99.0 | 100 |")


def test_quarters_are_of_the_log_and_of_the_people_who_are_there(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in (("FILLING", 5), ("QUARTER", 6), ("DAYS", 5 + 4 * 6)):
        monkeypatch.setattr(study, name, value)
    values = quarters(Run(load("production", SMALL), 1))
    assert set(map(len, values.values())) == {4}
    assert all(0 < trust < 1 for trust in values["trust of workers"] + values["trust of clients"])
    assert all(0.5 < fee < 2 for fee in values["fees to market"])
    assert all(50 < active < 600 for active in values["active workers"])
    assert sum(values["yen paid a worker"]) > 0
