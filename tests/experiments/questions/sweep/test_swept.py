"""A sweep on the screen, and as a command."""

import csv
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from experiments.commands.app import app
from experiments.questions.sweep.ask import sweep
from experiments.questions.sweep.document import document, of_forecast
from experiments.questions.sweep.forecast_result import Forecast
from experiments.questions.sweep.question import question
from experiments.questions.sweep.result import Sweep
from experiments.runs.plan import Run
from experiments.runs.work import Measurements
from experiments.runs.works import Work
from scenarios.plausible import worlds
from sim.world import World
from tests.experiments.questions.sweep import works
from tests.experiments.shown import shown

ONE, AT = ("production", "production"), "platform.screening.suspend_at"
BEYOND = "world.ring.lures_by_call=0.51"


def swept(*vary: str, work: Callable[[Run], Measurements] = works.sloping) -> Sweep:
    result, _ = sweep(question(ONE, vary), range(32), work=Work(work))
    return result


def told(result: Sweep) -> list[str]:
    return shown(document(result), width=80).split("\n")


def block(of: list[str], subject: str) -> list[str]:
    """The lines of the table of a headline."""
    start = of.index(f"{subject}, change in per cent")
    return of[start : of.index("", start)]


def test_each_headline_has_a_block_with_a_row_per_point() -> None:
    lines = told(swept(f"{AT}=0.7,0.8,0.9"))
    _, head, *rows = block(lines, "workers harmed")
    assert head.split() == ["suspend_at", "before", "first", "day", "adapted"]
    assert [row.split()[:3] for row in rows] == [
        ["worst", "0.7", "100.0"], ["0.8", "100.0", "+10"], ["best", "0.9", "100.0"],
    ]  # fmt: skip
    assert [[cell.split()[0] for cell in row.split("]")[1:]] for row in rows[:2]] == [["worse", "worse"]] * 2
    assert rows[2].split()[3:] == ["0", "no", "difference"] * 2
    assert block(lines, "matching")[2].split()[0] == "best"
    titles = [line.partition(", change")[0] for line in lines if line.endswith("change in per cent")]
    assert titles == [
        "workers harmed", "workers led away", "workers addressed", "workers who read a lure", "matching",
    ]  # fmt: skip
    assert max(map(len, lines[: lines.index("Method")])) <= 80


def test_the_output_warns_that_the_best_of_several_points_looks_better() -> None:
    text = " ".join(" ".join(told(swept(f"{AT}=0.7,0.8"))).split())
    assert "Intervals and verdicts hold for one point at a time, and 2 were looked at." in text
    assert "The best of 2 points seems better than it is." in text
    assert "Best and worst are those after adaptation." in text
    harms = "workers harmed, workers led away, workers addressed, workers who read a lure"
    assert f"Repeat it with other seeds ({harms}; matching, adapted): policylab compare" in text


def test_where_worlds_are_varied_too_each_row_has_its_own_baseline() -> None:
    lines = told(swept(f"{AT}=0.7,0.8", "world.workers=10000:30000:2", work=works.sized))
    assert "world.workers=10000:30000:2 (both sides)" in lines
    _, head, *rows = block(lines, "workers addressed")
    assert max(map(len, (head, *rows))) <= 80
    assert head.split() == ["suspend_at", "workers", "before", "first", "day", "adapted"]
    assert [row.removeprefix("worst").removeprefix("best").split()[:3] for row in rows] == [
        [at, workers, before] for at in ("0.7", "0.8") for workers, before in (("10000", "200"), ("30000", "400"))
    ]


def test_points_with_many_values_are_told_by_their_numbers() -> None:
    lines = told(swept(f"{AT}=0.7,0.8", "platform.communication.call=never,before_contract", BEYOND))
    first = lines.index("  #1  suspend_at 0.7, call never, lures_by_call 0.51")
    assert lines[first + 3] == "  #4  suspend_at 0.8, call before_contract, lures_by_call 0.51"
    rows = block(lines, "workers addressed")[2:]
    assert [row.split()[1] for row in rows] == ["#1", "#2", "#3", "#4"]
    assert [row.split("]")[1].split()[0] for row in rows] == ["higher"] * 4
    notes = " ".join(" ".join(lines).split())
    assert "Nothing is better or worse at 4 of 4 points: outside the passport: world.ring.lures_by_call = 0.51" in notes
    assert block(lines, "deals outside")


def test_between_worlds_the_way_is_told_and_that_it_is_no_policys() -> None:
    lines = told(swept("world.ring.lures_by_call=0.1,0.3"))
    assert not any("(both sides)" in line for line in lines)
    assert [each.both for each in swept("world.ring.lures_by_call=0.1,0.3").varied] == [False]
    assert "The worlds differ: a difference is due to them, and not to a policy." in lines
    assert block(lines, "workers harmed")[2].split()[-6:] == ["0", "no", "difference"] * 2
    assert not any(line.endswith(("better", "worse")) for line in lines)


def test_a_point_that_crashed_is_a_row_with_its_error() -> None:
    lines = told(swept(f"{AT}=0.5,0.7,0.8", work=works.crashing))
    crashed, *rows = block(lines, "workers harmed")[2:]
    assert crashed == "0.5 crashed in 32 seeds: ValueError: cursed at 0.5"
    assert [row.split()[0] for row in rows] == ["worst", "best"]
    assert "At point 2, 1 of 32 seeds crashed and are left out." in lines
    assert "point 1 crashed in 32 seeds: ValueError: cursed at 0.5" in told(swept(f"{AT}=0.5", work=works.crashing))


def test_a_look_ahead_says_how_many_runs_and_how_long() -> None:
    result = Forecast(9, 16, 2, 32, 640, 64, 1.25, "of these runs that are kept", 2)
    assert shown(of_forecast(result)).split("\n") == [
        "9 points (16 asked, equal ones are one), 2 regimes, 32 seeds",
        "640 runs with those of the baseline",
        "64 of them are stored, 576 are to run. 1.2 s a run (of these runs that are",
        "  kept), 2 at a time: about 6 minutes.",
    ]


# ------------------------------------------------------------------------------------------------ the command


def policylab(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["sweep", *arguments])


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    works.done.clear()
    monkeypatch.setattr("experiments.runs.keeping.recorded", works.kept)


SMALL = ["--seeds", "3", "--worlds", "fixed", "--engine", "serial"]


@pytest.mark.usefixtures("quick")
def test_the_command_prints_points_and_ends_with_what_to_ask_next(tmp_path: Path) -> None:
    file = tmp_path / "o.csv"
    done = policylab("production", "--vary", f"{AT}=0.7:0.8:2", "--csv", str(file), *SMALL)
    assert done.exit_code == 0, done.output
    assert done.stdout.splitlines()[-1].startswith(
        f"policylab compare production --change {AT}=0.7 --seeds 3 --first-seed 1000"
    )
    with file.open() as opened:
        rows = list(csv.DictReader(opened))
    assert {(row[AT], row["regime"], row["seed"]) for row in rows} == {
        (at, regime, seed) for at in ("0.7", "0.8") for regime in ("frozen", "adapting") for seed in "012"
    }


@pytest.mark.usefixtures("quick")
def test_standard_output_is_json_only_with_numbers_of_plausible_worlds() -> None:
    last = len(worlds(World())) - 1
    done = policylab(
        "production", "--vary", f"{AT}=0.7", "--seeds", "2", f"--first-seed={last}", "--engine", "serial", "--json"
    )
    data = json.loads(done.stdout)
    assert (data["seeds"], data["plausible worlds"]) == ([last, last + 1], [last, 0])
    assert data["worlds"] == "plausible"


@pytest.mark.usefixtures("quick")
def test_a_dry_run_runs_nothing_and_makes_no_store(tmp_path: Path) -> None:
    store = tmp_path / "runs.sqlite"
    words = ["production", "--vary", f"{AT}=0.7:0.9:3", "--store", str(store), *SMALL]
    done = policylab(*words, "--dry-run")
    assert done.exit_code == 0, done.output
    assert done.stdout.startswith(
        "3 points, 2 regimes, 3 seeds, 18 runs with those of the baseline\n0 of them are stored"
    )
    assert works.done == []
    assert not store.exists()
    assert policylab(*words).exit_code == 0
    assert len(works.done) == 18
    assert json.loads(policylab(*words, "--dry-run", "--json").stdout)["to run"] == 0
    assert len(works.done) == 18


def test_points_that_crash_leave_with_4_and_the_others_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("experiments.runs.keeping.recorded", works.kept_and_crashing)
    done = policylab("production", "--vary", f"{AT}=0.5,0.8", *SMALL)
    assert done.exit_code == 4
    assert "cursed at 0.5" in done.stderr
    assert "6 runs crashed" in done.stderr
    assert "crashed in 3 seeds: ValueError: cursed at 0.5" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["production"], "nothing is varied"),
        (["producton", "--vary", f"{AT}=0.7"], "did you mean 'production'"),
        (["production", "--vary", f"{AT}=0.7:0.8"], "a grid needs a COUNT"),
        (["production", "--vary", f"{AT}=0.7", "--vary", f"{AT}x=0.7"], "--vary platform.screening.suspend_atx=0.7"),
        (["production", "--vary", f"{AT}=0.7", "--points", "4"], "--points is for lhs and sobol"),
        (["production", "--vary", f"{AT}=0.7:0.8", "--design", "sobol", "--points", "6"], "--points 4 or 8"),
        (["production", "--vary", f"{AT}=0.7", "--csv", "no/such/folder/o.csv"], "no/such/folder/o.csv"),
        (["production", "--vary", f"{AT}=0.7", "--worlds", "no.npz"], "no.npz"),
        (["production", "--vary", f"{AT}=0.7", "--worlds", "no.npz", "--dry-run"], "no.npz"),
    ],
)
def test_bad_input_leaves_with_2_before_the_first_run(arguments: list[str], complaint: str, quick: None) -> None:
    done = policylab(*arguments)
    assert done.exit_code == 2, done.output
    assert complaint in done.stderr
    assert "Traceback" not in done.output
    assert not done.stdout
    assert works.done == []
