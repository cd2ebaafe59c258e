"""The command as its users meet it, on a market that is done in no time."""

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

import policylab as pl
from experiments.api.calibrate import _words
from experiments.commands.app import app
from experiments.host.stopping import Terminated
from experiments.measures.matching import fill_rate
from experiments.measures.metrics import METRICS
from experiments.measures.validity import Fact
from experiments.questions.calibrate import ask as calibrate
from experiments.questions.calibrate import emulator
from experiments.questions.calibrate.effort import Effort
from experiments.runs.work import simulated
from experiments.store.store import Store
from scenarios import load
from scenarios.plausible import worlds

TINY = ["world.workers=200", "world.clients=60", "days=3"]
LOOSE = (Fact(fill_rate, 0.0, 0.9, "share", "no source"),)
IMPOSSIBLE = (Fact(fill_rate, 1.5, 2.0, "share", "no source"),)


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("POLICYLAB_STORE", "runs.sqlite")
    monkeypatch.setattr(calibrate, "EFFORT", Effort(replicates=2, first=3, every=1, further=3, fresh=1))
    monkeypatch.setattr(calibrate, "BINDING", LOOSE)
    monkeypatch.setattr(calibrate, "fingerprint", lambda: "of this model")  # else two runs


def policylab(*arguments: str) -> Result:
    changes = [word for change in TINY for word in ("-S", change)]
    return CliRunner().invoke(app, ["calibrate", *changes, "--worlds", "2", "--engine", "serial", *arguments])


def test_plausible_worlds_are_found_and_written_then_repeated_without_a_run() -> None:
    result = policylab("--write", "mine.npz")
    assert result.exit_code == 0, result.output
    assert result.stdout.startswith("production: 2 of 2 plausible worlds\n")
    ensemble = worlds(load("production", TINY).world, Path("mine.npz"))
    assert len(ensemble) == 2
    assert ensemble.world(0).workers == 200
    assert ensemble.world(0) != ensemble.world(1)
    assert ensemble.origin["command"] == (
        "policylab calibrate production -S world.workers=200 -S world.clients=60 -S days=3 --worlds 2 --seed 0"
    )
    assert ensemble.origin["model"] == "of this model"
    assert ensemble.measured == tuple(metric.name for metric in METRICS)
    assert ensemble.metrics.shape == (2, 2, len(METRICS))
    count = kept()
    assert count == ensemble.origin["runs"] + 4  # two worlds looked at once more, frozen and adapting
    again = policylab("--write", "again.npz", "--json")
    assert json.loads(again.stdout) == ensemble.origin
    assert Path("again.npz").read_bytes() == Path("mine.npz").read_bytes()
    assert kept() == count


def test_worlds_are_kept_by_another_scenario_too_which_the_result_names() -> None:
    Path("later.toml").write_text('extends = "choked_supply"\ndays = 3\n')
    result = policylab("--also", "later.toml")
    assert result.exit_code == 0, result.output
    assert result.stdout.startswith("production and later: 2 of 2 plausible worlds\n")
    origin = worlds(load("production", TINY).world, Path("plausible.npz")).origin
    assert origin["also"] == "later"
    assert origin["command"].endswith(" -S days=3 --also later.toml --worlds 2 --seed 0")
    assert kept() == origin["runs"] + 4


def test_a_number_that_is_set_is_the_same_in_every_world() -> None:
    held = "world.ring.patience=30"
    result = policylab("-S", held, "--write", "mine.npz")
    assert result.exit_code == 0, result.output
    scenario = load("production", [*TINY, held])
    ensemble = worlds(scenario.world, Path("mine.npz"), scenario.held)
    place = ensemble.space.names.index("ring.patience")
    assert (ensemble.values[:, place].tolist(), ensemble.central[place]) == ([30, 30], 30)
    assert ensemble.origin["numbers"]["ring.patience"]["before"] == [30, 30]
    assert f"{len(ensemble.space) - 1} numbers that vary" in result.stdout


def test_changes_of_the_other_scenario_stand_in_its_name() -> None:
    side, other = pl.load("production", days=3), pl.load("timeline_2020", days=30, name="autumn")
    assert _words(side, None) == ["production", "-S", "days=3"]
    assert _words(side, other) == ["production", "-S", "days=3", "--also", "timeline_2020 + days=30"]


def test_another_scenario_that_is_none_is_refused() -> None:
    refused = policylab("--also", "timeline_2021")
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert "did you mean 'timeline_2020'?" in refused.stderr


def kept() -> int:
    with Store(Path("runs.sqlite")) as store:
        [(count,)] = store.rows("SELECT COUNT(*) FROM runs")
    return int(count)


def test_a_calibration_that_is_stopped_says_where_it_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    done = 0

    def stopped(run: Any) -> Any:
        nonlocal done
        done += 1
        if done == 4:
            raise KeyboardInterrupt
        return simulated(run)

    monkeypatch.setattr("experiments.runs.record.simulated", stopped)
    result = policylab()
    assert result.exit_code == 130
    message = "interrupted after 1 of 2 runs; what is done is kept: asked again, it goes on from there\n"
    assert result.stderr.endswith(message)
    assert result.stdout == ""
    assert not Path("plausible.npz").exists()
    assert kept() == 3
    assert policylab().exit_code == 0
    assert Path("plausible.npz").exists()


@pytest.mark.parametrize(
    ("stop", "word", "code"), [(KeyboardInterrupt, "interrupted", 130), (Terminated, "terminated", 143)]
)
def test_between_two_batches_of_runs_it_can_be_stopped_too(
    monkeypatch: pytest.MonkeyPatch, stop: type[BaseException], word: str, code: int
) -> None:
    def stopped(*arguments: Any) -> Any:
        raise stop

    monkeypatch.setattr(calibrate, "match", stopped)
    result = policylab()
    assert result.exit_code == code
    assert result.stderr == f"{word}; what is done is kept: asked again, it goes on from there\n"


@pytest.mark.parametrize("runs", ["1", "5"])  # no wave, one wave
def test_too_few_plausible_worlds_are_explained_and_nothing_is_written(
    runs: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(calibrate, "BINDING", IMPOSSIBLE)
    result = policylab("--runs", runs)
    assert result.exit_code == 1
    assert "production: 0 of 2 plausible worlds" in result.stdout
    assert result.stderr.endswith(
        "found only 0 of 2 plausible worlds, so no file is written: allow more --runs, or ask for fewer --worlds\n"
    )
    assert not Path("plausible.npz").exists()


def test_impossible_requests_are_refused_in_one_line_before_the_first_run(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*arguments: str) -> str:
        result = policylab(*arguments)
        assert (result.exit_code, result.stdout) == (2, "")
        assert len(result.stderr.splitlines()) == 1
        return result.stderr

    assert refused("--write", "no/such/place.npz").startswith("no/such/place.npz: ")
    Path("old").write_text("something else, and long enough to be looked at\n" * 100)
    assert refused("--store", "old").startswith("old: damaged, or no store (file is not a database)")
    monkeypatch.setattr(emulator, "find_spec", lambda name: None)
    message = "`pip install -c constraints.txt -e '.[worlds]'` in the clone of policylab installs it"
    assert refused() == f"calibrate needs scikit-learn: {message}\n"


def test_a_run_that_crashes_ends_the_calibration_and_the_others_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    done = 0

    def crashing(run: Any) -> Any:
        nonlocal done
        done += 1
        if done == 5:
            raise ValueError("cursed")
        return simulated(run)

    monkeypatch.setattr("experiments.runs.record.simulated", crashing)
    result = policylab()
    assert result.exit_code == 4
    assert "production in world 2, seed 1000000021 crashed:" in result.stderr
    assert kept() == 7  # with the one that crashed
