"""The bottom line in sentences, word for word."""

import math
from collections.abc import Callable
from dataclasses import replace

from experiments.questions.compare.answer import Answer
from experiments.questions.compare.bottom_line import decision, extent, lasting, next_step, outlooks
from experiments.questions.compare.comparison import Comparison
from experiments.questions.compare.words import sentences
from experiments.runs.cost import seconds
from experiments.verdicts.luck import Luck
from tests.experiments.found import comparison, each, in_worlds, regime, rows

Moves = Callable[[int], float]
RISE = each(4, 6, 4, 6)  # 5 ± 3.18245 × √⅓: 3.16 to 6.84
SURE, LOSS = each(*[4, 6] * 8), each(*[-4, -6] * 8)  # 5 ± 2.13145 × √(16 ÷ 15) ÷ 4: 4.45 to 5.55
STILL = each(1, -1, 0.5, -0.5)  # ±1.45
NOTHING_OPEN = "Nothing is open, by margins that ship and are assumed; policylab flip looks for what changes it."


def wild(centre: float) -> Moves:
    """A mean ± 9.3689: deviations of 6 and 4 have the standard error 2.9439."""
    return each(centre + 6, centre - 6, centre + 4, centre - 4)


def said(*comparisons: Comparison) -> str:
    return sentences(Answer(comparisons))


def test_a_harm_in_both_regimes_is_told_once() -> None:
    answer = Answer((regime("frozen", victims_per_10k=RISE), regime("adapting", victims_per_10k=RISE)))
    assert sentences(answer) == "Harm: workers harmed up 3.2 to 6.8 %."
    assert next_step(answer) == NOTHING_OPEN


def test_a_harm_in_one_regime_is_told_with_it() -> None:
    assert said(regime("frozen", exposed_per_10k=STILL), regime("adapting", exposed_per_10k=RISE)) == (
        "Harm: workers addressed up 3.2 to 6.8 % after adaptation."
    )


def test_what_a_change_buys_stands_in_one_sentence_behind_what_it_costs() -> None:
    """16 pairs; the market is a 46th: staff falls by 4.45 to 5.55 of 100, 230 yen."""
    bought = {"staff_yen": LOSS, "value_per_posting": SURE, "satisfaction": SURE}
    costs = {"victims_per_10k": SURE, "wasted_applications": SURE, "led_away_per_10k": each(*[10, -4] * 8)}
    assert said(regime("frozen", 16, **bought, **costs)) == (  # led away: 3 ± 3.85, t = 1.66
        "Harm: workers harmed up 4.4 to 5.6 %; also worse: applications in vain ↑; likely worse: workers led away; "
        "in return: matching up 4.4 to 5.6 %; pay of staff down 4.4 to 5.6 % (¥231 a month)."
    )


def test_what_is_worse_beside_the_rows_is_a_harm_too() -> None:
    compared = regime("frozen", 16, value_per_posting=SURE, wasted_applications=SURE)
    assert said(compared) == "Harm: applications in vain ↑; in return: matching up 4.4 to 5.6 %."
    alone = regime("frozen", 16, hours_to_takedown=SURE)
    assert said(alone) == "Harm: hours to takedown ↑."


def test_metrics_of_the_same_people_are_not_told_again() -> None:
    compared = regime("frozen", 16, value_per_posting=SURE, victims_per_10k=SURE, harm_index=SURE)
    assert "harm weighted" not in said(compared)
    alone = regime("frozen", 16, value_per_posting=SURE, harm_index=SURE)
    assert said(alone).startswith("Harm: harm weighted by kind ↑; in return: ")


def test_a_harm_that_is_likely_is_told_before_a_gain() -> None:
    """2 ± 3.85 of 16 pairs; t = 1.08 of fifteen degrees of freedom leaves 0.15 below 0: so 3 ± 3.85, 0.06."""
    likely = each(*[10, -4] * 8)
    text = said(regime("frozen", 16, led_away_per_10k=likely, value_per_posting=SURE))
    assert text == "Possible harm: workers led away; in return: matching up 4.4 to 5.6 %."
    gain = said(regime("frozen", 16, led_away_per_10k=each(*[-10, 4] * 8)))
    assert gain == "Possible gain: workers led away."


def test_a_small_change_is_told_as_a_little() -> None:
    compared = regime("frozen", 16, exposed_per_10k=each(*[0.9, 1.1] * 8))
    assert said(compared) == "Harm: workers addressed up 0.9 to 1.1 %, a little."


def test_beyond_a_doubling_a_change_is_told_as_before_and_after() -> None:
    """100 → 1,000, ten times; the interval of the difference is 900 ± 116.8."""
    compared = regime("frozen", 16, pressed_per_10k=each(*[700, 1100] * 8))
    assert said(compared).startswith("Harm: workers pressed to deal outside 100 → 1,000 (9 to 11 times).")
    before = [row | {"exposed_per_10k": 0.0} for row in rows(4)]
    after = [row | {"exposed_per_10k": RISE(seed)} for seed, row in enumerate(rows(4))]
    harm, *_ = decision(Answer((comparison(before, after, "world.rings=frozen"),)))
    assert harm == "Harm: workers addressed 0 → 5.00."


def test_an_open_headline_has_odds_and_what_would_settle_it() -> None:
    """t is 3 ÷ 2.9439 of three degrees of freedom, 0.808 below.

    To leave out 0, arms shrink to 0.320, so in one world, where all is luck, there have to be 9.75 times the people.
    """
    answer = Answer((regime("frozen", exposed_per_10k=wild(3)),))
    no_difference = "No difference: workers harmed; workers led away; workers who read a lure; matching. "
    assert sentences(answer) == f"{no_difference}Open: workers addressed (4 in 5 up)."
    assert next_step(answer) == "To settle workers addressed: more people, scale=10, about 1 minute."
    *_, falls = decision(Answer((regime("frozen", exposed_per_10k=wild(-3)),)))
    assert falls == "Open: workers addressed (4 in 5 down)."


def test_a_harm_ruled_out_is_told_where_nothing_moved() -> None:
    """−1 ± 2.3422: deviations of 1.5 and 1 have the standard error 0.73598."""
    compared = regime("frozen", exposed_per_10k=each(0.5, -2.5, 0, -2))
    assert said(compared).startswith("Not worse: workers addressed. No difference: ")


def test_everything_equal_is_one_sentence() -> None:
    assert said(regime("frozen"), regime("adapting")) == "No difference at all: all metrics are equal in all 4 seeds."
    assert next_step(Answer((regime("frozen"),))) == ""


def test_where_no_pair_differs_there_are_no_odds() -> None:
    tied = [row | {"exposed_per_10k": 100.0 + 90 * seed} for seed, row in enumerate(rows(4))]
    moved = [row | {"hours_to_fill": 105.0 + seed} for seed, row in enumerate(tied)]
    assert "Open: workers addressed (no pair differs)." in said(comparison(tied, moved))


def test_outside_the_passport_metrics_move_and_nothing_is_a_harm() -> None:
    beyond = comparison(rows(4), rows(4, exposed_per_10k=RISE), "world.rings=frozen", "world.ring.lures_by_call=0.51")
    assert said(beyond).startswith(
        "Outside the passport: world.ring.lures_by_call = 0.51 is beyond its plausible range 0.05–0.5; "
        "nothing is better or worse there: read signs. Moves: workers addressed up 3.2 to 6.8 %. No difference: "
    )
    assert next_step(Answer((beyond,))) == ""


def test_without_any_number_it_is_not_said_that_nothing_is_open() -> None:
    nothing = [row | {"exposed_per_10k": math.nan, "value_per_posting": math.nan} for row in rows(4)]
    moved = [row | {"hours_to_fill": 105 + seed} for seed, row in enumerate(nothing)]
    assert next_step(Answer((comparison(nothing, moved),))) == ""


def test_a_second_luck_is_offered_where_it_suffices_and_not_once_more() -> None:
    """8.5 of 9.3689 is 0.907 of the arm below: the second look needs 0.8375."""
    comparisons = (regime("frozen", exposed_per_10k=wild(8.5)),)
    assert next_step(Answer(comparisons)) == "To settle workers addressed: more=True, 8 pairs, about 1 minute."
    assert "more=True" not in next_step(Answer(comparisons, look=2))


def test_a_second_luck_is_not_offered_where_it_does_not_suffice() -> None:
    """7.5 of 9.3689 is 0.8005: enough for 1.56 times the luck at one look, and too little for the second look."""
    compared = comparison(rows(4), rows(4, exposed_per_10k=wild(7.5)), "world.rings=frozen", "world.workers=3000000")
    [step, time] = next_step(Answer((compared,))).split(", about ")
    assert step == "To settle workers addressed: seeds=8 first_seed=1024, 8 pairs"
    minutes = seconds(3_000_000, compared.days) * 8 * (9.3689 / 7.5) ** 2 / 2 / 60  # of two cores
    assert time == f"{round(minutes)} minutes."


def test_the_first_that_anything_settles_is_told_with_what_settles_it() -> None:
    """By a pool luck is 0.1 of 34.67, so worlds settle it: (9.3689 ÷ 5)² = 3.51 times four."""
    one = replace(in_worlds(regime("frozen", exposed_per_10k=wild(5))), homes=(0, 1, 2, 3))
    other = replace(in_worlds(regime("adapting", exposed_per_10k=wild(8.5))), homes=(0, 1, 2, 3))
    assert next_step(Answer((one, other))) == (
        "A second luck in each world tells more of workers addressed on the first day: more=True, about 1 minute."
    )

    def by_pool(one: Comparison, share: float) -> Comparison:
        return replace(one, luck={"exposed_per_10k": Luck((share * 104 / 3) ** 0.5, 1.0)})

    one, other = by_pool(one, 0.1), by_pool(other, 1.0)
    assert next_step(Answer((one, other))) == (
        "To settle workers addressed on the first day: some 15 plausible worlds, by policylab calibrate."
    )
    for luck, look, way in ((0.55, 1, "more=True narrows"), (0.5, 1, "To settle"), (0.55, 2, "To settle")):
        step = next_step(Answer((by_pool(one, luck), other), look=look))  # type: ignore[arg-type]
        assert step.startswith(f"{way} ")
        assert "some 15 plausible worlds" in step
    hopeless = replace(in_worlds(regime("frozen", exposed_per_10k=wild(2.5))), homes=(0, 1, 2, 3))
    hopeless = by_pool(hopeless, 0.1)
    assert next_step(Answer((hopeless, other))).startswith("To settle workers addressed after adaptation: more=True")
    assert next_step(Answer((hopeless,))) == (
        "No realistic number of runs settles workers addressed, if the difference is what it looks."
    )


def test_the_outlook_of_each_headline_says_how_much_is_luck() -> None:
    """World means −3 and 9 vary by 72, luck makes 9 of it; F of 1 and 2 reaches far beyond 1."""
    one_world = in_worlds(regime("frozen", exposed_per_10k=each(-6, 0, 6, 12)))
    several = (one_world, *(replace(one_world, homes=homes) for homes in ((0, 1, 2, 3), (0, 0, 1, 1))))
    lines = [next(line for line in outlooks(Answer((each,))) if "addressed" in line) for each in several]
    assert lines[0].startswith("workers addressed on the first day: 3 in 4 that it rises, 3 in 5 by more than 2 %; ")
    assert [line.rpartition("; ")[2] for line in lines] == [
        "in one world all of its variance is luck.",
        "one luck a world does not tell luck from worlds.",
        "luck makes 12 % of the variance [0, 100].",
    ]


def test_the_ends_of_a_change_are_told_to_two_digits() -> None:
    ends = [(0.0316, 0.0684), (-0.0684, -0.0316), (0.0004, 0.123), (0.0005, 0.0156), (0.0501, 0.0502)]
    texts = ["3.2 to 6.8 %", "3.2 to 6.8 %", "by at most 12 %", "0.05 to 1.6 %", "5 %"]
    assert [extent(low, high) for low, high in ends] == texts


def test_a_time_is_told_in_minutes_and_from_a_hundred_in_hours() -> None:
    assert [lasting(time) for time in (3, 150, 5_940, 6_000, 1_000_000)] == [
        "1 minute",
        "2 minutes",
        "99 minutes",
        "2 hours",
        "278 hours",
    ]
