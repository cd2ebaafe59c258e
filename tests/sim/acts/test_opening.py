"""Opening: rings come by accounts, by registering or by buying them from workers; found-out ones are lost again."""

import numpy as np
import pytest

from policies.platform import Platform
from policies.records import Ground
from sim.acts.opening import enter, lose_accounts, open_accounts
from sim.arrays import I64
from sim.rings.bandit import Gains
from sim.rings.rings import Rings
from sim.rings.tactics import Papers
from sim.state.codes import ClientType, Opening
from sim.state.draws import key
from sim.state.events import AccountOpened, ClientJoined, Recorded, Restricted, RingEntered
from sim.state.log import Events, Log
from sim.state.people import Clients, Workers
from sim.state.population import PERSON_RING
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
    for_sale: list[int] | None = None,
    how: Opening = Opening.REPLACED,
) -> tuple[Clients, Events]:
    """Each ring opens so many accounts → clients, of which one was here before, and what was told."""
    clients, log = clients or hand.clients(1), Log()
    open_accounts(
        rings,
        clients,
        [] if for_sale is None else for_sale,
        log,
        counts=np.array(counts),
        how=how,
        workers=workers or hand.workers(1),
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


def test_accounts_take_turns_at_the_contacts_of_their_ring_and_count_on_from_those_it_had() -> None:
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


def test_where_no_account_is_opened_nothing_happens() -> None:
    rings, for_sale, today = hand.rings(2), [0], hand.day()
    luck = hand.asked(today)
    clients, events = opened(rings, [0, 0], today, for_sale=for_sale)
    assert (len(clients), len(events), for_sale, luck) == (1, 0, [0], {})


def test_accounts_that_workers_sold_are_bought_in_their_turn_and_when_there_are_none_left_fresh_ones_opened() -> None:
    rings = hand.settle_on(hand.rings(2), papers=[Papers.VERIFIED, Papers.BOUGHT])
    workers = hand.workers(4, joined=[-10.0, -20.0, -30.0, -40.0], verified=[True, False, True, False])
    for_sale = [2, 1]
    clients, events = opened(rings, [1, 3], hand.day(), workers=workers, for_sale=for_sale)
    assert clients.true_papers[1:].tolist() == [Papers.VERIFIED, Papers.BOUGHT, Papers.BOUGHT, Papers.NEW]
    assert clients.joined[1:].tolist() == [3.0, -30.0, -20.0, 3.0]
    assert clients.verified[1:].tolist() == [True, True, False, False]
    assert for_sale == []
    assert hand.rows(events, AccountOpened, "time client ring how") == [
        (3.0, 1, 0, Opening.REPLACED),
        (3.0, 2, 1, Opening.BOUGHT),
        (3.0, 3, 1, Opening.BOUGHT),
        (3.0, 4, 1, Opening.REPLACED),
    ]
    assert events[ClientJoined].verified.tolist() == [True, True, False, False]


def test_what_is_not_bought_stays_for_sale() -> None:
    for_sale = [3, 0, 1]
    clients, _ = opened(
        hand.settle_on(hand.rings(1), papers=Papers.BOUGHT),
        [1],
        hand.day(),
        for_sale=for_sale,
        workers=hand.workers(4, joined=[-1.0, -2.0, -3.0, -4.0]),
    )
    assert for_sale == [0, 1]
    assert clients.joined[1] == -4.0


def test_the_record_that_an_account_brings_is_told() -> None:
    rings = hand.settle_on(hand.rings(2), papers=[Papers.NEW, Papers.BOUGHT])
    clients, events = opened(rings, [1, 1], hand.day(ACCOUNT_TRAIT=0.999), for_sale=[0])
    assert clients.accepted_fixed[1] == 0
    assert clients.accepted_fixed[2] > 3
    assert hand.rows(events, Recorded, "time client accepted ended") == [
        (3.0, 2, clients.accepted_fixed[2], clients.ended_fixed[2])
    ]


def test_who_grooms_begins_with_the_usual_number_of_honest_jobs_before_it() -> None:
    clients, _ = opened(hand.settle_on(hand.rings(1), papers=Papers.GROOMED), [1], hand.day())
    assert clients.true_grooming.tolist() == [0, RING.grooming_contracts]


def test_an_account_of_a_ring_may_tick_all_of_the_order_rule_check() -> None:
    clients, _ = opened(hand.rings(1), [2], hand.day(ACCOUNT_TRAIT=[0.349, 0.351]))
    assert clients.true_ticks[1:].tolist() == [1.0, 0.0]


def test_a_ring_pays_for_each_account_and_for_its_papers() -> None:
    papers = [Papers.NEW, Papers.VERIFIED, Papers.GROOMED, Papers.BOUGHT]
    rings = hand.settle_on(hand.rings(5, profit=100.0), papers=[*papers, Papers.NEW])
    _, events = opened(rings, [1, 1, 1, 1, 0], hand.day(), for_sale=[0])
    assert events[AccountOpened].how.tolist() == [Opening.REPLACED] * 3 + [Opening.BOUGHT]
    dear = (np.mean(PLAIN.posting.market_price) + RING.job_cost) * RING.grooming_contracts
    assert rings.profit == pytest.approx(
        100.0
        - np.array(
            [
                RING.account_cost,
                RING.account_cost + RING.papers_cost,
                RING.account_cost + dear,
                RING.account_cost + RING.account_price,
                0.0,
            ]
        )
    )


def test_a_ring_that_wanted_to_buy_and_could_not_pays_for_a_fresh_account_only() -> None:
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


def test_rings_that_are_frozen_learn_nothing() -> None:
    rings = hand.rings(1)
    before = rings.habits.papers.log_weight.copy()
    opened(rings, [1], hand.day(PAPERS=0.8))
    assert rings.habits.papers.log_weight.tolist() == before.tolist()


@pytest.mark.parametrize(("day", "spent"), [(-1, 0.0), (0, 1.0)])
def test_the_accounts_of_before_the_first_day_are_long_paid_for(day: int, spent: float) -> None:
    rings = hand.settle_on(hand.rings(1, temper="adapting"), papers=Papers.VERIFIED)
    before = rings.habits.papers.log_weight.copy()
    opened(rings, [1], hand.day(day))
    assert rings.profit.tolist() == [-spent * (RING.account_cost + RING.papers_cost)]
    assert (rings.habits.papers.log_weight == before).all() == (not spent)


@pytest.mark.parametrize(("platform", "found"), [(CHECKED, True), (hand.platform(), False)])
def test_where_holders_are_checked_anew_many_accounts_that_changed_hands_are_found(
    platform: Platform, found: bool
) -> None:
    rings = hand.settle_on(hand.rings(2), papers=[Papers.VERIFIED, Papers.BOUGHT])
    recall = PLAIN.overseeing.holder_recall
    today = hand.day(platform=platform, HOLDER_CHECK=[recall - 0.001, recall], REENTRY=0.0)
    luck = hand.asked(today)
    clients, events = opened(rings, [1, 3], today, for_sale=[0, 1], workers=hand.workers(2))
    assert clients.restricted.tolist() == [False, False, found, False, False]
    told = [(3.0, 2, ClientType.RING, Ground.CHANGED_HANDS)] if found else []
    assert hand.rows(events, Restricted, "time client type ground") == told
    assert luck.get("HOLDER_CHECK") == ([clients.key[2:4].tolist()] if found else None)
    assert due(rings, 9).tolist() == [0, int(found)]


def test_lost_accounts_are_replaced_after_a_while_by_most_rings() -> None:
    rings = hand.rings(3)
    clients = hand.clients(5, true_ring=[-1, 2, 0, 2, 1])
    span = RING.reentry_days * 2
    today = hand.day(REENTRY=[RING.reentry - 0.001, 0.0, RING.reentry], REENTRY_DAYS=[0.0, 0.5, 0.0])
    luck = hand.asked(today)
    lose_accounts(rings, restricted=np.array([0, 1, 3, 4]), clients=clients, today=today)
    theirs = [clients.key[[1, 3, 4]].tolist()]
    assert luck == {"REENTRY": theirs, "REENTRY_DAYS": theirs, "GIVES_UP_CONTACT": theirs}
    assert due(rings, 3).tolist() == [0, 0, 0]
    assert due(rings, 4).tolist() == [0, 0, 1]
    assert due(rings, int(3 + span / 2)).tolist() == [0, 0, 0]
    assert due(rings, int(4 + span / 2)).tolist() == [0, 0, 1]
    assert due(rings, 99).tolist() == [0, 0, 0]


def test_the_accounts_of_a_ring_with_number_nought_are_replaced_like_any() -> None:
    rings = hand.rings(1)
    lose_accounts(rings, restricted=np.array([0]), clients=hand.clients(1, true_ring=0), today=hand.day(REENTRY=0.0))
    assert due(rings, 30).tolist() == [1]


def test_the_contacts_of_some_lost_accounts_are_given_up() -> None:
    rings, given_up = hand.rings(2), RING.changes_contact
    mine = rings.contacts.in_use.copy()
    clients = hand.clients(4, true_ring=[0, 0, 1, -1], handle=[mine[0, 0], mine[0, 1], mine[1, 2], mine[1, 0]])
    today = hand.day(GIVES_UP_CONTACT=[given_up - 0.001, given_up, 0.0])
    lose_accounts(rings, restricted=np.arange(4), clients=clients, today=today)
    ring, old, new = rings.contacts.change(np.ones(2, np.bool_), today.draws)
    assert (ring.tolist(), old.tolist()) == ([0, 1], [mine[0, 0], mine[1, 2]])
    assert rings.contacts.in_use.tolist() == [[new[0], mine[0, 1], mine[0, 2]], [mine[1, 0], mine[1, 1], new[1]]]


def test_rings_that_enter_open_all_their_accounts_at_once() -> None:
    rings, clients, log, for_sale = hand.rings(1), hand.clients(1), Log(), [1]
    workers = hand.workers(2, joined=[-10.0, -20.0])
    enter(rings, clients, for_sale, log, sizes=np.array([2, 1]), workers=workers, today=hand.day(PAPERS=0.999))
    assert rings.size.tolist() == [2, 2, 1]
    assert rings.entered.tolist() == [-1.0, 3.0, 3.0]
    assert rings.opened.tolist() == [0, 2, 1]
    assert clients.true_ring.tolist() == [-1, 1, 1, 2]
    assert (clients.joined[1], for_sale) == (-20.0, [])
    events = hand.told(log)
    assert hand.rows(events, RingEntered, "time ring") == [(3.0, 1), (3.0, 2)]
    assert hand.rows(events, AccountOpened, "time client ring how") == [
        (3.0, 1, 1, Opening.BOUGHT),
        (3.0, 2, 1, Opening.OPENED),
        (3.0, 3, 2, Opening.OPENED),
    ]
