"""Who is here on the first day and who comes later: rows made from keyed draws, the same in every world."""

from collections.abc import Callable

import numpy as np

from sim.arrays import F64, I64, U64
from sim.choices.people import Population
from sim.rings.tactics import Papers
from sim.state import draws as luck
from sim.state.draws import Draws, Purpose, key, pick
from sim.state.log import ClientType
from sim.state.people import Clients, Workers
from sim.world import World

WORKER, CLIENT, PERSON_RING = 1, 2, 3  # what a key is of
AGE_BANDS = 4
PREFECTURES = 47
FILTERS = ("none", "verified", "advice", "certified")  # which filter a worker uses, in this order


def add_workers(workers: Workers, numbers: I64, day: float, world: World, draws: Draws) -> None:
    """Append the workers of these (n,) numbers, who join at `day`. The founders (before day 0) bring a record."""
    people, posting = world.population, world.posting
    keys = key(WORKER, numbers)
    trait, bell = _traits(draws, Purpose.WORKER_TRAIT, keys)
    categories = np.cumsum(posting.category)
    home = pick(categories, trait(0))
    founders = (trait(1) < people.experienced) & (day < 0)
    caution = _around(people.caution_mean, trait(12), trait(13))
    experience = np.where(founders, 1 + np.floor(-4.0 * np.log1p(-trait(2))), 0)
    workers.add(
        key=keys,
        joined=day,
        home=home,
        second=pick(categories, trait(3)),
        true_skill=_hump(trait(4), trait(5)),
        true_activity=np.minimum(0.9, people.activity_median * np.exp(people.activity_spread * bell(6))),
        experience=experience,
        completed=np.where(founders, np.left_shift(1, home), 0),
        reserve=np.exp(-0.35 + 0.3 * bell(8)),
        true_pressure=_around(people.pressure_mean, trait(10), trait(11)),
        true_caution=caution,
        true_first_caution=caution,
        true_trust=1.0,
        gender=pick(np.array([0.48, 0.94, 1.0]), trait(14)),
        age_band=np.where(trait(15) < people.young, 0, 1 + np.floor(3 * trait(16))),
        prefecture=np.floor(PREFECTURES * trait(17) ** 2),
        guardian=trait(18) < people.guardian,
        main_income=trait(19) < people.main_income,
        verified=trait(20) < people.worker_verified,
        reach=trait(21),
        filter=_filters(people, trait(22)),
        true_reports=trait(23),
    )


def add_clients(clients: Clients, numbers: I64, day: float, world: World, items: int, draws: Draws) -> I64:
    """Append the honest clients of these (n,) numbers and return their rows. `items`: of the order-rule check.

    Founders (before day 0) bring a record of accepted contracts and a bigger age.
    """
    people, posting = world.population, world.posting
    keys = key(CLIENT, numbers)
    trait, bell = _traits(draws, Purpose.CLIENT_TRAIT, keys)
    kind = pick(np.cumsum([1 - people.low_paying - people.careless, people.low_paying, people.careless]), trait(0))
    careless, low = kind == ClientType.CARELESS, kind == ClientType.LOW_PAYING
    mean_log = np.log(people.post_rate) - people.post_spread**2 / 2
    reliability = np.where(careless, 0.55, 0.97) * (0.94 + 0.06 * trait(1))
    rate = np.minimum(0.8, np.exp(mean_log + people.post_spread * bell(8)))
    record = people.history_accepted * rate / people.post_rate  # who posts more has the longer record
    accepted = np.floor(-record * np.log1p(-trait(2))) * (day < 0)
    failed = np.floor(accepted * (1 - reliability) * 2 * trait(3) + np.where(careless, accepted * 0.4 * trait(4), 0))
    stars = np.minimum(5.0, np.where(careless | low, 4.2, 4.8) + 0.2 * bell(5))
    fee = posting.price[0] * 1.2
    return clients.add(
        key=keys,
        joined=-400.0 * trait(7) if day < 0 else day,
        true_type=kind,
        true_ring=-1,
        true_rate=rate,
        home=pick(np.cumsum(posting.category), trait(10)),
        true_generosity=np.exp(np.where(low, -0.9, 0.0) + 0.2 * bell(11)),
        raised=1.0,
        true_reliability=reliability,
        true_silence=world.working.client_silence * np.where(careless, 10.0, 1.0),
        true_hurry=trait(13),
        true_talk=trait(14),
        true_direct=trait(15),
        handle=luck.mix(keys),
        verified=trait(16) < people.verified_honest,
        ticked=ticks(people.ticked_honest, items, trait(17), trait(18)),
        accepted_fixed=accepted,
        ended_fixed=accepted + failed,
        accepted_yen=accepted * fee,
        stars=stars * accepted,
        ratings=accepted,
        case_at=np.inf,
    )


def add_ring_accounts(
    clients: Clients,
    rings: I64,
    numbers: I64,
    handles: U64,
    papers: I64,
    workers: Workers,
    sellers: I64,
    day: float,
    world: World,
    items: int,
    draws: Draws,
) -> I64:
    """Append accounts of rings and return their rows.

    rings (n,) whose they are; numbers (n,) how many accounts that ring had before; handles (n,) its contact;
    papers (n,) Papers;
    sellers (n,) worker rows whose accounts were bought, -1 for none: such an account brings its age and its
    verified identity along (M-17).
    """
    people, posting = world.population, world.posting
    keys = key(PERSON_RING, rings, numbers)
    trait, _ = _traits(draws, Purpose.ACCOUNT_TRAIT, keys)
    bought, groomed = sellers >= 0, papers == Papers.GROOMED
    own_age = -60.0 * trait(0) if day < 0 else np.full(len(keys), day)
    return clients.add(
        key=keys,
        joined=np.where(bought, workers.joined[sellers], own_age),
        true_type=ClientType.RING,
        true_ring=rings,
        true_rate=world.ring.post_rate,
        home=pick(np.cumsum(posting.category), trait(1)),
        true_generosity=world.ring.bargain,
        raised=1.0,
        true_reliability=0.95,  # of the honest jobs it grooms its record with; its baits are never paid
        true_silence=0.01,
        true_talk=trait(2),
        true_papers=papers,
        true_grooming=np.where(groomed, world.ring.grooming, 0),
        handle=handles,
        verified=np.where(bought, workers.verified[sellers], papers == Papers.VERIFIED),
        ticked=ticks(people.ticked_ring, items, trait(4), trait(5)),
        case_at=np.inf,
    )


def ticks(adoption: float, items: int, tries: F64, partly: F64) -> F64:
    """(n,) items ticked of the order-rule check: all by those who take it seriously, some by a few others."""
    return np.where(tries < adoption, items, np.floor(items * 0.9 * partly * (partly > 0.7)))


def _traits(draws: Draws, purpose: Purpose, keys: U64) -> tuple[Callable[[int], F64], Callable[[int], F64]]:
    """The n-th trait of these people, as a uniform and as a standard normal (never both of one number)."""
    return (lambda number: draws.uniform(purpose, number, keys)), (lambda number: draws.normal(purpose, number, keys))


def _hump(a: F64, b: F64) -> F64:
    """(n,) in 0…1, more in the middle (triangular)."""
    return (a + b) / 2


def _around(mean: float, a: F64, b: F64) -> F64:
    """(n,) in 0…1, triangular, bent so that half lie under `mean`."""
    return ((a + b) / 2) ** (np.log(mean) / np.log(0.5))


def _filters(people: Population, u: F64) -> I64:
    shares = np.array([people.filter_verified, people.filter_advice, people.filter_certified])
    return np.where(u < shares.sum(), 1 + np.searchsorted(np.cumsum(shares), u, side="right"), 0)
