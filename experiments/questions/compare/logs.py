"""Logs of one pair of a comparison: both runs are carried out once more, for what is drawn from events."""

from experiments.questions.compare.answer import Answer
from experiments.runs.plan import plan
from experiments.runs.work import simulated
from experiments.runs.worlds import FIXED, Worlds
from scenarios import BadInput
from scenarios.plausible import Ensemble
from sim.state.log import Events


def logs(answer: Answer, seed: int | None = None) -> tuple[int, tuple[Events, Events]]:
    """Return a seed, the first that ran if none is given, and its logs on both sides, in the last regime of the answer.

    Raise BadInput for a seed that did not run, and where the plausible worlds of the answer are not there any more.
    """
    compared = answer.comparisons[-1]
    if seed is None:
        seed = compared.seeds.ran[0]
    if seed not in compared.seeds.ran:
        ran = f"{min(compared.seeds.ran)} to {max(compared.seeds.ran)}"
        raise BadInput([f"seed {seed} is none of this answer: it has {ran}"])
    worlds = FIXED
    if answer.plausible:
        if not isinstance(answer.evidence, Ensemble):
            raise BadInput([f"the plausible worlds of this answer are not there any more: {answer.evidence}"])
        worlds = Worlds(answer.evidence.file)
    before, after = map(simulated, plan([side.scenario for side in compared.sides], [seed], worlds))
    return seed, (before, after)
