"""People of the first day and those who come later: rows made from keyed draws, the same in every world."""

from collections.abc import Callable

import numpy as np

from sim.arrays import F64, I64, U64
from sim.choices import churn as stay
from sim.choices import clients as client
from sim.choices import hiring, uptake
from sim.choices import workers as worker
from sim.choices.common import around, middling, toward
from sim.rings.tactics import Papers
from sim.state import draws as luck
from sim.state.codes import ClientType
from sim.state.draws import Draws, key, pick
from sim.state.people import Clients, Workers
from sim.state.purposes import Purpose
from sim.world import World

WORKER, CLIENT, PERSON_RING = 1, 2, 3  # what a key is of


def add_workers(workers: Workers, numbers: I64, day: float, world: World, draws: Draws, *, back: bool = False) -> None:
    """Append the workers of these (n,) numbers, who join at `day`.

    The founders (before day 0) bring a record and an older account, and so do those who are back on a dormant one.
    """
    people, settled = world.population, day < 0 or back
    keys = key(WORKER, numbers)
    trait, bell = _traits(draws, Purpose.WORKER_TRAIT, keys)
    categories = np.cumsum(world.posting.category_weight)
    home = pick(categories, trait(0))
    founder = (trait(1) < people.experienced) & settled
    visiting = stay.visits(trait(24), settled, world.churn)
    caution = around(people.caution_mean, trait(12), trait(13))
    activity = worker.activity(bell(6), people)
    workers.add(
        key=keys,
        joined=day,
        opened=-people.oldest_client_days * trait(28) if settled else day,
        home=home,
        second=pick(categories, trait(3)),
        true_skill=middling(trait(4), trait(5)),
        true_activity=activity,
        experience=founder,
        completed=np.where(founder, np.left_shift(1, home), 0),
        reserve=worker.reserve(bell(8), people),
        true_pressure=around(people.pressure_mean, trait(10), trait(11)),
        true_caution=toward(caution, 1.0, people.caution_acquired * activity * (day < 0)),
        true_first_caution=caution,
        true_trust=people.worker_trust,
        true_trouble=world.learning.expected_trouble,
        true_worth_verified=1.0,
        true_worth_certified=1.0,
        true_worth_rule=1.0,
        swaps=people.contacts_swapped * activity * (day < 0),
        age_band=worker.age_band(trait(15), trait(16), people),
        guardian=trait(18) < people.guardian,
        main_income=trait(19) < people.main_income,
        verified=trait(20) < people.worker_verified,
        reach=trait(21),
        filter=worker.search_filter(trait(22), people),
        true_doubt=trait(26),
        true_delay=uptake.delay(trait(27), people),
        true_reports=trait(23),
        true_visits=visiting,
        true_until=max(day, 0.0) + stay.worker_stays(visiting, trait(25), world.churn),
    )


def add_clients(clients: Clients, numbers: I64, day: float, world: World, draws: Draws) -> I64:
    """Append the honest clients of these (n,) numbers and return their rows.

    Founders (before day 0) bring a record of accepted contracts and a bigger age. Who is back on a dormant account
    begins anew: the office knows it, but nobody has counted on it since.
    """
    people, working = world.population, world.working
    keys = key(CLIENT, numbers)
    trait, bell = _traits(draws, Purpose.CLIENT_TRAIT, keys)
    kind = client.client_type(trait(0), people)
    careless, low = kind == ClientType.CARELESS, kind == ClientType.LOW_PAYING
    marketer, reluctance = kind == ClientType.MARKETER, trait(16)
    reliability = client.reliability(careless, trait(1), people)
    rate = client.post_rate(bell(8), people)
    abandons = hiring.abandons(bell(24), world.hiring)
    chooses = (1 - abandons) / (1 - world.hiring.abandons_posting)
    accepted = client.accepted_before(rate, chooses, trait(2), people) * (day < 0)
    failed = client.failed_before(accepted, reliability, careless, trait(3), trait(4), people)
    heeds = client.heeds(marketer, trait(19), people)
    return clients.add(
        key=keys,
        joined=-people.oldest_client_days * trait(7) if day < 0 else day,
        true_type=kind,
        true_ring=-1,
        true_seller=-1,
        true_rate=rate,
        home=pick(np.cumsum(world.posting.category_weight), trait(10)),
        true_generosity=client.generosity(low, bell(11), people),
        raised=1.0,
        true_reliability=reliability,
        true_abandons=abandons,
        true_silence=working.client_silence * np.where(careless, working.careless_silence, 1.0),
        true_trust=people.client_trust,
        true_hurry=trait(13),
        true_talk=trait(14),
        true_direct=trait(15),
        handle=luck.mix(keys),
        verified=client.verifies(marketer, reluctance, people),
        true_lapses=client.lapses(marketer, reluctance, people),
        true_misuses=client.misuses(world.talking.misuses_nda, reluctance),
        true_discreet=heeds & client.told_before(accepted, trait(23), people),
        true_heeds=heeds,
        true_ticks=client.ticks(trait(18), people),
        true_doubt=trait(17),
        true_delay=uptake.delay(trait(22), people),
        accepted_fixed=accepted,
        ended_fixed=accepted + failed,
        accepted_yen=accepted * (world.posting.market_price[0] * people.history_yen),
        stars=client.mean_rating(careless | low, bell(5), people) * accepted,
        ratings=accepted,
        true_scheme=-1,
        read_at=np.inf,
        true_until=max(day, 0.0) + stay.client_stays(trait(20), world.churn),
        true_orders=stay.orders(trait(21), day < 0, world.churn),
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
    draws: Draws,
) -> I64:
    """Append accounts of rings and return their rows.

    rings (n,) whose they are; numbers (n,) how many accounts that ring had before; handles (n,) their contacts;
    papers (n,) Papers; sellers (n,) worker rows whose accounts were bought, -1 for none: such an account brings its
    age, its verified identity and a record as an honest client has it along (M-17).
    Groomed founders (before day 0) have come some way with their record.
    """
    people, business, nobody = world.population, world.ring, np.zeros(len(rings), np.bool_)  # nobody: careless, or poor
    keys = key(PERSON_RING, rings, numbers)
    trait, bell = _traits(draws, Purpose.ACCOUNT_TRAIT, keys)
    bought, groomed = sellers >= 0, papers == Papers.GROOMED
    brought = client.accepted_before(client.post_rate(bell(6), people), 1.0, trait(7), people) * bought
    reliability = client.reliability(nobody, trait(8), people)
    failed = client.failed_before(brought, reliability, nobody, trait(9), np.zeros(len(keys)), people)
    accepted = brought + np.floor((business.grooming_contracts + 1) * trait(10)) * (groomed & (day < 0))
    return clients.add(
        key=keys,
        joined=np.where(bought, workers.opened[sellers], -business.oldest_account_days * trait(0) if day < 0 else day),
        true_type=ClientType.RING,
        true_ring=rings,
        true_rate=business.post_rate,
        home=pick(np.cumsum(world.posting.category_weight), trait(1)),
        true_generosity=1.0,  # of the honest jobs it grooms its record with
        raised=1.0,
        true_reliability=business.reliability,  # of these, and of tasks; it pays for no other bait
        true_abandons=world.hiring.abandons_posting,
        true_silence=business.contract_silence,
        true_trust=people.client_trust,
        true_talk=trait(2),
        true_papers=papers,
        true_seller=sellers,
        true_grooming=np.where(groomed, business.grooming_contracts, 0),
        accepted_fixed=accepted,
        ended_fixed=accepted + failed,
        accepted_yen=accepted * (world.posting.market_price[0] * people.history_yen),
        stars=client.mean_rating(nobody, bell(11), people) * accepted,
        ratings=accepted,
        handle=handles,
        true_traced=trait(12) < business.shares_trace,
        verified=np.where(bought, workers.verified[sellers], papers == Papers.VERIFIED),
        true_ticks=client.ring_ticks(trait(4), trait(5), people),
        true_doubt=1.0,  # its ring decides, whatever is asked of clients
        true_delay=uptake.delay(trait(13), people),
        true_scheme=-1,
        read_at=np.inf,
        true_until=np.inf,
        true_orders=stay.MANY,
    )


def _traits(draws: Draws, purpose: Purpose, keys: U64) -> tuple[Callable[[int], F64], Callable[[int], F64]]:
    """The n-th trait of these people, as a uniform and as a standard normal (never both of one number)."""
    return (lambda number: draws.uniform(purpose, number, keys)), (lambda number: draws.normal(purpose, number, keys))
