"""Posting: honest clients draft jobs, ring accounts draft bait or openly luring ones; the text is written."""

from typing import Any

import numpy as np
import pytest

from policies import order_rules
from policies.records import Channel, Format, Kind
from sim.arrays import F64, I64
from sim.kinds import ADVERTS, SLIPS
from sim.rings.bandit import Exp3S
from sim.rings.rings import Rings
from sim.rings.tactics import Pace, Pay, Permit, Volume
from sim.state.codes import ClientType, JobState
from sim.state.draws import Draws, key
from sim.state.events import Posted, Schemed
from sim.state.log import Events, Log
from sim.state.people import Clients
from sim.state.trade import Jobs
from sim.systems.posting import posting
from sim.today import Today
from sim.words.grammar import EUPHEMISM, INVENTED, LEVELS
from sim.words.lexicon import lexicon
from tests.sim import hand
from tests.sim.plain import PLAIN
from tests.sim.small import PRODUCTION

NUMBERS = PLAIN.posting
UNQUOTED = np.full((len(NUMBERS.market_price), len(Format)), np.nan)
OPENLY = {"tactic": Kind.MLM, "channel": Channel.POSTING, "level": 2, "pace": Pace.AT_ONCE, "pay": Pay.MARKET}


def drafted(
    clients: Clients, today: Today, *, rings: Rings | None = None, quotes: F64 = UNQUOTED, before: int = 0
) -> tuple[Jobs, I64, Events]:
    """A day of posting → jobs, the rows drafted, what was told."""
    jobs, log = hand.jobs(before), Log()
    rows = posting(clients, jobs, log, rings=rings or hand.rings(1), quotes=quotes, today=today)
    return jobs, rows, hand.told(log)


def posts(**dealt: object) -> Today:
    """A day on which everybody posts, at the price of the market where nothing else is dealt."""
    return hand.day(**{"POST": 0.0} | dealt)  # type: ignore[arg-type]


def test_a_client_posts_as_often_as_is_its_way() -> None:
    clients = hand.clients(3, true_rate=[0.3, 0.2, 0.2])
    jobs, rows, _ = drafted(clients, hand.day(POST=[0.29, 0.19, 0.2]), before=1)
    assert rows.tolist() == [1, 2]
    assert jobs.client[rows].tolist() == [0, 1]
    assert clients.posted.tolist() == [1, 1, 0]


def test_a_client_who_trusts_half_as_much_posts_half_as_often() -> None:
    clients = hand.clients(3, true_rate=0.4, true_trust=0.5 * PLAIN.population.client_trust)
    _, rows, _ = drafted(clients, hand.day(POST=[0.199, 0.201, 0.3]))
    assert len(rows) == 1
    assert clients.posted.tolist() == [1, 0, 0]


def test_who_is_gone_or_restricted_does_not_post() -> None:
    clients = hand.clients(4, left=np.arange(4) == 0, restricted=np.arange(4) == 2)
    jobs, _, events = drafted(clients, posts())
    assert jobs.client.tolist() == [1, 3]
    assert clients.posted.tolist() == [0, 1, 0, 1]
    assert events[Posted].client.tolist() == [1, 3]


def test_who_needs_no_more_does_not_post_whatever_of_its_is_open() -> None:
    """Jobs of all of them are on show. Whose time comes today still posts; who needs two has posted one of them."""
    clients = hand.clients(
        5, true_until=[2.99, 3.0, *[np.inf] * 3], posted=[1, 1, 1, 1, 9], true_orders=[9, 9, 1, 2, 10]
    )
    _, rows, events = drafted(clients, posts(), before=5)
    assert len(rows) == 3
    assert events[Posted].client.tolist() == [1, 3, 4]
    _, rows, _ = drafted(clients, posts(number=4), before=5)
    assert len(rows) == 0


def test_where_clients_must_verify_before_they_post_the_others_do_not() -> None:
    clients, strict = hand.clients(2, verified=[False, True]), hand.platform(identity={"required": "post"})
    assert drafted(clients, posts(platform=strict))[0].client.tolist() == [1]


def test_a_posting_is_keyed_by_its_client_and_its_number() -> None:
    clients = hand.clients(2, posted=[0, 7])
    jobs, _, _ = drafted(clients, posts())
    assert jobs.key.tolist() == key(clients.key, np.array([0, 7])).tolist()
    again, _, _ = drafted(clients, posts())
    assert again.key.tolist() == key(clients.key, np.array([1, 8])).tolist()


def test_a_draft_waits_unpublished_and_undecided() -> None:
    jobs, _, _ = drafted(hand.clients(1), posts(JOB_NEED=0.3))
    assert jobs.state.tolist() == [JobState.WAITING]
    assert [jobs.published[0], jobs.closes[0], jobs.decides[0]] == [np.inf, np.inf, np.inf]
    assert [jobs.true_tactic[0], jobs.true_channel[0], jobs.true_level[0], jobs.true_pace[0]] == [Kind.NONE, 0, 0, 0]


def test_a_demanding_job_needs_more_talking_through() -> None:
    jobs, _, _ = drafted(hand.clients(2, true_talk=[0.5, 0.9]), posts(JOB_NEED=[0.3, 0.7]))
    assert jobs.true_need.tolist() == [0.3, 0.7]
    assert jobs.true_talk == pytest.approx([0.4, 0.8])


def test_most_jobs_are_of_the_clients_own_category() -> None:
    clients = hand.clients(3, home=7)
    jobs, _, _ = drafted(
        clients,
        posts(
            JOB_AT_HOME=[NUMBERS.home_category_share - 0.01, NUMBERS.home_category_share, 0.9],
            JOB_CATEGORY=[0.99, 0.0, 0.99],
        ),
    )
    assert jobs.category.tolist() == [7, 0, 15]


def test_a_few_jobs_are_paid_by_the_hour_and_some_are_tasks() -> None:
    hourly, task = NUMBERS.hourly_share, NUMBERS.task_share
    jobs, _, _ = drafted(hand.clients(4), posts(JOB_FORMAT=[hourly - 0.001, hourly, 1 - task, 1 - task + 0.001]))
    assert jobs.format.tolist() == [Format.HOURLY, Format.FIXED, Format.FIXED, Format.TASK]


def test_only_tasks_have_many_seats_and_a_hundred_at_most() -> None:
    jobs, _, _ = drafted(hand.clients(4), posts(JOB_FORMAT=[0.5, 0.9, 0.9, 0.9], JOB_SEATS=[1.0, 0.0, 0.99, 10.0]))
    assert jobs.seats.tolist() == [1, 2, 2 + 19, 100]


def test_without_a_quote_a_client_offers_its_market_price() -> None:
    clients = hand.clients(4, home=[0, 4, 0, 0], true_generosity=[1.0, 1.0, 0.5, 1.0], raised=[1.0, 1.0, 1.0, 1.2])
    jobs, _, _ = drafted(clients, posts())
    assert jobs.true_price.tolist() == [4800.0, 12000.0, 4800.0, 4800.0]
    assert jobs.fee.tolist() == [4800.0, 12000.0, 2400.0, 5760.0]


def test_the_market_pays_more_by_the_hour_and_little_a_seat() -> None:
    jobs, _, _ = drafted(hand.clients(2), posts(JOB_FORMAT=[0.0, 0.99]))
    assert jobs.true_price.tolist() == [4800 * NUMBERS.hourly_price, 4800 * NUMBERS.task_price]
    assert jobs.fee.tolist() == [7680.0, 120.0]


def test_fees_spread_around_what_is_meant() -> None:
    jobs, _, _ = drafted(hand.clients(2), posts(JOB_FEE=[1.0, -1.0]))
    assert jobs.fee.tolist() == [round(4800 * np.exp(0.35)), round(4800 * np.exp(-0.35))]


def test_a_quote_on_the_order_screen_draws_the_fee() -> None:
    quotes, clients = UNQUOTED.copy(), hand.clients(3, home=[0, 4, 4])
    quotes[4, Format.FIXED] = 3000.0
    luck = {"JOB_FORMAT": [0.5, 0.5, 0.0]}
    drawn, _, _ = drafted(clients, posts(**luck), quotes=quotes)
    assert drawn.fee.tolist() == [4800.0, round(12000.0**0.6 * 3000.0**0.4), 12000.0 * NUMBERS.hourly_price]
    unseen = hand.platform(display={"quote": frozenset({"job"})})
    free, _, _ = drafted(clients, posts(platform=unseen, **luck), quotes=quotes)
    assert free.fee.tolist() == [4800.0, 12000.0, 12000.0 * NUMBERS.hourly_price]


def test_a_larger_job_is_worth_and_quoted_more() -> None:
    quotes, world = UNQUOTED.copy(), hand.world(posting={"size_spread": 1.0})
    quotes[0, Format.FIXED] = 9_600.0  # twice the market price
    luck: dict[str, Any] = {"JOB_SIZE": [0.5, 1.5], "JOB_FORMAT": 0.5}
    jobs, _, _ = drafted(hand.clients(2), posts(world=world, **luck), quotes=quotes)
    assert jobs.size == pytest.approx(np.exp([0.0, 1.0]))
    assert jobs.true_price == pytest.approx(4_800 * jobs.size)
    drawn = 2**NUMBERS.quote_anchor  # part of the way, in logs, from the price to twice as much
    assert jobs.fee / jobs.true_price == pytest.approx([drawn, drawn], rel=1e-3)


def test_bait_heeds_no_quote_and_honest_jobs_that_groom_an_account_do() -> None:
    quotes = np.full_like(UNQUOTED, 3000.0)
    clients = hand.clients(3, home=4, true_ring=[-1, 0, 0], true_grooming=[0, 0, 1])
    jobs, _, _ = drafted(clients, posts(), quotes=quotes, rings=hand.settle_on(hand.rings(1), **OPENLY))
    drawn = round(12000.0**0.6 * 3000.0**0.4)
    assert jobs.true_tactic.tolist() == [Kind.NONE, Kind.MLM, Kind.NONE]
    assert jobs.fee.tolist() == [drawn, 12000.0, drawn]


def test_bait_pays_by_its_rings_habit_honest_jobs_by_their_account() -> None:
    rings = hand.settle_on(hand.rings(3), **OPENLY | {"pay": [Pay.MARKET, Pay.ABOVE, Pay.FAR_ABOVE]})
    clients = hand.clients(4, true_ring=[0, 1, 2, 2], true_grooming=[0, 0, 0, 1], true_generosity=1.25)
    numbers = PLAIN.ring
    assert (numbers.above_market_factor, numbers.far_above_factor) == (1.5, 3.0)
    jobs, _, _ = drafted(clients, posts(), rings=rings)
    assert jobs.fee.tolist() == [4800.0, 4800 * 1.5, 4800 * 3.0, 4800 * 1.25]


def test_jobs_are_handed_in_around_the_rush_hour_and_round_midnight() -> None:
    jobs, _, _ = drafted(hand.clients(3), posts(JOB_HOUR=[0.0, -1.0, 3.0]))
    assert jobs.created == pytest.approx([3 + 14 / 24, 3 + 10.5 / 24, 3 + 0.5 / 24])


def test_every_posting_is_told_with_what_it_offers_against_the_market() -> None:
    clients = hand.clients(2, home=[0, 4], true_generosity=[0.5, 2.0])
    _, _, events = drafted(clients, posts(JOB_HOUR=[1.0, 0.0], JOB_FORMAT=[0.5, 0.0]), before=3)
    assert hand.rows(events, Posted, "time client job tactic violation format category fee to_market") == [
        (round(3 + 14 / 24, 9), 1, 4, Kind.NONE, Kind.NONE, Format.HOURLY, 4, 38400.0, 2.0),
        (round(3 + 17.5 / 24, 9), 0, 3, Kind.NONE, Kind.NONE, Format.FIXED, 0, 2400.0, 0.5),
    ]
    assert len(events[Schemed]) == 0


def test_a_rings_account_schemes_as_its_ring_is_wont_to() -> None:
    rings = hand.settle_on(
        hand.rings(2),
        tactic=[Kind.MLM, Kind.AFFILIATE],
        channel=[Channel.CALL, Channel.NDA],
        level=[3, 1],
        pace=[Pace.AFTER_CONTRACT, Pace.AFTER_TASK],
        pay=[Pay.FAR_ABOVE, Pay.ABOVE],
    )
    clients = hand.clients(3, true_ring=[1, -1, 0])
    jobs, rows, events = drafted(clients, posts(), rings=rings, before=2)
    assert jobs.true_tactic[rows].tolist() == [Kind.AFFILIATE, Kind.NONE, Kind.MLM]
    assert jobs.true_channel[rows].tolist() == [Channel.NDA, 0, Channel.CALL]
    assert jobs.true_level[rows].tolist() == [1, 0, 3]
    assert jobs.true_pace[rows].tolist() == [Pace.AFTER_TASK, 0, Pace.AFTER_CONTRACT]
    assert jobs.true_pay[rows].tolist() == [Pay.ABOVE, 0, Pay.FAR_ABOVE]
    assert jobs.true_permit[rows].tolist() == [Permit.UNDECIDED] * 3
    assert events[Posted].tactic.tolist() == [Kind.AFFILIATE, Kind.NONE, Kind.MLM]
    assert clients.true_scheme.tolist() == [2, -1, 4]
    noon = round(3 + 14 / 24, 9)
    assert hand.rows(events, Schemed, "time client job tactic channel") == [
        (noon, 0, 2, Kind.AFFILIATE, Channel.NDA),
        (noon, 2, 4, Kind.MLM, Channel.CALL),
    ]


PLANNED = ("tactic", "channel", "level", "pace", "pay")


@pytest.mark.parametrize("other", PLANNED)
def test_each_part_of_a_scheme_is_a_choice_of_its_own(other: str) -> None:
    rings = hand.rings(1)
    for name in PLANNED:
        arms = LEVELS if name == "level" else 2
        mix = np.array([[1.0, 1.0] + [1e-12] * (arms - 2)])
        setattr(rings.habits, name, Exp3S.starting(mix, 0.2, 0.0, 0.0, 1.0))
    luck = {f"JOB_{name.upper()}": 0.9 if name == other else 0.1 for name in PLANNED}
    jobs, _, _ = drafted(hand.clients(1, true_ring=0), posts(**luck), rings=rings)
    result = {name: getattr(jobs, f"true_{name}")[0] for name in PLANNED}
    assert result == dict.fromkeys(result, 0) | {other: 1}


def test_a_ring_posts_a_task_where_it_lures_after_one() -> None:
    rings = hand.settle_on(hand.rings(2), pace=[Pace.AT_ONCE, Pace.AFTER_TASK])
    clients = hand.clients(4, true_ring=[0, 0, 1, 1])
    jobs, _, _ = drafted(clients, posts(JOB_FORMAT=[0.99, 0.0, 0.0, 0.5]), rings=rings)
    assert jobs.format.tolist() == [Format.FIXED, Format.HOURLY, Format.TASK, Format.TASK]


def test_an_account_grooms_its_record_until_enough_projects_are_paid() -> None:
    rings = hand.settle_on(hand.rings(2), **OPENLY)
    clients = hand.clients(
        4,
        true_ring=[0, 1, -1, 0],
        true_grooming=[4, 0, 0, 4],
        accepted_fixed=[2, 0, 0, 3],
        accepted_hourly=[1, 0, 0, 1],
        accepted_task=[9, 0, 0, 0],
    )
    jobs, _, events = drafted(clients, posts(), rings=rings)
    assert jobs.true_tactic.tolist() == [Kind.NONE, Kind.MLM, Kind.NONE, Kind.MLM]
    assert jobs.true_violation.tolist() == [Kind.NONE, Kind.MLM, Kind.NONE, Kind.MLM]
    assert events[Schemed].client.tolist() == [1, 3]
    clients.accepted_hourly[0] += 1
    assert drafted(clients, posts(), rings=rings)[0].true_tactic[0] == Kind.MLM


def test_an_account_posts_as_many_jobs_as_its_ring_is_wont_to() -> None:
    """Half as often, as often and twice as often as rings do on average; the honest client as often as ever."""
    rings = hand.settle_on(hand.rings(3), volume=[Volume.FEW, Volume.USUAL, Volume.MANY])
    for u, who in ((0.099, [0, 1, 2, 3]), (0.101, [1, 2, 3]), (0.199, [1, 2, 3]), (0.201, [2]), (0.399, [2])):
        clients = hand.clients(4, true_ring=[0, 1, 2, -1], true_rate=0.2)
        jobs, rows, _ = drafted(clients, hand.day(POST=u), rings=rings, before=1)
        assert jobs.client[rows].tolist() == who
        assert jobs.true_volume[rows].tolist() == [[Volume.FEW, Volume.USUAL, Volume.MANY, 0][each] for each in who]
    assert (
        len(drafted(hand.clients(4, true_ring=[0, 1, 2, -1], true_rate=0.2), hand.day(POST=0.401), rings=rings)[1]) == 0
    )


def test_a_grooming_account_posts_as_often_whatever_its_rings_volume() -> None:
    often, rings = PLAIN.ring.grooming_rate, hand.settle_on(hand.rings(2), volume=[Volume.FEW, Volume.MANY])
    for u, many in ((often - 0.001, 2), (often, 0)):
        clients = hand.clients(2, true_ring=[0, 1], true_rate=1.0, true_grooming=1)
        jobs, rows, _ = drafted(clients, hand.day(POST=u), rings=rings)
        assert len(rows) == many
        assert not jobs.true_volume.any()


def test_an_account_keeps_its_volume_for_a_review_period() -> None:
    weeks = PLAIN.ring.review_days
    for day, period in ((weeks, 1), (2 * weeks - 1, 1), (2 * weeks, 2)):
        clients, draws = hand.clients(1, true_ring=0), hand.asked(today := posts(number=day))
        drafted(clients, today)
        assert draws["VOLUME"] == [period, clients.key.tolist()]


def test_an_ordinary_client_breaks_rules_the_less_it_ticked_the_more() -> None:
    """Half of the postings lapse; the whole check takes away 0.6 of that, four items of ten 0.24 of it."""
    taught = PLAIN.population.taught_by_check
    luck = [0.5 - 1e-6, 0.5, 0.5 * (1 - taught) - 1e-6, 0.5 * (1 - taught), 0.5 * (1 - 0.4 * taught) - 1e-6, 0.5 - 1e-6]
    clients = hand.clients(6, true_lapses=0.5, true_ticks=[0, 0, 1, 1, 0.44, 1], true_heeds=[1, 1, 1, 1, 1, 0])
    jobs, _, events = drafted(clients, posts(LAPSE=luck, LAPSE_KIND=0.0))
    slip, fine = SLIPS[0], Kind.NONE
    assert jobs.true_violation.tolist() == [slip, fine, slip, fine, slip, slip]
    assert events[Posted].violation.tolist() == jobs.true_violation.tolist()
    assert (jobs.true_tactic == Kind.NONE).all()
    assert len(events[Schemed]) == 0


def test_where_there_is_no_check_it_teaches_nobody() -> None:
    clients = hand.clients(1, true_lapses=0.5, true_ticks=1.0, true_heeds=True)
    for rule, broken in ((order_rules.Off(), True), (PRODUCTION.order_rules, False)):
        jobs, _, _ = drafted(clients, posts(LAPSE=0.4, platform=hand.platform(order_rules=rule)))
        assert (jobs.true_violation != Kind.NONE).tolist() == [broken]


def test_a_check_teaches_each_client_once_it_has_ticked_it() -> None:
    """The check came on day 2: the first client has ticked it by day 3, the other will on day 4."""
    clients = hand.clients(2, true_lapses=0.5, true_ticks=1.0, true_heeds=True, true_delay=[1.0, 2.0])
    history = ((0, hand.platform(order_rules=order_rules.Off())), (2, hand.platform()))
    jobs, _, _ = drafted(clients, posts(LAPSE=0.4, history=history))
    assert (jobs.true_violation != Kind.NONE).tolist() == [False, True]


def test_every_client_has_its_own_way_to_break_rules_and_marketers_advertise() -> None:
    clients = hand.clients(4, true_lapses=1.0, true_type=[0, ClientType.CARELESS, *[ClientType.MARKETER] * 2], home=7)
    u = [0.1, 0.2, 0.3, 0.4]
    jobs, _, _ = drafted(clients, posts(LAPSE=0.0, LAPSE_KIND=[0.0, 0.99, 0.0, 0.99], JOB_TEXT=u))
    assert jobs.true_violation.tolist() == [SLIPS[0], SLIPS[-1], ADVERTS[0], ADVERTS[-1]]
    assert jobs.text.tolist() == [
        *lexicon().slips([SLIPS[0], SLIPS[-1]], [7, 7], u[:2]),
        *lexicon().open_postings([ADVERTS[0], ADVERTS[-1]], [0, 0], u[2:]),
    ]


def test_honest_text_bait_and_open_lures_have_their_own_words() -> None:
    rings = hand.settle_on(
        hand.rings(3),
        tactic=[Kind.MLM, Kind.AFFILIATE, Kind.UPFRONT_PAYMENT],
        level=[2, 1, 4],
        channel=[Channel.MESSAGE, Channel.POSTING, Channel.POSTING],
        pace=Pace.AT_ONCE,
    )
    clients = hand.clients(5, home=[3, 4, 5, 6, 7], true_ring=[-1, 0, 1, 2, -1])
    u = [0.1, 0.3, 0.5, 0.7, 0.9]
    jobs, _, _ = drafted(clients, posts(JOB_TEXT=u), rings=rings)
    words = lexicon()
    assert jobs.text.tolist() == [
        *words.honest_postings([3], [0.1]),
        *words.bait_postings([4], [0.3]),
        *words.open_postings([Kind.AFFILIATE], [1], [0.5]),
        *words.open_postings([Kind.UPFRONT_PAYMENT], [4], [0.7]),
        *words.honest_postings([7], [0.9]),
    ]


@pytest.mark.parametrize("channel", [Channel.MESSAGE, Channel.NDA, Channel.SCOUT, Channel.CALL])
def test_who_lures_elsewhere_than_in_the_posting_writes_bait(channel: Channel) -> None:
    rings = hand.settle_on(hand.rings(1), **OPENLY | {"channel": channel})
    jobs, _, _ = drafted(hand.clients(1, home=4, true_ring=0), posts(JOB_TEXT=0.6), rings=rings)
    assert jobs.text.tolist() == lexicon().bait_postings([4], [0.6]).tolist()


def levels(day: int, luck: list[float], rings: Rings | None = None, **ring: Any) -> list[int]:
    """The levels of the jobs that one ring's accounts post on a day with such luck, where rings invent from day 4."""
    world = hand.world(ring={"invents_on": 4, "invented": 0.25, **ring})
    usual = Rings(world, Draws(0))
    usual.enter(np.array([len(luck)]), world, -1, Draws(0))
    today = hand.day(day, world=world, POST=0.0, JOB_LEVEL=luck)
    jobs, _, _ = drafted(hand.clients(len(luck), true_ring=0), today, rings=rings or usual)
    return jobs.true_level.tolist()


@pytest.mark.parametrize(("day", "level"), [(3, EUPHEMISM), (4, INVENTED)])
def test_nobody_writes_what_is_not_invented_yet(day: int, level: int) -> None:
    assert levels(day, [0.9999]) == [level]


def test_from_that_day_on_a_share_of_the_jobs_that_lure_does() -> None:
    assert levels(4, [0.0, 0.749, 0.751, 0.9]) == [0, EUPHEMISM, INVENTED, INVENTED]


def test_a_ring_without_other_words_writes_known_ones_until_then() -> None:
    rings = hand.settle_on(hand.rings(1), level=INVENTED)
    assert levels(3, [0.1, 0.9], rings) == [0, EUPHEMISM]
    assert levels(4, [0.1, 0.9], rings) == [INVENTED, INVENTED]


def test_posting_is_luck_of_the_day_the_rest_of_the_posting() -> None:
    clients, today = hand.clients(2, true_ring=[-1, 0]), posts()
    luck = hand.asked(today)
    jobs, _, _ = drafted(clients, today, rings=hand.settle_on(hand.rings(1), **OPENLY))
    both, bad = [jobs.key.tolist()], [jobs.key[1:].tolist()]
    assert luck == {"POST": [3, clients.key.tolist()], "VOLUME": [0, clients.key[1:].tolist()]} | {
        f"JOB_{what}": both
        for what in ("FORMAT", "AT_HOME", "CATEGORY", "SIZE", "FEE", "SEATS", "NEED", "HOUR", "TEXT")
    } | {f"JOB_{what}": bad for what in map(str.upper, PLANNED)} | {"LAPSE": both, "LAPSE_KIND": [clients.key.tolist()]}


def test_a_client_that_posts_forgets_part_of_its_raise() -> None:
    clients = hand.clients(3, raised=[2.0, 0.5, 2.0], restricted=[False, False, True])
    drafted(clients, posts(world=hand.world(posting={"fee_fades": 0.1})))
    assert clients.raised.tolist() == pytest.approx([1.9, 0.55, 2.0])
