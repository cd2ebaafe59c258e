"""Files that are written: none replaces what a command reads, and two of one command are two files."""

import os
import subprocess
from inspect import unwrap
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from experiments.api.kinds import FileName
from experiments.commands import store
from experiments.commands.app import app
from experiments.commands.command import options_of
from experiments.commands.outputs import INPUTS

FOLDERS = "into", "shelf", "logs"
MINE = 'extends = "below.toml"\n'
BELOW = 'extends = "production"\n[world]\nbase = "lands.toml"\n'
LANDS = 'extends = "crowdworks_2020"\n'
VARY = ["--vary", "suspend_at=0.6,0.7"]


def policylab(*words: str | Path) -> Result:
    return CliRunner().invoke(app, list(map(str, words)))


@pytest.fixture(autouse=True)
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a scenario, the files that it extends, a store, guardrails, and worlds."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("experiments.runs.keeping.recorded", lambda run: pytest.fail("something was run"))
    for name, content in {
        "mine.toml": MINE,
        "below.toml": BELOW,
        "lands.toml": LANDS,
        "kept.svg": "",
        "w.npz": "w",
    }.items():
        Path(name).write_text(content)
    Path("guardrails.toml").write_text("version = 1\n")
    Path("link.html").symlink_to("mine.toml")
    os.link("mine.toml", "hard.html")
    Path("folder").mkdir()
    return tmp_path


@pytest.mark.parametrize(
    ("words", "option", "what"),
    [
        (["report", "mine.toml", "--change", "call=never", "-o", "mine.toml"], "--out mine.toml", "a scenario"),
        (
            ["report", "mine.toml", "--change", "call=never", "-o", "folder/../mine.toml"],
            "--out folder/..",
            "a scenario",
        ),
        (["report", "mine.toml", "--change", "call=never", "-o", "link.html"], "--out link.html", "a scenario"),
        (["report", "mine.toml", "--change", "call=never", "-o", "hard.html"], "--out hard.html", "a scenario"),
        (["report", "production", "calm", "./mine.toml", "-o", "below.toml"], "--out below.toml", "a scenario"),
        (
            ["report", "production", "--change", "world.base=lands.toml", "-o", "lands.toml"],
            "--out lands.toml",
            "a scenario",
        ),
        (["report", "production", "calm", "--store", "new.db", "-o", "new.db"], "--out new.db", "the store"),
        (["report", "production", "calm", "--store", "new.db", "-o", "new.db-wal"], "--out new.db-wal", "the store"),
        (["report", "production", "calm", "--worlds", "w.npz", "-o", "w.npz"], "--out w.npz", "the plausible worlds"),
        (["sweep", "mine.toml", *VARY, "--csv", "mine.toml"], "--csv mine.toml", "a scenario"),
        (["run", "production", "--plot", "k.svg", "--store", "k.svg"], "--plot k.svg", "the store"),
        (["gate", "mine.toml", "calm", "--markdown", "mine.toml"], "--markdown mine.toml", "a scenario"),
        (["gate", "production", "calm", "--junit", "guardrails.toml"], "--junit guardrails.toml", "the guardrails"),
        (
            ["gate", "production", "calm", "--guardrails", "g.toml", "--junit", "g.toml"],
            "--junit g.toml",
            "the guardrails",
        ),
        (["calibrate", "--also", "mine.toml", "--write", "below.toml"], "--write below.toml", "a scenario"),
        (["store", "export", "kept.csv", "--store", "kept.csv"], "file kept.csv", "the store"),
    ],
    ids=lambda value: "-".join(value[:1] + value[-1:]) if isinstance(value, list) else None,
)
def test_a_file_that_is_read_is_never_written(words: list[str], option: str, what: str, desk: Path) -> None:
    before = {path: path.read_bytes() for path in desk.iterdir() if path.is_file()}
    done = policylab(*words)
    assert done.exit_code == 2, done.output
    assert option in done.stderr
    description = what.replace("a scenario", "a file of a scenario or of its rules")
    assert f"would replace {description}: name another file" in done.stderr
    assert done.stdout == ""
    assert {path: path.read_bytes() for path in desk.iterdir() if path.is_file()} == before


@pytest.mark.parametrize(
    ("words", "one", "other"),
    [
        (["sweep", "production", *VARY, "--csv", "same.html", "--report", "./same.html"], "--csv", "--report"),
        (["flip", "production", "calm", "--plot", "same.svg", "--report", "same.svg"], "--plot", "--report"),
        (["gate", "production", "calm", "--markdown", "a.md", "--junit", "folder/../a.md"], "--markdown", "--junit"),
        (["gate", "production", "calm", "--markdown", "link.html", "--report", "mine.toml"], "--markdown", "--report"),
    ],
)
def test_two_results_of_one_command_are_two_files(words: list[str], one: str, other: str) -> None:
    done = policylab(*words)
    assert done.exit_code == 2
    assert one in done.stderr
    assert other in done.stderr
    assert "one file for two results: name two files" in done.stderr
    assert done.stdout == ""


def test_guardrails_and_scenario_of_a_revision_are_those_of_its_repository(
    desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    subprocess.run(["git", "init", "--quiet"], check=True)
    monkeypatch.chdir(desk / "folder")
    for words in (["--markdown", "../guardrails.toml"], ["mine.toml", "--report", "../mine.toml"]):
        done = policylab("gate", "--base", "HEAD", *words)
        assert done.exit_code == 2
        assert "would replace" in done.stderr


def test_no_report_replaces_the_rule_that_a_change_names(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rule = desk / "house_of_reports.py"
    head = "from dataclasses import dataclass\nfrom policies.fee_alert import Off\n"
    rule.write_text(f"{head}@dataclass(frozen=True)\nclass Ours(Off):\n    pass\n")
    monkeypatch.syspath_prepend(desk)
    before = rule.read_text()
    words = ["production", "--change", "platform.fee_alert.rule=house_of_reports:Ours", "-o", "house_of_reports.py"]
    done = policylab("report", *words)
    assert done.exit_code == 2, done.output
    assert done.stderr.startswith("--out house_of_reports.py: would replace a file of a scenario or of its rules")
    assert rule.read_text() == before


@pytest.mark.parametrize("file", ["src/house/alerts.py", "src/house/below/yen.csv", "pyproject.toml"])
@pytest.mark.parametrize("source", [["--source", "src/house"], []], ids=["named", "offered"])
def test_no_result_of_a_gate_replaces_the_policies_that_it_judges(file: str, source: list[str], desk: Path) -> None:
    subprocess.run(["git", "init", "--quiet"], check=True)
    Path("src/house/below").mkdir(parents=True)
    for name in ("src/house/__init__.py", "src/house/alerts.py", "src/house/below/yen.csv"):
        Path(name).write_text("")
    Path("pyproject.toml").write_text(
        '[project.entry-points."policylab.policies"]\n"fee_alert.below" = "house.alerts:AlertBelow"\n'
    )
    before = Path(file).read_text()
    done = policylab("gate", "mine.toml", "--base", "HEAD", *source, "--junit", file)
    assert done.exit_code == 2
    assert done.stderr == f"--junit {file}: would replace a file of the policies: name another file\n"
    assert Path(file).read_text() == before


def test_worlds_may_replace_older_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    class Begun(Exception):
        pass

    def begin(*_: Any, **__: Any) -> None:
        raise Begun

    monkeypatch.setattr("experiments.api.calibrate.find", begin)
    assert isinstance(policylab("calibrate", "mine.toml", "--write", "w.npz", "--no-store").exception, Begun)


def test_no_result_replaces_a_store_of_another_command(desk: Path) -> None:
    from experiments.store.store import Store

    Store(desk / "runs.html").close()
    before = (desk / "runs.html").read_bytes()
    done = policylab("report", "production", "calm", "--no-store", "-o", "runs.html")
    assert done.exit_code == 2
    assert "runs.html: a store, or another file of SQLite, which no result replaces" in done.stderr
    assert (desk / "runs.html").read_bytes() == before


def test_every_option_with_a_file_says_whether_it_is_written_or_read() -> None:
    seen = set()
    for registered in [*app.registered_commands, *store.app.registered_commands]:
        assert registered.callback is not None
        for name, option in options_of(unwrap(registered.callback)).items():
            kinds = option.kind, getattr(option.kind, "other", None), getattr(option.kind, "each", None)
            if any(isinstance(kind, FileName) for kind in kinds) and name not in FOLDERS:
                assert option.writes or option.reads in INPUTS, (registered, name)
                seen.add(name)
    assert seen == {"plot_", "plot", "report", "out", "csv", "markdown", "junit", "write", "file"} | {
        *("store", "worlds", "guardrails", "source"),
        *("scenario", "baseline", "candidate", "candidates"),
    }


@pytest.mark.parametrize(
    ("words", "option"),
    [
        (["run", "production", "--plot", ""], "--plot"),
        (["run", "production", "--store", ""], "--store"),
        (["compare", "production", "calm", "--worlds", ""], "--worlds"),
        (["report", "production", "calm", "-o", ""], "--out"),
        (["gate", "--base", "HEAD", "--source", ""], "--source"),
        (["store", "export", ""], "file"),
        (["run", ""], "scenario"),
        (["compare", "", "calm"], "baseline"),
        (["sweep", "production", "", "--vary", "suspend_at=0.6,0.7", "--dry-run"], "candidate"),
        (["rank", "production", "calm", ""], "candidates"),
        (["calibrate", "--also", ""], "--also"),
    ],
)
def test_an_empty_name_is_no_file_and_not_this_folder(words: list[str], option: str) -> None:
    done = policylab(*words)
    assert done.exit_code == 2
    assert option in done.stderr
    assert "the name is empty" in done.stderr
    assert done.stdout == ""


def test_a_folder_that_is_not_there_is_named() -> None:
    done = policylab("report", "production", "calm", "-o", "nof/x.html")
    assert done.exit_code == 2
    assert done.stderr == "nof/x.html: there is no folder nof\n"
