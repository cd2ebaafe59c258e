"""Luck of a day of search, drawn by key as the market draws it, and dealt to agents as plain numbers."""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from sim.acts import showing
from sim.acts.looking import Visits, look
from sim.acts.readings import listed, sessions, trades
from sim.acts.uptake import filters
from sim.choices.common import hour_of_day
from sim.compiled import reading
from sim.state.handover import Storefront
from sim.state.people import Workers
from sim.state.purposes import Purpose
from sim.state.trade import PairSet
from sim.today import Today

Pair = tuple[int, int]  # rows of a worker and a job


class Dealt(NamedTuple):
    """Luck of a reader with a page: uniforms, and two standard normals."""

    taste: float
    profile: float
    personal: float  # normal
    choice: float
    curious: float
    answers: float
    view: float  # normal


@dataclass(frozen=True, slots=True, eq=False)
class Luck:
    """Luck of one day, by rows."""

    comes: list[float]  # of every worker
    hour: dict[int, float]  # standard normal, of those who come, as all below
    applies: dict[int, float]
    looks: dict[int, list[tuple[int, float]]]  # where each look lands, and whether it is at the home category
    task_looks: dict[int, list[int]]
    pairs: dict[Pair, Dealt]
    tasks: dict[Pair, float]


def dealt(workers: Workers, seen: PairSet, front: Storefront, today: Today) -> Luck:
    """The luck of all who come today with all that is new to them."""
    draws, day, numbers = today.draws, today.day, today.world.search
    comes = draws.uniform(Purpose.SESSION, day, workers.key)
    who = np.flatnonzero(comes < sessions(workers=workers, today=today))
    key, rows, tasks = workers.key[who], np.arange(numbers.rows_read), np.arange(numbers.task_looks)
    hour = draws.normal(Purpose.SESSION_HOUR, day, key)
    moment = day + hour_of_day(hour, numbers.peak_hour, numbers.peak_hour_spread) / 24
    shown = showing.shown(front)
    known = reading.read(who, shown, seen.codes)
    visits = Visits(who, moment, filters(who, workers=workers, today=today), known)
    bits = draws.bits(Purpose.LOOK, day, key[:, None], rows[None, :])
    at_home = draws.uniform(Purpose.LOOK_AT_HOME, day, key[:, None], rows[None, :])
    task_bits = draws.bits(Purpose.TASK_LOOK, day, key[:, None], tasks[None, :])
    trade, kinds = trades(key, today), len(today.world.posting.category_weight)
    home, second = (
        front.shelf[visits.filter] + listed(each[who], trade, kinds, today) for each in (workers.home, workers.second)
    )
    shelf = np.where(at_home < numbers.home_category_share, home[:, None], second[:, None])
    _, reader, page = look(bits, shelf, front.list, visits=visits, shown=shown)
    task_shelf = np.repeat((front.task_shelf[visits.filter] + listed(0, trade, 1, today))[:, None], len(tasks), axis=1)
    _, doer, task = look(task_bits, task_shelf, front.tasks, visits=visits, shown=shown)
    one, other = key[reader], front.key[page]
    columns = (
        draws.uniform(Purpose.OPEN, one, other),
        draws.uniform(Purpose.PROFILE, one, other),
        draws.normal(Purpose.FIT, one, other),
        draws.uniform(Purpose.CHOICE, one, other),
        draws.uniform(Purpose.CONSULTS, one, other),
        draws.uniform(Purpose.SURVEY, one, other),
        draws.normal(Purpose.SURVEY_VIEW, one, other),
    )
    people = who.tolist()
    pages = zip(who[reader].tolist(), front.job[page].tolist(), strict=True)
    done = zip(who[doer].tolist(), front.job[task].tolist(), strict=True)
    return Luck(
        comes.tolist(),
        dict(zip(people, hour.tolist(), strict=True)),
        dict(zip(people, draws.uniform(Purpose.APPLY, day, key).tolist(), strict=True)),
        {
            row: list(zip(lands, home, strict=True))
            for row, lands, home in zip(people, bits.tolist(), at_home.tolist(), strict=True)
        },
        dict(zip(people, task_bits.tolist(), strict=True)),
        {pair: Dealt(*luck) for pair, *luck in zip(pages, *(each.tolist() for each in columns), strict=True)},
        dict(zip(done, draws.uniform(Purpose.TAKES_TASK, key[doer], front.key[task]).tolist(), strict=True)),
    )
