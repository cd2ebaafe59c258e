"""Signing: a pair makes a contract, and the client pays into escrow."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pytest

from policies.records import Format, Kind, Pairs, Permits, Stage
from sim.acts.signing import sign
from sim.state.codes import ContractState
from sim.state.events import Hired
from sim.state.handover import Deals
from sim.state.trade import Contracts
from tests.sim import hand
from tests.sim.batches import deals, lines
from tests.sim.scene import Scene

WORLD = hand.world()
DAYS, UPTAKE = WORLD.working.delivery_days, WORLD.talking.call_uptake
NEVER = np.inf
AFTER = hand.platform(communication={"call": "after_contract", "verified_only": True})


def signed(made: Deals, **given: Any) -> tuple[Contracts, list[tuple[Any, ...]]]:
    s = Scene(**given)
    rows = sign(s.workers, s.contracts, s.log, deals=made, clients=s.clients, today=s.today)
    assert rows.tolist() == list(range(len(s.contracts) - len(made.key), len(s.contracts)))
    return s.contracts, s.rows(Hired, "time worker client job tactic format amount")


def test_a_contract_holds_what_was_agreed_and_the_signature_goes_on_file() -> None:
    made = deals(
        2,
        worker=[7, 6],
        client=[5, 4],
        job=[3, 2],
        nth=[0, 2],
        tactic=[Kind.MLM, Kind.NONE],
        format=[Format.HOURLY, Format.FIXED],
        amount=[1500.0, 2500.0],
        fit=[0.25, 0.5],
        swapped=[True, False],
        when=[3.25, 3.75],
    )
    today = hand.day(3, WORK_DAYS=[1.0, 3.0])
    luck = hand.asked(today)
    contracts, hired = signed(made, contracts=hand.contracts(1), today=today)
    key = made.key.tolist()
    assert lines(contracts, "key worker client job nth format amount started true_fit swapped")[1:] == [
        (key[0], 7, 5, 3, 0, Format.HOURLY, 1500.0, 3.25, 0.25, True),
        (key[1], 6, 4, 2, 2, Format.FIXED, 2500.0, 3.75, 0.5, False),
    ]
    untouched = (False, NEVER, NEVER, False, 0, ContractState.RUNNING)
    assert lines(contracts, "speaks next_at silent_since silent_worker requests state")[1:] == [untouched] * 2
    assert contracts.due[1:].tolist() == pytest.approx([3.25 + DAYS, 3.75 + DAYS * (0.3 + 0.7 * 3)])
    assert hired == [  # repeat business belongs to no posting
        (3.25, 7, 5, 3, Kind.MLM, Format.HOURLY, 1500.0),
        (3.75, 6, 4, -1, Kind.NONE, Format.FIXED, 2500.0),
    ]
    assert luck["WORK_DAYS"] == luck["SPEAKS"] == [key]


def test_no_project_is_due_before_tomorrow() -> None:
    here = hand.world(working={"delivery_days": 0.01})
    contracts, _ = signed(deals(1, when=[3.25]), today=hand.day(3, world=here, WORK_DAYS=0.0))
    assert contracts.due.tolist() == [4.0]


def test_a_task_is_done_at_once_and_nobody_calls_about_it() -> None:
    made = deals(2, format=[Format.TASK, Format.HOURLY], when=[3.25, 3.75])
    today = hand.day(3, platform=AFTER, SPEAKS=0.0)
    luck = hand.asked(today)
    contracts, _ = signed(made, clients=hand.clients(2, verified=True), today=today)
    assert lines(contracts, "due speaks") == [(3.25, False), (pytest.approx(3.75 + DAYS), True)]
    assert luck["WORK_DAYS"] == luck["SPEAKS"] == [made.key[1:].tolist()]


def test_escrow_holds_whole_yen_and_one_at_least() -> None:
    contracts, hired = signed(deals(4, amount=[1000.4, 1000.6, 0.3, 1.4]))
    assert contracts.amount.tolist() == [amount for *_, amount in hired] == [1000.0, 1001.0, 1.0, 1.0]


def test_a_worker_who_signs_twice_on_one_day_runs_two_contracts_more() -> None:
    workers = hand.workers(4, running=1)
    signed(deals(3, worker=[2, 1, 2], client=[0, 1, 2]), workers=workers)
    assert workers.running.tolist() == [1, 2, 3, 1]


def test_pairs_who_may_call_during_the_work_mostly_do() -> None:
    clients, workers = hand.clients(4, verified=[True, True, False, True]), hand.workers(8)
    made = deals(4, client=[3, 2, 1, 0], worker=[7, 6, 5, 4])
    today = hand.day(platform=AFTER, SPEAKS=[UPTAKE - 0.001, 0.0, UPTAKE, 0.0])
    luck = hand.asked(today)
    contracts, _ = signed(made, clients=clients, workers=workers, today=today)
    assert contracts.speaks.tolist() == [True, False, False, True]
    assert luck["TICKET"] == [clients.key[::-1].tolist(), workers.key[[7, 6, 5, 4]].tolist()]


def test_nobody_calls_where_calls_are_closed() -> None:
    contracts, _ = signed(deals(1), clients=hand.clients(1, verified=True), today=hand.day(SPEAKS=0.0))
    assert contracts.speaks.tolist() == [False]


@dataclass(frozen=True, slots=True)
class Busy:
    """Calls are open while there is work, and at no other time."""

    def permits(self, pairs: Pairs) -> Permits:
        during = pairs.stage == Stage.DURING
        return Permits(during, ~during, ~during)


def test_what_counts_is_what_a_pair_may_do_during_the_work() -> None:
    contracts, _ = signed(deals(2), today=hand.day(platform=hand.platform(communication=Busy()), SPEAKS=0.0))
    assert contracts.speaks.tolist() == [True, True]
