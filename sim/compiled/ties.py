"""Ties: pairs of people as compressed rows, each person's friends in order and once; and who knows whom."""

import numpy as np

from sim.compiled.compiler import I32, I64, compiled


@compiled("Tuple((int32[::1], int32[::1]))(int32[::1], int32[::1], int64)")
def rows(one: I32, other: I32, people: int) -> tuple[I32, I32]:
    """(m,) ties of two people → (people + 1,) where each one's friends begin, (…) the friends, from either side."""
    starts = np.zeros(people + 1, np.int32)
    for tie in range(len(one)):
        starts[one[tie] + 1] += 1
        starts[other[tie] + 1] += 1
    for person in range(people):
        starts[person + 1] += starts[person]
    free, friends = starts[:-1].copy(), np.empty(starts[-1], np.int32)
    for tie in range(len(one)):
        for person, friend in ((one[tie], other[tie]), (other[tie], one[tie])):
            at = free[person]
            while at > starts[person] and friends[at - 1] > friend:
                friends[at] = friends[at - 1]
                at -= 1
            friends[at] = friend
            free[person] += 1
    size = first = 0
    for person in range(people):  # close up over ties that stand twice
        end, begins = starts[person + 1], size
        for at in range(first, end):
            if size == begins or friends[at] != friends[size - 1]:
                friends[size] = friends[at]
                size += 1
        first, starts[person + 1] = end, size
    return starts, friends[:size].copy()


@compiled("Tuple((int64[::1], int32[::1]))(int64[::1], int32[::1], int32[::1], int64[::1])")
def friends(people: I64, starts: I32, friend: I32, later: I64) -> tuple[I64, I32]:
    """(m,) people → whom they know: (pairs,) places in `people`, ascending, (pairs,) friends, ascending for each.

    starts, friend  ties of the first people, as from `rows`
    later           (ties,) ties since then, in order: a person in the upper half of each, a friend in the lower
    """
    first = np.searchsorted(later, people << 32)
    last = first.copy()
    for place in range(len(people)):
        while last[place] < len(later) and later[last[place]] >> 32 == people[place]:
            last[place] += 1
    early, end = starts[np.minimum(people, len(starts) - 1)], starts[np.minimum(people + 1, len(starts) - 1)]
    pairs, size = (end - early).sum() + (last - first).sum(), 0
    places, known = np.empty(pairs, np.int64), np.empty(pairs, np.int32)
    for place in range(len(people)):
        at, late = int(early[place]), int(first[place])
        while at < end[place] or late < last[place]:
            if late == last[place] or (at < end[place] and friend[at] < later[late] & 0xFFFFFFFF):
                known[size] = friend[at]
                at += 1
            else:
                known[size] = later[late] & 0xFFFFFFFF
                late += 1
            places[size] = place
            size += 1
    return places, known


@compiled("Tuple((int64[::1], int64[::1]))(int64[::1], int64[::1], int32[::1])")
def told(people: I64, teller: I64, friend: I32) -> tuple[I64, I64]:
    """(m,) people, some of them several times → (n,) places in `people`, ascending, (n,) friends whom each tells.

    teller, friend  (pairs,) which of these people tell whom, those of a teller together
    """
    size = people.max() + 1 if len(people) else 0
    first, count, tales = np.zeros(size, np.int64), np.zeros(size, np.int64), 0
    for pair in range(len(teller)):
        if count[teller[pair]] == 0:
            first[teller[pair]] = pair
        count[teller[pair]] += 1
    for person in people:
        tales += count[person]
    places, friends, tale = np.empty(tales, np.int64), np.empty(tales, np.int64), 0
    for place in range(len(people)):
        person = people[place]
        for pair in range(first[person], first[person] + count[person]):
            places[tale], friends[tale] = place, friend[pair]
            tale += 1
    return places, friends
