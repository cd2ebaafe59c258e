"""Logs of a pair: the same runs once more, in the world that the pair had."""

from dataclasses import replace

import pytest

from experiments.measures.metrics import measure
from experiments.measures.periods import Periods
from experiments.questions.compare.answer import Answer
from experiments.questions.compare.ask import answer
from experiments.questions.compare.logs import logs
from experiments.runs.worlds import PLAUSIBLE, Worlds
from scenarios import BadInput, load

TINY = ["world.workers=300", "world.clients=120", "days=16"]


def asked(worlds: Worlds) -> Answer:
    result, _ = answer([(load("production", TINY), load("calling_open", TINY))], range(3, 5), worlds=worlds)
    assert result is not None
    return result


@pytest.mark.parametrize("worlds", [Worlds(), PLAUSIBLE], ids=["one world", "plausible worlds"])
def test_logs_are_those_of_the_runs_that_were_measured(worlds: Worlds) -> None:
    trace = asked(worlds)
    for seed, place in ((None, 0), (4, 1)):
        chosen, sides = logs(trace, seed)
        assert chosen == trace.comparisons[0].seeds.ran[place]
        for log, runs in zip(sides, trace.comparisons[0].runs, strict=True):
            again = measure(Periods(log))
            assert [again[name] for name in ("contract_yen", "review_hours")] == [
                runs[place][name] for name in ("contract_yen", "review_hours")
            ]


def test_logs_of_a_missing_seed_or_missing_worlds_are_refused() -> None:
    trace = asked(PLAUSIBLE)
    with pytest.raises(BadInput, match="seed 9 is none of this answer: it has 3 to 4"):
        logs(trace, 9)
    with pytest.raises(BadInput, match="the plausible worlds of this answer are not there any more: gone"):
        logs(replace(trace, evidence="gone"))
