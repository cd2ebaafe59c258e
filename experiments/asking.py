"""A question about two platforms, as a command line puts it: which scenarios, what is laid upon each, which regimes."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from experiments.answering import load, refuse, say
from experiments.options import changes_of
from experiments.runs import engines, processes

if TYPE_CHECKING:
    from scenarios import Scenario

RINGS = "world.rings"
Regimes = Literal["both", "frozen", "adapting"]

Baseline = Annotated[str, typer.Argument(help="Scenario: a shipped name or a file.")]
Candidate = Annotated[str | None, typer.Argument(help="Another one; the same by default, for --change.")]
Change = Annotated[
    list[str] | None,
    typer.Option(
        metavar="KEY=VALUE",
        help="Change the candidate alone; repeatable. E.g. platform.communication.call=before_contract",
    ),
]
Rings = Annotated[Regimes, typer.Option(help="Bad actors that keep their habits (the first day), that learn, or both.")]


@dataclass(frozen=True, slots=True)
class Asked:
    """Two platforms, and the regimes of bad actors in which they are asked of."""

    bases: tuple[str, str]
    changes: tuple[tuple[str, ...], tuple[str, ...]]
    names: tuple[str, str]
    regimes: tuple[tuple[str, ...], ...]  # what makes each of them; nothing where somebody has set the rings

    def sides(self, regime: tuple[str, ...]) -> "tuple[Scenario, Scenario]":
        """Both platforms in a regime; bad input ends the command."""
        first, second = (load(base, [*laid, *regime]) for base, laid in zip(self.bases, self.changes, strict=True))
        return first, second


def ask(
    command: str,
    baseline: str,
    candidate: str | None,
    change: list[str] | None,
    set_: list[str] | None,
    days: int | None,
    rings: Regimes,
    engine: str,
    jobs: int,
    *,
    alone: bool = False,
) -> Asked:
    """What a command asks. Ends it where there is no second platform, or where two cannot be compared.

    alone: one platform will do
    """
    if engine == engines.PROCESSES:
        processes.begin(jobs)
    if candidate is None and not change and not alone:
        refuse(f"{command} needs a second scenario, or --change KEY=VALUE to change the first one")
    changes = tuple(changes_of(set_, days)), tuple(changes_of(set_, change, days))
    both = ("frozen", "adapting") if rings == "both" else (rings,)
    own = any(each.partition("=")[0].strip() == RINGS for each in changes[1])
    asked = Asked(
        (baseline, candidate or baseline),
        changes,
        (baseline, " + ".join([candidate or baseline, *(change or ())])),
        ((),) if own else tuple((f"{RINGS}={each}",) for each in both),
    )
    before, after = asked.sides(asked.regimes[0])
    if before.days != after.days:
        refuse(f"{before.name} runs {before.days} days and {after.name} {after.days}: choose one length with --days")
    if (before.world, before.start) != (after.world, after.start):
        say("note: the worlds differ too, so the difference is not the policy's alone")
    return asked
