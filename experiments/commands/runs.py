"""The command that carries out single runs, for other programs. Imports are inside, as in `app`."""

import signal
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any

import typer

from experiments.api.kinds import CHANGES, FILE, OrNone
from experiments.api.option import Option, options
from experiments.api.options import Running, Worlds
from experiments.commands.exits import BAD_INPUT, CRASHED, refuse
from experiments.commands.options import One, Set, begin
from experiments.host.stopping import Stopped, exit_code
from experiments.printing.terminal import READER_GONE, json_lines
from experiments.runs.defaults import LAST_SEED, MOST_SEEDS

type Send = Callable[[dict[str, Any]], None]


# fmt: off
Runs = Annotated[list[str], Option(
    ..., "Runs of a regime, as frozen:0-29 or adapting:3,7; repeatable.", CHANGES, "RINGS:SEEDS")]
Shelf = Annotated[Path | None, Option(
    None, "Folder of the scenarios that are named without a path.", OrNone(FILE), "FOLDER")]
Logs = Annotated[Path | None, Option(
    None, "Write the log of each run into this folder, as a pickle; measure and store nothing. Runs follow one another "
    "in this process, whatever --engine says.", OrNone(FILE), "FOLDER")]
# fmt: on


def runs(
    scenario: One,
    run: Runs,
    set_: Set,  # a program may put one change over another: the last one of a key holds
    worlds: Annotated[str, replace(options(Worlds)["worlds"], default="fixed")],
    shelf: Shelf,
    dry_run: Annotated[bool, Option(False, "Print the description alone, and run nothing.")],
    logs: Logs,
    how: Running,
) -> None:
    """Carry out single runs, for other programs.

    Prints one JSON value a line. The first one describes the scenario: days, numbers, keys of the runs, files of the
    code. A line follows for each run as it ends, with its key, its metrics and a digest of its record, or with its
    error. The last line names the files that were imported. A scenario that is refused, a store that fails and a crash
    are lines too; an option that cannot be read is told on standard error. Of two changes of one key the later one
    holds. The command stops when nobody reads its lines any more. The gate runs its sides by it. Exit codes: 0 done,
    2 bad input, 4 runs crashed.
    """
    ids = [each for text in run for each in _ids(text)]
    with json_lines() as send, _answering(send):
        if not dry_run and logs is None:
            begin(how)
        from experiments.api.resources import Resources
        from experiments.api.runs import runs
        from experiments.runs.guard import close_environment
        from experiments.runs.worlds import Worlds
        from scenarios.layers import SHIPPED

        close_environment()  # the gate's sides are processes of our own, whatever carries out their runs
        whole = runs(
            scenario,
            ids,
            send,
            Resources.of(how, progress=False),
            changes=set_,
            shelf=shelf or SHIPPED,
            worlds=Worlds.named(worlds),
            dry_run=dry_run,
            logs=logs,
        )
    raise typer.Exit(0 if whole else CRASHED)


@contextmanager
def _answering(send: Send) -> Iterator[None]:
    """Send a problem as a line, and exit; leave no server of worker processes behind."""
    from experiments.runs import processes

    try:
        yield
    except BrokenPipeError:
        raise typer.Exit(READER_GONE) from None
    except Stopped as stop:
        raise typer.Exit(exit_code(stop.by)) from None
    except KeyboardInterrupt:
        raise typer.Exit(exit_code(signal.SIGINT)) from None
    except (Exception, SystemExit) as problem:  # noqa: BLE001 - policies that do not fit the model raise anything
        line, code = _line(problem)
        send(line)
        raise typer.Exit(code) from None
    finally:
        processes.end()


def _line(problem: BaseException) -> tuple[dict[str, Any], int]:
    """Return the line about a problem, and the exit code."""
    crash = {"crash": "".join(traceback.format_exception(problem))}, CRASHED
    try:
        from experiments.host.files import Unusable
        from experiments.runs.pools import Unready
        from scenarios import BadInput
    except Exception:  # noqa: BLE001 - the same problem again
        return crash
    match problem:
        case BadInput():
            return {"problems": [[each.where, each.mistake] for each in problem.problems]}, BAD_INPUT
        case Unusable() | Unready():
            return {"unusable": str(problem)}, BAD_INPUT
    return crash


def _ids(text: str) -> list[Any]:
    """Return the runs of a regime and its seeds; bad input ends the command."""
    from experiments.verdicts.regimes import REGIMES

    regime, _, seeds = text.partition(":")
    ranges = [part.partition("-") for part in seeds.split(",")]
    whole = all(_whole(first) and (not dash or _whole(last)) for first, dash, last in ranges)
    if regime not in REGIMES or not whole:
        refuse(f"--run {text}: not {' or '.join(REGIMES)} with seeds, as {REGIMES[0]}:0-29 or {REGIMES[-1]}:3,7")
    bounds = [(int(first), int(last or first)) for first, _, last in ranges]
    if any(not 0 <= last - first < MOST_SEEDS or last > LAST_SEED + MOST_SEEDS for first, last in bounds):
        refuse(f"--run {text}: from 1 to {MOST_SEEDS:,} seeds, none above {LAST_SEED + MOST_SEEDS:,}")
    return [(regime, seed) for first, last in bounds for seed in range(first, last + 1)]


def _whole(text: str) -> bool:
    """Is it a whole number that a computer holds? Python refuses to read thousands of digits."""
    return text.isdecimal() and len(text) < 20
