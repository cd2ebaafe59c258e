"""Folders of a side: its process imports first from a folder of links, then from the side's own files.

The links lead to the model, which both sides share; beside them lies the metadata that names the rules of this side. So
no side can import the code of the other one, whatever is installed. Packages of rules are imported where they lie, so
that they find the files beside them as in production.
"""

import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from experiments.host.startup import HOME, OURS
from experiments.language.arguments import argument
from experiments.questions.gate.paths import inside, typed
from policies.catalogue import GROUP
from scenarios import BadInput
from scenarios.layers import SHIPPED
from scenarios.problems import problem

POLICIES = "policies"


@dataclass(frozen=True, slots=True)
class SideFolders:
    """The folders of a side."""

    library: Path  # first on the path of imports
    shelf: Path  # scenarios that are named without a path
    path: tuple[Path, ...] = ()  # folders of the packages that hold its rules, next on the path of imports


def sources(paths: Sequence[Path], top: Path) -> tuple[Path, ...]:
    """Return the packages of policies, relative to the top of the repository. paths: as the user named them.

    Without paths: `policies` in the repository of policylab, else the packages whose rules `pyproject.toml` declares.
    Raises BadInput where there is none.
    """
    if paths:
        return _told_apart(dict.fromkeys(package for path in paths for package in _packages(path, top)))
    if own(top):
        return (Path(POLICIES),)
    packages = tuple(folder for folder in offered(top) if (top / folder / "__init__.py").is_file())
    if not packages:
        raise BadInput(
            [problem(f"{top}", f"holds no package that offers rules ({GROUP}): name one with {argument('source')}")]
        )
    return _told_apart(packages)


def offered(top: Path) -> list[Path]:
    """Return possible folders of the packages whose rules `pyproject.toml` declares, relative to the top."""
    names = [entry.partition(":")[0].partition(".")[0].strip() for entry in _offers(top / "pyproject.toml").values()]
    return [folder for name in dict.fromkeys(names) for folder in (Path(name), Path("src") / name)]


def own(top: Path) -> bool:
    """Return whether this is the repository of policylab."""
    return all((top / name).is_dir() for name in OURS) and (top / POLICIES / "platform.py").is_file()


def required_model(tree: Path) -> str | None:
    """Return the policylab requirement of a `pyproject.toml`, word for word; None if there is none."""
    needs = _table(_read(tree / "pyproject.toml").get("project")).get("dependencies")
    texts = map(str, needs if isinstance(needs, list) else ())
    return next((need for need in texts if re.match(r"policylab(?![\w.-])", need)), None)


def build(library: Path, tree: Path, packages: Iterable[Path], model: Path) -> SideFolders:
    """Create the folder that a side imports from.

    tree: the side's files; packages: of its policies, relative to the tree; model: the folder of sim, scenarios and
    experiments, and of our own policies if the side has none
    """
    library.mkdir()
    present = [package for package in packages if (tree / package).exists()]
    for name in OURS:  # our own policies, too, are imported from beside the model
        (library / name).symlink_to((tree if Path(name) in present else model) / name)
    for project in dict.fromkeys(_project(tree, package) for package in present):
        if project is not None:
            _describe(library, project)
    ours = Path(POLICIES) in present and own(tree)
    path = dict.fromkeys((tree / package).parent for package in present if package.name not in OURS)
    return SideFolders(library, (tree if ours else model) / SHIPPED.name, tuple(path))


def installed(library: Path) -> SideFolders:
    """Create the folder of a side that runs the installed policylab."""
    library.mkdir()
    for name in OURS:
        (library / name).symlink_to(HOME / name)
    return SideFolders(library, SHIPPED)


def _told_apart(packages: Iterable[Path]) -> tuple[Path, ...]:
    """Return packages that can be imported beside one another. Raises BadInput where two have one name."""
    by_name: dict[str, Path] = {}
    for package in packages:
        other = by_name.setdefault(package.name, package)
        if other != package:
            twice = f"{other} and {package} are both imported as '{package.name}': only one of them can be"
            raise BadInput([problem(argument("source", package), twice)])
    return tuple(by_name.values())


def _packages(path: Path, top: Path) -> list[Path]:
    """Return the topmost package around a path, or all packages in a folder that is none."""
    folder = typed(path, top)
    if not folder.exists():
        raise BadInput([problem(argument("source", path), "is not there")])
    relative = inside(folder, top)
    if relative is None:
        raise BadInput([problem(argument("source", path), f"lies outside the repository {top}")])
    folder = top / relative
    if not (folder / "__init__.py").is_file() and folder.is_dir():
        packages = sorted(package for package in folder.iterdir() if (package / "__init__.py").is_file())
        if not packages:
            raise BadInput([problem(argument("source", path), "holds no package")])
        return [package.relative_to(top) for package in packages]
    while (folder.parent / "__init__.py").is_file() and folder != top:
        folder = folder.parent
    if folder == top:
        raise BadInput(
            [problem(argument("source", path), "is the whole repository: its packages have to lie in folders")]
        )
    return [folder.relative_to(top)]


def _project(tree: Path, package: Path) -> Path | None:
    """Return the nearest `pyproject.toml` around a package that declares rules; None if there is none."""
    folder = tree / package
    while folder != tree.parent:
        folder = folder.parent
        if _offers(folder / "pyproject.toml"):
            return folder / "pyproject.toml"
    return None


def _describe(library: Path, project: Path) -> None:
    """Write metadata as an installer does, so that a side has its own rules, whatever is installed."""
    metadata = _table(_read(project).get("project"))
    name = str(metadata.get("name", project.parent.name))
    folder = library / f"{re.sub(r'[^A-Za-z0-9._]+', '_', name)}-0.dist-info"
    folder.mkdir(exist_ok=True)
    (folder / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 0\n")
    entries = "".join(f"{entry} = {value}\n" for entry, value in _offers(project).items())
    (folder / "entry_points.txt").write_text(f"[{GROUP}]\n{entries}")


def _offers(project: Path) -> dict[str, str]:
    """Return the entry points of rules that a `pyproject.toml` declares."""
    table = _table(_table(_read(project).get("project")).get("entry-points")).get(GROUP)
    return {str(name): str(value) for name, value in _table(table).items()}


def _table(value: Any) -> dict[str, Any]:
    """Return a table of TOML; an empty one for any other value."""
    return value if isinstance(value, dict) else {}


def _read(project: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(project.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
