"""Records of what a platform can see, as frozen classes of arrays: one row a posting, a message, a client, a case.

Every field is an array over the same n rows (a scalar is a batch of one: `numpy.atleast_1d` it), so that production
code asks about one record with the same call that the simulation uses for thousands. Its annotation says what it may
hold; a record that holds anything else is refused, and nobody can write into one (`policies.columns`). Nothing in here
is known only to nature: no field says who is honest.
"""

from dataclasses import dataclass
from enum import IntEnum
from typing import Annotated

import numpy as np
from numpy.typing import NDArray

from policies.columns import Column, Record
from policies.text import Texts

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]


class Format(IntEnum):
    """Format of a contract (N-05, A-09): the project formats fixed and hourly, and tasks."""

    FIXED = 0
    HOURLY = 1
    TASK = 2


PROJECTS = (Format.FIXED, Format.HOURLY)  # contracted one worker at a time


class Channel(IntEnum):
    """Channel over which a text or a voice reaches a worker (R-07, A-20, L-13, L-22)."""

    POSTING = 0  # the text of a job itself, which everybody may read
    MESSAGE = 1  # written to one worker in the service's own messages
    NDA = 2  # the special-terms field of a non-disclosure agreement
    SCOUT = 3  # a message by which a client invites a worker to a job
    CALL = 4  # said in the in-house call; a watch can read no text of it, a listener may hear it


ADDRESSED = (Channel.MESSAGE, Channel.NDA, Channel.SCOUT)  # texts to one worker, which a watch can read


class Outlet(IntEnum):
    """Outlet over which two speak or deal outside the service (M-11, L-22, L-23, L-25)."""

    LINE = 0
    CHATWORK = 1
    MAIL = 2
    FORM = 3


class Stage(IntEnum):
    """Stage that two parties have reached: before a contract, during it, after it was completed."""

    BEFORE = 0
    DURING = 1
    AFTER = 2


class Kind(IntEnum):
    """The prohibited kinds of work that a text can betray (M-18, M-22, Y-15…Y-20, L-12, L-22…L-25), and A-23."""

    NONE = -1  # nothing prohibited
    MLM = 0  # multi-level marketing: recruited to pay, to sell, and to recruit others
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
    INFECTION_RISK = 11  # work that spreads infection; prohibited for a time, M-22
    SOCIAL_CONFUSION = 12  # work that adds to public confusion; prohibited for a time, M-22
    OFF_PURPOSE = 13  # no work: the special-terms field of an NDA, used for anything but its purpose, A-23


class Action(IntEnum):
    """Action of screening or the message watch on a text."""

    PASS = 0  # publish, deliver
    WARN = 1  # deliver with a warning beside it
    REVIEW = 2  # a person reads it first
    STOP = 3  # suspend the posting, block the message


class Denial(IntEnum):
    """Why a reminder is not granted (A-09, A-12, A-13)."""

    NONE = 0
    FORMAT = 1  # the format is not covered
    STAGE = 2  # before the contract, or after its completion
    TOO_SOON = 3
    TOO_MANY = 4


class Ground(IntEnum):
    """Why an account is restricted."""

    NONE = 0
    CONFIRMED = 1  # by staff
    FINDINGS = 2  # of the text rules
    LINKED = 3  # to restricted accounts
    CHANGED_HANDS = 4  # the holder is not who was verified; found by `Identity.checks_holder`, by no ruling
    REPORTED = 5  # by users, without a person who reads that


MOST_YEN = 1e14  # beyond, hundredths of a per cent of an amount no longer fit into 64 bits

# Each is (n,), but ByFormat and Quotes are (n, 3): fixed, hourly, task.
Yen = Annotated[Floats, Column(0.0, MOST_YEN)]
YenOrNone = Annotated[Floats, Column(0.0, MOST_YEN, nan=True)]
Quotes = Annotated[Floats, Column(0.0, MOST_YEN, nan=True, width=len(Format), rows="categories")]  # a row a category
Shares = Annotated[Floats, Column(0.0, 1.0)]
Days = Annotated[Floats, Column(0.0)]
Counts = Annotated[Ints, Column(0)]
ByFormat = Annotated[Ints, Column(0, width=len(Format))]
Flags = Annotated[Bools, Column()]
Formats = Annotated[Ints, Column.of(Format)]
Channels = Annotated[Ints, Column.of(Channel)]
Stages = Annotated[Ints, Column.of(Stage)]
Kinds = Annotated[Ints, Column.of(Kind)]


def within_ended(accepted: ByFormat, ended: ByFormat) -> None:
    """Raise ValueError where a client has accepted more contracts than ended."""
    if (accepted > ended).any():
        paid, over = accepted[accepted > ended][0], ended[accepted > ended][0]
        raise ValueError(f"accepted: {paid} of {over} ended contracts, must be at most all of them")


@dataclass(frozen=True, slots=True, eq=False)
class Findings(Record):
    """Findings of the guidelines in n texts."""

    kind: Kinds  # the one that weighs most, Kind.NONE where nothing was found
    weight: Shares  # how strongly the text betrays it
    contact: Flags  # the text holds an outside contact: LINE id or URL, Chatwork, form, outside site


@dataclass(frozen=True, slots=True, eq=False)
class Postings(Record):
    """Postings waiting for a verdict of screening."""

    text: Texts
    findings: Findings
    fee: Yen  # contract amount
    quote: YenOrNone  # NaN without a quote
    verified: Flags  # the client's identity is verified
    account_age_days: Days
    accepted: Counts  # contracts this client has accepted and paid
    upheld: Counts  # earlier findings upheld against this account


@dataclass(frozen=True, slots=True, eq=False)
class Messages(Record):
    """Messages, NDA special terms and scouts on their way to a worker."""

    text: Texts
    findings: Findings
    channel: Channels
    stage: Stages
    verified: Flags  # the sender's identity is verified
    upheld: Counts  # earlier findings upheld against the sender


@dataclass(frozen=True, slots=True, eq=False)
class Verdicts(Record):
    """Verdicts on n texts, and why."""

    action: Annotated[Ints, Column.of(Action)]
    score: Annotated[Floats, Column(0.0, 1.0, nan=True)]  # what the thresholds were held against; NaN: nobody can tell
    reason: Kinds  # that gave the score, Kind.NONE where none did


@dataclass(frozen=True, slots=True, eq=False)
class ClientRecords(Record):
    """The platform's file on n clients."""

    accepted: ByFormat  # contracts accepted and paid
    ended: ByFormat  # contracts no longer in progress, however they ended
    accepted_yen: Yen  # sum of accepted contracts
    rating_mean: Annotated[Floats, Column(1.0, 5.0, nan=True)]  # stars, NaN without ratings
    ratings: Counts
    verified: Flags
    upheld: Counts  # findings upheld against the account
    restricted: Flags
    account_age_days: Days

    def __post_init__(self) -> None:
        """Raises ValueError also where more contracts were accepted than ended."""
        Record.__post_init__(self)
        within_ended(self.accepted, self.ended)


@dataclass(frozen=True, slots=True, eq=False)
class CompletedContracts(Record):
    """Contracts that were completed and paid, for the market quote."""

    category: Counts  # number of the category, from 0
    format: Formats
    amount: Yen


@dataclass(frozen=True, slots=True, eq=False)
class ReminderRequests(Record):
    """Requests that the office urge a silent counterparty to answer."""

    format: Formats
    stage: Stages
    silent_days: Days
    earlier: Counts  # requests already made for this contract


@dataclass(frozen=True, slots=True, eq=False)
class Grants(Record):
    """Grants of n requests, and why the others are not."""

    granted: Flags
    reason: Annotated[Ints, Column.of(Denial)]


@dataclass(frozen=True, slots=True, eq=False)
class Allowances(Record):
    """Filters by which a client may narrow its search for workers, and how many it may write to."""

    by_completed_category: Flags
    by_age_band: Flags
    scouts_a_week: Counts


@dataclass(frozen=True, slots=True, eq=False)
class Pairs(Record):
    """A client and a worker who might talk."""

    stage: Stages
    client_verified: Flags
    worker_verified: Flags
    ticket: Shares  # a lot drawn for the pair; decides whose calls are watched


@dataclass(frozen=True, slots=True, eq=False)
class Permits(Record):
    """Permits of n pairs."""

    call: Flags  # the in-house call and chat tools are open to them
    monitored: Flags  # and somebody may listen, of which they know
    outside_contact: Flags  # they may apply for contact outside the service


@dataclass(frozen=True, slots=True, eq=False)
class Cases(Record):
    """Accounts that somebody or something pointed at."""

    reporters: Counts  # distinct users who reported the account
    findings: Counts  # texts of the account that were stopped or taken down, and calls on which a listener stepped in
    confirmed: Flags  # a member of staff read the case and found a violation
    reviewed: Flags  # a member of staff read the case
    linked: Counts  # restricted accounts that it was linked to since it was last cleared; links err at times
    verified: Flags


@dataclass(frozen=True, slots=True, eq=False)
class Rulings(Record):
    """Rulings on n accounts, and why."""

    review: Flags  # the case belongs on a staff member's desk (capacity decides when)
    restrict: Flags  # restrict the account, for good
    reason: Annotated[Ints, Column.of(Ground)]


@dataclass(frozen=True, slots=True, eq=False)
class WorkerRecords(Record):
    """The facts about n workers that relief measures need (they apply for it themselves)."""

    date: int  # days since 1970-01-01
    guardian: Flags  # cares for a child out of school, A-27
    main_income: Flags  # lives mainly on this work, Y-33
    reached: Shares  # how well information reaches this worker (a lot drawn once)
