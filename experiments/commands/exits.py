"""Standard output, standard error and exit code of a command. Imports are inside, so that `--help` answers at once."""

import shlex
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import typer

from experiments.commands.given import given, typed
from experiments.host.stopping import Stopped, exit_code
from experiments.printing.escapes import as_json, quoted
from policies.printable import printable

if TYPE_CHECKING:
    from experiments.api.results import Result
    from experiments.api.scenario import Scenario
    from experiments.runs.failures import Failure

MISSED, BAD_INPUT, OPEN, CRASHED = 1, 2, 3, 4


def ask[**P, R](question: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> "tuple[R | None, tuple[Failure, ...]]":
    """Call a question of the Python API; return its result, and the runs that crashed.

    Notes go to standard error. A question that is refused, crashes or is stopped ends the command.
    """
    from experiments.runs.failures import Crashed

    with noting(), refusing():
        try:
            return question(*args, **kwargs), ()
        except Crashed as problem:
            if problem.failures:
                result: Any = problem.found
                return result, problem.failures
            head, _, error = str(problem).partition("\n")
            print_error(head, *quoted(error))
            raise typer.Exit(CRASHED) from None


def load(name: str, changes: list[str]) -> "Scenario":
    """Load a scenario with these changes, under the name of its file; bad input ends the command."""
    from experiments.api.scenario import called, load
    from policies.aside import aside

    with refusing(), aside():  # loading imports rules of other packages
        scenario = load(name, *changes)
    return called(scenario.loaded.name, scenario)


def load_together(*sides: tuple[str, list[str]]) -> "list[Scenario]":
    """Load scenarios, each with its changes: a short key means the same in all."""
    from experiments.api.scenario import load
    from policies.aside import aside
    from scenarios import understood

    with refusing(), aside():
        keyed = understood(sides)
        return [load(name, *(keyed[text] for text in changes)) for name, changes in sides]


@contextmanager
def refusing() -> Iterator[None]:
    """End the command if input is bad, a file or engine cannot be used, or the user stops it."""
    from experiments.host.files import Unusable
    from experiments.runs.pools import Unready
    from scenarios import BadInput
    from scenarios.problems import problem as placed

    try:
        yield
    except BadInput as problem:
        wheres = [(each, typed(each.where)) for each in problem.problems]
        as_typed = BadInput(each if where == each.where else placed(where, each.mistake) for each, where in wheres)
        refuse(*str(as_typed).split("\n"))
    except (Unusable, Unready) as problem:
        refuse(str(problem))
    except Stopped as stop:
        print_error(str(stop))
        raise typer.Exit(exit_code(stop.by)) from None


@contextmanager
def noting() -> Iterator[None]:
    """Print notes of the Python API on standard error."""
    from experiments.api.resources import noting

    with noting(lambda text: print_error(f"note: {text}")):
        yield


def print_broken_rules(lever: str | None = None) -> None:
    """Print the rules of installed packages that cannot be used, of one lever or of all."""
    from scenarios import broken_rules

    for problem in broken_rules(lever):
        print_error(problem)


def finish(
    result: "Result[Any] | None",
    failures: "tuple[Failure, ...]",
    as_json: bool,
    write_files: Callable[[], None] | None = None,
    **view: Any,
) -> None:
    """Print a result, as JSON or as its `show` does, write its files, and name the runs that crashed.

    A file that cannot be written ends the command, but never takes the answer with it. view: arguments of `show`
    """
    if result is not None and as_json:
        print_json(result.as_json())
    elif result is not None:
        result.show(**view)
    try:
        if write_files:
            write_files()
    finally:
        report(failures)


def report(failures: "tuple[Failure, ...]") -> None:
    """Print the runs that crashed, with their errors, and exit with the code for it."""
    if not failures:
        return
    from experiments.runs.failures import lines

    print_error(*lines(failures))
    raise typer.Exit(CRASHED)


def check_writable(*paths: Path | None) -> None:
    """End the command if a file cannot be written, before anything is run."""
    from experiments.host import files

    with refusing():
        for path in paths:
            if path is not None:
                files.check_writable(path)


def check_page(path: Path | None) -> None:
    """End the command if no report can be written to a file, before anything is run."""
    if path is not None and (path.suffix.lower() not in ("", ".html", ".htm") or str(path) == "-"):
        refuse(f"{path}: a report is a page of HTML: name a file that ends in .html; a browser prints it as PDF")
    check_writable(path)


def write(path: Path, text: str | bytes) -> None:
    """Write a file; if that fails, the command ends."""
    from experiments.host import files

    with refusing():
        files.write(path, text)


def check_figure(path: Path | None) -> None:
    """End the command if no figure can be written to a file, before anything is run."""
    if path is None:
        if given("figure"):
            refuse("--figure names a figure, and --plot FILE its file: give both, or neither")
        return
    from experiments.show.pictures.files import problem

    if wrong := problem(path):
        refuse(f"--plot {wrong}")
    check_writable(path)


def plot(result: "Result[Any] | None", path: Path | None, name: str = "__call__") -> None:
    """Write a figure of a result, its first one by default, if a file is given."""
    if result is not None and path is not None:
        with refusing():
            figures: Any = result
            getattr(figures.plot, name)().save(path)


def write_report(result: "Result[Any] | None", path: Path | None) -> None:
    """Write the report of a result, with the command that was given, if a file is given."""
    if result is not None and path is not None:
        write(path, result.report(shlex.join(["policylab", *sys.argv[1:]])))


def refuse(*lines: str) -> NoReturn:
    """Print the problems of the input, and exit."""
    print_error(*lines)
    raise typer.Exit(BAD_INPUT)


def print_error(*lines: str) -> None:
    """Print lines on standard error, escaped: standard output is for answers."""
    for line in lines:
        print(printable(line), file=sys.stderr)


def print_lines(*lines: str) -> None:
    """Print lines on standard output, escaped."""
    for line in lines:
        print(printable(line))


def print_json(data: Any) -> None:
    """Print JSON on standard output."""
    print(as_json(data))
