"""Caches: folders of this user in which one process leaves for the next what is slow to make.

Nothing in them decides a result: each is named by a digest of the code and data that its content is made from, and may
be deleted.
"""

import hashlib
import os
import pickle
import platform
import secrets
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import BinaryIO

import policies

SEAL = hashlib.sha256().digest_size  # bytes
YOUNGEST = 20  # folders of a kind that stay: one for each state of the code that somebody works with
SIM, RULES = Path(__file__).parent, Path(policies.__file__).parent


@cache
def home() -> Path | None:
    """Return the folder of all caches, which may not exist; None for a user without a home."""
    with suppress(RuntimeError):
        return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "policylab"
    return None


@cache
def compiled() -> Path:
    """Return the folder of the machine code that is made from the loops of `sim.compiled`. Raises RuntimeError.

    Code that looks whether each index is within its array, as tests have it, lies apart.
    """
    kind = "checked" if os.environ.get("NUMBA_BOUNDSCHECK") == "1" else "compiled"
    return _named(kind, (SIM / "compiled").glob("*.py"))


@cache
def texts() -> Path:
    """Return the folder of what is made from the market's words and of what rules find in them. Raises RuntimeError."""
    words = [each for place in (SIM / "words", RULES) for each in place.iterdir() if each.suffix in (".py", ".toml")]
    return _named("texts", [*words, SIM / "kinds.py"])


def of_texts[T](name: str, make: Callable[[], T]) -> T:
    """Return what a file among `texts` holds; if it cannot be read, what `make` makes, which is then left there.

    Its seal goes before it: a file that was altered, or that another name or another state of the code had, is made
    anew.
    """
    with suppress(Exception):  # a damaged file raises anything
        content = (texts() / name).read_bytes()
        if content.startswith(seal(texts() / name, content[SEAL:])):
            result: T = pickle.loads(content[SEAL:])
            return result
    made = make()
    with suppress(OSError, RuntimeError):
        texts().mkdir(parents=True, exist_ok=True)
        part = texts() / f".{name}.{secrets.token_hex(4)}"
        packed = pickle.dumps(made, protocol=5)
        part.write_bytes(seal(texts() / name, packed) + packed)
        part.replace(texts() / name)
    return made


def seal(file: Path, content: bytes) -> bytes:
    """Return the (SEAL,) bytes that tell whether a file of a cache has this content, in this folder under this name."""
    return hashlib.sha256(f"{file.parent.name}/{file.name}\0".encode() + content).digest()


@contextmanager
def nameless() -> Iterator[BinaryIO | None]:
    """Give a file for this process alone, gone at the end; None where there is no room for one.

    It has no buffer, so that a full disk is noticed by a write and never by its end. It lies among the caches where
    there are any, for the folder of temporary files may be memory.
    """
    place = home()
    with ExitStack() as stack:
        file = None
        with suppress(OSError):
            file = stack.enter_context(
                tempfile.TemporaryFile(buffering=0, dir=place if place and place.is_dir() else None)
            )
        yield file


def make_folder(path: Path) -> None:
    """Make one of these folders, and delete those of its kind that are not among the youngest. Raises OSError."""
    if not path.is_dir():
        path.mkdir(parents=True)
        kind = path.parent.glob(f"{path.name.partition('-')[0]}-*/")
        for old in sorted(kind, key=lambda each: each.stat().st_mtime, reverse=True)[YOUNGEST:]:
            shutil.rmtree(old, ignore_errors=True)


def _named(kind: str, sources: Iterable[Path]) -> Path:
    place = home()
    if place is None:
        raise RuntimeError("a user without a home has no cache")
    return place / f"{kind}-{_digest(sources)}"


def _digest(paths: Iterable[Path]) -> str:
    """Return a digest of files, and of what else decides how they are understood."""
    import numpy  # not before it is needed: who only asks for `home` has no need of it

    digest = hashlib.sha256(f"{platform.python_version()} {numpy.__version__}".encode())
    for path in sorted([*paths, Path(__file__)]):
        digest.update(b"\0" + path.read_bytes())
    return digest.hexdigest()[:16]
