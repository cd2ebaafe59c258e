"""The command that says whether a change of policies may be merged. Imports wait as in `cli`."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from experiments.commands.exits import interruptible, leaving, print_json, refuse, refusing, understood, worlds_of
from experiments.commands.options import CORES, STORE, Again, Days, Jobs, Json, Kept, Set, Unkept, Worlds, changes_of
from experiments.commands.two_sides import Change
from experiments.printing.terminal import command

if TYPE_CHECKING:
    from experiments.questions.gate.result import Gate


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
    store: Kept = STORE,
    no_store: Unkept = False,
    rerun_failed: Again = False,
    jobs: Jobs = CORES,
    as_json: Json = False,
) -> None:
    """Say whether a change of policies may be merged.

    With --base REV the policies and scenario files of a git revision are held against those of the working tree, as
    they lie there, on one model: in this repository, or in one whose package offers rules (--source). With two
    scenarios these are held against one another. Both sides run on the same people in the same plausible worlds, and
    are judged by reviewed guardrails. Exit codes: 0 pass, 1 fail, 2 bad input, 3 inconclusive, 4 could not run.
    """
    _check(base, candidate is not None or bool(change), source)

    from experiments.host.files import Unusable
    from experiments.printing.progress import progress
    from experiments.questions.gate.peer import How
    from experiments.questions.gate.questions import of_revision, of_scenarios
    from experiments.store.store import NOWHERE

    kept = NOWHERE if no_store else store
    how = How(worlds_of(worlds), kept, rerun_failed, jobs, progress)
    other, change = candidate or scenario, change or []
    laid = changes_of(set_, days), changes_of(set_, change, days)
    keyed = understood(*zip((scenario, other), laid, strict=True))
    both, own = ([keyed[text] for text in each] for each in laid)
    with refusing(), leaving(Unusable), interruptible(kept != NOWHERE):
        _look(kept, markdown, junit)
        if base is not None:
            found = of_revision(base, scenario, source or (), both, guardrails, how)
        else:
            names = scenario, " + ".join([other, *(keyed[text] for text in change)])
            found = of_scenarios((scenario, other), (both, own), names, guardrails, how)
        _tell(found, annotate, as_json)
        _write(found, markdown, junit)
    raise typer.Exit(found.exit_code)


def _check(base: str | None, second: bool, source: list[Path] | None) -> None:
    """End the command where it is not asked one question."""
    if (base is None) != second:
        refuse("gate needs --base REV, or a second scenario (or --change KEY=VALUE) beside the first: one of them")
    if base is None and source:
        refuse("--source names the packages of a revision: it needs --base REV")


def _look(store: Path, *reports: Path | None) -> None:
    """Raises Unusable for a store that is none and for a report that cannot be written, before any side is begun."""
    from experiments.host.files import check_writable
    from experiments.store.store import Store

    for report in reports:
        if report is not None:
            check_writable(report)
    if store.exists():
        Store(store).close()


def _write(found: "Gate", markdown: Path | None, junit: Path | None) -> None:
    from experiments.host import files
    from experiments.questions.gate import reports as gate_reports

    if markdown is not None:
        files.write(markdown, gate_reports.markdown(found))
    if junit is not None:
        files.write(junit, gate_reports.junit(found))


def _tell(found: "Gate", annotate: bool, as_json: bool) -> None:
    from experiments.questions.gate.reports import annotations
    from experiments.questions.gate.text import show

    if as_json:
        print_json(found.as_json())
    else:
        show(found)
    for line in annotations(found) if annotate else ():
        command(line)
