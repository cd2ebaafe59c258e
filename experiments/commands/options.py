"""Options of several commands: options that belong together are one frozen class."""

from collections.abc import Callable
from dataclasses import dataclass, fields, is_dataclass
from functools import wraps
from inspect import Parameter, signature
from pathlib import Path
from typing import Annotated, Any, Literal, get_type_hints

import typer

from experiments.commands.choices import closed
from experiments.commands.exits import check_figure, check_page, plot, print_error, refuse, suggestion, write_report
from experiments.commands.given import called_by, given
from experiments.commands.outputs import OUTPUT, SCENARIO, STORE_FILE, WORLDS, check_outputs
from experiments.language.messages import VARIABLE, Language, speaking
from experiments.runs import engines
from experiments.runs.defaults import (
    CORES,
    ENGINE,
    LAST_SEED,
    MOST_JOBS,
    MOST_SEEDS,
    PAIRS,
    QUICK_DAYS,
    QUICK_PAIRS,
    QUICK_SCALE,
    STORE,
    STORE_VARIABLE,
)


def _known(word: str) -> str:
    if not engines.known(word):
        choices = ", ".join(f"'{choice}'" for choice in engines.CHOICES)
        refuse(f"--engine {word}: not one of {choices}{suggestion(word, list(engines.CHOICES[:-1]))}")
    return word


Regimes = Literal["both", "frozen", "adapting"]

One = Annotated[str, typer.Argument(help="Scenario: a shipped name or a file."), SCENARIO]
Baseline = One
Candidate = Annotated[
    str | None, typer.Argument(help="Second scenario; by default the first one, for --change."), SCENARIO
]
Change = Annotated[
    list[str] | None,
    typer.Option(
        metavar="KEY=VALUE", help="Change the candidate alone; repeatable. A key may be short: call=before_contract"
    ),
]
Rings = Annotated[Regimes, typer.Option(help="Bad actors keep their habits (the first day), learn, or both.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON and nothing else on standard output.")]
Set = Annotated[
    list[str] | None,
    typer.Option(
        "-S",
        "--set",
        metavar="KEY=VALUE",
        help="Change a number of the scenario (of both, when comparing); repeatable. A key may be short.",
    ),
]
Days = Annotated[int | None, typer.Option(min=1, help="Simulated days; by default those of the scenario.")]
Quick = Annotated[
    bool,
    typer.Option(
        "--quick",
        help=f"First look, in half a minute: {QUICK_SCALE:g} of the market, {QUICK_DAYS} days, {QUICK_PAIRS} pairs.",
    ),
]
FirstSeed = Annotated[int, typer.Option(min=0, max=LAST_SEED, help="First seed; the others follow it.")]
More = Annotated[
    bool,
    typer.Option(
        "--more", help="Second look, as planned: a second luck in each world beside the runs of the first look."
    ),
]
Jobs = Annotated[int, typer.Option(min=1, max=MOST_JOBS, help="Number of runs at the same time, one process each.")]
Engine = Annotated[
    str,
    typer.Option(
        metavar="|".join(engines.CHOICES),
        callback=_known,
        help="Where runs execute: this process (which cannot refuse a rule that reads the environment), worker "
        "processes, a new Dask cluster, or an existing one.",
    ),
]
Kept = Annotated[
    Path,
    typer.Option("--store", metavar="FILE", envvar=STORE_VARIABLE, help="File that stores runs for later use."),
    STORE_FILE,
]
Unkept = Annotated[bool, typer.Option("--no-store", help="Store no run, and read no stored run.")]
Again = Annotated[bool, typer.Option("--rerun-failed", help="Run crashed runs again.")]
Worlds = Annotated[
    str,
    typer.Option(
        metavar="plausible|fixed|FILE",
        help="A plausible world for each pair, one world for all, or a file of `calibrate`.",
    ),
    WORLDS,
]
Plot = Annotated[
    Path | None,
    typer.Option("--plot", metavar="FILE", help="Write a figure of the result too, as .svg, .png or .pdf."),
    OUTPUT,
]
Report = Annotated[
    Path | None,
    typer.Option("--report", metavar="FILE", help="Write a report of the result too: one page of HTML."),
    OUTPUT,
]

Lang = Annotated[
    Language | None,
    typer.Option("--lang", help=f"Language of what is printed and written; by default {VARIABLE}, else en."),
]


def count(least: int, about: str) -> Any:
    """Return the option for a number of runs or pairs."""
    return typer.Option(min=least, max=MOST_SEEDS, help=about)


@dataclass(frozen=True, slots=True)
class Storage:
    """Options of the store."""

    store: Kept = STORE
    no_store: Unkept = False
    rerun_failed: Again = False

    def __post_init__(self) -> None:
        """End the command if the options contradict one another."""
        if self.no_store and given("store"):
            refuse(f"--store {self.store} and --no-store contradict one another: leave one out")
        if self.no_store and self.rerun_failed:
            refuse("--no-store and --rerun-failed contradict one another: only a store knows which runs crashed")

    def as_python(self) -> dict[str, Any]:
        """Return the arguments that a question of the Python API takes."""
        return {"store": None if self.no_store else self.store, "rerun_failed": self.rerun_failed}


@dataclass(frozen=True, slots=True)
class Machine:
    """Options of the engine."""

    engine: Engine = ENGINE
    jobs: Jobs = CORES

    def as_python(self) -> dict[str, Any]:
        """Return the arguments that a question of the Python API takes."""
        return {"engine": self.engine, "jobs": self.jobs}

    def begin(self) -> None:
        """Begin worker processes while the question is still being read."""
        if self.engine == engines.PROCESSES:
            from experiments.runs import processes

            processes.begin(self.jobs)


@dataclass(frozen=True, slots=True)
class Pages:
    """Options of files to show to others."""

    plot: Plot = None
    report: Report = None

    def check(self) -> None:
        """End the command if a file cannot be written, before anything is run."""
        check_figure(self.plot)
        check_page(self.report)

    def write(self, result: Any) -> None:
        """Write the first figure of a result, and its report, where files are given."""
        plot(result, self.plot)
        write_report(result, self.report)


def with_groups(command: Callable[..., None]) -> Callable[..., None]:
    """Return a command whose signature lists the options of each group one by one, for typer.

    Before it begins, changes of scenarios and the files that it would write are checked.
    """
    hints = get_type_hints(command, include_extras=True)
    groups: dict[str, Any] = {name: kind for name, kind in hints.items() if is_dataclass(kind)}
    parameters: list[Parameter] = []
    for name, parameter in signature(command).parameters.items():
        if name in groups:
            own = get_type_hints(groups[name], include_extras=True)
            parameters += [
                Parameter(field.name, Parameter.KEYWORD_ONLY, default=field.default, annotation=closed(own[field.name]))
                for field in fields(groups[name])
            ]
        else:
            parameters.append(parameter.replace(kind=Parameter.KEYWORD_ONLY, annotation=closed(hints[name])))

    annotations = {parameter.name: parameter.annotation for parameter in parameters}

    @wraps(command)
    def grouped(*, call: typer.Context, **arguments: Any) -> None:
        with called_by(call):
            check_outputs(annotations, arguments)
            built = {
                name: kind(**{parameter.name: arguments.pop(parameter.name) for parameter in fields(kind)})
                for name, kind in groups.items()
            }
            command(**arguments, **built)

    parameters.append(Parameter("call", Parameter.KEYWORD_ONLY, annotation=typer.Context))
    grouped.__signature__ = signature(command).replace(parameters=parameters)  # type: ignore[attr-defined]
    grouped.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
    return grouped


def with_language(command: Callable[..., None]) -> Callable[..., None]:
    """Return a command with the option of its language, which it speaks from beginning to end."""
    own = signature(command)

    @wraps(command)
    def speaking_it(lang: Language | None = None, **arguments: Any) -> None:
        with speaking(lang):
            command(**arguments)

    option = Parameter("lang", Parameter.KEYWORD_ONLY, default=None, annotation=closed(Lang))
    speaking_it.__signature__ = own.replace(parameters=[*own.parameters.values(), option])  # type: ignore[attr-defined]
    speaking_it.__annotations__ = {**command.__annotations__, "lang": option.annotation}
    return speaking_it


def first_look(
    quick: bool, set_: list[str] | None, seeds: int, days: int | None
) -> tuple[list[str] | None, int, int | None]:
    """Return changes, pairs and days: as they are, or those of a first look, where they are not given."""
    if not quick:
        return set_, seeds, days
    print_error("note: a first look: ask again without --quick before anything is decided")
    own = {change.partition("=")[0].strip() for change in set_ or []}
    small = [] if "scale" in own else [f"scale={QUICK_SCALE:g}"]
    days = days or (None if "days" in own else QUICK_DAYS)
    return [*small, *(set_ or [])], seeds if given("seeds") or seeds != PAIRS else QUICK_PAIRS, days


def changes_of(*groups: list[str] | int | None) -> list[str]:
    """Return changes for the loader; a whole number is the days."""
    changes: list[str] = []
    for group in groups:
        changes += [f"days={group}"] if isinstance(group, int) else group or []
    return changes
