"""Both sides of a gate against a revision: their files, their problems, and the notes on them."""

import os
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from experiments import VERSION
from experiments.language.messages import Sentence, english
from experiments.questions.gate import place, trees
from experiments.questions.gate.paths import inside, typed
from experiments.questions.gate.result import ChangedFile
from experiments.questions.gate.revision import Revision
from experiments.runs.code import roots
from scenarios import BadInput
from scenarios.layers import SHIPPED as SHELF
from scenarios.layers import by_path
from scenarios.problems import problem

MODEL = tuple(map(Path, ("sim", SHELF.name, "experiments/measures", "experiments/runs")))


@dataclass(frozen=True, slots=True)
class Checkout:
    """The exported files of a revision, and the working tree; paths relative to the top of the repository."""

    revision: Revision
    tree: Path  # of the base's files
    packages: tuple[Path, ...]  # of policies
    name: str  # of the scenario, as the user typed it
    rails: Path | None  # the guardrails file; None where it lies outside the repository

    @property
    def top(self) -> Path:
        """The top of the working tree."""
        return self.revision.top

    @property
    def ours(self) -> bool:
        """True if this is the repository of policylab."""
        return place.own(self.top)

    @property
    def _path(self) -> bool:
        return by_path(self.name)

    @property
    def file(self) -> Path | None:
        """The file of the scenario; None where it lies outside the repository."""
        if self._path:
            return inside(typed(Path(self.name), self.top), self.top)
        return Path(SHELF.name) / f"{self.name}.toml" if self.ours else None

    @property
    def way_out(self) -> str:
        """Advice for the case that the base cannot run a scenario that is new."""
        return f"{self.file} is new: `{self._pair()}` holds it against the scenario that it extends"

    def scenario(self, tree: Path) -> str:
        """Return the name or path of the scenario on a side."""
        if not self._path:
            return self.name
        return str(Path(self.name).resolve() if self.file is None else tree / self.file)

    def changed(self) -> tuple[ChangedFile, ...]:
        """Return the files of policies, scenarios and guardrails that differ."""
        return self.revision.changes(self._looked(), self.tree)

    def head_problems(self, submodules: tuple[str, ...]) -> list[str]:
        """Return the problems of the working tree with these submodules."""
        needed, problems = self._needed(self.top), trees.problems(self.top, self._needed(self.top), submodules)
        changed = self.revision.changes(needed, self.tree)
        for path, program in self.revision.filtered(changed).items():
            message = (
                f"goes through git's filter '{program}', which is not run here: whether it has changed is not known; "
            )
            problems.append(
                problem(path, message + "turn the filter off for it in .gitattributes, or let no policy read it")
            )
        return problems

    def base_problems(self, submodules: tuple[str, ...]) -> list[str]:
        """Return the problems of the base with these submodules."""
        try:
            return trees.problems(self.tree, self._needed(self.tree), submodules)
        except BadInput as bad:  # its pyproject.toml
            return list(bad.problems)

    def carried_over(self) -> bool:
        """Copy the files of a new scenario to the base; return whether the scenario is new."""
        if self.file is None or not (self.top / self.file).is_file() or os.path.lexists(self.tree / self.file):
            return False
        for file in trees.missing(self._chain(self.top), self.tree):
            (self.tree / file).parent.mkdir(parents=True, exist_ok=True)
            (self.tree / file).write_bytes((self.top / file).read_bytes())
        return True

    def notes(self, new: bool) -> Iterator[Sentence]:
        """Yield the notes beside every verdict. new: the base had no such scenario."""
        if new:
            yield english(
                "{file} is new: both sides run it, so policies are judged and not the numbers that it sets; "
                "`{command}` judges those",
                file=str(self.file),
                command=self._pair(),
            )
        if self.ours:
            yield from self._model()
        elif (before := place.required_model(self.tree)) != (after := place.required_model(self.top)):
            yield english(
                "pyproject.toml asks for {head}, the base's for {base}: both sides take policylab {version}, "
                "which is installed",
                head=after or "no policylab",
                base=before or "none",
                version=VERSION,
            )

    def _model(self) -> Iterator[Sentence]:
        changes = self.revision.changes(MODEL, self.tree)
        differing = [file.path for file in changes if not _shelved(Path(file.path))]
        if differing:
            yield english(
                "the model has changed: {file} and {count} more differ from the base's; "
                "both sides take the model of the working tree"
                if len(differing) > 1
                else "the model has changed: {file} differs from the base's; "
                "both sides take the model of the working tree",
                file=differing[0],
                count=len(differing) - 1,
            )

    def _needed(self, tree: Path) -> list[Path]:
        return [*self._policies(tree), *self._chain(tree), *([] if self.rails is None else [self.rails])]

    def _policies(self, tree: Path) -> dict[Path, None]:
        """Return the packages, and what `pyproject.toml` declares in their place; relative to the tree."""
        declared = [path for each in self.packages for _, path in roots([(each.name, str(tree / each))])]
        among = (inside(Path(path), tree) for path in declared)
        return dict.fromkeys([*self.packages, *(path for path in among if path is not None)])

    def _looked(self) -> list[Path]:
        return [*self._needed(self.top), *([Path(SHELF.name)] if self.ours else [])]

    def _chain(self, tree: Path) -> tuple[Path, ...]:
        if self.file is None:
            return ()
        return trees.chain(tree / self.file, tree, tree / SHELF.name if self.ours else SHELF)

    def _pair(self) -> str:
        assert self.file is not None
        return shlex.join(["policylab", "gate", trees.extended(self.top / self.file, self.top), str(self.file)])


def _shelved(file: Path) -> bool:
    """Return whether a file is a scenario; each side has its own."""
    return file.suffix == ".toml" and file.parent == Path(SHELF.name)
