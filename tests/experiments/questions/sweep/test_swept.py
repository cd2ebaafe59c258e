"""A sweep on the screen, and as a command."""

import csv
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from experiments.commands.app import app
from experiments.questions.sweep.ask import sweep
from experiments.questions.sweep.forecast_result import Forecast
from experiments.questions.sweep.question import question
from experiments.questions.sweep.result import Sweep
from experiments.questions.sweep.text import forecast, lines
from experiments.runs.plan import Run
from experiments.runs.work import Measurements
from experiments.runs.works import Work
from scenarios.plausible import worlds
from sim.world import World
from tests.experiments.questions.sweep import works

ONE, AT = ("production", "production"), "platform.screening.suspend_at"
BEYOND = "world.ring.lures_by_call=0.51"


def swept(*vary: str, work: Callable[[Run], Measurements] = works.sloping) -> Sweep:
    found, _ = sweep(question(ONE, vary), range(32), work=Work(work))
    return found


def told(found: Sweep) -> list[str]:
    return [line.plain.rstrip() for line in lines(found)]


def block(of: list[str], title: str) -> list[str]:
    [start] = [number for number, line in enumerate(of) if line.startswith(title)]
    return of[start : of.index("", start)]


def test_each_headline_has_a_block_a_regime_and_in_it_a_row_a_point() -> None:
    said = told(swept(f"{AT}=0.7,0.8,0.9"))
    assert said[:3] == [
        "production → production, varied",
        "3 points (grid), 32 pairs a point, in one world; 120 days",
        f"{AT}=0.7,0.8,0.9",
    ]
    title, base, head, *rows = block(said, "exposed_per_10k, first day")
    assert title.startswith("exposed_per_10k, first day: workers per 10,000 (")
    assert base.startswith("baseline 100.0, margin ±2.0")
    assert head.split() == ["suspend_at", "difference", "[95", "%]", "sign"]
    assert [row.split()[:2] for row in rows] == [["worst", "0.7"], ["0.8", "10"], ["best", "0.9"]]
    assert [row.split("]")[1].strip() for row in rows[:2]] == ["32/32 worse", "32/32 worse"]
    assert rows[2].split() == ["best", "0.9", "0", "0/0", "no", "difference"]
    assert block(said, "value_per_posting, adapted")[3].split()[0] == "best"
    assert max(map(len, said)) <= 80


def test_it_is_said_how_many_points_were_looked_at_and_what_that_is_worth() -> None:
    said = " ".join(told(swept(f"{AT}=0.7,0.8")))
    assert " ".join(said.split()).endswith(
        "Intervals and verdicts hold for one point at a time, and 2 were looked at: the best of them seems better "
        "than it is. Repeat it with other seeds (exposed_per_10k; value_per_posting, adapted):"
    )


def test_where_worlds_are_varied_too_each_row_has_its_own_baseline() -> None:
    said = told(swept(f"{AT}=0.7,0.8", "world.workers=10000:30000:2", work=works.sized))
    assert "world.workers=10000:30000:2 (both sides)" in said
    assert max(map(len, said)) <= 80
    _, head, *rows = block(said, "exposed_per_10k, adapted")
    assert head.split()[:4] == ["suspend_at", "workers", "before", "difference"]
    assert [row.removeprefix("worst").removeprefix("best").split()[:3] for row in rows] == [
        [at, workers, before] for at in ("0.7", "0.8") for workers, before in (("10000", "200"), ("30000", "400"))
    ]


def test_points_with_many_values_are_told_by_their_numbers() -> None:
    said = told(swept(f"{AT}=0.7,0.8", "platform.communication.call=never,before_contract", BEYOND))
    table = said[said.index(next(line for line in said if line.startswith("point"))) :][:5]
    assert [row.split() for row in table] == [
        ["point", "suspend_at", "call", "lures_by_call"],
        ["#1", "0.7", "never", "0.51"],
        ["#2", "0.7", "before_contract", "0.51"],
        ["#3", "0.8", "never", "0.51"],
        ["#4", "0.8", "before_contract", "0.51"],
    ]
    rows = block(said, "exposed_per_10k, first day")[3:]
    assert [row.split()[-2:] for row in rows] == [["32/32", "higher"]] * 4
    notes = " ".join(" ".join(said).split())
    assert "Nothing is better or worse at 4 of 4 points: outside the passport: world.ring.lures_by_call = 0.51" in notes
    assert block(said, "direct_deal_share, first day")


def test_between_worlds_the_way_is_told_and_that_it_is_no_policys() -> None:
    said = told(swept("world.ring.lures_by_call=0.1,0.3"))
    assert not any("(both sides)" in line for line in said)
    assert [each.both for each in swept("world.ring.lures_by_call=0.1,0.3").varied] == [False]
    assert "The worlds differ: a difference is due to them, and not to a policy." in said
    assert block(said, "exposed_per_10k, first day")[3].endswith("0/0 no difference")
    assert not any(line.endswith(("better", "worse")) for line in said)


def test_a_point_that_crashed_is_a_row_with_its_error() -> None:
    said = told(swept(f"{AT}=0.5,0.7,0.8", work=works.crashing))
    rows = block(said, "exposed_per_10k, adapted")[2:]
    assert rows[0].split(maxsplit=1) == ["0.5", "crashed in 32 seeds: ValueError: cursed at 0.5"]
    assert [row.split()[0] for row in rows[1:]] == ["worst", "best"]
    assert "At point 2 1 of 32 seeds crashed and are left out." in said
    assert told(swept(f"{AT}=0.5", work=works.crashing))[3] == "point 1 crashed in 32 seeds: ValueError: cursed at 0.5"


def test_a_look_ahead_is_three_lines() -> None:
    found = Forecast(9, 16, 2, 32, 640, 64, 1.25, "of these runs that are kept", 2)
    assert list(forecast(found)) == [
        "9 points (16 asked, equal ones are one), 2 regimes, 32 seeds: 640 runs with those of the baseline",
        "64 of them are stored, 576 are to run",
        "1.2 s a run (of these runs that are kept), 2 at a time: about 6 minutes",
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
def test_json_is_all_there_is_on_standard_output_and_plausible_worlds_are_numbered() -> None:
    last = len(worlds(World())) - 1
    done = policylab(
        "production", "--vary", f"{AT}=0.7", "--seeds", "2", f"--first-seed={last}", "--engine", "serial", "--json"
    )
    found = json.loads(done.stdout)
    assert (found["seeds"], found["plausible worlds"]) == ([last, last + 1], [last, 0])
    assert found["worlds"] == "plausible"


@pytest.mark.usefixtures("quick")
def test_a_dry_run_runs_nothing_and_makes_no_store(tmp_path: Path) -> None:
    store = tmp_path / "runs.sqlite"
    asked = ["production", "--vary", f"{AT}=0.7:0.9:3", "--store", str(store), *SMALL]
    done = policylab(*asked, "--dry-run")
    assert done.exit_code == 0, done.output
    assert done.stdout.startswith(
        "3 points, 2 regimes, 3 seeds: 18 runs with those of the baseline\n0 of them are stored"
    )
    assert works.done == []
    assert not store.exists()
    assert policylab(*asked).exit_code == 0
    assert len(works.done) == 18
    assert json.loads(policylab(*asked, "--dry-run", "--json").stdout)["to run"] == 0
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
