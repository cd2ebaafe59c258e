"""The day hands on what its systems find."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from policies.records import Format
from sim import day
from sim.choices.working import Working
from sim.market import Market
from sim.state.codes import JobState, Reason
from sim.state.events import Ended
from sim.systems.answering import answering
from sim.systems.closing import closing
from sim.systems.hiring import hiring
from tests.sim import hand
from tests.sim.batches import front
from tests.sim.scene import Scene
from tests.sim.small import PRODUCTION, START, always, small

DAYS = 6
HARSH = replace(small(), working=Working(task_pass=0.5, pass_base=-5.0, delivery_days=0.1))  # much is refused, and soon


def test_refused_tasks_are_felt_as_other_unpaid_work(monkeypatch: pytest.MonkeyPatch) -> None:
    handed: dict[str, list[list[int]]] = {}

    def heeded(name: str) -> Any:
        system = getattr(day, name)

        def called(*written: Any, **read: Any) -> Any:
            contracts, rows = read["contracts"], read["cheated"]
            handed.setdefault(name, []).append(sorted(contracts.worker[rows].tolist()))
            return system(*written, **read)

        return called

    for name in ("offplatform", "recounting", "learning"):
        monkeypatch.setattr(day, name, heeded(name))
    market = Market(HARSH, always(PRODUCTION), start=START, seed=1, days=DAYS)
    market.run_model()
    ended = market.tables.log.finish(DAYS)[Ended]
    refused = ended.reason == Reason.REFUSED  # nobody has been silent for two weeks yet
    tasks = market.tables.jobs.format[ended.job] == Format.TASK
    assert 0 < np.count_nonzero(refused & tasks) < np.count_nonzero(refused)
    refusals = [
        sorted(ended.worker[refused & (ended.time.astype(np.int64) == number)].tolist()) for number in range(DAYS)
    ]
    assert handed == {"offplatform": refusals, "recounting": refusals, "learning": refusals}


def test_a_client_that_deals_outside_has_not_posted_in_vain() -> None:
    """Three postings end on day 3: of one the pair deals outside, of one it signs, and for one nobody is found."""
    jobs = hand.jobs(3, decides=3.0, closes=3.5, applied=[1, 1, 0])
    s = Scene(jobs=jobs, threads=hand.threads(2, agreed=[True, False]), clients=hand.clients(3, true_trust=0.5))
    hiring(s.workers, jobs, s.threads, s.contracts, s.affairs, s.log, clients=s.clients, today=s.today)
    closing(jobs, s.threads, s.clients, listed=np.arange(3), today=s.today)
    answering(s.workers, s.clients, s.log, front=front(0, 1, 2), jobs=jobs, threads=s.threads, today=s.today)
    assert jobs.state.tolist() == [JobState.DIRECT, JobState.FILLED, JobState.CLOSED]
    world = s.today.world
    won, lost = 0.5 * (1 + world.learning.trust_gain), 0.5 * (1 - world.learning.trust_lost_unfilled)
    assert s.clients.true_trust.tolist() == pytest.approx([0.5, won, lost])
    assert s.clients.raised.tolist() == pytest.approx([1.0, 1.0, 1 + world.posting.unanswered_raise])
