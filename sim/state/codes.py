"""Codes that stand in columns."""

from enum import IntEnum


class ClientType(IntEnum):
    """True type of a client. Only nature knows."""

    HONEST = 0
    LOW_PAYING = 1
    CARELESS = 2
    RING = 3
    MARKETER = 4  # advertises on its own account, as small marketers do


class Harm(IntEnum):
    """Harm that a worker suffered off the platform or by unpaid work."""

    MONEY = 0  # paid to the ring: a fee to join, a plan, the price of goods
    DATA = 1  # personal data handed over
    ACCOUNT = 2  # an account of the worker's given or sold to the ring
    UNPAID_WORK = 3  # real work that is never paid
    COMPLICITY = 4  # made part of what the ring does to others, as by listing goods not in hand


class Dealing(IntEnum):
    """Outcome of a dealing with a client."""

    PAID = 0
    SEEN_THROUGH = 1  # a lure
    HARM = 2
    UNPAID = 3  # refused, or the client fell silent for good


class Talk(IntEnum):
    """Way in which an honest pair talked before the contract."""

    TEXT = 0
    IN_HOUSE = 1
    ELSEWHERE = 2


class Swap(IntEnum):
    """Way in which an honest pair came to have each other's outside contacts."""

    TEXT = 0  # named in a text, to talk elsewhere
    CALL = 1  # dictated on a call
    PRESSED = 2  # the worker yielded to being pressed to deal outside
    PERMITTED = 3  # by the office
    AGREED = 4  # the two agreed to deal outside


class Reason(IntEnum):
    """Why somebody left or a contract ended."""

    WRONGED = 0  # an honest posting or text was stopped
    HARM = 1
    FED_UP = 2
    CLIENT_SILENT = 3
    WORKER_SILENT = 4
    RESTRICTED = 5  # of a worker: its account, which it had sold, was found out
    REFUSED = 6  # delivered, not accepted
    UNPROFITABLE = 7
    SOLD = 8  # came back to sell an account that it did not use any more
    STOPPED = 9  # for reasons of its own
    UNPROVEN = 10  # showed no papers when asked for them again


class Opening(IntEnum):
    """Way in which a ring came by an account."""

    OPENED = 0
    BOUGHT = 1
    REPLACED = 2


class Duty(IntEnum):
    """Work that staff were busy with."""

    SCREENING = 0
    MESSAGE_WATCH = 1
    ENFORCEMENT = 2
    LISTENING = 3
    APPROVAL = 4  # of contact outside the service


class Report(IntEnum):
    """Way in which a user points the office at a violation (R-03)."""

    JOB = 0  # "report this job": counts against the posting
    VIOLATION = 1  # a violation report, of a message or a user: counts against the account


class JobState(IntEnum):
    """State of a job."""

    WAITING = 0  # screening has not let it through yet
    OPEN = 1
    FILLED = 2
    CLOSED = 3  # expired or withdrawn
    SUSPENDED = 4  # never published
    REMOVED = 5  # taken down after publication
    DIRECT = 6  # its client deals outside the service with somebody


class ThreadState(IntEnum):
    """State of a conversation."""

    OPEN = 0
    HIRED = 1
    DECLINED = 2
    DROPPED = 3  # one side gave up, a text was stopped, or the office took the posting down or restricted the account
    LED_AWAY = 4
    DIRECT = 5  # the pair deals outside the service


class Origin(IntEnum):
    """Origin of a thread (L-22)."""

    APPLICATION = 0
    SCOUT = 1
    TASK = 2
    CONSULTATION = 3  # a question before an application


class ContractState(IntEnum):
    """State of a contract."""

    RUNNING = 0
    DELIVERED = 1
    ACCEPTED = 2
    ENDED = 3
