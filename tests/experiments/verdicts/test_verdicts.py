"""One word for a difference, by its margin, and the same word wherever it is told."""

import json
import math
import re
import tomllib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, Literal, get_args

import numpy as np
import pytest

import policylab as pl
from experiments.document.document import Table
from experiments.document.pictures import Rows
from experiments.measures.metrics import BY_NAME, OBSERVED, Metric
from experiments.measures.paths import LABELS, Paths
from experiments.questions.compare.answer import Answer
from experiments.questions.compare.ask import compare
from experiments.questions.compare.comparison import Comparison
from experiments.questions.compare.document import document
from experiments.questions.compare.pictures import forest, intervals
from experiments.questions.compare.words import ROWS, sentences, warnings
from experiments.questions.explain.words import explain
from experiments.questions.sweep.document import document as of_sweep
from experiments.questions.sweep.result import Point, Sweep, Varied
from experiments.runs.works import Work
from experiments.verdicts.coverage import FILE, doubtful
from experiments.verdicts.differences import Difference, by_path, differences, paired
from experiments.verdicts.labels import label
from experiments.verdicts.margins import MEANINGS, Verdict, margin, margins, verdict
from experiments.verdicts.regimes import about, when, word
from scenarios import load
from tests.experiments import works
from tests.experiments.found import comparison, production, rows, side
from tests.experiments.panels import interval, panels
from tests.experiments.shown import screen, show, shown
from tests.experiments.works import EVEN

ROOT = Path(__file__).resolve().parents[3]
EXPOSED, VALUE, FILLED, SEEN = (
    BY_NAME[name] for name in ("exposed_per_10k", "value_per_posting", "fill_rate", OBSERVED[0])
)
REGIMES = ("frozen", "adapting")
LOW, HIGH = np.array([0.01, 0.02, 0.03]), np.array([0.11, 0.125, 0.13])
type Moves = dict[str, Callable[[int], float]]

# value: the interval leaves out 0, and lies within the margin of 1. exposed: it holds 0, and ends beyond ±2
APART: Moves = {
    "value_per_posting": lambda seed: 0.5 + 0.1 * (seed % 2),
    "exposed_per_10k": lambda seed: 20.0 * (seed % 2) - 9,
}
SAID: dict[str, Verdict] = {"exposed_per_10k": "open", "value_per_posting": "a little better"}
BOTTOM_LINE = (  # 1 ± 3.73 by Student's t of 31 degrees of freedom: 0.71 above 0
    "Gain: matching up 0.5 to 0.6 %, a little. "
    "Open: workers addressed on the first day (2 in 3 up); workers addressed after adaptation (2 in 3 up)."
)

# ends of an interval beside a margin of 2, its leaning: the word for a metric that is better down, up, or neither way
WORKED_OUT: list[tuple[float, float, Literal[-1, 0, 1], Verdict, Verdict, Verdict]] = [
    (1, 3, 1, "worse", "better", "higher"),
    (2, 2.1, 1, "worse", "better", "higher"),
    (5, 9, 1, "worse", "better", "higher"),
    (-3, -1, -1, "better", "worse", "lower"),
    (-2.1, -2, -1, "better", "worse", "lower"),
    (0.5, 1.5, 1, "a little worse", "a little better", "higher"),
    (0.1, 2, 1, "a little worse", "a little better", "higher"),
    (2, 2, 1, "a little worse", "a little better", "higher"),
    (-1.5, -0.5, -1, "a little better", "a little worse", "lower"),
    (-2, -0.1, -1, "a little better", "a little worse", "lower"),
    (-1, 1, 0, "no difference", "no difference", "no difference"),
    (-2, 2, 1, "no difference", "no difference", "no difference"),  # what is likely is too small to matter
    (0, 2, 1, "no difference", "no difference", "no difference"),
    (-2, 0, -1, "no difference", "no difference", "no difference"),
    (-3, 1, 0, "not worse", "perhaps worse", "open"),
    (-3, 2, 0, "not worse", "perhaps worse", "open"),
    (-3, 1, -1, "likely better", "likely worse", "open"),
    (-3, 0, -1, "likely better", "likely worse", "open"),
    (-3, 1, 1, "likely worse", "open", "open"),  # odds never gainsay a word
    (-1, 3, 0, "perhaps worse", "not worse", "open"),
    (-2, 3, 0, "perhaps worse", "not worse", "open"),
    (-1, 3, 1, "likely worse", "likely better", "open"),
    (-1, 3, -1, "open", "likely worse", "open"),
    (-3, 3, 0, "open", "open", "open"),
    (-2.1, 2.1, 0, "open", "open", "open"),
    (-3, 3, 1, "likely worse", "open", "open"),  # a gain is likely only where a harm is ruled out
    (-3, 3, -1, "open", "likely worse", "open"),
    (math.nan, math.nan, 0, "open", "open", "open"),  # no interval
    (0, 0, 0, "no difference", "no difference", "no difference"),
]


def answered(moved: Moves, *changes: str, n: int = 32) -> Answer:
    compared = [comparison(rows(n), rows(n, **moved), *changes, f"world.rings={rings}") for rings in REGIMES]
    return Answer(tuple(compared))


def swept(answer: Answer) -> Sweep:
    """A sweep of one point."""
    point = Point(
        1, {"days": 120}, ((), ()), answer, tuple(run for each in answer.comparisons for run in each.runs), ()
    )
    seeds = answer.comparisons[0].seeds.ran
    varied = (Varied("days", "120", both=True),)
    return Sweep(("old", "new"), ("old", "new"), varied, "grid", 1, 0, seeds, "fixed", None, None, (point,))


def words_of(answer: Answer, row: str) -> list[str]:
    """The word of each regime in a row of the first screen."""
    table = next(part for part in document(answer).parts() if isinstance(part, Table))
    return list(next(each for each in table.rows if each[0] == row)[3::2])


# ------------------------------------------------------------------------------------------------ the word


def ending(metric: Metric, low: float, high: float, leaning: Literal[-1, 0, 1] = 0) -> Difference:
    """A difference from 100 with these ends of its interval."""
    middle = 0.0 if math.isnan(low + high) else (low + high) / 2
    return replace(paired(metric, [99.0, 101.0], [99.0, 102.0]), difference=middle, low=low, high=high, leaning=leaning)


@pytest.mark.parametrize(("low", "high", "leaning", "down", "up", "neither"), WORKED_OUT)
def test_every_verdict_is_worked_out_from_both_ends_and_the_margin(
    low: float, high: float, leaning: Literal[-1, 0, 1], down: Verdict, up: Verdict, neither: Verdict
) -> None:
    exposed, value = ending(EXPOSED, low, high, leaning), ending(VALUE, low, high, leaning)
    assert margin(exposed) == 2
    assert (EXPOSED.better, VALUE.better, SEEN.better) == ("down", "up", "observed")
    assert verdict(exposed) == verdict(exposed, 2.0) == down
    assert verdict(value, 2.0) == up
    assert verdict(ending(SEEN, low, high, leaning), 2.0) == neither
    assert verdict(exposed, judged=False) == verdict(value, 2.0, judged=False) == neither


def test_the_table_lacks_no_word() -> None:
    assert {word for row in WORKED_OUT for word in row[3:]} == set(MEANINGS)


def test_a_difference_leans_from_odds_of_nine_in_ten() -> None:
    """Student's t of 3 degrees of freedom leaves out a tenth at 1.638; the standard error is 2.9439."""
    for centre, leaning in ((1.637, 0), (1.639, 1), (-1.639, -1)):
        gaps = 2.9439 * centre + np.array([6.0, -6.0, 4.0, -4.0])
        result = paired(EXPOSED, np.full(4, 100.0), 100.0 + gaps)
        assert result.low < 0 < result.high
        assert result.leaning == leaning
    assert paired(EXPOSED, LOW, HIGH).leaning == 1


def test_a_doubtful_metric_needs_twice_the_distance(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("experiments.verdicts.margins.doubtful", lambda: {EXPOSED.name: 89.9})
    for low, high, expected, usual in (  # twice the arms: 1 to 9, -3 to 5, -2 to 2
        (3, 7, "worse", "worse"),
        (-1, 3, "open", "perhaps worse"),
        (0.1, 4.1, "perhaps worse", "worse"),
        (-1, 1, "no difference", "no difference"),
    ):
        assert verdict(ending(EXPOSED, low, high)) == expected
        assert verdict(ending(VALUE, -high, -low), 2.0) == usual
    assert verdict(ending(EXPOSED, -3, 3, 1)) == "open"  # nor do its odds count


def test_doubtful_metrics_are_those_held_below_ninety_and_no_headlines() -> None:
    held = tomllib.loads(FILE.read_text("utf-8"))
    assert set(held) <= set(BY_NAME)
    assert doubtful() == {name: share for name, share in held.items() if share < 90}
    assert not set(doubtful()) & {name for name, each in margins().items() if each.line}


def test_a_metric_with_ties_only_is_judged_by_its_margin() -> None:
    """By the usual distance of runs from their median, and −ln 0.05 of 32: ±0.005 of 100, ±4.2 of 145."""
    for apart, expected in ((0.1, "no difference"), (90.0, "open")):
        before = rows(32, exposed_per_10k=lambda seed, apart=apart: apart * (seed % 2))  # type: ignore[misc]
        after = [each | {"fill_rate": each["fill_rate"] + 0.1} for each in before]
        [tied] = [each for each in differences(before, after) if each.metric == EXPOSED]
        assert tied.exact
        assert (tied.low, tied.high) == pytest.approx((-apart / 2 * 2.995732 / 32, apart / 2 * 2.995732 / 32))
        assert verdict(tied) == expected
        [still] = [each for each in differences(before, before) if each.metric == EXPOSED]
        assert (still.low, still.high, verdict(still)) == (0, 0, "no difference")


def test_a_constant_setting_has_no_difference_and_a_constant_event_is_open() -> None:
    setting = paired(EXPOSED, [7.0] * 4, [7.0] * 4)
    assert (setting.difference, setting.low, setting.high, verdict(setting)) == (0, 0, 0, "no difference")
    for metric, value in ((EXPOSED, 0.0), (FILLED, 0.0), (FILLED, 0.5), (FILLED, 1.0)):
        same = paired(metric, [value] * 4, [value] * 4)
        assert math.isnan(same.low)
        assert verdict(same) == "open"
    other = paired(EXPOSED, [7.0] * 4, [9.0] * 4)  # on each side a setting, and not the same one
    assert (other.low, other.high, verdict(other)) == (2, 2, "worse")


def test_a_metric_without_a_margin_is_judged_as_if_it_were_0() -> None:
    assert FILLED.name not in margins()
    assert verdict(paired(FILLED, np.full(32, 0.5), 0.5001 + 0.00001 * (np.arange(32) % 2))) == "better"
    assert verdict(paired(FILLED, HIGH, LOW)) == "worse"
    assert verdict(paired(FILLED, [0.1, 0.2, 0.3], [0.2, 0.1, 0.3])) == "open"
    assert verdict(paired(FILLED, LOW, LOW)) == "open"  # equal here, open elsewhere


@pytest.mark.parametrize("name", OBSERVED)
def test_an_observed_metric_is_higher_or_lower_and_never_better(name: str) -> None:
    assert verdict(paired(BY_NAME[name], LOW, HIGH)) == "higher"
    assert verdict(paired(BY_NAME[name], HIGH, LOW)) == "lower"
    assert verdict(paired(BY_NAME[name], [0.1, 0.2, 0.3], [0.2, 0.1, 0.3])) == "open"


def test_better_is_the_way_of_the_metric() -> None:
    assert verdict(paired(EXPOSED, LOW, HIGH)) == verdict(paired(VALUE, HIGH, LOW)) == "worse"
    assert verdict(paired(EXPOSED, HIGH, LOW)) == verdict(paired(VALUE, LOW, HIGH)) == "better"


def test_without_a_margin_an_interval_from_0_rules_out_the_other_side() -> None:
    result = ending(FILLED, 0.0, 2.0)
    assert verdict(result) == "not worse"
    assert verdict(replace(result, low=0.1)) == "better"
    assert verdict(replace(result, low=-2.0, high=0.0)) == "perhaps worse"
    assert verdict(replace(result, low=-2.0, high=-0.1)) == "worse"
    assert verdict(replace(result, low=-0.1)) == "open"


def test_between_worlds_nothing_is_better_or_worse() -> None:
    moved = comparison(
        rows(), rows(exposed_per_10k=lambda seed: 50 + seed % 2, fill_rate=lambda seed: -0.3 - 0.01 * (seed % 2))
    )
    other = replace(moved, sides=(moved.sides[0], side("new", "world.workers=19000", seeds=8)))
    assert [each.verdict(each["exposed_per_10k"]) for each in (moved, other)] == ["worse", "higher"]
    assert [each.verdict(each["fill_rate"]) for each in (moved, other)] == ["worse", "lower"]


def test_without_a_pair_or_an_interval_it_is_open() -> None:
    nothing = np.full(3, np.nan)
    assert verdict(paired(EXPOSED, nothing, nothing)) == "open"
    assert verdict(paired(EXPOSED, [np.nan, 1.0], [1.0, np.nan])) == "open"
    assert verdict(paired(EXPOSED, [np.nan, 1.0], [np.nan, 2.0])) == "open"  # one pair has no interval


def test_every_verdict_is_defined_in_code_reference_and_explain() -> None:
    page = " ".join((ROOT / "docs" / "reference" / "answer.md").read_text("utf-8").split())
    assert set(MEANINGS) == set(get_args(Verdict.__value__))
    assert [name for name in MEANINGS if f"*{name}*" not in page] == []
    meanings = {name: explain(name)[0].as_json() for name in MEANINGS}
    assert {name: entry["about"] for name, entry in meanings.items() if entry["kind"] == "a verdict"} == MEANINGS


# ------------------------------------------------------------------------------------------------ parts


def paths(**people: float) -> Paths:
    """Exposure by channel, all else as usual."""
    channel = np.array([people.get(name, 0.0) for name in LABELS["channel"]])
    return Paths({**EVEN.parts, "channel": channel})


def test_a_part_is_judged_by_the_margin_of_the_whole() -> None:
    compared = comparison(rows(32), rows(32, exposed_per_10k=lambda seed: 1.0 + 0.1 * (seed % 2)))  # the margin is 2
    before = [paths(call=4.0 + seed % 2) for seed in range(32)]
    after = [paths(call=5.0 + seed % 2, message=3.0 + seed % 2) for seed in range(32)]
    compared = replace(compared, paths=by_path(before, after))
    parts = dict(zip(LABELS["channel"], compared.paths["channel"], strict=True))
    assert {name: compared.verdict(part, compared.parts_within) for name, part in parts.items() if part.candidate} == {
        "call": "a little worse",  # 1 more
        "message": "worse",  # 3.5 more
    }
    assert verdict(parts["call"]) == "worse"  # more than 2 % of what the part itself was
    lines = [line.plain for line in screen(Answer((compared,)), "channel") if line.plain.strip()]
    by_name = {line.split()[0]: line.rstrip() for line in lines}
    assert by_name["call"].endswith("  a little worse")
    assert by_name["message"].endswith("  worse")
    assert by_name["together"].endswith("  a little worse")
    data = {row["part"]: row for row in compared.as_json()["paths"]["channel"]}
    assert (data["call"]["verdict"], data["message"]["verdict"]) == ("a little worse", "worse")
    assert data["call"]["margin"] == pytest.approx(2.0)


def test_an_equal_part_is_closed_only_if_no_metric_differs() -> None:
    before = [paths(call=4.0 + seed % 2, message=3.0 + seed % 3) for seed in range(32)]
    after = [paths(call=4.0 + seed % 2, message=4.0 + seed % 3 - seed % 2) for seed in range(32)]
    place = [LABELS["channel"].index(name) for name in ("call", "message")]
    for equal, closed in ((True, True), (False, False)):
        call, message = (by_path(before, after, equal=equal)["channel"][at] for at in place)
        assert (call.low == call.high == 0) is closed
        assert message.low < message.difference < message.high
    assert by_path(before, after)["channel"][place[0]].low < 0  # that none differs has to be said
    still, _ = compare(production("days=20"), production("days=20"), range(3), work=Work(works.numbered))
    assert still is not None
    assert {still.verdict(part) for part in still.paths["channel"]} == {"no difference"}


# ------------------------------------------------------------------------------------------------ the same everywhere


def test_every_output_uses_the_same_verdict_for_a_headline(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "130")
    answer = answered(APART)
    assert sentences(answer).startswith(BOTTOM_LINE)
    show(answer, everything=True)
    full = [line.rstrip() for line in capsys.readouterr().out.splitlines()]
    curve = shown(of_sweep(swept(answer))).split("\n")
    drawn = [row.words for panel in panels(intervals(answer, [*SAID]), Rows) for row in panel.rows]
    lines = [row.words for panel in panels(forest(answer), Rows) for row in panel.rows if row.label == "addressed"]
    assert [text.endswith("  open") for text in lines] == [True, True]
    by_cell = {(each["regime"], each["metric"]): each for each in answer.rows()}
    data = json.loads(json.dumps(answer.as_json(), allow_nan=False))["regimes"]
    notebook = pl.Compared(answer)._repr_html_()
    points = {(each["regime"], each["metric"]): each for each in swept(answer).rows_of_points()}
    for place, (name, expected) in enumerate(SAID.items()):
        assert notebook.count(f"<td>{expected}</td>") == len(REGIMES)
        assert sum(line.startswith(f"  {name} ") and f" {expected}" in line for line in full) >= len(REGIMES)
        for number, regime in enumerate(REGIMES):
            assert words_of(answer, ROWS[name])[number] == expected
            assert drawn[len(REGIMES) * place + number].endswith(f"  {expected}")
            assert by_cell[regime, name]["verdict"] == points[regime, name]["verdict"] == expected
            assert {each["name"]: each["verdict"] for each in data[regime]["headlines"]}[name] == expected
            assert {each["name"]: each["verdict"] for each in data[regime]["metrics"]}[name] == expected
        at = curve.index(f"{label(name)}, change in per cent")
        assert curve[at + 2].count(expected) == len(REGIMES)


def test_a_picture_says_what_the_text_says_and_draws_what_decides() -> None:
    answer = answered(APART)
    plot = intervals(answer, [*SAID])
    assert screen(answer)[0].plain == plot.title == "old → new, world crowdworks_2020, 32 seeds, 120 days"
    for panel, (name, expected) in zip(panels(plot, Rows), SAID.items(), strict=True):
        assert panel.heading.startswith(f"{label(name)}, ")
        assert [drawn.label for drawn in panel.rows] == ["first day", "adapted"]
        for drawn in panel.rows:
            assert drawn.words.endswith(expected)
            allowed = margins()[name].around(100.0)
            assert drawn.band == pytest.approx((-allowed, allowed))
            assert interval(drawn).shade == {"open": "faint", "a little better": "better"}[expected]


def test_a_picture_has_every_headline_in_the_colour_of_its_verdict() -> None:
    change = "platform.communication.call=before_contract"
    moved = {"exposed_per_10k": 9.0, "value_per_posting": 9.0, "direct_deal_share": 0.5}
    rates = [each | {"direct_deal_share": 0.2} for each in rows(8)]
    after = [
        each | {name: each[name] + by + 0.01 * (seed % 2) for name, by in moved.items()}
        for seed, each in enumerate(rates)
    ]
    compared = comparison(rates, after)
    answer = Answer((replace(compared, sides=(compared.sides[0], side("new", change, seeds=8))),))
    drawn = panels(intervals(answer, answer.headlines), Rows)
    assert [panel.heading.split(",")[0] for panel in drawn] == [*map(label, answer.headlines)]
    shades = {panel.heading.split(",")[0]: interval(panel.rows[0]).shade for panel in drawn}
    assert [shades[each] for each in ("workers addressed", "matching", "deals outside")] == ["worse", "better", "worse"]
    assert drawn[-1].heading.endswith("per cent")
    assert "50" in drawn[-1].rows[0].words  # points


def test_what_moved_is_nothing_of_which_its_verdict_is_open() -> None:
    lopsided = lambda seed: 0.1 if seed == 0 else 1e-4 + 1e-5 * seed  # noqa: E731  # all up, 0 within the interval
    answer = answered({"fill_rate": lopsided}, n=8)
    assert answer.comparisons[0]["fill_rate"].chance < 0.05
    assert answer.comparisons[0].verdict(answer.comparisons[0]["fill_rate"]) == "open"
    assert answer.moved(0) == ()
    sure = answered({"fill_rate": lambda seed: 0.1 + 0.01 * (seed % 2)}, n=8)
    assert [each.metric.name for each in sure.moved(0)] == ["fill_rate"]
    assert "Also better: projects filled ↑." in [line.plain for line in screen(sure)]


def test_outside_the_passport_metrics_have_signs_and_none_is_better_or_worse() -> None:
    moved: Moves = {
        "exposed_per_10k": lambda seed: 30 + seed % 2,
        "fill_rate": lambda seed: 0.3 + 0.01 * (seed % 2),
        "reports_per_1k": lambda seed: -30 - seed % 2,
    }
    within, beyond = answered(moved), answered(moved, "world.ring.lures_by_call=0.51")
    assert next(iter(warnings(within))) == "Do not judge it by reports by users: less is seen, and more happens."
    assert list(warnings(beyond)) == []
    assert "Also better: projects filled ↑." in [line.plain for line in screen(within)]
    assert not any("better" in line.plain for line in screen(beyond) if "nothing is better or worse" not in line.plain)
    verdicts = [{row["verdict"] for row in each.rows()} - {"no difference", "open"} for each in (within, beyond)]
    assert verdicts == [{"worse", "better", "lower"}, {"higher", "lower"}]
    assert [each["moved"] for each in beyond.as_json()["regimes"].values()] == [["reports_per_1k", "fill_rate"]] * 2


# ------------------------------------------------------------------------------------------------ regimes


def test_a_regime_has_one_word_and_a_mixed_one_has_both() -> None:
    assert [word(key) for key in (*REGIMES, "frozen/adapting")] == ["first day", "adapted", "first day / adapted"]
    assert [when(key) for key in REGIMES] == ["on the first day", "after adaptation"]
    assert about("frozen").startswith("first day: bad actors keep their habits")
    assert "part of the difference" in about("frozen/adapting")


def test_no_view_speaks_of_rings_that_are_frozen_or_adapting() -> None:
    printing = {"text", "passport_text", "screen", "blindness", "reports", "html"}
    rooms = [ROOT / room for room in ("experiments/questions", "experiments/api", "docs/studies")]
    views = [
        path for room in rooms for path in room.rglob("*.py") if path.stem in printing or path.parent.name == "studies"
    ]
    assert len(views) > 15
    pattern = re.compile(r"rings (frozen|adapting|\{)")
    assert [path.name for path in views if pattern.search(path.read_text("utf-8"))] == []


def test_a_comparison_of_two_regimes_says_both(capsys: pytest.CaptureFixture[str]) -> None:
    compared = comparison(rows(), rows(exposed_per_10k=lambda seed: 40 + seed % 2))
    mixed: Comparison = replace(compared, sides=(compared.sides[0], side("new", "world.rings=adapting", seeds=8)))
    show(Answer((mixed,)), everything=True)
    out: Any = " ".join(capsys.readouterr().out.split())
    assert "first day / adapted: part of the difference is that between the regimes" in out
    assert "Moves: workers addressed up 40 to 41 %. No difference: workers harmed; workers led away; " in out
    assert load("production").world.rings == "frozen"
