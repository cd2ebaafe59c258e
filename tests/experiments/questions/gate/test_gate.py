"""The gate from end to end, in a git repository of a made-up production package."""

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import jsonschema
import pytest
from typer.testing import CliRunner, Result

from experiments.commands.app import app
from experiments.host.startup import HOME
from experiments.questions.gate import again
from experiments.verdicts.intervals import paired_interval
from tests.experiments.questions.gate import repository
from tests.experiments.questions.gate.repository import edit, git, write

LINE = ("src/house/lines.py", "0.4", "2.0")  # a threshold that nothing reaches


@dataclass(frozen=True)
class Desk:
    """A repository to stand in, and a store that all tests share."""

    repo: Path
    there: pytest.MonkeyPatch

    def gate(self, *arguments: str, base: str = "main", **more: str) -> Result:
        """The command, in this process. Its sides are processes of their own."""
        words = ["gate", "lab/everyday.toml", "--base", base, "--worlds", "fixed", "--jobs", "1", *arguments]
        for name, value in more.items():
            self.there.setenv(name, value)
        return CliRunner().invoke(app, words)

    def judged(self, *arguments: str, base: str = "main") -> dict[str, Any]:
        done = self.gate("--json", *arguments, base=base)
        assert done.stdout, done.stderr
        data: dict[str, Any] = json.loads(done.stdout)
        assert data["exit_code"] == done.exit_code
        return data


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return repository.found(tmp_path_factory.mktemp("gate") / "house")


@pytest.fixture
def desk(house: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    monkeypatch.chdir(house)
    monkeypatch.setenv("PYTHONPATH", str(HOME))
    monkeypatch.setenv("POLICYLAB_STORE", str(house.parent / "runs.sqlite"))
    monkeypatch.delenv("PYTHONHASHSEED", raising=False)
    monkeypatch.setattr(again, "BUDGET", 0.0)  # one run of each side is carried out again
    yield Desk(house, monkeypatch)
    git(house, "checkout", "--quiet", "--force", "main")
    git(house, "clean", "--quiet", "-d", "--force")


def test_an_edit_without_effect_on_the_policy_needs_no_run(desk: Desk) -> None:
    edit(desk.repo, "lab/everyday.toml", 'rule = "house"', 'rule = "house"\nline = 0.4')  # as the rule says anyway
    data = desk.judged()
    assert (data["verdict"], data["identical"], data["rulings"]) == ("pass", True, [])
    assert data["files"] == [{"path": "lab/everyday.toml", "line": 22}]
    assert data["keys"]["base"] == data["keys"]["head"]


def test_a_rule_reads_the_declared_files_of_its_own_side(desk: Desk) -> None:
    lines = "from pathlib import Path\n\nLINE = float((Path(__file__).parents[2] / 'rates/line.txt').read_text())\n"
    declaration = f"{repository.PROJECT}\n[tool.policylab]\npolicy = ['src/house', 'rates']\n"
    write(desk.repo, {"src/house/lines.py": lines, "rates/line.txt": "0.4", "pyproject.toml": declaration})
    git(desk.repo, "checkout", "--quiet", "-b", "rates")
    repository.commit(desk.repo, "The line is a file")
    assert desk.judged(base="rates")["identical"]
    (desk.repo / "rates/line.txt").write_text("?")
    done = desk.gate(base="rates")
    assert (done.exit_code, "'?'" in done.stderr) == (2, True), done.stderr
    git(desk.repo, "checkout", "--quiet", "--force", "main")
    git(desk.repo, "branch", "--quiet", "-D", "rates")


@pytest.mark.nightly(
    reason="a gate with real runs; rulings by hand: gate/test_rulings.py, the base's guardrails: gate/test_questions.py"
)
def test_a_harmful_change_fails_even_with_looser_guardrails_and_names_its_file(desk: Desk) -> None:
    edit(desk.repo, *LINE)
    edit(desk.repo, "guardrails.toml", "margin = 0.05", "margin = 0.9")
    summary, report = desk.repo.parent / "summary.md", desk.repo.parent / "report.xml"
    done = desk.gate("--json", "--markdown", str(summary), "--junit", str(report), GITHUB_ACTIONS="true")
    assert done.exit_code == 1, done.stdout + done.stderr
    assert "::error file=src/house/lines.py,line=1,title=policylab gate%3A fail::" in done.stderr
    assert "src/house/lines.py:1" in summary.read_text()
    assert ElementTree.parse(report).getroot().get("failures") == "1"

    data = json.loads(done.stdout)
    jsonschema.validate(data, json.loads((HOME / "docs/reference/gate.schema.json").read_text()))
    [ruling] = data["rulings"]
    assert (ruling["verdict"], ruling["metric"]) == ("fail", "violating_view_rate")
    assert ruling["margin"] == pytest.approx(0.05 * ruling["base"])  # the base's margin, not the looser one
    assert data["notes"] == ["guardrails.toml is another one than the base's: judged by that of the base"]
    pairs = zip(*(data["values"][side]["frozen"]["violating_view_rate"] for side in ("base", "head")), strict=True)
    gaps = [after - before for before, after in pairs]
    assert sum(gaps) / 30 == pytest.approx(ruling["difference"])
    before, after = (data["values"][side]["frozen"]["violating_view_rate"] for side in ("base", "head"))
    lies = data["luck"]["frozen"]["violating_view_rate"]
    interval = paired_interval(before, after, data["left_out"], lies)  # from what JSON has
    assert (ruling["low"], ruling["high"], ruling["unseen"]) == (
        pytest.approx(interval.low),
        pytest.approx(interval.high),
        None,
    )
    assert 0 < lies < 1
    assert {seed for seed, gap in enumerate(gaps) if gap} <= set(data["touched"]["frozen"]) <= set(range(30))
    assert data["differing"][-1] == "the code of package house (house/lines.py)"

    trace = data["trace"]  # of the pair whose exposure gets worse most
    [pair] = trace["pairs"]
    exposed = [data["values"][side]["frozen"]["exposed_per_10k"] for side in ("base", "head")]
    risen = [after - before for before, after in zip(*exposed, strict=True)]
    assert pair["seed"] == risen.index(max(risen))
    assert trace["difference"] == pytest.approx(max(risen))
    assert trace["people"]["newly"] - trace["people"]["spared"] + trace["together"]["moved"] != 0


def test_a_scenario_file_is_taken_from_the_revision_too(desk: Desk) -> None:
    edit(desk.repo, "lab/everyday.toml", 'rule = "house"', 'rule = "house"\nlines = 0.4')
    git(desk.repo, "checkout", "--quiet", "-b", "mistaken")
    repository.commit(desk.repo, "Write lines")
    git(desk.repo, "checkout", "--quiet", "main", "--", "lab")
    data = desk.judged(base="mistaken")
    assert data["exit_code"] == 4
    assert "the base cannot run on this model:\nlab/everyday.toml:22: [platform.screening] lines" in data["reason"]
    git(desk.repo, "checkout", "--quiet", "--force", "main")
    git(desk.repo, "branch", "--quiet", "-D", "mistaken")


def test_a_base_that_cannot_run_on_this_model_is_never_a_pass(desk: Desk) -> None:
    edit(
        desk.repo, "src/house/screening.py", "from policies.records import Action", "from policies.records import Verb"
    )
    git(desk.repo, "checkout", "--quiet", "-b", "broken")
    repository.commit(desk.repo, "Leave the model behind")
    git(desk.repo, "checkout", "--quiet", "main", "--", "src")
    data = desk.judged(base="broken")
    assert data["exit_code"] == 4
    assert "the base cannot run on this model" in data["reason"]
    assert "cannot import name 'Verb'" in " ".join(data["reason"].split())
    git(desk.repo, "checkout", "--quiet", "--force", "main")
    git(desk.repo, "branch", "--quiet", "-D", "broken")


def test_what_is_asked_wrongly_is_told_before_anything_is_run(desk: Desk) -> None:
    edit(desk.repo, *LINE)
    spoilt = desk.repo.parent / "spoilt.sqlite"
    spoilt.write_text("no store at all, whatever its name says")
    for arguments, message in (
        (["--base", "mian"], "no such revision"),
        (["--source", "scr"], "--source scr\n    is not there"),
        (["--guardrails", "rails.toml"], "no such guardrails file"),
        (["--store", str(spoilt)], "damaged, or no store"),
        (["-S", "world.rings=frozen"], "the guardrails say in which regimes is judged"),
        (["-S", "platform.screening.rule=standard"], "uses no rule of house: name a scenario whose platform does"),
    ):
        done = desk.gate(*arguments)
        assert (done.exit_code, done.stdout) == (2, ""), done.stderr
        assert message in done.stderr
        assert "Traceback" not in done.stderr


def test_code_of_the_head_that_the_base_would_run_is_found(desk: Desk) -> None:
    """By a name that is computed, and by an import that waits until the rule is asked."""
    write(desk.repo, {"other/early.py": "LINE = 0.4\n", "other/late.py": "LEAST = 0.0\n"})
    computed = "from importlib import import_module\n\nLINE = import_module('an early'[3:]).LINE\n"
    (desk.repo / "src/house/lines.py").write_text(computed)
    weight = "        weight = postings.findings.weight"
    edit(desk.repo, "src/house/screening.py", weight, f"        from late import LEAST\n\n{weight} + LEAST")
    git(desk.repo, "checkout", "--quiet", "-b", "shared")
    repository.commit(desk.repo, "Share the line")
    done = desk.gate("--json", base="shared", PYTHONPATH=f"{HOME}{os.pathsep}{desk.repo / 'other'}")
    assert done.exit_code == 4, done.stderr
    assert "the base would run code of the head: early, late" in json.loads(done.stdout)["reason"]
    git(desk.repo, "checkout", "--quiet", "--force", "main")
    git(desk.repo, "branch", "--quiet", "-D", "shared")
