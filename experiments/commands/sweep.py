"""The command that compares two platforms at many points."""

from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from experiments.commands.exits import ask, check_writable, finish, print_json, write
from experiments.commands.options import (
    Baseline,
    Change,
    Days,
    FirstSeed,
    Json,
    Machine,
    Rings,
    Set,
    Storage,
    Worlds,
    count,
)
from experiments.commands.two_sides import two_sides
from experiments.runs.defaults import PAIRS

METAVAR = "KEY=LOW:HIGH:COUNT|a,b,c"

Second = Annotated[str | None, typer.Argument(help="Another one; by default the same, with what is varied.")]
Vary = Annotated[
    list[str] | None,
    typer.Option(
        metavar=METAVAR,
        help="What is varied, of platform.* on the candidate alone, of world.* on both sides; repeatable. "
        "COUNT values from LOW to HIGH (:log for even ratios), or a list of numbers, words, rules.",
    ),
]
Both = Annotated[
    list[str] | None, typer.Option(metavar=METAVAR, help="The same, laid on both sides whatever it is; repeatable.")
]
Kind = Annotated[
    Literal["grid", "lhs", "sobol"], typer.Option(help="All combinations, a Latin hypercube, or Sobol' points.")
]
Points = Annotated[
    int | None, typer.Option(min=1, help="How many, of lhs and sobol, for which LOW:HIGH is enough of a range.")
]
DesignSeed = Annotated[int, typer.Option(min=0, help="Another one gives other points of lhs and sobol.")]
Dry = Annotated[bool, typer.Option("--dry-run", help="Count the runs and say how long they take; run none.")]
Csv = Annotated[Path | None, typer.Option(metavar="FILE", help="Write a row a point, regime, seed and metric there.")]


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
    seeds: Annotated[int, count(2, "Pairs a point; decide before you look.")] = PAIRS,
    first_seed: FirstSeed = 0,
    days: Days = None,
    rings: Rings = "both",
    worlds: Worlds = "plausible",
    dry_run: Dry = False,
    csv: Csv = None,
    *,
    storage: Storage,
    machine: Machine,
    as_json: Json = False,
) -> None:
    """Compare two platforms at many points of what is varied.

    At each point both are compared as `compare` does it, on the same seeds. With one SCENARIO the baseline is that as
    it is; where only its world is varied, differences are between worlds. Every point is checked before the first run.
    Intervals hold for one point at a time: the command that asks the best one anew is printed. Exit codes as `compare`.
    """
    machine.begin()
    first, second = two_sides("sweep", baseline, candidate, change, set_, days, alone=True)
    asked: dict[str, Any] = {
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
        ahead, _ = ask(forecast, first, second, jobs=machine.jobs, **asked)
        _foretell(ahead, as_json)
        return
    check_writable(csv)
    found, failures = ask(sweep, first, second, **asked, **machine.as_python())
    finish(found, (), as_json)
    if csv and found is not None:
        write(csv, found.found.as_csv())
    finish(None, failures, as_json)


def _foretell(found: Any, as_json: bool) -> None:
    from experiments.questions.sweep.text import show_forecast

    if as_json:
        print_json(found.as_json())
    else:
        show_forecast(found)
