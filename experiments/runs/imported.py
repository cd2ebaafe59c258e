"""Check of imports: the code that this process has imported must be the code in its files, which keys cover.

A file that has changed since the process began, or since its first check, may be imported in its older state. A source
may have stale bytecode that Python takes for current, and a function may be replaced (monkeypatched).
"""

import os
import sys
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.machinery import SourceFileLoader
from importlib.util import cache_from_source
from pathlib import Path
from types import CodeType, FunctionType, ModuleType

from experiments.runs import changes
from experiments.runs.hashes import Manifest, Places, files


class Outdated(Exception):
    """This process has imported other code than its files hold; the message says which."""


def _began() -> int:
    """Return when this process began, or its parent if that forked it after this import. In ns since 1970."""
    with suppress(OSError, IndexError, ValueError, AttributeError):  # elsewhere than on Linux: now
        ticks = int(Path("/proc/self/stat").read_text().rsplit(")", 1)[1].split()[19])
        age = time.clock_gettime(time.CLOCK_BOOTTIME) - ticks / os.sysconf("SC_CLK_TCK")
        return time.time_ns() - int(age * 1e9)
    return time.time_ns()


@dataclass(frozen=True, slots=True)
class Look:
    """Files of a part at the first check of this process."""

    paths: frozenset[str]
    manifest: Manifest


BORN = _began()
WAYS = ("__func__", "fget", "__wrapped__")  # from a decorated object to its function

type Step = tuple[Callable[[str], object], str, object]  # from one object to the next: getter, name, value

_first: dict[str, Look] = {}  # by part of a key
_sound: set[str] = set()  # sources whose bytecode is their own
_counted: dict[tuple[str, ...], int] = {}  # by parts: number of modules at the last check without problems
_unreplaced: dict[str, tuple[tuple[ModuleType, int], list[Step]]] = {}  # modules, and all steps to their functions


def check(now: Mapping[str, Manifest], places: Callable[[], Mapping[str, Places]]) -> None:
    """Raise Outdated if code of these parts is imported in another state than its files have now.

    Call it before a run, if possible before any of this code is imported, and after it: a run may import more.
    places: the places of each part.
    """
    changed = [part for part in now if part not in _first or _first[part].manifest != now[part]]
    if not changed and _counted.get(tuple(now)) == len(sys.modules):
        return
    modules, locations = _loaded(), places() if changed else {}
    for part in changed:
        _first[part] = _look(part, locations[part], now[part], modules.keys())
    ours = frozenset[str]().union(*(_first[part].paths for part in now))
    for path in (modules.keys() & ours) - _sound:
        _check_bytecode(path)
        _sound.add(path)
    _counted[tuple(now)] = len(sys.modules)


def _look(part: str, places: Places, now: Manifest, modules: Iterable[str]) -> Look:
    """Check a part for the first time, or after a change."""
    paths, before = {name: _real(path) for name, path in files(places)}, _first.get(part)
    if before is not None and not before.paths.union(paths.values()).isdisjoint(modules):
        raise Outdated(f"{changes.differing(before.manifest, now)} has changed since this process imported {part}")
    late = [name for name, path in paths.items() if os.stat(path).st_ctime_ns > BORN]
    if late and not frozenset(paths.values()).isdisjoint(modules):
        raise Outdated(f"{late[0]} has changed since this process began")
    return Look(frozenset(paths.values()), now)


def replaced(places: Iterable[Places]) -> list[str]:
    """Return the functions of these packages that were replaced in this process, by name."""
    modules, paths = _loaded(), (path for location in places for _, path in files(location))
    return [name for real in map(_real, paths) if real in modules for name in _replaced(modules[real])]


def _replaced(module: ModuleType) -> list[str]:
    path = str(module.__file__)
    state = module, os.stat(path).st_ctime_ns
    known, steps = _unreplaced.get(path, (None, []))
    if known == state and all(get(name) is value for get, name, value in steps):
        return []
    codes, result, steps = _codes(module.__name__, path, state[1]), [], []
    every = {code for own in codes.values() for code in own}
    for name, own in codes.items():
        live = _live(module, name, steps)
        other = type(live).__module__ == "unittest.mock"
        if isinstance(live, CodeType) and live not in own:
            other = live in every or live.co_filename != path  # otherwise it comes from an older state of its file
        result += [f"{module.__name__}.{name}"] * other
    if not result:
        _unreplaced[path] = state, steps
    return result


@cache
def _codes(name: str, path: str, touched: int) -> Mapping[str, Sequence[CodeType]]:
    """Return the functions of a module by qualified name, without inner ones. touched: last change of its file."""
    result: dict[str, list[CodeType]] = {}
    todo = [SourceFileLoader(name, path).get_code(name)]
    while todo:
        inner = [each for each in todo.pop().co_consts if isinstance(each, CodeType)]  # type: ignore[union-attr]
        todo += inner
        for each in inner:
            if "<" not in each.co_qualname:
                result.setdefault(each.co_qualname, []).append(each)
    return result


def _live(module: ModuleType, name: str, steps: list[Step]) -> object:
    """Return the code of the function of this name, without its decorators; another object as it is.

    steps: the steps to it are appended
    """
    value: object = module
    for part in name.split("."):
        space: Mapping[str, object] = vars(value) if hasattr(value, "__dict__") else {}
        value = _step(space.get, part, steps)
    while type(value).__module__ != "unittest.mock":  # a mock has every attribute
        way = next((each for each in WAYS if hasattr(value, each)), None)
        if way is None:
            break
        value = _step(_attributes(value), way, steps)
    return _step(_attributes(value), "__code__", steps) if isinstance(value, FunctionType) else value


def _attributes(value: object) -> Callable[[str], object]:
    return lambda name: getattr(value, name, None)


def _step(get: Callable[[str], object], name: str, steps: list[Step]) -> object:
    steps.append((get, name, value := get(name)))
    return value


def _loaded() -> dict[str, ModuleType]:
    """Return the modules that this process has imported from sources, by path."""
    return _sources(tuple(map(id, list(sys.modules.values()))))[0]


@lru_cache(maxsize=1)
def _sources(ids: tuple[int, ...]) -> tuple[dict[str, ModuleType], list[ModuleType]]:
    """Return the modules by path, and all modules, which must live as long as their ids are cached."""
    modules = list(sys.modules.values())
    loaded = [module for module in modules if isinstance(_loader(module), SourceFileLoader)]
    return {_real(str(module.__file__)): module for module in loaded}, modules


def _loader(module: ModuleType) -> object:
    return getattr(getattr(module, "__spec__", None), "loader", None)


_real = cache(os.path.realpath)


def _check_bytecode(path: str) -> None:
    """Raise Outdated if bytecode that is not younger than its source does not belong to it."""
    try:
        bytecode = cache_from_source(path)
        if os.stat(bytecode).st_ctime_ns > os.stat(path).st_ctime_ns:
            return
    except (FileNotFoundError, NotImplementedError):
        return
    loader = SourceFileLoader("", path)
    if loader.get_code("") != loader.source_to_code(loader.get_data(path), path):
        raise Outdated(f"{bytecode} is taken for the bytecode of its source and is not: delete it")
