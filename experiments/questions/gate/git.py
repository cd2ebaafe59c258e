"""Calls of git that run nothing but git: no hook, filter, monitor or diff program that some configuration names.

What git trusts (`safe.directory`) and how it converts line ends stay as they are configured.
"""

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from scenarios import BadInput
from scenarios.problems import problem

OFF = ("core.fsmonitor=false", f"core.hooksPath={os.devnull}", "core.sparseCheckout=false", "core.symlinks=true")
AS_COMMITTED = ("core.autocrlf=false", "core.eol=lf", f"core.attributesFile={os.devnull}")  # but for .gitattributes
_DRIVER = "filter."


class Failed(Exception):
    """Git's complaint, on one line."""


def drivers(folder: Path) -> frozenset[str]:
    """The filters that a configuration gives programs."""
    try:
        said = _run(folder, ("config", "-z", "--name-only", "--get-regexp", rf"^{_DRIVER}"), OFF)
    except Failed:  # none at all
        return frozenset()
    return frozenset(key.removeprefix(_DRIVER).rpartition(".")[0] for key in said.split("\0") if key)


def git(
    folder: Path,
    *command: str,
    settings: tuple[str, ...] = (),
    more: Mapping[str, str] = MappingProxyType({}),
    said: str | None = None,
) -> str:
    """The output of a git command; names that are no UTF-8 come as `os.fsdecode` has them. Raises Failed.

    settings: of its configuration; more: of its environment; said: its input
    """
    return _run(folder, command, (*OFF, *settings), more, said)


def without_filters(folder: Path) -> tuple[str, ...]:
    """Settings by which no filter of any configuration is run."""
    blank = ("smudge=", "clean=", "process=", "required=false")
    return tuple(f"{_DRIVER}{name}.{each}" for name in sorted(drivers(folder)) for each in blank)


def _run(
    folder: Path,
    command: tuple[str, ...],
    settings: tuple[str, ...],
    more: Mapping[str, str] = MappingProxyType({}),
    said: str | None = None,
) -> str:
    """A hook's own variables would point git at another repository or index: of them only the configuration stays."""
    there = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("GIT_") or name.startswith("GIT_CONFIG")
    }
    options = [part for each in settings for part in ("-c", each)]
    try:
        done = subprocess.run(
            ["git", "--literal-pathspecs", *options, "-C", str(folder), *command],
            env=there | {"LC_ALL": "C", **more},
            input=said,
            capture_output=True,
            encoding="utf-8",
            errors="surrogateescape",
            check=True,
        )
    except FileNotFoundError:
        raise BadInput([problem("--base", "git is not installed")]) from None
    except subprocess.CalledProcessError as failed:
        raise Failed(" ".join(failed.stderr.split()) or f"git {command[0]} failed") from None
    return done.stdout
