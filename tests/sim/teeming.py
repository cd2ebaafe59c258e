"""A market in which everything happens, and soon: whatever can be set makes a difference to its log within days."""

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import cast

from policies.certification import Certification
from policies.completion_rate import CompletionRate
from policies.display import Display
from policies.order_rules import Off as NoCheck
from policies.platform import Platform
from sim.choices.churn import Churn
from sim.choices.grapevine import Grapevine
from sim.choices.hiring import Hiring
from sim.choices.learning import Learning
from sim.choices.luring import Luring
from sim.choices.overseeing import Overseeing
from sim.choices.people import Population
from sim.choices.posting import Posting
from sim.choices.reviewing import Reviewing
from sim.choices.searching import Search
from sim.choices.selling import Selling
from sim.choices.talking import Talking
from sim.choices.working import Working
from sim.course import Rollout
from sim.market import Market
from sim.rings.business import Organising
from sim.state.log import Events
from sim.world import World
from tests.sim.small import PRODUCTION, START, changed, differ

DAYS = 15  # long enough for the second weekly round and for the census

TEEMING = World(
    workers=500,
    clients=150,
    rings="adapting",
    population=Population(
        ring_share=0.3,
        post_rate=0.25,
        post_cap=1.0,
        activity_median=0.2,
        new_workers=0.02,
        new_clients=0.02,
        careless=0.2,
        rating_spread=0.5,
        poor_rating=4.4,
        verified_ring=0.4,
        worker_verified=0.6,
        caution_mean=0.2,
        pressure_mean=0.6,
        filter_verified=0.15,
        filter_certified=0.15,
        uptake_half_time=2.0,
        unwitting_violations=0.3,
    ),
    churn=Churn(
        dormant_workers=0.1,
        worker_stops=0.2,
        worker_visits=0.3,
        visit_days=2.0,
        worker_returns=0.9,
        dormant_sells=0.9,
        dormant_clients=0.1,
        orders_once=0.3,
        first_order_days=2.0,
        client_stops=0.1,
        client_returns=0.9,
    ),
    posting=Posting(
        fee_spread=0.6, unanswered_raise=0.2, open_days=4.0, size_spread=0.5, crowd=2, crowded_cut=0.1, fee_fades=0.1
    ),
    reviewing=Reviewing(suspended_false_alarm=0.4),
    search=Search(
        trade_clients=150.0,  # as many lists as categories
        apply_base=1.0,
        applications_per_week=5.0,
        consults=0.3,
        freshness=1.5,
        fresh_job_places=8,
        profile_visits=0.5,
        survey_answers=0.3,
        task_looks=2,
        scout_answered=0.2,
    ),
    talking=Talking(
        wants_to_talk=0.9,
        shortlist_fit=0.5,
        swaps_contact=0.7,
        swaps_contact_in_call=0.4,
        signs_nda=0.3,
        outside_contact_lost=0.1,
        asks_outside=0.6,
        asks_again=0.7,
        agrees_watched=0.2,
        agrees_unwatched=0.1,
        presses_if_declined=0.9,
        yields_if_pressed=0.9,
    ),
    hiring=Hiring(first_look_days=0.5, contracts_at_once=1),
    working=Working(
        delivery_days=1.0,
        worker_silence=0.1,
        client_silence=0.1,
        answers_unreminded=0.1,
        asks_for_reminder=1.0,
        answers_reminded=0.9,
        give_up_days=3.0,
        schools_closed_until=366,
        repeat=0.6,
        repeat_days=1.0,
    ),
    ring=Organising(
        accounts=5.0,
        post_rate=0.6,
        lures_by_posting=0.2,
        lures_by_nda=0.2,
        lures_by_scout=0.15,
        lures_by_call=0.3,
        hires_first=0.5,
        tactic_skew=1.0,
        groomed=0.3,
        grooming_contracts=1,
        bought=0.3,
        contract_silence=0.1,
        lure_delay_days=0.1,
        above_market_factor=2.0,
        reentry_days=1.0,
        stops=1.0,
        overhead=3_000.0,
        patience=2,
        review_days=2,
    ),
    luring=Luring(
        led_away_base=0.5,
        warning_effect=0.4,
        notice_effect=0.3,
        deterred_by_notice=0.2,
        reports=0.2,
        reports_slips=0.2,
        false_reports=0.02,
        first_loss_share=0.8,
        second_loss_share=0.6,
        sells_account=0.5,
        loss_step_days=0.2,
    ),
    selling=Selling(sells_unasked=0.3, offer_days=3.0),
    overseeing=Overseeing(condemns_base=-2.0, insight_weight=0.9, holder_recall=0.5),
    learning=Learning(
        fed_up_below=0.5, leaves_if_fed_up=0.3, trust_lost_unpaid=0.5, trust_lost_harm=0.5, trust_lost_lure=0.1
    ),
    grapevine=Grapevine(recruits=1.0, friend_factor=4.0),
)
BUSY = replace(  # every rule is in force, and none is idle or has the last word; one of 7,380 people at a desk is here
    changed(
        PRODUCTION,
        screening={
            "review_at": 0.1,
            "suspend_at": 0.5,
            "checkers": 250,
            "reviewers": 1_500,
            "review_minutes": 40.0,
            "high_fee_weight": 1.0,
            "high_fee_from": 1.0,
            "high_fee_cap": 1.0,
            "upheld_cap": 1,
        },
        message_watch={
            "warn_at": 0.45,
            "hold_at": 0.65,
            "block_at": 0.92,
            "readers": 600,
            "contract_slack": 0.02,
            "upheld_weight": 0.3,
            "upheld_cap": 1,
        },
        identity={"checks_holder": True},
        completion_rate={"followers": 0.15},
        rate_guide={"update_days": 3},
        guidelines={"learns_from": 2, "learns_in_days": 2.0, "learns_if_sure": 0.8, "learned_weight": 0.8},
        communication={
            "call": "before_contract",
            "verified_only": True,
            "monitored_share": 0.3,
            "listeners": 7_400,
            "listen_minutes": 720.0,
            "blocked": frozenset({"line", "chatwork"}),
            "outside_contact_approval": True,
            "clerks": 3_000,
            "approval_minutes": 90.0,
            "answer_days": 0.1,
        },
        enforcement={
            "findings_to_review": 3,
            "links_accounts": True,
            "linked_to_restrict": 6,
            "reports_to_restrict": 2,
            "case_readers": 400,
        },
    ),
    certification=Certification(
        min_orders=2, min_yen=10_000.0, min_rating=4.3, min_ratings=2, min_completion_rate=0.85, review_days=3
    ),
    display=Display(
        verified=frozenset({"profile"}),
        completion_rate=frozenset({"list", "job", "profile"}),
        filters=frozenset({"verified", "certified"}),
    ),
)


def coming(platform: Platform) -> Rollout:
    """The platform from the first day on, but that advice and the order-rule check come on the second."""
    rate = replace(cast("CompletionRate", platform.completion_rate), advises=False)
    return (0, replace(platform, completion_rate=rate, order_rules=NoCheck())), (1, platform)


def by_day(world: World, platform: Platform, seed: int) -> Iterator[Events]:
    """What the log says of each day, while the days are lived."""
    market = Market(world, coming(platform), start=START, seed=seed)
    for _ in range(DAYS):
        market.step()
        yield market.tables.log.finish(1)


@cache
def base(seed: int) -> list[Events]:
    """A busy platform in a teeming market, day by day."""
    return list(by_day(TEEMING, BUSY, seed))


def moved(world: World, platform: Platform, seed: int) -> bool:
    """Does any day come out otherwise than in the base? Lived no further than to the first that does."""
    return any(differ(was, is_) for was, is_ in zip(base(seed), by_day(world, platform, seed), strict=True))
