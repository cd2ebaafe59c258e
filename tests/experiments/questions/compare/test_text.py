"""Tables of an answer as they are printed, from numbers made by hand."""

import math
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from experiments.measures.channels import Channels, Lures
from experiments.measures.metrics import GROUPS
from experiments.questions.compare.answer import Answer
from experiments.questions.compare.comparison import Comparison
from experiments.questions.compare.deciding import Deciding
from tests.experiments.shown import show
from tests.experiments.found import comparison, rows, side

type Printed = Callable[..., list[str]]

EXPOSED = "▸ exposed_per_10k"


@pytest.fixture
def printed(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Printed:
    """The lines of an answer with every metric, at a width."""

    def at(answer: Answer, width: int = 109, *, everything: bool = True) -> list[str]:
        monkeypatch.setenv("COLUMNS", str(width))
        show(answer, everything=everything)
        return capsys.readouterr().out.splitlines()

    return at


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
    return replace(compared, differences=(replace(first, **changed), *others), lures=lures, seconds_per_run=2.345)


def row(lines: list[str], name: str) -> str:
    return next(line for line in lines if line.startswith(name))


def test_a_comparison_is_printed_with_its_sides_its_groups_its_lures_and_what_the_platform_sees(
    printed: Printed,
) -> None:
    lines = printed(Answer((found(),)))
    head = "metric                            baseline candidate        difference [95 %] seeds ×pair verdict     trust"
    same = "     100       100                        0     – equal no          –"
    difference = f"{'':90}difference"
    exposed = "     100       105           5.0 [3.2, 6.8]   4/4   1.0 worse       –"
    caught = "     100        97                     -3.0   4/4     – lower       –"
    assert lines[:9] == [
        "old → new",
        "world crowdworks_2020, 120 days, 4 seeds; same people on both sides; 2.3 s a run",
        "first day: bad actors keep their habits",
        "",
        "fraud exposure",
        head,
        f"▸ exposed_per_10k                 {exposed}",
        f"  addressed_per_10k               {same}",
        difference,
    ]
    titles = [number for number, line in enumerate(lines) if line in GROUPS]
    assert [lines[number] for number in titles] == list(GROUPS)
    assert [lines[number - 1] for number in titles] == [""] * len(GROUPS)
    assert all(lines[number + 1] == head for number in titles)
    start = next(number for number, line in enumerate(lines) if line.startswith("seeds: those"))
    end = lines.index("old → new, world crowdworks_2020, 4 seeds, 120 days")
    assert lines[start - 1] == ""
    assert lines[start:end] == [
        "seeds: those with the sign of the difference, of those that differ. ×pair: independent seeds that one pair is",
        "worth; equal: no pair differs. Differences between per cents are in points. k, M, bn: thousand, million,",
        "billion. higher, lower: neither is better, as of all that the platform merely observes. trust: is the level",
        "of a metric held by a fact, ordered by one, or assumed? See explain METRIC.",
        "",
        "lures planned by channel",
        "                  from  days posting message nda scout call jobs",
        "  baseline  2020-08-01  1–30     75%     25%  0%    0%   0%    4",
        "            2020-08-31 31–60     25%     25% 50%    0%   0%    4",
        "  candidate 2020-08-01  1–30     50%     50%  0%    0%   0%    2",
        "            2020-08-31 31–60      0%      0%  0%    0% 100%    7",
        "baseline: 75.0 % of planned lures in posting text on days 1–30, 25.0 % on days 31–60",
        "candidate: 50.0 % of planned lures in posting text on days 1–30, 0.0 % on days 31–60",
        "Where calls are closed, a lure planned for a call goes out as a message.",
        "",
        "contacts by channel",
        "                  from  days posting message  nda scout call workers",
        "  baseline  2020-08-01  1–30    100%      0%   0%    0%   0%       5",
        "            2020-08-31 31–60      0%    100%   0%    0%   0%       5",
        "  candidate 2020-08-01  1–30      0%      0% 100%    0%   0%       6",
        "            2020-08-31 31–60      0%      0%   0%  100%   0%       6",
        "",
        "observed by the platform, beside the truth",
        head,
        f"observed reports_per_1k           {same}",
        difference,
        f"observed caught_lures_per_1k      {caught}",
        "observed detected_violation_rate     50.0%     50.0%                        0     – equal open        –",
        f"true     exposed_per_10k          {exposed}",
        f"true     led_away_per_10k         {same}",
        difference,
        f"true     victims_per_10k          {same}",
        difference,
        "Warning: what the platform sees falls, caught_lures_per_1k 100 → 97, while the truth gets worse,",
        "exposed_per_10k 100 → 105. Judged by that figure, the platform would be misled.",
        "",
        "Fraud exposure on the first day: over 99 in 100 that it rises, 99 in 100 by more",
        "  than 2 %; in one world all of its variance is luck.",
        "Matching on the first day: of which nothing was seen; in one world all of its",
        "  variance is luck.",
    ]


def test_every_regime_is_printed_before_the_answer_and_only_where_everything_is_asked(
    printed: Printed, capsys: pytest.CaptureFixture[str]
) -> None:
    first = found()
    adapted = replace(first, sides=(side("old", "world.rings=adapting"), side("new", "world.rings=adapting")))
    lines = printed(Answer((first, adapted)))
    assert [line for line in lines if line.startswith(("first day: ", "adapted: "))][:2] == [
        "first day: bad actors keep their habits",
        "adapted: bad actors have learned what still pays, on each platform for itself",
    ]
    alone = printed(Answer((first, adapted)), everything=False)
    assert alone[0] == "old → new, world crowdworks_2020, 4 seeds, 120 days"
    assert alone == lines[-len(alone) :]
    show(Answer((first, adapted)))
    assert capsys.readouterr().out.splitlines() == alone


def test_plausible_worlds_have_no_name_and_runs_of_a_few_days_are_called_short(printed: Printed) -> None:
    sides = side("old", "days=29", seeds=4), side("new", "days=29", seeds=4)
    lines = printed(Answer((replace(found(), sides=sides),)))
    assert lines[1].startswith("world crowdworks_2020, 29 days, 4 seeds; ")
    assert lines[3].startswith("Warning: runs of 29 days are short")
    inside = tuple(replace(each, worlds="plausible") for each in found().sides)
    nothing = dict.fromkeys(("exposed_per_10k", "value_per_posting"), Deciding(4, (), 0.0))
    lines = printed(Answer((replace(found(), sides=(inside[0], inside[1]), deciding=nothing),)))
    assert lines[1].startswith("plausible worlds, 120 days, 4 seeds; ")


@pytest.mark.parametrize(
    ("width", "left_out"),
    [
        (109, []),
        (108, ["×pair"]),
        (103, ["×pair"]),
        (102, ["×pair", "trust"]),
        (95, ["×pair", "trust"]),
        (94, ["×pair", "trust", "seeds"]),
        (89, ["×pair", "trust", "seeds"]),
        (88, ["×pair", "trust", "seeds", "candidate"]),
        (80, ["×pair", "trust", "seeds", "candidate"]),
    ],
)
def test_columns_that_do_not_fit_are_left_out_and_so_is_what_is_said_of_them(
    width: int, left_out: list[str], printed: Printed
) -> None:
    lines = printed(Answer((found(),)), width)
    columns = ("baseline", "candidate", "difference [95 %]", "seeds", "×pair", "verdict", "trust")
    head = row(lines, "metric ")
    assert [name for name in columns if name not in head] == sorted(left_out, key=columns.index)
    assert len(row(lines, EXPOSED).split()) == 8 - len(left_out) + 3  # "5.0 [3.2, 6.8]" is three words, and ▸ one
    legend = " ".join(lines)
    assert "Differences between per cents" in legend
    assert ("×pair: " in legend) == ("×pair" not in left_out)
    assert ("trust: is" in legend) == ("trust" not in left_out)
    assert ("seeds: those" in legend) == ("seeds" not in left_out)
    assert max(map(len, lines)) <= width


@pytest.mark.parametrize(
    ("pairs", "agreeing", "cell"), [(3, 0, "0/3"), (99, 66, "66/99"), (100, 75, "75%"), (100, 100, "100%"), (0, 0, "–")]
)
def test_seeds_are_counted_up_to_99_and_then_told_in_per_cent(
    pairs: int, agreeing: int, cell: str, printed: Printed
) -> None:
    lines = printed(Answer((found(pairs=100, differing=pairs, rising=agreeing),)))
    assert row(lines, EXPOSED).split()[7] == cell


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
def test_a_pair_is_worth_so_many_seeds(changed: dict[str, Any], cell: str, printed: Printed) -> None:
    assert row(printed(Answer((found(**changed),))), EXPOSED).split()[8] == cell


def test_a_verdict_takes_a_second_line_where_its_column_is_narrow(printed: Printed) -> None:
    lines = printed(Answer((found(low=-1.0, high=1.0, difference=0.5),)), 80)
    place = lines.index(row(lines, EXPOSED))
    assert lines[place : place + 2] == [
        "▸ exposed_per_10k                      100          0.5 [-1.0, 1.0] no practical",
        "                                                                    difference",
    ]


def test_headlines_are_bold_and_marked_and_words_of_a_verdict_have_their_colour(
    printed: Printed, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)
    lines = printed(Answer((found(),)))
    marked = [line for line in lines if "▸" in line]
    assert [line.startswith("\x1b[1m▸ ") for line in marked] == [True, True]
    assert "\x1b[1;31mworse" in marked[0]
    assert "\x1b[1;2mno " in marked[1]  # difference
    [truth] = [line for line in lines if "true     exposed_per_10k" in line]
    assert truth.startswith("\x1b[1mtrue ")
    [caught] = [line for line in lines if line.startswith("  caught_lures_per_1k")]
    assert " lower" in caught
    assert "mlower" not in caught
