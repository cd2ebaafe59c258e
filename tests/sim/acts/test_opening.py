"""Opening: rings come by accounts, by registering or by buying them from workers; found-out ones are lost again."""

import numpy as np
import pytest

from policies.platform import Platform
from policies.records import Ground
from sim.acts.opening import enter, lose_accounts, open_accounts
from sim.arrays import I64
from sim.rings.bandit import Exp3S, Gains
from sim.rings.rings import Rings
from sim.rings.tactics import Papers
from sim.state.codes import ClientType, Opening, Reason
from sim.state.draws import key
from sim.state.events import AccountOpened, AccountSold, ClientJoined, Recorded, Restricted, RingEntered, WorkerLeft
from sim.state.log import Events, Log
from sim.state.people import Clients, Workers
from sim.state.population import PERSON_RING
from sim.state.trade import Offers
from sim.today import Today
from tests.sim import hand
from tests.sim.plain import PLAIN

RING = PLAIN.ring
CHECKED = hand.platform(identity={"checks_holder": True})


def opened(
    rings: Rings,
    counts: list[int],
    today: Today,
    *,
    clients: Clients | None = None,
    workers: Workers | None = None,
    offers: Offers | None = None,
    how: Opening = Opening.REPLACED,
) -> tuple[Clients, Events]:
    """Each ring opens so many accounts → clients, of which one was here before, and what was told."""
    clients, log = clients or hand.clients(1), Log()
    open_accounts(
        rings,
        workers or hand.workers(1),
        clients,
        hand.offers(0) if offers is None else offers,
        log,
        counts=np.array(counts),
        how=how,
        today=today,
    )
    return clients, hand.told(log)


def due(rings: Rings, day: int) -> I64:
    return rings.replacements(day)


def test_each_ring_opens_its_accounts_and_every_one_is_told() -> None:
    clients, events = opened(
        hand.settle_on(hand.rings(3), papers=[Papers.NEW, Papers.NEW, Papers.VERIFIED]),
        [2, 0, 1],
        hand.day(),
        how=Opening.REPLACED,
    )
    assert clients.true_ring.tolist() == [-1, 0, 0, 2]
    assert clients.true_type[1:].tolist() == [ClientType.RING] * 3
    assert clients.joined[1:].tolist() == [3.0, 3.0, 3.0]
    assert clients.true_papers[1:].tolist() == [Papers.NEW, Papers.NEW, Papers.VERIFIED]
    assert hand.rows(events, AccountOpened, "time client ring how") == [
        (3.0, 1, 0, Opening.REPLACED),
        (3.0, 2, 0, Opening.REPLACED),
        (3.0, 3, 2, Opening.REPLACED),
    ]
    assert hand.rows(events, ClientJoined, "time client type verified") == [
        (3.0, 1, ClientType.RING, False),
        (3.0, 2, ClientType.RING, False),
        (3.0, 3, ClientType.RING, True),
    ]


def test_accounts_take_turns_at_the_contacts_of_their_ring() -> None:
    rings = hand.rings(3, opened=[5, 6, 7])
    clients, _ = opened(rings, [2, 0, 1], hand.day())
    assert RING.contacts == 3
    assert clients.handle[1:].tolist() == rings.contacts.in_use[[0, 0, 2], [5 % 3, 6 % 3, 7 % 3]].tolist()
    assert clients.key[1:].tolist() == key(PERSON_RING, np.array([0, 0, 2]), np.array([5, 6, 7])).tolist()
    assert rings.opened.tolist() == [7, 6, 8]


def test_which_papers_an_account_has_is_luck_of_its_ring_and_number() -> None:
    rings, today = hand.rings(2, opened=[0, 3]), hand.day()
    luck = hand.asked(today)
    opened(rings, [1, 2], today)
    assert luck["PAPERS"] == [[0, 1, 1], [0, 3, 4]]


def test_the_cheapest_accounts_are_bought_first() -> None:
    rings = hand.settle_on(hand.rings(2), papers=[Papers.VERIFIED, Papers.BOUGHT])
    workers = hand.workers(4, opened=[-10.0, -20.0, -30.0, -40.0], verified=[True, False, True, False])
    offers = hand.offers(2, worker=[1, 2], ask=[9_000.0, 8_000.0])
    clients, events = opened(rings, [1, 3], hand.day(), workers=workers, offers=offers)
    assert clients.true_papers[1:].tolist() == [Papers.VERIFIED, Papers.BOUGHT, Papers.BOUGHT, Papers.NEW]
    assert clients.joined[1:].tolist() == [3.0, -30.0, -20.0, 3.0]
    assert clients.verified[1:].tolist() == [True, True, False, False]
    assert len(offers) == 0
    assert hand.rows(events, AccountOpened, "time client ring how") == [
        (3.0, 1, 0, Opening.REPLACED),
        (3.0, 2, 1, Opening.BOUGHT),
        (3.0, 3, 1, Opening.BOUGHT),
        (3.0, 4, 1, Opening.REPLACED),
    ]
    assert events[ClientJoined].verified.tolist() == [True, True, False, False]


def test_an_account_that_was_bought_keeps_whose_it_was() -> None:
    rings = hand.settle_on(hand.rings(2), papers=[Papers.VERIFIED, Papers.BOUGHT])
    clients, _ = opened(rings, [1, 2], hand.day(), offers=hand.offers(1, worker=0))
    assert clients.true_seller[1:].tolist() == [-1, 0, -1]


MIXED = np.array([[0.4, 0.2, 0.2, 0.2]])  # of Papers: a fifth bought, where an account costs what it is worth


@pytest.mark.parametrize(("ask", "share"), [(5_000.0, 1 / 3), (10_000.0, 1 / 5), (20_000.0, 1 / 9)])
def test_the_cheaper_the_cheapest_account_the_more_are_bought(ask: float, share: float) -> None:
    """It is worth 10,000 yen. At half of it the fifth counts twice, 0.4 of 1.2, at twice as much half, 0.1 of 0.9."""
    rings, offers = hand.rings(1), hand.offers(3, ask=[90_000.0, ask, 80_000.0])
    rings.habits.papers = Exp3S.starting(MIXED, 0.2, 0.002, 0.5, 20.0)
    today = hand.day(PAPERS=[1 - share - 0.001, 1 - share + 0.001])
    _, events = opened(rings, [2], today, workers=hand.workers(3), offers=offers)
    assert events[AccountOpened].how.tolist() == [Opening.REPLACED, Opening.BOUGHT]


@pytest.mark.parametrize(("ask", "chance"), [(5_000.0, 1 / 3), (20_000.0, 4 / 9)])
def test_other_papers_are_wanted_in_their_old_proportions(ask: float, chance: float) -> None:
    """0.4 of 1.2 and 0.4 of 0.9 are new; the next are verified."""
    rings = hand.rings(1)
    rings.habits.papers = Exp3S.starting(MIXED, 0.2, 0.002, 0.5, 20.0)
    clients, _ = opened(rings, [2], hand.day(PAPERS=[chance - 0.001, chance + 0.001]), offers=hand.offers(1, ask=ask))
    assert clients.true_papers[1:].tolist() == [Papers.NEW, Papers.VERIFIED]


def test_the_record_that_an_account_brings_is_told() -> None:
    rings = hand.settle_on(hand.rings(2), papers=[Papers.NEW, Papers.BOUGHT])
    clients, events = opened(rings, [1, 1], hand.day(ACCOUNT_TRAIT=0.999), offers=hand.offers(1))
    assert clients.accepted_fixed[1] == 0
    assert clients.accepted_fixed[2] > 3
    assert hand.rows(events, Recorded, "time client accepted ended") == [
        (3.0, 2, clients.accepted_fixed[2], clients.ended_fixed[2])
    ]


def test_a_ring_pays_for_each_account_and_for_its_papers() -> None:
    papers = [Papers.NEW, Papers.VERIFIED, Papers.GROOMED, Papers.BOUGHT]
    rings = hand.settle_on(hand.rings(5, profit=100.0), papers=[*papers, Papers.NEW])
    _, events = opened(rings, [1, 1, 1, 1, 0], hand.day(), offers=hand.offers(1, ask=12_000.0))
    assert events[AccountOpened].how.tolist() == [Opening.REPLACED] * 3 + [Opening.BOUGHT]
    dear = (np.mean(PLAIN.posting.market_price) + RING.job_cost) * RING.grooming_contracts
    assert rings.profit == pytest.approx(
        100.0
        - np.array(
            [
                RING.account_cost,
                RING.account_cost + RING.papers_cost,
                RING.account_cost + dear,
                RING.account_cost + 12_000.0,
                0.0,
            ]
        )
    )


def test_each_pays_what_its_account_costs() -> None:
    rings = hand.settle_on(hand.rings(2), papers=Papers.BOUGHT)
    offers = hand.offers(3, ask=[9_000.0, 6_000.0, 4_000.0])
    _, events = opened(rings, [1, 2], hand.day(), workers=hand.workers(3), offers=offers)
    assert rings.profit.tolist() == [-RING.account_cost - 4_000.0, -2 * RING.account_cost - 6_000.0 - 9_000.0]
    assert hand.rows(events, AccountSold, "time worker yen") == [
        (3.0, 2, 4_000.0),
        (3.0, 1, 6_000.0),
        (3.0, 0, 9_000.0),
    ]


def test_a_ring_that_could_not_buy_pays_for_fresh_accounts() -> None:
    rings = hand.settle_on(hand.rings(1), papers=Papers.BOUGHT)
    opened(rings, [2], hand.day())
    assert rings.profit.tolist() == [-2 * RING.account_cost]


def test_rings_that_adapt_learn_that_papers_cost() -> None:
    rings = hand.rings(2, temper="adapting")
    before = rings.habits.papers.log_weight.copy()
    twin = hand.rings(2, temper="adapting").habits.papers
    opened(rings, [1, 0], hand.day(PAPERS=0.8))  # of a fresh and a verified account, that is the second
    cost = np.array([-RING.papers_cost / RING.yen_per_gain])
    twin.learn(Gains(np.array([0]), np.array([int(Papers.VERIFIED)]), cost, cost), np.arange(2))
    assert rings.habits.papers.log_weight == pytest.approx(twin.log_weight, rel=1e-12)
    assert rings.habits.papers.log_weight[0, Papers.VERIFIED] < before[0, Papers.VERIFIED]


def test_rings_that_adapt_learn_what_an_account_was_sold_for() -> None:
    rings, twin = (hand.rings(2, temper="adapting") for _ in range(2))
    opened(rings, [1, 0], hand.day(PAPERS=0.999), offers=hand.offers(1, ask=8_000.0))
    cost = np.array([-8_000.0 / RING.yen_per_gain])
    twin.habits.papers.learn(Gains(np.array([0]), np.array([int(Papers.BOUGHT)]), cost, cost), np.arange(2))
    assert rings.habits.papers.log_weight == pytest.approx(twin.habits.papers.log_weight, rel=1e-12)


@pytest.mark.parametrize(("day", "spent"), [(-1, 0.0), (0, 1.0)])
def test_the_accounts_of_before_the_first_day_are_long_paid_for(day: int, spent: float) -> None:
    rings = hand.settle_on(hand.rings(1, temper="adapting"), papers=Papers.VERIFIED)
    before = rings.habits.papers.log_weight.copy()
    opened(rings, [1], hand.day(day))
    assert rings.profit.tolist() == [-spent * (RING.account_cost + RING.papers_cost)]
    assert (rings.habits.papers.log_weight == before).all() == (not spent)


@pytest.mark.parametrize(("platform", "noticed"), [(CHECKED, True), (hand.platform(), False)])
def test_where_holders_are_checked_anew_many_accounts_that_changed_hands_are_found(
    platform: Platform, noticed: bool
) -> None:
    rings = hand.settle_on(hand.rings(2), papers=[Papers.VERIFIED, Papers.BOUGHT])
    recall = PLAIN.overseeing.holder_recall
    today = hand.day(platform=platform, HOLDER_CHECK=[recall - 0.001, recall])
    luck = hand.asked(today)
    clients, events = opened(rings, [1, 3], today, offers=hand.offers(2), workers=hand.workers(2))
    assert clients.restricted.tolist() == [False, False, noticed, False, False]
    rows = [(3.0, 2, ClientType.RING, Ground.CHANGED_HANDS)] if noticed else []
    assert hand.rows(events, Restricted, "time client type ground") == rows
    assert luck.get("HOLDER_CHECK") == ([clients.key[2:4].tolist()] if noticed else None)
    assert due(rings, 9).tolist() == [0, int(noticed)]


def test_who_sold_an_account_that_is_noticed_loses_its_own() -> None:
    rings, workers = hand.settle_on(hand.rings(1), papers=Papers.BOUGHT), hand.workers(3)
    recall = PLAIN.overseeing.holder_recall
    today = hand.day(platform=CHECKED, HOLDER_CHECK=[recall, recall - 0.001])
    _, events = opened(rings, [2], today, offers=hand.offers(2, worker=[2, 0]), workers=workers)
    assert workers.left.tolist() == [True, False, False]
    assert hand.rows(events, WorkerLeft, "time worker reason") == [(4.0, 0, Reason.RESTRICTED)]


def lose(
    rings: Rings, restricted: list[int], today: Today, *, clients: Clients, workers: Workers | None = None
) -> Events:
    """Rings lose these accounts → what was told."""
    log = Log()
    lose_accounts(rings, workers or hand.workers(1), log, restricted=np.array(restricted), clients=clients, today=today)
    return hand.told(log)


def test_lost_accounts_are_replaced_after_a_while() -> None:
    rings = hand.rings(3)
    clients = hand.clients(5, true_ring=[-1, 2, 0, 2, 1])
    span = RING.reentry_days * 2
    today = hand.day(REENTRY_DAYS=[0.0, 0.5, 0.0])
    luck = hand.asked(today)
    lose(rings, [0, 1, 3, 4], today, clients=clients)
    theirs = [clients.key[[1, 3, 4]].tolist()]
    assert luck == {"REENTRY_DAYS": theirs, "GIVES_UP_CONTACT": theirs}
    assert due(rings, 3).tolist() == [0, 0, 0]
    assert due(rings, 4).tolist() == [0, 1, 1]
    assert due(rings, int(3 + span / 2)).tolist() == [0, 0, 0]
    assert due(rings, int(4 + span / 2)).tolist() == [0, 0, 1]
    assert due(rings, 99).tolist() == [0, 0, 0]


def test_the_accounts_of_a_ring_with_number_nought_are_replaced_like_any() -> None:
    rings = hand.rings(1)
    lose(rings, [0], hand.day(), clients=hand.clients(1, true_ring=0))
    assert due(rings, 30).tolist() == [1]


def test_the_contacts_of_some_lost_accounts_are_given_up() -> None:
    rings, given_up = hand.rings(2), RING.changes_contact
    mine = rings.contacts.in_use.copy()
    clients = hand.clients(4, true_ring=[0, 0, 1, -1], handle=[mine[0, 0], mine[0, 1], mine[1, 2], mine[1, 0]])
    today = hand.day(GIVES_UP_CONTACT=[given_up - 0.001, given_up, 0.0])
    lose(rings, [0, 1, 2, 3], today, clients=clients)
    ring, old, new = rings.contacts.change(np.ones(2, np.bool_), today.draws)
    assert (ring.tolist(), old.tolist()) == ([0, 1], [mine[0, 0], mine[1, 2]])
    assert rings.contacts.in_use.tolist() == [[new[0], mine[0, 1], mine[0, 2]], [mine[1, 0], mine[1, 1], new[1]]]


def test_who_had_sold_a_lost_account_loses_its_own() -> None:
    workers = hand.workers(4)
    clients = hand.clients(5, true_ring=[0, 0, 0, 0, -1], true_seller=[3, 1, 0, -1, -1])
    events = lose(hand.rings(1), [0, 2, 3, 4], hand.day(), clients=clients, workers=workers)
    assert workers.left.tolist() == [True, False, False, True]
    assert hand.rows(events, WorkerLeft, "time worker reason") == [
        (4.0, 3, Reason.RESTRICTED),
        (4.0, 0, Reason.RESTRICTED),
    ]


def test_rings_that_enter_open_all_their_accounts_at_once() -> None:
    rings, clients, log, offers = hand.rings(1), hand.clients(1), Log(), hand.offers(1, worker=1)
    workers = hand.workers(2, opened=[-10.0, -20.0])
    enter(rings, workers, clients, offers, log, sizes=np.array([2, 1]), today=hand.day(PAPERS=0.999))
    assert rings.size.tolist() == [2, 2, 1]
    assert rings.entered.tolist() == [-1.0, 3.0, 3.0]
    assert rings.opened.tolist() == [0, 2, 1]
    assert clients.true_ring.tolist() == [-1, 1, 1, 2]
    assert (clients.joined[1], len(offers)) == (-20.0, 0)
    events = hand.told(log)
    assert hand.rows(events, RingEntered, "time ring") == [(3.0, 1), (3.0, 2)]
    assert hand.rows(events, AccountOpened, "time client ring how") == [
        (3.0, 1, 1, Opening.BOUGHT),
        (3.0, 2, 1, Opening.OPENED),
        (3.0, 3, 2, Opening.OPENED),
    ]
