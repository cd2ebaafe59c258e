"""An answer on one screen, line by line, from numbers made by hand."""

import math
from collections.abc import Callable
from dataclasses import replace

import pytest

from experiments.measures.metrics import BY_NAME
from experiments.questions.compare.answer import Answer
from experiments.questions.compare.comparison import Comparison
from experiments.questions.compare.deciding import Decider, Deciding
from experiments.questions.compare.screen import Cells, by_path, cells, screen, sentences, titles
from experiments.runs.provenance import Seeds
from experiments.verdicts.differences import Difference, paired
from scenarios import load
from tests.experiments.found import comparison, rows

type Values = tuple[float, float, float, float]

EXPOSED = BY_NAME["exposed_per_10k"]
MOVED = ("fill_rate", "hours_to_fill", "fit_of_hires", "scout_fit", "satisfaction", "match_efficiency")


def each(*values: float) -> Callable[[int], float]:
    """Another value for each seed."""
    return lambda seed: values[seed]


def regime(rings: str, n: int = 4, **moved: Callable[[int], float]) -> Comparison:
    return comparison(rows(n), rows(n, **moved), f"world.rings={rings}")


def lines(answer: Answer) -> list[str]:
    return [line.plain for line in screen(answer)]


def of_worlds(found: Comparison, **deciding: Deciding) -> Comparison:
    """The same, each pair in a plausible world of its own."""
    before, after = (replace(side, worlds="plausible") for side in found.sides)
    nothing = dict.fromkeys(("exposed_per_10k", "value_per_posting"), Deciding(4, (), 0.0))
    return replace(found, sides=(before, after), deciding=nothing | deciding)


def test_a_screen_says_what_happens_how_sure_it_is_and_who_pays() -> None:
    """Exposure rises by 4, 6, 4, 6: 5 ± 3.182 · 1.155 / 2; then by twice that. 184.5 × 5,000 yen; 184.5 × 2,000.

    Clients per 1,000 are not multiplied.
    """
    first = regime(
        "frozen",
        exposed_per_10k=each(4, 6, 4, 6),
        value_per_posting=each(-1, 0.5, 1, 0),
        fee_yen=each(5000, 5000, 5000, 5000),
        caught_lures_per_1k=each(-3, -3, -3, -3),
        contacts_exchanged=each(-0.01, -0.01, -0.01, -0.01),
    )
    adapted = regime(
        "adapting",
        exposed_per_10k=each(8, 12, 8, 12),
        staff_yen=each(1000, 3000, 1000, 3000),
        honest_clients_restricted=each(4, 6, 4, 6),
        coerced_deal_share=each(0.02, 0.04, 0.02, 0.04),
    )
    assert lines(Answer((first, adapted))) == [
        "old → new, world crowdworks_2020, 4 seeds, 120 days",
        "Fraud exposure: worse (+5.0%, +10.0%; in 4 of 4). Matching: cannot tell (higher",
        "  in 2 of 3, 1 equal; equal in all 4).",
        "one world: what is uncertain about it is left out; `--worlds plausible` …",
        "exposed_per_10k, workers per 10,000 (trust not known)",
        " first day    100           5.0 [3.2, 6.8]   4/4    ±2.0 worse",
        " adapted      100               10 [6, 14]   4/4    ±2.0 worse",
        "value_per_posting, fit per job (trust not known)",
        " first day    100          0.1 [-1.2, 1.5]   2/3    ±1.0 cannot tell",
        " adapted      100                        0   0/0    ±1.0 cannot tell",
        "yen a month, marketplace (184 ×)               first day                adapted",
        "  fees                                  922 [922, 922] k                      0",
        "  staff                                                0        369 [30, 708] k",
        "  orders of honest clients lost                        0                      0",
        "  honest clients restricted/1,000                      0         5.0 [3.2, 6.8]",
        "  contacts exchanged outside, %        -1.0 [-1.0, -1.0]                      0",
        "  direct deals under pressure, %                       0         3.0 [1.2, 4.8]",
        "moved, first day: nothing else",
        "moved, adapted: nothing else",
        "Warning (first day): caught_lures_per_1k falls while exposed_per_10k gets worse:",
        "  the platform would be misled",
        "more: --all, --by channel|tactic|age|experience; policylab flip, explain",
    ]


def test_a_warning_of_several_figures_is_in_the_plural() -> None:
    down, up = each(-3, -3, -3, -3), each(4, 6, 4, 6)
    found = regime("frozen", caught_lures_per_1k=down, reports_per_1k=down, exposed_per_10k=up, led_away_per_10k=up)
    told = " ".join(" ".join(lines(Answer((found,)))).split())
    assert "caught_lures_per_1k fall while exposed_per_10k, led_away_per_10k get worse: the platform would" in told


@pytest.mark.parametrize(
    ("pairs", "row"),
    [
        (99, " first day    100     0.010 [0.009, 0.010] 98/99    ±1.0 no practical difference"),
        (100, "first day 100 0.010 [0.009, 0.010] 99/100 ±1.0 no practical difference"),
    ],
)
def test_a_row_closes_up_where_one_letter_is_too_much(pairs: int, row: str) -> None:
    """80 columns, and 81; all but the first pair rise."""
    told = lines(Answer((regime("frozen", pairs, value_per_posting=lambda seed: 0.01 if seed else -0.01),)))
    assert told[told.index("value_per_posting, fit per job (trust not known)") + 1] == row


def test_yen_are_on_the_scale_of_the_world_of_the_baseline() -> None:
    found = regime("frozen", fee_yen=each(1000, 1000, 1000, 1000))
    smaller = replace(found.sides[1], scenario=load("production", ["world.workers=10000"]))
    told = lines(Answer((replace(found, sides=(found.sides[0], smaller)),)))
    assert "  fees                                  184 [184, 184] k" in told
    assert lines(Answer((replace(found, sides=(smaller, smaller)),)))[-9:-7] == [
        "yen a month, marketplace (369 ×)               first day",
        "  fees                                  369 [369, 369] k",
    ]


def test_other_metrics_that_moved_stand_on_a_line_a_regime_as_many_as_fit() -> None:
    moved = {name: lambda seed, by=5 + place: by + 0.1 * (seed % 2) for place, name in enumerate(MOVED)}
    few = {name: moved[name] for name in MOVED[:2]}
    told = lines(Answer((regime("frozen", 20, **few), regime("adapting", 20, **moved))))
    assert told[-3:-1] == [
        "moved, first day: hours_to_fill worse, fill_rate better",
        "moved, adapted: match_efficiency better, satisfaction better, scout_fit …",
    ]


def test_who_pays_is_not_told_twice() -> None:
    """Orders, staff and honest clients who pay stand in rows of their own: none is among what else moved."""
    paid = ("staff_yen", "honest_orders_lost_yen", "honest_clients_restricted")
    told = lines(Answer((regime("frozen", 20, **dict.fromkeys((*paid, "fill_rate"), lambda seed: 5 + 0.1 * seed)),)))
    assert told[-2] == "moved, first day: fill_rate better"
    assert sum("restricted" in line for line in told) == 1


def test_titles_share_a_line_where_it_is_long_enough() -> None:
    """The worlds take 40 columns, and the comma and the blank 2."""
    found = regime("frozen", exposed_per_10k=each(4, 6, 4, 6))
    for name, alone in (("n" * 32, 80), ("n" * 33, 39)):
        asked = Answer((replace(found, sides=(found.sides[0], replace(found.sides[1], name=name))),))
        first, second = titles(asked)
        assert (first, second) == (f"old → {name}", "world crowdworks_2020, 4 seeds, 120 days")
        assert len(lines(asked)[0]) == alone
        assert lines(asked)[:2] == ([first, second] if alone == 39 else [f"{first}, {second}", lines(asked)[1]])


@pytest.mark.parametrize(("workers", "size"), [(19_999, ", a small market"), (20_000, "")])
def test_a_market_that_does_not_stand_for_the_whole_is_called_small_in_the_title(workers: int, size: str) -> None:
    found = regime("frozen")
    other = replace(found.sides[1], scenario=load("production", [f"world.workers={workers}"]))
    for sides in ((found.sides[0], other), (other, found.sides[0])):
        assert titles(Answer((replace(found, sides=sides),)))[1].endswith(f", 120 days{size}")


def test_a_sentence_takes_four_lines_at_most() -> None:
    far = ["world.ring.lures_by_call=0.51", "world.talking.call_settles=0.2", "world.ring.post_rate=0.9"]
    asked = Answer((comparison(rows(4), rows(4, exposed_per_10k=each(4, 6, 4, 6)), *far, "world.ring.patience=900"),))
    told = lines(asked)
    assert len(sentences(asked)) > 4 * 80
    assert told[4].endswith(" …")
    assert told[5].startswith("one world: ")


def test_in_plausible_worlds_it_says_how_many_and_on_what_a_headline_hangs() -> None:
    calls, scouts, posts = (Decider(name, pull) for name, pull in (("a.b", 0.9), ("c.d", -0.85), ("e.f", 0.8)))
    asked = Answer(
        (
            of_worlds(regime("frozen", exposed_per_10k=each(4, 6, 4, 6))),
            of_worlds(regime("adapting"), value_per_posting=Deciding(4, (calls, scouts, posts), 0.5)),
        )
    )
    told = lines(asked)
    assert told[0] == "old → new, 4 plausible worlds, 120 days"
    assert told[4] == "hangs: matching on a.b +0.90, c.d -0.85 (adapted)"
    undecided = Answer((of_worlds(regime("frozen", exposed_per_10k=each(4, 6, 4, 6))),))
    assert "no one number decides more than luck may: `policylab flip` looks closer" in lines(undecided)


def test_where_nothing_differs_worlds_are_counted_or_seeds() -> None:
    for found, kind in ((regime("frozen"), "seeds"), (of_worlds(regime("frozen")), "worlds")):
        assert sentences(Answer((found,))) == f"No difference at all: all metrics are equal in all 4 {kind}."


def test_what_one_world_is_one_world() -> None:
    found = regime("frozen", exposed_per_10k=each(4, 6, 4, 6))
    alone = replace(found, seeds=Seeds((7,), (7,)))
    assert titles(Answer((alone,)))[1] == "world crowdworks_2020, 1 seed, 120 days"
    assert titles(Answer((of_worlds(alone),)))[1] == "1 plausible world, 120 days"


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ((0, 0, 0, 0), (4, 6, 4, 6), "worse (in 4 of 4)"),  # of nothing there is no share
        ((100, 100, 100, 100), (96, 94, 96, 94), "better (-5.0%; in 4 of 4)"),
        ((100, 100, 100, 100), (99, 101, 100, 100), "no practical difference (level over 2, 2 equal)"),
        ((100, 100, 100, 100), (99.9, 99.8, 100.1, 100), "no practical difference (lower in 2 of 3, 1 equal)"),
        ((100, 100, 100, 100), (99, 109, 100, 100), "cannot tell (higher in 1 of 2, 2 equal)"),
        ((100, 100, 100, 100), (100, 100, 100, 100), "cannot tell (equal in all 4)"),
        ((100, 100, 100, 100), (math.nan, math.nan, math.nan, math.nan), "no data"),
    ],
)
def test_a_verdict_says_in_how_many_pairs(before: Values, after: Values, said: str) -> None:
    old, new = (
        [row | {"exposed_per_10k": value} for row, value in zip(rows(4), side, strict=True)] for side in (before, after)
    )
    found = comparison(old, [row | {"fill_rate": 99.0} for row in new])
    assert sentences(Answer((found,))) == f"Fraud exposure: {said}. Matching: cannot tell (equal in all 4)."


def test_cells_of_a_difference_are_in_the_unit_that_is_shown() -> None:
    """Of 40 %, a twentieth is 2 points."""
    found = regime("frozen")
    leak = paired(BY_NAME["direct_deal_share"], [0.4, 0.4], [0.5, 0.5])
    assert cells(found, leak) == Cells("40.0", "10.0 [10.0, 10.0]", "2/2", "±2.0", "worse")
    assert cells(found, leak, 0.2) == Cells("40.0", "10.0 [10.0, 10.0]", "2/2", "±20", "no practical difference")
    filled = paired(BY_NAME["fill_rate"], [0.4, 0.4], [0.5, 0.5])
    assert cells(found, filled) == Cells("40.0", "10.0 [10.0, 10.0]", "2/2", "–", "better")


def test_exposure_by_path_leaves_out_what_nobody_meets_and_sums_to_the_whole() -> None:
    """A part is held against the margin of the whole, 2: with 0.5 more of it there is no practical difference."""

    def part(before: float, *after: float) -> Difference:
        return paired(EXPOSED, [before] * 4, after)

    found = regime("frozen", exposed_per_10k=each(4, 6, 4, 6))
    ages = part(60, 61, 62, 63, 64), part(0, 0, 0, 0, 0), part(40, 39, 40, 41, 40), part(0, 0.5, 0.5, 0.5, 0.5)
    records = part(0, 4, 6, 4, 6), part(100, 100, 100, 100, 100)
    asked = Answer((replace(found, paths={"age": ages, "experience": records}),))
    assert [line.plain for line in by_path(asked, "age")] == [
        "exposed_per_10k by age, first day",
        "  under 25     60.0   62.5     2.5 [0.4, 4.6]  4/4  worse",
        "  35-49        40.0   40.0      0 [-1.3, 1.3]  0/2  no practical difference",
        "  50 and over     0  0.500  0.50 [0.50, 0.50]  4/4  no practical difference",
        "  together      100    105     5.0 [3.2, 6.8]  4/4  worse",
    ]
    assert [line.plain for line in by_path(asked, "experience")] == [
        "exposed_per_10k by experience, first day",
        "  no contract yet    0  5.00  5.0 [3.2, 6.8]  4/4  worse",
        "  with a record    100   100               0  0/0  cannot tell",
        "  together         100   105  5.0 [3.2, 6.8]  4/4  worse",
    ]
