"""All that an answer has behind its screen, from numbers made by hand."""

import math
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from experiments.measures.channels import Channels, Lures
from experiments.measures.metrics import GROUPS
from experiments.questions.compare.answer import Answer
from experiments.questions.compare.comparison import Comparison
from experiments.questions.compare.document import document
from tests.experiments.found import comparison, rows, side
from tests.experiments.shown import shown


def channels(*counts: list[int]) -> Channels:
    return Channels(tuple(range(0, 30 * len(counts) + 1, 30)), np.array(counts))


def found(**changed: Any) -> Comparison:
    """Exposure rises by 4, 6, 4, 6, and what the platform catches falls by 3; the difference of exposure is changed."""
    moved = {"exposed_per_10k": lambda seed: 4 + 2 * (seed % 2), "caught_lures_per_1k": lambda seed: -3}
    compared = comparison(rows(4), rows(4, **moved))
    first, *others = compared.differences
    lures = (
        Lures(channels([3, 1, 0, 0, 0], [1, 1, 2, 0, 0]), channels([5, 0, 0, 0, 0], [0, 5, 0, 0, 0])),
        Lures(channels([1, 1, 0, 0, 0], [0, 0, 0, 0, 7]), channels([0, 0, 6, 0, 0], [0, 0, 0, 6, 0])),
    )
    return replace(compared, differences=(replace(first, **changed), *others), lures=lures)


def lines(answer: Answer, width: int = 120) -> list[str]:
    return shown(document(answer), width=width).split("\n")


def section(text: list[str], heading: str) -> list[str]:
    """The lines of a section, up to the empty one before the next."""
    below = text[text.index(heading) + 1 :]
    return below[: below.index("")] if "" in below else below


def test_every_metric_stands_in_its_group_with_its_pairs_and_its_trust() -> None:
    every = section(lines(Answer((found(),))), "Every metric")
    assert [line for line in every if not line.startswith(" ")][1:-1] == [f"{group}, first day" for group in GROUPS]
    [exposed] = [line.split() for line in every if line.startswith("  exposed_per_10k")]
    assert exposed[1:] == ["100", "105", "5.0", "[3.2,", "6.8]", "4/4", "1.0", "worse", "–"]
    [equal] = [line.split() for line in every if line.startswith("  led_away_per_10k")]
    assert equal[1:6] == ["100", "100", "0", "–", "equal"]


def test_lures_are_listed_by_side_block_of_days_and_channel() -> None:
    lures = section(lines(Answer((found(),))), "Lures by channel, first day")
    assert [line for line in lures[1:9] if line.strip() != "31–60"] == [
        "                 from   days  posting  message  nda  scout  call  jobs",
        "baseline   2020-08-01   1–30      75%      25%   0%     0%    0%     4",
        "           2020-08-31  31–60      25%      25%  50%     0%    0%     4",
        "candidate  2020-08-01   1–30      50%      50%   0%     0%    0%     2",
        "           2020-08-31  31–60       0%       0%   0%     0%  100%     7",
        "baseline: 75.0 % of planned lures in posting text on days 1–30, 25.0 % on days",
        "candidate: 50.0 % of planned lures in posting text on days 1–30, 0.0 % on days",
    ]


def test_observed_metrics_stand_above_true_ones_with_a_warning_for_contradictions() -> None:
    seen = section(lines(Answer((found(),))), "Observed by the platform, beside the truth")
    assert [line.split()[0] for line in seen[2:11]] == [
        "observed", "reports_per_1k", "caught_lures_per_1k", "detected_violation_rate",
        "true", "read_lure_per_10k", "exposed_per_10k", "led_away_per_10k", "victims_per_10k",
    ]  # fmt: skip
    assert "caught_lures_per_1k 100 → 97, while the truth gets worse, exposed_per_10k 100 → 105" in " ".join(
        " ".join(seen).split()
    )


def test_each_regime_has_its_tables() -> None:
    first = found()
    adapted = replace(first, sides=(side("old", "world.rings=adapting"), side("new", "world.rings=adapting")))
    text = lines(Answer((first, adapted)))
    assert [line for line in text if line.startswith("Lures by channel")] == [
        "Lures by channel, first day",
        "Lures by channel, adapted",
    ]
    assert [line for line in text if line.startswith(GROUPS[0])] == [f"{GROUPS[0]}, first day", f"{GROUPS[0]}, adapted"]
    assert [line for line in text if line.startswith("more: ")] == []  # all is shown


@pytest.mark.parametrize(
    ("pairs", "agreeing", "cell"), [(3, 0, "0/3"), (99, 66, "66/99"), (100, 75, "75%"), (100, 100, "100%"), (0, 0, "–")]
)
def test_seeds_are_counted_up_to_99_and_then_in_per_cent(pairs: int, agreeing: int, cell: str) -> None:
    every = section(lines(Answer((found(pairs=100, differing=pairs, rising=agreeing),))), "Every metric")
    [exposed] = [line.split() for line in every if line.startswith("  exposed_per_10k")]
    assert exposed[6] == cell


@pytest.mark.parametrize(
    ("changed", "cell"),
    [
        ({"variance_ratio": 2.34}, "2.3"),
        ({"variance_ratio": 999.0}, "999.0"),
        ({"variance_ratio": 999.1}, ">999"),
        ({"variance_ratio": math.inf}, "∞"),
        ({"variance_ratio": math.nan}, "–"),
        ({"variance_ratio": 2.0, "exact": True}, "equal"),
        ({"variance_ratio": math.nan, "exact": True, "pairs": 0}, "–"),
    ],
)
def test_a_pair_is_worth_so_many_seeds(changed: dict[str, Any], cell: str) -> None:
    every = section(lines(Answer((found(**changed),))), "Every metric")
    [exposed] = [line.split() for line in every if line.startswith("  exposed_per_10k")]
    assert exposed[7] == cell


def test_runs_of_a_few_days_are_called_short() -> None:
    sides = side("old", "days=29", seeds=4), side("new", "days=29", seeds=4)
    text = " ".join(lines(Answer((replace(found(), sides=sides),))))
    assert "note: runs of 29 days are short" in text
