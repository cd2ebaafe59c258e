"""Where the code of a side lies: a folder that its process imports from before all else.

It holds links and nothing else: to the model, which both sides share, to the policies of this side, and to the metadata
that names the rules which they offer. So neither side's code can be taken for the other's, whatever is installed.
"""

import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from experiments.host.startup import HOME, OURS
from experiments.questions.gate.paths import inside, typed
from policies.catalogue import GROUP
from scenarios import BadInput
from scenarios.layers import SHIPPED
from scenarios.problems import problem

POLICIES = "policies"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a side finds what it runs."""

    library: Path  # imported from before all else
    shelf: Path  # of scenarios that are named without a path


def sources(told: Sequence[Path], top: Path) -> tuple[Path, ...]:
    """The packages that hold the policies, from the top of the repository. told: what somebody named.

    Where nothing is named: our own `policies` in our own repository, else the packages that `pyproject.toml` offers
    rules of. Raises BadInput where there is none.
    """
    if told:
        return tuple(dict.fromkeys(each for path in told for each in _packages(path, top)))
    if own(top):
        return (Path(POLICIES),)
    found = tuple(folder for folder in offered(top) if (top / folder / "__init__.py").is_file())
    if not found:
        raise BadInput([problem(f"{top}", f"holds no package that offers rules ({GROUP}): name one with --source")])
    return found


def offered(top: Path) -> list[Path]:
    """Where the packages may lie that `pyproject.toml` offers rules of, from the top of the repository."""
    names = [entry.partition(":")[0].partition(".")[0].strip() for entry in _offers(top / "pyproject.toml").values()]
    return [folder for name in dict.fromkeys(names) for folder in (Path(name), Path("src") / name)]


def own(top: Path) -> bool:
    """Is this the repository of policylab?"""
    return all((top / name).is_dir() for name in OURS) and (top / POLICIES / "platform.py").is_file()


def asked_model(tree: Path) -> str | None:
    """The policylab that a `pyproject.toml` depends on, as it stands there; None where it names none."""
    needs = _table(_read(tree / "pyproject.toml").get("project")).get("dependencies")
    found = [each for each in (needs if isinstance(needs, list) else ()) if re.match(r"policylab\b", str(each))]
    return str(found[0]) if found else None


def lay(library: Path, tree: Path, packages: Iterable[Path], model: Path) -> Place:
    """Make the folder that a side imports from.

    tree: the side's files; packages: of its policies, from the top of the tree; model: where sim, scenarios and
    experiments lie, and our own policies where the side brings none
    """
    library.mkdir()
    there = [package for package in packages if (tree / package).exists()]
    for package in there:
        (library / package.name).symlink_to(tree / package)
    for name in OURS:
        if not (library / name).exists():
            (library / name).symlink_to(model / name)
    for project in dict.fromkeys(_project(tree, package) for package in there):
        if project is not None:
            _describe(library, project)
    ours = Path(POLICIES) in there and own(tree)
    return Place(library, (tree if ours else model) / SHIPPED.name)


def plain(library: Path) -> Place:
    """Where a side runs what is installed."""
    library.mkdir()
    for name in OURS:
        (library / name).symlink_to(HOME / name)
    return Place(library, SHIPPED)


def _packages(path: Path, top: Path) -> list[Path]:
    """The topmost package around a path, or all that a folder without one holds."""
    where = typed(path, top)
    if not where.exists():
        raise BadInput([problem(f"--source {path}", "is not there")])
    within = inside(where, top)
    if within is None:
        raise BadInput([problem(f"--source {path}", f"lies outside the repository {top}")])
    where = top / within
    if not (where / "__init__.py").is_file() and where.is_dir():
        found = sorted(each for each in where.iterdir() if (each / "__init__.py").is_file())
        if not found:
            raise BadInput([problem(f"--source {path}", "holds no package")])
        return [each.relative_to(top) for each in found]
    while (where.parent / "__init__.py").is_file() and where != top:
        where = where.parent
    if where == top:
        raise BadInput([problem(f"--source {path}", "is the whole repository: its packages have to lie in folders")])
    return [where.relative_to(top)]


def _project(tree: Path, package: Path) -> Path | None:
    """The `pyproject.toml` nearest to a package that offers rules; None where none does."""
    folder = tree / package
    while folder != tree.parent:
        folder = folder.parent
        if _offers(folder / "pyproject.toml"):
            return folder / "pyproject.toml"
    return None


def _describe(library: Path, project: Path) -> None:
    """Metadata as an installer would write it: so the rules that a side offers are its own, whatever is installed."""
    about = _table(_read(project).get("project"))
    name = re.sub(r"[^A-Za-z0-9._]+", "_", str(about.get("name", project.parent.name)))
    folder = library / f"{name}-0.dist-info"
    folder.mkdir(exist_ok=True)
    (folder / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 0\n")
    entries = "".join(f"{entry} = {value}\n" for entry, value in _offers(project).items())
    (folder / "entry_points.txt").write_text(f"[{GROUP}]\n{entries}")


def _offers(project: Path) -> dict[str, str]:
    """The entry points of rules that a `pyproject.toml` declares."""
    found = _table(_table(_read(project).get("project")).get("entry-points")).get(GROUP)
    return {str(name): str(value) for name, value in _table(found).items()}


def _table(said: Any) -> dict[str, Any]:
    """A table of TOML; an empty one where something else stands."""
    return said if isinstance(said, dict) else {}


def _read(project: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(project.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
