"""The bottom line in sentences, word for word."""

import math
from collections.abc import Callable
from dataclasses import replace

from experiments.questions.compare.answer import Answer
from experiments.questions.compare.bottom_line import decision, extent, lasting, next_step, outlooks, signed_share
from experiments.questions.compare.comparison import Comparison
from experiments.questions.compare.words import sentences
from experiments.runs.cost import seconds
from experiments.verdicts.luck import Luck
from tests.experiments.found import comparison, each, in_worlds, regime, rows

Moves = Callable[[int], float]
RISE = each(4, 6, 4, 6)  # 5 ± 3.18245 × √⅓: 3.16 to 6.84
SURE, LOSS = each(*[4, 6] * 8), each(*[-4, -6] * 8)  # 5 ± 2.13145 × √(16 ÷ 15) ÷ 4: 4.45 to 5.55
STILL = each(1, -1, 0.5, -0.5)  # ±1.45
NOTHING_OPEN = "Nothing here is open, by margins that ship and are assumed; policylab flip looks for what changes it."


def wild(centre: float) -> Moves:
    """A mean ± 9.3689: deviations of 6 and 4 have the standard error 2.9439."""
    return each(centre + 6, centre - 6, centre + 4, centre - 4)


def said(*comparisons: Comparison) -> str:
    return sentences(Answer(comparisons))


def test_a_harm_in_both_regimes_is_told_once() -> None:
    assert said(regime("frozen", exposed_per_10k=RISE), regime("adapting", exposed_per_10k=RISE)) == (
        f"Harm: 3.2 to 6.8 % more workers are exposed. No practical difference: matching. {NOTHING_OPEN}"
    )


def test_a_harm_in_one_regime_is_told_with_it() -> None:
    assert said(regime("frozen", exposed_per_10k=STILL), regime("adapting", exposed_per_10k=RISE)) == (
        "Harm: 3.2 to 6.8 % more workers are exposed after adaptation. "
        f"No practical difference: fraud exposure on the first day; matching. {NOTHING_OPEN}"
    )


def test_a_gain_of_matching_is_told_with_the_work_that_shrinks_meanwhile() -> None:
    compared = regime("frozen", 16, value_per_posting=SURE, contract_yen=LOSS)
    assert list(decision(Answer((compared,)))) == [
        "Harm: work in all shrinks by 4.4 to 5.6 %.",
        "Gain: matching gains 4.4 to 5.6 % a posting, while work in all shrinks.",
        "No practical difference: fraud exposure.",
    ]


def test_work_that_shrinks_in_one_regime_is_not_told_of_both() -> None:
    one, both = {"value_per_posting": SURE}, {"value_per_posting": SURE, "contract_yen": LOSS}
    _, gain, _ = decision(Answer((regime("frozen", 16, **one), regime("adapting", 16, **both))))
    assert "while work in all shrinks after adaptation" in gain


def test_an_open_headline_has_odds_and_what_would_settle_it() -> None:
    """t is 3 ÷ 2.9439 of three degrees of freedom, 0.808 below; of the margin 1 ÷ 2.9439, 0.622.

    To leave out 0, arms shrink to 0.320, so in one world, where all is luck, there have to be 9.75 times the people.
    """
    assert said(regime("frozen", exposed_per_10k=wild(3))) == (
        "Open: fraud exposure, 4 in 5 that it rises, 3 in 5 by more than 2 %, at worst +12 %. "
        "No practical difference: matching. To settle fraud exposure: more people, scale=10, about 1 minute."
    )
    [falls, _] = decision(Answer((regime("frozen", exposed_per_10k=wild(-3)),)))
    assert falls == "Open: fraud exposure, 4 in 5 that it falls, 3 in 5 by more than 2 %, at worst +6.4 %."


def test_a_harm_ruled_out_is_told_with_the_worst_that_may_be() -> None:
    """−1 ± 2.3422: deviations of 1.5 and 1 have the standard error 0.73598. A gain of matching is half of it."""
    compared = regime("frozen", exposed_per_10k=each(0.5, -2.5, 0, -2), value_per_posting=each(-0.25, 1.25, 0, 1))
    assert said(compared) == (
        f"No harm that matters: fraud exposure (at worst +1.3 %); matching (at worst -0.7 %). {NOTHING_OPEN}"
    )


def test_everything_equal_is_one_sentence() -> None:
    assert said(regime("frozen"), regime("adapting")) == "No difference at all: all metrics are equal in all 4 seeds."
    assert next_step(Answer((regime("frozen"),))) == ""


def test_outside_the_passport_metrics_move_and_nothing_is_a_harm() -> None:
    beyond = comparison(rows(4), rows(4, exposed_per_10k=RISE), "world.rings=frozen", "world.ring.lures_by_call=0.51")
    assert said(beyond) == (
        "Outside the passport: world.ring.lures_by_call = 0.51 is beyond its plausible range 0.05–0.5; "
        "nothing is better or worse there: read signs. Moves: 3.2 to 6.8 % more workers are exposed. "
        "No practical difference: matching."
    )
    assert next_step(Answer((beyond,))) == ""


def test_beside_the_headlines_three_of_a_kind_are_told() -> None:
    """Of four, in the order of `BESIDE`, behind the headline."""
    moved = {"contract_yen": LOSS, "fee_yen": LOSS, "honest_clients_lost": SURE, "staff_yen": SURE}
    harm, *_ = decision(Answer((regime("frozen", 16, exposed_per_10k=SURE, **moved),)))
    assert harm == (
        "Harm: 4.4 to 5.6 % more workers are exposed; work in all shrinks by 4.4 to 5.6 %; "
        "fees shrink by 4.4 to 5.6 %; 4.4 to 5.6 % more honest clients leave, within the margin."
    )


def test_a_harm_that_rises_from_nothing_is_no_fall() -> None:
    before = [row | {"exposed_per_10k": 0.0} for row in rows(4)]
    after = [row | {"exposed_per_10k": RISE(seed)} for seed, row in enumerate(rows(4))]
    harm, *_ = decision(Answer((comparison(before, after, "world.rings=frozen"),)))
    assert "more workers are exposed" in harm


def test_without_any_number_it_is_not_said_that_nothing_is_open() -> None:
    nothing = [row | {"exposed_per_10k": math.nan, "value_per_posting": math.nan} for row in rows(4)]
    moved = [row | {"hours_to_fill": 105 + seed} for seed, row in enumerate(nothing)]
    assert "Nothing here is open" not in said(comparison(nothing, moved, "world.rings=frozen"))


def test_a_second_luck_is_offered_where_it_suffices_and_not_once_more() -> None:
    """8.5 of 9.3689 is 0.907 of the arm below: the second look needs 0.8375."""
    comparisons = (regime("frozen", exposed_per_10k=wild(8.5)),)
    assert next_step(Answer(comparisons)) == "To settle fraud exposure: more=True, 8 pairs, about 1 minute."
    assert "more=True" not in next_step(Answer(comparisons, look=2))


def test_a_second_luck_is_not_offered_where_it_does_not_suffice() -> None:
    """7.5 of 9.3689 is 0.8005: enough for 1.56 times the luck at one look, and too little for the second look."""
    compared = comparison(rows(4), rows(4, exposed_per_10k=wild(7.5)), "world.rings=frozen", "world.workers=3000000")
    [step, time] = next_step(Answer((compared,))).split(", about ")
    assert step == "To settle fraud exposure: seeds=8 first_seed=1024, 8 pairs"
    minutes = seconds(3_000_000, compared.days) * 8 * (9.3689 / 7.5) ** 2 / 2 / 60  # of two cores
    assert time == f"{round(minutes)} minutes."


def test_the_first_that_anything_settles_is_told_with_what_settles_it() -> None:
    """By a pool luck is 0.1 of 34.67, so worlds settle it: (9.3689 ÷ 5)² = 3.51 times four."""
    one = replace(in_worlds(regime("frozen", exposed_per_10k=wild(5))), homes=(0, 1, 2, 3))
    other = replace(in_worlds(regime("adapting", exposed_per_10k=wild(8.5))), homes=(0, 1, 2, 3))
    assert next_step(Answer((one, other))) == (
        "How much of fraud exposure on the first day is luck a second luck in each world tells: more=True."
    )

    def by_pool(one: Comparison, share: float) -> Comparison:
        return replace(one, luck={"exposed_per_10k": Luck((share * 104 / 3) ** 0.5, 1.0)})

    one, other = by_pool(one, 0.1), by_pool(other, 1.0)
    assert next_step(Answer((one, other))) == (
        "To settle fraud exposure on the first day: some 15 plausible worlds, by policylab calibrate."
    )
    for luck, look, way in ((0.55, 1, "more=True narrows"), (0.5, 1, "To settle"), (0.55, 2, "To settle")):
        step = next_step(Answer((by_pool(one, luck), other), look=look))  # type: ignore[arg-type]
        assert step.startswith(f"{way} ")
        assert "some 15 plausible worlds" in step
    hopeless = replace(in_worlds(regime("frozen", exposed_per_10k=wild(2.5))), homes=(0, 1, 2, 3))
    hopeless = by_pool(hopeless, 0.1)
    assert next_step(Answer((hopeless, other))).startswith("To settle fraud exposure after adaptation: more=True")
    assert next_step(Answer((hopeless,))) == (
        "No realistic number of runs settles fraud exposure, if the difference is what it looks."
    )


def test_the_outlook_of_each_headline_says_how_much_is_luck() -> None:
    """World means −3 and 9 vary by 72, luck makes 9 of it; F of 1 and 2 reaches far beyond 1."""
    one_world = in_worlds(regime("frozen", exposed_per_10k=each(-6, 0, 6, 12)))
    several = (one_world, *(replace(one_world, homes=homes) for homes in ((0, 1, 2, 3), (0, 0, 1, 1))))
    reasons = [next(outlooks(Answer((each,)))).rpartition("; ")[2] for each in several]
    assert reasons == [
        "in one world all of its variance is luck.",
        "one luck a world does not tell luck from worlds.",
        "luck makes 12 % of the variance [0, 100].",
    ]


def test_the_least_that_a_gain_is_is_not_told_as_the_most() -> None:
    """Matching rises by 3.2 to 6.8 %."""
    _, matching = outlooks(Answer((regime("frozen", value_per_posting=RISE),)))
    assert "over 99 in 100 that it rises, over 99 in 100 by more than 1 %" in matching
    assert "at most +3.2 %" not in matching


def test_shares_are_told_to_two_digits_with_their_sign_or_without() -> None:
    ends = [(0.0316, 0.0684), (-0.0684, -0.0316), (0.0004, 0.123), (0.0005, 0.0156), (0.0501, 0.0502), (math.nan, 1)]
    texts = ["3.2 to 6.8 %", "3.2 to 6.8 %", "up to 12 %", "0.05 to 1.6 %", "5 %", "an unknown share"]
    assert [extent(low, high) for low, high in ends] == texts
    assert [signed_share(share) for share in (0.05, -0.123, 0.0, 0.095, 0.106)] == [
        "+5 %",
        "-12 %",
        "0 %",
        "+9.5 %",
        "+11 %",
    ]


def test_a_time_is_told_in_minutes_and_from_a_hundred_in_hours() -> None:
    assert [lasting(time) for time in (3, 150, 5_940, 6_000, 1_000_000)] == [
        "1 minute",
        "2 minutes",
        "99 minutes",
        "2 hours",
        "278 hours",
    ]
