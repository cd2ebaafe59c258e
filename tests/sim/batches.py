"""Batches made by hand: what one system hands to the next, a few rows each."""

from collections.abc import Mapping, Sequence
from dataclasses import fields
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from policies.records import Channel, Format, Kind, Stage
from sim.state.acquaintances import Acquaintances
from sim.state.codes import Dealing, Harm, Origin
from sim.state.directory import Directory
from sim.state.handover import Approaches, Dealings, Deals, Harms, Letters, Lures, Meetings, Reached, Storefront
from sim.state.table import Table
from tests.sim.hand import keys


def meetings(count: int = 2, **columns: ArrayLike) -> Meetings:
    """Each worker applied to the job of its number on day 3.25, with a fit of 0.75."""
    row = np.arange(count)
    return _batch(
        Meetings,
        count,
        {"worker": row, "job": row, "time": 3.25, "origin": int(Origin.APPLICATION), "fit": 0.75},
        columns,
    )


def approaches(count: int = 2, **columns: ArrayLike) -> Approaches:
    """A scout to each worker about the job of its number on day 3.25."""
    row = np.arange(count)
    return _batch(Approaches, count, {"key": keys(count, 8), "worker": row, "job": row, "time": 3.25}, columns)


def front(*job: int) -> Storefront:
    """These job rows on show, of which nothing else is said."""
    row, nothing = np.array(job, np.int64), np.zeros(len(job))
    rest: dict[str, Any] = {field.name: nothing for field in fields(Storefront)}
    return Storefront(**{**rest, "job": row, "list": Directory().anyone})


def letters(count: int = 2, **columns: ArrayLike) -> Letters:
    """Honest messages of each client to the worker of its number on day 3.25 before any contract, all with text 0."""
    return _batch(Letters, count, _letters(count), columns)


def lures(count: int = 2, **columns: ArrayLike) -> Lures:
    """The same, for MLM."""
    return _batch(
        Lures, count, {**_letters(count), "tactic": int(Kind.MLM), "watched": False, "permitted": False}, columns
    )


def _letters(count: int) -> dict[str, ArrayLike]:
    row = np.arange(count)
    return {
        "key": keys(count, 9),
        "client": row,
        "worker": row,
        "job": row,
        "time": 3.25,
        "channel": int(Channel.MESSAGE),
        "stage": int(Stage.BEFORE),
        "tactic": int(Kind.NONE),
        "text": 0,
    }


def reached(count: int = 2, **columns: ArrayLike) -> Reached:
    """A lure arrived at each worker, for the job of its number, and nothing came of it."""
    row = np.arange(count)
    return _batch(
        Reached, count, {"worker": row, "job": row, "chance": 0.0, "led": False, "recognised": False}, columns
    )


def harms(count: int = 2, **columns: ArrayLike) -> Harms:
    """Each worker lost 1,000 yen to the client of its number for MLM on day 3.25, the first step of an affair."""
    row = np.arange(count)
    return _batch(
        Harms,
        count,
        {
            "worker": row,
            "client": row,
            "job": row,
            "tactic": int(Kind.MLM),
            "harm": int(Harm.MONEY),
            "yen": 1000.0,
            "time": 3.25,
            "first": True,
        },
        columns,
    )


def deals(count: int = 2, **columns: ArrayLike) -> Deals:
    """Each worker and the client of its number agree on a fixed contract of 1,000 yen on day 3.25."""
    row = np.arange(count)
    return _batch(
        Deals,
        count,
        {
            "key": keys(count, 10),
            "worker": row,
            "client": row,
            "job": row,
            "nth": 0,
            "tactic": int(Kind.NONE),
            "format": int(Format.FIXED),
            "amount": 1000.0,
            "fit": 0.75,
            "swapped": False,
            "when": 3.25,
        },
        columns,
    )


def dealings(count: int = 2, **columns: ArrayLike) -> Dealings:
    """Each worker was harmed by the client of its number."""
    row = np.arange(count)
    return _batch(Dealings, count, {"worker": row, "client": row, "what": int(Dealing.HARM), "weight": 1.0}, columns)


def acquainted(count: int, ties: Sequence[tuple[int, int]]) -> Acquaintances:
    """So many people, of whom these pairs know each other."""
    friends: list[list[int]] = [[] for _ in range(count)]
    for one, other in ties:
        friends[one].append(other)
        friends[other].append(one)
    start = np.cumsum([0, *map(len, friends)], dtype=np.int32)
    return Acquaintances(start, np.array([friend for row in friends for friend in sorted(row)], np.int32))


def lines(table: Table, names: str) -> list[tuple[Any, ...]]:
    """The rows of a table, each with the columns that are named, apart by spaces."""
    return list(zip(*(getattr(table, name).tolist() for name in names.split()), strict=True))


def _batch[B](kind: type[B], count: int, usual: Mapping[str, ArrayLike], columns: Mapping[str, ArrayLike]) -> B:
    assert columns.keys() <= usual.keys()
    full: dict[str, Any] = {
        name: np.array(np.broadcast_to(np.asarray(values), (count,))) for name, values in {**usual, **columns}.items()
    }
    return kind(**full)
