"""A made-up production repository: a package that offers a rule of screening, a scenario that uses it, guardrails."""

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

SCREENING = '''
"""How the house screens."""

from dataclasses import dataclass

import numpy as np

from house.lines import LINE
from policies.records import Action, Postings, Verdicts


@dataclass(frozen=True, slots=True)
class House:
    """A person first reads whatever betrays itself as far as the line."""

    line: float = LINE
    checkers: int = 1
    check_at: float = 0.0
    check_minutes: float = 16.0
    reviewers: int = 1
    review_minutes: float = 20.0
    night_staff: float = 1.0

    @property
    def review_at(self) -> float:
        return self.line

    def verdicts(self, postings: Postings) -> Verdicts:
        weight = postings.findings.weight
        read = weight >= self.line
        action = np.where(read, int(Action.REVIEW), int(Action.PASS))
        return Verdicts(action, weight, postings.findings.kind)
'''

PROJECT = """
[project]
name = "house"
version = "1.0"

[project.entry-points."policylab.policies"]
"screening.house" = "house.screening:House"
"""

SCENARIO = """
extends = "production"
days = 30

[world]
workers = 8000
clients = 6400

[world.population]
ring_share = 0.02
post_rate = 0.03

[world.ring]
post_rate = 0.1

[world.churn]
dormant_workers = 0.87
dormant_clients = 0.65

[platform.screening]
rule = "house"
"""

GUARDRAILS = """
version = 1
pairs = 30

[[guardrail]]
metric = "violating_view_rate"
regime = "frozen"
margin = 0.05
why = "page views of what breaks the rules: what screening is for"
"""

FILES = {
    "src/house/__init__.py": "",
    "src/house/lines.py": "LINE = 0.4\n",
    "src/house/screening.py": SCREENING,
    "pyproject.toml": PROJECT,
    "lab/everyday.toml": SCENARIO,
    "guardrails.toml": GUARDRAILS,
}


def found(folder: Path, files: Mapping[str, str] = FILES) -> Path:
    """A git repository with one commit of these files, on a branch called main."""
    folder.mkdir()
    git(folder, "init", "--quiet", "--initial-branch=main")
    write(folder, files)
    commit(folder, "The house")
    return folder


def write(folder: Path, files: Mapping[str, str]) -> None:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


def edit(folder: Path, name: str, old: str, new: str) -> None:
    """Replaces something in a file of the working tree."""
    text = (folder / name).read_text()
    assert text.count(old) == 1, (name, old)
    (folder / name).write_text(text.replace(old, new))


def commit(folder: Path, message: str) -> None:
    git(folder, "add", "--all")
    git(folder, "-c", "user.name=Somebody", "-c", "user.email=somebody@example.org", "commit", "--quiet", "-m", message)


def git(folder: Path, *command: str) -> str:
    there = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    return subprocess.run(
        ["git", "-C", str(folder), *command], check=True, capture_output=True, text=True, env=there
    ).stdout
