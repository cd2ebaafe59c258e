"""Commands on two platforms."""

import shlex
from typing import Any

from typer.core import TyperCommand

from experiments.commands.exits import refuse


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
