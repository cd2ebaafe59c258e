"""Whether this process has imported the code that its files hold: what runs must be what its key says.

A file that has changed since the process began, or since it was first looked at, may be imported as it was before. A
source may have bytecode that Python takes for current and that is not, a function may have been put in another's place.
"""

import os
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import cache
from importlib.machinery import SourceFileLoader
from importlib.util import cache_from_source
from pathlib import Path
from types import CodeType, FunctionType, ModuleType

from experiments.runs import code
from experiments.runs.code import Manifest, Places

type Roots = Mapping[str, Places]  # part of a key → where its files lie


class Outdated(Exception):
    """This process has imported other code than its files hold; the message says which."""


def _began() -> int:
    """When this process began, or that which it was forked off once this module was there. In ns since 1970."""
    with suppress(OSError, IndexError, ValueError, AttributeError):  # elsewhere than on Linux: now
        ticks = int(Path("/proc/self/stat").read_text().rsplit(")", 1)[1].split()[19])
        age = time.clock_gettime(time.CLOCK_BOOTTIME) - ticks / os.sysconf("SC_CLK_TCK")
        return time.time_ns() - int(age * 1e9)
    return time.time_ns()


BORN = _began()
_first: dict[str, Manifest] = {}  # what lay there when this process first looked


def check(roots: Roots) -> None:
    """Raises Outdated where something of these packages is imported otherwise than it lies there.

    To be asked before a run, if it may be before anything of them is imported, and after it: a run may import more.
    """
    for part, places in roots.items():
        there, now = code.files(places), code.manifest(places)
        modules = _loaded(there)
        if modules and part not in _first:
            late = [name for name, path in there if os.stat(path).st_ctime_ns > BORN]
            if late:
                raise Outdated(f"{late[0]} has changed since this process began")
        if not modules or part not in _first:
            _first[part] = now
        if _first[part] != now:
            raise Outdated(f"{code.differing(_first[part], now)} has changed since this process imported {part}")
        for module in modules:
            _check_bytecode(str(module.__file__))


def replaced(roots: Roots) -> list[str]:
    """The functions of these packages in whose place somebody put others in this process, by name."""
    found = []
    for module in (module for places in roots.values() for module in _loaded(code.files(places))):
        path = str(module.__file__)
        codes = _codes(module.__name__, path, os.stat(path).st_ctime_ns) if os.path.exists(path) else {}
        every = {code for own in codes.values() for code in own}
        for name, own in codes.items():
            live = _live(module, name)
            other = type(live).__module__ == "unittest.mock"
            if isinstance(live, CodeType) and live not in own:
                other = live in every or live.co_filename != path  # else it is of an older state of its file
            found += [f"{module.__name__}.{name}"] * other
    return found


@cache
def _codes(name: str, path: str, touched: int) -> Mapping[str, Sequence[CodeType]]:
    """The functions of a module by qualified name. touched: when its file changed last."""
    found: dict[str, list[CodeType]] = {}
    todo = [SourceFileLoader(name, path).get_code(name)]
    while todo:
        inner = [each for each in todo.pop().co_consts if isinstance(each, CodeType)]  # type: ignore[union-attr]
        todo += inner
        for each in inner:
            found.setdefault(each.co_qualname, []).append(each)
    return found


def _live(module: ModuleType, name: str) -> object:
    """The code of the function that stands under a name, or what else stands there; decorators are looked through."""
    value: object = module
    for part in name.split("."):
        value = vars(value).get(part) if hasattr(value, "__dict__") else None
    for _ in range(9):
        value = next((getattr(value, way) for way in ("__func__", "fget", "__wrapped__") if hasattr(value, way)), value)
    return value.__code__ if isinstance(value, FunctionType) else value


def _loaded(there: Places) -> list[ModuleType]:
    """The modules that are imported from these sources."""
    files = {_real(path) for _, path in there}
    found = [module for module in list(sys.modules.values()) if isinstance(_loader(module), SourceFileLoader)]
    return [module for module in found if _real(str(module.__file__)) in files]


def _loader(module: ModuleType) -> object:
    return getattr(getattr(module, "__spec__", None), "loader", None)


_real = cache(os.path.realpath)


def _check_bytecode(path: str) -> None:
    """Raises Outdated where a source is gone, or bytecode that is no younger than its source is not that of it."""
    try:
        bytecode, touched = cache_from_source(path), os.stat(path).st_ctime_ns
        if os.stat(bytecode).st_ctime_ns > touched:
            return
    except (FileNotFoundError, NotImplementedError):
        if os.path.exists(path):
            return
        raise Outdated(f"{path} is gone since this process imported it") from None
    loader = SourceFileLoader("", path)
    if loader.get_code("") != loader.source_to_code(loader.get_data(path), path):
        raise Outdated(f"{bytecode} is taken for the bytecode of its source and is not: delete it")
