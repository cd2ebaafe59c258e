"""The command that finds plausible worlds."""

from typing import Annotated

import typer

from experiments.api.options import SCENARIO, CalibrateOptions
from experiments.commands.command import Argument
from experiments.commands.exits import MISSED, ask, finish, load, print_error
from experiments.commands.options import NAME, Changes, Json

Scenario = Annotated[
    str, Argument("production", "Scenario whose world is calibrated: a shipped name or a file.", NAME, reads=SCENARIO)
]


def calibrate(scenario: Scenario, changes: Changes, how: CalibrateOptions, as_json: Json) -> None:
    """Find worlds in which the facts of the reports hold.

    Draws worlds over the plausible ranges of all their numbers, and runs them in waves that learn from one another. A
    world is plausible if the facts hold in it with frozen rings, with adapting rings and in the scenario of --also, and
    in all of these again with fresh luck. Then measures every metric of each plausible world. Takes hours; the same
    command goes on where it was stopped. Waves of the same question that FILE or the file that ships holds are not run
    again.
    Exit codes: 0 done, 1 too few worlds, 2 bad input, 4 runs crashed.
    """
    side = changes.load(scenario)
    if isinstance(how["also"], str):
        how["also"] = load(how["also"], [])

    from experiments.api.calibrate import calibrate

    result, failures = ask(calibrate, side, **how)
    finish(result, failures, as_json)
    if result is not None and not result.complete:
        problem = f"found only {len(result.found)} of {how['worlds']} plausible worlds, so no file is written"
        print_error(f"{problem}: allow more --runs, or ask for fewer --worlds")
        raise typer.Exit(MISSED)
