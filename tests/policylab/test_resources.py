"""What a question is carried out with: who stops it, who hears its notes, and its tables."""

import math
import signal

import pytest

import policylab as pl
from experiments.api.resources import note, noting, stoppable
from experiments.api.results import frame
from experiments.host.stopping import Interrupted, Terminated
from experiments.runs.pools import Gone

KEPT, LOST = "what is done is kept", "nothing is kept"


@pytest.mark.parametrize(
    ("stop", "code", "words"),
    [
        (Interrupted(signal.SIGTERM, 3, 8), signal.SIGTERM, "terminated after 3 of 8 runs; "),
        (Terminated(), signal.SIGTERM, "terminated; "),
        (KeyboardInterrupt(), signal.SIGINT, "interrupted; "),
    ],
)
def test_whatever_stops_a_question_says_what_is_kept(stop: BaseException, code: int, words: str) -> None:
    for lasting, advice in ((True, KEPT), (False, LOST)):
        with pytest.raises(pl.Stopped) as raised, stoppable(lasting=lasting):
            raise stop
        assert str(raised.value).startswith(f"{words}{advice}")
        assert raised.value.by == code
    with pytest.raises(Gone, match=f"^away; {LOST}"), stoppable(lasting=False):
        raise Gone("away")


def test_the_nearest_listener_hears_a_note_and_a_warning_comes_without_one() -> None:
    far, near = list[str](), list[str]()
    with noting(far.append):
        with noting(near.append):
            note("one")
        note("two")
    with pytest.warns(pl.Note, match="^three$"):
        note("three")
    assert (near, far) == (["one"], ["two"])


def test_zero_has_no_sign_in_a_table() -> None:
    table = frame([{"metric": "a", "value": -0.0}, {"metric": "b", "value": 1.5}])
    assert table["value"].tolist() == [0.0, 1.5]
    assert math.copysign(1, table["value"][0]) == 1
    [row] = frame([("a", 1), ("b", 2)], "b", ("metric", "value")).to_dict("records")
    assert row == {"value": 2}
