"""What is made of a question about a revision, before any side is begun."""

from collections.abc import Callable
from pathlib import Path

import pytest

from experiments.host.startup import HOME, OURS
from experiments.questions.gate import checkout, place, questions
from experiments.questions.gate.ask import Sides
from experiments.questions.gate.process import GateOptions
from experiments.questions.gate.result import Gate, Request
from experiments.questions.gate.revision import Revision
from experiments.runs.defaults import STORE
from experiments.runs.worlds import FIXED
from scenarios import BadInput
from tests.experiments.questions.gate import repository
from tests.experiments.questions.gate.repository import commit, edit, git, write

RAILS = repository.GUARDRAILS
type Ask = Callable[..., Gate]


@pytest.fixture
def repo(tmp_path: Path) -> Path:
    return repository.found(tmp_path / "house").resolve()


@pytest.fixture
def ask(repo: Path, monkeypatch: pytest.MonkeyPatch) -> Ask:
    """The question, as from the top; the gate that comes of it tells how both sides name the scenario."""
    monkeypatch.chdir(repo)

    def stopped(request: Request, sides: Sides, options: GateOptions) -> Gate:
        files = [Path(seat.scenario) for seat in (sides.base, sides.head)]
        assert all(file.is_file() for file in files if file.suffix)
        assert sides.base.foreign == repo
        assert options.store == repo / STORE
        assert sides.revision is not None
        return Gate(request, sides.revision.way_out, differing=tuple(map(str, files)))

    monkeypatch.setattr(questions, "gate", stopped)

    def asking(
        scenario: str = "lab/everyday.toml", *sources: str, rails: str | None = None, base: str = "main"
    ) -> Gate:
        guardrails = None if rails is None else Path(rails)
        return questions.of_revision(
            base, scenario, [Path(each) for each in sources], (), guardrails, GateOptions(FIXED, STORE)
        )

    return asking


def test_a_link_of_the_head_that_leaves_the_repository_is_refused(repo: Path, ask: Ask) -> None:
    (repo / "src/house/weights.npy").symlink_to("/etc/hostname")
    with pytest.raises(BadInput, match=r"src/house/weights\.npy\n    is a link to /etc/hostname, beyond"):
        ask()


def test_a_declared_file_is_policy_on_both_sides(repo: Path, ask: Ask) -> None:
    project = (repo / "pyproject.toml").read_text()
    write(
        repo, {"rates/line.txt": "0.4", "pyproject.toml": f"{project}\n[tool.policylab]\npolicy = ['src', 'rates']\n"}
    )
    commit(repo, "Rates")
    (repo / "rates/line.txt").write_text("2.0")
    assert [file.path for file in ask().request.files] == ["rates/line.txt"]
    (repo / "rates/late.txt").symlink_to("/etc/hostname")
    with pytest.raises(BadInput, match=r"rates/late\.txt\n    is a link"):
        ask()


def test_a_link_in_the_base_or_its_guardrails_is_refused(repo: Path, ask: Ask) -> None:
    write(repo, {"shared/rails.toml": RAILS})
    for name in ("src/house/rules.py", "guardrails.toml"):
        (repo / name).unlink(missing_ok=True)
        (repo / name).symlink_to(repo / "shared/rails.toml")
        commit(repo, "A link")
        (repo / name).unlink()
        write(repo, {name: RAILS if name.endswith("toml") else ""})
        gate = ask()
        assert gate.exit_code == 4
        assert gate.broken is not None
        assert gate.broken.startswith(f"the base cannot be taken from its revision:\n{name}\n    is a link to {repo}")
        commit(repo, "No link")


def test_a_submodule_is_said_on_either_side_checked_out_or_not(repo: Path, ask: Ask) -> None:
    package = repository.found(repo.parent / "package", {"__init__.py": ""})
    git(repo, "rm", "-r", "--quiet", "src/house")
    git(repo, "-c", "protocol.file.allow=always", "submodule", "--quiet", "add", str(package), "src/house")
    for sources in ((), ("src/house",), ("src",)):
        with pytest.raises(BadInput, match="src/house\n    is a submodule: the gate reads one repository"):
            ask("lab/everyday.toml", *sources)
    commit(repo, "A submodule")
    (repo / "src/house/__init__.py").unlink()
    with pytest.raises(BadInput, match="is a submodule"):
        ask()
    git(repo, "rm", "--quiet", "--force", "src/house")
    git(repo, "checkout", "--quiet", "main~1", "--", "src/house")
    gate = ask()
    assert gate.exit_code == 4
    assert "src/house\n    is a submodule" in (gate.broken or "")


def test_a_file_with_a_git_filter_is_refused_if_it_differs(repo: Path, ask: Ask) -> None:
    git(repo, "config", "filter.lfs.smudge", "false")
    write(repo, {"src/house/weights.npy": "1", ".gitattributes": "*.npy filter=lfs\n"})
    git(repo, "config", "filter.lfs.required", "false")
    commit(repo, "Weights")
    assert ask().exit_code == 4  # as it stops here
    write(repo, {"src/house/weights.npy": "2"})
    with pytest.raises(BadInput, match=r"src/house/weights\.npy\n    goes through git's filter 'lfs'"):
        ask()


def test_a_scenario_missing_in_the_base_is_run_with_its_policies(repo: Path, ask: Ask) -> None:
    write(
        repo, {"lab/more/new one.toml": 'extends = "../small.toml"\n', "lab/small.toml": 'extends = "everyday.toml"\n'}
    )
    gate = ask("lab/more/new one.toml")
    [note] = gate.request.notes
    assert note.startswith(
        "lab/more/new one.toml is new: both sides run it, so policies are judged and not the numbers"
    )
    assert "`policylab gate lab/small.toml 'lab/more/new one.toml'` judges those" in note
    assert (gate.broken or "").startswith(
        "lab/more/new one.toml is new: `policylab gate lab/small.toml 'lab/more/new one.toml'`"
    )
    assert (ask().request.notes, ask().broken) == ((), "")


def test_paths_are_found_from_a_folder_within_and_from_the_top(
    repo: Path, ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    edit(repo, "lab/everyday.toml", "days = 30", "days = 31")
    here = ask(rails="guardrails.toml")
    monkeypatch.chdir(repo / "src")
    for result in (
        ask(rails="guardrails.toml"),
        ask("../lab/everyday.toml", "house"),
        ask("lab/everyday.toml", "src/house"),
    ):
        assert result.request.files == here.request.files
        assert result.differing[1] == str(repo / "lab/everyday.toml")
        assert result.request.guardrails == here.request.guardrails
    with pytest.raises(BadInput, match="source='lab2'\n    is not there"):
        ask("lab/everyday.toml", "lab2")
    write(repo, {"__init__.py": ""})
    with pytest.raises(BadInput, match="is the whole repository"):
        ask("lab/everyday.toml", "..")


def test_guardrails_are_those_of_the_base_whatever_the_change_does_to_them(repo: Path, ask: Ask) -> None:
    (repo / "guardrails.toml").unlink()
    gone = ask().request
    assert gone.guardrails.rails[0].share == 0.05
    assert gone.notes[0].startswith("judged by guardrails.toml, as the base is, and not by ")
    write(repo, {"loose.toml": RAILS.replace("0.05", "0.9")})
    (repo / "guardrails.toml").symlink_to("loose.toml")
    linked = ask().request
    assert linked.guardrails.rails[0].share == 0.05
    assert linked.notes == ("guardrails.toml is another one than the base's: judged by that of the base",)
    git(repo, "rm", "--quiet", "--cached", "guardrails.toml")
    (repo / "guardrails.toml").unlink()
    commit(repo, "No guardrails")
    write(repo, {"guardrails.toml": RAILS.replace("0.05", "0.9")})
    new = ask().request
    assert {rail.metric.name for rail in new.guardrails.rails} > {"exposed_per_10k"}
    assert new.notes[0].endswith("as the base is, and not by guardrails.toml")


def test_a_change_of_the_model_that_is_asked_for_is_said(repo: Path, ask: Ask) -> None:
    edit(repo, "pyproject.toml", 'version = "1.0"', 'version = "1.0"\ndependencies = ["numpy", "policylab>=9"]')
    [note] = ask().request.notes
    assert note.startswith("pyproject.toml asks for policylab>=9, the base's for none: both sides take policylab ")


def test_a_note_names_changes_of_the_model_but_not_of_scenarios(
    tmp_path: Path, ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = tmp_path / "own"
    files = {f"{name}/__init__.py": "" for name in OURS} | {"policies/platform.py": "", "experiments/views/a.py": ""}
    more = {"sim/day.py": "", "scenarios/load.py": "", "scenarios/production.toml": "", "experiments/runs/work.py": ""}
    repository.found(own, files | more)
    there = checkout.Checkout(Revision.of(own, "main"), tmp_path / "tree", (Path("policies"),), "production", None)
    there.revision.export(there.tree)
    assert place.own(own)
    write(
        own, {"scenarios/production.toml": "days = 4\n", "experiments/views/a.py": "x\n", "policies/platform.py": "x"}
    )
    assert list(there.notes(new=False)) == []
    write(own, {"sim/day.py": "x\n"})
    [note] = there.notes(new=False)
    assert note.startswith("the model has changed: sim/day.py differs from the base's; both sides take the model of")
    write(own, {"scenarios/load.py": "x\n", "experiments/runs/work.py": "x\n"})
    [note] = there.notes(new=False)
    assert "experiments/runs/work.py and 2 more differ from the base's" in note


def test_the_model_whose_change_is_said_is_there() -> None:
    assert all((HOME / path).is_dir() for path in checkout.MODEL)
