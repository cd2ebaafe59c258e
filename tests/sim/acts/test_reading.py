"""Reading: texts come onto a desk, and its people take their time, find, tire and err."""

import numpy as np
import pytest

from sim.acts.reading import read
from sim.arrays import F64, Bool
from sim.state.codes import Duty
from sim.state.desk import Desk
from sim.state.events import StaffWorked
from sim.state.log import Log
from tests.sim import hand

NUMBERS = hand.world().reviewing


def reading(people: int, *, luck: float, log: Log, desk: Desk | None = None) -> tuple[F64, Bool]:
    """Three texts, of which the first is plain, the second half so and the third honest, come together on day 3.5.

    Each is to be read for a tenth of a day.
    """
    return read(
        desk or hand.desk(),
        log,
        arrivals=np.full(3, 3.5),
        minutes=np.full(3, 144.0),
        people=people,
        betrays=np.array([1.0, 0.5, 0.0]),
        recall=0.8,
        alarm=0.1,
        luck=np.full(3, luck),
        duty=Duty.MESSAGE_WATCH,
        today=hand.day(3),
    )


def test_a_text_waits_as_yesterdays_work_has_it() -> None:
    """Yesterday half an hour's work came every hour: one reader alone has a text wait half an hour, two less."""
    for people, waits in ((1, 0.5), (2, 0.25 * 0.25 ** (6**0.5 - 1) / 0.75)):
        log = Log()
        done, _ = reading(people, luck=0.5, log=log, desk=hand.desk(0.5))
        assert done == pytest.approx([3.6 + waits / 24] * 3)
        assert hand.rows(hand.told(log), StaffWorked, "time duty hours") == [(3.0, Duty.MESSAGE_WATCH, 7.2)]


def test_where_nothing_came_before_a_text_takes_its_time_and_no_more() -> None:
    assert reading(1, luck=0.5, log=Log())[0] == pytest.approx([3.6, 3.6, 3.6])


def test_who_hurries_takes_less_time_and_as_much_less_is_written_down() -> None:
    """Yesterday an hour's work came every hour: to keep up, readers take 0.9 of their time, for today's texts too."""
    hurried, log = Desk(1.0, 14.0, least=0.4), Log()
    hurried.serve(2, 2 + (np.arange(24) + 0.5) / 24, 1, np.full(24, 60.0))
    done, _ = reading(1, luck=0.5, log=log, desk=hurried)
    assert done == pytest.approx([3.5 + 0.9 * 0.1 + 0.9 * 0.9 / 0.1 / 24] * 3)
    assert hand.rows(hand.told(log), StaffWorked, "time duty hours") == [(3.0, Duty.MESSAGE_WATCH, 0.9 * 7.2)]


@pytest.mark.parametrize(("usual", "people", "load"), [(0.0, 1, 0.0), (0.3, 1, 0.3), (0.3, 3, 0.1)])
def test_a_desk_notices_what_is_plain_unless_it_is_tired(usual: float, people: int, load: float) -> None:
    half = 0.4 * 2 ** (-load / NUMBERS.tiring_load)
    for luck, seen in ((half - 1e-6, [True, True, False]), (half + 1e-6, [True, False, False])):
        assert reading(people, luck=luck, log=Log(), desk=hand.desk(usual))[1].tolist() == seen


def test_readers_err() -> None:
    assert reading(1, luck=0.0999, log=Log())[1].tolist() == [True, True, True]


def test_where_nobody_is_there_all_pass_at_once_and_nobody_works() -> None:
    log = Log()
    done, seen = reading(0, luck=0.0, log=log)
    assert done.tolist() == [3.5] * 3
    assert seen.tolist() == [False] * 3
    assert len(hand.told(log)[StaffWorked]) == 0
