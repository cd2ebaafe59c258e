"""Standard output, standard error and exit code of a command. Imports wait inside, so that `--help` answers at once."""

import sys
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import typer

from experiments.host.stopping import Stopped, exit_code
from experiments.printing.escapes import as_json, quoted
from policies.printable import printable

if TYPE_CHECKING:
    from experiments.api.results import Result
    from experiments.api.scenario import Scenario
    from experiments.runs.failures import Failure

MISSED, BAD_INPUT, CRASHED = 1, 2, 4


def ask[**P, R](question: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> "tuple[R | None, tuple[Failure, ...]]":
    """Ask a question of the Python API: its result, and the runs that crashed.

    Notes go to standard error. A question that is refused, that crashes or that is stopped ends the command.
    """
    from experiments.runs.failures import Crashed

    with noting(), refusing():
        try:
            return question(*args, **kwargs), ()
        except Crashed as problem:
            if problem.failures:
                found: Any = problem.found
                return found, problem.failures
            said, _, error = str(problem).partition("\n")
            say(said, *quoted(error))
            raise typer.Exit(CRASHED) from None


def load(name: str, changes: list[str]) -> "Scenario":
    """Load a scenario with these changes, called as its file is; bad input ends the command."""
    from experiments.api.scenario import called, load
    from policies.aside import aside

    with refusing(), aside():  # loading imports rules from elsewhere
        found = load(name, *changes)
    return called(found.loaded.name, found)


def load_both(first: tuple[str, list[str]], second: tuple[str, list[str]]) -> "tuple[Scenario, Scenario]":
    """Load two scenarios that are asked about together: a short key of a change means the same in both."""
    from experiments.api.scenario import load
    from policies.aside import aside
    from scenarios import understood

    with refusing(), aside():
        keyed = understood((first, second))
        one, other = (load(name, *(keyed[text] for text in changes)) for name, changes in (first, second))
    return one, other


@contextmanager
def refusing() -> Iterator[None]:
    """End the command where input is bad, a file or engine cannot be used, or somebody stops it."""
    from experiments.host.files import Unusable
    from experiments.runs.pools import Unready
    from scenarios import BadInput

    try:
        yield
    except BadInput as problem:
        refuse(*str(problem).split("\n"))
    except (Unusable, Unready) as problem:
        refuse(str(problem))
    except Stopped as stop:
        say(str(stop))
        raise typer.Exit(exit_code(stop.by)) from None


@contextmanager
def noting() -> Iterator[None]:
    """Print notes of the Python API on standard error."""
    from experiments.api.options import Note

    with warnings.catch_warnings():
        warnings.simplefilter("always", Note)
        usual = warnings.showwarning

        def tell(message: Warning | str, category: type[Warning], *where: Any) -> None:
            if issubclass(category, Note):
                say(f"note: {message}")
            else:
                usual(message, category, *where)

        warnings.showwarning = tell  # type: ignore[assignment]
        yield


def say_broken_rules(lever: str | None = None) -> None:
    """Name the rules of installed packages that cannot be used, of one lever or of all."""
    from scenarios import broken_rules

    for told in broken_rules(lever):
        say(told)


def finish(found: "Result[Any] | None", failures: "tuple[Failure, ...]", as_json: bool, **view: Any) -> None:
    """Print a result, as JSON or as its `show` does, and name the runs that crashed. view: arguments of `show`."""
    if found is not None and as_json:
        print_json(found.as_json())
    elif found is not None:
        found.show(**view)
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


def check_writable(*paths: Path | None) -> None:
    """End the command where a file could not be written, before anything is run."""
    from experiments.host import files

    with refusing():
        for path in paths:
            if path is not None:
                files.check_writable(path)


def write(path: Path, text: str | bytes) -> None:
    """Write a file; one that cannot be written ends the command."""
    from experiments.host import files

    with refusing():
        files.write(path, text)


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
