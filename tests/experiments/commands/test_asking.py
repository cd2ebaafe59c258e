"""What commands do around a question: workers that begin early, files, exit codes. No question is answered here."""

import signal
import stat
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import typer
from typer.testing import CliRunner, Result

from experiments.commands import app as cli
from experiments.commands import dashboard as opening
from experiments.commands.exits import check_page
from experiments.host.stopping import Stopped, Terminated
from experiments.runs import processes
from experiments.runs.failures import Crashed, Failure
from scenarios import BadInput

TWO = ("production", "calling_open")


def policylab(*words: str) -> Result:
    return CliRunner().invoke(cli.app, words)


def raising(error: BaseException) -> Callable[..., Any]:
    def ask(*_: Any, **__: Any) -> Any:
        raise error

    return ask


def answering(**parts: Any) -> Callable[..., Any]:
    return lambda *_, **__: SimpleNamespace(show=lambda **view: print("shown"), **parts)


@pytest.mark.parametrize(
    ("words", "question"),
    [
        (("compare", *TWO), "compare"),
        (("flip", *TWO), "flip"),
        (("rank", *TWO, "strict_screening"), "rank"),
        (("sweep", "production", "--vary", "screening.suspend_at=0.5,0.9"), "sweep"),
        (("trace", *TWO), "trace"),
        (("report", *TWO), "compare"),
    ],
)
def test_workers_begin_before_a_question_unless_this_process_runs_it(
    words: tuple[str, ...], question: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[int] = []
    monkeypatch.setattr(processes, "begin", begun.append)
    monkeypatch.setattr(f"experiments.api.{question}.{question}", raising(BadInput(["not today"])))
    for engine, jobs in (("processes", [3]), ("serial", [])):
        begun.clear()
        done = policylab(*words, "--engine", engine, "--jobs", "3")
        assert (done.exit_code, done.stderr, begun) == (2, "not today\n", jobs)


def test_a_question_that_is_stopped_or_crashes_says_so_by_its_code(monkeypatch: pytest.MonkeyPatch) -> None:
    failures = (Failure("production", 7, "boom"),)
    for problem, code, message in (
        (Stopped(signal.SIGINT, "stopped: kept"), 130, "stopped: kept\n"),
        (Crashed("the first\nthe second"), 4, "the first\n  the second\n"),
        (Crashed("", failures), 4, "production, seed 7 crashed:\n"),
    ):
        monkeypatch.setattr("experiments.api.validate.validate", raising(problem))
        done = policylab("validate", "production")
        assert (done.exit_code, done.stdout) == (code, "")
        assert done.stderr.startswith(message)


@pytest.mark.parametrize(("missed", "unsettled", "code"), [(True, True, 1), (False, True, 3), (False, False, 0)])
def test_facts_that_miss_or_are_open_have_their_codes(
    missed: bool, unsettled: bool, code: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    facts = SimpleNamespace(missed=missed, open=unsettled)
    monkeypatch.setattr("experiments.api.validate.validate", answering(found=facts))
    done = policylab("validate", "production")
    assert (done.exit_code, done.stdout) == (code, "shown\n")


def test_too_few_worlds_end_with_a_code_and_advice(monkeypatch: pytest.MonkeyPatch) -> None:
    for complete, code in ((True, 0), (False, 1)):
        monkeypatch.setattr("experiments.api.calibrate.calibrate", answering(complete=complete, found=[0, 1]))
        done = policylab("calibrate", "production", "--worlds", "9")
        assert (done.exit_code, done.stdout) == (code, "shown\n")
    assert done.stderr == (
        "found only 2 of 9 plausible worlds, so no file is written: allow more --runs, or ask for fewer --worlds\n"
    )


def test_a_gate_writes_each_file_and_ends_with_its_verdict(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(
        "experiments.api.gate.gate", answering(found=SimpleNamespace(exit_code=3), markdown=lambda: "M")
    )
    monkeypatch.setattr("experiments.questions.gate.reports.junit", lambda result: "J")
    monkeypatch.setattr("experiments.questions.gate.reports.annotations", lambda result: ["::error::line"])
    files = ["--markdown", f"{tmp_path / 'a.md'}", "--junit", f"{tmp_path / 'b.xml'}"]
    done = policylab("gate", *TWO, *files, "--annotate")
    assert (done.exit_code, "::error::line" in done.output) == (3, True)
    assert [path.read_text() for path in sorted(tmp_path.iterdir())] == ["M", "J"]
    assert "::error::line" not in policylab("gate", *TWO).output


def test_a_report_is_a_page_whose_size_is_printed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("experiments.api.compare.compare", answering(report=lambda: "é" * 800))
    out = tmp_path / "page.html"
    done = policylab("report", *TWO, "--engine", "serial", "-o", f"{out}")
    assert (done.exit_code, done.stdout, out.read_text()) == (0, f"{out}: 2 kB\n", "é" * 800)
    for name in ("page", "page.HTM"):
        check_page(tmp_path / name)
    for path in (Path("-"), tmp_path / "page.pdf"):
        with pytest.raises(typer.Exit):
            check_page(path)


def test_the_browser_opens_a_file_of_ours_that_leads_onward(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    opened: list[str] = []
    later: list[Callable[..., object]] = []
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.setattr("webbrowser.open", opened.append)
    monkeypatch.setattr("atexit.register", lambda function, **how: later.append(lambda: function(**how)))
    opening._browse("http://here")
    [file] = tmp_path.iterdir()
    assert (opened, file.name[:10], file.suffix) == ([file.as_uri()], "policylab-", ".html")
    assert (stat.S_IMODE(file.stat().st_mode), "url=http://here" in file.read_text()) == (0o600, True)
    for _ in range(2):
        later[0]()
    assert list(tmp_path.iterdir()) == []


def test_the_page_is_announced_and_opened_unless_somebody_minds(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def serve(house: Any, port: int, announce: Callable[[Callable[[], str]], object]) -> None:
        assert (house.folder, house.store, house.jobs, port) == (Path.cwd(), tmp_path / "runs.sqlite", 3, 7)
        announce(lambda: "http://here")
        raise KeyboardInterrupt

    opened: list[str] = []
    monkeypatch.setattr(opening, "_browse", opened.append)
    monkeypatch.setattr("experiments.dashboard.server.serve", serve)
    words = ("dashboard", "--store", f"{tmp_path / 'runs.sqlite'}", "--jobs", "3", "--port", "7")
    for more, pages in (("--no-browser",), []), ((), ["http://here"]):
        done = policylab(*words, *more)
        assert (done.exit_code, done.stdout.splitlines()[0], opened) == (0, "http://here", pages)


@pytest.mark.parametrize(
    ("problem", "code", "message"),
    [
        (ZeroDivisionError("boom"), 4, "policylab has crashed, so nothing is known:\n"),
        (Terminated(), 143, ""),
        (None, 2, "package 'sim' is shadowed\n"),
    ],
)
def test_the_entry_point_ends_every_way_with_its_own_code(
    problem: BaseException | None, code: int, message: str, monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    begun: list[str] = []
    monkeypatch.setattr(cli, "one_thread", lambda: begun.append("one thread"))
    monkeypatch.setattr(cli, "heed_termination", lambda: begun.append("heeds"))
    monkeypatch.setattr(cli, "shadowed", lambda: [] if problem else ["package 'sim' is shadowed"])
    monkeypatch.setattr(cli, "app", raising(problem or AssertionError()))
    with pytest.raises(SystemExit) as end:
        cli.main()
    error = capsys.readouterr().err
    assert (end.value.code, error[: len(message)], begun) == (code, message, ["one thread", "heeds"])
    assert ("ZeroDivisionError: boom" in error) == (code == 4)
    assert sys.stdout is not None


def test_a_figure_without_a_file_and_seeds_that_are_none_are_refused() -> None:
    done = policylab("compare", *TWO, "--figure", "plane")
    message = "--figure names a figure, and --plot FILE its file: give both, or neither\n"
    assert (done.exit_code, done.stderr) == (2, message)
    for seeds in ("frozen:1,x", "frozen:x-1", "frozen:1-x", "frozn:1"):
        done = policylab("runs", "production", "--run", seeds)
        message = f"--run {seeds}: not frozen or adapting with seeds, as frozen:0-29 or adapting:3,7\n"
        assert (done.exit_code, done.stderr) == (2, message)
