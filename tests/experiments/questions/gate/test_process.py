"""Commands of a side, and the code that a side may not have."""

import sys
from pathlib import Path

import pytest

from experiments.host.files import Unusable
from experiments.host.startup import OURS
from experiments.questions.gate import process
from experiments.questions.gate.place import SideFolders
from experiments.questions.gate.process import (
    Broken,
    ForeignCode,
    GateOptions,
    RunId,
    SideCommand,
    SideSpec,
    foreign_modules,
)
from experiments.runs.worlds import FIXED, PLAUSIBLE
from scenarios import BadInput

RUNS: list[RunId] = [("frozen", 0), ("frozen", 1)]
DESCRIBED = 'print(json.dumps({"side": {"code": {"house": "/tree/house.py"}, "days": 4}}), flush=True)'
NUMBERS = '"seconds": 1, "digest": "d", "metrics": {"a": None}'
ENDED = f'print(json.dumps({{"regime": "frozen", "seed": %d, "key": "k%d", {NUMBERS}}}))'


def command(folder: Path, *program: str, foreign: Path | None = None, more: tuple[str, ...] = ()) -> SideCommand:
    """A command that carries these lines of Python out instead."""
    spec = SideSpec(SideFolders(folder, folder), "production", foreign=foreign)
    return SideCommand(
        spec, RUNS, GateOptions(FIXED), *more, program=("-c", "\n".join(["import json, os, sys, time", *program]))
    )


LATER = "time.sleep(0.3)"


def test_results_come_in_the_order_of_runs_with_nan_for_none(tmp_path: Path) -> None:
    done: list[int] = []
    lines = (DESCRIBED, ENDED % (1, 1), ENDED % (0, 0), 'print(json.dumps({"code": {}}), flush=True)', LATER)
    with command(tmp_path, *lines) as side:
        results = side.results(lambda: done.append(1))
    assert [each.key for each in results] == ["k0", "k1"]
    assert str(results[0].metrics["a"]) == "nan"
    assert done == [1, 1]
    assert side._process.returncode == 0  # it was let end by itself


@pytest.mark.parametrize(
    ("lines", "problem", "message"),
    [
        (("os.kill(os.getpid(), 9)",), Broken, "ended with exit code -9, without an answer"),
        (
            ('print(json.dumps({"problems": [["a.toml:3", "no such lever"]]}))',),
            BadInput,
            "a.toml:3\n    no such lever",
        ),
        (('print(json.dumps({"unusable": "no room is left"}))',), Unusable, "no room is left"),
        (('print(json.dumps({"crash": "ImportError: Verb"}))',), Broken, "ImportError: Verb"),
    ],
)
def test_what_keeps_a_side_from_an_answer_is_raised(
    tmp_path: Path, lines: tuple[str, ...], problem: type[Exception], message: str
) -> None:
    with command(tmp_path, *lines) as side, pytest.raises(problem, match=message):
        side.description()
    with command(tmp_path, DESCRIBED, *lines) as side, pytest.raises(problem, match=message):
        side.results()


def test_a_side_that_cannot_even_begin_is_told_by_its_traceback(tmp_path: Path) -> None:
    with (
        command(tmp_path, "import no_such_module", more=("--dry-run",)) as side,
        pytest.raises(Broken, match="No module named 'no_such_module'") as caught,
    ):
        side.description()
    assert (caught.value.traceback or "").startswith("Traceback")


def test_a_run_that_crashed_breaks_its_side(tmp_path: Path) -> None:
    error = 'print(json.dumps({"regime": "frozen", "seed": 1, "key": "k", "seconds": 1, "error": "ValueError: no"}))'
    lines = (DESCRIBED, ENDED % (0, 0), error, 'print(json.dumps({"code": {}}))')
    with command(tmp_path, *lines) as side, pytest.raises(Broken, match="ValueError: no"):
        side.results()


def test_a_process_ends_with_its_command_whatever_it_does(tmp_path: Path) -> None:
    sleeping, stubborn = "time.sleep(60)", "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN)"
    with command(tmp_path, DESCRIBED, sleeping) as side:
        side.description()
    assert side._process.returncode == -15
    with pytest.MonkeyPatch.context() as patch, command(tmp_path, stubborn, DESCRIBED, sleeping) as side:
        patch.setattr(process, "PATIENCE", 0.2)
        side.description()
    assert side._process.returncode == -9


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """A base whose model lies in the head, and whose policies lie in a tree of their own."""
    for folder in (*(f"head/{name}" for name in OURS), "head/other", "head/house", "tree/house", "library"):
        (tmp_path / folder).mkdir(parents=True)
    for name in OURS:
        (tmp_path / "library" / name).symlink_to(tmp_path / "head" / name)
    (tmp_path / "library/house").symlink_to(tmp_path / "tree/house")
    return tmp_path / "library"


@pytest.mark.parametrize(
    ("file", "mixed"),
    [
        ("library/sim/day.py", False),  # the model, which both share
        ("library/house/rules.py", False),
        ("head/other/shared.py", True),
        ("head/house/rules.py", True),  # imported from where the head has it
        ("elsewhere/shared.py", False),
    ],
)
def test_code_of_the_other_side_is_recognised_by_its_real_path(library: Path, file: str, mixed: bool) -> None:
    code, head = {"made_up": str(library.parent / file)}, library.parent / "head"
    base = SideSpec(SideFolders(library, library), "production", foreign=head)
    assert foreign_modules(code, base) == (["made_up"] if mixed else [])
    assert foreign_modules(code, SideSpec(base.folders, "production")) == []


def test_a_link_in_the_base_to_the_head_is_foreign_code(library: Path) -> None:
    (library.parent / "head/house/rules.py").touch()
    (library.parent / "tree/house/rules.py").symlink_to(library.parent / "head/house/rules.py")
    base = SideSpec(SideFolders(library, library), "production", foreign=library.parent / "head")
    assert foreign_modules({"made_up": str(library / "house/rules.py")}, base) == ["made_up"]


def test_foreign_code_is_refused_before_and_after_the_runs(library: Path) -> None:
    foreign = f'{{"late": "{library.parent}/head/other/late.py"}}'
    early = f'print(json.dumps({{"side": {{"code": {foreign}}}}}))'
    late = f'print(json.dumps({{"code": {foreign}}}))'
    for lines in ((early,), (DESCRIBED, ENDED % (0, 0), ENDED % (1, 1), late)):
        with (
            command(library, *lines, foreign=library.parent / "head") as side,
            pytest.raises(ForeignCode, match="the base would run code of the head: late; name the folder"),
        ):
            side.results()


def test_the_options_of_a_command_name_its_runs_by_ranges() -> None:
    spec = SideSpec(SideFolders(Path("/library"), Path("/shelf")), "production", ("days=4", "call=never"))
    runs: list[RunId] = [*(("frozen", seed) for seed in (0, 1, 2, 7)), ("adapting", 256), ("adapting", 3)]
    alone = list(process._arguments(spec, runs, GateOptions(FIXED)))
    assert alone == [
        *("--set=days=4", "--set=call=never", "--run=frozen:0-2,7-7", "--run=adapting:256-256,3-3", "--shelf=/shelf"),
        *("--worlds=fixed", "--no-store", "--engine=serial"),
    ]
    many = list(process._arguments(spec, runs, GateOptions(PLAUSIBLE, Path("/runs.sqlite"), True, 4)))
    assert many[5].startswith("--worlds=/")
    assert many[6:] == ["--store=/runs.sqlite", "--rerun-failed", "--engine=processes", "--jobs=4"]


def test_a_side_imports_its_own_folder_first_and_never_the_working_directory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONPATH", "/more")
    environment = process._environment(SideFolders(tmp_path, tmp_path, (Path("/own"),)))
    assert (environment["PYTHONPATH"], environment["PYTHONSAFEPATH"]) == (f"{tmp_path}:/own:/more", "1")
    monkeypatch.delenv("PYTHONPATH")
    assert process._environment(SideFolders(tmp_path, tmp_path))["PYTHONPATH"] == str(tmp_path)
    assert sys.executable
