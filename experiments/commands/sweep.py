"""The command that compares two platforms at many points. Imports wait as in `cli`."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from experiments.commands.exits import carrying, keeping, leaving, print_json, refusing, report, worlds_of
from experiments.commands.options import (
    CORES,
    ENGINE,
    MOST_SEEDS,
    STORE,
    Again,
    Days,
    Engine,
    FirstSeed,
    Jobs,
    Json,
    Kept,
    Set,
    Unkept,
    Worlds,
)
from experiments.commands.two_sides import Baseline, Change, Rings, ask
from experiments.runs.defaults import PAIRS

if TYPE_CHECKING:
    from experiments.questions.sweep.forecast_result import Forecast
    from experiments.questions.sweep.result import Sweep

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
    seeds: Annotated[int, typer.Option(min=2, max=MOST_SEEDS, help="Pairs a point; decide before you look.")] = PAIRS,
    first_seed: FirstSeed = 0,
    days: Days = None,
    rings: Rings = "both",
    worlds: Worlds = "plausible",
    dry_run: Dry = False,
    csv: Csv = None,
    store: Kept = STORE,
    no_store: Unkept = False,
    rerun_failed: Again = False,
    engine: Engine = ENGINE,
    jobs: Jobs = CORES,
    as_json: Json = False,
) -> None:
    """Compare two platforms at many points of what is varied.

    At each point both are compared as `compare` does it, on the same seeds. With one SCENARIO the baseline is that as
    it is; where only its world is varied, differences are between worlds. Every point is checked before the first run.
    Intervals hold for one point at a time: the command that asks the best one anew is printed. Exit codes as `compare`.
    """
    asked = ask("sweep", baseline, candidate, change, set_, days, rings, engine, jobs, alone=True)

    from experiments.printing.progress import progress
    from experiments.questions.sweep.ask import sweep as find
    from experiments.questions.sweep.design import Design
    from experiments.questions.sweep.forecast import forecast
    from experiments.questions.sweep.question import question

    laid, spread = (vary or (), vary_both or ()), Design(design, points, design_seed)
    these, among = range(first_seed, first_seed + seeds), worlds_of(worlds)
    with refusing():
        posed = question(
            asked.bases, *laid, changes=asked.changes, names=asked.names, regimes=asked.regimes, design=spread
        )
    if dry_run:
        with keeping(store, no_store or not store.exists(), rerun_failed) as kept, refusing():  # a look makes none
            _foretell(forecast(posed, these, worlds=among, keeping=kept, jobs=jobs), as_json)
        return
    _check(csv)
    with (
        keeping(store, no_store, rerun_failed) as kept,
        refusing(),
        carrying(engine, jobs, kept.lasts) as means,
        progress(len(posed.scenarios) * seeds, "runs") as step,
    ):
        found, failures = find(posed, these, worlds=among, keeping=kept, engine=means, on_done=step)
    _tell(found, as_json, csv)
    report(failures)


def _check(csv: Path | None) -> None:
    """A file that cannot be written ends the command before the first run."""
    from experiments.host.files import Unusable, check_writable

    with leaving(Unusable):
        if csv:
            check_writable(csv)


def _tell(found: "Sweep", as_json: bool, csv: Path | None) -> None:
    from experiments.host.files import Unusable, write
    from experiments.questions.sweep.text import show

    if as_json:
        print_json(found.as_json())
    else:
        show(found)
    with leaving(Unusable):
        if csv:
            write(csv, found.as_csv())


def _foretell(found: "Forecast", as_json: bool) -> None:
    from experiments.questions.sweep.text import show_forecast

    if as_json:
        print_json(found.as_json())
    else:
        show_forecast(found)
