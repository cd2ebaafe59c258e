"""Which modules a module imports, wherever in it, and where they lie. Nothing is executed to find out.

A module counts by its code, unless it belongs to

- the standard library, which the release of Python stands for,
- a library that a run uses anyway (`LIBRARIES`), by its version, or
- another installed distribution, by its version and the versions of all that it requires. It must have come from an
  index, for there one version is one content: a distribution that was installed from a folder, an archive or a
  repository (`direct_url.json`), or in place (no `RECORD`), counts by its code. So does the distribution that offers a
  rule, and whatever belongs to none.

A module that imports by computed names may import all of its own package, so all of it counts. What it imports that way
from elsewhere cannot be known, but where the name stands there as it is.
"""

import ast
import re
import sys
import sysconfig
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import metadata
from importlib.machinery import ModuleSpec
from importlib.util import find_spec
from pathlib import Path
from pkgutil import get_importer

LIBRARIES = ("numpy", "scipy", "networkx", "mesa")
BY_NAME = {"import_module", "__import__", "import_string", "find_spec", "spec_from_file_location", "entry_points"}
DATA = {".toml", ".json", ".csv", ".txt", ".yaml", ".yml"}


@dataclass(frozen=True, slots=True)
class Module:
    """Where a module lies."""

    name: str
    file: Path | None  # None for a folder without `__init__`, and for what was never a file
    folders: tuple[Path, ...] | None  # of a package, None of a module

    @property
    def package(self) -> str:
        """What its relative imports start from."""
        return self.name if self.folders is not None else self.name.rpartition(".")[0]

    def read(self) -> bytes | None:
        """The bytes of its file, in an archive too; none in a folder without `__init__`. None where it lies nowhere."""
        if self.file is None:
            return None if self.folders is None else b""
        try:
            if self.file.is_file():
                return self.file.read_bytes()
            spec = _spec(self.name)
            return spec.loader.get_data(str(self.file))  # type: ignore[union-attr]
        except (OSError, AttributeError):
            return None

    def data(self) -> Iterator[tuple[str, Path]]:
        """Files that it may read: all below a package, those beside a module that is in none; with a name for each."""
        found: list[tuple[Path, Iterator[Path]]] = []
        if self.folders is not None and self.file is not None:
            found = [(folder, folder.rglob("*")) for folder in self.folders]
        elif self.file is not None and not self._within_package():
            found = [(self.file.parent, self.file.parent.glob("*"))]
        for folder, paths in found:
            for path in sorted(paths):
                if path.suffix in DATA and path.is_file():
                    yield f"{self.package}/{path.relative_to(folder).as_posix()}", path
        for path in () if self.file is None or self.file.is_file() else self.file.parents:
            if path.is_file():
                yield f"{self.package} in {path.name}", path  # an archive: all of it
                break

    def _within_package(self) -> bool:
        above = located(self.package) if self.package else None
        return above is not None and above.file is not None

    def below(self) -> Iterator[str]:
        """The names of all modules of a package, its own included."""
        yield self.name
        for folder in self.folders or ():
            for path in sorted(folder.rglob("*")):
                if path.suffix in {".py", ".so", ".pyd", ".pyc"} and path.parent.name != "__pycache__":
                    inner = [*path.relative_to(folder).parts[:-1], path.name.partition(".")[0]]
                    yield ".".join([self.name, *(part for part in inner if part != "__init__")])


@cache
def located(name: str) -> Module | None:
    """A module by its name; None where there is none. One that was made and not found has no file."""
    spec = _spec(name)
    if spec is None:
        return Module(name, None, None) if name in sys.modules else None
    file = Path(spec.origin) if spec.origin is not None and spec.has_location else None
    folders = spec.submodule_search_locations
    return Module(name, file, None if folders is None else tuple(map(Path, folders)))


def _spec(name: str) -> ModuleSpec | None:
    there = getattr(sys.modules.get(name), "__spec__", None)
    if isinstance(there, ModuleSpec):
        return there
    above = name.rpartition(".")[0]
    try:
        if not above:
            return find_spec(name)
        package = _spec(above)
        return None if package is None else _within(name, package.submodule_search_locations or ())
    except (ImportError, ValueError, AttributeError):
        return None


def _within(name: str, folders: Iterable[str]) -> ModuleSpec | None:
    """A module in a package that need not be loaded."""
    bare = ModuleSpec(name, None, is_package=True)  # a folder without `__init__` may lie in several places
    for folder in folders:
        finder = get_importer(folder)
        spec = None if finder is None else finder.find_spec(name)
        if spec is not None and spec.loader is not None:
            return spec
        bare.submodule_search_locations = [
            *(bare.submodule_search_locations or ()),
            *(() if spec is None else spec.submodule_search_locations or ()),
        ]
    return bare if bare.submodule_search_locations else None


def imported(module: Module, nodes: Iterable[ast.AST]) -> set[str]:
    """Every module that its code names in an import, there or not."""
    found: set[str] = set()
    computes = False
    for node in nodes:
        match node:
            case ast.Import(names=names):
                found.update(each.name for each in names)
            case ast.ImportFrom(module=name, names=names, level=level):
                base = _base(module, name, level)
                within = (f"{base}.{each.name}" for each in names)
                found.update([base, *(each for each in within if located(each) is not None)])
            case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name), args=[ast.Constant(value=str(said)), *_]):
                dots = len(said) - len(said.lstrip("."))
                found.update([_base(module, said.lstrip("."), dots)] if name in BY_NAME else [])
            case ast.Name(id=name) | ast.Attribute(attr=name) | ast.alias(name=name):
                computes |= name in BY_NAME
            case _:
                pass
    if computes and (top := located(module.name.partition(".")[0])) is not None:
        found.update(top.below())
    return found - {""}  # beyond the top is nothing


def _base(module: Module, name: str | None, level: int) -> str:
    """The module that `from … import` names."""
    if not level:
        return name or ""
    above = module.package.split(".")
    return ".".join([*above[: len(above) - level + 1], *([name] if name else [])])


def standard(module: Module) -> bool:
    """Is it of Python itself? A module of the same name that lies elsewhere is not."""
    if module.name.partition(".")[0] not in sys.stdlib_module_names:
        return False
    home = {Path(sysconfig.get_path(name)).resolve() for name in ("stdlib", "platstdlib")}
    return module.file is None or any(module.file.resolve().is_relative_to(folder) for folder in home)


def versions(top: str, offering: frozenset[str]) -> dict[str, str] | None:
    """The distributions by whose versions a top-level package counts; None where it counts by its code.

    offering: names of the distributions that offer rules
    """
    if top in LIBRARIES:
        return {}
    there, names = located(top), distributions(top)
    if there is None or not names or names & offering:
        return None
    found: dict[str, str] = {}
    for name in sorted(names):
        of = metadata.distribution(name)
        home = Path(str(of.locate_file(""))).resolve()
        lies = there.file is not None and there.file.resolve().is_relative_to(home)
        if not lies or of.read_text("RECORD") is None or of.read_text("direct_url.json") is not None:
            return None
        found |= _required(of)
    return found


def distributions(top: str) -> frozenset[str]:
    """The names of the distributions that a top-level package comes from."""
    return frozenset(_distributions().get(top, ()))


@cache
def _distributions() -> dict[str, list[str]]:
    return dict(metadata.packages_distributions())


def _required(of: metadata.Distribution) -> dict[str, str]:
    """A distribution and all that it requires, as far as installed: name → version."""
    found, todo = {}, [of]
    while todo:
        each = todo.pop()
        found[each.name] = each.version
        for line in each.requires or ():
            name = re.split(r"[^\w.-]", line, maxsplit=1)[0]
            try:
                needed = metadata.distribution(name)
            except (metadata.PackageNotFoundError, ValueError):
                continue
            if needed.name not in found:
                todo.append(needed)
    return found
