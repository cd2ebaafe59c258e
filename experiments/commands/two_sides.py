"""A question about two platforms, as a command line puts it: which scenarios, what is laid upon each, which regimes."""

from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer
from typer.core import TyperCommand

from experiments.commands.exits import load, refuse, refusing, say, understood
from experiments.commands.options import changes_of
from experiments.runs import engines, processes

if TYPE_CHECKING:
    from experiments.api.asked import Asked


class OfTwo(TyperCommand):
    """A command about two platforms: of a third one it says how that is asked about."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Ends the command where a scenario is left over."""
        ctx.allow_extra_args = True
        rest: list[str] = super().parse_args(ctx, args)
        if ctx.args:
            first, second = (ctx.params[each.name] for each in self.params if each.param_type_name == "argument")
            more = f"{', '.join(ctx.args)} {'is' if len(ctx.args) == 1 else 'are'} one too many"
            again = [f"policylab {ctx.info_name} {first} {each}" for each in ctx.args]
            refuse(
                f"{ctx.info_name} takes two scenarios, here {first} and {second}: {more}; ask by itself:\n    "
                + "\n    ".join(again)
            )
        return rest


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
