"""The two sides of a revision as they are given: their files, why they are refused, and what is to be noted."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from experiments import VERSION
from experiments.questions.gate import place, trees
from experiments.questions.gate.paths import inside, typed
from experiments.questions.gate.result import Changed
from experiments.questions.gate.revision import Revision
from scenarios.layers import SHIPPED as SHELF
from scenarios.problems import problem

MODEL = tuple(map(Path, ("sim", SHELF.name, "experiments/measures", "experiments/runs")))


@dataclass(frozen=True, slots=True)
class Given:
    """A revision that has been taken, and the working tree; paths from the top of the repository."""

    revision: Revision
    tree: Path  # where the base has been taken
    packages: tuple[Path, ...]  # of policies
    name: str  # of the scenario, as it was typed
    rails: Path | None  # the guardrails, where they lie in the repository

    @property
    def top(self) -> Path:
        """Of the working tree."""
        return self.revision.top

    @property
    def ours(self) -> bool:
        """Is it the repository of policylab?"""
        return place.own(self.top)

    @property
    def _path(self) -> bool:
        return self.name.endswith(".toml") or "/" in self.name

    @property
    def file(self) -> Path | None:
        """Of the scenario; None where it lies elsewhere."""
        if self._path:
            return inside(typed(Path(self.name), self.top), self.top)
        return Path(SHELF.name) / f"{self.name}.toml" if self.ours else None

    @property
    def way_out(self) -> str:
        """What to do where the base cannot run a scenario that is new."""
        return f"{self.file} is new: `{self._pair()}` holds it against the scenario that it extends"

    def scenario(self, tree: Path) -> str:
        """The scenario as a side names it."""
        if not self._path:
            return self.name
        return str(Path(self.name).resolve() if self.file is None else tree / self.file)

    def changed(self) -> tuple[Changed, ...]:
        """Files that differ, of policies, scenarios and guardrails."""
        return self.revision.changes(self._looked(), self.tree)

    def refused(self, submodules: tuple[str, ...]) -> list[str]:
        """Complaints of the working tree, whose submodules these are."""
        needed, found = self._needed(self.top), trees.complaints(self.top, self._needed(self.top), submodules)
        changed = self.revision.changes(needed, self.tree)
        for path, program in self.revision.filtered(changed).items():
            told = (
                f"goes through git's filter '{program}', which is not run here: whether it has changed is not known; "
            )
            found.append(problem(path, told + "turn the filter off for it in .gitattributes, or let no policy read it"))
        return found

    def refused_of_base(self, submodules: tuple[str, ...]) -> list[str]:
        """Complaints of the base, whose submodules these are."""
        return trees.complaints(self.tree, self._needed(self.tree), submodules)

    def carried_over(self) -> bool:
        """Gives the base the files of a scenario that it does not have. Did it need them?"""
        if self.file is None or not (self.top / self.file).is_file() or os.path.lexists(self.tree / self.file):
            return False
        for file in trees.missing(self._chain(self.top), self.tree):
            (self.tree / file).parent.mkdir(parents=True, exist_ok=True)
            (self.tree / file).write_bytes((self.top / file).read_bytes())
        return True

    def notes(self, new: bool) -> Iterator[str]:
        """What is to be said beside every verdict. new: the base had no such scenario."""
        if new:
            yield (
                f"{self.file} is new: both sides run it, so policies are judged and not the numbers that it sets; "
                f"`{self._pair()}` judges those"
            )
        if self.ours:
            yield from self._model()
        elif (before := place.asked_model(self.tree)) != (after := place.asked_model(self.top)):
            yield (
                f"pyproject.toml asks for {after or 'no policylab'}, the base's for {before or 'none'}: "
                f"both sides take policylab {VERSION}, which is installed"
            )

    def _model(self) -> Iterator[str]:
        changes = self.revision.changes(MODEL, self.tree)
        differing = [each.path for each in changes if not _shelved(Path(each.path))]
        if differing:
            rest = len(differing) - 1
            which = differing[0] + (f" and {rest} more differ" if rest else " differs")
            yield f"the model has changed: {which} from the base's; both sides take the model of the working tree"

    def _needed(self, tree: Path) -> list[Path]:
        return [*self.packages, *self._chain(tree), *([] if self.rails is None else [self.rails])]

    def _looked(self) -> list[Path]:
        return [*self._needed(self.top), *([Path(SHELF.name)] if self.ours else [])]

    def _chain(self, tree: Path) -> tuple[Path, ...]:
        if self.file is None:
            return ()
        return trees.chain(tree / self.file, tree, tree / SHELF.name if self.ours else SHELF)

    def _pair(self) -> str:
        assert self.file is not None
        return f"policylab gate {trees.extended(self.top / self.file, self.top)} {self.file}"


def _shelved(file: Path) -> bool:
    """Is it a scenario? Those are each side's own."""
    return file.suffix == ".toml" and file.parent == Path(SHELF.name)
