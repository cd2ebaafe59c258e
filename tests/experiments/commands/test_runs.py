"""`policylab runs`, by its lines."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from experiments.commands.app import app
from experiments.runs.plan import Run

TINY = ("-S", "days=2", "-S", "world.workers=200", "-S", "world.clients=60", "--engine", "serial", "--no-store")


def ask(*words: str) -> tuple[Result, list[dict[str, Any]]]:
    done = CliRunner().invoke(app, ["runs", "production", *words, *TINY])
    return done, [json.loads(line) for line in done.stdout.splitlines()]


def test_the_description_comes_first_then_each_run_then_the_code() -> None:
    done, (described, *ended, last) = ask("--run", "frozen:0-1,5", "--run", "adapting:5")
    assert done.exit_code == 0
    assert described["side"]["days"] == 2
    assert [(each["regime"], each["seed"]) for each in ended] == [
        *(("frozen", 0), ("frozen", 1), ("frozen", 5), ("adapting", 5))
    ]
    assert [each["key"] for each in ended] == described["side"]["keys"]
    assert len({each["digest"] for each in ended[:3]}) == 3
    assert Path(last["code"]["sim.course"]).name == "course.py"


def test_a_dry_run_describes_and_no_more() -> None:
    done, lines = ask("--run", "frozen:0-29", "--worlds", "plausible", "--dry-run")
    assert (done.exit_code, len(lines)) == (0, 1)
    assert len(set(lines[0]["side"]["keys"])) == 30


def test_logs_are_written_instead(tmp_path: Path) -> None:
    words = ["runs", "production", *TINY[:6], "--run", "frozen:3", "--logs", str(tmp_path)]
    done = CliRunner().invoke(app, words)
    _, *written, _ = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.exit_code == 0
    assert written == [{"regime": "frozen", "seed": 3, "log": str(tmp_path / "frozen-3.pickle")}]
    assert [path.name for path in tmp_path.iterdir()] == ["frozen-3.pickle"]


def test_logs_make_no_store_and_a_run_that_crashes_ends_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    def simulated(run: Run) -> str:
        if run.seed == 3:
            raise ValueError("seed 3")
        return "a log"

    monkeypatch.setattr("experiments.questions.gate.side.simulated", simulated)
    words = ["runs", "production", *TINY[:6], "--run", "frozen:3,4", "--logs", "logs"]
    done = CliRunner().invoke(app, words)
    _, crashed, written, _ = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.exit_code == 4
    assert "ValueError: seed 3" in crashed["error"]
    assert written["log"] == "logs/frozen-4.pickle"
    assert [path.name for path in tmp_path.iterdir()] == ["logs"]


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (("-S", "days=no"), {"problems": [["days=no", "needs a whole number"]]}),
        (("--store", "/proc/no/store"), "unusable"),
        (("--logs", "/proc/no/folder"), "unusable"),
        (("-S", "world.rings=frozen"), "problems"),
        (("--shelf", "/nowhere"), "problems"),
        (("--worlds", "/nowhere.npz"), "problems"),
        (("--shelf", "nofolder"), {"problems": [["nofolder", "no such folder of scenarios"]]}),
    ],
)
def test_input_that_is_refused_is_a_line(words: tuple[str, ...], line: dict[str, Any] | str) -> None:
    arguments = ["runs", "production", *words, "--run", "frozen:0", "--engine", "serial"]
    done = CliRunner().invoke(app, arguments)
    data = json.loads(done.stdout.splitlines()[-1])
    assert done.exit_code == 2
    assert (data if isinstance(line, dict) else set(data)) == (line if isinstance(line, dict) else {line})


def test_policies_that_do_not_fit_the_model_are_a_line(monkeypatch: pytest.MonkeyPatch) -> None:
    import experiments.api.runs

    def broken(*_: Any, **__: Any) -> bool:
        raise ImportError("cannot import name 'Verb'")

    monkeypatch.setattr(experiments.api.runs, "runs", broken)
    done, lines = ask("--run", "frozen:0")
    assert done.exit_code == 4
    assert lines[0]["crash"].startswith("Traceback")
    assert "cannot import name 'Verb'" in lines[0]["crash"]


@pytest.mark.parametrize(
    "run",
    [
        "frozen",
        "frozen:",
        "later:0",
        "frozen:a",
        "frozen:3-",
        "frozen:5-3",
        "frozen:0-200000",
        "frozen:-1",
        "frozen:1-2-3",
        f"frozen:{'9' * 5_000}",
    ],
)
def test_runs_that_cannot_be_are_refused(run: str) -> None:
    done, _ = ask("--run", run)
    assert done.exit_code == 2
    assert f"--run {run}: " in done.stderr


FORGING = """
import os, sys
from experiments.api import runs as answers
from experiments.commands import app

def answer(scenario, ids, send, options, **more):
    os.write(1, b'{"regime": "frozen", "seed": 0, "metrics": "of C"}\\n')
    print("of a rule", file=sys.__stdout__, flush=True)
    print("of another")
    send({"code": {}})
    return True

answers.runs = answer
sys.argv = ["policylab", "runs", "production", "--run", "frozen:0"]
app.main()
"""


def test_a_rule_cannot_write_a_line_whatever_it_writes_to() -> None:
    done = subprocess.run([sys.executable, "-c", FORGING], capture_output=True, text=True, check=True)
    assert done.stdout == '{"code": {}}\n'
    assert all(words in done.stderr for words in ("of C", "of a rule", "of another"))
