"""The command that writes a report."""

from pathlib import Path
from typing import Annotated

import typer

from experiments.commands.exits import ask, check_writable, finish, print_lines, write
from experiments.commands.options import (
    Baseline,
    Candidate,
    Change,
    Days,
    FirstSeed,
    Machine,
    Quick,
    Rings,
    Set,
    Storage,
    Worlds,
    count,
    first_look,
)
from experiments.commands.two_sides import two_sides
from experiments.runs.defaults import PAIRS


def report(
    baseline: Baseline,
    candidate: Candidate = None,
    change: Change = None,
    set_: Set = None,
    out: Annotated[Path, typer.Option("-o", "--out", metavar="FILE", help="File to write.")] = Path("report.html"),
    seeds: Annotated[int, count(2, "Number of pairs of runs; decide before you look.")] = PAIRS,
    first_seed: FirstSeed = 0,
    days: Days = None,
    quick: Quick = False,
    rings: Rings = "both",
    worlds: Worlds = "plausible",
    *,
    storage: Storage,
    machine: Machine,
) -> None:
    """Write the report of a comparison: one file to forward.

    Asks what `compare` asks, so what is stored is not run again. The file is HTML with its pictures inside: it needs no
    network and no script, and prints on A4. Exit codes: 0 done, 2 bad input, 4 runs crashed.
    """
    check_writable(out)
    machine.begin()
    set_, seeds, days = first_look(quick, set_, seeds, days)
    first, second = two_sides("report", baseline, candidate, change, set_, days)

    from experiments.api.compare import compare

    result, failures = ask(
        compare,
        first,
        second,
        seeds=seeds,
        first_seed=first_seed,
        rings=rings,
        worlds=worlds,
        **storage.as_python(),
        **machine.as_python(),
    )
    if result is not None:
        page = result.report().encode()
        write(out, page)
        print_lines(f"{out}: {len(page) / 1e3:,.0f} kB")
    finish(None, failures, as_json=False)
