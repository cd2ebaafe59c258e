"""Where the code of a side lies: a folder that its process imports from before all else.

It holds links and nothing else: to the model, which both sides share, to the policies of this side, and to the metadata
that names the rules which they offer. So neither side's code can be taken for the other's, whatever is installed.
"""

import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from experiments.startup import HOME, OURS
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
    offered = [entry.partition(":")[0].partition(".")[0].strip() for entry in _offers(top / "pyproject.toml").values()]
    folders = [folder for name in dict.fromkeys(offered) for folder in (Path(name), Path("src") / name)]
    found = tuple(folder for folder in folders if (top / folder / "__init__.py").is_file())
    if not found:
        raise BadInput([problem(f"{top}", f"holds no package that offers rules ({GROUP}): name one with --source")])
    return found


def own(top: Path) -> bool:
    """Is this the repository of policylab?"""
    return all((top / name).is_dir() for name in OURS) and (top / POLICIES / "platform.py").is_file()


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
    where = path.resolve()
    if not where.exists():
        raise BadInput([problem(f"--source {path}", "is not there")])
    if not where.is_relative_to(top):
        raise BadInput([problem(f"--source {path}", f"lies outside the repository {top}")])
    if not (where / "__init__.py").is_file() and where.is_dir():
        found = sorted(each for each in where.iterdir() if (each / "__init__.py").is_file())
        if not found:
            raise BadInput([problem(f"--source {path}", "holds no package")])
        return [each.relative_to(top) for each in found]
    while (where.parent / "__init__.py").is_file() and where.parent != top.parent:
        where = where.parent
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
    about = _read(project).get("project", {})
    name = str(about.get("name", project.parent.name))
    folder = library / f"{name.replace('-', '_')}-0.dist-info"
    folder.mkdir(exist_ok=True)
    (folder / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 0\n")
    entries = "".join(f"{entry} = {value}\n" for entry, value in _offers(project).items())
    (folder / "entry_points.txt").write_text(f"[{GROUP}]\n{entries}")


def _offers(project: Path) -> dict[str, str]:
    """The entry points of rules that a `pyproject.toml` declares."""
    found = _read(project).get("project", {}).get("entry-points", {}).get(GROUP, {})
    return {str(name): str(value) for name, value in found.items()}


def _read(project: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(project.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
