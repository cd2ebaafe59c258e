"""Calls of git that run no other program: no hook, filter, monitor or diff program of any configuration.

The settings for trust (`safe.directory`) and for line ends stay as they are configured.
"""

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from experiments.language.arguments import argument
from scenarios import BadInput
from scenarios.problems import problem

OFF = ("core.fsmonitor=false", f"core.hooksPath={os.devnull}", "core.sparseCheckout=false", "core.symlinks=true")
AS_COMMITTED = ("core.autocrlf=false", "core.eol=lf", f"core.attributesFile={os.devnull}")  # but for .gitattributes
_DRIVER = "filter."


class Failed(Exception):
    """A failed git command; the message is its error output, on one line."""


def drivers(folder: Path) -> frozenset[str]:
    """Return the names of the filters for which a configuration names programs."""
    try:
        output = _run(folder, ("config", "-z", "--name-only", "--get-regexp", rf"^{_DRIVER}"), OFF)
    except Failed:  # none at all
        return frozenset()
    return frozenset(key.removeprefix(_DRIVER).rpartition(".")[0] for key in output.split("\0") if key)


def git(
    folder: Path,
    *command: str,
    settings: tuple[str, ...] = (),
    more: Mapping[str, str] = MappingProxyType({}),
    stdin: str | None = None,
) -> str:
    """Return the output of a git command; names that are no UTF-8 are decoded as by `os.fsdecode`. Raises Failed.

    settings: more settings; more: more environment variables; stdin: its input
    """
    return _run(folder, command, (*OFF, *settings), more, stdin)


def without_filters(folder: Path) -> tuple[str, ...]:
    """Return the settings that turn off the filters of every configuration."""
    blank = ("smudge=", "clean=", "process=", "required=false")
    return tuple(f"{_DRIVER}{name}.{setting}" for name in sorted(drivers(folder)) for setting in blank)


def _run(
    folder: Path,
    command: tuple[str, ...],
    settings: tuple[str, ...],
    more: Mapping[str, str] = MappingProxyType({}),
    stdin: str | None = None,
) -> str:
    """Run git without the variables of a hook, which name another repository or index; GIT_CONFIG… stay."""
    environment = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("GIT_") or name.startswith("GIT_CONFIG")
    }
    options = [part for setting in settings for part in ("-c", setting)]
    try:
        done = subprocess.run(
            ["git", "--literal-pathspecs", *options, "-C", str(folder), *command],
            env=environment | {"LC_ALL": "C", **more},
            input=stdin,
            capture_output=True,
            encoding="utf-8",
            errors="surrogateescape",
            check=True,
        )
    except FileNotFoundError:
        raise BadInput([problem(argument("revision"), "git is not installed")]) from None
    except subprocess.CalledProcessError as error:
        raise Failed(" ".join(error.stderr.split()) or f"git {command[0]} failed") from None
    return done.stdout
