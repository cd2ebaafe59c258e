"""The options of every question, each declared once: Python, the command line and the page are made from them.

A new option is a line here, and its use in the question: `how["name"]`. A group is a base of all that take its options.
Imports nothing heavy, so that `--help` answers at once.
"""

import os
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypedDict

from experiments.api import kinds
from experiments.api.kinds import OrNone, Whole
from experiments.api.option import Option
from experiments.runs import defaults, engines
from experiments.runs.defaults import Spread
from experiments.verdicts.regimes import Regime

if TYPE_CHECKING:
    from experiments.api.scenario import ScenarioLike

type File = str | os.PathLike[str]
type Vary = Sequence[str] | Mapping[str, Any]
type Rings = Literal["both", "frozen", "adapting"]

SCENARIO, STORE, WORLDS = "a file of a scenario or of its rules", "the store", "the plausible worlds"  # that are read
POLICIES, GUARDRAILS = "a file of the policies", "the guardrails"
AXIS = "KEY=LOW:HIGH:COUNT|a,b,c"

# fmt: off


class Storage(TypedDict, total=False):
    """Stored runs."""

    store: Annotated[File | None, Option(
        defaults.STORE, "File that stores runs for later use.", kinds.STORE, variable=defaults.STORE_VARIABLE,
        none="Store no run, and read no stored run.", reads=STORE)]
    rerun_failed: Annotated[bool, Option(False, "Run crashed runs again.", needs="store")]


class Jobs(TypedDict, total=False):
    """Processes."""

    jobs: Annotated[int, Option(
        defaults.CORES, "Number of runs at the same time, one process each.", Whole(1, defaults.MOST_JOBS))]


class Progress(TypedDict, total=False):
    """Progress, for a program."""

    progress: Annotated[bool | Callable[[int, int], object], Option(
        True, "Lines on standard error; or a function, called with the number of finished runs and that of all runs: "
        "at the beginning, after each run, and every second. A KeyboardInterrupt that it raises stops the question as "
        "Ctrl-C does.", kinds.PROGRESS, typed=False)]


class Machine(Jobs, Progress, total=False):
    """Options of every question that runs."""

    engine: Annotated[str, Option(
        defaults.ENGINE, "Where runs execute: this process (which cannot refuse a rule that reads the environment), "
        "worker processes, a new Dask cluster, or an existing one.", kinds.ENGINE, "|".join(engines.CHOICES))]


class Running(Storage, Machine, total=False):
    """Options of every question that runs and stores."""


class Seed(TypedDict, total=False):
    """Several seeds."""

    first_seed: Annotated[int, Option(0, "First seed; the others follow it.", kinds.SEED)]


class Worlds(TypedDict, total=False):
    """Worlds of pairs."""

    worlds: Annotated[File, Option(
        "plausible", "A plausible world for each pair, one world for all, or a file of `calibrate`.",
        kinds.WORLDS, "plausible|fixed|FILE", reads=WORLDS)]


class Regimes(Worlds, total=False):
    """Worlds of pairs, and regimes of bad actors."""

    rings: Annotated[Rings, Option("both", "Bad actors keep their habits (the first day), learn, or both.")]


class Pairs(Seed, Regimes, total=False):
    """Options that decide the answer of `rank`."""

    seeds: Annotated[int, Option(defaults.PAIRS, "Number of pairs of runs; decide before you look.", kinds.PAIRS)]


class Looks(Pairs, total=False):
    """Options that decide the answer of `compare`."""

    more: Annotated[bool, Option(
        False, "Second look, as planned: a second luck in each world beside the runs of the first look.")]


class RunOptions(Seed, Running, total=False):
    """Options of `run`."""

    seeds: Annotated[int, Option(defaults.RUNS, "Number of runs.", kinds.SEEDS)]


class ValidateOptions(Seed, Running, total=False):
    """Options of `validate`."""

    seeds: Annotated[int, Option(defaults.FACT_RUNS, "Number of runs; one alone has no interval.", kinds.PAIRS)]


class RankOptions(Pairs, Running, total=False):
    """Options of `rank`."""


class CompareOptions(Looks, Running, total=False):
    """Options of `compare`."""


class SweepOptions(Seed, Regimes, Running, total=False):
    """Options of `sweep` and `forecast`."""

    vary: Annotated[Vary, Option(
        (), "Key to vary: platform.* on the candidate alone, world.* on both sides; repeatable. COUNT values from LOW "
        "to HIGH (:log for even ratios), or a list of numbers, words, rules.", kinds.AXES, AXIS)]
    vary_both: Annotated[Vary, Option((), "Key to vary on both sides; repeatable.", kinds.AXES, AXIS)]
    design: Annotated[Spread, Option("grid", "All combinations, a Latin hypercube, or Sobol' points.")]
    points: Annotated[int | None, Option(
        None, "Number of points of lhs and sobol; then LOW:HIGH needs no COUNT.", OrNone(Whole(1)))]
    design_seed: Annotated[int, Option(0, "Seed of lhs and sobol: another seed gives other points.", Whole())]
    seeds: Annotated[int, Option(
        defaults.PAIRS, "Number of pairs at each point; decide before you look.", kinds.PAIRS)]
    fields: Annotated[Mapping[str, Any], Option(
        {}, "Further keys to vary, by the last part: suspend_at=[0.6, 0.7]. A type checker knows them in vary alone.",
        kinds.Further(), typed=False)]


class FlipOptions(Regimes, Running, total=False):
    """Options of `flip`."""

    metric: Annotated[str, Option("exposed_per_10k", "Metric whose sign matters.", kinds.METRIC)]
    seeds: Annotated[int | None, Option(
        None, "Number of pairs; by default one in each plausible world, at most 256.", OrNone(kinds.MANY_PAIRS))]
    on: Annotated[Sequence[str], Option(
        (), "Number of the world to report by itself, e.g. ring.lures_by_call; repeatable.", kinds.NUMBERS)]


class TraceOptions(Seed, Worlds, Machine, total=False):
    """Options of `trace`."""

    metric: Annotated[str, Option("exposed_per_10k", "Metric whose people are named.", kinds.TEXT)]
    seeds: Annotated[int, Option(defaults.TRACED, "Number of pairs of runs.", kinds.SEEDS)]
    rings: Annotated[Regime | None, Option(
        None, "Bad actors keep their habits, or learn; by default frozen, unless the candidate sets world.rings.")]
    worst: Annotated[int | None, Option(
        None, "Number of lives of newly reached workers, the worst harm first; by default 1.", OrNone(Whole()))]
    workers: Annotated[Sequence[str], Option(
        (), "Print both lives of a worker; repeatable. 17 alone is a worker of the first seed.",
        kinds.WORKERS, "SEED/NUMBER")]


class GateOptions(Worlds, Storage, Jobs, Progress, total=False):
    """Options of `gate`."""

    revision: Annotated[str | None, Option(
        None, "Judge the working tree against this revision.", OrNone(kinds.TEXT), "REV")]
    scenario: Annotated["ScenarioLike", Option(
        "production", "Scenario in which a revision is judged.", kinds.SCENARIO, typed=False)]
    changes: Annotated[Sequence[str], Option(
        (), "Changes of that scenario, on both sides, as texts; those of a loaded scenario come first.", kinds.CHANGES,
        typed=False)]
    source: Annotated[Sequence[File], Option(
        (), "Package that holds the policies; repeatable.", kinds.FILES, "PATH", reads=POLICIES)]
    guardrails: Annotated[File | None, Option(
        None, "File of guardrails; by default guardrails.toml here, or those that ship.", OrNone(kinds.FILE),
        reads=GUARDRAILS)]


class CalibrateOptions(Running, total=False):
    """Options of `calibrate`."""

    also: Annotated["ScenarioLike | None", Option(
        None, "Scenario in which they must hold too, in the weeks of their sources.", OrNone(kinds.SCENARIO),
        "SCENARIO", reads=SCENARIO)]
    worlds: Annotated[int, Option(defaults.CALIBRATED, "Number of plausible worlds to find.", kinds.SEEDS)]
    seed: Annotated[int, Option(0, "Seed of the worlds that are tried, and of their runs.", kinds.SEED)]
    write: Annotated[File, Option(
        defaults.WORLDS_FILE, "File for the worlds, if all are found.", kinds.FILE, writes=True)]
    runs: Annotated[int, Option(defaults.CALIBRATION, "Number of runs after which no further wave begins.", Whole(1))]
    anew: Annotated[bool, Option(False, "Run every wave, also those that a file holds.")]
