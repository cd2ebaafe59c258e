"""Reporting: users point the office at an account; each counts once."""

from typing import Any

import numpy as np

from policies.records import Kind
from policies.text import Vocabulary
from sim.acts.reporting import report
from sim.state.events import Reported
from sim.state.ledger import Ledger
from sim.state.log import Log
from sim.state.people import Clients
from sim.state.trade import PairSet
from tests.sim import hand


def reports(
    clients: Clients,
    reported: PairSet,
    *,
    worker: list[int],
    client: list[int],
    text: list[int] | None = None,
    ledger: Ledger | None = None,
) -> list[tuple[Any, ...]]:
    """These users report these accounts, each about a job of its own, at a moment of its own; calls, without texts."""
    log, n = Log(), np.arange(len(worker))
    report(
        clients,
        reported,
        ledger or Ledger(),
        log,
        worker=np.array(worker),
        client=np.array(client),
        job=10 + n,
        time=3.25 + n / 8,
        tactic=n - 1,
        text=np.full(len(worker), -1) if text is None else np.array(text),
    )
    return hand.rows(hand.told(log), Reported, "time worker client job tactic")


def test_a_report_is_put_on_file_with_all_that_it_says_and_counts_against_the_account() -> None:
    clients = hand.clients(4, reporters=1)
    assert reports(clients, PairSet(), worker=[7, 6], client=[2, 3]) == [
        (3.25, 7, 2, 10, Kind.NONE),
        (3.375, 6, 3, 11, Kind.MLM),
    ]
    assert clients.reporters.tolist() == [1, 1, 2, 2]


def test_two_users_who_report_one_account_on_one_day_count_twice() -> None:
    clients = hand.clients(4)
    reports(clients, PairSet(), worker=[7, 6, 5], client=[2, 2, 3])
    assert clients.reporters.tolist() == [0, 0, 2, 1]


def test_a_second_report_by_the_same_user_on_the_same_account_does_not_count_that_day_or_later() -> None:
    clients, reported = hand.clients(4), PairSet()
    found = reports(clients, reported, worker=[7, 6, 7, 7], client=[2, 2, 2, 3])
    assert [(worker, job) for _, worker, _, job, _ in found] == [(7, 10), (6, 11), (7, 13)]
    assert clients.reporters.tolist() == [0, 0, 2, 1]
    later = reports(clients, reported, worker=[7, 2, 5], client=[2, 3, 2])
    assert [(worker, client, job) for _, worker, client, job, _ in later] == [(2, 3, 11), (5, 2, 12)]
    assert clients.reporters.tolist() == [0, 0, 3, 2]


def test_who_reported_what_is_remembered_user_first() -> None:
    reported = PairSet()
    reports(hand.clients(4), reported, worker=[3], client=[2])
    assert reported.unmet(np.array([3, 2]), np.array([2, 3])).tolist() == [False, True]


TEXTS = Vocabulary(("abcdef", "uvwxyz", "ghjkmn"))


def upheld(ledger: Ledger, *clients: int) -> dict[str, int]:
    """How many reports on these accounts, once they have been upheld, hold each piece of text."""
    ledger.close(np.array(clients), TEXTS, right=True)
    return hand.counted(ledger)


def test_the_text_that_is_pointed_at_is_noted_with_its_account() -> None:
    ledger = Ledger()
    reports(hand.clients(4), PairSet(), worker=[7, 6, 5], client=[2, 3, 2], text=[0, 1, 2], ledger=ledger)
    assert upheld(ledger, 2) == {"abcdef": 1, "ghjkmn": 1}


def test_a_report_on_a_call_points_at_no_text() -> None:
    ledger = Ledger()
    reports(hand.clients(4), PairSet(), worker=[7, 6], client=[2, 2], text=[-1, 1], ledger=ledger)
    assert upheld(ledger, 2) == {"uvwxyz": 1}
    assert ledger.upheld == 1


def test_a_report_that_does_not_count_points_at_no_text() -> None:
    ledger, reported = Ledger(), PairSet()
    for text in (0, 1):
        reports(hand.clients(4), reported, worker=[7], client=[2], text=[text], ledger=ledger)
    assert upheld(ledger, 2) == {"abcdef": 1}
