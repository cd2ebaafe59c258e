"""Commands on two platforms."""

import shlex
from typing import TYPE_CHECKING, Any

from typer.core import TyperCommand

from experiments.commands.exits import load_together, refuse
from experiments.commands.options import changes_of

if TYPE_CHECKING:
    from experiments.api.scenario import Scenario


class OfTwo(TyperCommand):
    """A command on two platforms: if there is a third, it suggests the command for it."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Parse arguments; end the command if there is a third scenario."""
        ctx.allow_extra_args = True
        rest: list[str] = super().parse_args(ctx, args)
        if ctx.args:
            first, second = (ctx.params[each.name] for each in self.params if each.param_type_name == "argument")
            more = f"{', '.join(ctx.args)} {'is' if len(ctx.args) == 1 else 'are'} one too many"
            again = [shlex.join(["policylab", ctx.info_name, first, name]) for name in ctx.args]
            together = shlex.join(["policylab", "rank", first, second, *ctx.args])
            refuse(
                f"{ctx.info_name} takes two scenarios, here {first} and {second}: {more}; run separately:",
                *(f"    {line}" for line in again),
                "or rank them beside one another:",
                f"    {together}",
            )
        return rest


def two_sides(
    command: str,
    baseline: str,
    candidate: str | None,
    change: list[str] | None,
    set_: list[str] | None,
    days: int | None,
    *,
    alone: bool = False,
) -> "tuple[Scenario, Scenario]":
    """Load both platforms. Ends the command if there is no second one. alone: one platform is enough."""
    if candidate is None and not change and not alone:
        refuse(f"{command} needs a second scenario, or --change KEY=VALUE to change the first one")
    first, second = load_together(
        (baseline, changes_of(set_, days)), (candidate or baseline, changes_of(set_, change, days))
    )
    return first, second
