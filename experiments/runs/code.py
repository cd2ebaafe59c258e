"""The code behind something: every module that it may run through, each with a digest, and the data that lie there.

What cannot be read as Python of this release (compiled, or for a later one) counts by its bytes. Code that lies
nowhere, as that of a notebook, is like no other: each time that it is asked for it is another one.
"""

import hashlib
import json
import secrets
from collections.abc import Iterable, Mapping
from functools import cache
from types import ModuleType

import policies
import sim
from experiments.runs.imports import Module, distributions, imported, located, standard, versions
from experiments.runs.source import Sight, Source

type Code = Mapping[str, str]  # name of a module, file or distribution → digest or version

HOUSE = ("policies", "sim", "scenarios", "experiments")  # the code of each looks at no other's docstrings and variables


def digest(said: object) -> str:
    """A hash of plain data."""
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()


def code_hash(packages: Iterable[ModuleType] = (policies, sim)) -> str:
    """A hash of what every module of these packages says, and of their data: of the model, unless others are named."""
    return _hash(tuple(package.__name__ for package in packages))


@cache
def _hash(packages: tuple[str, ...]) -> str:
    return digest(_code([_there(name) for name in modules_of(*packages)]))


def of_package(name: str) -> Code:
    """Every module of a package of the house, and all that they import."""
    code = closure(*modules_of(name))
    if code is None:
        raise ModuleNotFoundError(name)
    return code


def modules_of(*packages: str) -> list[str]:
    """The names of all modules of packages, whoever imports them."""
    there = [_there(package) for package in packages]
    return sorted({name for package in there for name in package.below()})


@cache
def closure(*roots: str, offered: frozenset[str] = frozenset()) -> Code | None:
    """These modules and all that they import, directly or not; None where the code of one cannot be found.

    offered: those of them that hold rules, so that their distributions count by their code. Which other modules do, and
    which by a version: `experiments.runs.imports`.
    """
    offering = frozenset(dist for root in offered for dist in distributions_of(root))
    found: dict[str, Module] = {}
    by_version: dict[str, str] = {}
    todo = [name for root in roots for name in _upwards(root)]
    while todo:
        name = todo.pop()
        if name in found or name in by_version:
            continue
        module = located(name)
        if module is None:
            by_version[name] = "not there"
        elif standard(module):
            by_version[name] = "standard"
        elif (counted := _versions(name, offering)) is not None:
            by_version |= {name: "library"} | {f"{each} (distribution)": version for each, version in counted.items()}
        else:
            found[name] = module
            todo.extend(each for name in _imports(module) for each in _upwards(name))
    if any(module.read() is None for module in found.values()):
        return None
    told = {name: said for name, said in by_version.items() if said not in {"standard", "library"}}
    return {**_code(found.values()), **told}


def imports_of(name: str) -> tuple[str, ...]:
    """What a module of the house imports itself."""
    return _imports(_there(name))


def unknown() -> str:
    """Stands for code that cannot be read: equal to nothing."""
    return secrets.token_hex(32)


def distributions_of(module: str) -> frozenset[str]:
    """The distributions that a module of a stranger comes from; the house is none."""
    top = module.partition(".")[0]
    return frozenset() if top in HOUSE else distributions(top)


def _versions(name: str, offering: frozenset[str]) -> dict[str, str] | None:
    top = name.partition(".")[0]
    return None if top in HOUSE else versions(top, offering)


def _upwards(name: str) -> list[str]:
    """A module and the packages that it is in."""
    parts = name.split(".")
    return [".".join(parts[: last + 1]) for last in range(len(parts))]


@cache
def _imports(module: Module) -> tuple[str, ...]:
    """What a module may import: all of its package, where that cannot be read. A folder imports nothing."""
    source, top = _source(module), located(module.name.partition(".")[0])
    if source is not None:
        return tuple(imported(module, source.nodes))
    return () if module.file is None or top is None else tuple(top.below())


def _there(name: str) -> Module:
    module = located(name)
    if module is None:
        raise ModuleNotFoundError(name)
    return module


def _code(modules: Iterable[Module]) -> Code:
    """Digests of modules and of the data with them.

    Where a module can look at variables or docstrings of others, those of its package count; where it is a stranger's,
    those of all strangers.
    """
    read = {module.name: module for module in modules}
    sights = {(_group(name), sight) for name, module in read.items() for sight in _sights(module)}
    found = {}
    for name, module in read.items():
        found[name] = _said(module, (_group(name), "names") in sights, (_group(name), "docs") in sights)
        for label, path in module.data():
            found[label] = hashlib.sha256(path.read_bytes()).hexdigest()
    return found


def _group(name: str) -> str:
    top = name.partition(".")[0]
    return top if top in HOUSE else ""


@cache
def _source(module: Module) -> Source | None:
    """None where it cannot be read as Python."""
    text = module.read()
    return None if text is None or module.file is None or module.file.suffix != ".py" else Source.of(text)


@cache
def _sights(module: Module) -> frozenset[Sight]:
    source = _source(module)
    return frozenset() if source is None else source.sights


@cache
def _said(module: Module, names: bool, docs: bool) -> str:
    source = _source(module)
    if source is not None:
        try:
            return source.digest(names=names, docs=docs)
        except RecursionError:
            pass
    return hashlib.sha256(module.read() or b"").hexdigest()
