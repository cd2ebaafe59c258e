"""Compiler: loops that run as machine code, made once on a machine and kept in the cache of its user.

The modules of this room hold nothing but such loops over arrays, and import nothing else of ours that decides one. So
one digest of their sources tells two states apart: an edit compiles all anew, and two checkouts share what is equal.
Elsewhere a loop over people, jobs or pairs is a mistake; here it is the point.
"""

import pickle
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from numba import njit
from numba.core.caching import CompileResultCacheImpl, FunctionCache, _CacheLocator
from numba.core.serialize import dumps
from numba.core.sigutils import normalize_signature

from sim import caches
from sim.arrays import F32, F64, I8, I32, I64, U64, Bool

__all__ = ["F32", "F64", "I8", "I32", "I64", "U64", "Bool", "compiled", "part"]


class _Place(_CacheLocator):
    """The cache by content, wherever the sources lie."""

    @classmethod
    def from_function(cls, py_func: Callable[..., object], py_file: str) -> "_Place":
        return cls()

    def ensure_cache_path(self) -> None:
        caches.make_folder(caches.compiled())

    def get_cache_path(self) -> str:
        return str(caches.compiled())

    def get_source_stamp(self) -> str:
        return caches.compiled().name

    def get_disambiguator(self) -> str:
        return "loop"


class _Sealed(CompileResultCacheImpl):
    """Machine code with a seal: a damaged one would end the process, not raise, and that of another loop would run."""

    _locator_classes = [_Place]  # noqa: RUF012 - as numba has it

    def reduce(self, data: Any) -> Any:
        packed = dumps(super().reduce(data))
        return self._seal(packed), packed

    def rebuild(self, target_context: Any, reduced_data: Any) -> Any:
        seal, packed = reduced_data
        if self._seal(packed) != seal:
            raise ValueError("damaged")
        return super().rebuild(target_context, pickle.loads(packed))

    def _seal(self, packed: bytes) -> bytes:
        return caches.seal(caches.compiled() / self.filename_base, packed)


class _Cache(FunctionCache):
    """A cache that can only help: one that cannot be read or written is none."""

    _impl_class = _Sealed

    def load_overload(self, sig: Any, target_context: Any) -> Any:
        with suppress(Exception):  # a damaged file raises anything
            code = super().load_overload(sig, target_context)
            return code if code.signature.args == normalize_signature(sig)[0] else None

    def save_overload(self, sig: Any, data: Any) -> None:
        with suppress(Exception):
            try:
                super().save_overload(sig, data)
            except Exception:  # noqa: BLE001 - a damaged index
                self._cache_file.flush()
                super().save_overload(sig, data)


def compiled[**P, R](*signatures: Any) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """A function as machine code for arguments of these types, and no others. Raises TypeError for those.

    signatures  result and arguments in numba's notation, `float64[::1](uint64, uint64[::1])`, or as its types
    """

    def compile_now(function: Callable[P, R]) -> Callable[P, R]:
        loop: Any = njit(error_model="numpy")(function)
        if caches.home():
            loop._cache = _Cache(function)
        for signature in signatures:
            loop.compile(signature)
        loop.disable_compile()
        result: Callable[P, R] = loop
        return result

    return compile_now


def part[**P, R](function: Callable[P, R]) -> Callable[P, R]:
    """A function that loops call, and that is compiled with them."""
    result: Callable[P, R] = njit(error_model="numpy")(function)
    return result
