"""Pictures of a comparison by what they draw: values, places and words, worked out by hand."""

from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np
import pytest

import policylab as pl
from experiments.document.pictures import Axis, Curves, Dots, Graph, Node, Plane, Plot, Rows
from experiments.document.tones import tone
from experiments.measures.filling import HOURS
from experiments.measures.paths import LABELS
from experiments.measures.weeks import WEEKLY
from experiments.questions.compare.answer import Answer
from experiments.questions.compare.comparison import Comparison
from experiments.questions.compare.over_time import fill, weeks
from experiments.questions.compare.pictures import dots, forest, intervals, parts, payers, plane, tally
from experiments.questions.compare.rings import LOST, of_logs
from experiments.questions.compare.words import ROWS, deciding, payer, relative, shown_rows
from experiments.verdicts.labels import label
from experiments.verdicts.margins import beside
from experiments.verdicts.regimes import word
from tests.experiments.found import comparison
from tests.experiments.found import rows as by_seed
from tests.experiments.measures.logs import log_of
from tests.experiments.panels import interval, panels
from tests.experiments.show.hand import answered, each
from tests.experiments.show.pictures.hand import LOGS, by_hour, by_week

EXPOSED = answered(
    exposed_per_10k=each(4, 6), value_per_posting=each(-2, 1), fee_yen=each(-5000, -7000), staff_yen=each(900)
)
SPREAD = answered(pairs=4, exposed_per_10k=each(-3, 2, 2.5, 9), value_per_posting=each(-3, 1, 0, 9))


def test_the_plane_has_a_dot_at_the_differences_of_each_pair() -> None:
    """Exposure rises by 4, 6, 4, 6 …; value by −2, 1, −2, 1 …: each dot is one of two."""
    assert sorted(map(tuple, panels(plane(EXPOSED), Plane)[0].dots)) == [(4.0, -2.0)] * 4 + [(6.0, 1.0)] * 4


def test_the_plane_has_the_mean_with_both_intervals_and_both_margins() -> None:
    exposed, value = (EXPOSED.comparisons[0][name] for name in ("exposed_per_10k", "value_per_posting"))
    panel = panels(plane(EXPOSED), Plane)[0]
    across, up = panel.cross
    assert (across.middle, across.low, across.high) == (5.0, exposed.low, exposed.high)
    assert (up.middle, up.low, up.high) == (-0.5, value.low, value.high)
    [exposure], [matching] = panel.x.spans, panel.y.spans
    assert exposure == pytest.approx((-2.0, 2.0))  # 2 % of 100
    assert matching == pytest.approx((-1.0, 1.0))  # 1 % of 100


def test_the_plane_says_what_the_text_says() -> None:
    plot = plane(EXPOSED)
    assert plot.title == " ".join(deciding(EXPOSED))
    assert plot.about.endswith("; ".join(", ".join(each.heading.split("\n")) for each in panels(plot, Plane)))
    for compared, panel in zip(EXPOSED.comparisons, panels(plot, Plane), strict=True):
        regime, exposure, matching = panel.heading.split("\n")
        assert regime.startswith(word(compared.regime))
        assert exposure == f"workers addressed: {compared.verdict(compared['exposed_per_10k'])}"
        assert matching == f"matching: {compared.verdict(compared['value_per_posting'])}"
        assert [tone(corner) for corner in panel.corners] == ["better", "worse"]


def test_a_far_dot_lies_off_the_plane_and_panels_share_scales() -> None:
    answer = answered(pairs=16, exposed_per_10k=each(*[1.0, -1.0] * 7, 1.0, 9000.0), value_per_posting=each(0.5, -0.5))
    first, second = panels(plane(answer), Plane)
    low, high = first.x.ends
    assert low is not None
    assert high is not None
    assert sum(low <= across <= high for across, _ in first.dots) == 15
    assert (first.x.ends, first.y.ends) == (second.x.ends, second.y.ends)


def test_a_pair_without_a_number_has_no_dot() -> None:
    answer = answered(exposed_per_10k=each(5.0), value_per_posting=each(float("nan"), 1.0))
    assert len(panels(plane(answer), Plane)[0].dots) == 4


def words(plot: Plot) -> str:
    """Title, headings, labels, corners and words of a picture."""
    every: list[Any] = [panel for row in plot.panels for panel in row]
    rows = [row for panel in every if isinstance(panel, Rows) for row in panel.rows]
    corners = [corner for panel in every if isinstance(panel, Plane) for corner in panel.corners]
    return " ".join(
        [plot.title, *(f"{panel.heading} {panel.x.label}" for panel in every), *(row.words for row in rows), *corners]
    )


def test_where_no_verdict_holds_nothing_is_worse_or_better(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Comparison, "judged", False)
    assert tally(SPREAD.comparisons[0], "exposed_per_10k") == {"higher": 2, "within the margin": 1, "lower": 1}
    assert tally(SPREAD.comparisons[0], "value_per_posting") == {"higher": 1, "within the margin": 2, "lower": 1}
    for picture in (plane, forest, dots, intervals):
        text = words(picture(EXPOSED)).replace("better neither way", "")
        assert "better" not in text
        assert "worse" not in text


def test_intervals_show_the_headlines_and_then_the_surest_of_what_moved() -> None:
    answer = answered(exposed_per_10k=each(4, 6), hours_to_fill=each(-20, -21), fill_rate=each(0.01, 0.012))
    drawn = panels(intervals(answer), Rows)
    heads = [panel.heading.split(",")[0] for panel in drawn]
    assert heads[:5] == [*map(label, answer.headlines)]
    assert {difference.metric.name for difference in answer.moved(0)} == {"hours_to_fill", "fill_rate"}
    assert set(heads[5:]) == {"hours to the first hire", "projects filled"}
    exposed, still = (panel.rows[0] for panel in (drawn[1], drawn[4]))
    assert (interval(exposed).shade, tone(exposed.words)) == ("worse", "worse")
    assert (interval(still).shade, tone(still.words)) == ("faint", "")


def test_dots_are_counted_by_hand() -> None:
    """Margin of exposure: 2. Of −3, 2, 2.5, 9 one is better, one within, two worse; of value a rise is better."""
    exposed, value = (tally(SPREAD.comparisons[0], name) for name in ("exposed_per_10k", "value_per_posting"))
    assert list(exposed.items()) == [("worse", 2), ("within the margin", 1), ("better", 1)]
    assert list(value.items()) == [("worse", 1), ("within the margin", 2), ("better", 1)]
    row = panels(dots(SPREAD), Rows)[SPREAD.headlines.index("exposed_per_10k")].rows[0]
    assert row.words == "2 worse, 1 within the margin, 1 better"
    marks = [mark for mark in row.marks if isinstance(mark, Dots)]
    assert [(mark.shade, list(mark.places)) for mark in marks] == [("worse", [0, 1]), ("pale", [2]), ("better", [3])]


def test_payers_are_on_the_scale_of_the_marketplace() -> None:
    yen, rates = panels(payers(EXPOSED), Rows)
    fees = yen.rows[2:4]
    assert [row.words for row in fees] == [
        f"{regime}: {payer(compared, 'fee_yen')}"
        for regime, compared in zip(("first day", "adapted"), EXPOSED.comparisons, strict=True)
    ]
    assert interval(fees[0]).middle == pytest.approx(-6000 * 46.125)
    assert [(interval(row).shade, interval(row).marker) for row in fees] == [("faint", "dot"), ("", "square")]
    assert len(yen.rows) + len(rates.rows) == 2 * len(beside())


def test_the_forest_shows_the_rows_of_the_table_in_per_cent() -> None:
    """Of 100: exposure rises by 4, 6, 4, 6 …, beyond the margin of 2; fees rise beyond the edge."""
    moved = answered(exposed_per_10k=each(4, 6), fee_yen=each(900, 950), honest_clients_restricted=each(0.0))
    compared, panel = moved.comparisons[0], panels(forest(moved), Rows)[0]
    assert [row.label for row in panel.rows] == [ROWS[name] for name in shown_rows(moved)]
    rows = {row.label: row for row in panel.rows}
    exposed = compared["exposed_per_10k"]
    mark = interval(rows["addressed"])
    assert (mark.middle, mark.low, mark.high) == (5.0, exposed.low, exposed.high)
    assert rows["addressed"].band == pytest.approx((-2.0, 2.0))
    assert (mark.shade, rows["addressed"].words) == ("worse", f"{relative(exposed)}  worse")
    fees, edge = interval(rows["fees"]), panel.x.ends[1]
    assert (fees.low, fees.high, edge) == pytest.approx((50 * 1.15,) * 3)
    assert fees.middle == pytest.approx(0.97 * 50 * 1.15)  # a whole dot
    empty = [each | {"read_lure_per_10k": 0.0} for each in by_seed(4)]
    some = Answer((comparison(empty, [each | {"exposed_per_10k": 105.0 + n} for n, each in enumerate(empty)]),))
    assert "read a lure" not in [row.label for row in panels(forest(some), Rows)[0].rows]


def test_parts_show_the_margin_of_the_whole_and_no_empty_part() -> None:
    rows = panels(parts(EXPOSED), Rows)[0].rows
    assert [row.label for row in rows] == list(LABELS["channel"])
    assert [row.band for row in rows] == [pytest.approx((-2.0, 2.0))] * len(rows)
    assert {interval(row).shade for row in rows} == {"faint"}  # equal on both sides
    first = EXPOSED.comparisons[0]
    none = replace(first.paths["channel"][0], baseline=0.0, candidate=0.0)
    paths = {**first.paths, "channel": (none, *first.paths["channel"][1:])}
    rows = panels(parts(Answer((replace(first, paths=paths),))), Rows)[0].rows
    assert [row.label for row in rows] == list(LABELS["channel"][1:])


def test_weeks_are_those_of_both_sides_at_the_size_of_the_marketplace() -> None:
    """Student's t of 3 and 7: 5 ± 12.706 · 2. Hours and yen are those of 46.125 such markets."""
    grid = panels(weeks(by_week(EXPOSED)), Curves)
    assert len(grid) == 2 * len(WEEKLY)
    before, after = grid[0].curves
    assert before.places == after.places == [0, 7, 14]
    assert (before.values, after.values) == ([100] * 3, [105] * 3)
    assert (after.low[0], after.high[0]) == pytest.approx((79.588, 130.412), abs=0.001)
    assert grid[-1].curves[0].values == pytest.approx([4_612.5] * 3)


def test_weeks_are_a_table_too() -> None:
    table = pl.Compared(by_week(EXPOSED)).weeks("exposed_per_10k")
    assert list(table) == ["regime", "week", "baseline", "candidate", "difference", "low", "high"]
    assert table["week"].tolist()[:3] == [date(2020, 8, 1), date(2020, 8, 8), date(2020, 8, 15)]
    assert table.iloc[0][["baseline", "candidate", "difference"]].tolist() == [100, 105, 5]
    assert table.iloc[0][["low", "high"]].tolist() == pytest.approx([-20.412, 30.412], abs=0.001)


def test_a_week_without_a_number_is_a_gap_in_the_line() -> None:
    answer = by_week(EXPOSED)
    for compared in answer.comparisons:
        for _, after in compared.weeks.values():
            after[:, 1] = np.nan
    assert np.isnan(panels(weeks(answer), Curves)[0].curves[1].values).tolist() == [False, True, False]


def test_a_run_shorter_than_a_week_has_no_line_of_weeks() -> None:
    none: dict[str, Any] = {"weeks": dict.fromkeys(WEEKLY, (np.empty((2, 0)),) * 2)}
    short = Answer(tuple(replace(compared, **none) for compared in EXPOSED.comparisons))
    assert panels(weeks(short), Curves)[0].curves[0].values == []
    assert pl.Compared(short).weeks().empty


def test_the_fill_curve_begins_at_zero_and_its_heading_has_differences() -> None:
    """Student's t of 3 and 7 points: 5 ± 12.706 · 2."""
    panel = panels(fill(by_hour(EXPOSED)), Curves)[0]
    before, after = panel.curves
    assert before.places == [0, *(hours / 24 for hours in HOURS)]
    assert before.values == [0, *[50] * len(HOURS)]
    assert after.values == pytest.approx([0, *[55] * len(HOURS)])
    ticks = [(day, f"{day}") for day in (0, 2, 4, 6, 8, 10, 12, 14)]
    assert panel.x == Axis("days from publication", line=None, ticks=ticks)
    assert (panel.y.label, panel.y.ends, panel.y.line) == ("per cent of projects\nwith a first hire", (0, None), None)
    assert "1 d: 5 [-20, 30]; 4 d: 5 [-20, 30]; 14 d: 5 [-20, 30]" in panel.heading


def test_rings_hold_their_accounts_and_the_restricted_ones_are_marked() -> None:
    above, empty, below, nothing = panels(of_logs(LOGS, ("old", "new"), "Seed 0"), Graph)
    assert above.heading == "old\n2 rings, 4 accounts, 1 restricted"
    assert [list(ring.branches) for ring in above.trees] == [[Node(), LOST, Node()], [Node()]]
    assert (empty.heading, list(empty.trees)) == ("new\n0 rings, 0 accounts, 0 restricted", [])
    assert below.heading == "1 tree of recruits, 4 workers"
    assert list(below.trees) == [Node([Node([]), Node([Node([])])], "", "square")]
    assert (list(nothing.trees), nothing.nothing) == ([], "nobody recruited anybody")


def test_where_nobody_recruits_on_either_side_no_room_is_left_for_trees() -> None:
    plot = of_logs((log_of(), log_of()), ("old", "new"), "Seed 0")
    assert len(panels(plot, Graph)) == 2
    assert "No worker drew in any that it knows." in plot.below
