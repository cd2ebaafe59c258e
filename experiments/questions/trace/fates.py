"""What became, in the other one of two worlds, of the very lure that reached somebody in this one.

Looked at are the posting it came with, the account behind that, and what the same person had to do with both: up to the
moment at which it reached them here. What the platform did comes first, then what people did.
"""

from dataclasses import dataclass

import numpy as np

from experiments.measures.counted import pair
from experiments.measures.paths import Causes, Codes
from experiments.measures.periods import Bools, Floats, first_times
from experiments.questions.trace.names import Names
from policies.records import Channel
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
    "its posting was suspended",
    "its account was restricted",
    "its posting was taken down",
    "its text was stopped",
    "its posting appeared later or never",
    "there were no calls",
    "a warning stood beside it",
    "it reached them, and came to less",
    "they answered it, and were not lured",
    "it was never posted",
    "they were not here yet, or no more",
    "they did not answer it",
    "there was no such deal or friend",
)
BY_RULE = 7  # so many of these are the platform's doing
NO_JOB = 2**31  # which nobody ever has to do with


@dataclass(frozen=True, slots=True, eq=False)
class World:
    """A log and its names."""

    events: Events
    names: Names


def fates(cause: Causes, here: World, there: World) -> Codes:
    """(n,) of FATES: what became there of what reached these workers here, the first that holds."""
    events, worker, time = there.events, cause.worker, cause.time
    job = here.names.jobs_in(there.names, cause.job)
    client = here.names.clients_in(there.names, cause.client)
    told, met = cause.job >= 0, pair(worker, np.where(job >= 0, job, NO_JOB))
    holds = {
        "its posting was suspended": np.isin(job, events[Suspended].job),
        "its account was restricted": _moment(events[Restricted].client, events[Restricted].time, client) <= time,
        "its posting was taken down": _moment(events[TakenDown].job, events[TakenDown].time, job) <= time,
        "its text was stopped": _met(events[Stopped], met),
        "its posting appeared later or never": (job >= 0)
        & (_moment(events[Published].job, events[Published].time, job) > time),
        "there were no calls": (cause.channel == Channel.CALL) & (not _calls(events)),
        "a warning stood beside it": _met(events[Warned], met),
        "it reached them, and came to less": _met(events[Contacted], met),
        "they answered it, and were not lured": _met(events[Applied], met),
        "it was never posted": job < 0,
        "they were not here yet, or no more": (
            _moment(events[WorkerLeft].worker, events[WorkerLeft].time, worker) <= time
        )
        | (_moment(events[WorkerJoined].worker, events[WorkerJoined].time, worker) > time),
        "they did not answer it": told,
    }
    found = np.select([told & holds[fate] for fate in FATES[:-1]], range(len(FATES) - 1), len(FATES) - 1)
    return np.asarray(found)


def _calls(events: Events) -> bool:
    """Does anybody speak in-house, honest or not?"""
    spoken = (events[Talked].how == Talk.IN_HOUSE).any() or (events[Contacted].channel == Channel.CALL).any()
    return bool(spoken)


def _met(found: Applied | Contacted | Stopped | Warned, pairs: Codes) -> Bools:
    """(n,) had these workers and postings to do with one another in this way?"""
    return np.isin(pairs, pair(found.worker, found.job))


def _moment(rows: Codes, times: Floats, asked: Codes) -> Floats:
    """(n,) when it first happened to these rows, inf for never, and for no row."""
    size = int(max(rows.max(initial=-1), asked.max(initial=-1))) + 2  # the last is that of no row
    return first_times(rows.astype(np.int32), times, size)[asked]
