"""What a platform can see, as frozen classes of arrays: one row a posting, a message, a client, a case.

Every field is an array over the same n rows (a scalar is a batch of one: `numpy.atleast_1d` it), so that production
code asks about one record with the same call that the simulation uses for thousands. Nothing in here is known only to
nature: no field says who is honest.
"""

from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from policies.text import Texts

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]


class Format(IntEnum):
    """How a job is contracted (N-05, A-09): the project formats fixed and hourly, and tasks."""

    FIXED = 0
    HOURLY = 1
    TASK = 2


class Channel(IntEnum):
    """Where a text or a voice reaches a worker (R-07, A-20, L-13, L-22)."""

    POSTING = 0
    MESSAGE = 1
    NDA = 2  # the special-terms field of a non-disclosure agreement
    SCOUT = 3
    CALL = 4


class Stage(IntEnum):
    """How far two parties are: before a contract, during it, after it was completed."""

    BEFORE = 0
    DURING = 1
    AFTER = 2


class Kind(IntEnum):
    """The prohibited kinds of work that a text can betray (M-18, M-22, Y-15…Y-20, L-12, L-22…L-25)."""

    NONE = -1
    MLM = 0
    LISTING_AS_AD = 1  # listed only to advertise an outside service, Y-15
    LIST_BUILDING = 2  # registration to a mail magazine or official account, a form asking for data, Y-16, L-23
    ACCOUNT_TRANSFER = 3  # handing over one's account, here or elsewhere, Y-17
    ACCOUNT_PURCHASE = 4  # an offer to buy accounts of this marketplace, M-15
    UPFRONT_PAYMENT = 5  # joining fee, deferred purchase, bearing the price of goods, Y-18
    PROXY_LISTING = 6  # listing goods not in hand, Y-19
    AFFILIATE = 7  # clicks, brochure requests and bookings that pay the orderer, Y-20
    UNPAID_TRIAL = 8  # real work asked for as an unpaid trial
    DIRECT_DEALING = 9  # pressed to deal outside the service, L-12
    OFF_PLATFORM = 10  # moved to LINE (id or URL), Chatwork, another site, before any contract, M-11, M-12, L-22, L-25
    INFECTION_RISK = 11  # dated, M-22
    SOCIAL_CONFUSION = 12  # dated, M-22


class Action(IntEnum):
    """What screening or the message watch does with a text."""

    PASS = 0  # publish, deliver
    WARN = 1  # deliver with a warning beside it
    REVIEW = 2  # a person reads it first
    STOP = 3  # suspend the posting, block the message


@dataclass(frozen=True, slots=True, eq=False)
class Findings:
    """What the guidelines find in n texts."""

    kind: Ints  # (n,) Kind that weighs most, Kind.NONE where nothing was found
    weight: Floats  # (n,) 0…1, how strongly the text betrays it
    contact: Bools  # (n,) the text holds an outside contact: LINE id or URL, Chatwork, form, outside site


@dataclass(frozen=True, slots=True, eq=False)
class Postings:
    """Postings waiting for a verdict of screening."""

    text: Texts
    findings: Findings
    fee: Floats  # (n,) yen, contract amount
    quote: Floats  # (n,) yen, NaN without a quote
    verified: Bools  # (n,) the client's identity is verified
    account_age_days: Floats  # (n,)
    accepted: Ints  # (n,) contracts this client has accepted and paid
    upheld: Ints  # (n,) earlier findings upheld against this account


@dataclass(frozen=True, slots=True, eq=False)
class Messages:
    """Messages, NDA special terms and scouts on their way to a worker."""

    text: Texts
    findings: Findings
    channel: Ints  # (n,) Channel
    stage: Ints  # (n,) Stage
    verified: Bools  # (n,) the sender's identity is verified
    upheld: Ints  # (n,) earlier findings upheld against the sender


@dataclass(frozen=True, slots=True, eq=False)
class Verdicts:
    """What happens to n texts, and why."""

    action: Ints  # (n,) Action
    score: Floats  # (n,) what the thresholds were held against
    reason: Ints  # (n,) Kind that gave the score, Kind.NONE where none did


@dataclass(frozen=True, slots=True, eq=False)
class ClientRecords:
    """What the platform has on file about n clients."""

    accepted: Ints  # (n, 3) contracts accepted and paid, by Format
    ended: Ints  # (n, 3) contracts no longer in progress, however they ended, by Format
    accepted_yen: Floats  # (n,) yen, sum of accepted contracts
    rating_mean: Floats  # (n,) stars 1…5, NaN without ratings
    ratings: Ints  # (n,)
    verified: Bools  # (n,)
    upheld: Ints  # (n,) findings upheld against the account
    restricted: Bools  # (n,)
    account_age_days: Floats  # (n,)


@dataclass(frozen=True, slots=True, eq=False)
class Certifications:
    """Who is certified, and how far along each criterion (the client alone sees the progress, L-11)."""

    certified: Bools  # (n,)
    progress: Floats  # (n, criteria) 0…1; 1 is met. Orders, satisfaction, completion rate, identity, no violation


@dataclass(frozen=True, slots=True, eq=False)
class CompletedContracts:
    """Contracts that were completed and paid, for the market quote."""

    category: Ints  # (n,)
    format: Ints  # (n,) Format
    amount: Floats  # (n,) yen


@dataclass(frozen=True, slots=True, eq=False)
class ReminderRequests:
    """Requests that the office urge a silent counterparty to answer."""

    format: Ints  # (n,) Format
    stage: Ints  # (n,) Stage
    silent_days: Floats  # (n,)
    earlier: Ints  # (n,) requests already made for this contract


@dataclass(frozen=True, slots=True, eq=False)
class Grants:
    """Which requests are granted, and why the others are not."""

    granted: Bools  # (n,)
    reason: Ints  # (n,) 0 granted, 1 format not covered, 2 before contract or after completion, 3 too soon, 4 too many


@dataclass(frozen=True, slots=True, eq=False)
class Allowances:
    """By what a client may narrow its search for workers, and how many it may write to."""

    by_completed_category: Bools  # (n,)
    by_gender: Bools  # (n,)
    by_prefecture: Bools  # (n,)
    by_age_band: Bools  # (n,)
    scouts_a_week: Ints  # (n,)


@dataclass(frozen=True, slots=True, eq=False)
class Pairs:
    """A client and a worker who might talk."""

    stage: Ints  # (n,) Stage
    client_verified: Bools  # (n,)
    worker_verified: Bools  # (n,)
    ticket: Floats  # (n,) 0…1, a lot drawn for the pair; decides whose calls are watched


@dataclass(frozen=True, slots=True, eq=False)
class Permits:
    """What n pairs may do."""

    call: Bools  # (n,) the in-house call and chat tools are open to them
    monitored: Bools  # (n,) and the call is watched
    outside_contact: Bools  # (n,) contact outside the service is approved


@dataclass(frozen=True, slots=True, eq=False)
class Cases:
    """Accounts that somebody or something pointed at."""

    reporters: Ints  # (n,) distinct users who reported the account
    findings: Ints  # (n,) texts of the account stopped by screening or the message watch
    confirmed: Bools  # (n,) a member of staff read the case and found a violation
    reviewed: Bools  # (n,) a member of staff read the case
    linked: Ints  # (n,) restricted accounts that share a contact handle with this one
    verified: Bools  # (n,)


@dataclass(frozen=True, slots=True, eq=False)
class Rulings:
    """What happens to n accounts, and why."""

    review: Bools  # (n,) the case belongs on a staff member's desk (capacity decides when)
    restrict: Bools  # (n,) restrict the account, for good
    reason: Ints  # (n,) 0 none, 1 confirmed by staff, 2 findings of the text rules, 3 linked to restricted accounts


@dataclass(frozen=True, slots=True, eq=False)
class WorkerRecords:
    """What relief measures need to know of n workers (they apply for it themselves)."""

    day: int  # days since 1970-01-01
    guardian: Bools  # (n,) cares for a child out of school, A-27
    main_income: Bools  # (n,) lives mainly on this work, Y-33
    reached: Floats  # (n,) 0…1, how well information reaches this worker (a lot drawn once)
