"""Check of imports: the code that this process has imported must be the code in its files, which keys cover.

A file that has changed since the process began, or since its first check, may be imported in its older state. A source
may have stale bytecode that Python takes for current, and a function may be replaced (monkeypatched).
"""

import os
import sys
import time
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from importlib.machinery import SourceFileLoader
from importlib.util import cache_from_source
from pathlib import Path
from types import CodeType, FunctionType, ModuleType
from typing import Any

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

_first: dict[str, Look] = {}  # by part of a key
_sound: set[str] = set()  # sources whose bytecode is their own


def check(now: Mapping[str, Manifest], places: Mapping[str, Places]) -> None:
    """Raise Outdated if code of these parts is imported in another state than its files have now.

    Call it before a run, if possible before any of this code is imported, and after it: a run may import more.
    now, places: the files of each part.
    """
    loaded = _loaded().keys()
    for part, manifest in now.items():
        if part not in _first or _first[part].manifest != manifest:
            _first[part] = _look(part, places[part], manifest, loaded)
    ours = frozenset[str]().union(*(_first[part].paths for part in now))
    for path in (loaded & ours) - _sound:
        _check_bytecode(path)
        _sound.add(path)


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
    loaded, paths = _loaded(), (_real(path) for location in places for _, path in files(location))
    return [name for path in paths if path in loaded for name in _replaced(loaded[path])]


def _replaced(module: ModuleType) -> list[str]:
    path = str(module.__file__)
    codes = _codes(module.__name__, path, os.stat(path).st_ctime_ns)
    result = []
    for name, own in codes.items():
        live = _live(module, name)
        other = type(live).__module__ == "unittest.mock"
        if isinstance(live, CodeType) and live not in own:  # one of an older state of its file is no other
            other = live.co_filename != path or any(live in codes[each] for each in codes)
        result += [f"{module.__name__}.{name}"] * other
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


def _live(module: ModuleType, name: str) -> object:
    """Return the code of the function of this name, without its decorators; another object as it is."""
    value: object = module
    for part in name.split("."):
        value = getattr(value, "__dict__", {}).get(part)
    while type(value).__module__ != "unittest.mock":  # a mock has every attribute
        way = next((each for each in WAYS if hasattr(value, each)), None)
        if way is None:
            break
        value = getattr(value, way)
    return value.__code__ if isinstance(value, FunctionType) else value


def _loaded() -> dict[str, ModuleType]:
    """Return the modules that this process has imported from sources, by path."""
    modules = list(sys.modules.values())
    if modules != _last[0]:  # most have a look at one process with nothing new imported in between
        sources = [each for each in modules if isinstance(_loader(each), SourceFileLoader)]
        _last[:] = modules, {_real(str(each.__file__)): each for each in sources}
    return _last[1]


_last: Any = [[], {}]  # the modules at the last look, and of these the result


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
