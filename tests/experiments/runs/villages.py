"""Made-up packages on the path, none of them imported, and how what is known of code is forgotten."""

import sys
from collections.abc import Callable, Mapping
from functools import cache
from importlib import invalidate_caches
from pathlib import Path

import pytest

from experiments.runs import code, hashes, imported


def forget() -> None:
    """Code is looked for anew."""
    for cached in (code.releases, code._installed):
        cached.cache_clear()
    imported._first.clear()
    imported._sound.clear()
    invalidate_caches()


def settle(site: Path, monkeypatch: pytest.MonkeyPatch, files: Mapping[str, str | bytes]) -> None:
    """Modules and data by path below a folder that is put on the path."""
    for name, text in files.items():
        path = site / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode() if isinstance(text, str) else text)
    monkeypatch.syspath_prepend(site)
    forget()


def distribute(site: Path, name: str, version: str, *tops: str, needs: str = "") -> None:
    """Says that top-level packages come from an installed distribution, as an installer would record it."""
    info = site / f"{name}-{version}.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n{needs}")
    (info / "RECORD").write_text("".join(f"{top}/__init__.py,,\n" for top in tops))
    forget()


_of_bytes = cache(hashes.of_bytes)  # of files that no test changes


def editor(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str, str, str], None]:
    """Puts a copy in the place of a file of the house, with something replaced in it."""
    read = hashes.of_bytes
    monkeypatch.setattr(hashes, "of_bytes", _of_bytes)

    def edit(name: str, old: str, new: str) -> None:
        there = next(path for places in code.house().values() for file, path in hashes.files(places) if file == name)
        text = Path(there).read_text(encoding="utf-8")
        assert text.count(old) >= 1
        copy = folder / f"{len(list(folder.iterdir()))}{Path(there).suffix}"
        copy.write_text(text.replace(old, new, 1), encoding="utf-8")
        monkeypatch.setattr(hashes, "of_bytes", lambda path: read(str(copy)) if path == there else _of_bytes(path))

    return edit


def gone(*tops: str) -> None:
    """Packages that were imported are not any more."""
    for name in [name for name in sys.modules if name.partition(".")[0] in tops]:
        del sys.modules[name]
