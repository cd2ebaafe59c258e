"""Profiting: rings take note of what paid and what was stopped. What they see is what happened to their own jobs."""

import numpy as np

from sim.arrays import F64, I64
from sim.rings.business import lead_worth
from sim.rings.habits import Habits
from sim.rings.rings import Books
from sim.state.people import Clients
from sim.state.trade import Jobs
from sim.systems.luring import Reached
from sim.today import Today


def profiting(
    habits: Habits,
    books: Books,
    jobs: Jobs,
    clients: Clients,
    *,
    reached: Reached,
    suspended: I64,
    restricted: I64,
    today: Today,
) -> None:
    """Book new leads at what such leads bring; where rings adapt, learn from leads, stopped texts and lost accounts.

    suspended: job rows; restricted: client rows.
    """
    lead = reached.job[reached.led]
    worth = lead_worth(today.world.luring)[jobs.true_what[lead] - 1]
    books.book(clients.true_ring[jobs.client[lead]], worth)
    if today.world.rings != "adapting":
        return
    bad = today.world.ring
    stopped = np.concatenate([reached.stopped, suspended[jobs.true_what[suspended] > 0]])
    banned = _last_jobs(jobs, restricted)
    gain = [
        np.minimum(1.0, worth / bad.yen_gain),
        np.full(len(stopped), -bad.stopped_loss),
        -bad.banned_loss - bad.legal_loss * clients.verified[jobs.client[banned]],
    ]
    _learn(habits, jobs, clients, np.concatenate([lead, stopped, banned]), np.concatenate(gain))


def _last_jobs(jobs: Jobs, clients: I64) -> I64:
    """The latest scheming job of each of these accounts that has one."""
    mine = np.flatnonzero(np.isin(jobs.client, clients) & (jobs.true_what > 0))
    _, last = np.unique(jobs.client[mine][::-1], return_index=True)
    return mine[::-1][last]


def _learn(habits: Habits, jobs: Jobs, clients: Clients, job: I64, gain: F64) -> None:
    """Every choice that led to a job shares its gain."""
    ring = clients.true_ring[jobs.client[job]]
    habits.tactic.learn(ring, jobs.true_what[job] - 1, gain)
    habits.channel.learn(ring, jobs.true_channel[job], gain)
    habits.level.learn(ring, jobs.true_level[job], gain)
    habits.pace.learn(ring, jobs.true_pace[job], gain)
    habits.papers.learn(ring, clients.true_papers[jobs.client[job]], gain)
