"""A clone of this repository in a folder of its own, where edits are made and the gate is asked."""

import hashlib
import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from experiments.questions.gate.guardrails import SHIPPED
from tests.gate_mutants.edits import Edit

ROOT = Path(__file__).parents[2]
DECIDING = ("policies", "sim", "scenarios", "experiments")  # folders that decide what a gate says


class Unjudged(Exception):
    """The gate gave no answer, and has said why on standard error."""


@dataclass(frozen=True, slots=True)
class Bench:
    """Where edits are tried. No two at a time: each is made in the same working tree and undone again."""

    repo: Path
    store: Path
    options: tuple[str, ...]  # of `policylab gate`: the size of the worlds, jobs

    @classmethod
    def clone(cls, folder: Path, store: Path, options: Sequence[str], of: Path = ROOT) -> "Bench":
        """What stands at HEAD of a repository, cloned into this folder."""
        repo = folder / "policylab"
        store.parent.mkdir(parents=True, exist_ok=True)
        _git(folder, "clone", "--quiet", str(of), str(repo))
        return cls(repo, store.resolve(), tuple(options))

    def key(self, edit: Edit, pairs: int | None = None) -> str:
        """Equal keys, equal answers: of the edit, the code at HEAD, the size of the worlds, the number of pairs."""
        trees = [_git(self.repo, "rev-parse", f"HEAD:{folder}").strip() for folder in DECIDING]
        size = [option for option in self.options if not option.startswith("--jobs")]
        return hashlib.sha256(json.dumps([edit.digest, trees, size, pairs]).encode()).hexdigest()

    def judged(self, edit: Edit, pairs: int | None = None) -> dict[str, Any]:
        """What the gate says of an edit, as its JSON has it. pairs: other than the guardrails ask for.

        Raises ValueError where the edit does not fit its file, and Unjudged.
        """
        file, started = self.repo / edit.file, time.monotonic()
        text = file.read_text(encoding="utf-8")
        try:
            file.write_text(edit.applied(text), encoding="utf-8")
            result = self._gate(edit, ["--guardrails", str(self._asking(pairs))])
        finally:
            file.write_text(text, encoding="utf-8")
        return result | {"took": round(time.monotonic() - started, 1)}

    def _gate(self, edit: Edit, more: Sequence[str]) -> dict[str, Any]:
        changes = [part for change in edit.changes for part in ("-S", change)]
        words = ["gate", "--base", "HEAD", "--json", "--store", str(self.store), *self.options, *changes, *more]
        done = subprocess.run(
            [sys.executable, "-P", "-m", "experiments", *words],
            cwd=self.repo,
            env=os.environ | {"PYTHONPATH": str(self.repo)},
            stdout=subprocess.PIPE,
            text=True,
            check=False,
        )
        if not done.stdout:
            raise Unjudged(f"{edit.name}: the gate gave no answer, exit code {done.returncode}")
        data: dict[str, Any] = json.loads(done.stdout)
        return data

    def _asking(self, pairs: int | None) -> Path:
        """The guardrails that ship, for so many pairs and markets of any size, in a file outside the clone."""
        file = self.repo.parent / f"guardrails-{pairs}.toml"
        text = (self.repo / SHIPPED.relative_to(ROOT)).read_text(encoding="utf-8")
        if "-S" in self.options:
            text = re.sub(r"(?m)^workers = .*\n", "", text)
        if pairs is not None:
            text = re.sub(r"(?m)^pairs = \d+", f"pairs = {pairs}", text)
        file.write_text(text, encoding="utf-8")
        return file


def _git(folder: Path, *command: str) -> str:
    there = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    return subprocess.run(
        ["git", "-C", str(folder), *command], check=True, capture_output=True, text=True, env=there
    ).stdout
