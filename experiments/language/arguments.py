"""Arguments in messages, each as its reader gives it: `rings='frozen'` in Python, `--rings frozen` to a command."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import PurePath

LONGEST = 60  # characters of a value in a message
OPTIONS = {"as_json": "json", "everything": "all", "revision": "base", "workers": "worker"}  # under another name
_AS_OPTIONS: ContextVar[bool] = ContextVar("_AS_OPTIONS", default=False)


@contextmanager
def as_options() -> Iterator[None]:
    """Name arguments as options of a command meanwhile, in this thread and its tasks."""
    before = _AS_OPTIONS.set(True)
    try:
        yield
    finally:
        _AS_OPTIONS.reset(before)


def argument(name: str, value: object = ...) -> str:
    """Return an argument of a question, by its name in Python. A path is whole, another long value is cut.

    value: `...` leaves it open; None is none of it
    """
    if not _AS_OPTIONS.get():
        return f"{name}=…" if value is ... else f"{name}={_path(value) or shown(value)}"
    option = OPTIONS.get(name, name).replace("_", "-")
    if value is None:
        return f"--no-{option}"
    if value is ... or value is True:
        return f"--{option}"
    return f"--{option} {value}" if _path(value) else f"--{option} {_cut(f'{value}')}"


def method(name: str) -> str:
    """Return a method of a result, which is an option of its command."""
    return argument(name) if _AS_OPTIONS.get() else f"{name}()"


def change(key: str = "") -> str:
    """Return how a key of both scenarios is changed; without one, how any is."""
    if not _AS_OPTIONS.get():
        return f"{key}=…" if key else "`load`"
    return "--days" if key == "days" else f"-S {key}=…" if key else "-S"


def shown(value: object) -> str:
    """Return a value as Python writes it, cut if it is long."""
    try:
        text = repr(value)
    except Exception:  # noqa: BLE001 - of a user's class, or a number of thousands of digits
        text = f"<{type(value).__name__}>"
    return _cut(text)


def _path(value: object) -> str:
    """Return a path as Python reads it; nothing of another value."""
    return repr(str(value)) if isinstance(value, PurePath) else ""


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
