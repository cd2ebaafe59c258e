"""Reading: texts come onto a desk, and its people take their time, find, tire and err."""

import numpy as np
import pytest

from sim.acts.reading import read
from sim.arrays import F64, Bool
from sim.state.codes import Duty
from sim.state.events import StaffWorked
from sim.state.log import Log
from tests.sim import hand

NUMBERS = hand.world().reviewing


def reading(people: int, *, luck: float, log: Log, minutes: float = 144.0) -> tuple[F64, Bool]:
    """Three texts, of which the first is plain, the second half so and the third honest, come together on day 3.5."""
    return read(
        hand.desk(),
        log,
        arrivals=np.full(3, 3.5),
        minutes=np.full(3, minutes),
        people=people,
        betrays=np.array([1.0, 0.5, 0.0]),
        recall=0.8,
        alarm=0.1,
        luck=np.full(3, luck),
        duty=Duty.MESSAGE_WATCH,
        today=hand.day(3),
    )


def test_texts_are_read_one_after_the_other_and_the_hours_are_written_down() -> None:
    log = Log()
    done, _ = reading(1, luck=0.5, log=log)
    assert done == pytest.approx([3.6, 3.7, 3.8])
    assert hand.rows(hand.told(log), StaffWorked, "time duty hours") == [(3.0, Duty.MESSAGE_WATCH, 7.2)]


@pytest.mark.parametrize(("people", "load"), [(1, 0.3), (3, 0.1)])
def test_what_is_found_depends_on_how_plain_it_is_and_on_how_much_each_has_to_read(people: int, load: float) -> None:
    half = 0.4 * 2 ** (-load / NUMBERS.tiring_load)
    for luck, found in ((half - 1e-6, [True, True, False]), (half + 1e-6, [True, False, False])):
        assert reading(people, luck=luck, log=Log())[1].tolist() == found


def test_readers_err() -> None:
    assert reading(1, luck=0.0999, log=Log())[1].tolist() == [True, True, True]


def test_where_nobody_is_there_all_pass_at_once_and_nobody_works() -> None:
    log = Log()
    done, found = reading(0, luck=0.0, log=log)
    assert done.tolist() == [3.5] * 3
    assert found.tolist() == [False] * 3
    assert len(hand.told(log)[StaffWorked]) == 0
