"""The commands that look after a store. Imports wait as in `cli`."""

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from experiments.commands.exits import MISSED, print_json, refuse, refusing, say, tell
from experiments.commands.options import Json, Kept
from experiments.runs.defaults import STORE

if TYPE_CHECKING:
    from experiments.store.store import Store

app = typer.Typer(help="Look after the runs that are kept.", no_args_is_help=True)


@app.command("list")
def list_(
    store: Kept = STORE,
    keys: Annotated[bool, typer.Option("--keys", help="A line a run: its key, for `policylab why`.")] = False,
    as_json: Json = False,
) -> None:
    """List the runs that are kept, by scenario."""
    from experiments.commands import store_text as kept
    from experiments.printing.table import print_columns
    from experiments.store.upkeep import summaries

    with refusing(), _there(store) as opened:
        if keys:
            entries = opened.entries()
        else:
            found = summaries(opened)
    if keys and as_json:
        print_json([kept.as_json(entry) for entry in entries])
    elif keys:
        tell(*map(kept.line, entries) if entries else ("no runs yet",))
    elif as_json:
        print_json([each.as_json() for each in found])
    else:
        print_columns(f"{store}", kept.rows(found))


@app.command()
def verify(store: Kept = STORE) -> None:
    """Look for damage. Exit codes: 0 all is well, 1 something is wrong, 2 no store."""
    from experiments.store.upkeep import problems

    with refusing(), _there(store) as opened:
        found = problems(opened)
        count, aside, before = (len(opened.entries()), opened.aside(), opened.earlier()) if not found else (0, 0, 0)
    for problem in found:
        say(f"{store}: {problem}")
    if found:
        raise typer.Exit(MISSED)
    more = f"; {before:,} of an earlier policylab are not looked at" if before else ""
    more += f"; {aside:,} that had been damaged are set aside until `policylab store trim`" if aside else ""
    tell(f"{store}: {count:,} runs, nothing is wrong{more}")


@app.command()
def trim(
    store: Kept = STORE, failed: Annotated[bool, typer.Option("--failed", help="Forget runs that crashed too.")] = False
) -> None:
    """Forget runs of other code than stands here now, and give their room back to the disk.

    Damaged runs go too, and those of an earlier policylab.
    """
    from experiments.runs.identity import standing, strange
    from experiments.store.upkeep import trim as forget

    now = cache(standing)
    with refusing(), _there(store) as opened:
        gone = forget(opened, lambda parts: not now(strange(parts)).items() <= parts.items(), failed)
    tell(f"{store}: {gone:,} runs forgotten")


@app.command()
def export(
    file: Annotated[Path, typer.Argument(help="A .csv file, or a .parquet one where pyarrow is installed.")],
    store: Kept = STORE,
) -> None:
    """Write every number that is kept into a file, a row each."""
    from experiments.host import files
    from experiments.store.upkeep import exported

    if file.suffix not in (".csv", ".parquet"):
        refuse(f"{file}: must end in .csv or .parquet")
    with refusing(), _there(store) as opened:
        files.check_writable(file)
        files.write(file, exported(opened, file.suffix))
    tell(f"{file}")


def why(
    key: Annotated[str, typer.Argument(help="Of a run: its first letters. `policylab store list --keys` gives keys.")],
    store: Kept = STORE,
) -> None:
    """Say what decides a stored run, and what has changed since.

    Each part of its key; which files of the code have changed; and in what it differs from the run of the same scenario
    and seed that is nearest to it. Exit codes: 0 done, 2 no such run.
    """
    from experiments.runs.changes import changed
    from experiments.runs.hashes import MANIFESTS
    from experiments.runs.identity import standing, strange
    from experiments.store.upkeep import nearest, with_prefix

    with refusing(), _there(store) as opened:
        found = with_prefix(opened, key) if key.isascii() else []  # SQLite takes no half of a surrogate pair
        if len(found) != 1:
            told = "no run" if not found else f"{len(found):,} runs"
            refuse(f"{store}: {told} with a key that begins with '{key}'; `policylab store list --keys` gives keys")
        [run] = found
        other = nearest(opened, run)
        MANIFESTS.update(opened.code())
    tell(run.key, f"{run.scenario}, seed {run.seed}")
    for name, value in run.parts.items():
        tell(f"  {name:<24} {value}")
    now = standing(strange(run.parts))
    moved = changed({name: value for name, value in run.parts.items() if name in now}, now)
    tell(f"since it was run: {', '.join(moved) or 'nothing of its code'}")
    if other is not None:
        tell(f"from {other.key[:12]} it differs in: {', '.join(changed(other.parts, run.parts)) or 'nothing'}")


def _there(path: Path) -> "Store":
    """A store that is there already. Raises Unusable where none is."""
    from experiments.host.files import Unusable
    from experiments.store.store import Store

    if not path.exists():
        raise Unusable(f"{path}: no store: `compare`, `run`, `flip` and others make one")
    return Store(path)
