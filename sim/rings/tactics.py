"""Tactics: the choices a ring has, what each prohibited kind of work takes from people, and when."""

from enum import IntEnum
from types import MappingProxyType

import numpy as np

from policies.records import Kind
from sim.kinds import TACTICS
from sim.state.codes import Harm


class Pace(IntEnum):
    """Moment at which a ring lures those who answer a job (L-22)."""

    AT_ONCE = 0
    AFTER_CONTRACT = 1
    AFTER_TASK = 2


class Pay(IntEnum):
    """Pay that bait promises, against the market price that a ring knows (L-24)."""

    MARKET = 0
    ABOVE = 1
    FAR_ABOVE = 2  # draws most, and gives itself away


class Permit(IntEnum):
    """Standing with the office that an account seeks before it lures in conversations about a job."""

    UNDECIDED = -1  # no such conversation yet, or nobody to ask
    WITHOUT = 0
    FIRST = 1  # it applies for contact outside, and looks approved


class Papers(IntEnum):
    """Standing of an account when it begins to lure (M-15…M-17, section I 3)."""

    NEW = 0  # nothing speaks for it
    VERIFIED = 1  # the ring gives somebody's identity
    GROOMED = 2  # it orders and pays honestly first
    BOUGHT = 3  # a worker's aged account


class Volume(IntEnum):
    """Number of jobs that an account posts, against what is usual with rings. A rate, no part of any one job's plan."""

    FEW = 0
    USUAL = 1
    MANY = 2


# What each tactic takes first (Y-15…Y-25, L-12, L-23).
FIRST = MappingProxyType(
    {
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
)
FIRST_HARM = np.array([FIRST[kind] for kind in TACTICS])
# Whether it asks for large sums later: a small payment first, then an expensive plan.
ESCALATES = np.isin(TACTICS, (Kind.MLM, Kind.UPFRONT_PAYMENT, Kind.OFF_PLATFORM, Kind.LIST_BUILDING))
