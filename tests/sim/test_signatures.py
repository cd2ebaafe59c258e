"""Signatures tell the truth: what a system is handed by name it only reads, what it is handed by place it writes."""

import inspect
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass, replace
from typing import Any

import numpy as np
import pytest

from policies.certification import Certification
from sim import day
from sim.choices.churn import Churn
from sim.choices.grapevine import Grapevine
from sim.choices.learning import Learning
from sim.choices.luring import Luring
from sim.choices.overseeing import Overseeing
from sim.choices.posting import Posting
from sim.choices.searching import Search
from sim.choices.selling import Selling
from sim.choices.talking import Talking
from sim.choices.working import Working
from sim.rings.business import Organising
from sim.state.log import Log
from sim.state.people import Clients
from sim.state.table import Table
from sim.today import Today
from tests.sim import hand
from tests.sim.small import CALLS, always, changed, live, small

DAYS = 52  # a ring looks at its books for six weeks before it quits
EVENTFUL = replace(  # a small world in which everything happens that can
    small(ring_share=0.3, new_clients=0.01, activity_median=0.1, marketers=0.1, stops_when_told=0.3),
    workers=800,
    clients=300,
    rings="adapting",
    ring=Organising(
        accounts=6.0, post_rate=0.08, stops=0.5, bought=0.3, overhead=10_000.0, lures_by_scout=0.2, lure_delay_days=1.5
    ),
    luring=Luring(led_away_base=1.0, first_loss_share=1.0, sells_account=1.0, reports=1.0, false_reports=0.05),
    selling=Selling(sells_unasked=0.2),
    posting=Posting(
        rate_guide_days=14, category_weight=(*[1.0] * 6, 30.0, *[1.0] * 9)
    ),  # a trade whose scouts name outside tools
    search=Search(scouts_per_job=5.0, apply_base=1.0, consults=1.0),
    working=Working(repeat=0.9, repeat_days=2.0),
    talking=Talking(
        swaps_contact=0.7,
        asks_outside=1.0,
        asks_again=0.9,
        agrees_watched=0.1,
        agrees_unwatched=0.1,
        presses_if_declined=1.0,
        unpaid_without_escrow=0.9,
    ),
    churn=Churn(
        dormant_workers=0.2,
        dormant_clients=0.1,
        worker_stops=0.1,
        worker_returns=0.5,
        dormant_sells=0.9,
        client_stops=0.1,
    ),
    grapevine=Grapevine(recruits=1.0, asks_friends=0.0),
    overseeing=Overseeing(condemns_base=-1.1, insight_weight=0.8, holder_recall=0.3),
    learning=Learning(trust_lost_harm=0.9, trust_lost_lure=0.5, trust_lost_stopped=0.9, leaves_if_fed_up=1.0),
)
PLATFORM = replace(
    changed(
        CALLS,
        screening={"review_at": 0.05, "suspend_at": 0.3},
        communication={"monitored_share": 0.5, "outside_contact_approval": True},
        message_watch={"warn_at": 0.4, "hold_at": 0.7},  # honest texts too
        guidelines={"contact_after_contract": 0.75, "learns_from": 1, "learns_if_sure": 0.5},
        identity={"checks_holder": True},
    ),
    certification=Certification(min_orders=3, min_yen=10_000.0, min_rating=4.0, review_days=7),
)


def contents(value: Any, name: str = "") -> Iterator[tuple[str, Any]]:
    """All that a table, a batch or an array holds, as bytes and plain values by name; of a log, how much."""
    if isinstance(value, np.ndarray):
        yield name, (value.dtype, value.shape, value.tobytes())
    elif isinstance(value, Log):
        yield from ((f"{name}.{kind.__name__}", len(sheets)) for kind, sheets in value._sheets.items())
    elif isinstance(value, list | tuple):
        yield f"{name} size", len(value)
        for place, item in enumerate(value):
            yield from contents(item, f"{name}[{place}]")
    elif is_dataclass(value):
        for field in fields(value):
            yield from contents(getattr(value, field.name), f"{name}.{field.name}")
    elif type(value).__module__.startswith("sim."):
        columns = value.columns().keys() if isinstance(value, Table) else set()
        for part in vars(value).keys() - {"_buffers"} | columns:  # room for more rows; the columns are views of it
            yield from contents(getattr(value, part), f"{name}.{part}")
    elif isinstance(value, dict | set):
        yield name, value.copy()
    else:
        yield name, value


class Witness:
    """Calls systems and notes what became of what they were handed."""

    def __init__(self) -> None:
        self.spoiled: set[str] = set()  # read, and yet another after a call
        self.untouched: dict[str, set[str]] = {}  # system → written, and yet the same after every call

    def watching(self, system: Callable[..., Any]) -> Callable[..., Any]:
        """The system, which this witness sees at work."""
        name = system.__name__
        self.untouched[name] = {
            parameter.name
            for parameter in inspect.signature(system).parameters.values()
            if parameter.kind is parameter.POSITIONAL_OR_KEYWORD
        }

        def called(*written: Any, **read: Any) -> Any:
            handed = inspect.signature(system).bind(*written, **read).arguments
            seen = {what: value for what, value in handed.items() if not isinstance(value, Today)}
            before = {what: dict(contents(value)) for what, value in seen.items()}
            result = system(*written, **read)
            moved = {what for what, value in seen.items() if dict(contents(value)) != before[what]}
            self.spoiled |= {f"{name}: {what}" for what in moved & read.keys()}
            self.untouched[name] -= moved
            return result

        return called


@pytest.fixture(scope="module")
def witness() -> Witness:
    """Of runs in which much happens."""
    seen = Witness()
    systems = {
        name: value
        for name, value in vars(day).items()
        if inspect.isfunction(value) and value.__module__.startswith("sim.systems.")
    }
    with pytest.MonkeyPatch.context() as patch:
        for name, system in systems.items():
            patch.setattr(day, name, seen.watching(system))
        for seed in (10, 12):  # one has no occasion for everything
            live(EVENTFUL, always(PLATFORM), days=DAYS, seed=seed)
    return seen


def test_what_a_system_is_handed_by_name_stays_the_same(witness: Witness) -> None:
    assert len(witness.untouched) > 20  # systems
    assert witness.spoiled == set()


def test_what_a_system_is_handed_by_place_is_another_after_some_call(witness: Witness) -> None:
    assert {system: tables for system, tables in witness.untouched.items() if tables} == {}


def test_a_meddling_system_is_noticed() -> None:
    def meddling(clients: Clients, log: Log, *, rings: Any, today: Today) -> None:
        rings.habits.tactic.log_weight[0, 0] += 1e-9

    witness = Witness()
    witness.watching(meddling)(hand.clients(), Log(), rings=hand.rings(), today=hand.day())
    assert witness.spoiled == {"meddling: rings"}
    assert witness.untouched == {"meddling": {"clients", "log"}}
