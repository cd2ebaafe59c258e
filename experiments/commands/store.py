"""The commands that maintain a store. Imports are inside, as in `app`."""

import os
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from experiments.api.kinds import FILE
from experiments.api.option import Option
from experiments.commands.command import Argument, command
from experiments.commands.exits import MISSED, print_error, print_json, print_lines, refuse, refusing
from experiments.commands.options import Json, Kept

if TYPE_CHECKING:
    from experiments.store.store import Store

app = typer.Typer(help="Maintain the stored runs.", no_args_is_help=True)


def list_(
    store: Kept,
    keys: Annotated[bool, Option(False, "Print a line for each run, with its key for `policylab why`.")],
    as_json: Json,
) -> None:
    """List the stored runs, by scenario."""
    from experiments.commands import store_text as text
    from experiments.show import terminal
    from experiments.store.upkeep import summaries

    with refusing(), _existing(store) as opened:
        if keys:
            entries = opened.entries()
        else:
            groups = summaries(opened)
    if keys and as_json:
        print_json([text.as_json(entry) for entry in entries])
    elif keys:
        print_lines(*map(text.line, entries) if entries else ("no runs yet",))
    elif as_json:
        print_json([group.as_json() for group in groups])
    else:
        terminal.show(text.document(f"{store}", groups), narrowest=terminal.PROSE)


def verify(store: Kept) -> None:
    """Look for damage. Exit codes: 0 no damage, 1 damage, 2 no store."""
    from experiments.store.upkeep import problems

    with refusing(), _existing(store) as opened:
        damage = problems(opened)
        count, aside = (len(opened.entries()), opened.aside()) if not damage else (0, 0)
    for problem in damage:
        print_error(f"{store}: {problem}")
    if damage:
        raise typer.Exit(MISSED)
    more = f"; {aside:,} that had been damaged are set aside until `policylab store trim`" if aside else ""
    print_lines(f"{store}: {count:,} runs, nothing is wrong{more}")


def trim(store: Kept, failed: Annotated[bool, Option(False, "Delete crashed runs too.")]) -> None:
    """Delete runs of other code, and free their disk space.

    Runs of the current code stay, and those of a package that is not found from here. Damaged runs go too.
    """
    from experiments.runs.identity import NOT_THERE, PACKAGE, standing, strange
    from experiments.store.upkeep import trim as forget

    now, lost = cache(standing), set[str]()

    def of_other_code(parts: Mapping[str, str]) -> bool:
        """Return whether code that is found is another now; note the packages that are not."""
        there = now(strange(parts))
        away = {name for name, value in there.items() if value == NOT_THERE}
        lost.update(name.removeprefix(PACKAGE) for name in away)
        return any(parts.get(name) != value for name, value in there.items() if name not in away)

    with refusing(), _existing(store) as opened:
        count = forget(opened, of_other_code, failed)
    more = f"; not found from here, so their runs stay if nothing else has changed: {', '.join(sorted(lost))}"
    print_lines(f"{store}: {count:,} runs deleted{more if lost else ''}")


def export(
    file: Annotated[Path, Argument(..., "A .csv file, or a .parquet file if pyarrow is installed.", FILE, writes=True)],
    store: Kept,
) -> None:
    """Write every stored number into a file, one row each."""
    from experiments.host import files
    from experiments.store.upkeep import exported

    if file.suffix not in (".csv", ".parquet"):
        refuse(f"{file}: must end in .csv or .parquet")
    with refusing(), _existing(store) as opened:
        files.check_writable(file)
        files.write(file, exported(opened, file.suffix))
    print_lines(f"{file}")


def why(
    key: Annotated[str, Argument(..., "First letters of the key of a run; `policylab store list --keys` prints keys.")],
    store: Kept,
) -> None:
    """Print what decides a stored run, and what has changed.

    Prints each part of the key, the files of the code that have changed, the differences from the nearest run of the
    same scenario and seed, and the whole traceback of a run that crashed. Exit codes: 0 done, 2 no such run.
    """
    from experiments.printing.escapes import quoted
    from experiments.runs.changes import changed
    from experiments.runs.hashes import MANIFESTS
    from experiments.runs.identity import standing, strange
    from experiments.store.upkeep import nearest, with_prefix

    with refusing(), _existing(store) as opened:
        runs = with_prefix(opened, key) if key.isascii() else []  # SQLite refuses half of a surrogate pair
        if len(runs) != 1:
            count = "no run" if not runs else f"{len(runs):,} runs"
            refuse(f"{store}: {count} with a key that begins with '{key}'; `policylab store list --keys` gives keys")
        [run] = runs
        other, [entry] = nearest(opened, run), opened.entries([run.key])
        MANIFESTS.update(opened.code())
    print_lines(run.key, f"{run.scenario}, seed {run.seed}")
    for name, value in run.parts.items():
        print_lines(f"  {name:<24} {value}")
    with refusing():
        now = standing(strange(run.parts))
    changes = changed({name: value for name, value in run.parts.items() if name in now}, now)
    print_lines(f"since it was run: {', '.join(changes) or 'nothing of its code'}")
    if other is not None:
        differences = ", ".join(changed(other.parts, run.parts)) or "nothing"
        print_lines(f"from {other.key[:12]} it differs in: {differences}")
    if entry.error is not None:
        print_lines("it crashed:", *quoted(entry.error.rstrip()))


def _existing(path: Path) -> "Store":
    """Return an existing store. Raises Unusable if there is none."""
    from experiments.host.files import Unusable
    from experiments.store.store import Store

    if not os.path.exists(path):
        raise Unusable(f"{path}: no store: `compare`, `run`, `flip` and other commands create one")
    return Store(path)


app.command("list")(command(list_, speaks=False))
for each in (verify, trim, export):
    app.command()(command(each, speaks=False))
