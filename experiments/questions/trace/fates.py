"""Fates: for each lure that reached a worker on one side, what happened to the same lure on the other side.

A fate comes from the posting of the lure, the account of that, and the worker's own contact with both, up to the moment
of the lure. Acts of the platform come first, then acts of people.
"""

from dataclasses import dataclass

import numpy as np

from experiments.language.messages import message
from experiments.measures.counted import pair
from experiments.measures.paths import Causes, Codes
from experiments.measures.periods import first_times
from experiments.questions.trace.names import Names
from policies.records import Bools, Channel, Floats
from sim.state.codes import Talk
from sim.state.events import (
    Applied,
    Contacted,
    Published,
    Restricted,
    Stopped,
    Suspended,
    TakenDown,
    Talked,
    Warned,
    WorkerJoined,
    WorkerLeft,
)
from sim.state.log import Events

FATES = (
    message("its posting was suspended"),
    message("its account was restricted"),
    message("its posting was taken down"),
    message("its text was stopped"),
    message("its posting appeared later or never"),
    message("there were no calls"),
    message("a warning stood beside it"),
    message("it reached them, and came to less"),
    message("they answered it, and were not lured"),
    message("it was never posted"),
    message("they were not here yet, or no more"),
    message("they did not answer it"),
    message("there was no such deal or friend"),
)
BY_RULE = 7  # the first so many are acts of the platform
NO_JOB = 2**31  # a row that no event has


@dataclass(frozen=True, slots=True, eq=False)
class NamedLog:
    """A log, and the names of its clients and postings."""

    events: Events
    names: Names


def fates(cause: Causes, own: NamedLog, other: NamedLog) -> Codes:
    """(n,) of FATES: on the other side, for causes on this side; the first fate that holds.

    own: the log of the causes; other: the log of the other side
    """
    events, worker, time = other.events, cause.worker, cause.time
    job = own.names.jobs_in(other.names, cause.job)
    client = own.names.clients_in(other.names, cause.client)
    has_job, pairs = cause.job >= 0, pair(worker, np.where(job >= 0, job, NO_JOB))
    holds = {
        "its posting was suspended": np.isin(job, events[Suspended].job),
        "its account was restricted": _first_time(events[Restricted].client, events[Restricted].time, client) <= time,
        "its posting was taken down": _first_time(events[TakenDown].job, events[TakenDown].time, job) <= time,
        "its text was stopped": _occurred(events[Stopped], pairs),
        "its posting appeared later or never": (job >= 0)
        & (_first_time(events[Published].job, events[Published].time, job) > time),
        "there were no calls": (cause.channel == Channel.CALL) & (not _calls(events)),
        "a warning stood beside it": _occurred(events[Warned], pairs),
        "it reached them, and came to less": _occurred(events[Contacted], pairs),
        "they answered it, and were not lured": _occurred(events[Applied], pairs),
        "it was never posted": job < 0,
        "they were not here yet, or no more": (
            _first_time(events[WorkerLeft].worker, events[WorkerLeft].time, worker) <= time
        )
        | (_first_time(events[WorkerJoined].worker, events[WorkerJoined].time, worker) > time),
        "they did not answer it": has_job,
    }
    codes = np.select([has_job & holds[fate] for fate in FATES[:-1]], range(len(FATES) - 1), len(FATES) - 1)
    return np.asarray(codes)


def _calls(events: Events) -> bool:
    """Return whether there is any call in-house, honest or not."""
    any_call = (events[Talked].how == Talk.IN_HOUSE).any() or (events[Contacted].channel == Channel.CALL).any()
    return bool(any_call)


def _occurred(events: Applied | Contacted | Stopped | Warned, pairs: Codes) -> Bools:
    """(n,) is there an event of this kind with these workers and postings?"""
    return np.isin(pairs, pair(events.worker, events.job))


def _first_time(rows: Codes, times: Floats, wanted: Codes) -> Floats:
    """(n,) time of the first event for these rows; inf for none, and for row -1."""
    size = int(max(rows.max(initial=-1), wanted.max(initial=-1))) + 2  # the last is that of no row
    return first_times(rows.astype(np.int32), times, size)[wanted]
