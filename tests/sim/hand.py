"""Hand-made markets: a few rows, and luck dealt by hand, so that what a system does can be worked out on paper."""

import datetime
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from policies.display import Display
from policies.platform import Platform
from policies.records import Format, Kind
from policies.text import Vocabulary
from sim.arrays import F64, I64, U64, Reals
from sim.choices.churn import MANY
from sim.choices.workers import FILTERS
from sim.kinds import CATEGORIES
from sim.rings.bandit import Exp3S
from sim.rings.rings import Rings
from sim.state.codes import ContractState, JobState, ThreadState
from sim.state.desk import Desk
from sim.state.draws import Draws, Key
from sim.state.events import Event
from sim.state.handover import Storefront
from sim.state.ledger import Ledger
from sim.state.log import Events, Log
from sim.state.people import Clients, Workers
from sim.state.purposes import Purpose
from sim.state.table import Table
from sim.state.trade import Affairs, Contracts, Jobs, Offers, Threads
from sim.today import Today
from sim.words.lexicon import lexicon
from sim.world import MARKETPLACE, World
from tests.sim.plain import PLAIN, PLATFORM

WHOLE = replace(PLAIN, workers=MARKETPLACE)  # the plain world as the whole marketplace: all staff are here
START = datetime.date(2020, 8, 1)
TRUST = PLAIN.population.worker_trust  # of a worker who trusts the platform as is usual
DATE = (START - datetime.date(1970, 1, 1)).days


class Dealt(Draws):
    """Luck dealt by hand: a purpose that is named gives these numbers, every other one the middle.

    uniform: 0.5 where nothing is dealt; normal: 0; exponential: 1; poisson: the mean, rounded; bits: as ever. Dealt
    numbers are what the method gives (bits: how far round the wheel, 0…1); they are scalars, or one for each row.
    """

    def __init__(self, **dealt: ArrayLike) -> None:
        super().__init__(0)
        self._dealt = {Purpose[name]: np.asarray(values, np.float64) for name, values in dealt.items()}

    def _deal(self, purpose: Purpose, middle: float, keys: tuple[Key, ...]) -> F64:
        shape = np.broadcast_shapes(*(np.shape(key) for key in keys)) or (1,)
        if 0 in shape:  # about nobody
            return np.zeros(shape)
        return np.array(np.broadcast_to(self._dealt.get(purpose, np.float64(middle)), shape))

    def uniform(self, purpose: Purpose, *keys: Key) -> F64:
        return self._deal(purpose, 0.5, keys)

    def normal(self, purpose: Purpose, *keys: Key) -> F64:
        return self._deal(purpose, 0.0, keys)

    def exponential(self, purpose: Purpose, *keys: Key) -> F64:
        return self._deal(purpose, 1.0, keys)

    def bits(self, purpose: Purpose, *keys: Key) -> U64:
        if purpose not in self._dealt:
            return super().bits(purpose, *keys)
        return (self._deal(purpose, 0.0, keys) * 2.0**64).astype(np.uint64)

    def poisson(self, mean: F64, purpose: Purpose, *keys: Key) -> I64:
        if purpose in self._dealt:
            return self._deal(purpose, 0.0, keys).astype(np.int64)
        return np.broadcast_to(
            np.round(mean), np.broadcast_shapes(np.shape(mean), self._deal(purpose, 0, keys).shape)
        ).astype(np.int64)


def day(
    number: int = 3,
    *,
    platform: Platform = PLATFORM,
    world: World | None = None,
    switched: frozenset[str] = frozenset(),
    history: tuple[tuple[int, Platform], ...] = (),
    **dealt: ArrayLike,
) -> Today:
    """A day under a platform, in a world, with luck dealt by hand."""
    return Today(
        day=number,
        date=DATE + number,
        platform=platform,
        switched=switched,
        world=world or WHOLE,
        lexicon=lexicon(),
        draws=Dealt(**dealt),
        history=history,
    )


def desk(load: float = 0.0, day: int = 3) -> Desk:
    """A desk of a market that is the whole marketplace, where every hour of the day before a case came.

    load: of one person's time, that these cases asked for. With none, nobody waits; else one person alone has a case
    wait load² / (1 − load) hours, for cases come in bunches.
    """
    staff = Desk(1.0, 14.0)
    if load > 0:
        staff.serve(day - 1, day - 1 + (np.arange(24) + 0.5) / 24, 1, np.full(24, 60.0 * load))
    return staff


class SpiedDesk(Desk):
    """The same desk, that keeps when each case is done."""

    def __init__(self, desk: Desk) -> None:
        self.__dict__.update(vars(desk))

    def serve(self, day: int, arrivals: F64, people: int, minutes: Reals, night: float = 1.0) -> F64:
        self.done = super().serve(day, arrivals, people, minutes, night)
        return self.done


def world(**sections: Any) -> World:
    """The whole plain world with these numbers of its sections changed; what is no section is a number of the world."""
    return replace(
        WHOLE,
        **{
            name: replace(getattr(WHOLE, name), **numbers) if isinstance(numbers, dict) else numbers
            for name, numbers in sections.items()
        },
    )


def platform(display: dict[str, Any] | None = None, **rules: Any) -> Platform:
    """Production with plain desks and these rules in place of its own (or with changed numbers, given as a dict)."""
    changed = {
        lever: replace(getattr(PLATFORM, lever), **rule) if isinstance(rule, dict) else rule
        for lever, rule in rules.items()
    }
    return replace(PLATFORM, display=replace(Display(), **(display or {})), **changed)


def keys(count: int, salt: int) -> U64:
    """Distinct permanent keys."""
    return np.arange(1, count + 1, dtype=np.uint64) * np.uint64(1_000_003) + np.uint64(salt)


def workers(count: int = 2, **columns: ArrayLike) -> Workers:
    """Workers in the middle of everything, at home in category 0, who trust as is usual and follow no advice."""
    usual: dict[str, ArrayLike] = {
        "key": keys(count, 1),
        "second": 1,
        "true_skill": 0.5,
        "true_activity": 0.5,
        "reserve": 1.0,
        "true_pressure": 0.5,
        "true_caution": 0.5,
        "true_first_caution": 0.5,
        "true_trust": TRUST,
        "true_worth_verified": 1.0,
        "true_worth_certified": 1.0,
        "true_worth_rule": 1.0,
        "age_band": 1,
        "true_doubt": 1.0,
        "reach": 0.5,
        "true_reports": 0.5,
    }
    return _table(Workers, usual | columns)


def clients(count: int = 2, **columns: ArrayLike) -> Clients:
    """Honest clients at the market price, here for a hundred days and for good, nobody verified or keen to follow."""
    usual: dict[str, ArrayLike] = {
        "key": keys(count, 2),
        "joined": -100.0,
        "true_ring": -1,
        "true_rate": 0.5,
        "true_doubt": 1.0,
        "true_generosity": 1.0,
        "raised": 1.0,
        "true_reliability": 1.0,
        "true_trust": PLAIN.population.client_trust,
        "true_hurry": 0.5,
        "true_talk": 0.5,
        "true_direct": 0.5,
        "handle": keys(count, 3),
        "read_at": np.inf,
        "true_scheme": -1,
        "true_seller": -1,
        "true_until": np.inf,
        "true_orders": MANY,
    }
    return _table(Clients, usual | columns)


def jobs(count: int = 2, **columns: ArrayLike) -> Jobs:
    """Open honest fixed jobs of 1,000 yen in category 0, each of the client with its number, published on day 2."""
    usual: dict[str, ArrayLike] = {
        "key": keys(count, 4),
        "client": np.arange(count),
        "format": Format.FIXED,
        "fee": 1000.0,
        "true_price": 1000.0,
        "size": 1.0,
        "seats": 1,
        "true_tactic": Kind.NONE,
        "true_violation": columns.get("true_tactic", Kind.NONE),
        "true_need": 0.5,
        "true_talk": 0.5,
        "created": 2.0,
        "judged": 2.0,
        "published": 2.0,
        "closes": 12.0,
        "decides": 5.0,
        "read_at": np.inf,
        "state": JobState.OPEN,
    }
    return _table(Jobs, usual | columns)


def threads(count: int = 2, **columns: ArrayLike) -> Threads:
    """Open conversations of each worker with the client of the same number about its job, begun on day 2.5."""
    usual: dict[str, ArrayLike] = {
        **_pairs(count, 5),
        "opened": 2.5,
        "bid": 1000.0,
        "true_fit": 0.8,
        "true_lure_at": np.inf,
        "answered": np.inf,
        "state": ThreadState.OPEN,
    }
    return _table(Threads, usual | columns)


def contracts(count: int = 2, **columns: ArrayLike) -> Contracts:
    """Running fixed contracts of 1,000 yen of each worker with the client of its number, due on day 8."""
    usual: dict[str, ArrayLike] = {
        **_pairs(count, 6),
        "format": Format.FIXED,
        "amount": 1000.0,
        "started": 2.0,
        "due": 8.0,
        "true_fit": 0.8,
        "next_at": np.inf,
        "silent_since": np.inf,
        "state": ContractState.RUNNING,
    }
    return _table(Contracts, usual | columns)


def affairs(count: int = 1, **columns: ArrayLike) -> Affairs:
    """What goes on out of sight with each worker, led away by the client of its number, due on day 3.5."""
    usual: dict[str, ArrayLike] = {**_pairs(count, 7), "true_tactic": Kind.MLM, "next_at": 3.5}
    return _table(Affairs, usual | columns)


def offers(count: int = 1, **columns: ArrayLike) -> Offers:
    """The account of each worker, for sale since day 2 at what it is worth to rings."""
    usual: dict[str, ArrayLike] = {"worker": np.arange(count), "ask": PLAIN.ring.account_worth, "since": 2.0}
    return _table(Offers, usual | columns)


def _table[T: Table](kind: type[T], columns: Mapping[str, ArrayLike]) -> T:
    """A table of rows with these columns."""
    table = kind(16)
    table.add(**columns)
    return table


def _pairs(count: int, salt: int) -> dict[str, ArrayLike]:
    """Keys, and each worker with the client of the same number about its job."""
    row = np.arange(count)
    return {"key": keys(count, salt), "worker": row, "client": row, "job": row}


def counted(ledger: Ledger, vocabulary: Vocabulary) -> dict[str, int]:
    """How many upheld reports hold each piece of text that is not learned yet."""
    pieces, reports = ledger.candidates(vocabulary)
    return dict(zip(pieces, reports.tolist(), strict=True))


def rings(count: int = 1, *, temper: str = "frozen", **columns: ArrayLike) -> Rings:
    """Rings of two accounts each that entered before the first day, with the trade's habits."""
    here = world(rings=temper)
    table = Rings(here, Draws(0))
    table.enter(np.full(count, 2), here, -1, Draws(0))
    for name, values in columns.items():
        getattr(table, name)[:] = values
    return table


def listed(front: Storefront, name: str) -> list[int]:
    """The positions that stand in the list behind a filter, each as often as it has places."""
    shelf = front.shelf[FILTERS.index(name)]
    first, end = front.list.starts[[shelf, shelf + len(CATEGORIES)]]
    return [int(place) for place in front.list.owner[first:end]]


def told(log: Log) -> Events:
    """What the log holds."""
    return log.finish(120)


def rows(events: Events, kind: type[Event], names: str) -> list[tuple[Any, ...]]:
    """Events of a kind in order of time, each with the fields that are named, apart by spaces; nine decimals."""
    columns = [getattr(events[kind], name) for name in names.split()]
    return list(
        zip(
            *((np.round(column, 9) if column.dtype.kind == "f" else column).tolist() for column in columns), strict=True
        )
    )


def asked(today: Today) -> dict[str, list[Any]]:
    """From now on: what each draw of this day was about, by purpose its keys, arrays as lists; fills as draws are made.

    Draws of one purpose follow one another in its list; one about nobody is none.
    """
    noted: dict[str, list[Any]] = {}

    def noting(draw: Callable[..., Any]) -> Callable[..., Any]:
        def noted_draw(*given: Any) -> Any:
            at = next(place for place, value in enumerate(given) if isinstance(value, Purpose))
            keys = [key.tolist() if isinstance(key, np.ndarray) else key for key in given[at + 1 :]]
            if all(np.size(key) for key in given[at + 1 :]):
                noted.setdefault(given[at].name, []).extend(keys)
            return draw(*given)

        return noted_draw

    for method in ("uniform", "normal", "exponential", "bits", "poisson"):
        setattr(today.draws, method, noting(getattr(today.draws, method)))
    return noted


def settle_on(rings: Rings, **arms: ArrayLike) -> Rings:
    """Rings whose habits leave no choice: by habit, the arm that every ring takes, or one for each ring."""
    for name, arm in arms.items():
        mix = np.full(getattr(rings.habits, name).first.shape, 1e-12)
        mix[np.arange(len(rings)), np.asarray(arm)] = 1.0
        setattr(rings.habits, name, Exp3S.starting(mix, 0.2, 0.002, 0.5, 20.0))
    return rings
