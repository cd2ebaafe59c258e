"""Plausible worlds are known to be of another model by what runs do."""

import json
import re
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest
from typer.testing import CliRunner

from experiments.api.resources import Note, worlds_of
from experiments.commands.app import app
from experiments.measures.validity import FACTS
from experiments.questions.calibrate import fingerprint
from experiments.questions.compare.answer import Answer
from experiments.questions.compare.deciding import Deciding
from experiments.runs.plan import Run
from experiments.runs.work import simulated
from experiments.runs.worlds import PLAUSIBLE
from scenarios.plausible import MODEL, MOVED, Ensemble, packed, worlds
from sim.world import World
from tests.experiments.found import comparison, rows
from tests.experiments.questions.sweep import works
from tests.experiments.shown import screen


@pytest.fixture
def tiny(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fingerprint, "SMALL", ("world.workers=300", "world.clients=60", "days=12"))


@pytest.fixture(scope="module")
def old() -> Ensemble:
    """The worlds that ship, as if they were of another model."""
    ensemble = worlds(World())
    return replace(ensemble, origin=ensemble.origin | {"model": "another"})


@pytest.fixture
def file(old: Ensemble, tmp_path: Path) -> Path:
    path = tmp_path / "old.npz"
    path.write_bytes(packed(old))
    return path


@pytest.mark.nightly(reason="three fingerprints of real runs; the pinned one: tests/pins/test_pins.py")
@pytest.mark.usefixtures("tiny")
def test_the_fingerprint_changes_with_runs_and_with_functions_of_facts(monkeypatch: pytest.MonkeyPatch) -> None:
    first = fingerprint.fingerprint()
    assert fingerprint.fingerprint() == first
    with monkeypatch.context() as patched:
        patched.setattr(fingerprint, "simulated", lambda run: simulated(Run(run.scenario, run.seed + 1)))
        assert fingerprint.fingerprint() != first
    with monkeypatch.context() as patched:
        patched.setattr(fingerprint, "FACTS", ())
        logs = fingerprint.fingerprint()
        patched.setattr(fingerprint, "simulated", lambda run: simulated(Run(run.scenario, run.seed + 1)))
        assert fingerprint.fingerprint() != logs
    binding = next(fact for fact in FACTS if fact.binding)
    others = tuple(fact for fact in FACTS if fact != binding)
    with monkeypatch.context() as patched:
        patched.setattr(fingerprint, "FACTS", (*others, replace(binding, function=lambda periods: 0.5)))
        assert fingerprint.fingerprint() != first


def test_worlds_of_another_model_are_told_wherever_they_are_used(file: Path, recwarn: pytest.WarningsRecorder) -> None:
    assert worlds(World(), file).of_this_model is False
    assert worlds_of(str(file)).file == file
    [warning] = recwarn
    assert (str(warning.message), warning.category) == (MOVED, Note)
    recwarn.clear()
    for quiet in ("fixed", "no.npz"):
        worlds_of(quiet)
    assert not recwarn


def test_the_worlds_that_ship_say_with_which_model_they_were_found(monkeypatch: pytest.MonkeyPatch) -> None:
    shipped = worlds(World()).origin["model"]
    assert re.fullmatch("[0-9a-f]{16}", shipped)
    for model, note in ((shipped, None), ("another", MOVED)):
        monkeypatch.setattr("scenarios.plausible.MODEL", SimpleNamespace(read_text=lambda _, model=model: f"{model}\n"))
        assert PLAUSIBLE.note == note


def test_an_answer_says_it_beside_its_verdicts(old: Ensemble) -> None:
    compared = comparison(rows(), rows(exposed_per_10k=lambda seed: 9 + seed % 2))
    sides = (replace(compared.sides[0], worlds="plausible"), replace(compared.sides[1], worlds="plausible"))
    answer = Answer((compared,), old)  # one world: nothing is asked of plausible ones
    assert answer.of_this_model
    decided = dict.fromkeys(answer.headlines, Deciding(8, (), 0.6))
    answer = Answer((replace(compared, sides=sides, deciding=decided),), old)
    assert "8 plausible worlds of an older model, 120 days" in screen(answer)[0].plain
    assert answer.as_json()["of_this_model"] is False
    assert Answer(answer.comparisons, replace(old, origin={"model": MODEL.read_text("utf-8").strip()})).of_this_model


def test_a_sweep_says_it_too(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("experiments.runs.keeping.recorded", works.kept)
    words = ["production", "--vary", "platform.screening.suspend_at=0.7", "--seeds", "2", "--worlds", str(file)]
    done = CliRunner().invoke(app, ["sweep", *words, "--engine", "serial", "--no-store"])
    assert f"note: {MOVED}" in done.stderr
    assert "each in a plausible world of an older model" in " ".join(done.stdout.split())
    data = CliRunner().invoke(app, ["sweep", *words, "--engine", "serial", "--no-store", "--json"])
    assert json.loads(data.stdout)["of_this_model"] is False
