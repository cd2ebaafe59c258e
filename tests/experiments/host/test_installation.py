"""The installation: what lies in a folder of Python's prefix is not of it for that."""

import json
import sys
from pathlib import Path

import numpy as np
import pytest

from experiments.host.installation import installed


def test_python_its_environment_and_its_releases_are_installed() -> None:
    for module in (json, np):
        assert installed(str(module.__file__))
        assert installed(Path(str(module.__file__)).resolve())
    assert installed(Path(sys.prefix) / "bin" / "activate")


def test_a_repository_is_not_installed_wherever_it_lies(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert not installed(tmp_path / "house" / "alerts.py")
    assert not installed(sys.prefix + "-app/house/alerts.py")
    monkeypatch.setattr(sys, "prefix", "/usr")
    monkeypatch.setattr(sys, "base_prefix", "/usr")
    assert not installed("/usr/src/app/house/alerts.py")
    assert not installed("/usr-app/house/alerts.py")
    assert installed(str(json.__file__))
