"""The command that compares two platforms at many points."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from experiments.commands.exits import ask, check_writable, finish, print_json, write
from experiments.commands.options import (
    Baseline,
    Change,
    Days,
    FirstSeed,
    Json,
    Machine,
    Pages,
    Rings,
    Set,
    Storage,
    Worlds,
    count,
)
from experiments.commands.outputs import OUTPUT, SCENARIO
from experiments.commands.two_sides import two_sides
from experiments.runs.defaults import PAIRS

if TYPE_CHECKING:
    from experiments.api.sweep import Swept

METAVAR = "KEY=LOW:HIGH:COUNT|a,b,c"

Second = Annotated[
    str | None, typer.Argument(help="Second scenario; by default the first one, with the varied values."), SCENARIO
]
Vary = Annotated[
    list[str] | None,
    typer.Option(
        metavar=METAVAR,
        help="Key to vary: platform.* on the candidate alone, world.* on both sides; repeatable. "
        "COUNT values from LOW to HIGH (:log for even ratios), or a list of numbers, words, rules.",
    ),
]
Both = Annotated[list[str] | None, typer.Option(metavar=METAVAR, help="Key to vary on both sides; repeatable.")]
Kind = Annotated[
    Literal["grid", "lhs", "sobol"], typer.Option(help="All combinations, a Latin hypercube, or Sobol' points.")
]
Points = Annotated[
    int | None, typer.Option(min=1, help="Number of points of lhs and sobol; then LOW:HIGH needs no COUNT.")
]
DesignSeed = Annotated[int, typer.Option(min=0, help="Seed of lhs and sobol: another seed gives other points.")]
Dry = Annotated[bool, typer.Option("--dry-run", help="Print the number of runs and their time; run nothing.")]
Csv = Annotated[
    Path | None, typer.Option(metavar="FILE", help="Write a row for each point, regime, seed and metric."), OUTPUT
]


def sweep(
    baseline: Baseline,
    candidate: Second = None,
    vary: Vary = None,
    vary_both: Both = None,
    change: Change = None,
    set_: Set = None,
    design: Kind = "grid",
    points: Points = None,
    design_seed: DesignSeed = 0,
    seeds: Annotated[int, count(2, "Number of pairs at each point; decide before you look.")] = PAIRS,
    first_seed: FirstSeed = 0,
    days: Days = None,
    rings: Rings = "both",
    worlds: Worlds = "plausible",
    dry_run: Dry = False,
    csv: Csv = None,
    *,
    storage: Storage,
    pages: Pages,
    machine: Machine,
    as_json: Json = False,
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
        machine.begin()
    first, second = two_sides("sweep", baseline, candidate, change, set_, days, alone=True)
    options: dict[str, Any] = {
        "vary": vary or (),
        "vary_both": vary_both or (),
        "design": design,
        "points": points,
        "design_seed": design_seed,
        "seeds": seeds,
        "first_seed": first_seed,
        "rings": rings,
        "worlds": worlds,
        **storage.as_python(),
    }

    from experiments.api.sweep import forecast, sweep

    if dry_run:
        estimate, _ = ask(forecast, first, second, **options, **machine.as_python())
        _print_forecast(estimate, as_json)
        return
    pages.check()
    result, failures = ask(sweep, first, second, **options, **machine.as_python())
    finish(result, failures, as_json, lambda: _write(result, csv, pages))


def _write(result: "Swept | None", csv: Path | None, pages: Pages) -> None:
    if csv and result is not None:
        write(csv, result.found.as_csv())
    pages.write(result)


def _print_forecast(estimate: Any, as_json: bool) -> None:
    from experiments.questions.sweep.text import show_forecast

    if as_json:
        print_json(estimate.as_json())
    else:
        show_forecast(estimate)
