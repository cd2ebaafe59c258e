"""What git knows: a revision's files, and what has changed since. Nothing in the repository is touched."""

import os
import re
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from experiments.results.gate import Changed
from scenarios import BadInput
from scenarios.problems import problem

_HUNK = re.compile(r"^@@ -\S+ \+(\d+)")


@dataclass(frozen=True, slots=True)
class Revision:
    """A commit of a repository, by the name that somebody gave it."""

    top: Path
    name: str
    commit: str

    @classmethod
    def of(cls, folder: Path, name: str) -> "Revision":
        """A revision of the repository around a folder. Raises BadInput where there is none, or no such revision."""
        try:
            top = Path(_git(folder, "rev-parse", "--show-toplevel").strip()).resolve()
        except _Failed as failed:
            raise BadInput([problem(f"--base {name}", f"{folder} lies in no git repository: {failed}")]) from None
        try:
            return cls(top, name, _git(top, "rev-parse", "--verify", "--quiet", f"{name}^{{commit}}").strip())
        except _Failed:
            shallow = _git(top, "rev-parse", "--is-shallow-repository").strip() == "true"
            hint = "; this clone is shallow: fetch more of its history (fetch-depth: 0)" if shallow else ""
            raise BadInput([problem(f"--base {name}", f"no such revision in {top}{hint}")]) from None

    def take(self, into: Path) -> None:
        """Write all files of the commit into a new folder, as a checkout would have them."""
        index = {"GIT_INDEX_FILE": f"{into}.index"}
        _git(self.top, "read-tree", self.commit, more=index)
        into.mkdir()
        _git(self.top, "checkout-index", "--all", "--quiet", f"--prefix={into}/", more=index)

    def changes(self, paths: Sequence[Path]) -> tuple[Changed, ...]:
        """Files at or below these paths that differ in the working tree, new ones too, in order of their names."""
        among = [str(path) for path in paths]
        differing = _git(self.top, "diff", "--name-only", "-z", self.commit, "--", *among).split("\0")
        left_out = ["--exclude-standard", "--exclude=__pycache__/"]  # the sides themselves leave bytecode there
        new = _git(self.top, "ls-files", "--others", *left_out, "-z", "--", *among).split("\0")
        return tuple(Changed(path, self._line(path)) for path in sorted({*differing, *new} - {""}))

    def _line(self, path: str) -> int:
        if not (self.top / path).exists():
            return 0
        hunks = _git(self.top, "diff", "--unified=0", self.commit, "--", path).splitlines()
        return next((max(int(found[1]), 1) for hunk in hunks if (found := _HUNK.match(hunk))), 1)


class _Failed(Exception):
    """What git said."""


def _git(folder: Path, *command: str, more: dict[str, str] | None = None) -> str:
    """What a git command prints. Raises _Failed.

    A hook's own variables would point git at another repository or index: they are left out.
    """
    there = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    try:
        done = subprocess.run(
            ["git", "-C", str(folder), *command],
            env=there | (more or {}),
            capture_output=True,
            encoding="utf-8",
            errors="surrogateescape",
            check=True,
        )
    except FileNotFoundError:
        raise BadInput([problem("--base", "git is not installed")]) from None
    except subprocess.CalledProcessError as failed:
        raise _Failed(" ".join(failed.stderr.split()) or f"git {command[0]} failed") from None
    return done.stdout
