"""Profiting: rings take note of what paid and what was stopped. What they see is what happened to their own jobs."""

import numpy as np

from policies.records import Kind
from sim.arrays import F64, I64
from sim.rings.business import lead_worth
from sim.rings.rings import Rings
from sim.state.handover import Reached
from sim.state.people import Clients
from sim.state.trade import Jobs
from sim.today import Today


def profiting(
    rings: Rings,
    *,
    drafted: I64,
    reached: Reached,
    stopped: I64,
    suspended: I64,
    restricted: I64,
    jobs: Jobs,
    clients: Clients,
    today: Today,
) -> None:
    """Book what jobs cost, and new leads at what such leads bring; learn from these, stopped texts and lost accounts.

    drafted, stopped, suspended: job rows; restricted: client rows.
    """
    bad = today.world.ring
    lead = reached.job[reached.led]
    worth = lead_worth(today.world.luring)[jobs.true_tactic[lead]]
    rings.book(clients.true_ring[jobs.client[lead]], worth)
    written = drafted[jobs.true_tactic[drafted] != Kind.NONE]
    rings.book(clients.true_ring[jobs.client[written]], np.full(len(written), -bad.job_cost))
    lost = np.concatenate([stopped, suspended[jobs.true_tactic[suspended] != Kind.NONE]])
    banned = clients.true_scheme[restricted]
    banned = banned[banned >= 0]
    gain = [
        np.minimum(1.0, worth / bad.yen_per_gain),
        np.full(len(written), -bad.job_cost / bad.yen_per_gain),
        np.full(len(lost), -bad.stopped_loss),
        -bad.banned_loss - bad.legal_loss * clients.verified[jobs.client[banned]],
    ]
    job = np.concatenate([lead, written, lost, banned])
    _learn(rings, job=job, gain=np.concatenate(gain), jobs=jobs, clients=clients)


def _learn(rings: Rings, *, job: I64, gain: F64, jobs: Jobs, clients: Clients) -> None:
    """Every choice that led to a job shares its gain.

    Of a choice made job by job, gains over the chance of their arm sum to what one job gains by it. A volume is had for
    a time: an account has it by its chance on every day, and drafts as many jobs as it says, so the same sum comes to
    what one account gains by it a day, costs of jobs included. That is what rings are after: where jobs net something,
    many net more in the same time; where they net a loss, few lose least. A gain a job would be blind to that.
    """
    ring, habits = clients.true_ring[jobs.client[job]], rings.habits
    rings.learn(habits.tactic, ring, jobs.true_tactic[job], gain)
    rings.learn(habits.channel, ring, jobs.true_channel[job], gain)
    rings.learn(habits.level, ring, jobs.true_level[job], gain)
    rings.learn(habits.pace, ring, jobs.true_pace[job], gain)
    rings.learn(habits.pay, ring, jobs.true_pay[job], gain)
    rings.learn(habits.papers, ring, clients.true_papers[jobs.client[job]], gain)
    rings.learn(habits.volume, ring, jobs.true_volume[job], gain)
