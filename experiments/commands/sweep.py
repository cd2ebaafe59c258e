"""The command that compares two platforms at many points."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from experiments.api.kinds import FILE, OrNone
from experiments.api.option import Option
from experiments.api.options import SweepOptions
from experiments.commands.exits import ask, check_writable, finish, print_json, write
from experiments.commands.options import Json, One, Pages, Two, begin

if TYPE_CHECKING:
    from experiments.api.sweep import Swept

Csv = Annotated[
    Path | None, Option(None, "Write a row for each point, regime, seed and metric.", OrNone(FILE), writes=True)
]


def sweep(
    baseline: One,
    sides: Two,
    how: SweepOptions,
    dry_run: Annotated[bool, Option(False, "Print the number of runs and their time; run nothing.")],
    csv: Csv,
    pages: Pages,
    as_json: Json,
) -> None:
    """Compare two platforms at many points.

    Compares both platforms at each point as `compare` does, on the same seeds. With one SCENARIO, the baseline is the
    scenario as it is; if only its world is varied, differences are between worlds. Checks every point before the first
    run. Intervals hold for one point at a time: the command that repeats the best point on fresh seeds is printed.
    Takes about a minute a point on two idle cores, and one for the baseline; --dry-run estimates it. Exit codes as of
    `compare`.
    """
    check_writable(csv)
    if not dry_run:
        begin(how)
    first, second = sides.load_both(baseline, alone=True)

    from experiments.api.sweep import forecast, sweep

    if dry_run:
        estimate, _ = ask(forecast, first, second, **how)
        _print_forecast(estimate, as_json)
        return
    pages.check()
    result, failures = ask(sweep, first, second, **how)
    finish(result, failures, as_json, lambda: _write(result, csv, pages))


def _write(result: "Swept | None", csv: Path | None, pages: Pages) -> None:
    if csv and result is not None:
        write(csv, result.found.as_csv())
    pages.write(result)


def _print_forecast(estimate: Any, as_json: bool) -> None:
    from experiments.questions.sweep.document import of_forecast
    from experiments.show.terminal import show

    if as_json:
        print_json(estimate.as_json())
    else:
        show(of_forecast(estimate))
