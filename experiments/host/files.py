"""Files that are written: whole or not at all, and looked at before the work that fills them."""

import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO


class Unusable(Exception):
    """A file that cannot be read or written; the message names it, and why."""


def check_writable(path: Path) -> None:
    """Raises Unusable where `write` would."""
    with _beside(path):
        pass


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
        if target.exists() and not target.is_file():
            raise Unusable(f"{path}: not a file")
        if target.exists() and not os.access(target, os.W_OK):
            raise Unusable(f"{path}: may not be written")
        part = target.with_name(f".{target.name}.{secrets.token_hex(4)}.part")
        try:
            with part.open("xb") as file:
                if target.exists():
                    shutil.copymode(target, part)
                yield file, part
        finally:
            with suppress(OSError):
                part.unlink(missing_ok=True)


@contextmanager
def _told(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as problem:
        raise Unusable(f"{path}: {problem.strerror or problem}") from None
    except ValueError as problem:  # a null character
        raise Unusable(f"{path}: {problem}") from None
