"""A plain world and plain desks for tests worked out by hand.

In the world nobody is dormant or stops, all projects are alike, nobody hurries. At the desks sits one person each, by
night as by day. These numbers are nobody's finding, so no calibration moves what is worked out with them.
"""

from dataclasses import fields, replace

from sim.choices.churn import Churn
from sim.choices.selling import Selling
from sim.world import World
from tests.sim.small import PRODUCTION, changed

_USUAL = World()
PRICES = 4.8, 3, 4.2, 7.2, 12, 27, 48, 15, 3.6, 1.8, 7.2, 9, 3.6, 1.8, 3, 11  # thousands of yen
PLAIN = World(
    population=replace(
        _USUAL.population,
        ring_share=0.05,
        post_rate=0.0165,
        worker_trust=0.558,
        client_trust=0.59,
        contacts_swapped=2.95,
        caution_acquired=0.2,
        activity_median=0.0052,
        activity_spread=2.0,
    ),
    churn=Churn(**{each.name: 0.0 for each in fields(Churn) if each.name != "visit_days"}),
    posting=replace(
        _USUAL.posting,
        market_price=tuple(1e3 * price for price in PRICES),
        task_price=0.025,
        size_spread=0.0,
        task_seats=20.0,
        fewest_seats=2,
        most_seats=100,
        crowded_cut=0.0,
        fee_fades=0.0,
    ),
    reviewing=replace(_USUAL.reviewing, least_glance=1.0),
    search=replace(
        _USUAL.search,
        freshness=3.0,
        fresh_job_places=8,
        does_tasks=1.0,
        task_looks=0,
        filter_ease=0.0,
        net_entry_ease=0.0,
    ),
    talking=replace(_USUAL.talking, swaps_contact=0.55, asks_outside=0.06, asks_again=0.3),
    hiring=replace(_USUAL.hiring, least_fit=0.62, abandons_posting=0.28, abandons_spread=0.0),
    ring=replace(
        _USUAL.ring,
        accounts=16.0,
        contacts=3,
        even_size_weight=0.3,
        stops=0.06,
        profit_memory=0.97,
        patience=42,
        overhead=200.0,
        papers_cost=2_500.0,
        account_worth=10_000.0,
        legal_loss=0.1,
    ),
    luring=replace(_USUAL.luring, second_loss_share=0.2, reports=0.14, reports_slips=0.14),
    selling=Selling(asks=20_000.0, asks_spread=0.5, unused_factor=0.4, offer_days=60.0),
    learning=replace(_USUAL.learning, task_weight=1.0),
)
PLATFORM = changed(  # production, but for its staff
    PRODUCTION,
    screening={
        "check_at": 0.0,
        "checkers": 1,
        "check_minutes": 16.0,
        "reviewers": 1,
        "review_minutes": 20.0,
        "night_staff": 1.0,
    },
    message_watch={"readers": 1, "read_minutes": 4.0, "night_staff": 1.0},
    enforcement={"case_readers": 1},
    communication={"listeners": 1, "clerks": 1},
)
