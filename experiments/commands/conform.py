"""The command that checks whether a rule conforms. Imports are inside, as in `app`."""

from typing import Annotated

import typer

from experiments.api.kinds import CHANGES
from experiments.api.option import Option
from experiments.commands.command import Argument
from experiments.commands.exits import MISSED, print_json, refusing
from experiments.commands.options import Json


def conform(
    rule: Annotated[str, Argument(..., "Class of a rule, `module:Class`, or rule of a lever, `screening.standard`.")],
    lever: Annotated[str | None, Argument(None, "Lever of the rule, if the class fits two levers.")],
    set_: Annotated[list[str], Option((), "Set a number of the rule; repeatable.", CHANGES, "NAME=VALUE", short="-S")],
    as_json: Json,
) -> None:
    """Check whether a rule can be relied on.

    Production and simulation rely on these checks, and all shipped rules pass them: right types, shapes and ranges;
    empty batches and extreme values; the same answer alone and in a batch, in any order, again, and in another process;
    no change of its input; no end of its process, for another one is asked first; and nothing read that runs refuse,
    which the test below leaves out. The module may be in the current folder, or in `src` below it. In a test of your
    own package:

    from policies.conformance import assert_conforms

    Exit codes: 0 all checks pass, 1 one fails, 2 bad input.
    """
    with refusing():
        from experiments.questions.conform.ask import conformity

        conformed = conformity(rule, lever, set_)
    if as_json:
        print_json(conformed.as_json())
    else:
        from experiments.show import terminal

        terminal.show(conformed.document())
    if not conformed.conforms:
        raise typer.Exit(MISSED)
