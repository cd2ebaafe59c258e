"""Files that are written: whole or not at all, looked at before the work that fills them, in the place of no input."""

import os
import secrets
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

SQLITE = b"SQLite format 3\0"  # with these bytes a store begins, as every file of SQLite


class Unusable(Exception):
    """A file that cannot be read or written; the message names it, and why."""


def check_writable(path: Path) -> None:
    """Raises Unusable where `write` would."""
    with _beside(path):
        pass


def check_apart(outputs: Mapping[str, Path], inputs: Iterable[tuple[str, Path]]) -> None:
    """Raises Unusable where a file that is to be written is one that is read, or another that is to be written.

    outputs  option or argument with its file, as in messages → the file
    inputs   what a file is that is read, and the file
    """
    read = list(inputs)
    for number, (output, path) in enumerate(outputs.items()):
        for what, other in read:
            if same(path, other):
                raise Unusable(f"{output}: would replace {what}: name another file")
        for earlier, other in list(outputs.items())[:number]:
            if same(path, other):
                raise Unusable(f"{earlier} and {output}: one file for two results: name two files")


def same(one: Path, other: Path) -> bool:
    """Do two paths name one file, be it by a link, or spelt in another way?"""
    try:
        return one.resolve() == other.resolve() or one.samefile(other)
    except (OSError, ValueError, RuntimeError):  # one is not there, or is no path; a link that leads to itself
        return False


def write(path: Path, content: bytes | str) -> None:
    """Put a file there, or replace it: a reader sees the old content or the new, never a part.

    A link stays one, and the file behind it keeps its permissions. A text is UTF-8; what that lacks (half of a
    surrogate pair) is spelt out. Raises Unusable.
    """
    with _beside(path) as (file, part):
        file.write(content.encode(errors="backslashreplace") if isinstance(content, str) else content)
        file.flush()
        os.fsync(file.fileno())
        part.replace(path.resolve())


def text(path: Path, otherwise: str) -> str:
    """The text of a file, `otherwise` where there is none. Raises Unusable."""
    with _told(path):
        if not path.exists():
            return otherwise
        if not path.is_file():
            raise Unusable(f"{path}: not a file")
        raw = path.read_bytes()
    try:
        return raw.decode()
    except UnicodeDecodeError as error:
        raise Unusable(f"{path}:{raw.count(b'\n', 0, error.start) + 1}: not UTF-8 text") from None


def make_folder(folder: Path) -> None:
    """Make a folder where there is none. Raises Unusable."""
    with _told(folder):
        folder.mkdir(exist_ok=True)


@contextmanager
def _beside(path: Path) -> Iterator[tuple[BinaryIO, Path]]:
    """A new file in the folder of `path`, with its permissions, gone at the end unless it has been renamed."""
    with _told(path):
        target = path.resolve()
        if not target.parent.exists():
            raise Unusable(f"{path}: there is no folder {path.parent}")
        if target.exists() and not target.is_file():
            raise Unusable(f"{path}: not a file")
        if target.exists() and not os.access(target, os.W_OK):
            raise Unusable(f"{path}: may not be written")
        if target.exists() and _begins(target, SQLITE):
            raise Unusable(f"{path}: a store, or another file of SQLite, which no result replaces: name another file")
        part = target.with_name(f".{target.name}.{secrets.token_hex(4)}.part")
        try:
            with part.open("xb") as file:
                if target.exists():
                    shutil.copymode(target, part)
                yield file, part
        finally:
            with suppress(OSError):
                part.unlink()


def _begins(path: Path, content: bytes) -> bool:
    """Does a file begin with these bytes? One that may not be read is taken for another."""
    try:
        with path.open("rb") as file:
            return file.read(len(content)) == content
    except PermissionError:
        return False


@contextmanager
def _told(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as problem:
        raise Unusable(f"{path}: {problem.strerror or problem}") from None
    except ValueError as problem:  # a null character
        raise Unusable(f"{path}: {problem}") from None
