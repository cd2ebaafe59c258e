"""Attending: clients have time for so many people about one job."""

import numpy as np

from sim.acts.attending import attend
from tests.sim import hand


def test_a_client_has_time_for_the_first_about_each_job() -> None:
    """Two may come. One has come about job 1 before, as many as may about job 2."""
    jobs = hand.jobs(4, client=[0, 0, 1, 1], talked=[0, 1, 2, 0])
    today = hand.day(world=hand.world(talking={"applicants_per_job": 2}))
    job, rank = np.array([0, 1, 2, 0, 1, 0, 3]), np.array([3.0, 5.0, 0.0, 1.0, 4.0, 2.0, 9.0])
    assert attend(jobs, job=job, rank=rank, today=today).tolist() == [False, False, False, True, True, True, True]
    assert jobs.talked.tolist() == [2, 2, 2, 1]
    assert not attend(jobs, job=job[:3], rank=rank[:3], today=today).any()
    assert attend(jobs, job=job[-1:], rank=rank[-1:], today=today).all()


def test_where_nobody_comes_no_time_is_spent() -> None:
    jobs = hand.jobs(2)
    assert attend(jobs, job=np.zeros(0, np.int64), rank=np.zeros(0), today=hand.day()).tolist() == []
    assert jobs.talked.tolist() == [0, 0]
