"""Asking: some honest clients ask a worker to deal outside the service, and press some who decline."""

from typing import Any

import numpy as np
import pytest

from policies.records import Kind
from sim.acts.asking import ask, ask_applicants
from sim.state.codes import Report, Talk
from sim.state.events import Asked, Pressed, Reported
from sim.state.log import Log
from sim.state.trade import PairSet
from tests.sim import hand

CALM = hand.world(population={"shock": 0.0})  # pressure is as it stands in the table
TALKING, LEARNING = CALM.talking, CALM.learning
WATCHED, UNWATCHED = TALKING.agrees_watched, TALKING.agrees_watched + TALKING.agrees_unwatched
CLIENT, WORKER = np.array([3, 2, 1, 0]), np.array([0, 1, 2, 3])
FALSE, TRUE = np.zeros(4, np.bool_), np.ones(4, np.bool_)


class Scene:
    """Four clients who ask four workers on day 3.25. Unless luck says else, all decline, are pressed and yield."""

    def __init__(
        self, *, watched: Any = FALSE, speak: Any = TRUE, permitted: Any = FALSE, reports: Any = 0.5, **luck: Any
    ) -> None:
        self.workers, self.clients, self.reported = hand.workers(4, true_reports=reports), hand.clients(4), PairSet()
        log, today = Log(), hand.day(3, world=CALM, **{"AGREES": 1.0, "PRESSES": 0.0, "YIELDS": 0.0, **luck})
        self.draws = hand.asked(today)
        agreed, yielded = ask(
            self.workers,
            self.clients,
            self.reported,
            log,
            keys=hand.keys(4, 5),
            worker=WORKER,
            client=CLIENT,
            job=np.array([7, 6, 5, 4]),
            time=np.full(4, 3.25),
            watched=np.asarray(watched),
            speak=np.asarray(speak),
            permitted=np.asarray(permitted),
            today=today,
        )
        self.agreed, self.yielded = agreed.tolist(), yielded.tolist()
        events = hand.told(log)
        self.requests = hand.rows(events, Asked, "time worker client job watched agreed")
        self.pressed = hand.rows(events, Pressed, "time worker client job yielded")
        self.reports = hand.rows(events, Reported, "time worker client job tactic form")


def test_fewer_agree_where_the_office_may_read_it() -> None:
    scene = Scene(
        watched=[True, True, False, False], speak=FALSE, AGREES=[WATCHED - 1e-6, WATCHED, UNWATCHED - 1e-6, UNWATCHED]
    )
    assert scene.agreed == [True, False, True, False]
    assert scene.yielded == [False] * 4
    assert scene.requests == [
        (3.25, 0, 3, 7, True, True),
        (3.25, 1, 2, 6, True, False),
        (3.25, 2, 1, 5, False, True),
        (3.25, 3, 0, 4, False, False),
    ]
    assert scene.pressed == []
    assert scene.draws["AGREES"] == scene.draws["PRESSES"] == scene.draws["YIELDS"] == [hand.keys(4, 5).tolist()]


def test_some_who_decline_are_pressed_where_the_two_speak() -> None:
    presses, yields = TALKING.presses_if_declined, TALKING.yields_if_pressed * 0.5 * 0.5  # pressure, caution one half
    scene = Scene(
        speak=[True, True, True, False],
        PRESSES=[presses - 1e-6, presses, presses - 1e-6, 0.0],
        YIELDS=[yields - 1e-6, 0.0, yields, 0.0],
    )
    assert scene.agreed == [False] * 4
    assert scene.yielded == [True, False, False, False]
    assert scene.pressed == [(3.25, 0, 3, 7, True), (3.25, 2, 1, 5, False)]


def test_who_agrees_is_not_pressed() -> None:
    scene = Scene(AGREES=[0.0, 1.0, 1.0, 1.0])
    assert (scene.agreed, scene.yielded) == ([True, False, False, False], [False, True, True, True])
    assert [worker for _, worker, *_ in scene.pressed] == [1, 2, 3]


def test_who_is_pressed_and_does_not_yield_is_on_guard() -> None:
    scene = Scene(PRESSES=[0.0, 0.0, 1.0, 0.0], YIELDS=[0.0, 1.0, 1.0, 1.0])
    guard, less = 0.5 + 0.5 * LEARNING.caution_after_warning, hand.TRUST * (1 - LEARNING.trust_lost_lure)
    assert scene.workers.true_caution.tolist() == pytest.approx([0.5, guard, 0.5, guard])
    assert scene.workers.true_trust.tolist() == pytest.approx([hand.TRUST, less, hand.TRUST, less])


def test_some_who_are_pressed_and_do_not_yield_report_the_account() -> None:
    """The first yields; of the others, by inclinations of a half, a half and a quarter, two report."""
    share = CALM.luring.reports
    luck: dict[str, Any] = {
        "YIELDS": [0.0, 1.0, 1.0, 1.0],
        "PRESSED_REPORT": [0.0, share - 1e-6, share, share / 2 - 1e-6],
    }
    scene = Scene(reports=[0.5, 0.5, 0.5, 0.25], **luck)
    assert scene.reports == [
        (3.25, 1, 2, 6, Kind.DIRECT_DEALING, Report.VIOLATION),
        (3.25, 3, 0, 4, Kind.DIRECT_DEALING, Report.VIOLATION),
    ]
    assert scene.clients.reporters.tolist() == [1, 0, 1, 0]
    assert scene.clients.true_pressed.tolist() == [True] * 4
    assert scene.draws["PRESSED_REPORT"] == [hand.keys(4, 5).tolist()]


def test_who_is_not_pressed_reports_nobody() -> None:
    scene = Scene(speak=FALSE, PRESSED_REPORT=0.0)
    assert (scene.reports, scene.clients.true_pressed.tolist()) == ([], [False] * 4)


def test_a_permit_makes_it_easier_to_yield() -> None:
    chance = TALKING.yields_if_pressed * 0.5 * (1 - 0.5 * (1 - TALKING.approval_calms))
    scene = Scene(permitted=[True, True, False, False], YIELDS=[chance - 1e-6, chance, chance - 1e-6, 0.0])
    assert scene.yielded == [True, False, False, True]


def test_applicants_who_agree_or_yield_have_the_contact() -> None:
    """Of two who speak and have the same luck the one with a permit yields."""
    talk = [Talk.TEXT, Talk.IN_HOUSE, Talk.ELSEWHERE, Talk.TEXT]
    threads = hand.threads(4, talk=talk, swapped=[False, False, True, False], permitted=[False, True, False, False])
    only_with_one = TALKING.yields_if_pressed * 0.5 * 0.5
    today = hand.day(3, world=CALM, AGREES=[0.0, 1.0, 1.0], PRESSES=0.0, YIELDS=[0.0, only_with_one, only_with_one])
    ask_applicants(
        hand.workers(4),
        hand.clients(4),
        threads,
        PairSet(),
        Log(),
        rows=np.array([0, 1, 2]),
        time=np.full(3, 3.25),
        today=today,
    )
    assert threads.agreed.tolist() == [True, False, False, False]
    assert threads.coerced.tolist() == [False, True, False, False]
    assert threads.swapped.tolist() == [True, True, True, False]
