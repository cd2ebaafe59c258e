"""Who is led away, who sees through it, who sells an account."""

from math import exp

import pytest

from policies.records import Channel
from sim.choices.luring import (
    Luring,
    channel_factors,
    fade,
    led_away,
    money_lost,
    puts_off,
    recognises,
    sells,
    taken_off,
    used_to,
)
from tests.sim.directions import happens_under, outcome

NUMBERS = Luring(
    led_away_base=0.4,
    pressure_weight=0.5,
    young_factor=1.5,
    routine_contact_boost=0.5,
    recognise_base=0.2,
    recognise_cue=0.75,
)
WORKER = {
    "pressure": 0.5,
    "caution": 0.2,
    "clarity": 0.5,
    "young": False,
    "factor": 0.5,
    "routine": 0.0,
    "warning": 0.0,
    "luring": NUMBERS,
}
YOUNG, WORN, WARNED = WORKER | {"young": True}, WORKER | {"routine": 0.5}, WORKER | {"warning": 0.25}


def test_a_middling_worker_is_led_away_once_in_seventeen() -> None:
    """0.4, three quarters of it at half pressure, four fifths left by caution, half understood, half as near."""
    assert outcome(led_away, **WORKER) == pytest.approx(0.4 * (0.5 + 0.5 * 0.5) * (1 - 0.2) * 0.5 * 0.5, abs=1e-9)


def test_the_young_and_used_are_led_away_more_the_warned_less() -> None:
    usual = 0.4 * 0.75 * 0.8 * 0.25
    assert outcome(led_away, **YOUNG) == pytest.approx(usual * 1.5, abs=1e-9)
    assert outcome(led_away, **WORN) == pytest.approx(usual * (1 + 0.5 * 0.5), abs=1e-9)
    assert outcome(led_away, **WARNED) == pytest.approx(usual * (1 - 0.25), abs=1e-9)
    assert outcome(led_away, **YOUNG | {"routine": 1.0, "warning": 0.5}) == pytest.approx(
        usual * 1.5 * 1.5 * 0.5, abs=1e-9
    )


def test_nobody_is_led_away_at_full_caution_and_at_most_everybody_is() -> None:
    assert outcome(led_away, **WORKER | {"caution": 1.0}) == 0
    assert outcome(led_away, **WORKER | {"warning": 1.0}) == 0
    assert outcome(led_away, **YOUNG | {"factor": 90.0}) == 1


def test_a_warning_takes_its_share_off_before_the_cut_at_one() -> None:
    """0.4 · 0.75 · 0.8 · 0.5 · 20 = 2.4, of which a quarter leaves 1.8 and so everybody, three quarters 0.6."""
    plain = WORKER | {"factor": 20.0}
    assert outcome(led_away, **plain | {"warning": 0.25}) == 1
    assert outcome(led_away, **plain | {"warning": 0.75}) == pytest.approx(2.4 * (1 - 0.75), abs=1e-9)


def test_a_warning_has_half_its_effect_after_four() -> None:
    numbers = Luring(habituation=4.0)
    assert [outcome(fade, warned=seen, luring=numbers) for seen in (0, 4, 8)] == [1.0, 0.5, 0.25]
    assert outcome(fade, warned=2, luring=numbers) == pytest.approx(0.5**0.5, abs=1e-9)


def test_a_first_warning_beside_an_honest_text_puts_a_tenth_off() -> None:
    numbers = Luring(put_off_by_warning=0.1, habituation=4.0)
    assert happens_under(0.1, puts_off, seen=0, luring=numbers)
    assert happens_under(0.05, puts_off, seen=4, luring=numbers)


def test_every_channel_works_in_its_own_measure_against_a_message() -> None:
    factor = channel_factors(Luring(posting_factor=0.2, nda_factor=0.7, scout_factor=0.4, call_factor=1.3))
    assert {channel: factor[channel] for channel in Channel} == {
        Channel.POSTING: 0.2,
        Channel.MESSAGE: 1.0,
        Channel.NDA: 0.7,
        Channel.SCOUT: 0.4,
        Channel.CALL: 1.3,
    }


def test_half_careful_a_third_see_through_a_half_plain_text() -> None:
    """0.2 + 0.75 · 0.4 · 0.5 = 0.35."""
    assert outcome(recognises, caution=0.4, plain=0.5, luring=NUMBERS) == pytest.approx(0.2 + 0.75 * 0.2, abs=1e-9)
    assert outcome(recognises, caution=0.4, plain=0.0, luring=NUMBERS) == pytest.approx(0.2, abs=1e-9)


def test_half_pressed_a_quarter_sell_their_account_and_without_pressure_nobody_does() -> None:
    numbers = Luring(sells_account=0.5)
    assert happens_under(0.25, sells, pressure=0.5, luring=numbers)
    assert outcome(sells, pressure=0.0, u=0.0, luring=numbers) == 0


def test_a_warning_and_a_notice_add_up_and_both_wear_off() -> None:
    """0.5 + 0.25 at first sight, half of it after two warnings; never more than the most."""
    numbers = Luring(warning_effect=0.5, notice_effect=0.25, habituation=2.0, warning_effect_cap=0.7)
    both = {"warned": True, "noticed": True, "luring": numbers}
    assert [outcome(taken_off, seen=seen, **both) for seen in (0, 2, 4)] == [0.7, 0.75 / 2, 0.75 / 4]
    assert outcome(taken_off, seen=0, **both | {"noticed": False}) == 0.5
    assert outcome(taken_off, seen=0, **both | {"warned": False}) == 0.25
    assert outcome(taken_off, seen=0, **both | {"warned": False, "noticed": False}) == 0.0


def test_outside_contact_is_routine_after_four_swaps_and_half_so_after_two() -> None:
    numbers = Luring(swaps_until_routine=4.0)
    assert [outcome(used_to, swaps=swaps, luring=numbers) for swaps in (0, 2, 4, 9)] == [0.0, 0.5, 1.0, 1.0]


def test_first_losses_are_small_second_ones_heavy_and_each_has_its_mean() -> None:
    """At one spread above the middle: exp(s − s² / 2), with s = 1 √e, with s = 2 once."""
    numbers = Luring(first_loss_yen=1000.0, first_loss_spread=1.0, second_loss_yen=50_000.0, second_loss_spread=2.0)
    assert outcome(money_lost, first=True, noise=1.0, luring=numbers) == pytest.approx(1000 * exp(1 / 2))
    assert outcome(money_lost, first=False, noise=1.0, luring=numbers) == pytest.approx(50_000)
    assert outcome(money_lost, first=False, noise=2.0, luring=numbers) == pytest.approx(50_000 * exp(2))
