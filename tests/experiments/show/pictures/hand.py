"""Every figure, of results made by hand whose platforms have any name."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

import numpy as np

import policylab as pl
from experiments.document.pictures import Plot
from experiments.language.messages import say
from experiments.measures.channels import NAMES
from experiments.measures.filling import HOURS
from experiments.measures.paths import LABELS
from experiments.measures.weeks import WEEKLY
from experiments.printing.widths import short
from experiments.questions.calibrate import pictures as worlds
from experiments.questions.compare.answer import Answer
from experiments.questions.compare.over_time import fill, weeks
from experiments.questions.compare.pictures import dots, forest, intervals, parts, payers, plane
from experiments.questions.compare.rings import of_logs
from experiments.questions.flip.pictures import hinges
from experiments.questions.gate.pictures import rails
from experiments.questions.measure.pictures import channels_over_time, facts, rollouts, sizes
from experiments.questions.rank.pictures import ranks
from experiments.questions.sweep.ask import sweep
from experiments.questions.sweep.pictures import curves
from experiments.questions.sweep.question import question
from experiments.questions.sweep.result import Sweep
from experiments.questions.trace.ask import Selection
from experiments.questions.trace.pictures import lives, who
from experiments.runs.works import Work
from experiments.verdicts.regimes import about
from scenarios import load
from sim.state.codes import ClientType, Opening
from sim.state.events import AccountOpened, Recruited, Restricted
from sim.state.log import Events
from tests.experiments.found import lures
from tests.experiments.measures.logs import at, log_of
from tests.experiments.questions.gate.hand import FAILS
from tests.experiments.questions.sweep import works
from tests.experiments.questions.trace.hand import asked, trace_of
from tests.experiments.show.hand import MOVED, called, flipped, ranked
from tests.policylab.hand import measured, validated

SUSPEND = "platform.screening.suspend_at"
TRACE = trace_of([(1, 1), (2, 2), (3, 1)], [(1, 1), (4, 1), (5, 3), (6, 3)])


def by_week(answer: Answer) -> Answer:
    """Each measure is 100 on the baseline's side, and 103 or 107 on the candidate's in two pairs of three weeks."""
    before, after = np.full((2, 3), 100.0), np.array([[103.0] * 3, [107.0] * 3])
    values = dict.fromkeys(WEEKLY, (before, after))
    return Answer(tuple(replace(compared, weeks=values) for compared in answer.comparisons))


def by_hour(answer: Answer) -> Answer:
    """Half of the projects are filled by any hour on the baseline's side, 0.53 and 0.57 of them on the candidate's."""
    before, after = np.full((2, len(HOURS)), 0.5), np.array([[0.53], [0.57]]) + np.zeros(len(HOURS))
    return Answer(tuple(replace(compared, filled=(before, after)) for compared in answer.comparisons))


def ringed(*lost: int) -> Events:
    """Rings of three accounts and of one, some of them restricted; worker 1 recruits 2 and 3, and 3 recruits 4."""
    return log_of(
        at(AccountOpened, -1, client=[10, 11, 12, 20], ring=[0, 0, 0, 1], how=Opening.OPENED),
        at(Restricted, 50, client=list(lost), type=ClientType.RING),
        at(Recruited, [40, 41, 42], worker=[1, 1, 3], recruit=[2, 3, 4]),
    )


LOGS = ringed(11), log_of()


def swept(*vary: str, sides: tuple[str, str] = ("production", "production")) -> Sweep:
    result, _ = sweep(question(sides, vary), range(4), work=Work(works.sloping))
    return result


def _pair() -> str:
    return say("Seed {seed}, {regime}", seed=7, regime=about("adapting"))


OF_AN_ANSWER: dict[str, Callable[[Answer], Plot]] = {
    "plane": plane,
    "intervals": intervals,
    "dots": dots,
    "payers": payers,
    "forest": forest,
    **{f"parts by {axis}": partial(parts, by=axis) for axis in LABELS},
    "weeks": lambda answer: weeks(by_week(answer)),
    "fill": lambda answer: fill(by_hour(answer)),
    "rings": lambda answer: of_logs(LOGS, (answer.baseline, answer.candidate), _pair()),
}


def _named(result: Any, name: str) -> Any:
    """Return a result of one or two sides, whose last side has this name."""
    if hasattr(result, "side"):
        return replace(result, side=replace(result.side, name=name))
    return replace(result, sides=(result.sides[0], replace(result.sides[1], name=name)))


def _of_an_answer(draw: Callable[[Answer], Plot], name: str) -> Plot:
    return draw(called(MOVED, name))


def _channels(name: str) -> Plot:
    scenario = load("timeline_2020")
    counts = [440, 510, 4, 2, *[0] * (len(NAMES) - 4)]
    return channels_over_time(lures(*[counts] * 9), scenario.start, rollouts(scenario), short(name))


OF_OTHERS: dict[str, Callable[[str], Plot]] = {
    "who": lambda name: who(replace(TRACE, names=("old", name))),
    "lives": lambda name: lives(replace(asked(Selection(worst=1)), names=("old", name))),
    "curves": lambda name: curves(swept(f"{SUSPEND}=0.7,0.8,0.9")),
    "curves of points": lambda name: curves(swept(f"{SUSPEND}=0.7,0.8", "platform.fee_alert.rule=standard,off")),
    "ranks": lambda name: ranks(ranked(name)),
    "rails": lambda name: rails(FAILS),
    "hinges": lambda name: hinges(_named(flipped(), name)),
    "channels": _channels,
    "facts": lambda name: facts(_named(validated().found, name)),
    "facts in worlds": lambda name: worlds.facts(pl.read_worlds().found),
    "sizes": lambda name: sizes(_named(measured().found, name)),
}
FIGURES: dict[str, Callable[[str], Plot]] = {
    **{name: partial(_of_an_answer, draw) for name, draw in OF_AN_ANSWER.items()},
    **OF_OTHERS,
}
