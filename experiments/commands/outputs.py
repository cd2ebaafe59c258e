"""Files that a command writes: none of them is a file that it reads, and no two are one file.

Options say which files they name, so that every command is checked in one place, before it begins.
"""

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from experiments.api.option import Option
from experiments.api.options import GUARDRAILS, POLICIES, SCENARIO, STORE, WORLDS
from experiments.commands.given import option

type Values = Mapping[str, Any]  # of the options of a command


def check_outputs(known: Mapping[str, Option], values: Values) -> None:
    """Raise Unusable if a file that a command would write is one that it reads, or another that it would write."""
    outputs = {
        f"{option(name)} {values[name]}": values[name]
        for name, each in known.items()
        if each.writes and values[name] is not None
    }
    if outputs:
        from experiments.host import files

        read = [(each.reads, INPUTS[each.reads](values[name], values)) for name, each in known.items() if each.reads]
        files.check_apart(outputs, ((what, path) for what, paths in read for path in paths))


def _of_store(path: Path | None, _: Values) -> Iterator[Path]:
    """Yield the file of a store, and those that SQLite keeps beside it meanwhile."""
    if path is not None:
        yield from (path.with_name(f"{path.name}{end}") for end in ("", "-wal", "-shm", "-journal"))


def _of_scenario(names: str | list[str] | None, values: Values) -> Iterator[Path]:
    """Yield the files of scenarios and of their rules, as they are and with the changes of the command line.

    A scenario of a revision is that of its repository, too.
    """
    from scenarios import read_from

    both, candidate = (tuple(values.get(group) or ()) for group in ("set_", "change"))
    sources = [names] if isinstance(names, str) else [*(names or ())]
    if revision := values.get("revision"):
        from experiments.questions.gate.questions import scenario_file

        sources += [scenario_file(name, revision) for name in sources]
    for name in sources:
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


def _of_worlds(name: str | Path | None, _: Values) -> Iterator[Path]:
    """Yield the file of plausible worlds; without a name the one that ships."""
    from experiments.runs.worlds import Worlds

    if file := Worlds.named("plausible" if name is None else name).file:
        yield file


def _of_guardrails(file: Path | None, values: Values) -> Iterator[Path]:
    from experiments.questions.gate.questions import rails_file

    yield rails_file(file, values["revision"])


def _of_policies(sources: list[Path], values: Values) -> Iterable[Path]:
    from experiments.questions.gate.questions import policy_files

    return policy_files(sources, values["revision"])


INPUTS: Mapping[str, Callable[[Any, Values], Iterable[Path]]] = {  # what is read → its files
    STORE: _of_store,
    SCENARIO: _of_scenario,
    WORLDS: _of_worlds,
    GUARDRAILS: _of_guardrails,
    POLICIES: _of_policies,
}
