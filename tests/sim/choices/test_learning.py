"""Who is fed up and leaves."""

from sim.choices.learning import Learning, quits
from tests.sim.directions import LUCK, happens_under, outcome, rises, stays

PEOPLE = Learning(leave=0.25, fed_up=0.4)


def test_a_quarter_of_the_fed_up_leave_this_week() -> None:
    assert happens_under(0.25, quits, trust=0.3, learning=PEOPLE)


def test_who_trusts_just_enough_stays() -> None:
    assert outcome(quits, trust=0.4, u=0.0, learning=PEOPLE) == 0
    assert outcome(quits, trust=0.399, u=0.0, learning=PEOPLE) == 1
    assert outcome(quits, trust=1.0, u=0.0, learning=PEOPLE) == 0


def test_more_leave_where_leaving_is_usual_or_people_are_soon_fed_up() -> None:
    assert rises(quits, "learning.leave", 0.2, 0.3, trust=0.3, u=LUCK, learning=PEOPLE)
    assert rises(quits, "learning.fed_up", 0.2, 0.4, trust=0.3, u=LUCK, learning=PEOPLE)
    assert stays(quits, "trust", 0.1, 0.3, u=LUCK, learning=PEOPLE)  # fed up is fed up
