"""What a flip has found, made by hand: as data, and in lines."""

import math
from dataclasses import replace
from typing import Any

import pytest

from experiments.document.document import Items, Paragraph, Part
from experiments.measures.metrics import BY_NAME
from experiments.questions.compare.deciding import Decider, Deciding
from experiments.questions.compare.idle import Idle
from experiments.questions.flip.document import document
from experiments.questions.flip.result import Condition, Flip, Hinges, Nearest, Regime
from experiments.questions.flip.words import about, measured
from scenarios import load
from tests.experiments.questions.flip.hand import (
    BOX,
    CALLS,
    DECIDING,
    FAR,
    FOUND,
    IDLE,
    NEAR,
    RECALL,
    REGIME,
    TURN,
    WHOLE,
    flip,
    said,
    sections,
    told,
)
from tests.experiments.shown import shown


def hinged(**parts: Any) -> list[tuple[str, str]]:
    """The labels and texts of a metric whose hinges have other parts."""
    return said(replace(REGIME, hinges=(replace(REGIME.hinges[0], **parts),)))


def row(rows: list[tuple[str, str]], label: str) -> str:
    """The texts with this label, one after another."""
    return "; ".join(text for each, text in rows if each == label)


def test_shares_of_a_box_are_those_of_held_out_pairs() -> None:
    assert (BOX.density, BOX.coverage, BOX.anywhere) == (18 / 20, 18 / 24, 24 / 64)
    empty = replace(BOX, pairs=0, agreeing=0)
    assert math.isnan(empty.density)
    assert (empty.coverage, empty.anywhere) == (0, 24 / 64)
    assert math.isnan(replace(BOX, of_sign=0, agreeing=0).coverage)
    assert math.isnan(replace(BOX, held=0).anywhere)


def test_a_number_is_idle_if_the_difference_stays_equal() -> None:
    assert (IDLE.idle, TURN.idle) == (True, False)


def test_a_move_holds_where_fresh_luck_gives_the_same_sign() -> None:
    assert FOUND.holds
    assert not replace(FOUND, again=told(3)).holds
    assert not replace(FOUND, again=None).holds
    assert replace(FOUND, sign=1, again=told(3)).holds


def as_data(value: float, pairs: int = 32, differing: int = 32, agreeing: int = 32) -> dict[str, float]:
    return {
        "baseline": 300,
        "difference": value,
        "low": value - 1,
        "high": value + 1,
        "pairs": pairs,
        "differing": differing,
        "agreeing": agreeing,
    }


def test_a_flip_as_data() -> None:
    data = flip(REGIME).as_json()
    assert (data["baseline"], data["candidate"], data["metric"]) == ("as it is", "open", "exposed_per_10k")
    assert data["seeds"]
    assert not {"rings", "keys"} & set(data)
    assert data["regimes"]["frozen"].pop("hinges") == [
        {
            "metric": "exposed_per_10k",
            "whole": as_data(3, 64, 60, 40),
            "decided by": {
                "worlds": 64,
                "by chance": 0.3124,
                "numbers": [{"name": CALLS, "pull": 0.6123}, {"name": RECALL, "pull": -0.35}],
            },
            "suspects": [
                {
                    "name": CALLS,
                    "pull": 0.6124,
                    "by chance": 0.2123,
                    "parts": [
                        {"from": 0.05, "to": 0.15, **as_data(-2, 16)},
                        {"from": 0.5, "to": 0.5, **as_data(4, 16)},
                    ],
                }
            ],
            "boxes": [
                {
                    "conditions": [
                        {"name": CALLS, "above": 0.25, "at most": None},
                        {"name": RECALL, "above": 0.125, "at most": 0.5},
                    ],
                    "difference": "higher",
                    "held-out pairs": 64,
                    "in the box": 20,
                    "density": 0.9,
                    "anywhere": 0.375,
                    "coverage": 0.75,
                    "mean": 5,
                    "low": 3,
                    "high": 7,
                }
            ],
        }
    ]
    near = {
        "way": 0.25,
        "moved": [{"name": CALLS, "from": 0.17, "to": 0.1}, {"name": RECALL, "from": 0.5, "to": 0.6}],
        **as_data(-2),
    }
    far = {"way": 1.0, "moved": [{"name": CALLS, "from": 0.17, "to": 0.05}], **as_data(0.5, agreeing=20)}
    assert data["regimes"]["frozen"] == {
        "central": as_data(2),
        "nearest": [{"difference": "lower", "tried": [far, near], "found": near, "again": as_data(-3), "holds": True}],
        "own numbers": [
            {
                "name": "platform.communication.monitored_share",
                "value": 0.5,
                "breaks even": [0.5, 1.0],
                "tried": [
                    {"value": 0.0, **as_data(3)},
                    {"value": 0.5, **as_data(1, agreeing=20)},
                    {"value": 1.0, **as_data(-2)},
                ],
            },
            {
                "name": "platform.communication.listeners",
                "value": 1,
                "breaks even": None,
                "tried": [{"value": 1, **as_data(3)}, {"value": 5, **as_data(3)}],
            },
        ],
        "idle": [],
    }


def test_a_missing_move_is_null_and_a_negative_box_is_lower() -> None:
    hinges = replace(REGIME.hinges[0], boxes=(replace(BOX, sign=-1),))
    nothing = replace(REGIME, hinges=(hinges,), nearest=(Nearest(1, (FAR,), None, None),))
    regime = flip(nothing).as_json()["regimes"]["frozen"]
    assert regime["hinges"][0]["boxes"][0]["difference"] == "lower"
    [nearest] = regime["nearest"]
    assert (nearest["difference"], nearest["found"], nearest["again"], nearest["holds"]) == (
        "higher",
        None,
        None,
        False,
    )


def test_rows_are_numbers_with_their_pulls() -> None:
    assert list(flip(REGIME).rows()) == [
        ("frozen", "exposed_per_10k", CALLS, 0.61234, 0.31236),
        ("frozen", "exposed_per_10k", RECALL, -0.35, 0.31236),
    ]


def test_a_flip_begins_with_what_the_answer_hangs_on() -> None:
    whole = document(flip(REGIME))
    assert (whole.title, whole.where) == (
        "Where does the answer flip? as it is → open", "64 pairs, each in a plausible world; 120 days",
    )  # fmt: skip
    assert whole.bottom == (
        "Bad actors keep their habits: workers addressed changes by 3.0 [2.0, 4.0] (workers per 10,000); it hangs on "
        f"{CALLS} (+0.61), {RECALL} (-0.35).",
    )
    none = replace(REGIME, hinges=(replace(REGIME.hinges[0], deciding=replace(DECIDING, chance=0.9)),))
    assert document(flip(none)).bottom[0].endswith("(workers per 10,000); no one number decides by more than luck.")
    assert whole.subject.endswith(f"→ {load('calling_open').title}; days=120")
    [section] = sections(flip(REGIME))
    assert section.heading == "exposed_per_10k, first day: +3.0 [2.0, 4.0]"


def test_a_metric_in_a_regime_has_an_item_per_result() -> None:
    rows = said(REGIME)
    assert row(rows, "hangs on") == (f"{CALLS} +0.61, {RECALL} -0.35 (rank correlation; luck alone reaches 0.31)")
    assert row(rows, "suspected") == (
        f"{CALLS} +0.61 (luck reaches 0.21 among those named): -2.0 [-3.0, -1.0] at 0.05 … 0.15, +4.0 [3.0, 5.0] at 0.5"
    )
    assert row(rows, "worse where") == (
        f"{CALLS} above 0.25 and {RECALL} above 0.125, at most 0.5: +5.0 [3.0, 7.0]; of 20 held-out "
        "worlds there 18 (density 0.90; 0.38 anywhere), 75 % of all that are"
    )
    assert row(rows, "centre") == "+2.0 [1.0, 3.0] in the central world"
    assert row(rows, "better next") == (
        f"with {CALLS} 0.17 → 0.1, {RECALL} 0.5 → 0.6, 25 % of the way to the end of its range: "
        "-2.0 [-3.0, -1.0]; with fresh luck -3.0 [-4.0, -2.0]: holds (2 tried)"
    )
    assert row(rows, "rule") == (
        "communication.monitored_share (now 0.5) breaks even between 0.5 and 1: +3.0 [2.0, 4.0] at 0, "
        "+1.0 [0, 2.0] at 0.5, -2.0 [-3.0, -1.0] at 1; equal over their ranges: communication.listeners"
    )
    assert not row(rows, "where")


def test_named_numbers_and_the_unit_of_the_metric_are_explained() -> None:
    bare = Regime("frozen", (Hinges(WHOLE, Deciding(64, (), 0.3), (), ()),), told(2), (FOUND,), (), ())
    assert explained(flip(bare)) == (
        Items(((CALLS, about(CALLS)), (RECALL, about(RECALL)))),
        Paragraph("exposed_per_10k in workers per 10,000"),
    )
    none = replace(bare, nearest=(Nearest(-1, (FAR,), None, None),))
    assert explained(flip(none))[0] == Items(())
    assert measured(replace(flip(bare), metric=BY_NAME["direct_deal_share"])) == "direct_deal_share in per cent points"


def explained(result: Flip) -> tuple[Part, ...]:
    """The section of numbers that are named."""
    return next(each.parts for each in document(result).sections if each.heading == "Numbers that are named")


def test_only_the_chosen_metric_is_explored_from_the_centre() -> None:
    other = replace(WHOLE, metric=BY_NAME["addressed_per_10k"])
    hinges = (REGIME.hinges[0], replace(REGIME.hinges[0], whole=other))
    told_of = replace(REGIME, hinges=hinges)
    [_, second] = sections(flip(told_of))
    assert second.heading.startswith("addressed_per_10k, first day: ")
    labels = [label for label, _ in said(told_of)]
    assert labels.count("centre") == 1
    assert labels.index("centre") < labels.index("hangs on", 1)


def test_where_all_worlds_agree_it_is_said_before_what_decides() -> None:
    falls = replace(told(-0.5), pairs=64, differing=60, rising=0)
    rises = replace(told(0.5), pairs=64, differing=60, rising=60)
    for whole, verdict in ((replace(WHOLE, rising=60), "worse"), (falls, "better"), (rises, "worse")):
        assert hinged(whole=whole)[0] == ("", f"{verdict} in all 60 plausible worlds in which it differs")
    assert hinged(whole=WHOLE)[0][0] == "hangs on"


def test_where_no_world_differs_nothing_decides() -> None:
    equal = replace(told(0), pairs=64, differing=0, rising=0, exact=True)
    first, second, *_ = hinged(whole=equal)
    assert first == ("", "equal in all 64 plausible worlds")
    assert second[0] == "centre"


@pytest.mark.parametrize(
    ("pairs", "exact", "text"),
    [
        (2, True, "equal in the 2 of 64 plausible worlds in which it has a value"),
        (31, False, "equal in the 31 of 64 plausible worlds in which it has a value"),
        (0, True, "has a value in none of 64 plausible worlds"),
    ],
)
def test_a_metric_undefined_in_some_worlds_shows_the_number_of_equal_ones(pairs: int, exact: bool, text: str) -> None:
    equal = replace(told(0), pairs=pairs, differing=0, rising=0, exact=exact)
    assert hinged(whole=equal)[0] == ("", text)


def test_where_nothing_goes_together_with_the_difference_no_move_is_told_of() -> None:
    rows = said(replace(REGIME, nearest=(Nearest(1, (), None, None), Nearest(-1, (), None, None))))
    assert not any("next" in label for label, _ in rows)


def test_numbers_that_decide_no_more_than_luck_are_the_strongest_four() -> None:
    many = tuple(Decider(f"talking.outlet_use[{at}]", 0.1) for at in range(5))
    named = ", ".join(f"talking.outlet_use[{at}] +0.10" for at in range(4))
    assert row(hinged(deciding=Deciding(64, many, 0.3)), "hangs on") == (
        f"no single number by more than luck (0.30); strongest: {named}"
    )
    assert row(hinged(deciding=Deciding(64, many, 0.05)), "hangs on").startswith(f"{named} (rank")
    one = Deciding(64, (Decider(CALLS, 0.5), many[0]), 0.3)
    assert row(hinged(deciding=one), "hangs on").startswith(f"{CALLS} +0.50 (rank")
    assert row(hinged(deciding=Deciding(64, (), 0.3)), "hangs on").endswith("nothing that differs between worlds")


def test_a_weak_box_is_only_counted_or_marked() -> None:
    as_anywhere = replace(BOX, pairs=20, agreeing=10, held=64, of_sign=32)
    rows = hinged(boxes=(BOX, as_anywhere))
    assert [label for label, _ in rows].count("worse where") == 1
    assert row(rows, "where") == "1 more boxes in half of the pairs, which the other half does not bear out"
    assert "(density 0.80; " in row(hinged(boxes=(replace(BOX, agreeing=16),)), "worse where")
    assert "(density 0.75, short of 0.8; " in row(hinged(boxes=(replace(BOX, agreeing=15),)), "worse where")
    assert row(hinged(boxes=()), "where") == ("no few numbers set apart worlds in which three pairs in four agree")


def test_a_border_is_told_on_the_side_on_which_it_is() -> None:
    below = replace(BOX, sign=-1, conditions=(Condition(CALLS, None, 0.5),))
    assert row(hinged(boxes=(below,)), "better where").startswith(f"{CALLS} at most 0.5: ")
    above = replace(BOX, conditions=(Condition(CALLS, 0.25, None),))
    assert row(hinged(boxes=(above,)), "worse where").startswith(f"{CALLS} above 0.25: ")


def test_a_move_that_fails_or_does_not_exist_is_reported() -> None:
    unsure = said(replace(REGIME, nearest=(replace(FOUND, again=told(-0.5)),)))
    assert row(unsure, "better next").endswith("with fresh luck -0.5 [-1.5, 0.5]: does not hold (2 tried)")
    nothing = said(replace(REGIME, nearest=(Nearest(1, (FAR, NEAR), None, None),)))
    assert row(nothing, "worse next") == (
        f"no move of {CALLS}, {RECALL} to the end of its range, alone or together, makes it so (2 tried)"
    )


def test_a_number_that_turns_nowhere_says_so() -> None:
    rows = said(replace(REGIME, turns=(replace(TURN, breaks_even=None),)))
    assert row(rows, "rule").startswith("communication.monitored_share (now 0.5) breaks even nowhere: ")
    assert "equal over their ranges" not in row(rows, "rule")


def test_numbers_that_another_one_shuts_are_told_together_with_the_reason() -> None:
    unwatched, unasked = "no call is watched (monitored_share = 0.0)", "nobody applies for contact outside"
    idle = (
        Idle("platform.communication.listeners", unwatched),
        Idle("platform.communication.listen_minutes", unwatched),
        Idle("platform.communication.clerks", unasked),
    )
    shut = replace(REGIME, turns=(), idle=idle)
    assert row(said(shut), "rule") == (
        f"communication.listeners, communication.listen_minutes: no effect, {unwatched}; "
        f"communication.clerks: no effect, {unasked}"
    )
    assert flip(shut).as_json()["regimes"]["frozen"]["idle"][2] == {
        "key": "platform.communication.clerks",
        "why": unasked,
    }


def test_a_flip_fits_a_terminal() -> None:
    lines = shown(document(flip(REGIME)), width=80).split("\n")
    assert max(map(len, lines)) <= 80
    at = lines.index("exposed_per_10k, first day: +3.0 [2.0, 4.0]")
    assert lines[at + 1].startswith(f"  hangs on     {CALLS} +0.61, ")


def test_where_a_side_has_no_number_no_world_is_worse() -> None:
    nan = math.nan
    none = replace(told(nan), pairs=0, differing=0, rising=0, low=nan, high=nan)
    assert hinged(whole=none)[0] == ("", "has a value in none of 64 plausible worlds")


def test_outside_the_passport_nothing_is_worse_or_better() -> None:
    whole = replace(WHOLE, differing=60, rising=60)
    inside = flip(replace(REGIME, hinges=(replace(REGIME.hinges[0], whole=whole),)))
    far = load("production", ["world.ring.lures_by_call=0.51"])
    before, after = (replace(each, scenario=far) for each in inside.sides)
    outside = replace(inside, sides=(before, after))
    lines = [" ".join(shown(document(each)).split()) for each in (inside, outside)]
    assert "worse in all 60 plausible worlds" in lines[0]
    assert "neither better nor worse" not in lines[0]
    assert "higher in all 60 plausible worlds" in lines[1]
    head, reason, rest = lines[1].partition("neither better nor worse, outside the passport: world.ring.lures_by_call")
    assert reason
    assert not {"worse", "better"} & {*head.split(), *rest.split()}
    assert outside.as_json()["outside"] == [str(number) for number in outside.outside]
