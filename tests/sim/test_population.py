"""Who is here on the first day and who comes later, as rows: founders bring a record, traits stand in their columns."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from sim.arrays import F64, I64
from sim.choices import clients as client
from sim.choices import hiring, uptake
from sim.choices import workers as worker
from sim.choices.churn import Churn, client_stays, orders, worker_stays
from sim.choices.common import around
from sim.choices.posting import Posting
from sim.choices.working import Working
from sim.rings.business import Organising
from sim.rings.tactics import Papers
from sim.state.codes import ClientType
from sim.state.draws import Draws, Key, pick
from sim.state.people import Clients, Workers
from sim.state.population import add_clients, add_ring_accounts, add_workers
from sim.state.purposes import Purpose
from sim.world import World
from tests.sim.plain import PLAIN

MANY, BEFORE, LATER = np.arange(2_000), -1.0, 12.0
WORLD = PLAIN


def workers(world: World = WORLD, day: float = BEFORE, numbers: I64 = MANY, *, back: bool = False) -> Workers:
    table = Workers()
    add_workers(table, numbers, day, world, Draws(1), back=back)
    return table


def clients(world: World = WORLD, day: float = BEFORE, numbers: I64 = MANY) -> Clients:
    table = Clients()
    assert add_clients(table, numbers, day, world, Draws(1)).tolist() == list(range(len(numbers)))
    return table


def accounts(
    world: World = WORLD,
    day: float = BEFORE,
    papers: Papers = Papers.NEW,
    sellers: tuple[int, ...] = (),
    sold: Workers | None = None,
) -> Clients:
    """2,000 accounts of four rings with these papers; the first of them bought from these worker rows of `sold`."""
    table, seller = Clients(), np.full(len(MANY), -1)
    seller[: len(sellers)] = sellers
    add_ring_accounts(
        table,
        MANY % 4,
        MANY // 4,
        (MANY % 4 + 70).astype(np.uint64),
        np.full(len(MANY), papers),
        workers() if sold is None else sold,
        seller,
        day,
        world,
        Draws(1),
    )
    return table


def changed(**numbers: Any) -> World:
    return replace(WORLD, population=replace(WORLD.population, **numbers))


def columns(table: Workers | Clients) -> dict[str, NDArray[Any]]:
    return {name: getattr(table, name).copy() for name in table.columns()}


# ------------------------------------------------------------------------------------------------ founders, newcomers


@pytest.mark.parametrize(
    ("people", "dates", "record"),
    [
        (workers, {"joined", "opened"}, "experience completed swaps"),
        (clients, {"joined"}, "accepted_fixed ended_fixed accepted_yen stars ratings true_discreet"),
    ],
)
def test_who_comes_later_is_as_a_founder_but_for_record_and_day(
    people: Callable[..., Any], dates: set[str], record: str
) -> None:
    founders, newcomers = columns(people()), columns(people(day=LATER))
    others = {name for name in founders if not np.array_equal(founders[name], newcomers[name])}
    assert others - {"true_caution"} == {*dates, *record.split()}
    assert not any(newcomers[name].any() for name in record.split())
    assert all(set(newcomers[name]) == {LATER} for name in dates)


def test_a_founder_and_one_back_have_accounts_of_clients_age() -> None:
    founders, returned = workers(), workers(day=LATER, back=True)
    assert set(returned.joined) == {LATER}
    assert returned.opened.tolist() == founders.opened.tolist()
    oldest = WORLD.population.oldest_client_days
    assert -oldest <= founders.opened.min() < -0.99 * oldest
    assert founders.opened.mean() == pytest.approx(-oldest / 2, rel=0.05)


def test_who_joins_on_the_first_day_is_no_founder() -> None:
    first = workers(day=0.0)
    assert not first.experience.any()
    assert not first.swaps.any()
    assert first.true_caution.tolist() == first.true_first_caution.tolist()
    assert not clients(day=0.0).accepted_fixed.any()
    assert set(clients(day=0.0).joined) == set(accounts(day=0.0).joined) == {0.0}
    assert accounts(day=-0.5).joined.min() < -50


def test_a_person_is_the_same_whoever_is_made_at_the_same_time() -> None:
    for people in (workers, clients):
        together, alone = columns(people()), columns(people(numbers=MANY[7:8]))
        assert all(together[name][7] == alone[name][0] for name in together)


def test_no_two_people_have_one_key() -> None:
    keys = np.concatenate([workers().key, clients().key, accounts().key])
    assert len(np.unique(keys)) == 3 * len(MANY)


# ------------------------------------------------------------------------------------------------ traits


class Numbered(Draws):
    """Luck that is the number of the trait: the uniform of trait 7 is 7.5 ÷ 30, its normal 0.7, whoever it is."""

    def __init__(self) -> None:
        super().__init__(1)
        self.drawn: list[tuple[Purpose, str, int]] = []

    def uniform(self, purpose: Purpose, *keys: Key) -> F64:
        return self._told(purpose, "uniform", *keys) / 30 + 0.5 / 30

    def normal(self, purpose: Purpose, *keys: Key) -> F64:
        return self._told(purpose, "normal", *keys) / 10

    def _told(self, purpose: Purpose, shape: str, *keys: Key) -> F64:
        number, people = keys
        assert isinstance(number, int)
        self.drawn.append((purpose, shape, number))
        return np.full(np.shape(people), float(number))


def u(trait: int) -> F64:
    return np.array([(trait + 0.5) / 30])


def z(trait: int) -> F64:
    return np.array([trait / 10])


def test_each_trait_of_a_worker_stands_in_its_column() -> None:
    world = replace(changed(young=0.53, experienced=0.07), churn=Churn(worker_stops=0.05))
    luck, table = Numbered(), Workers()
    people, category = world.population, np.cumsum(world.posting.category_weight)
    careful = around(people.caution_mean, u(12), u(13))
    add_workers(table, MANY[:1], BEFORE, world, luck)
    expected = {
        "opened": -people.oldest_client_days * u(28),
        "home": pick(category, u(0)),
        "second": pick(category, u(3)),
        "true_skill": (u(4) + u(5)) / 2,
        "experience": [1],
        "true_activity": worker.activity(z(6), people),
        "swaps": people.contacts_swapped * worker.activity(z(6), people),
        "reserve": worker.reserve(z(8), people),
        "true_pressure": around(people.pressure_mean, u(10), u(11)),
        "true_first_caution": careful,
        "true_caution": careful + (1 - careful) * people.caution_acquired * worker.activity(z(6), people),
        "age_band": worker.age_band(u(15), u(16), people),
        "guardian": u(18) < people.guardian,
        "main_income": u(19) < people.main_income,
        "verified": u(20) < people.worker_verified,
        "reach": u(21),
        "filter": worker.search_filter(u(22), people),
        "true_doubt": u(26),
        "true_delay": uptake.delay(u(27), people),
        "true_reports": u(23),
        "true_until": worker_stays(np.array([False]), u(25), world.churn),
    }
    for name, value in expected.items():
        assert getattr(table, name) == pytest.approx(value, rel=1e-6), name
    assert {purpose for purpose, _, _ in luck.drawn} == {Purpose.WORKER_TRAIT}
    assert len({number for _, _, number in luck.drawn}) == len(luck.drawn) == 24


def test_each_trait_of_a_client_stands_in_its_column() -> None:
    traits = changed(
        low_paying=0.0, careless=1.0, marketers=0.0, ticked_partly=1.0, history_accepted=900.0, history_failed=0.2
    )
    world = replace(traits, churn=Churn(client_stops=0.05, orders_once=0.9))
    people, luck, table = world.population, Numbered(), Clients()
    add_clients(table, MANY[:1], BEFORE, world, luck)
    careless = np.array([True])
    rate, reliable = client.post_rate(z(8), people), client.reliability(careless, u(1), people)
    abandons = hiring.abandons(z(24), world.hiring)
    chooses = (1 - abandons) / (1 - world.hiring.abandons_posting)
    accepted = client.accepted_before(rate, chooses, u(2), people)
    failed = client.failed_before(accepted, reliable, careless, u(3), u(4), people)
    expected = {
        "true_type": client.client_type(u(0), people),
        "true_rate": rate,
        "true_reliability": reliable,
        "true_abandons": abandons,
        "accepted_fixed": accepted,
        "ended_fixed": accepted + failed,
        "stars": accepted * client.mean_rating(careless, z(5), people),
        "joined": -people.oldest_client_days * u(7),
        "home": pick(np.cumsum(world.posting.category_weight), u(10)),
        "true_generosity": client.generosity(~careless, z(11), people),
        "true_trust": [people.client_trust],
        "true_hurry": u(13),
        "true_talk": u(14),
        "true_direct": u(15),
        "verified": client.verifies(~careless, u(16), people),
        "true_lapses": client.lapses(~careless, u(16), people),
        "true_misuses": client.misuses(world.talking.misuses_nda, u(16)),
        "true_heeds": client.heeds(~careless, u(19), people),
        "true_discreet": client.told_before(accepted, u(23), people),
        "true_ticks": client.ticks(u(18), people),
        "true_doubt": u(17),
        "true_delay": uptake.delay(u(22), people),
        "true_until": client_stays(u(20), world.churn),
        "true_orders": orders(u(21), True, world.churn),
    }
    for name, value in expected.items():
        assert getattr(table, name) == pytest.approx(value), name
    assert {purpose for purpose, _, _ in luck.drawn} == {Purpose.CLIENT_TRAIT}
    assert len({number for _, _, number in luck.drawn}) == len(luck.drawn) == 22


def test_a_client_of_the_first_day_orders_for_the_first_time() -> None:
    world = replace(changed(), churn=Churn(orders_once=1.0))
    ordered = []
    for day in (-1, 0):
        table = Clients()
        add_clients(table, MANY[:1], day, world, Numbered())
        ordered += table.true_orders.tolist()
    assert ordered == [*orders(u(21), True, world.churn), 1]


def test_each_trait_of_a_rings_account_stands_in_its_column() -> None:
    one, even = np.zeros(1, np.int64), Posting(category_weight=(1.0,) * 16)
    for share in (0.1, 0.17):  # some of the check is ticked, all of it
        world, luck, table = changed(ticked_ring=share, ticked_partly=1.0), Numbered(), Clients()
        add_ring_accounts(
            table, one, one, one.astype(np.uint64), one, workers(), one - 1, BEFORE, replace(world, posting=even), luck
        )
        expected = {
            "joined": -world.ring.oldest_account_days * u(0),
            "home": pick(np.arange(1.0, 17.0), u(1)),
            "true_talk": u(2),
            "true_ticks": client.ring_ticks(u(4), u(5), world.population),
            "true_doubt": [1.0],
            "true_misuses": [0.0],
            "true_delay": uptake.delay(u(13), world.population),
            "true_traced": u(12) < world.ring.shares_trace,
        }
        for name, value in expected.items():
            assert getattr(table, name) == pytest.approx(value), name
        assert table.true_scheme.tolist() == [-1]  # none yet
        assert {purpose for purpose, _, _ in luck.drawn} == {Purpose.ACCOUNT_TRAIT}
        assert len({number for _, _, number in luck.drawn}) == len(luck.drawn) == 13


# ------------------------------------------------------------------------------------------------ workers


def test_a_worker_with_a_record_has_completed_work_of_its_own_category() -> None:
    table = workers()
    founders = table.experience > 0
    assert table.completed[founders].tolist() == [1 << home for home in table.home[founders].tolist()]
    assert not table.completed[~founders].any()
    assert founders.mean() == pytest.approx(0.35, abs=0.03)


def test_workers_begin_trusting_as_is_usual_and_here() -> None:
    table = workers()
    assert table.true_trust == pytest.approx(np.full(len(table), WORLD.population.worker_trust))
    for name in ("left", "warned", "relief", "harmed", "running"):
        assert not getattr(table, name).any()


def share(column: str, value: Any = True) -> Callable[[Any], float]:
    return lambda table: float((getattr(table, column) == value).mean())


# ------------------------------------------------------------------------------------------------ clients


def test_a_client_has_a_rating_for_each_accepted_contract() -> None:
    table, people = clients(), WORLD.population
    assert table.ratings.tolist() == table.accepted_fixed.tolist()
    assert (table.ended_fixed >= table.accepted_fixed).all()
    assert table.accepted_yen == pytest.approx(
        table.accepted_fixed * WORLD.posting.market_price[0] * people.history_yen
    )
    rated = table.ratings > 0
    stars = table.stars[rated] / table.ratings[rated]
    poor = table.true_type[rated] != ClientType.HONEST
    assert stars[~poor].mean() == pytest.approx(people.rating, abs=0.05)
    assert stars[poor].mean() == pytest.approx(people.poor_rating, abs=0.05)


def test_careless_clients_pay_less_and_fall_silent_more() -> None:
    table = clients(replace(changed(careless=0.3, low_paying=0.3, marketers=0.0), working=Working(client_silence=0.01)))
    ordinary, low, careless = (
        table.true_type == kind for kind in (ClientType.HONEST, ClientType.LOW_PAYING, ClientType.CARELESS)
    )
    assert set(table.true_silence[careless].tolist()) == {0.01 * 10}
    assert set(table.true_silence[~careless].tolist()) == {0.01}
    reliability = table.true_reliability  # 0.93 and 0.9965 at best, the worst 1 % short of it
    assert 0.9207 <= reliability[careless].min() < 0.922 < 0.929 < reliability[careless].max() <= 0.93
    assert 0.9865 <= reliability[~careless].min() < 0.988 < 0.996 < reliability[~careless].max() <= 0.9965
    assert np.median(table.true_generosity[low]) == pytest.approx(np.exp(-0.9), rel=0.05)
    for others in (ordinary, careless):
        assert np.median(table.true_generosity[others]) == pytest.approx(1.0, rel=0.05)
    failing = (table.ended_fixed - table.accepted_fixed) / np.maximum(table.accepted_fixed, 1)
    assert failing[careless].mean() > 4 * failing[~careless].mean()


def test_honest_clients_begin_here_with_a_contact_of_their_own() -> None:
    table = clients()
    assert len(np.unique(table.handle)) == len(MANY)
    assert (table.true_ring == -1).all()
    assert (table.raised == 1).all()
    assert (table.read_at == np.inf).all()
    for name in ("restricted", "left", "posted", "certified", "reporters", "stopped", "upheld"):
        assert not getattr(table, name).any()


# ------------------------------------------------------------------------------------------------ accounts of rings


def test_accounts_of_a_ring_post_as_the_business_does() -> None:
    business = Organising(post_rate=0.05, reliability=0.9, contract_silence=0.02, grooming_contracts=3)
    table = accounts(replace(WORLD, ring=business))
    assert table.true_ring.tolist() == (MANY % 4).tolist()
    assert table.handle.tolist() == (MANY % 4 + 70).tolist()
    assert (table.true_type == ClientType.RING).all()
    for name, usual in (
        ("true_rate", 0.05),
        ("true_generosity", 1.0),
        ("true_reliability", 0.9),
        ("true_silence", 0.02),
        ("true_trust", WORLD.population.client_trust),
        ("raised", 1.0),
        ("read_at", np.inf),
    ):
        assert set(getattr(table, name).tolist()) == {usual}


RECORD = ("accepted_fixed", "ended_fixed", "accepted_yen", "stars", "ratings")


@pytest.mark.parametrize("papers", [Papers.NEW, Papers.VERIFIED, Papers.BOUGHT])
def test_they_bring_no_record(papers: Papers) -> None:
    for table in (accounts(papers=papers), accounts(day=LATER, papers=papers)):
        for name in RECORD:
            assert not getattr(table, name).any()


def test_groomed_ones_of_the_first_day_have_come_some_way() -> None:
    """None, one, two or three of the three contracts are paid, a quarter each; without a failure."""
    world = replace(WORLD, ring=Organising(grooming_contracts=3))
    table = accounts(world, papers=Papers.GROOMED)
    assert np.bincount(table.accepted_fixed) / len(MANY) == pytest.approx([0.25] * 4, abs=0.03)
    assert table.ended_fixed.tolist() == table.ratings.tolist() == table.accepted_fixed.tolist()
    assert table.accepted_yen == pytest.approx(
        table.accepted_fixed * WORLD.posting.market_price[0] * WORLD.population.history_yen
    )
    for name in RECORD:
        assert not getattr(accounts(world, day=LATER, papers=Papers.GROOMED), name).any()


def test_a_bought_account_brings_an_honest_client_s_record() -> None:
    table = accounts(day=LATER, papers=Papers.BOUGHT, sellers=(0,) * len(MANY))
    honest = clients(changed(low_paying=0.0, careless=0.0, marketers=0.0))
    for contracts in (1, 3, 6):
        share, expected = ((one.accepted_fixed >= contracts).mean() for one in (table, honest))
        assert share == pytest.approx(expected, abs=0.04)
    for one in (table, honest):
        assert 0 < (one.ended_fixed - one.accepted_fixed).mean() < 0.1
        assert one.stars.sum() / one.ratings.sum() == pytest.approx(WORLD.population.rating, abs=0.03)
    assert table.accepted_yen == pytest.approx(
        table.accepted_fixed * WORLD.posting.market_price[0] * WORLD.population.history_yen
    )
    assert table.ratings.tolist() == table.accepted_fixed.tolist()


def test_those_of_the_first_day_are_up_to_sixty_days_old() -> None:
    founding, later = accounts().joined, accounts(day=LATER).joined
    assert -60 <= founding.min() < -59
    assert -1 < founding.max() <= 0
    assert set(later.tolist()) == {LATER}
    older = accounts(replace(WORLD, ring=Organising(oldest_account_days=120.0))).joined
    assert older.mean() == pytest.approx(2 * founding.mean())


@pytest.mark.parametrize("papers", Papers)
def test_only_groomed_accounts_groom_and_only_those_with_somebodys_papers_are_verified(papers: Papers) -> None:
    world = replace(WORLD, ring=Organising(grooming_contracts=3))
    table = accounts(world, papers=papers, sold=workers(changed(worker_verified=1.0)))
    assert set(table.true_grooming.tolist()) == {3 if papers == Papers.GROOMED else 0}
    assert set(table.verified.tolist()) == {papers == Papers.VERIFIED}
    assert (table.true_papers == papers).all()


def test_a_bought_account_brings_its_seller_s_age_and_mark() -> None:
    sold = workers(changed(worker_verified=0.5), day=3.0)
    verified, unverified = (int(np.flatnonzero(sold.verified == mark)[0]) for mark in (True, False))
    sold.opened[verified] = -200.0
    table = accounts(day=LATER, papers=Papers.BOUGHT, sellers=(verified, unverified), sold=sold)
    assert table.verified[:3].tolist() == [True, False, False]
    assert table.joined[:3].tolist() == [-200.0, 3.0, LATER]
