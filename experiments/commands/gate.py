"""The command that judges whether a change of policies may be merged."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from experiments.commands.exits import ask, check_writable, finish, refuse, write
from experiments.commands.options import Change, Days, Jobs, Json, Pages, Set, Storage, Worlds, changes_of
from experiments.commands.outputs import OUTPUT, SCENARIO, Arguments, Input, of_scenario
from experiments.commands.two_sides import two_sides
from experiments.printing.terminal import command
from experiments.runs.defaults import CORES

if TYPE_CHECKING:
    from experiments.api.gate import Gated


def _rails(file: Path | None, arguments: Arguments) -> list[Path]:
    from experiments.questions.gate.questions import rails_file

    return [rails_file(file, arguments["base"])]


def _judged(name: str, arguments: Arguments) -> list[Path]:
    from experiments.questions.gate.questions import scenario_file

    return [*of_scenario(name, arguments), *of_scenario(scenario_file(name, arguments["base"]), arguments)]


def _policies(sources: list[Path] | None, arguments: Arguments) -> Iterable[Path]:
    from experiments.questions.gate.questions import policy_files

    return policy_files(sources or (), arguments["base"])


JUDGED, RAILS = Input(SCENARIO.what, _judged), Input("the guardrails", _rails)
POLICIES = Input("a file of the policies", _policies)
Rails = Annotated[
    Path | None,
    typer.Option(metavar="FILE", help="File of guardrails; by default guardrails.toml here, or those that ship."),
    RAILS,
]
Markdown = Annotated[
    Path | None, typer.Option(metavar="FILE", help="Write the result as Markdown, for a summary or a comment."), OUTPUT
]
Annotate = Annotated[
    bool,
    typer.Option("--annotate", envvar="GITHUB_ACTIONS", help="Print annotations of changed lines for GitHub Actions."),
]


def gate(
    scenario: Annotated[str, typer.Argument(help="Scenario: a shipped name or a file."), JUDGED] = "production",
    candidate: Annotated[
        str | None, typer.Argument(help="Second scenario: then two scenarios are judged, and no revision."), SCENARIO
    ] = None,
    base: Annotated[
        str | None, typer.Option(metavar="REV", help="Judge the working tree against this revision.")
    ] = None,
    source: Annotated[
        list[Path] | None, typer.Option(metavar="PATH", help="Package that holds the policies; repeatable."), POLICIES
    ] = None,
    guardrails: Rails = None,
    change: Change = None,
    set_: Set = None,
    days: Days = None,
    worlds: Worlds = "plausible",
    markdown: Markdown = None,
    junit: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write the result as a JUnit report."), OUTPUT
    ] = None,
    annotate: Annotate = False,
    *,
    storage: Storage,
    pages: Pages,
    jobs: Jobs = CORES,
    as_json: Json = False,
) -> None:
    """Judge whether a change of policies may be merged.

    With --base REV, compares the policies and scenario files of a git revision with those of the working tree, on one
    model: in this repository, or in a repository whose package offers rules (--source). With two scenarios, compares
    these. Both sides run on the same people in the same plausible worlds, and reviewed guardrails judge the difference.
    They also say how large the market is: those that ship ask for twice that of the scenario (-S scale=1 keeps it).
    Takes about six minutes on two idle cores where the runs of the base are stored, else a quarter of an hour. Exit
    codes: 0 pass, 1 fail, 2 bad input, 3 inconclusive, 4 could not run.
    """
    if (base is None) == (candidate is None and not change):
        refuse("gate needs --base REV, or a second scenario (or --change KEY=VALUE) beside the first: one of them")
    if base is None and source:
        refuse("--source names the packages of a revision: it needs --base REV")

    options: dict[str, Any] = {"guardrails": guardrails, "worlds": worlds, "jobs": jobs, **storage.as_python()}
    check_writable(markdown, junit)
    pages.check()

    from experiments.api.gate import gate

    if base is None:
        result, _ = ask(gate, *two_sides("gate", scenario, candidate, change, set_, days), **options)
    else:
        changes = changes_of(set_, days)
        result, _ = ask(gate, revision=base, scenario=scenario, changes=changes, source=source or (), **options)
    assert result is not None  # a gate that cannot run says so in its result
    finish(result, (), as_json)
    _report(result, annotate, markdown, junit)
    pages.write(result)
    raise typer.Exit(result.found.exit_code)


def _report(result: "Gated", annotate: bool, markdown: Path | None, junit: Path | None) -> None:
    from experiments.questions.gate import reports

    for line in reports.annotations(result.found) if annotate else ():
        command(line)
    if markdown is not None:
        write(markdown, result.markdown())
    if junit is not None:
        write(junit, reports.junit(result.found))
