"""Certifying: the office reviews who carries the badge, every so many days and when its rule comes into force."""

from dataclasses import dataclass

import pytest

from policies.platform import Platform
from policies.records import Bools, ClientRecords
from sim.state.events import Certified
from sim.state.log import Log
from sim.systems.certifying import certifying
from tests.sim import hand


@dataclass(frozen=True, slots=True)
class Aged:
    """Certifies accounts that are older than 103 days, verified, and of at least two accepted contracts."""

    review_days: int = 5

    def review(self, clients: ClientRecords) -> Bools:
        return (clients.account_age_days > 103) & clients.verified & (clients.accepted.sum(axis=1) >= 2)


BY_AGE: Platform = hand.platform(certification=Aged())


def test_a_review_certifies_those_who_meet_the_rule_and_no_others() -> None:
    clients = hand.clients(
        4,
        joined=[-93.01, -93.0, -93.01, -93.01],
        verified=[True, True, False, True],
        accepted_fixed=[2, 2, 2, 1],
        ended_fixed=2,
        certified=[False, True, True, False],
    )
    log = Log()
    certifying(clients, log, today=hand.day(10, platform=BY_AGE))
    assert clients.certified.tolist() == [True, False, False, False]
    assert hand.rows(hand.told(log), Certified, "time client certified") == [
        (10, 0, True),
        (10, 1, False),
        (10, 2, False),
    ]


def test_a_review_that_gives_and_takes_nothing_is_no_event() -> None:
    clients, log = hand.clients(2, joined=[-500.0, 0.0], verified=True, accepted_task=2, ended_task=2), Log()
    certifying(clients, log, today=hand.day(5, platform=BY_AGE))
    certifying(clients, log, today=hand.day(10, platform=BY_AGE))
    assert hand.rows(hand.told(log), Certified, "time client certified") == [(5, 0, True)]


@pytest.mark.parametrize(
    ("day", "switched", "reviewed"),
    [
        (0, (), True),
        (4, (), False),
        (10, (), True),
        (7, ("calling", "certification"), True),
        (7, ("calling", "screening"), False),
    ],
)
def test_reviews_come_every_few_days_and_when_their_own_rule_comes(
    day: int, switched: tuple[str, ...], reviewed: bool
) -> None:
    clients, log = hand.clients(1, joined=-500.0, verified=True, accepted_task=2, ended_task=2), Log()
    certifying(clients, log, today=hand.day(day, platform=BY_AGE, switched=frozenset(switched)))
    assert clients.certified.tolist() == [reviewed]
    assert hand.rows(hand.told(log), Certified, "time client certified") == [(day, 0, True)] * reviewed
