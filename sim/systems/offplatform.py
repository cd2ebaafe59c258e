"""Off-platform: what happens out of sight to those who were led away, and to those who worked for nothing."""

import numpy as np

from policies.records import Kind
from sim.state.draws import Purpose
from sim.state.log import Event, Harm, Log
from sim.state.people import Clients
from sim.state.table import I64
from sim.state.trade import Affairs, Contracts
from sim.today import Today

# What each tactic takes first (Y-15…Y-25, L-12, L-23), and whether it asks for large sums later (two-stage losses).
FIRST = {
    Kind.MLM: Harm.MONEY,
    Kind.LISTING_AS_AD: Harm.DATA,
    Kind.LIST_BUILDING: Harm.DATA,
    Kind.ACCOUNT_TRANSFER: Harm.ACCOUNT,
    Kind.ACCOUNT_PURCHASE: Harm.ACCOUNT,
    Kind.UPFRONT_PAYMENT: Harm.MONEY,
    Kind.PROXY_LISTING: Harm.COMPLICITY,
    Kind.AFFILIATE: Harm.UNPAID_WORK,
    Kind.UNPAID_TRIAL: Harm.UNPAID_WORK,
    Kind.DIRECT_DEALING: Harm.UNPAID_WORK,
    Kind.OFF_PLATFORM: Harm.MONEY,
}
ESCALATES = (Kind.MLM, Kind.UPFRONT_PAYMENT, Kind.OFF_PLATFORM, Kind.LIST_BUILDING)
_HARM = np.array([FIRST[Kind(number)] for number in range(len(FIRST))])
_ESCALATES = np.array([Kind(number) in ESCALATES for number in range(len(FIRST))])


def offplatform(
    clients: Clients, affairs: Affairs, contracts: Contracts, log: Log, *, cheated: I64, today: Today
) -> I64:
    """Affairs that are due go on; `cheated` contract rows ended badly. → workers (rows) harmed by bad actors today."""
    draws, luring = today.draws, today.world.luring
    rows = np.flatnonzero(affairs.next_at < today.day + 1)
    first = affairs.step[rows] == 0
    hit = draws.uniform(Purpose.HARM, affairs.key[rows], affairs.step[rows]) < np.where(
        first, luring.first_loss, luring.second_loss
    )
    rows, first, when = rows[hit], first[hit], affairs.next_at[rows][hit]
    affairs.next_at[affairs.next_at < today.day + 1] = np.inf

    kind = affairs.true_what[rows] - 1
    harm = np.where(first, _HARM[kind], Harm.MONEY)
    noise = draws.normal(Purpose.LOSS, affairs.key[rows], affairs.step[rows])
    spread = np.where(first, 0.3, luring.loss_spread)
    size = np.where(first, luring.first_yen, luring.second_yen) * np.exp(spread * noise - spread**2 / 2)
    unpaid = np.asarray(today.world.posting.price).mean()
    yen = np.where(harm == Harm.MONEY, size, np.where(harm == Harm.UNPAID_WORK, unpaid * np.exp(0.3 * noise), 0.0))
    log.add(
        Event.HARMED,
        when,
        worker=affairs.worker[rows],
        client=affairs.client[rows],
        job=affairs.job[rows],
        what=affairs.true_what[rows],
        how=harm,
        value=np.round(yen),
    )
    goes_on = first & _ESCALATES[kind]
    wait = luring.step_days * 3 * draws.exponential(Purpose.SECOND_WAIT, affairs.key[rows])
    affairs.step[rows] += 1
    affairs.next_at[rows] = np.where(goes_on, when + wait, np.inf)

    bad = cheated[clients.true_ring[contracts.client[cheated]] >= 0]
    log.add(
        Event.HARMED,
        today.day + 0.95,
        worker=contracts.worker[bad],
        client=contracts.client[bad],
        job=contracts.job[bad],
        what=1 + int(Kind.UNPAID_TRIAL),
        how=Harm.UNPAID_WORK,
        value=contracts.amount[bad],
    )
    return np.concatenate([affairs.worker[rows], contracts.worker[bad]]).astype(np.int64)
