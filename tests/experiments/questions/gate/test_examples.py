"""The workflow and the hook of the documentation, as they stand there, in a real repository."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from experiments.host.startup import HOME
from tests.experiments.questions.gate import repository
from tests.experiments.questions.gate.repository import edit, git

pytestmark = pytest.mark.nightly(
    reason="pushes and a workflow step with gates in them; reports and codes: gate/test_views.py, gate/test_results.py"
)

EXAMPLES = HOME / "docs" / "examples"


@pytest.fixture
def repo(tmp_path: Path) -> Path:
    made = repository.found(tmp_path / "house")
    git(tmp_path, "clone", "--quiet", "--bare", str(made), "shared.git")
    git(made, "remote", "add", "origin", str(tmp_path / "shared.git"))
    git(made, "fetch", "--quiet", "origin")
    return made


def shell(tmp_path: Path, **more: str) -> dict[str, str]:
    """An environment in which `policylab` is this one."""
    command = tmp_path / "bin" / "policylab"
    command.parent.mkdir(exist_ok=True)
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -P -m experiments "$@"\n')
    command.chmod(0o755)
    path = f"{command.parent}{os.pathsep}{os.environ['PATH']}"
    return os.environ | {"PATH": path, "PYTHONPATH": str(HOME), "POLICYLAB_STORE": str(tmp_path / "runs.sqlite")} | more


def test_the_step_of_the_workflow_writes_its_summary_and_its_report(repo: Path, tmp_path: Path) -> None:
    edit(repo, "src/house/screening.py", '"""How the house screens."""', '"""How we screen."""')
    [step] = re.findall(r"- run: (policylab gate .*)", (EXAMPLES / "policy-gate.yml").read_text())
    summary = tmp_path / "summary.md"
    more = {
        "BASE": git(repo, "rev-parse", "main").strip(),
        "GITHUB_STEP_SUMMARY": str(summary),
        "GITHUB_ACTIONS": "true",
    }
    done = subprocess.run(
        ["sh", "-e", "-c", step], cwd=repo, env=shell(tmp_path, **more), capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert summary.read_text().startswith("## ✅ PASS: the working tree against ")
    assert (repo / "gate.xml").read_text().startswith("<?xml")
    assert "::" not in done.stdout + done.stderr


def test_the_hook_lets_a_push_through_that_passes_and_no_other(repo: Path, tmp_path: Path) -> None:
    shutil.copy(EXAMPLES / "pre-push", repo / ".git/hooks/pre-push")
    there = shell(tmp_path, POLICYLAB_SCENARIO="lab/everyday.toml")

    def push() -> subprocess.CompletedProcess[str]:
        repository.commit(repo, "A change")
        return subprocess.run(
            ["git", "push", "origin", "main"], cwd=repo, env=there, capture_output=True, text=True, check=False
        )

    edit(repo, "src/house/screening.py", '"""How the house screens."""', '"""How we screen."""')
    passed = push()
    assert passed.returncode == 0, passed.stderr
    edit(repo, "src/house/screening.py", "import Action, Postings", "import Actions, Postings")
    refused = push()
    assert refused.returncode != 0
    assert "cannot import name 'Actions'" in " ".join((refused.stdout + refused.stderr).split())
    assert git(repo, "rev-parse", "origin/main") == git(repo, "rev-parse", "main~1")
