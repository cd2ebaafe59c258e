"""Files that a command writes: none of them is a file that it reads, and no two are one file.

Options are marked by what they name, so that every command is checked in one place, before it begins.
"""

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args

from experiments.commands.exits import refusing
from experiments.commands.given import option

type Arguments = Mapping[str, Any]  # of the command, by the names of its parameters


@dataclass(frozen=True, slots=True)
class Output:
    """The mark of an option whose file is written."""


@dataclass(frozen=True, slots=True)
class Input:
    """The mark of an option or argument that names what is read.

    what   the file, in a complaint
    files  its value and the arguments of the command → the files
    """

    what: str
    files: Callable[[Any, Arguments], Iterable[Path]]


def check_outputs(annotations: Mapping[str, Any], arguments: Arguments) -> None:
    """End the command if a file that it would write is one that it reads, or another that it would write."""
    from experiments.host import files

    outputs = {
        f"{option(name)} {arguments[name]}": arguments[name]
        for name, annotation in annotations.items()
        if OUTPUT in get_args(annotation) and arguments[name] is not None
    }
    if outputs:
        with refusing():
            files.check_apart(outputs, _read(annotations, arguments))


def _read(annotations: Mapping[str, Any], arguments: Arguments) -> Iterator[tuple[str, Path]]:
    for name, annotation in annotations.items():
        for mark in get_args(annotation):
            if isinstance(mark, Input):
                yield from ((mark.what, path) for path in mark.files(arguments[name], arguments))


def _of_store(path: Path, arguments: Arguments) -> Iterator[Path]:
    """Yield the file of a store, and those that SQLite keeps beside it meanwhile."""
    if not arguments.get("no_store"):
        yield from (path.with_name(f"{path.name}{end}") for end in ("", "-wal", "-shm", "-journal"))


def of_scenario(names: str | list[str] | None, arguments: Arguments) -> Iterator[Path]:
    """Yield the files of scenarios and of their rules, as they are and with the changes of the command line."""
    from scenarios import read_from

    both, candidate = (tuple(arguments.get(group) or ()) for group in ("set_", "change"))
    for name in [names] if isinstance(names, str) else names or ():
        for changes in dict.fromkeys(((), both, (*both, *candidate))):
            yield from read_from(name, changes)
            yield from _of_rules(name, changes)


def _of_rules(name: str, changes: Sequence[str]) -> Iterator[Path]:
    """Yield the modules that a scenario's rules are from. A mistake is for the command to tell."""
    from policies.aside import aside
    from policies.catalogue import RULES
    from scenarios import BadInput, load

    try:
        with aside():
            rollout = load(name, changes).rollout
    except BadInput:
        return
    for module in {type(getattr(platform, lever)).__module__ for _, platform in rollout for lever in RULES}:
        if file := getattr(sys.modules.get(module), "__file__", None):
            yield Path(file)


def _of_worlds(name: str | Path | None, _: Arguments) -> Iterator[Path]:
    """Yield the file of plausible worlds; without a name the one that ships."""
    from experiments.runs.worlds import Worlds

    if file := Worlds.named("plausible" if name is None else name).file:
        yield file


OUTPUT = Output()
STORE_FILE = Input("the store", _of_store)
SCENARIO = Input("a file of a scenario or of its rules", of_scenario)
WORLDS = Input("the plausible worlds", _of_worlds)
