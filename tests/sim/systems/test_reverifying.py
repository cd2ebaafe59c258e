"""Reverifying: where holders are checked, honest people with a new telephone are asked for papers, and some leave."""

from typing import Any

import pytest

from policies.platform import Platform
from sim.state.codes import ClientType, Duty, Reason
from sim.state.desk import Desk
from sim.state.events import ClientLeft, Restricted, StaffWorked, WorkerLeft
from sim.systems.reverifying import reverifying
from sim.today import Today
from tests.sim import hand
from tests.sim.scene import Scene

NUMBERS = hand.world().overseeing
CHECKED = hand.platform(identity={"checks_holder": True})
CHANCE = NUMBERS.looks_new / 365
MINUTES = NUMBERS.papers_minutes


class Asked(Scene):
    """The tables as they stand after a day on which papers were asked for."""

    def __init__(self, today: Today, *, desk: Desk | None = None, **given: Any) -> None:
        super().__init__(**{"today": today, **given})
        reverifying(self.workers, self.clients, desk or hand.desk(), self.log, today=today)


def luck(
    workers: list[float], clients: list[float], papers: Any = 1.0, *, day: int = 3, platform: Platform = CHECKED
) -> Today:
    """A day on which workers and clients look as if they were new with such luck."""
    return hand.day(day, platform=platform, LOOKS_NEW=[*workers, *clients], SHOWS_NO_PAPERS=papers)


def test_who_looks_new_is_asked_and_leaves_without_papers() -> None:
    """Two of three workers are asked, one of two clients; one of each shows nothing."""
    few, many = NUMBERS.shows_no_papers - 0.001, NUMBERS.shows_no_papers
    today = luck([CHANCE * 0.999, CHANCE, 0.0], [CHANCE * 0.5, 1.0], [many, few, few])
    draws = hand.asked(today)
    workers, clients = hand.workers(3), hand.clients(2)
    scene = Asked(today, workers=workers, clients=clients)
    assert workers.left.tolist() == [False, False, True]
    assert clients.left.tolist() == [True, False]
    assert scene.rows(WorkerLeft, "time worker reason") == [(4.0, 2, Reason.UNPROVEN)]
    assert scene.rows(ClientLeft, "time client type reason") == [(4.0, 0, int(clients.true_type[0]), Reason.UNPROVEN)]
    assert scene.rows(StaffWorked, "time duty hours") == [(3.0, Duty.ENFORCEMENT, round(3 * MINUTES / 60, 9))]
    assert len(scene.events[Restricted]) == 0
    assert draws["LOOKS_NEW"] == [3, [*workers.key.tolist(), *clients.key.tolist()]]
    assert draws["SHOWS_NO_PAPERS"] == [3, [*workers.key[[0, 2]].tolist(), clients.key[0]]]


def test_nobody_is_asked_where_holders_are_not_checked() -> None:
    today = luck([0.0] * 8, [0.0] * 8, 0.0, platform=hand.platform())
    draws = hand.asked(today)
    scene = Asked(today)
    assert not scene.workers.left.any()
    assert not scene.clients.left.any()
    assert not draws
    assert len(scene.events[StaffWorked]) == 0


def test_rings_who_is_gone_and_who_is_restricted_are_not_asked() -> None:
    """Of four workers and four clients the first alone is asked."""
    workers = hand.workers(2, left=[False, True])
    clients = hand.clients(4, left=[False, True, False, False], restricted=[False, False, True, False])
    clients.true_ring[3], clients.true_type[3] = 0, ClientType.RING
    today = luck([0.0], [0.0], 0.0)
    draws = hand.asked(today)
    Asked(today, workers=workers, clients=clients)
    assert draws["LOOKS_NEW"] == [3, [workers.key[0], clients.key[0]]]
    assert clients.left.tolist() == [True, True, False, False]


def test_papers_come_at_any_hour_and_wait_with_the_cases() -> None:
    """Those who are asked with a tenth and with half of the chance come after so much of the day, each for minutes."""
    desk = Heard()
    Asked(luck([CHANCE * 0.1, 1.0], [CHANCE * 0.5]), desk=desk, workers=hand.workers(2), clients=hand.clients(1))
    (day, arrivals, people, minutes), *more = desk.heard
    assert not more
    assert (day, people, minutes) == (3, CHECKED.enforcement.case_readers, [MINUTES] * 2)
    assert arrivals == pytest.approx([3.1, 3.5])


def test_without_readers_a_machine_looks_and_nobody_works() -> None:
    platform = hand.platform(identity={"checks_holder": True}, enforcement={"case_readers": 0})
    scene = Asked(luck([0.0], [1.0], 0.0, platform=platform), workers=hand.workers(1), clients=hand.clients(1))
    assert len(scene.events[StaffWorked]) == 0
    assert scene.workers.left.tolist() == [True]


class Heard(Desk):
    """A desk that notes what it is asked to serve."""

    def __init__(self) -> None:
        super().__init__(1.0, 7.0)
        self.heard: list[tuple[int, list[float], int, list[float]]] = []

    def serve(self, day: int, arrivals: Any, people: int, minutes: Any, night: float = 1.0) -> Any:
        self.heard.append((day, arrivals.tolist(), people, minutes.tolist()))
        return super().serve(day, arrivals, people, minutes, night)
