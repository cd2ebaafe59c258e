"""The command line. Heavy imports wait inside the commands, so that `--help` answers at once."""

import signal
import sys
import traceback
from pathlib import Path
from typing import Annotated, Literal

import typer

from experiments import VERSION, storing, telling
from experiments.answering import (
    BAD_INPUT,
    CRASHED,
    MISSED,
    carrying,
    finish,
    keeping,
    leaving,
    load,
    refuse,
    refusing,
    say,
    whole,
    worlds_of,
)
from experiments.asking import Baseline, Candidate, Change, OfTwo, Rings, ask
from experiments.calibrating import calibrate, read
from experiments.conforming import conform
from experiments.defaults import PAIRS, RUNS
from experiments.escapes import quoted
from experiments.flipping import flip
from experiments.gating import gate
from experiments.options import (
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
    changes_of,
)
from experiments.startup import shadowed
from experiments.stopping import Terminated, exit_code, heed_termination
from experiments.sweeping import sweep
from experiments.terminal import Lost, standard_streams
from experiments.tracing import trace

Axis = Literal["channel", "tactic", "age", "experience"]
Block = Literal["parameters", "facts", "levers", "costs", "holdouts", "answers", "coverage", "errors", "pictures"]

app = typer.Typer(
    help="What does a marketplace policy change do to fraud exposure and to matching quality?",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _print_version(wanted: bool) -> None:
    if wanted:
        print(VERSION)
        raise typer.Exit


@app.callback()
def policylab(
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version and exit.")
    ] = False,
) -> None:
    """What every command begins with."""


@app.command(cls=OfTwo)
def compare(
    baseline: Baseline,
    candidate: Candidate = None,
    change: Change = None,
    set_: Set = None,
    seeds: Annotated[int, typer.Option(min=2, max=MOST_SEEDS, help="Pairs of runs; decide before you look.")] = PAIRS,
    first_seed: FirstSeed = 0,
    days: Days = None,
    rings: Rings = "both",
    worlds: Worlds = "plausible",
    everything: Annotated[bool, typer.Option("--all", help="Every metric, lures and contacts by channel.")] = False,
    by: Annotated[Axis | None, typer.Option(help="Take exposure apart: who is reached by which path.")] = None,
    store: Kept = STORE,
    no_store: Unkept = False,
    rerun_failed: Again = False,
    engine: Engine = ENGINE,
    jobs: Jobs = CORES,
    as_json: Json = False,
) -> None:
    """Compare two platforms on the same people, seed by seed.

    Prints what happens to fraud exposure and to matching, on the first day and once bad actors have adapted, how sure
    that is, what is of practical matter, and who pays. Exit codes: 0 done, 2 bad input, 4 runs crashed.
    """
    asked = ask("compare", baseline, candidate, change, set_, days, rings, engine, jobs)
    regimes = [asked.sides(laid) for laid in asked.regimes]

    from experiments.runs.paired import answer
    from experiments.views.progress import progress

    with (
        keeping(store, no_store, rerun_failed) as kept,
        refusing(),
        carrying(engine, jobs, kept.lasts) as means,
        progress(2 * len(regimes) * seeds, "runs") as step,
    ):
        found, failures = answer(
            regimes,
            range(first_seed, first_seed + seeds),
            worlds=worlds_of(worlds),
            keeping=kept,
            engine=means,
            names=asked.names,
            changes=asked.changes,
            on_done=step,
        )
    finish(found, failures, as_json, everything=everything, by=by)


@app.command()
def run(
    scenario: Annotated[str, typer.Argument(help="Scenario: a shipped name or a file.")],
    set_: Set = None,
    seeds: Annotated[int, typer.Option(min=1, max=MOST_SEEDS, help="Number of runs.")] = RUNS,
    first_seed: FirstSeed = 0,
    days: Days = None,
    store: Kept = STORE,
    no_store: Unkept = False,
    rerun_failed: Again = False,
    engine: Engine = ENGINE,
    jobs: Jobs = CORES,
    as_json: Json = False,
) -> None:
    """Run one scenario and print its metrics.

    Means over seeds with 95 % intervals: fraud exposure, matching quality, business, and networks (trees of workers who
    recruited one another, clusters of ring accounts that share a contact or a victim, and the harm that each carries).
    Exit codes: 0 done, 2 bad input, 4 runs crashed.
    """
    changes = whole(scenario, changes_of(set_, days))
    loaded = load(scenario, changes)

    from experiments.runs.single import run_scenario
    from experiments.views.progress import progress

    with (
        keeping(store, no_store, rerun_failed) as kept,
        carrying(engine, jobs, kept.lasts) as means,
        progress(seeds, "runs") as step,
    ):
        found, failures = run_scenario(
            loaded, range(first_seed, first_seed + seeds), keeping=kept, engine=means, changes=changes, on_done=step
        )
    finish(found, failures, as_json)


@app.command()
def validate(
    scenario: Annotated[
        str | None, typer.Argument(help="Scenario: a shipped name or a file. Without one, plausible worlds are read.")
    ] = None,
    worlds: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Plausible worlds to read, instead of those that ship.")
    ] = None,
    set_: Set = None,
    seeds: Annotated[int, typer.Option(min=1, max=MOST_SEEDS, help="Number of runs.")] = 16,
    first_seed: FirstSeed = 0,
    days: Days = None,
    store: Kept = STORE,
    no_store: Unkept = False,
    rerun_failed: Again = False,
    engine: Engine = ENGINE,
    jobs: Jobs = CORES,
    as_json: Json = False,
) -> None:
    """Hold a scenario, or the plausible worlds, against the facts.

    Of a SCENARIO, each fact of the reports: its mean over seeds with a 95 % interval, the range that the report leaves,
    whether the mean lies in it, and where it is said. Other readings of a source stand beside it and are never missed,
    nor is what has no data.

    Without one nothing is run: the plausible worlds that ship, or those of --worlds FILE, are read. Each fact: its
    range, how the worlds spread over it, on the first day and adapted, how many lie inside, and whether one misses it
    by more than the noise of its runs. Exit codes: 0 all facts hold, 1 a fact misses, 2 bad input, 4 runs crashed.
    """
    changes = changes_of(set_, days)
    if scenario is None:
        if changes:
            refuse("plausible worlds are read as they are: -S and --days need a SCENARIO, which is then run")
        read(worlds, as_json)
        return
    if worlds is not None:
        refuse("validate runs a SCENARIO, or reads --worlds FILE: name one of them")
    changes = whole(scenario, changes)
    loaded = load(scenario, changes)

    from experiments.runs.validation import validate as validate_scenario
    from experiments.views.progress import progress

    with (
        keeping(store, no_store, rerun_failed) as kept,
        carrying(engine, jobs, kept.lasts) as means,
        progress(seeds, "runs") as step,
    ):
        found, failures = validate_scenario(
            loaded, range(first_seed, first_seed + seeds), keeping=kept, engine=means, changes=changes, on_done=step
        )
    finish(found, failures, as_json)
    if found is not None and found.missed:
        raise typer.Exit(MISSED)


for command in (flip, gate, sweep, trace):
    app.command(cls=OfTwo)(command)
app.add_typer(storing.app, name="store")
app.command()(storing.why)
app.command()(calibrate)


app.command("list")(telling.list_)
app.command()(telling.explain)
app.command()(telling.schema)
app.command()(conform)


@app.command()
def docs(
    only: Annotated[Block | None, typer.Option(help="The part to bring up to date; all of them by default.")] = None,
    into: Annotated[Path, typer.Option(metavar="FOLDER", help="The folder that the pages stand in.")] = Path("docs"),
    store: Kept = STORE,
    no_store: Unkept = False,
    engine: Engine = ENGINE,
    jobs: Jobs = CORES,
) -> None:
    """Bring generated parts of the documentation up to date.

    The numbers of worlds and rules (parameters), the facts of the reports that the model meets (facts), what each lever
    does when it is turned off (levers), what gains cost (costs), what is known and was not fitted (holdouts), the
    answers to likely questions (answers), how often an interval holds the truth (coverage), how often a gate errs
    (errors), the pictures. All but the first take minutes of runs, answers and coverage most of an hour.
    """
    from experiments import docs as documentation
    from experiments.files import Unusable
    from experiments.views.progress import progress

    names = [only] if only else list(documentation.PAGES)
    with leaving(Unusable), keeping(store, no_store) as kept, refusing(), carrying(engine, jobs, kept.lasts) as means:
        documentation.update(names, into, means, progress, kept)


def main() -> None:
    """Entry point of `policylab`."""
    heed_termination()
    with standard_streams():
        complaints = shadowed()
        for complaint in complaints:
            say(complaint)
        if complaints:
            sys.exit(BAD_INPUT)
        try:
            app()
        except Terminated:
            sys.exit(exit_code(signal.SIGTERM))
        except Lost:
            raise
        except Exception:  # noqa: BLE001 - Python would leave with 1, which is a verdict
            say("policylab has crashed, so nothing is known:", *quoted(traceback.format_exc().rstrip()))
            sys.exit(CRASHED)
