"""docs/tutorial.md: its commands run, and print what stands there; the README shows lines that are printed."""

import re
import runpy
import shlex
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

import pytest
from typer.testing import CliRunner

from experiments.commands.app import app
from scenarios import plausible
from tests.architecture.house import ROOT
from tests.conftest import MODEL

PAGE = (ROOT / "docs" / "tutorial.md").read_text(encoding="utf-8")
STEPS = re.findall(r"```sh\n(policylab [^\n]*)\n```\n\n```text\n(.*?)```", PAGE, re.DOTALL)
[SCENARIO] = re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL)
[SCRIPT] = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
PICTURE = "watch.png"


@pytest.fixture(autouse=True)
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of somebody who follows the page."""
    (tmp_path / "small.toml").write_text(SCENARIO, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MPLBACKEND", "agg")
    monkeypatch.setenv("COLUMNS", "80")
    return tmp_path


def policylab(command: str, *more: str) -> str:
    """What a command of the page prints."""
    result = CliRunner().invoke(app, [*shlex.split(command)[1:], *more])
    assert result.exit_code == 0, result.output
    return result.stdout


def pieces(shown: str) -> Iterator[str]:
    """What a page shows of an output, between the marks of what is left out."""
    for left_out, lines in groupby(shown.splitlines(keepends=True), key="…\n".__eq__):
        if not left_out:
            yield "".join(lines)


def in_order(shown: str, printed: str) -> bool:
    """Does an output begin as it is shown, and hold all that is shown, in its order?"""
    place = 0
    for number, piece in enumerate(pieces(shown)):
        at = printed.find(piece, place)
        if at < 0 or (number == 0 and at > 0):
            return False
        place = at + len(piece)
    return shown.endswith("…\n") or place == len(printed)


def test_every_command_of_the_page_is_a_step_with_its_output() -> None:
    assert len(STEPS) == PAGE.count("\npolicylab ") == PAGE.count("```text") == 5


@pytest.mark.parametrize("command", [command for command, _ in STEPS if "explain" not in command])
def test_every_command_of_the_page_runs(command: str) -> None:
    short = re.sub(r"--seeds \d+", "--seeds 2", command)
    tiny = ["-S", "world.workers=150", "-S", "world.clients=30", "--days", "4", "--engine", "serial"]
    first = policylab(short, *tiny).splitlines()
    assert any(line.startswith("small.toml → small.toml + platform.") for line in first)


def test_a_word_of_the_page_explains_itself_as_it_is_shown() -> None:
    [(command, shown)] = [step for step in STEPS if "explain" in step[0]]
    assert in_order(shown, policylab(command))


def test_the_script_of_the_page_draws_a_bar_a_pair(desk: Path) -> None:
    tiny = re.sub(r"seeds=\d+", "seeds=3, engine='serial', progress=False", SCRIPT)
    tiny = tiny.replace('"small.toml"', '"small.toml", days=4, workers=150, clients=30')
    (desk / "draw.py").write_text(tiny, encoding="utf-8")
    left = runpy.run_path("draw.py")
    assert len(left["axes"].patches) == 3
    assert (desk / PICTURE).read_bytes().startswith(b"\x89PNG")


@pytest.mark.nightly(reason="a minute or two of runs; test_every_command_of_the_page_runs runs them smaller")
def test_every_command_prints_what_the_page_shows(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plausible, "MODEL", MODEL)
    outputs = {command: policylab(command, *_kept(command, desk)) for command, _ in STEPS}
    assert [command for command, shown in STEPS if not in_order(shown, outputs[command])] == []


def _kept(command: str, desk: Path) -> list[str]:
    """One store for all steps, as somebody has who follows the page."""
    return [] if "explain" in command else ["--store", str(desk / "runs.sqlite")]


def test_the_readme_shows_the_answer_in_order_and_marks_each_gap() -> None:
    def shown(name: str) -> str:
        page = (ROOT / name).read_text(encoding="utf-8")
        return page.partition("```\nproduction → ")[2].partition("```")[0]

    whole = shown("docs/reference/answer.md")
    assert in_order(shown("README.md"), whole)
    assert len(whole.splitlines()) > 20


def test_the_order_of_what_is_shown_matters() -> None:
    assert in_order("a\n…\nc\n", "a\nb\nc\n")
    assert in_order("a\n…\n", "a\nb\n")
    assert not in_order("a\n", "a\nb\n")
    assert not in_order("b\n…\n", "a\nb\n")
    assert not in_order("a\n…\nc\n…\nb\n", "a\nb\nc\n")
