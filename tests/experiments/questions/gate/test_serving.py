"""What a side says of itself, in this process."""

import signal
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from experiments.host.files import Unusable
from experiments.host.startup import OURS
from experiments.questions.gate import serving
from experiments.questions.gate.process import SideProcess
from experiments.runs.pools import Processes, Serial, Unready
from experiments.runs.worlds import FIXED
from scenarios import BadInput, load
from tests.experiments.runs.villages import editor


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
def test_code_of_the_other_side_is_told_by_where_it_was_really_imported_from(
    library: Path, file: str, mixed: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    module = ModuleType("made_up")
    module.__file__ = str(library.parent / file)
    monkeypatch.setitem(sys.modules, "made_up", module)
    head = str(library.parent / "head")
    assert serving._foreign_modules(str(library), head) == (["made_up"] if mixed else [])
    assert serving._foreign_modules(str(library), None) == []


def test_a_file_of_the_bases_package_that_is_a_link_to_the_heads_is_the_heads(
    library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (library.parent / "head/house/rules.py").touch()
    (library.parent / "tree/house/rules.py").symlink_to(library.parent / "head/house/rules.py")
    module = ModuleType("made_up")
    module.__file__ = str(library / "house/rules.py")
    monkeypatch.setitem(sys.modules, "made_up", module)
    assert serving._foreign_modules(str(library), str(library.parent / "head")) == ["made_up"]


@pytest.mark.parametrize(("begun", "code"), [(False, -signal.SIGKILL), (True, 0)])
def test_a_side_that_was_asked_for_no_run_is_ended_at_once_and_another_ends_by_itself(begun: bool, code: int) -> None:
    peer = SideProcess.__new__(SideProcess)
    with subprocess.Popen(["cat"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        peer._process, peer._begun = process, begun
        peer.__exit__(None, None, None)
    assert process.returncode == code


def test_what_the_packages_of_rules_name_is_told_before_it_is_imported(
    library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (library.parent / "tree/house/__init__.py").write_text("def verdicts():\n    import late\n")
    (library.parent / "head/other/late.py").touch()
    for folder in (library.parent / "head/other", library):
        monkeypatch.syspath_prepend(folder)
    head = str(library.parent / "head")
    assert serving._foreign_modules(str(library), head, ["house.rules"]) == ["late"]
    assert serving._foreign_modules(str(library), head) == []


def test_repeated_runs_are_never_handed_to_another_process() -> None:
    engine: Serial = serving.Repeating()
    assert engine.in_process
    assert engine.renewed() is None


def test_where_one_run_goes_on_at_a_time_a_side_carries_it_out_itself() -> None:
    assert serving._engine(1, again=False) == Serial()
    assert serving._engine(2, again=False) == Processes(2)
    assert isinstance(serving._engine(2, again=True), serving.Repeating)


@pytest.mark.parametrize(
    ("problem", "told"),
    [
        (BadInput(["no such scenario"]), {"problems": [("no such scenario", "")]}),
        (Unusable("no room is left"), {"unusable": "no room is left"}),
        (Unready("code has changed since"), {"unusable": "code has changed since"}),
    ],
)
def test_what_keeps_a_side_from_running_is_its_answer(problem: Exception, told: dict[str, object]) -> None:
    answers: list[dict[str, object]] = []
    with serving._reporting_problems(answers.append):
        raise problem
    assert answers == [told]


def test_pairs_that_are_asked_for_later_are_named_by_the_code_of_the_first_ones(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    edit = editor(tmp_path, monkeypatch)
    runs = serving._Runs([load("production")], FIXED)
    [first] = runs.named([(0, 0)])
    [second] = runs.named([(0, 1)])
    assert (first.seed, second.seed) == (0, 1)
    assert runs.of([(0, 1), (0, 0)]) == [second, first]
    edit("policies/screening.py", "np.tanh(0.5", "np.tanh(0.6")
    with pytest.raises(Unready, match=r"code has changed .*the code of policies \(policies/screening.py\)"):
        runs.named([(0, 2)])
