"""Study of the timeline: channels of bad actors during the rollouts from March to August 2020."""

from experiments.questions.measure.ask import metrics
from experiments.questions.measure.metrics import Summary
from experiments.runs.failures import whole
from experiments.runs.keeping import UNKEPT, Keeping
from experiments.runs.pools import SERIAL, Engine
from experiments.runs.watch import Watch, unwatched
from scenarios import load

SEEDS = range(16)  # fixed: a picture must not depend on who makes it


def timeline(engine: Engine = SERIAL, watch: Watch = unwatched, keeping: Keeping = UNKEPT) -> Summary:
    """Run the rollouts of 2020 with rings that adapt. Raise Crashed."""
    with watch(len(SEEDS), "timeline") as step:
        return whole(*metrics(load("timeline_2020"), SEEDS, keeping=keeping, engine=engine, on_done=step))
