"""The store as users of the command line meet it."""

import json
import os
import re
import signal
import subprocess
import sys
from contextlib import chdir
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from experiments.commands.app import app
from experiments.host.stopping import Interrupted
from experiments.runs import hashes
from experiments.runs.pools import Gone
from experiments.store import file
from experiments.store.sealed import Description, Stored
from experiments.store.store import Store
from tests.architecture.house import ROOT
from tests.experiments.runs.villages import editor
from tests.experiments.store.rewriting import added, parts, rewrite
from tests.policies import strangers

SMALL = ["-S", "world.workers=200", "-S", "world.clients=60", "--days", "8", "--engine", "serial", "--seeds", "2"]


@pytest.fixture(autouse=True)
def here(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("POLICYLAB_STORE")


def policylab(*arguments: str) -> Result:
    return CliRunner().invoke(app, arguments)


def count(path: str = ".policylab/runs.sqlite") -> int:
    with Store(Path(path)) as store:
        [(runs,)] = store.rows("SELECT COUNT(*) FROM runs")
    return int(runs)


def test_what_one_command_has_run_another_one_reads_and_prints_the_same() -> None:
    words = ("compare", "production", "calling_open", "--rings", "frozen", "--worlds", "fixed", "--json", *SMALL)
    first = policylab(*words)
    assert (first.exit_code, count()) == (0, 4)
    with Store(Path(".policylab/runs.sqlite")) as store:
        rewrite(store, added("metric/fill_rate", 0.5))
    again = policylab(*words)
    fill = [
        next(row for row in json.loads(each.stdout)["regimes"]["frozen"]["metrics"] if row["name"] == "fill_rate")
        for each in (first, again)
    ]
    assert fill[1]["baseline"] == fill[0]["baseline"] + 0.5  # read, not run
    assert count() == 4
    assert policylab("run", "production", "-S", "world.rings=frozen", *SMALL).exit_code == 0
    assert policylab("validate", "production", "-S", "world.rings=frozen", *SMALL).exit_code in (0, 1)
    assert count() == 4  # the same runs


def test_runs_are_stored_nowhere_or_elsewhere_on_request() -> None:
    assert policylab("run", "production", "--no-store", *SMALL).exit_code == 0
    assert not Path(".policylab").exists()
    assert policylab("run", "production", "--store", "mine.sqlite", *SMALL).exit_code == 0
    assert count("mine.sqlite") == 2


def test_a_store_is_listed_verified_trimmed_and_exported() -> None:
    policylab("run", "production", *SMALL)
    with Store(Path(".policylab/runs.sqlite")) as store:
        stored = Stored({"metric/fill_rate": 0.5}, None, 60.0)
        store.keep(Description("old", "calling_open", 3, {"sim": "of yesterday"}), stored)
    assert "calling_open  1 runs, seeds 3 to 3, 1.0 minutes of work" in policylab("store", "list").stdout
    assert [each["done"] for each in json.loads(policylab("store", "list", "--json").stdout)] == [1, 2]
    assert policylab("store", "verify").stdout == ".policylab/runs.sqlite: 3 runs, nothing is wrong\n"
    assert policylab("store", "export", "all.csv").exit_code == 0
    assert len(Path("all.csv").read_text().splitlines()) == 4
    assert policylab("store", "export", "all.txt").stderr == "all.txt: must end in .csv or .parquet\n"
    assert policylab("store", "trim").stdout == ".policylab/runs.sqlite: 1 runs deleted\n"
    assert count() == 2
    with Store(Path(".policylab/runs.sqlite")) as store:
        store.rows("UPDATE runs SET key = 'abc' WHERE seed = 0")
    message = ".policylab/runs.sqlite: 1 damaged run is left out: abc (production, seed 0)\n"
    assert policylab("store", "list").stderr == message
    done = policylab("store", "verify")
    assert (done.exit_code, done.stderr) == (
        1,
        ".policylab/runs.sqlite: damaged, and run again where it is asked for: abc (production, seed 0)\n",
    )


def test_why_says_what_decides_a_run_and_which_file_has_changed_since(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for changes in ([], ["-S", "world.ring.post_rate=0.03"]):
        assert policylab("run", "production", *SMALL, *changes, "--seeds", "1").exit_code == 0
    with Store(Path(".policylab/runs.sqlite")) as store:
        [(first,), (second,)] = store.rows("SELECT key FROM runs ORDER BY at")
    lines = policylab("why", second[:10]).stdout.splitlines()
    assert lines[:2] == [second, "production, seed 0"]
    assert any(line.split() == ["seed", "0"] for line in lines)
    assert lines[-2] == "since it was run: nothing of its code"
    assert lines[-1].startswith(f"from {first[:12]} it differs in: ")
    assert "world" in lines[-1]
    with Store(Path(".policylab/runs.sqlite")) as store:
        assert len(store.code()) == 4  # the same of both runs
    (tmp_path / "edited").mkdir()
    hashes.MANIFESTS.clear()  # as in another process
    with monkeypatch.context() as until:
        editor(tmp_path / "edited", until)("policies/screening.py", "import numpy", "# of arrays\nimport numpy")
        lines = policylab("why", second).stdout.splitlines()
        assert lines[-2] == "since it was run: the code of policies (policies/screening.py)"
    with Store(Path(".policylab/runs.sqlite")) as store:
        rewrite(store, parts(sim="0" * 64))
    assert "since it was run: the code of sim\n" in policylab("why", second).stdout
    for key, complaint in (("zzz", "no run with a key"), ("", "2 runs with a key")):
        done = policylab("why", key)
        assert (done.exit_code, complaint in done.stderr) == (2, True)


@pytest.mark.parametrize("words", [["list"], ["verify"], ["trim"], ["export", "all.csv"]])
def test_where_there_is_no_store_it_is_told(words: list[str]) -> None:
    done = policylab("store", *words)
    assert done.exit_code == 2
    assert done.stderr.startswith(
        ".policylab/runs.sqlite: no store: `compare`, `run`, `flip` and other commands create one"
    )
    assert not Path(".policylab").exists()


def test_a_crashed_run_is_reported_again_until_it_is_rerun(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(run: object) -> None:
        raise RuntimeError("no market today")

    with monkeypatch.context() as patch:
        patch.setattr("experiments.runs.record.simulated", broken)
        assert policylab("run", "production", "--engine", "serial", *SMALL).exit_code == 4
    done = policylab("run", "production", *SMALL)
    assert done.exit_code == 4
    assert "no market today" in done.stderr
    first, *_ = json.loads(policylab("store", "list", "--keys", "--json").stdout)
    crash = policylab("why", first["key"]).stdout.partition("\nit crashed:\n")[2].splitlines()
    assert (crash[0], crash[-1]) == ("  Traceback (most recent call last):", "  RuntimeError: no market today")
    assert policylab("run", "production", "--rerun-failed", *SMALL).exit_code == 0
    assert "it crashed" not in policylab("why", first["key"]).stdout
    assert policylab("run", "production", *SMALL).exit_code == 0


FIXED = ("--worlds", "fixed", "--rings", "frozen")
WORDS = {
    "run": ("run", "production"),
    "compare": ("compare", "production", "calling_open", "--seeds", "2", *FIXED),
    "validate": ("validate", "production"),
    "sweep": ("sweep", *("production", "calling_open", "--vary", "world.ring.post_rate=0.03"), "--seeds", "2", *FIXED),
}


@pytest.mark.parametrize("words", WORDS.values(), ids=WORDS)
@pytest.mark.parametrize(
    ("stop", "code", "message"),
    [
        (Interrupted(signal.SIGTERM, 1, 4), 143, r"terminated after 0 of \d+ runs"),  # of all runs asked for
        (Gone("the scheduler of dask://there:1 is gone"), 2, "the scheduler of dask://there:1 is gone"),
    ],
    ids=["stopped", "gone"],
)
def test_a_command_that_is_stopped_says_whether_what_was_done_is_kept(
    words: tuple[str, ...], stop: Exception, code: int, message: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(*arguments: object, **named: object) -> None:
        raise stop

    monkeypatch.setattr("experiments.runs.keeping.execute", stopped)
    for where, after in (
        (["--no-store"], "nothing is kept: asked again, it begins anew"),
        (["--store", ":memory:"], "nothing is kept: asked again, it begins anew"),
        (["--store", "mine.sqlite"], "what is done is kept: asked again, it goes on from there"),
    ):
        done = policylab(*words, "--jobs", "1", *where)
        assert done.exit_code == code
        assert re.fullmatch(f"{message}; {after}", done.stderr.splitlines()[-1])


def test_a_rule_in_the_current_folder_is_part_of_the_code() -> None:
    def done(*words: str, code: int = 0) -> subprocess.CompletedProcess[str]:
        program = [sys.executable, "-P", "-m", "experiments", *words, "--store", "mine.sqlite"]
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        ended = subprocess.run(program, check=False, capture_output=True, encoding="utf-8", env=environment)
        assert ended.returncode == code, ended.stderr
        return ended

    Path("lies_near.py").write_text(Path(str(strangers.__file__)).read_text(encoding="utf-8"), encoding="utf-8")
    done("run", "production", "-S", "fee_alert.rule=lies_near:Honest", *SMALL, "--engine", "processes")
    with Store(Path("mine.sqlite")) as store:
        [(key,), *_] = store.rows("SELECT key FROM runs")
    assert "the code of package lies_near" not in done("why", str(key)).stdout
    assert " 0 runs deleted" in done("store", "trim").stdout
    Path("elsewhere").mkdir()
    with chdir("elsewhere"):
        assert policylab("store", "trim", "--store", "../mine.sqlite").stdout == (
            "../mine.sqlite: 0 runs deleted; not found from here, so their runs stay if nothing else has changed: "
            "lies_near\n"
        )
    Path("pyproject.toml").write_text('[tool.policylab]\npolicy = ["gone"]', encoding="utf-8")
    for words in (["why", str(key)], ["store", "trim"]):
        assert (
            done(*words, code=2).stderr
            == 'pyproject.toml:2: [tool.policylab] policy = ["gone"]\n    is not there: gone\n'
        )
    Path("pyproject.toml").unlink()
    Path("lies_near.py").write_text("", encoding="utf-8")
    assert " 2 runs deleted" in done("store", "trim").stdout


def test_a_trace_that_is_stopped_has_kept_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(*arguments: object, **named: object) -> None:
        raise Interrupted(signal.SIGINT, 1, 4)

    monkeypatch.setattr("experiments.questions.trace.ask.execute", stopped)
    done = policylab("trace", "production", "calling_open", "--jobs", "1")
    assert done.stderr.endswith("interrupted after 1 of 4 runs; nothing is kept: asked again, it begins anew\n")


def test_keys_are_listed_for_why() -> None:
    with Store(Path("mine.sqlite")) as store:
        store.keep(Description("a" * 64, "production", 3, {"sim": "x"}), Stored({}, "Traceback", 0.1))
        store.keep(Description("b" * 64, "production", 4, {"sim": "x"}), Stored({"metric/fill_rate": 0.5}, None, 60.0))
    listed = policylab("store", "list", "--keys", "--store", "mine.sqlite").stdout
    assert listed == "aaaaaaaaaaaa  production, seed 3, crashed\nbbbbbbbbbbbb  production, seed 4, 60.0 s\n"
    data = json.loads(policylab("store", "list", "--keys", "--json", "--store", "mine.sqlite").stdout)
    assert data[1] == {"key": "b" * 64, "scenario": "production", "seed": 4, "crashed": False}
    assert policylab("why", "bbb", "--store", "mine.sqlite").stdout.startswith("b" * 64)
    none = policylab("why", "c", "--store", "mine.sqlite")
    told_of = "mine.sqlite: no run with a key that begins with 'c'; `policylab store list --keys` gives keys\n"
    assert (none.exit_code, none.stderr) == (2, told_of)


def test_what_was_set_aside_is_told_until_it_is_trimmed() -> None:
    with Store(Path("mine.sqlite"), lambda note: None) as store:
        store.keep(Description("a", "production", 3, {"sim": "x"}), Stored({}, "Traceback", 0.1))
        store.rows("UPDATE runs SET error = 'another'")
        store.stored(["a"])
    verify = ("store", "verify", "--store", "mine.sqlite")
    more = "; 1 that had been damaged are set aside until `policylab store trim`"
    assert policylab(*verify).stdout == f"mine.sqlite: 0 runs, nothing is wrong{more}\n"
    assert policylab("store", "trim", "--store", "mine.sqlite").stdout == "mine.sqlite: 1 runs deleted\n"
    assert policylab(*verify).stdout == "mine.sqlite: 0 runs, nothing is wrong\n"


def test_a_command_whose_runs_are_all_kept_needs_no_right_to_write(monkeypatch: pytest.MonkeyPatch) -> None:
    words = ("run", "production", *SMALL, "--store", "mine.sqlite")
    first = policylab(*words)
    monkeypatch.setattr(file, "_writable", lambda place: False)
    again = policylab(*words)
    assert (again.exit_code, again.stdout) == (0, first.stdout)
    more = policylab(*words, "--seeds", "3")
    assert more.exit_code == 2
    assert more.stderr.endswith("mine.sqlite: may not be written: take another place with --store, or --no-store\n")
    assert [each.name for each in Path().iterdir()] == ["mine.sqlite"]
