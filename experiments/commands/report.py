"""The command that writes a report."""

from pathlib import Path
from typing import Annotated, Any

from experiments.api.kinds import FILE
from experiments.api.option import Option
from experiments.api.options import SCENARIO, CompareOptions
from experiments.commands.command import Argument
from experiments.commands.exits import ask, check_page, finish, print_lines, refuse, write
from experiments.commands.options import NAMES, Change, Changes, One, Quick, begin

Candidates = Annotated[
    list[str],
    Argument((), "Second scenario, or several to rank; by default the first one, changed.", NAMES, reads=SCENARIO),
]


def report(
    baseline: One,
    candidates: Candidates,
    change: Change,
    changes: Changes,
    out: Annotated[Path, Option(Path("report.html"), "File to write.", FILE, short="-o", writes=True)],
    how: CompareOptions,
    quick: Quick,
) -> None:
    """Write the report of an answer: one file to forward.

    Asks what `compare` asks, or `rank` for several candidates, so what is stored is not run again. The file
    is HTML with its pictures inside: it needs no network and no script, and prints on A4. Takes as long as those, with
    stored runs seconds. Exit codes: 0 done, 2 bad input, 4 runs crashed.
    """
    check_page(out)
    begin(how)
    changes = changes.first_look(quick, how)
    result: Any
    if len(candidates) > 1:
        if change:
            refuse("--change changes one candidate, and here are several: write each change as a file")
        if how["more"]:
            refuse("--more is the second look at one candidate, and here are several")
        shared: Any = {name: value for name, value in how.items() if name != "more"}
        first, *others = changes.load_together(baseline, *candidates)

        from experiments.api.rank import rank

        result, failures = ask(rank, first, others, **shared)
    else:
        first, second = changes.load_two(baseline, next(iter(candidates), None), change)

        from experiments.api.compare import compare

        result, failures = ask(compare, first, second, **how)
    if result is not None:
        page = result.report().encode()
        write(out, page)
        print_lines(f"{out}: {len(page) / 1e3:,.0f} kB")
    finish(None, failures, as_json=False)
