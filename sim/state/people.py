"""Workers and clients: one row a person or company, for as long as the run lasts.

Columns named `true_…` are known to nature alone: no policy ever sees them.
"""

from dataclasses import dataclass

from sim.arrays import F32, F64, I8, I16, I32, I64, U64, Bool
from sim.state.table import Table


class Workers(Table):
    """People who look for work."""

    key: U64
    joined: F64  # days since the start: here since then, or back
    opened: F32  # days since the start: its account; negative: before the first day
    home: I8  # category most looked at
    second: I8  # category looked at beside it
    true_skill: F32  # 0…1
    true_activity: F32  # sessions a day at the usual trust
    experience: I32  # contracts completed; all of before the first day count as one
    completed: I64  # bit c: has completed a contract of category c
    running: I16  # contracts in progress
    reserve: F32  # take-home wanted, as a share of the market price
    true_pressure: F32  # 0…1 financial pressure before relief
    relief: F32  # 0…1 share of the pressure taken off
    true_caution: F32  # 0…1
    true_first_caution: F32  # what it fades back to
    true_trust: F32  # 0…1 in the platform as a whole
    true_trouble: F32  # 0…1 share of dealings with clients that it expects to go badly
    true_worth_verified: F32  # what the mark counts with it, against what it counts with a newcomer
    true_worth_certified: F32
    true_worth_rule: F32
    fruitless: I16  # sessions on end in which its filter left nothing new to read
    warned: I32  # warnings seen beside messages
    applied: F32  # applications this week, and what questions cost of one
    swaps: F32  # outside contacts exchanged with honest clients, older ones fading
    harmed: I16  # times harmed
    age_band: I8  # 0 under 25, 1 25–34, 2 35–49, 3 50 and over
    guardian: Bool
    main_income: Bool
    verified: Bool
    reach: F32  # 0…1 how well information reaches this worker
    filter: I8  # place in FILTERS of the one that it uses of its own accord
    true_doubt: F32  # 0…1 follows advice where a larger share than this does; 1 once it has given up filters
    true_delay: F32  # days until it takes up what it follows
    true_recruited: Bool  # an acquaintance has drawn this worker into MLM
    true_offers: Bool  # its account is for sale, or sold
    true_reports: F32  # 0…1 how likely to report what looks like a violation
    true_visits: Bool  # only looks around: reads, and takes no work
    true_until: F32  # when it stops for reasons of its own, inf for never
    left: Bool


class Clients(Table):
    """Accounts that post jobs: companies and people, and the accounts of rings."""

    key: U64
    joined: F64  # days since the start; negative: was here before
    true_type: I64  # ClientType
    true_ring: I64  # number of the ring that owns the account, -1 for none
    true_rate: F64  # postings a day at the usual trust
    home: I64  # category
    posted: I64  # postings so far
    scouted: I64  # scouts sent this week
    true_generosity: F64  # fee offered as a share of the market price
    raised: F64  # factor on the fee, learned from silence and from survey answers
    true_reliability: F64  # 0…1 probability to accept and pay delivered work
    true_abandons: F64  # 0…1 share of its postings to which it never comes back
    true_silence: F64  # hazard of going silent, a day
    true_trust: F64  # 0…1 in the platform as a whole; a ring's account has the usual one for good
    true_hurry: F64  # 0…1
    true_talk: F64  # 0…1 how much its work needs talking through
    true_direct: F64  # 0…1 inclination to deal outside the service
    true_lapses: F64  # 0…1 chance that a posting breaks a rule, before any check; 0 for good once it has taken heed
    true_misuses: F64  # 0…1 chance that its special terms of an NDA hold something else; 0 for good as above
    true_discreet: Bool  # names no contact before a contract, for it has taken heed
    true_pressed: Bool  # has pressed a worker to deal outside
    true_heeds: Bool  # whether it takes heed when it hears of the rules
    true_papers: I64  # Papers, of a ring's account
    true_seller: I64  # worker whose account was bought, -1 for none
    true_scheme: I64  # row of its latest job that is to lure, -1 for none
    true_grooming: I64  # project contracts to be accepted and paid before the first lure
    true_traced: Bool  # bears the same trace as other accounts of its ring
    handle: U64  # outside contact over which those it wrote to reach it
    revealed: Bool  # the office has seen that contact in a text
    verified: Bool
    true_ticks: F64  # 0…1 how much it ticks of an order-rule check that it does not take seriously
    true_doubt: F64  # 0…1 takes it seriously where a larger share than this does; 1 of a ring's account
    true_delay: F64  # days until it ticks
    accepted_fixed: I64  # contracts accepted and paid
    accepted_hourly: I64
    accepted_task: I64
    ended_fixed: I64  # contracts no longer in progress
    ended_hourly: I64
    ended_task: I64
    accepted_yen: F64
    stars: F64  # sum of ratings
    ratings: I64
    certified: Bool
    upheld: I64  # findings upheld by a person
    stopped: I64  # texts stopped, calls on which a listener stepped in, postings suspended or taken down after a report
    reporters: I64  # distinct users who reported the account, since it was last cleared
    filed: F64  # log-odds, what readers who cleared it have weighed against it
    weighed: I64  # links that readers who cleared it have weighed
    read_at: F64  # when its case is read, inf for none
    restricted: Bool
    true_until: F64  # when it stops for reasons of its own, inf for never
    true_orders: I64  # jobs after which it needs no more
    left: Bool


@dataclass(slots=True, eq=False)
class Dormant:
    """Registered accounts that nobody uses: so many, of whom nothing is known until somebody comes back."""

    workers: int = 0
    clients: int = 0


class Shown(Table):
    """The office's file of contacts that it saw in texts of an account which has another one by now."""

    client: I64
    contact: U64
