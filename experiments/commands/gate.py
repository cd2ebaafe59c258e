"""The command that judges whether a change of policies may be merged."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from experiments.api.kinds import FILE, OrNone
from experiments.api.option import Option
from experiments.api.options import SCENARIO, GateOptions
from experiments.commands.command import Argument
from experiments.commands.exits import ask, check_writable, finish, refuse, write
from experiments.commands.options import NAME, Json, Pages, Two
from experiments.printing.terminal import command

if TYPE_CHECKING:
    from experiments.api.gate import Gated

# fmt: off
Scenario = Annotated[str, Argument("production", "Scenario: a shipped name or a file.", NAME, reads=SCENARIO)]
Markdown = Annotated[Path | None, Option(
    None, "Write the result as Markdown, for a summary or a comment.", OrNone(FILE), writes=True)]
Junit = Annotated[Path | None, Option(None, "Write the result as a JUnit report.", OrNone(FILE), writes=True)]
Annotate = Annotated[bool, Option(
    False, "Print annotations of changed lines for GitHub Actions.", variable="GITHUB_ACTIONS")]
# fmt: on


def gate(
    scenario: Scenario,
    sides: Two,
    how: GateOptions,
    markdown: Markdown,
    junit: Junit,
    annotate: Annotate,
    pages: Pages,
    as_json: Json,
) -> None:
    """Judge whether a change of policies may be merged.

    With --base REV, compares the policies and scenario files of a git revision with those of the working tree, on one
    model: in this repository, or in a repository whose package offers rules (--source). With two scenarios, compares
    these. Both sides run on the same people in the same plausible worlds, and reviewed guardrails judge the difference.
    They also say how large a market they can judge: those that ship take 160,000 workers, twice as many as production.
    Takes about six minutes on two idle cores where the runs of the base are stored, else a quarter of an hour. Exit
    codes: 0 pass, 1 fail, 2 bad input, 3 inconclusive, 4 could not run.
    """
    alone = how["revision"] is None
    if alone == (sides.candidate is None and not sides.change):
        refuse("gate needs --base REV, or a second scenario (or --change KEY=VALUE) beside the first: one of them")
    if alone and how["source"]:
        refuse("--source names the packages of a revision: it needs --base REV")
    check_writable(markdown, junit)
    pages.check()

    from experiments.api.gate import gate

    if alone:
        result, _ = ask(gate, *sides.load_both(scenario), **how)
    else:
        how["scenario"], how["changes"] = scenario, sides.texts()
        result, _ = ask(gate, **how)
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
