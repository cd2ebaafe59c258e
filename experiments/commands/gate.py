"""The command that says whether a change of policies may be merged."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from experiments.commands.exits import ask, check_writable, finish, refuse, write
from experiments.commands.options import Change, Days, Jobs, Json, Set, Storage, Worlds, changes_of
from experiments.commands.two_sides import two_sides
from experiments.printing.terminal import command
from experiments.runs.defaults import CORES

if TYPE_CHECKING:
    from experiments.api.gate import Gated


def gate(
    scenario: Annotated[str, typer.Argument(help="A shipped name or a file.")] = "production",
    candidate: Annotated[
        str | None, typer.Argument(help="Another one: two scenarios are judged, and no revision.")
    ] = None,
    base: Annotated[
        str | None, typer.Option(metavar="REV", help="Judge the working tree against this revision.")
    ] = None,
    source: Annotated[
        list[Path] | None, typer.Option(metavar="PATH", help="Package that holds the policies; repeatable.")
    ] = None,
    guardrails: Annotated[
        Path | None, typer.Option(metavar="FILE", help="By default guardrails.toml here, or those that ship.")
    ] = None,
    change: Change = None,
    set_: Set = None,
    days: Days = None,
    worlds: Worlds = "plausible",
    markdown: Annotated[Path | None, typer.Option(metavar="FILE", help="Write it as a summary, or a comment.")] = None,
    junit: Annotated[Path | None, typer.Option(metavar="FILE", help="Write it as a report of tests.")] = None,
    annotate: Annotated[
        bool, typer.Option("--annotate", envvar="GITHUB_ACTIONS", help="Mark changed lines, as GitHub Actions has it.")
    ] = False,
    *,
    storage: Storage,
    jobs: Jobs = CORES,
    as_json: Json = False,
) -> None:
    """Say whether a change of policies may be merged.

    With --base REV the policies and scenario files of a git revision are held against those of the working tree, as
    they lie there, on one model: in this repository, or in one whose package offers rules (--source). With two
    scenarios these are held against one another. Both sides run on the same people in the same plausible worlds, and
    are judged by reviewed guardrails. Exit codes: 0 pass, 1 fail, 2 bad input, 3 inconclusive, 4 could not run.
    """
    if (base is None) == (candidate is None and not change):
        refuse("gate needs --base REV, or a second scenario (or --change KEY=VALUE) beside the first: one of them")
    if base is None and source:
        refuse("--source names the packages of a revision: it needs --base REV")

    asked: dict[str, Any] = {"guardrails": guardrails, "worlds": worlds, "jobs": jobs, **storage.as_python()}
    check_writable(markdown, junit)

    from experiments.api.gate import gate

    if base is None:
        found, _ = ask(gate, *two_sides("gate", scenario, candidate, change, set_, days), **asked)
    else:
        laid = changes_of(set_, days)
        found, _ = ask(gate, revision=base, scenario=scenario, changes=laid, source=source or (), **asked)
    assert found is not None  # a gate that cannot run says so in its result
    finish(found, (), as_json)
    _report(found, annotate, markdown, junit)
    raise typer.Exit(found.found.exit_code)


def _report(found: "Gated", annotate: bool, markdown: Path | None, junit: Path | None) -> None:
    from experiments.questions.gate import reports

    for line in reports.annotations(found.found) if annotate else ():
        command(line)
    if markdown is not None:
        write(markdown, found.markdown())
    if junit is not None:
        write(junit, reports.junit(found.found))
