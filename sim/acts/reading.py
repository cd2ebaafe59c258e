"""Reading: texts come onto a desk, and its people take their time, find, tire and err (M-07, M-26)."""

import numpy as np

from sim.arrays import F64, Bool, Reals
from sim.choices import reviewing
from sim.state.codes import Duty
from sim.state.desk import Desk
from sim.state.events import StaffWorked
from sim.state.log import Log
from sim.today import Today


def read(
    desk: Desk,
    log: Log,
    *,
    arrivals: F64,
    minutes: F64,
    people: int,
    betrays: F64,
    recall: Reals | float,
    alarm: Reals | float,
    luck: F64,
    duty: Duty,
    today: Today,
    night: float = 1.0,
) -> tuple[F64, Bool]:
    """(n,) texts come at these moments, each to be read so long → (n,) when each is done, (n,) taken for a violation.

    Nobody there: at once, and nothing is found. night: 0…1, for which part of the night people are there.
    """
    done = desk.serve(today.day, arrivals, people, minutes, night)
    if people == 0 or len(arrivals) == 0:
        return done, np.zeros(len(arrivals), np.bool_)
    log.add(StaffWorked(today.day, duty, float(minutes.sum()) * desk.pace(people, night) / 60))
    attention = reviewing.attention(desk.load(people, night), today.world.reviewing)
    return done, reviewing.finds(betrays, recall, alarm, luck, attention)
