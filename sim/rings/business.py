"""The business of rings: what a lead is worth, what an account costs, and the numbers of how they work."""

import datetime
from dataclasses import dataclass

import numpy as np

from policies.dates import days
from policies.numbers import check, mixture, number
from policies.records import Channel, Kind
from sim.arrays import F64, I64
from sim.choices.luring import Luring
from sim.rings.tactics import ESCALATES, FIRST_HARM, Papers, Pay, Volume
from sim.state.codes import Harm

LEGAL_ACTION = days(datetime.date(2020, 7, 1))  # the July report tells of it (L-29): rings weigh it from then on


@dataclass(frozen=True, slots=True)
class Organising:
    """The trade of organised bad actors: what they do on the first day, how they learn and reckon when they adapt."""

    # fmt: off
    accounts: float = number(4.0, "accounts", "a ring runs at once", 1.5, 10.0, least=1, most=10_000)
    even_size_weight: float = number(1.0, "parts", "of a ring's size that are the same for all, against one part of luck", 0.1, 5.0, least=0.01, most=1_000)
    oldest_account_days: float = number(60.0, "days", "age of the oldest account that is not bought, on day 0", 10.0, 300.0, most=36_500)
    post_rate: float = number(0.04, "jobs a day", "an account posts on average, before rings learn", 0.02, 0.1, most=1)
    usual_volume_share: float = number(0.6, "share", "of accounts that post just so many at first; the others few or many, by review_days", 0.2, 0.9)
    low_volume_factor: float = number(0.5, "factor", "on post_rate while an account posts few", 0.2, 0.8, most=0.9)
    high_volume_factor: float = number(2.0, "factor", "on post_rate while an account posts many", 1.3, 4.0, least=1.1)
    lures_by_posting: float = number(0.3, "share", "of jobs that lure in the posting itself", 0.1, 0.6)
    lures_by_nda: float = number(0.1, "share", "of jobs that lure in NDA special terms (A-20)", 0.02, 0.3)
    lures_by_scout: float = number(0.08, "share", "of jobs that lure by scout", 0.02, 0.3)
    lures_by_call: float = number(0.17, "share", "of jobs that lure by call where calls are open and taken, else by message", 0.05, 0.5)
    scouts_per_job: float = number(4.0, "scouts", "sent for a job that lures by scout", 2.0, 20.0, most=30)
    task_bait: float = number(0.1, "share", "of jobs in task format (L-22), who does one has had a contract: N-15 leaves a fifth for these", 0.02, 0.2)
    reliability: float = number(0.92, "share", "of good work that they accept and pay where it serves them: tasks, a cheap harvest (L-22), and jobs that groom an account", 0.7, 1.0)
    hires_first: float = number(0.06, "share", "of jobs that contract before they lure (N-15: most do not)", 0.02, 0.2)
    obfuscation: float = number(1.5, "level", "mean obfuscation of texts, 0…4 (M-12)", 0.5, 3.0, most=4)
    obfuscation_spread: float = number(1.0, "level", "of texts around it", 0.5, 2.0, least=0.1, most=10)
    invents_on: int = number(36_500, "days", "since the start, from which rings have a bait that no phrase knows; long after the end: never (M-28)", most=36_500)
    invented: float = number(0.3, "share", "of jobs that lure in its words at first", 0.1, 0.6)
    tactic_skew: float = number(2.0, "exponent", "on the luck that makes a ring's first tactics unequal: each favours a few", 1.0, 3.0, most=5)
    groomed: float = number(0.04, "share", "of accounts that order and pay honestly first", 0.0, 0.15)
    bought: float = number(0.04, "share", "of accounts bought from workers where there are any (M-15)", 0.0, 0.15)
    grooming_contracts: int = number(4, "contracts", "that a groomed account accepts and pays before its first lure; a rate is shown from 3", 1, 12, most=1_000)
    grooming_rate: float = number(0.15, "jobs a day", "an account posts while it grooms its record", 0.02, 0.5, most=1)
    contract_silence: float = number(0.01, "share", "a ring's account falls silent in a contract, a day", 0.001, 0.05)
    lure_delay_days: float = number(0.4, "days", "from application to lure", 0.05, 1.5, most=3_650)
    talks_a_day: int = number(4, "conversations", "in which an account lures a day, the earliest first: dozens of texts, half an hour of somebody's time each", 1, 15, least=1, most=100_000)
    hires_first_wait_factor: float = number(2.0, "factor", "on clients' patience, until an account lures that contracts first", 1.0, 5.0)
    at_market: float = number(0.2, "share", "of jobs that offer the market price as bait", 0.0, 0.5)
    far_above: float = number(0.1, "share", "of jobs that offer far more than it; all others offer more (L-24)", 0.0, 0.4)
    above_market_factor: float = number(1.5, "factor", "of the market price, where more than it is offered", 1.1, 2.0, least=0.01)
    far_above_factor: float = number(3.0, "factor", "of the market price, where far more than it is offered", 2.0, 10.0, least=0.01)
    reentry_days: float = number(5.0, "days", "until a restricted account is replaced", 1.0, 14.0, most=3_650)
    stops: float = number(0.15, "share", "of rings that stop within a month for reasons of their own; as many enter while business is as ever", 0.04, 0.3)
    blind_entry: float = number(0.2, "share", "of entry that happens whatever rings earn", 0.0, 0.5)
    contacts: int = number(2, "contacts", "outside addresses that a ring has in use at once; its accounts take turns", 1, 5, least=1, most=100)
    changes_contact: float = number(0.5, "share", "of restricted accounts after which a ring gives up the contact that they handed out", 0.1, 1.0)
    contact_cost: float = number(1_500.0, "yen", "for another contact: a number and a messenger account that looks lived in", 300.0, 10_000.0)
    lost_on_change: float = number(0.3, "share", "of those in conversation over a contact who are lost with it", 0.1, 0.8)
    shares_trace: float = number(0.5, "share", "of accounts that leave the same trace as others of their ring: papers, payment, a device", 0.2, 0.9)
    targets_young: float = number(0.5, "share", "of ring scouts that use age filters where they exist (L-02)", 0.1, 0.9)
    explore: float = number(0.2, "share", "of choices that try something at random (γ of Exp3.S)", 0.05, 0.3, least=0.001)
    weight_leak: float = number(0.002, "share", "of learned weight that leaks to all arms, of every ring, each time that any ring learns (α of Exp3.S)", 0.0, 0.02)
    hearsay: float = number(0.5, "share", "of others' gains that a ring learns from as from its own: scripts and manuals are traded", 0.0, 0.6)
    hearsay_rings: float = number(12.0, "rings", "of whose gains a ring hears, whatever the scale of the simulation", 3.0, 20.0, most=1_000)
    yen_per_gain: float = number(40_000.0, "yen", "expected from a lead that counts as a gain of 1", 10_000.0, 200_000.0, least=1)
    stopped_loss: float = number(0.1, "gain", "lost with a text that is stopped or a posting that is suspended", 0.0, 0.5, most=100)
    banned_loss: float = number(0.3, "gain", "lost with an account that is restricted", 0.0, 1.0, most=100)
    legal_loss: float = number(0.8, "gain", "lost besides with one that bears a verified identity: legal action (L-29)", 0.0, 2.0, most=100)
    overhead: float = number(50.0, "yen", "a ring's costs a day", 5.0, 1_500.0)
    job_cost: float = number(500.0, "yen", "of people's time to write a job and to mind it: half an hour or so", 100.0, 3_000.0)
    account_cost: float = number(500.0, "yen", "to open an account", 100.0, 3_000.0)
    papers_cost: float = number(5_000.0, "yen", "for somebody's identity papers", 500.0, 30_000.0)
    account_worth: float = number(15_000.0, "yen", "for a worker's account at which as many are bought as rings want at first; at half of it twice as many", 4_000.0, 100_000.0, least=1)
    profit_memory: float = number(0.985, "share", "of yesterday's profit that still counts today", 0.95, 0.995)
    patience: int = number(84, "days", "for which a ring looks on before it judges its books", 30, 180, most=3_650)
    review_days: int = number(7, "days", "between two looks at the books", 1, 30, least=1, most=3_650)
    # fmt: on

    def __post_init__(self) -> None:
        """Raises ValueError for the first number outside its bounds, and for shares of one whole above 1."""
        check(self)
        mixture(self, "lures_by_posting", "lures_by_nda", "lures_by_scout", "lures_by_call")
        mixture(self, "hires_first", "task_bait")
        mixture(self, "at_market", "far_above")
        mixture(self, "groomed", "bought")


def channel_mix(business: Organising) -> F64:
    """(channels,) share of the jobs that lure on each channel on the first day; the rest lures by message."""
    share = np.zeros(len(Channel))
    share[Channel.POSTING], share[Channel.NDA] = business.lures_by_posting, business.lures_by_nda
    share[Channel.SCOUT], share[Channel.CALL] = business.lures_by_scout, business.lures_by_call
    share[Channel.MESSAGE] = 1 - share.sum()
    return share


def level_mix(business: Organising, levels: int) -> F64:
    """(levels,) share of the jobs at each level of disguise on the first day; the last is the bait that rings invent."""
    away = (np.arange(levels - 1) - business.obfuscation) / business.obfuscation_spread
    known = np.exp(-(away**2) / 2)
    known *= (1 - business.invented) / known.sum()
    return np.append(known, business.invented)


def volume_mix(business: Organising) -> F64:
    """(volumes,) share of accounts that post so much on the first day. The mean factor on `post_rate` is 1."""
    share, apart = np.zeros(len(Volume)), business.high_volume_factor - business.low_volume_factor
    share[Volume.FEW] = (1 - business.usual_volume_share) * (business.high_volume_factor - 1) / apart
    share[Volume.USUAL] = business.usual_volume_share
    share[Volume.MANY] = (1 - business.usual_volume_share) * (1 - business.low_volume_factor) / apart
    return share


def volume_factor(volume: I64, business: Organising) -> F64:
    """(n,) factor on `post_rate` of accounts that post this Volume."""
    factor = np.ones(len(Volume))
    factor[Volume.FEW], factor[Volume.MANY] = business.low_volume_factor, business.high_volume_factor
    return factor[volume]


def promised(pay: I64, business: Organising) -> F64:
    """(n,) factor on the market price that bait of this Pay promises."""
    factor = np.ones(len(Pay))
    factor[Pay.ABOVE], factor[Pay.FAR_ABOVE] = business.above_market_factor, business.far_above_factor
    return factor[pay]


def lead_worth(luring: Luring) -> F64:
    """(tactics,) yen that a worker led away brings a ring on average. The trade knows what its leads are worth."""
    first = np.where(FIRST_HARM == Harm.MONEY, luring.first_loss_yen, np.asarray(luring.harm_yen_to_ring)[FIRST_HARM])
    return first_steps(luring) * (first + ESCALATES * luring.second_loss_share * luring.second_loss_yen)


def outstanding(tactic: I64, step: I64, luring: Luring) -> F64:
    """(n,) yen that such leads still bring on average: all before the first harm (step 0), large sums after it."""
    later = ESCALATES * luring.second_loss_share * luring.second_loss_yen
    return np.where(step == 0, lead_worth(luring)[tactic], later[tactic])


def first_steps(luring: Luring) -> F64:
    """(tactics,) share of the led away who come to a first harm. Those who sell an account come to it at once."""
    share = np.full(len(FIRST_HARM), luring.first_loss_share)
    share[Kind.ACCOUNT_PURCHASE] = luring.sells_account / 2  # at middling pressure
    return share


def eagerness(price: float, business: Organising) -> float:
    """Factor on how many want a worker's account, at so many yen: 1 at what it is worth, and where there is none."""
    return business.account_worth / price if np.isfinite(price) else 1.0


def papers_cost(papers: I64, price: tuple[float, ...], business: Organising) -> F64:
    """(n,) yen that an account with these Papers costs beyond opening it, without the price of a bought one.

    Groomed ones mind and pay honest work.
    """
    cost = np.zeros(len(Papers))
    cost[Papers.VERIFIED] = business.papers_cost
    cost[Papers.GROOMED] = business.grooming_contracts * (np.mean(price) + business.job_cost)
    return cost[papers]
