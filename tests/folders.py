"""Folders of caches: their names are kept in a process, so a test that has others forgets them."""

from pathlib import Path

import pytest

from sim import caches


def forget_folders() -> None:
    """Let the names be worked out anew."""
    for name in (caches.home, caches.compiled, caches.texts):
        name.cache_clear()


def homeless(monkeypatch: pytest.MonkeyPatch) -> None:
    """A user without a home, of whom nothing says where caches may lie."""

    def no_home(_: type[Path]) -> Path:
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.setattr(Path, "home", classmethod(no_home))
    forget_folders()
