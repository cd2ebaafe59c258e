"""A look ahead, as data and in words, and how long runs are assumed to take."""

import json
from dataclasses import replace

import pytest
from typer.testing import CliRunner

import policylab as pl
from experiments.commands.app import app
from experiments.questions.sweep.design import Design
from experiments.questions.sweep.document import of_forecast
from experiments.questions.sweep.forecast import forecast
from experiments.questions.sweep.forecast_result import Forecast
from experiments.questions.sweep.question import question
from experiments.runs.keeping import Keeping
from experiments.runs.worlds import FIXED

ONE, AT = ("production", "production"), "platform.screening.suspend_at"
AHEAD = Forecast(9, 16, 2, 32, 640, 64, 1.25, "of these runs that are kept", 3)


def test_a_look_ahead_as_data() -> None:
    assert AHEAD.seconds == 240
    assert AHEAD.as_json() == {
        "points": 9,
        "regimes": 2,
        "seeds": 32,
        "runs": 640,
        "kept": 64,
        "to run": 576,
        "seconds a run": 1.25,
        "seconds a run are": "of these runs that are kept",
        "jobs": 3,
        "seconds": 240,
    }


def test_of_a_cluster_that_runs_the_work_is_told_and_no_time() -> None:
    result = replace(AHEAD, jobs=None)
    assert (result.seconds, result.as_json()["jobs"], result.as_json()["seconds"]) == (None, None, None)
    assert of_forecast(result).bottom[1] == (
        "1.2 s a run (of these runs that are kept): about 12 minutes of work, divided by the workers of the cluster."
    )


@pytest.mark.parametrize(
    ("engine", "at_once"), [("serial", 1), ("processes", 3), ("dask", 3), ("dask://localhost:8786", None)]
)
def test_the_forecast_knows_how_many_runs_an_engine_does_at_once(engine: str, at_once: int | None) -> None:
    options = {"vary": [f"{AT}=0.6,0.7"], "seeds": 2, "worlds": "fixed", "store": None}
    assert pl.forecast("production", engine=engine, jobs=3, **options).jobs == at_once  # type: ignore[arg-type]
    words = ["sweep", "production", "--vary", f"{AT}=0.6,0.7", "--seeds", "2", "--worlds", "fixed", "--no-store"]
    done = CliRunner().invoke(app, [*words, "--engine", engine, "--jobs", "3", "--dry-run", "--json"])
    assert json.loads(done.stdout)["jobs"] == at_once


def test_the_assumed_time_of_a_run_grows_with_market_and_days() -> None:
    def each(*vary: str, days: int) -> float:
        changes = [f"days={days}"]
        variation = question(ONE, vary, changes=(changes, changes), regimes=[("world.rings=frozen",)])
        return forecast(variation, range(2), worlds=FIXED, keeping=Keeping(), jobs=1).each

    assert each(f"{AT}=0.7", days=120) == pytest.approx(2.55 + 0.0196 * 80)
    assert each(f"{AT}=0.7", days=60) == pytest.approx((2.55 + 0.0196 * 80) / 2)
    assert each("world.workers=10000,60000", days=120) == pytest.approx(2.55 + 0.0196 * (10 + 80 + 60) / 3)


def test_a_look_ahead_counts_points_regimes_and_seeds() -> None:
    variation = question(ONE, [f"{AT}=0.6:0.8"], design=Design("lhs", 5), regimes=[("world.rings=frozen",)])
    result = forecast(variation, range(3), worlds=FIXED, keeping=Keeping(), jobs=4)
    assert (result.points, result.asked, result.regimes, result.seeds) == (5, 5, 1, 3)
    assert (result.runs, result.kept, result.jobs) == ((5 + 1) * 3, 0, 4)
    page = of_forecast(result)
    assert (page.title, page.where) == ("5 points, 1 regime, 3 seeds", "18 runs with those of the baseline")


@pytest.mark.parametrize(
    ("seconds", "message"),
    [
        (59.4, "about 59 s"),
        (60, "about 1 minutes"),
        (90 * 60, "about 90 minutes"),
        (2 * 3_600 - 1, "about 120 minutes"),
        (2 * 3_600, "about 2.0 hours"),
        (9 * 3_600, "about 9.0 hours"),
    ],
)
def test_the_time_it_takes_is_told_in_seconds_minutes_or_hours(seconds: float, message: str) -> None:
    result = Forecast(1, 1, 1, 1, 7, 4, seconds, "assumed", 3)
    assert of_forecast(result).bottom == (
        "4 of them are stored, 3 are to run.",
        f"{seconds:.2g} s a run (assumed), 3 at a time: {message}.",
    )
