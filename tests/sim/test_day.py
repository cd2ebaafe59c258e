"""The day hands on what its systems find."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from policies.records import Format
from sim import day
from sim.choices.working import Working
from sim.market import Market
from sim.state.codes import Reason
from sim.state.events import Ended
from tests.sim.small import PRODUCTION, START, always, small

DAYS = 6
HARSH = replace(small(), working=Working(task_pass=0.5, pass_base=-5.0, delivery_days=0.1))  # much is refused, and soon


def test_tasks_that_were_refused_are_told_felt_and_weighed_as_other_work_that_was_not_paid(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
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
    found = [sorted(ended.worker[refused & (ended.time.astype(np.int64) == number)].tolist()) for number in range(DAYS)]
    assert handed == {"offplatform": found, "recounting": found, "learning": found}
