"""The command that writes a report."""

from pathlib import Path
from typing import Annotated, Any

import typer

from experiments.commands.exits import ask, check_page, finish, load_together, print_lines, refuse, write
from experiments.commands.options import (
    Baseline,
    Change,
    Days,
    FirstSeed,
    Machine,
    More,
    Quick,
    Rings,
    Set,
    Storage,
    Worlds,
    changes_of,
    count,
    first_look,
)
from experiments.commands.outputs import OUTPUT, SCENARIO
from experiments.commands.two_sides import two_sides
from experiments.runs.defaults import PAIRS

Candidates = Annotated[
    list[str] | None,
    typer.Argument(help="Second scenario, or several to rank; by default the first one, for --change."),
    SCENARIO,
]


def report(
    baseline: Baseline,
    candidates: Candidates = None,
    change: Change = None,
    set_: Set = None,
    out: Annotated[Path, typer.Option("-o", "--out", metavar="FILE", help="File to write."), OUTPUT] = Path(
        "report.html"
    ),
    seeds: Annotated[int, count(2, "Number of pairs of runs; decide before you look.")] = PAIRS,
    first_seed: FirstSeed = 0,
    more: More = False,
    days: Days = None,
    quick: Quick = False,
    rings: Rings = "both",
    worlds: Worlds = "plausible",
    *,
    storage: Storage,
    machine: Machine,
) -> None:
    """Write the report of an answer: one file to forward.

    Asks what `compare` asks, or `rank` for several candidates, so what is stored is not run again. The file
    is HTML with its pictures inside: it needs no network and no script, and prints on A4. Takes as long as those, with
    stored runs seconds. Exit codes: 0 done, 2 bad input, 4 runs crashed.
    """
    check_page(out)
    machine.begin()
    set_, seeds, days = first_look(quick, set_, seeds, days)
    options: dict[str, Any] = {"seeds": seeds, "first_seed": first_seed, "rings": rings, "worlds": worlds}
    options |= {**storage.as_python(), **machine.as_python()}
    if candidates and len(candidates) > 1:
        if change:
            refuse("--change changes one candidate, and here are several: write each change as a file")
        if more:
            refuse("--more is the second look at one candidate, and here are several")
        first, *others = load_together(*((name, changes_of(set_, days)) for name in (baseline, *candidates)))

        from experiments.api.rank import rank

        result: Any
        result, failures = ask(rank, first, others, **options)
    else:
        first, second = two_sides("report", baseline, candidates[0] if candidates else None, change, set_, days)

        from experiments.api.compare import compare

        result, failures = ask(compare, first, second, more=more, **options)
    if result is not None:
        page = result.report().encode()
        write(out, page)
        print_lines(f"{out}: {len(page) / 1e3:,.0f} kB")
    finish(None, failures, as_json=False)
