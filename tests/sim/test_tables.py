"""Tables: how everything stands on the eve of the first day."""

from functools import cache

import numpy as np
import pytest

from policies import order_rules
from policies.records import Format
from sim.choices.posting import market_price
from sim.rings.tactics import Papers
from sim.state.acquaintances import build
from sim.state.codes import ClientType, Opening
from sim.state.draws import key
from sim.state.events import AccountOpened, ClientJoined, DormantCounted, Recorded, RingEntered, WorkerJoined
from sim.state.log import Events, Log
from sim.state.population import CLIENT, WORKER
from sim.tables import Tables, settled
from tests.sim import hand

VILLAGE = hand.world(
    workers=200, clients=100, population={"ring_share": 0.12}, ring={"accounts": 6.0}, posting={"archive_contracts": 7}
)
ARCHIVED = 7  # of each category and format


@cache
def village() -> tuple[Tables, Events]:
    """A hundred clients, of whom two rings own twelve; luck that tells people apart."""
    luck = np.linspace(0.001, 0.999, 200)
    here = settled(hand.day(-1, world=VILLAGE, WORKER_TRAIT=luck), Log())
    return here, hand.told(here.log)


def test_all_workers_are_here_and_some_bring_a_record() -> None:
    workers = village()[0].workers
    assert workers.key.tolist() == key(WORKER, np.arange(200)).tolist()
    assert (workers.joined == -1.0).all()
    share = VILLAGE.population.experienced
    assert np.count_nonzero(workers.experience) == pytest.approx(share * 200, abs=1)
    joined = village()[1][WorkerJoined]
    assert (joined.worker.tolist(), set(joined.time)) == (list(range(200)), {-1.0})
    assert joined.age_band.tolist() == workers.age_band.tolist()
    assert joined.experienced.tolist() == (workers.experience > 0).tolist()


def test_workers_know_one_another_along_the_ties_of_the_grapevine() -> None:
    tables, vine = village()[0], VILLAGE.grapevine
    expected = build(tables.workers.key, vine.friends, vine.far_ties, 0)
    assert tables.acquaintances.start.tolist() == expected.start.tolist()
    assert tables.acquaintances.friend.tolist() == expected.friend.tolist()


def test_of_the_clients_rings_own_their_share_and_all_others_are_honest() -> None:
    tables, _ = village()
    assert tables.clients.true_ring.tolist() == [-1] * 88 + [0] * 6 + [1] * 6
    assert tables.clients.key[:88].tolist() == key(CLIENT, np.arange(88)).tolist()
    assert tables.rings.size.tolist() == [6, 6]
    assert tables.rings.entered.tolist() == [-1.0, -1.0]
    assert tables.rings.profit.tolist() == [0.0, 0.0]


def test_everybody_joins_before_the_first_day_and_honest_clients_bring_their_record() -> None:
    tables, events = village()
    clients = tables.clients
    assert hand.rows(events, ClientJoined, "time client type verified") == [
        (-1.0, row, clients.true_type[row], clients.verified[row]) for row in range(100)
    ]
    assert (clients.true_type[88:] == ClientType.RING).all()
    assert hand.rows(events, Recorded, "time client accepted ended") == [
        (-1.0, row, clients.accepted_fixed[row], clients.ended_fixed[row]) for row in range(88)
    ]
    assert (clients.joined[:88] < -1.0).all()
    assert hand.rows(events, RingEntered, "time ring") == [(-1.0, 0), (-1.0, 1)]
    assert hand.rows(events, AccountOpened, "time client ring how") == [
        (-1.0, row, clients.true_ring[row], Opening.OPENED) for row in range(88, 100)
    ]


def test_who_is_here_would_tick_a_check_still_to_come() -> None:
    platform = hand.platform(order_rules=order_rules.Off())
    clients = settled(
        hand.day(-1, world=VILLAGE, platform=platform, CLIENT_TRAIT=0.1, ACCOUNT_TRAIT=0.1), Log()
    ).clients
    rings = clients.true_ring >= 0
    assert clients.true_ticks[rings].tolist() == [1.0] * np.count_nonzero(rings)
    assert (clients.true_doubt[~rings] == 0.1).all()


def test_rings_begin_with_no_account_that_was_bought() -> None:
    tables = settled(hand.day(-1, world=VILLAGE, PAPERS=0.999), Log())
    assert len(tables.offers) == 0
    assert not (tables.clients.true_papers == Papers.BOUGHT).any()


def test_the_rate_guide_has_quoted_nothing_yet() -> None:
    quotes = village()[0].quotes
    assert quotes.shape == (16, len(Format))
    assert np.isnan(quotes).all()


def test_forty_contracts_of_each_category_and_format_are_known_and_never_forgotten() -> None:
    sales = village()[0].sales
    assert len(sales) == 16 * 3 * ARCHIVED
    assert np.bincount(sales.category * 3 + sales.format).tolist() == [ARCHIVED] * 48
    assert (sales.started == np.inf).all()
    price = market_price(sales.category, sales.format, VILLAGE.posting)
    assert sales.amount.tolist() == np.round(price).tolist()


def test_archived_contracts_spread_around_the_market_price() -> None:
    noise = np.zeros(16 * 3 * ARCHIVED)
    noise[:3] = 1.0, -1.0, -30.0
    eve = hand.day(-1, world=VILLAGE, ARCHIVE=noise)
    luck = hand.asked(eve)
    amount = settled(eve, Log()).sales.amount
    spread = VILLAGE.posting.fee_spread
    assert amount[:4].tolist() == [round(4800 * np.exp(spread)), round(4800 * np.exp(-spread)), 5.0, 4800.0]
    assert luck["ARCHIVE"] == [list(range(len(noise)))]


def test_all_other_tables_begin_empty() -> None:
    tables = village()[0]
    for table in (tables.jobs, tables.threads, tables.contracts, tables.affairs, tables.offers):
        assert len(table) == 0
    assert len(tables.directory.anyone.points) == 0


def test_dormant_accounts_are_numbers_and_no_rows() -> None:
    """Of 200 workers and 94 clients that are no ring's, three quarters do not use their account."""
    world = hand.world(
        workers=200,
        clients=100,
        population={"ring_share": 0.06},
        ring={"accounts": 6.0},
        churn={"dormant_workers": 0.75, "dormant_clients": 0.75},
    )
    log = Log()
    here = settled(hand.day(-1, world=world), log)
    rings = int((here.clients.true_ring >= 0).sum())
    honest = 100 - rings
    assert (here.dormant.workers, here.dormant.clients) == (150, round(0.75 * honest))
    assert (len(here.workers), len(here.clients)) == (50, honest - here.dormant.clients + rings)
    assert len(here.acquaintances) == 50
    events = log.finish(0)
    assert hand.rows(events, DormantCounted, "time workers clients") == [(-1.0, 150, here.dormant.clients)]
    assert len(events[WorkerJoined]) == 50


def test_somebody_is_here_however_many_accounts_are_dormant() -> None:
    here = settled(hand.day(-1, world=hand.world(workers=100, churn={"dormant_workers": 0.999})), Log())
    assert (len(here.workers), here.dormant.workers) == (1, 99)


def test_types_verification_and_records_are_logged_as_they_are() -> None:
    luck = np.linspace(0.001, 0.999, 88)
    here = settled(hand.day(-1, world=VILLAGE, CLIENT_TRAIT=luck), Log())
    clients, events = here.clients, hand.told(here.log)
    assert len(np.unique(clients.true_type[:88])) == 4
    assert (clients.ended_fixed[:88] > clients.accepted_fixed[:88]).any()
    assert events[ClientJoined].type[:88].tolist() == clients.true_type[:88].tolist()
    assert events[ClientJoined].verified[:88].tolist() == clients.verified[:88].tolist()
    assert events[Recorded].accepted.tolist() == clients.accepted_fixed[:88].tolist()
    assert events[Recorded].ended.tolist() == clients.ended_fixed[:88].tolist()
