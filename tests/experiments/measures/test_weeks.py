"""Weeks of a run, from logs made by hand."""

import numpy as np

from experiments.measures.weeks import WEEKLY, weeks
from policies.records import Channel, Kind
from sim.state.events import Contacted, Session, WorkerJoined
from tests.experiments.measures.logs import at, log_of


def test_each_whole_week_counts_for_itself() -> None:
    """Of two who look in in the first week one is reached, twice; nobody in the second; both in the third, of four."""
    lure = {"job": 0, "client": 0, "channel": Channel.MESSAGE, "tactic": Kind.MLM}
    log = log_of(
        at(WorkerJoined, -1, worker=range(4)),
        at(Session, 1, worker=[0, 1]),
        at(Session, 8, worker=[0, 1]),
        at(Session, 15, worker=range(4)),
        at(Contacted, 2, worker=0, **lure),
        at(Contacted, 6.9, worker=0, **lure),
        at(Contacted, 14, worker=0, **lure),
        at(Contacted, 20.9, worker=3, **lure),
        at(Contacted, 21, worker=1, **lure),  # a week of which the run has one day
        days=22,
    )
    result = weeks(log).values
    assert set(result) == set(WEEKLY)
    assert result["exposed_per_10k"].tolist() == [5_000, 0, 5_000]
    assert np.isnan(result["publication_lag_p90"]).all()  # nothing is published
    assert result["fee_yen"].tolist() == [0, 0, 0]
