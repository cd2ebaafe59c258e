"""Profiting: rings take note of what paid and what was stopped. What they see is what happened to their own jobs."""

import numpy as np

from policies.records import Format, Kind
from sim.arrays import F64, I64
from sim.rings.bandit import Gains
from sim.rings.business import LEGAL_ACTION, lead_worth
from sim.rings.rings import Rings
from sim.rings.tactics import Permit
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
    removed: I64,
    restricted: I64,
    jobs: Jobs,
    clients: Clients,
    today: Today,
) -> None:
    """Book what jobs cost, and new leads at what such leads bring; learn from these, stopped texts and lost accounts.

    drafted, stopped, suspended, removed (taken down after a report): job rows; restricted: client rows.
    """
    bad = today.world.ring
    worth = lead_worth(today.world.luring)[jobs.true_tactic[reached.job]]
    rings.book(clients.true_ring[jobs.client[reached.job[reached.led]]], worth[reached.led])
    written = drafted[jobs.true_tactic[drafted] != Kind.NONE]
    cost = bad.job_cost + _paid_in(written, jobs)
    rings.book(clients.true_ring[jobs.client[written]], -cost)
    back = suspended[(jobs.true_tactic[suspended] != Kind.NONE) & (jobs.format[suspended] == Format.TASK)]
    refund = _paid_in(back, jobs)
    rings.book(clients.true_ring[jobs.client[back]], refund)
    judged = np.append(suspended, removed)
    lost = np.append(stopped, judged[jobs.true_tactic[judged] != Kind.NONE])
    banned = clients.true_scheme[restricted]
    banned = banned[banned >= 0]
    legal = bad.legal_loss * (today.date >= LEGAL_ACTION)
    leads = np.minimum(1.0, worth / bad.yen_per_gain)
    spent = np.concatenate(
        [
            -cost / bad.yen_per_gain,
            refund / bad.yen_per_gain,
            np.full(len(lost), -bad.stopped_loss),
            -bad.banned_loss - legal * clients.verified[jobs.client[banned]],
        ]
    )
    by = np.concatenate([reached.job, written, back, lost, banned])
    own, heard = (np.concatenate([leads * share, spent]) for share in (reached.led, reached.chance))
    if len(by):
        _learn(rings, job=by, own=own, heard=heard, jobs=jobs, clients=clients)


def _paid_in(rows: I64, jobs: Jobs) -> F64:
    """(n,) yen that the clients of these jobs pay in before they are shown: for all seats of a task."""
    return np.where(jobs.format[rows] == Format.TASK, jobs.fee[rows] * jobs.seats[rows], 0.0)


def _learn(rings: Rings, *, job: I64, own: F64, heard: F64, jobs: Jobs, clients: Clients) -> None:
    """Every choice that led to a job shares its gain: its own ring as it came, others as it was to be expected.

    Rings hear of many more rings than a part of the marketplace has, and of so many the luck evens out.

    Of a choice made job by job, gains over the chance of their arm sum to what one job gains by it. A volume is had for
    a time: an account has it by its chance on every day, and drafts as many jobs as it says, so the same sum comes to
    what one account gains by it a day, costs of jobs included. That is what rings are after: where jobs net something,
    many net more in the same time; where they net a loss, few lose least. A gain a job would be blind to that.

    Whether to ask the office is chosen once a conversation can ask it: of all other jobs nothing is learned about that.
    """
    ring, habits = clients.true_ring[jobs.client[job]], rings.habits
    for choice, arm in (
        (habits.tactic, jobs.true_tactic[job]),
        (habits.channel, jobs.true_channel[job]),
        (habits.level, jobs.true_level[job]),
        (habits.pace, jobs.true_pace[job]),
        (habits.pay, jobs.true_pay[job]),
        (habits.papers, clients.true_papers[jobs.client[job]]),
        (habits.volume, jobs.true_volume[job]),
    ):
        rings.learn(choice, Gains(ring, arm, own, heard))
    permit = jobs.true_permit[job]
    chose = permit != Permit.UNDECIDED
    rings.learn(habits.permit, Gains(ring[chose], permit[chose], own[chose], heard[chose]))
