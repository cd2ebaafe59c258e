"""How a command answers: what it says on which stream, and with which exit code it leaves. Imports wait as in `cli`."""

import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import typer

from experiments.host.stopping import Interrupted, Terminated, advice, exit_code
from experiments.printing.escapes import as_json, quoted
from policies.printable import printable

if TYPE_CHECKING:
    from experiments.api.results import Found
    from experiments.runs.failures import Failure
    from experiments.runs.keeping import Keeping
    from experiments.runs.pools import Engine
    from experiments.runs.worlds import Worlds
    from scenarios import Scenario

MISSED, BAD_INPUT, CRASHED = 1, 2, 4


def load(name: str, changes: list[str]) -> "Scenario":
    """The scenario of this name with these changes; bad input ends the command."""
    import scenarios
    from policies.aside import aside

    with refusing(), aside():  # loading imports rules from elsewhere
        return scenarios.load(name, changes)


def whole(name: str, changes: list[str]) -> list[str]:
    """Changes of a scenario, each with its whole key; bad input ends the command."""
    keyed = understood((name, changes))
    return [keyed[text] for text in changes]


def understood(*sides: tuple[str, list[str]]) -> dict[str, str]:
    """Changes of scenarios that are asked about together, each with its whole key; bad input ends the command."""
    import scenarios
    from policies.aside import aside

    with refusing(), aside():
        return scenarios.understood(sides)


@contextmanager
def refusing() -> Iterator[None]:
    """Bad input ends the command."""
    from scenarios import BadInput

    try:
        yield
    except BadInput as problem:
        refuse(*str(problem).split("\n"))


@contextmanager
def keeping(path: Path, unkept: bool, rerun_failed: bool = False) -> Iterator["Keeping"]:
    """The store that a command was asked to use, in memory where it keeps nothing; a store that fails ends it."""
    from experiments.host.files import Unusable
    from experiments.runs.keeping import Keeping
    from experiments.store.store import NOWHERE, Store

    with leaving(Unusable), Store(NOWHERE if unkept else path) as store:
        yield Keeping(store, rerun_failed)


@contextmanager
def carrying(engine: str, jobs: int, kept: bool) -> Iterator["Engine"]:
    """The engine that a command was asked to use, for so many runs side by side.

    One that cannot be had, or that goes, ends the command, and so does a stop. kept: is there a store that lasts?
    """
    from experiments.runs.engines import opened
    from experiments.runs.pools import Gone, Unready

    with interruptible(kept), leaving(Unready), opened(engine, jobs) as found:
        try:
            yield found
        except Gone as problem:
            refuse(f"{problem}; {advice(kept)}")


@contextmanager
def leaving(*refused: type[Exception]) -> Iterator[None]:
    """Long work that may be refused, or crash: the command says why and leaves with the exit code for it."""
    from experiments.runs.failures import Crashed

    try:
        yield
    except refused as problem:
        refuse(str(problem))
    except Crashed as problem:
        said, _, error = str(problem).partition("\n")
        say(said, *quoted(error))
        raise typer.Exit(CRASHED) from None


def worlds_of(told: str) -> "Worlds":
    """The worlds that a command was asked to run in: "fixed", "plausible" for those that ship, or a file of others.

    Says so where they are of another model.
    """
    from experiments.runs.worlds import Worlds

    found = Worlds.told(told)
    if found.note:
        say(f"note: {found.note}")
    return found


def say_broken_rules(lever: str | None = None) -> None:
    """Name the rules of installed packages that cannot be used, of one lever or of all."""
    from scenarios import broken_rules

    for told in broken_rules(lever):
        say(told)


@contextmanager
def interruptible(kept: bool) -> Iterator[None]:
    """Long work that may be asked to stop: then say how far it came and what to do, and leave as the signal has it.

    kept: is there a store that lasts?
    """
    try:
        yield
    except Interrupted as stop:
        say(f"{stop}; {advice(kept)}")
        raise typer.Exit(exit_code(stop.by)) from None
    except KeyboardInterrupt:  # between two batches of runs
        say(f"interrupted; {advice(kept)}")
        raise typer.Exit(exit_code(signal.SIGINT)) from None
    except Terminated:
        say(f"terminated; {advice(kept)}")
        raise typer.Exit(exit_code(signal.SIGTERM)) from None


def finish[F: "Found"](
    found: F | None, failures: "tuple[Failure, ...]", as_json: bool, show: Callable[[F], None]
) -> None:
    """Print a result, as JSON or by `show`, and name the runs that crashed."""
    if found is not None and as_json:
        print_json(found.as_json())
    elif found is not None:
        show(found)
    report(failures)


def report(failures: "tuple[Failure, ...]") -> None:
    """Say which runs crashed and how, and leave with the exit code for it."""
    if not failures:
        return
    for failure in failures[:3]:
        say(f"{failure.scenario}, seed {failure.seed} crashed:", *quoted(failure.error))
    seeds = ", ".join(f"{failure.scenario}/{failure.seed}" for failure in failures)
    say(f"{len(failures)} runs crashed and are left out, with their pairs: {seeds}")
    raise typer.Exit(CRASHED)


def refuse(*lines: str) -> NoReturn:
    """Say what is wrong with the input, and leave."""
    say(*lines)
    raise typer.Exit(BAD_INPUT)


def suggestion(word: str, choices: list[str]) -> str:
    """What was perhaps meant, to put behind a word that is not known; empty where nothing is close."""
    from difflib import get_close_matches

    close = get_close_matches(word, choices, 1)
    return f"; did you mean '{close[0]}'?" if close else ""


def say(*lines: str) -> None:
    """On standard error; standard output is for answers. A line end within a line came with a name."""
    for line in lines:
        print(printable(line), file=sys.stderr)


def tell(*lines: str) -> None:
    """On standard output, as `say` has it."""
    for line in lines:
        print(printable(line))


def print_json(data: Any) -> None:
    """On standard output."""
    print(as_json(data))
