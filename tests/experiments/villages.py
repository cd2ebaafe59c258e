"""Made-up packages on the path, none of them imported, and how what is known of code is forgotten."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from experiments.runs import code, identity, imports
from experiments.runs.imports import Module, located


def forget() -> None:
    """Code is looked for anew. Files that did not move are not read again."""
    for found in (code.closure, code._hash, code._imports, imports.located, imports._distributions):
        found.cache_clear()
    for known in (identity._shared, identity._model, identity._reading, identity._code, identity._rules):
        known.cache_clear()


def settle(site: Path, monkeypatch: pytest.MonkeyPatch, files: Mapping[str, str]) -> None:
    """Modules and data by path below a folder that is put on the path."""
    for name, text in files.items():
        path = site / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    monkeypatch.syspath_prepend(site)
    forget()


def distribute(site: Path, name: str, version: str, top: str, **others: str) -> None:
    """Says that a top-level package comes from a distribution, installed from an index unless `others` say more."""
    told = site / f"{name}-{version}.dist-info"
    told.mkdir()
    needs = "".join(f"Requires-Dist: {each}\n" for each in others.pop("needs", "").split())
    (told / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n{needs}")
    (told / "top_level.txt").write_text(top)
    if others.pop("record", "yes") == "yes":
        (told / "RECORD").write_text(f"{top}/__init__.py,,\n")
    for file, text in others.items():
        (told / f"{file}.json").write_text(text)
    forget()


def editor(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str, str, str], None]:
    """Puts a copy in the place of a module, with something replaced in it."""

    def edit(name: str, old: str, new: str) -> None:
        there = located(name)
        assert there is not None
        assert there.file is not None
        text = there.file.read_text(encoding="utf-8")
        assert text.count(old) >= 1
        copy = folder / f"{len(list(folder.iterdir()))}" / there.file.name
        copy.parent.mkdir()
        copy.write_text(text.replace(old, new, 1), encoding="utf-8")
        forget()
        monkeypatch.setattr(
            code, "located", lambda asked: Module(name, copy, there.folders) if asked == name else located(asked)
        )

    return edit
