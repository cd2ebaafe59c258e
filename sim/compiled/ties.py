"""Ties: pairs of people as compressed rows, each person's friends in order and once."""

import numpy as np

from sim.compiled.compiler import I32, compiled


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
