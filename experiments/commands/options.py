"""Options that only the command line has, and groups of those that go together."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Self

from experiments.api.kinds import CHANGES, FILE, FileName, OrNone, Several, Whole
from experiments.api.option import Option, options
from experiments.api.options import SCENARIO, Machine, Pairs, Storage
from experiments.commands.command import Argument
from experiments.commands.exits import (
    check_figure,
    check_page,
    load,
    load_together,
    plot,
    print_error,
    refuse,
    write_report,
)
from experiments.commands.given import command_name, given
from experiments.runs import engines
from experiments.runs.defaults import PAIRS, QUICK_DAYS, QUICK_PAIRS, QUICK_SCALE

if TYPE_CHECKING:
    from experiments.api.scenario import Scenario

NAME = FileName("the name of a scenario, or its file", path=False)
NAMES = Several("names of scenarios, or their files", each=NAME)

# fmt: off
One = Annotated[str, Argument(..., "Scenario: a shipped name or a file.", NAME, reads=SCENARIO)]
Set = Annotated[Sequence[str], Option(
    (), "Change a number of the scenario (of both, when comparing); repeatable. A key may be short.", CHANGES,
    "KEY=VALUE", short="-S")]
Change = Annotated[Sequence[str], Option(
    (), "Change the candidate alone; repeatable. A key may be short: call=before_contract", CHANGES, "KEY=VALUE")]
Json = Annotated[bool, Option(False, "Print JSON and nothing else on standard output.")]
Quick = Annotated[bool, Option(
    False, f"First look, in half a minute: {QUICK_SCALE:g} of the market, {QUICK_DAYS} days, {QUICK_PAIRS} pairs.")]
Plot = Annotated[Path | None, Option(
    None, "Write a figure of the result too, as .svg, .png or .pdf.", OrNone(FILE), writes=True)]
Report = Annotated[Path | None, Option(
    None, "Write a report of the result too: one page of HTML.", OrNone(FILE), writes=True)]
Kept = Annotated[Path, replace(options(Storage)["store"], none="", kind=FILE)]


@dataclass(frozen=True, slots=True)
class Changes:
    """Changes of every scenario."""

    set_: Set
    days: Annotated[int | None, Option(None, "Simulated days; by default those of the scenario.", OrNone(Whole(1)))]

    def texts(self, *own: str) -> list[str]:
        """Return the changes for the loader. own: further ones of a scenario."""
        return [*self.set_, *own, *([] if self.days is None else [f"days={self.days}"])]

    def load(self, name: str) -> "Scenario":
        """Load a scenario with the changes."""
        return load(name, self.texts())

    def load_together(self, *names: str) -> "list[Scenario]":
        """Load scenarios with the changes: a short key means the same in all."""
        return load_together(*((name, self.texts()) for name in names))

    def load_two(
        self, baseline: str, candidate: str | None, change: Sequence[str], *, alone: bool = False
    ) -> "list[Scenario]":
        """Load both platforms, the second one with further changes. Ends the command if there is no second one."""
        if candidate is None and not change and not alone:
            refuse(f"{command_name()} needs a second scenario, or --change KEY=VALUE to change the first one")
        return load_together((baseline, self.texts()), (candidate or baseline, self.texts(*change)))

    def first_look(self, quick: bool, how: Pairs) -> Self:
        """Return the changes, and set the pairs: as they are, or those of a first look where they are not given."""
        if not quick:
            return self
        print_error("note: a first look: ask again without --quick before anything is decided")
        own = {change.partition("=")[0].strip() for change in self.set_}
        small = [] if "scale" in own else [f"scale={QUICK_SCALE:g}"]
        if how["seeds"] == PAIRS and not given("seeds"):
            how["seeds"] = QUICK_PAIRS
        return replace(self, set_=[*small, *self.set_], days=self.days or (None if "days" in own else QUICK_DAYS))


@dataclass(frozen=True, slots=True)
class Two(Changes):
    """Two platforms."""

    candidate: Annotated[str | None, Argument(
        None, "Second scenario; by default the first one, changed.", OrNone(NAME), reads=SCENARIO)]
    change: Change

    def load_both(self, baseline: str, *, alone: bool = False) -> "list[Scenario]":
        """Load both platforms. Ends the command if there is no second one. alone: one platform is enough."""
        return self.load_two(baseline, self.candidate, self.change, alone=alone)


@dataclass(frozen=True, slots=True)
class Pages:
    """Files to show to others."""

    plot: Plot
    report: Report

    def check(self) -> None:
        """End the command if a file cannot be written, before anything is run."""
        check_figure(self.plot)
        check_page(self.report)

    def write(self, result: Any) -> None:
        """Write the first figure of a result, and its report, where files are given."""
        plot(result, self.plot)
        write_report(result, self.report)
# fmt: on


def begin(how: Machine) -> None:
    """Begin worker processes while the question is still being read."""
    if how["engine"] == engines.PROCESSES:
        from experiments.runs import processes

        processes.begin(how["jobs"])
