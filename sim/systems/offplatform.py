"""Off-platform: what happens out of sight to those who were led away, and to those who worked for nothing."""

import numpy as np

from policies.records import Kind
from sim.acts.readings import never_paid, pressed
from sim.acts.selling import offer
from sim.arrays import I64
from sim.choices import luring as choose
from sim.rings.tactics import ESCALATES, FIRST_HARM
from sim.state.batch import joined, picked
from sim.state.codes import Harm
from sim.state.events import Harmed
from sim.state.handover import Harms
from sim.state.log import Log
from sim.state.people import Clients, Workers
from sim.state.purposes import Purpose
from sim.state.trade import Affairs, Contracts, Jobs, Offers
from sim.today import Today

EVENING = 0.95  # of the day, when work for nothing is booked


def offplatform(
    workers: Workers,
    affairs: Affairs,
    offers: Offers,
    log: Log,
    *,
    cheated: I64,
    clients: Clients,
    jobs: Jobs,
    contracts: Contracts,
    today: Today,
) -> Harms:
    """Affairs that are due go on; `cheated` contract rows ended badly. Accounts that workers sell go on the market."""
    harms = joined(
        _affairs(affairs, today=today), _unpaid(cheated=cheated, jobs=jobs, contracts=contracts, today=today)
    )
    harms = _sales(workers, offers, harms=harms, clients=clients, today=today)
    log.add(Harmed(harms.time, harms.worker, harms.client, harms.job, harms.tactic, harms.harm, harms.yen))
    return harms


def _affairs(affairs: Affairs, *, today: Today) -> Harms:
    """The next step of every affair that is due: many end, some do harm, a few of these go on to large sums."""
    draws, numbers = today.draws, today.world.luring
    due = np.flatnonzero(affairs.next_at < today.day + 1)
    when = affairs.next_at[due]
    affairs.next_at[due] = np.inf
    offered = affairs.true_tactic[due] == Kind.ACCOUNT_PURCHASE  # whether they sell is asked in _sales
    certain = offered | (affairs.owed[due] > 0)  # as is that an honest client does not pay who will not
    share = np.where(affairs.step[due] > 0, numbers.second_loss_share, np.where(certain, 1.0, numbers.first_loss_share))
    hit = draws.uniform(Purpose.HARM, affairs.key[due], affairs.step[due]) < share
    rows, when = due[hit], when[hit]
    first, tactic, keys = affairs.step[rows] == 0, affairs.true_tactic[rows], affairs.key[rows]

    harm = np.where(first, FIRST_HARM[tactic], Harm.MONEY)
    noise = draws.normal(Purpose.LOSS, keys, affairs.step[rows])
    usual = np.asarray(today.world.posting.market_price).mean() * np.exp(numbers.first_loss_spread * noise)
    unpaid = np.where(affairs.owed[rows] > 0, affairs.owed[rows], usual)
    yen = np.select(
        [harm == Harm.MONEY, harm == Harm.UNPAID_WORK], [choose.money_lost(first, noise, numbers), unpaid], 0.0
    )

    wait = numbers.loss_step_days * numbers.second_loss_wait_factor * draws.exponential(Purpose.SECOND_WAIT, keys)
    affairs.step[rows] += 1
    affairs.next_at[rows] = np.where(first & ESCALATES[tactic], when + wait, np.inf)
    return Harms(
        affairs.worker[rows], affairs.client[rows], affairs.job[rows], tactic, harm, np.round(yen), when, first
    )


def _unpaid(*, cheated: I64, jobs: Jobs, contracts: Contracts, today: Today) -> Harms:
    """Projects done for a ring that never pays. It pays for tasks, and one that it refuses is work refused, no harm."""
    rows = cheated[never_paid(cheated, jobs=jobs, contracts=contracts)]
    n = len(rows)
    return Harms(
        contracts.worker[rows],
        contracts.client[rows],
        contracts.job[rows],
        np.full(n, int(Kind.UNPAID_TRIAL)),
        np.full(n, int(Harm.UNPAID_WORK)),
        contracts.amount[rows],
        np.full(n, today.day + EVENING),
        np.zeros(n, np.bool_),
    )


def _sales(workers: Workers, offers: Offers, *, harms: Harms, clients: Clients, today: Today) -> Harms:
    """Workers who are offered money for their account part with it, or keep it, and were not harmed.

    Of several who would buy it today, the first one gets it.
    """
    offered, worker = harms.tactic == Kind.ACCOUNT_PURCHASE, harms.worker
    u = today.draws.uniform(Purpose.SELLS, workers.key[worker])
    agrees = choose.sells(pressed(rows=worker, workers=workers, today=today), u, today.world.luring)
    sales = np.flatnonzero(offered & ~workers.left[worker] & ~workers.true_offers[worker] & agrees)
    sales = sales[np.argsort(harms.time[sales], kind="stable")]
    sellers, first = np.unique(worker[sales], return_index=True)
    offer(workers, offers, sellers=sellers, clients=clients, today=today)
    stands = ~offered
    stands[sales[first]] = True
    return picked(harms, stands)
