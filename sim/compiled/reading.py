"""Reading: sessions look at rows of the search list, and open the best of what is new to them."""

from typing import Any

import numpy as np
from numba import from_dtype, types
from numpy.typing import NDArray

from sim.compiled.compiler import F32, F64, I32, I64, U64, Bool, compiled, part
from sim.compiled.pairs import reach
from sim.compiled.wheels import beyond, near

# A job on show as a reader meets it: four fill a line of the processor's cache.
SHOWN = np.dtype(
    [("published", np.float64), ("job", np.int32)] + [(mark, np.bool_) for mark in ("verified", "certified", "rule")],
    align=True,
)
_LIST = from_dtype(SHOWN)[::1]
_I64, _F64, _WORTH = types.int64[::1], types.float64[::1], types.UniTuple(types.float32[::1], 3)
_MARKS = types.UniTuple(types.float64, 3)
_PULL = types.Tuple((_MARKS, _F64))

Shown = NDArray[np.void]  # (k,) of SHOWN
Marks = tuple[float, float, float]  # log-odds of the verified mark, the certified badge, the order-rule mark
Pull = tuple[Marks, F64]  # and (k,) of each job for everybody
Worths = tuple[F32, F32, F32]
Known = tuple[I64, I32]  # (m + 1,) where what each of m workers has read begins, (…) places among the jobs shown


@part
def _there(place: I64, owner: I32, shown: Shown, moment: float, met: I64) -> int:
    """Turn points, -1 for none, into jobs that are there at a moment, and count their readers → how many there are."""
    here = there = 0
    for point in place:
        if point >= 0:
            place[here] = owner[point]
            here += 1
    for row in range(here):
        if shown[place[row]].published <= moment:
            place[there] = place[row]
            met[place[there]] += 1
            there += 1
    return there


@part
def _places(shown: Shown) -> I32:
    """Job row → its place among those shown, beyond the last one for none."""
    last = -1
    for job in shown:
        last = max(last, job.job)
    places = np.full(last + 1, len(shown), np.int32)
    for place in range(len(shown)):
        places[shown[place].job] = place
    return places


@compiled(types.Tuple((_I64, types.int32[::1]))(_I64, _LIST, _I64))
def read(who: I64, shown: Shown, met: I64) -> Known:
    """(m,) workers, ascending, each once → what each has read of what is shown.

    met: codes of workers and jobs that met, sorted
    """
    begins, known, at, count = np.empty(len(who) + 1, np.int64), np.empty(len(met), np.int32), 0, 0
    places = _places(shown)
    for session in range(len(who)):
        begins[session] = count
        at = reach(met, who[session] << 32, at)
        while at < len(met) and met[at] >> 32 == who[session]:
            job = met[at] & 0xFFFFFFFF
            if job < len(places) and places[job] < len(shown):
                known[count] = places[job]
                count += 1
            at += 1
    begins[-1] = count
    return begins, known[:count].copy()


@compiled(
    types.Tuple((_I64, _I64, _I64))(
        *[types.uint64[:, ::1], types.int64[:, ::1], _F64, types.Tuple((_I64, types.int32[::1])), _LIST],
        *[types.uint64[::1], types.int32[::1], _I64, types.int32[::1]],
    )
)
def looks(
    bits: U64, shelf: I64, moment: F64, known: Known, shown: Shown, points: U64, owner: I32, starts: I64, table: I32
) -> tuple[I64, I64, I64]:
    """Sessions → (k,) how many readers each row shown has; (n,) sessions and (n,) rows that are new to their readers.

    bits, shelf     (m, looks) random bits of each look, and the list that it is at
    moment          (m,) when their workers come
    known           what these have read before
    points … table  the wheel of all lists

    A session takes all its looks one step further before the next step: the processor waits for all of them at once.
    """
    rows, met, count = bits.shape[1], np.zeros(len(shown), np.int64), 0
    begins, before = known
    sessions, places = np.empty(bits.size, np.int64), np.empty(bits.size, np.int64)
    place, reader = np.empty(rows, np.int64), np.full(len(shown), -1)
    for session in range(len(bits)):
        for row in range(rows):
            place[row] = near(bits[session, row], shelf[session, row], starts, table)
        for row in range(rows):
            if place[row] >= 0:
                place[row] = beyond(bits[session, row], place[row], shelf[session, row], points, starts)
        there = _there(place, owner, shown, moment[session], met)
        for at in range(begins[session], begins[session + 1]):
            reader[before[at]] = session
        for row in range(there):
            if reader[place[row]] != session:
                reader[place[row]] = session
                sessions[count], places[count] = session, place[row]
                count += 1
    return met, sessions[:count].copy(), places[:count].copy()


@part
def _draw(job: Any, marks: Marks, worth: Worths, worker: int) -> float:
    return (
        job.verified * marks[0] * worth[0][worker]
        + job.certified * marks[1] * worth[1][worker]
        + job.rule * marks[2] * worth[2][worker]
    )


@compiled(_F64(_I64, _I64, types.boolean[::1], _LIST, _PULL, _PULL, _WORTH))
def drawn(worker: I64, place: I64, visits: Bool, shown: Shown, page: Pull, profile: Pull, worth: Worths) -> F64:
    """(n,) log-odds with which the pages of jobs at these places draw these workers: by marks, and alike for all.

    visits         (n,) does the reader open the client's profile, too?
    page, profile  what stands there without and with it: log-odds of the marks, and (k,) of each job for everybody
    worth          (workers,) each: what these marks are worth to each worker
    """
    odds = np.empty(len(place), np.float64)
    for row in range(len(place)):
        marks, alike = profile if visits[row] else page
        odds[row] = _draw(shown[place[row]], marks, worth, worker[row]) + alike[place[row]]
    return odds


@part
def _nth(values: F64, number: int, top: F64) -> float:
    """The so many-th largest, counted from 1. top: (number,) to work in."""
    top[:] = -np.inf
    for value in values:
        at = number - 1
        if value <= top[at]:
            continue
        while at > 0 and top[at - 1] < value:
            top[at] = top[at - 1]
            at -= 1
        top[at] = value
    return top[number - 1]


@compiled(types.boolean[::1](_I64, _I64, _LIST, _PULL, _WORTH, _F64, types.int64))
def best(worker: I64, place: I64, shown: Shown, pull: Pull, worth: Worths, taste: F64, opens: int) -> Bool:
    """(n,) which rows their sessions open: the best so many of each, by what draws and by taste.

    worker … worth  as for `drawn`; a session is what stands together for one worker
    taste           (n,) standard Gumbel
    opens           how many a session opens
    """
    marks, alike = pull
    opened, liking, top = np.zeros(len(place), np.bool_), np.empty(len(place)), np.empty(opens)
    first = 0
    for row in range(len(place)):
        liking[row] = alike[place[row]] + _draw(shown[place[row]], marks, worth, worker[row]) + taste[row]
        if row + 1 == len(place) or worker[row + 1] != worker[row]:
            bar = -np.inf if row + 1 - first <= opens else _nth(liking[first : row + 1], opens, top)
            for other in range(first, row + 1):
                opened[other] = liking[other] >= bar
            first = row + 1
    return opened
