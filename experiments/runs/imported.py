"""Whether this process has imported the code that its files hold: what runs must be what its key says.

A file that has changed since the process began, or since it was first looked at, may be imported as it was before. A
source may have bytecode that Python takes for current and that is not, a function may have been put in another's place.
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
    """When this process began, or that which it was forked off once this module was there. In ns since 1970."""
    with suppress(OSError, IndexError, ValueError, AttributeError):  # elsewhere than on Linux: now
        ticks = int(Path("/proc/self/stat").read_text().rsplit(")", 1)[1].split()[19])
        age = time.clock_gettime(time.CLOCK_BOOTTIME) - ticks / os.sysconf("SC_CLK_TCK")
        return time.time_ns() - int(age * 1e9)
    return time.time_ns()


@dataclass(frozen=True, slots=True)
class Look:
    """What lay there when this process first looked."""

    paths: frozenset[str]
    manifest: Manifest


BORN = _began()
WAYS = ("__func__", "fget", "__wrapped__")  # from what a decorator made to the function

type Step = tuple[Callable[[str], object], str, object]  # from one object to the next: how, by which name, to which

_first: dict[str, Look] = {}  # by part of a key
_sound: set[str] = set()  # sources that were imported with bytecode of their own
_counted: dict[tuple[str, ...], int] = {}  # by parts: how many modules there were when all was well
_unreplaced: dict[str, tuple[tuple[ModuleType, int], list[Step]]] = {}  # modules, and all steps to their functions


def check(now: Mapping[str, Manifest], places: Callable[[], Mapping[str, Places]]) -> None:
    """Raises Outdated where something of these parts of a key is imported otherwise than it lies there now.

    To be asked before a run, if it may be before anything of them is imported, and after it: a run may import more.
    places: where the parts lie, by part.
    """
    changed = [part for part in now if part not in _first or _first[part].manifest != now[part]]
    if not changed and _counted.get(tuple(now)) == len(sys.modules):
        return
    modules, there = _loaded(), places() if changed else {}
    for part in changed:
        _first[part] = _look(part, there[part], now[part], modules.keys())
    ours = frozenset[str]().union(*(_first[part].paths for part in now))
    for path in (modules.keys() & ours) - _sound:
        _check_bytecode(path)
        _sound.add(path)
    _counted[tuple(now)] = len(sys.modules)


def _look(part: str, places: Places, now: Manifest, modules: Iterable[str]) -> Look:
    """Look for the first time, or after something has changed."""
    there, before = {name: _real(path) for name, path in files(places)}, _first.get(part)
    if before is not None and not before.paths.union(there.values()).isdisjoint(modules):
        raise Outdated(f"{changes.differing(before.manifest, now)} has changed since this process imported {part}")
    late = [name for name, path in there.items() if os.stat(path).st_ctime_ns > BORN]
    if late and not frozenset(there.values()).isdisjoint(modules):
        raise Outdated(f"{late[0]} has changed since this process began")
    return Look(frozenset(there.values()), now)


def replaced(places: Iterable[Places]) -> list[str]:
    """The functions of these packages in whose place somebody put others in this process, by name."""
    modules, paths = _loaded(), (path for there in places for _, path in files(there))
    return [name for real in map(_real, paths) if real in modules for name in _replaced(modules[real])]


def _replaced(module: ModuleType) -> list[str]:
    path = str(module.__file__)
    state = module, os.stat(path).st_ctime_ns
    known, steps = _unreplaced.get(path, (None, []))
    if known == state and all(get(name) is value for get, name, value in steps):
        return []
    codes, found, steps = _codes(module.__name__, path, state[1]), [], []
    every = {code for own in codes.values() for code in own}
    for name, own in codes.items():
        live = _live(module, name, steps)
        other = type(live).__module__ == "unittest.mock"
        if isinstance(live, CodeType) and live not in own:
            other = live in every or live.co_filename != path  # else it is of an older state of its file
        found += [f"{module.__name__}.{name}"] * other
    if not found:
        _unreplaced[path] = state, steps
    return found


@cache
def _codes(name: str, path: str, touched: int) -> Mapping[str, Sequence[CodeType]]:
    """The functions of a module by qualified name, but for those in functions. touched: when its file changed last."""
    found: dict[str, list[CodeType]] = {}
    todo = [SourceFileLoader(name, path).get_code(name)]
    while todo:
        inner = [each for each in todo.pop().co_consts if isinstance(each, CodeType)]  # type: ignore[union-attr]
        todo += inner
        for each in inner:
            if "<" not in each.co_qualname:
                found.setdefault(each.co_qualname, []).append(each)
    return found


def _live(module: ModuleType, name: str, steps: list[Step]) -> object:
    """The code of the function that stands under a name, or what else stands there; decorators are looked through.

    steps: those taken are added
    """
    value: object = module
    for part in name.split("."):
        space: Mapping[str, object] = vars(value) if hasattr(value, "__dict__") else {}
        value = _taken(space.get, part, steps)
    while type(value).__module__ != "unittest.mock":  # a mock has whatever it is asked for
        way = next((each for each in WAYS if hasattr(value, each)), None)
        if way is None:
            break
        value = _taken(_attributes(value), way, steps)
    return _taken(_attributes(value), "__code__", steps) if isinstance(value, FunctionType) else value


def _attributes(of: object) -> Callable[[str], object]:
    return lambda name: getattr(of, name, None)


def _taken(get: Callable[[str], object], name: str, steps: list[Step]) -> object:
    steps.append((get, name, value := get(name)))
    return value


def _loaded() -> dict[str, ModuleType]:
    """The modules of this process that are imported from sources, by where these lie."""
    return _sources(tuple(map(id, list(sys.modules.values()))))[0]


@lru_cache(maxsize=1)
def _sources(ids: tuple[int, ...]) -> tuple[dict[str, ModuleType], list[ModuleType]]:
    """Of the modules that there are; all are kept, for as long as these ids are known."""
    modules = list(sys.modules.values())
    found = [module for module in modules if isinstance(_loader(module), SourceFileLoader)]
    return {_real(str(module.__file__)): module for module in found}, modules


def _loader(module: ModuleType) -> object:
    return getattr(getattr(module, "__spec__", None), "loader", None)


_real = cache(os.path.realpath)


def _check_bytecode(path: str) -> None:
    """Raises Outdated where bytecode that is no younger than its source is not that of it."""
    try:
        bytecode = cache_from_source(path)
        if os.stat(bytecode).st_ctime_ns > os.stat(path).st_ctime_ns:
            return
    except (FileNotFoundError, NotImplementedError):
        return
    loader = SourceFileLoader("", path)
    if loader.get_code("") != loader.source_to_code(loader.get_data(path), path):
        raise Outdated(f"{bytecode} is taken for the bytecode of its source and is not: delete it")
