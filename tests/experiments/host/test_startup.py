"""Start-up: packages that Python would take from elsewhere, and one thread a process."""

import os
from pathlib import Path

import pytest

from experiments.host.startup import one_thread, shadowed


def test_our_packages_are_found_where_they_lie() -> None:
    assert shadowed() == []


def test_a_package_that_is_missing_or_shadowed_is_named_with_its_place(tmp_path: Path) -> None:
    import bisect
    import json

    folder, file = Path(str(json.__file__)).parent.resolve(), Path(str(bisect.__file__)).resolve()
    missing, package, module = shadowed(("nowhere_at_all", "json", "bisect"), tmp_path)
    assert missing == f"package 'nowhere_at_all' is missing: it should lie in {tmp_path}"
    assert package.startswith(f"package 'json' is shadowed: Python finds it at {folder}, ours is {tmp_path / 'json'}; ")
    assert f"finds it at {file}, ours" in module


def test_linear_algebra_has_one_thread_unless_somebody_wants_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENBLAS_NUM_THREADS", "3")
    one_thread()
    assert os.environ["OPENBLAS_NUM_THREADS"] == "3"
    monkeypatch.delenv("OPENBLAS_NUM_THREADS")
    one_thread()
    assert os.environ["OPENBLAS_NUM_THREADS"] == "1"
