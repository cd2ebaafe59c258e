"""What hearing of a friend's dealing does, whom friends warn, and who follows one into a scheme."""

import numpy as np
import pytest

from sim.choices.grapevine import Grapevine, follows, sees_for_friend, stirred
from sim.choices.learning import Learning
from sim.choices.luring import Luring
from sim.state.codes import Dealing
from tests.sim.directions import happens_under, outcome

LURING = Luring(led_away_base=0.2, pressure_weight=0.5, young_factor=1.5, recognise_base=0.2, recognise_cue=0.4)
VINE = Grapevine(friend_factor=2.0)
NUMBERS = {"grapevine": VINE, "luring": LURING}
LEARNING = Learning(
    caution_after_harm=0.4,
    caution_after_warning=0.1,
    trust_lost_harm=0.5,
    trust_lost_lure=0.05,
    trust_lost_unpaid=0.3,
    trust_gain=0.2,
)


def test_half_pressed_and_half_careful_three_in_twenty_follow_a_friend() -> None:
    """0.2 · (0.5 + 0.5 · 0.5) · (1 − 0.5) · 2 = 0.15, and half as many again of the young."""
    friend = {"pressure": 0.5, "caution": 0.5}
    assert happens_under(0.2 * 0.75 * 0.5 * 2, follows, **friend, young=False, **NUMBERS)
    assert happens_under(0.2 * 0.75 * 0.5 * 2 * 1.5, follows, **friend, young=True, **NUMBERS)


def test_nobody_follows_with_full_caution() -> None:
    assert outcome(follows, pressure=0.5, caution=1.0, young=False, u=np.zeros(1), **NUMBERS) == 0


def test_hearing_of_a_dealing_does_a_share_of_it() -> None:
    caution, lost, won = stirred(np.array(list(Dealing)), Grapevine(second_hand=0.5), LEARNING)
    assert dict(zip(Dealing, caution.tolist(), strict=True)) == pytest.approx(
        {Dealing.PAID: 0.0, Dealing.SEEN_THROUGH: 0.05, Dealing.HARM: 0.2, Dealing.UNPAID: 0.0}
    )
    assert dict(zip(Dealing, lost.tolist(), strict=True)) == pytest.approx(
        {Dealing.PAID: 0.0, Dealing.SEEN_THROUGH: 0.025, Dealing.HARM: 0.25, Dealing.UNPAID: 0.15}
    )
    assert dict(zip(Dealing, won.tolist(), strict=True)) == pytest.approx(
        {Dealing.PAID: 0.1, Dealing.SEEN_THROUGH: 0.0, Dealing.HARM: 0.0, Dealing.UNPAID: 0.0}
    )


def test_a_friend_sees_as_much_as_in_a_lure_of_its_own() -> None:
    """0.1 · (0.2 + 0.4 · 0.5 · 0.5) = 0.03."""
    vine = Grapevine(asks_friends=0.1)
    assert outcome(sees_for_friend, caution=0.5, plain=0.5, grapevine=vine, luring=LURING) == pytest.approx(0.03)
