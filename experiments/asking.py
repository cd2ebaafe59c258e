"""A question about two platforms, as a command line puts it: which scenarios, what is laid upon each, which regimes."""

from typing import TYPE_CHECKING, Annotated, Literal

import typer

from experiments.answering import load, refuse, refusing, say, understood
from experiments.options import changes_of
from experiments.runs import engines, processes

if TYPE_CHECKING:
    from experiments.api.asked import Asked

Regimes = Literal["both", "frozen", "adapting"]

Baseline = Annotated[str, typer.Argument(help="Scenario: a shipped name or a file.")]
Candidate = Annotated[str | None, typer.Argument(help="Another one; the same by default, for --change.")]
Change = Annotated[
    list[str] | None,
    typer.Option(
        metavar="KEY=VALUE", help="Change the candidate alone; repeatable. A key may be short: call=before_contract"
    ),
]
Rings = Annotated[Regimes, typer.Option(help="Bad actors that keep their habits (the first day), that learn, or both.")]


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
) -> "Asked":
    """What a command asks. Ends it where there is no second platform, or where two cannot be compared.

    alone: one platform will do
    """
    if engine == engines.PROCESSES:
        processes.begin(jobs)
    if candidate is None and not change and not alone:
        refuse(f"{command} needs a second scenario, or --change KEY=VALUE to change the first one")
    bases = baseline, candidate or baseline
    laid = changes_of(set_, days), changes_of(set_, change, days)
    keyed = understood(*zip(bases, laid, strict=True))

    from experiments.api.asked import asked

    with refusing():
        found = asked(
            bases,
            ([keyed[text] for text in laid[0]], [keyed[text] for text in laid[1]]),
            (baseline, " + ".join([candidate or baseline, *(keyed[text] for text in change or ())])),
            rings,
            load,
        )
    if not found.of_platforms:
        say("note: the worlds differ too, so the difference is not the policy's alone")
    return found
