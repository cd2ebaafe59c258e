"""Figures by what they draw: places, labels and words, that texts can be read, and that nothing is said otherwise."""

from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from matplotlib.backends.backend_svg import RendererSVG
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.textpath import text_to_path

import policylab as pl
from experiments.api.plots import Drawing
from experiments.figures.channels import SHADES, channels_over_time
from experiments.figures.curves import curves
from experiments.figures.dots import dots, tally
from experiments.figures.files import DPI, drawn, problem
from experiments.figures.fill import fill
from experiments.figures.funnel import STAGES, funnel
from experiments.figures.hinges import along, pulls
from experiments.figures.intervals import intervals
from experiments.figures.parts import parts
from experiments.figures.payers import payers
from experiments.figures.people import who
from experiments.figures.plane import plane
from experiments.figures.rails import FARTHEST
from experiments.figures.rails import draw as draw_rails
from experiments.figures.ranges import facts
from experiments.figures.ranks import draw as draw_ranks
from experiments.figures.rings import REACH, rings
from experiments.figures.style import BAND, BETTER, FAINT, INK, WORSE, brightness, fonts
from experiments.figures.time import weeks
from experiments.measures.channels import NAMES
from experiments.measures.filling import HOURS
from experiments.measures.paths import LABELS
from experiments.measures.validity import FACTS
from experiments.measures.weeks import WEEKLY
from experiments.questions.compare.answer import Answer
from experiments.questions.compare.comparison import Comparison
from experiments.questions.compare.deciding import Decider, Deciding
from experiments.questions.compare.words import cells, deciding
from experiments.questions.flip.result import Hinges, Suspect, Turn
from experiments.questions.gate.guardrails import guardrails
from experiments.questions.gate.judging import ruled, worst_first
from experiments.questions.measure.facts import Validation
from experiments.runs.provenance import Seeds
from experiments.store.store import Store
from experiments.verdicts.intervals import Interval
from experiments.verdicts.regimes import word
from scenarios import BadInput
from tests.experiments.figures.drawing import Shown, measuring
from tests.experiments.figures.hand import FIGURES, LOGS, SUSPEND, TRACE, by_hour, by_week, swept
from tests.experiments.found import lures, side
from tests.experiments.measures.logs import log_of
from tests.experiments.reports.hand import answered, called, each, ranked
from tests.experiments.shown import screen

HOSTILE = "<script>$x$ & \u202e\n long"
EXPOSED_NAME = "exposed_per_10k"
EXPOSED = answered(
    exposed_per_10k=each(4, 6), value_per_posting=each(-2, 1), fee_yen=each(-5000, -7000), staff_yen=each(900)
)
FIGURES_OF_AN_ANSWER = (
    "figures: .dots(), .fill(), .funnel(), .intervals(), .parts(), .payers(), .plane(), .rings(), .weeks()"
)


def title(figure: Figure) -> str:
    return figure.get_suptitle()


def panels(figure: Figure) -> list[Any]:
    """The axes, whose artists are of any kind."""
    return list(figure.axes)


def test_the_plane_has_a_dot_at_the_differences_of_each_pair() -> None:
    """Exposure rises by 4, 6, 4, 6 …; value by −2, 1, −2, 1 …: each dot is one of two."""
    panel = panels(plane(EXPOSED))[0]
    near, far = panel.collections
    assert sorted(map(tuple, near.get_offsets().tolist())) == [(4.0, -2.0)] * 4 + [(6.0, 1.0)] * 4
    assert len(far.get_offsets()) == 0


def test_the_plane_has_the_mean_with_both_intervals_and_both_margins() -> None:
    compared = EXPOSED.comparisons[0]
    exposed, value = compared["exposed_per_10k"], compared["value_per_posting"]
    panel = panels(plane(EXPOSED))[0]
    across, up, mean = panel.lines[2:]
    assert np.asarray(across.get_xdata()).tolist() == [exposed.low, exposed.high]
    assert np.asarray(up.get_ydata()).tolist() == [value.low, value.high]
    assert (mean.get_xdata()[0], mean.get_ydata()[0]) == (exposed.difference, value.difference) == (5.0, -0.5)
    bands = [band.get_path().get_extents(band.get_patch_transform()) for band in panel.patches]
    assert tuple(bands[0].intervalx) == pytest.approx((-2.0, 2.0))  # 2 % of 100
    assert tuple(bands[1].intervaly) == pytest.approx((-1.0, 1.0))  # 1 % of 100


def test_the_plane_says_what_the_text_says() -> None:
    figure = plane(EXPOSED)
    assert title(figure) == " ".join(deciding(EXPOSED))
    for compared, panel in zip(EXPOSED.comparisons, panels(figure), strict=True):
        head = panel.get_title(loc="left")
        assert head.startswith(word(compared.regime))
        assert f"Fraud exposure: {compared.verdict(compared['exposed_per_10k'])}" in head
        assert f"Matching: {compared.verdict(compared['value_per_posting'])}" in head


def test_a_dot_beyond_the_edge_is_a_triangle_on_it_and_both_panels_have_one_scale() -> None:
    answer = answered(pairs=16, exposed_per_10k=each(*[1.0, -1.0] * 7, 1.0, 9000.0), value_per_posting=each(0.5, -0.5))
    first, second = panels(plane(answer))
    near, far = first.collections
    assert (len(near.get_offsets()), len(far.get_offsets())) == (15, 1)
    assert far.get_offsets()[0][0] == first.get_xlim()[1] < 9000
    assert (first.get_xlim(), first.get_ylim()) == (second.get_xlim(), second.get_ylim())


def test_a_pair_without_a_number_has_no_dot() -> None:
    answer = answered(exposed_per_10k=each(5.0), value_per_posting=each(float("nan"), 1.0))
    near, far = panels(plane(answer))[0].collections
    assert len(near.get_offsets()) + len(far.get_offsets()) == 4


def test_where_no_verdict_holds_nothing_is_worse_or_better(monkeypatch: pytest.MonkeyPatch) -> None:
    answer = answered(pairs=4, exposed_per_10k=each(-3, 2, 2.5, 9), value_per_posting=each(-3, 1, 0, 9))
    monkeypatch.setattr(Comparison, "judged", False)
    assert tally(answer.comparisons[0], "exposed_per_10k") == {"higher": 2, "within the margin": 1, "lower": 1}
    assert tally(answer.comparisons[0], "value_per_posting") == {"higher": 1, "within the margin": 2, "lower": 1}
    assert "fraud exposure is higher in 2 of 4 on the first day" in title(dots(answer))
    for draw in (plane, dots, intervals):
        told = (
            " ".join(Shown(draw(answer)).texts).replace("better neither way", "").replace("Fraud exposure: worse", "")
        )
        assert "better" not in told.replace("Matching: better", "")
        assert "worse" not in told


def test_intervals_show_the_headlines_and_then_the_surest_of_what_moved() -> None:
    answer = answered(exposed_per_10k=each(4, 6), hours_to_fill=each(-20, -21), fill_rate=each(0.01, 0.012))
    heads = [axes.get_title(loc="left").split(",")[0] for axes in panels(intervals(answer))]
    assert heads[:2] == ["Fraud exposure: workers bad actors address", "Matching: fit of work done per posting"]
    assert {difference.metric.name for difference in answer.moved(0)} == {"hours_to_fill", "fill_rate"}
    assert set(heads[2:]) == {"hours to the first hire", "projects filled"}


def test_dots_are_counted_by_hand() -> None:
    """Margin of exposure: 2. Of −3, 2, 2.5, 9 one is better, one within, two worse; of value a rise is better."""
    answer = answered(pairs=4, exposed_per_10k=each(-3, 2, 2.5, 9), value_per_posting=each(-3, 1, 0, 9))
    compared = answer.comparisons[0]
    assert tally(compared, "exposed_per_10k") == {"worse": 2, "within the margin": 1, "better": 1}
    assert tally(compared, "value_per_posting") == {"worse": 1, "within the margin": 2, "better": 1}
    figure = dots(answer)
    assert "fraud exposure is worse in 2 of 4 on the first day, in 2 of 4 after adaptation" in title(figure)
    row = panels(figure)[0].collections[:3]
    assert "2 worse, 1 within the margin, 1 better" in Shown(figure).texts
    assert [len(part.get_offsets()) for part in row] == [2, 1, 1]
    assert [to_hex(part.get_facecolor()[0]) for part in row] == [WORSE, BAND, BETTER]
    assert "2 worse, 1 within the margin, 1 better" in Shown(figure).texts


def test_payers_are_on_the_scale_of_the_marketplace_as_on_the_screen() -> None:
    shown = [line.plain for line in screen(EXPOSED)]
    drawn_texts = [text for axes in panels(payers(EXPOSED)) for text in (each.get_text() for each in axes.texts)]
    [fees] = [line.split("  ") for line in shown if line.startswith(" fees kept")]
    for cell in filter(None, map(str.strip, fees[2:])):
        assert cell in drawn_texts
    assert len(drawn_texts) == 2 * 6  # regimes, payers


def test_the_funnel_has_both_sides_of_each_stage_and_the_yen_that_are_lost() -> None:
    moved: dict[str, Any] = {name: each(10 * place) for place, name in enumerate(STAGES, start=1)}
    answer = answered(**moved, loss_yen_per_worker=each(50))
    panel = panels(funnel(answer))[0]
    assert [bar.get_width() for bar in panel.patches] == [100, 110, 100, 120, 100, 130, 100, 140]
    lost = answer.comparisons[0]["loss_yen_per_worker"]
    assert f"100, difference {cells(answer.comparisons[0], lost).difference}" in panel.get_title(loc="left")


def test_parts_have_the_colour_of_their_verdict_and_leave_out_what_is_empty() -> None:
    figure = parts(EXPOSED, "channel")
    assert [label.get_text() for label in panels(figure)[0].get_yticklabels()] == list(LABELS["channel"])
    assert {line.get_color() for line in panels(figure)[0].lines[:-1]} == {FAINT}  # equal on both sides


def test_weeks_are_those_of_both_sides_at_the_size_of_the_marketplace() -> None:
    """Student's t of 3 and 7: 5 ± 12.706 · 2. Hours and yen are those of 46.125 such markets."""
    grid = panels(weeks(by_week(EXPOSED)))
    assert len(grid) == 2 * len(WEEKLY)
    before, after = grid[0].lines[:2]
    assert np.asarray(before.get_xdata()).tolist() == [0, 7, 14]
    assert np.asarray(before.get_ydata()).tolist() == [100] * 3
    assert np.asarray(after.get_ydata()).tolist() == [105] * 3
    [band] = grid[0].collections
    assert band.get_paths()[0].get_extents().intervaly.tolist() == pytest.approx([79.588, 130.412], abs=0.001)
    assert np.asarray(grid[-1].lines[0].get_ydata()).tolist() == pytest.approx([4_612.5] * 3)


def test_a_fill_begins_with_nothing_and_says_the_difference_after_a_day_and_later() -> None:
    """Student's t of 3 and 7 points: 5 ± 12.706 · 2."""
    panel = panels(fill(by_hour(EXPOSED)))[0]
    before, after = panel.lines[:2]
    assert np.asarray(before.get_xdata()).tolist() == [0, *(hours / 24 for hours in HOURS)]
    assert np.asarray(before.get_ydata()).tolist() == [0, *[50] * len(HOURS)]
    assert np.asarray(after.get_ydata()).tolist() == pytest.approx([0, *[55] * len(HOURS)])
    assert "1 d: 5 [-20, 30]; 4 d: 5 [-20, 30]; 14 d: 5 [-20, 30]" in panel.get_title(loc="left")


def test_rings_stand_amid_their_accounts_and_the_restricted_ones_are_marked() -> None:
    above, empty, below, nothing = panels(rings(LOGS, ("old", "new"), "Seed 0"))
    assert above.get_title(loc="left") == "old\n2 rings, 4 accounts, 1 restricted"
    open_, lost, middle, *_ = above.collections
    assert (len(open_.get_offsets()), len(lost.get_offsets()), middle.get_offsets().tolist()) == (2, 1, [[0, 0]])
    assert (above.collections[3].get_offsets()[0] == [1.0, REACH]).all()  # the one account of the next ring, above it
    assert empty.get_title(loc="left") == "new\n0 rings, 0 accounts, 0 restricted"
    assert below.get_title(loc="left") == "1 tree of recruits, 4 workers"
    [everybody, root] = below.collections
    places = {tuple(place) for place in np.asarray(everybody.get_offsets()).tolist()}
    assert places == {(0.5, 0.0), (0.0, -1.0), (1.0, -1.0), (1.0, -2.0)}
    assert root.get_offsets().tolist() == [[0.5, 0.0]]
    assert len(below.lines) == 3
    assert [text.get_text() for text in nothing.texts] == ["nobody recruited anybody"]


def test_where_nobody_recruits_on_either_side_no_room_is_left_for_trees() -> None:
    figure = rings((log_of(), log_of()), ("old", "new"), "Seed 0")
    assert len(panels(figure)) == 2
    assert "No worker drew in any that it knows." in figure.get_supxlabel()


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
    after = panels(weeks(answer))[0].lines[1]
    assert np.isnan(np.asarray(after.get_ydata(), float)).tolist() == [False, True, False]


def test_people_are_counted_as_the_trace_counts_them() -> None:
    """2 and 3 are spared, 4, 5 and 6 newly reached; 1 is reached either way."""
    figure = who(TRACE, "channel")
    [panel] = panels(figure)
    widths = {
        label.get_text(): (-left.get_width(), right.get_width())
        for label, left, right in zip(panel.get_yticklabels(), panel.patches[::2], panel.patches[1::2], strict=True)
    }
    assert widths == {"message": (1, 1), "nda": (1, 0), "scout": (0, 2)}
    assert "1 spared, 1 newly; 1 either way" in Shown(figure).texts
    assert all(at == int(at) for at in panel.get_xticks())
    assert [bar.get_facecolor()[:3] for bar in panel.patches[:2]] != [
        bar.get_facecolor()[:3] for bar in panel.patches[1:3]
    ][:0]


def test_a_curve_goes_through_the_differences_of_its_points() -> None:
    found = swept(f"{SUSPEND}=0.9,0.7,0.8")
    figure = curves(found)
    line = next(line for line in panels(figure)[0].lines if line.get_label() == "first day")
    assert np.asarray(line.get_xdata()).tolist() == [0.7, 0.8, 0.9]
    means = {
        point.values[SUSPEND]: point.comparisons[0]["exposed_per_10k"].difference
        for point in found.points
        if point.answer
    }
    assert np.asarray(line.get_ydata()).tolist() == [means[at] for at in (0.7, 0.8, 0.9)]
    assert panels(figure)[-1].get_xlabel() == SUSPEND


def test_each_point_of_a_curve_has_its_own_margin(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where both sides are varied, so is the baseline, and the margin is a share of it."""
    found = swept(f"{SUSPEND}=0.7,0.9")
    first = [compared["exposed_per_10k"] for compared in found.points[0].comparisons]
    monkeypatch.setattr("experiments.figures.curves.within", lambda each: 5.0 if each in first else 2.0)
    for band in panels(curves(found))[0].collections[: len(found.regimes)]:
        [outline] = band.get_paths()
        for at, margin in ((0.7, 5.0), (0.9, 2.0)):
            ends = outline.vertices[outline.vertices[:, 0] == at, 1]
            assert (ends.min(), ends.max()) == (-margin, margin)


def test_a_switch_that_was_varied_is_no_axis() -> None:
    figure = curves(swept("platform.enforcement.links_accounts=false,true"))
    labels = [label.get_text() for label in panels(figure)[0].get_yticklabels()]
    assert labels == ["False", "False", "True", "True"]


def test_points_of_several_keys_or_of_words_are_rows() -> None:
    figure = curves(swept("platform.fee_alert.rule=standard,off"))
    labels = [label.get_text() for label in panels(figure)[0].get_yticklabels()]
    assert labels == ["standard", "standard", "off", "off"]


def test_a_life_that_is_not_told_is_an_error_and_no_empty_figure() -> None:
    nobody = replace(
        TRACE, pairs=tuple(replace(pair, fates=(pair.fates[0], pair.fates[1][:0])) for pair in TRACE.pairs)
    )
    for trace, told in (
        (TRACE, f"{TRACE.people(1)} are newly reached: ask for one with worst=1, or name workers"),
        (nobody, "0 are newly reached: name workers"),
    ):
        with pytest.raises(BadInput, match=f"tells no life, and {told}$"):
            pl.Traced(trace).plot.lives()


def test_the_times_of_a_life_are_days_since_the_start_and_no_day_is_called_by_its_number() -> None:
    [axes] = FIGURES["lives"]("new").axes
    assert axes.get_xlabel() == "days since the start"


def test_a_character_that_no_font_has_is_an_error_and_no_empty_box(tmp_path: Path) -> None:
    odd = pl.Compared(called(EXPOSED, "\N{EGYPTIAN HIEROGLYPH A001}"))
    with pytest.raises(BadInput, match=r"answer\.png: no installed font has .: install one, such as fonts-noto-cjk"):
        odd.plot().save(tmp_path / "answer.png")
    odd.plot().save(tmp_path / "answer.svg")  # its reader has the fonts
    assert "\N{EGYPTIAN HIEROGLYPH A001}" in (tmp_path / "answer.svg").read_text("utf-8")
    assert list(odd.plot()._repr_mimebundle_()) == ["image/svg+xml"]


def test_japanese_is_drawn_in_the_first_font_that_is_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    from matplotlib import font_manager

    monkeypatch.setattr(
        font_manager.fontManager, "ttflist", [SimpleNamespace(name="Meiryo"), SimpleNamespace(name="IPAGothic")]
    )
    assert fonts.__wrapped__() == ("DejaVu Sans", "IPAGothic")


@pytest.mark.parametrize("suffix", [".svg", ".png", ".pdf"])
def test_a_file_of_a_figure_is_the_same_each_time(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"answer{suffix.upper()}"
    pl.Compared(EXPOSED).plot().save(path)
    assert path.read_bytes() == drawn(plane(EXPOSED), suffix, DPI)


def test_a_text_of_an_svg_is_measured_once_for_all_figures(monkeypatch: pytest.MonkeyPatch) -> None:
    first = drawn(plane(EXPOSED), ".svg")
    monkeypatch.setattr(text_to_path, "get_text_width_height_descent", lambda *_: pytest.fail("measured again"))
    assert drawn(plane(EXPOSED), ".svg") == first


def test_a_text_of_an_svg_is_as_large_as_matplotlib_has_it_in_each_font() -> None:
    usual: Any = RendererSVG.get_text_width_height_descent
    renderer, font = measuring(Figure()), FontProperties()
    for size, weight in ((9, "normal"), (12, "normal"), (12, "bold")):
        font.set_size(size)
        font.set_weight(weight)
        assert renderer.get_text_width_height_descent("exposure", font, False) == usual(
            renderer, "exposure", font, False
        )


def test_the_text_of_an_svg_is_text_and_is_escaped() -> None:
    svg = drawn(plane(called(EXPOSED, HOSTILE)), ".svg").decode()
    assert "Fraud exposure: worse" in svg
    assert "&lt;script&gt;" in svg
    assert "<script" not in svg
    assert "http://" not in svg.partition("<defs>")[2].replace("http://www.w3.org", "").replace("http://purl.org", "")


def test_a_figure_has_no_file_of_another_kind(tmp_path: Path) -> None:
    assert problem(Path("a.SVG")) is None
    with pytest.raises(BadInput, match=r"answer\.jpg: a figure is a file of \.svg, \.png or \.pdf"):
        pl.Compared(EXPOSED).plot().save(tmp_path / "answer.jpg")


def test_a_figure_never_replaces_a_store(tmp_path: Path) -> None:
    Store(tmp_path / "runs.png").close()
    before = (tmp_path / "runs.png").read_bytes()
    with pytest.raises(pl.Unusable, match="a store, or another file of SQLite"):
        pl.Compared(EXPOSED).plot().save(tmp_path / "runs.png")
    assert (tmp_path / "runs.png").read_bytes() == before


def test_a_notebook_shows_a_figure_and_its_names() -> None:
    answer = pl.Compared(EXPOSED)
    assert isinstance(answer.plot(), Drawing)
    assert answer.plot.plane()._repr_mimebundle_()["image/png"].startswith(b"\x89PNG")
    assert repr(answer.plot) == FIGURES_OF_AN_ANSWER


def test_colours_that_lie_side_by_side_differ_in_grey() -> None:
    assert brightness("#ffffff") == pytest.approx(255)
    assert brightness("#00ff00") == pytest.approx(149.685)  # green is the brightest of the three
    assert brightness(BETTER) - brightness(WORSE) > 30
    assert brightness(BAND) - brightness(BETTER) > 30
    assert len(SHADES) == len(NAMES)
    assert all(abs(brightness(one) - brightness(other)) > 30 for one, other in pairwise(SHADES))


def test_worse_is_not_the_colour_of_better() -> None:
    both = panels(intervals(EXPOSED, EXPOSED.headlines))
    assert both[0].lines[0].get_color() == WORSE != BETTER


def test_names_of_channels_stand_apart_where_a_channel_is_thin() -> None:
    counts = [0] * len(NAMES)
    counts[:4] = [440, 510, 4, 2]
    shown = Shown(channels_over_time(lures(counts, counts), date(2020, 8, 1), title="thin"))
    assert shown.unreadable == []
    assert set(NAMES[:4]) <= set(shown.texts)


def test_facts_stand_in_their_ranges_and_one_that_misses_is_marked() -> None:
    """The range of the fill rate is 30 to 50 %: 35 % lies at a quarter of it."""
    binding = [fact for fact in FACTS if fact.binding]
    middle = {fact.name: (fact.low + fact.high) / 2 for fact in binding}
    means = middle | {"fill_rate": 0.35, "take_rate": 0.9}
    intervals = {name: Interval(mean, mean, mean) for name, mean in means.items()}
    intervals |= {"unpaid_ever": Interval(0.16, 0.15, 0.18)}  # of 10 to 17 %
    found = Validation(
        side("production"), Seeds((0,), (0,)), tuple((fact, intervals[fact.name]) for fact in binding), 1.0
    )
    figure = facts(found)
    assert title(figure) == f"production: {len(binding) - 2} facts of {len(binding)} hold"
    at = [float(line.get_xdata()[0]) for line in panels(figure)[0].lines[1::2]]
    places = dict(zip((fact.name for fact in binding), at, strict=True))
    assert places["fill_rate"] == pytest.approx(0.25)
    assert places["postings_of_rings"] == pytest.approx(0.5)
    assert places["take_rate"] == 2.5  # on the edge
    shown = Shown(figure)
    assert [text for text in shown.texts if text.endswith("misses")] == ["90; 18–21.5 %, misses"]
    assert [text for text in shown.texts if text.endswith("cannot tell")] == ["16 [15, 18]; 10–17 %, cannot tell"]
    looks = dict(zip((fact.name for fact in binding), panels(figure)[0].lines[1::2], strict=True))
    assert [
        (looks[name].get_color(), looks[name].get_marker()) for name in ("fill_rate", "take_rate", "unpaid_ever")
    ] == [(BETTER, "o"), (WORSE, "s"), (INK, "D")]
    assert shown.unreadable == []


def test_worlds_show_their_spread_and_how_many_lie_within_a_range() -> None:
    figure = pl.read_worlds().plot().figure
    found = pl.read_worlds().found
    held = found.regimes["frozen"][0]
    low, high = panels(figure)[0].lines[0].get_xdata()
    width = held.fact.high - held.fact.low
    assert (low, high) == pytest.approx([(end - held.fact.low) / width for end in held.spread[::2]])
    assert Shown(figure).unreadable == []


def test_guardrails_are_drawn_in_margins_the_worst_first() -> None:
    """Harm of 5 to exposure, whose margin on the first day is 3 % of 100: 1.67 margins, and value is as it was."""
    rails_of = guardrails().rails
    exposed = next(rail for rail in rails_of if rail.metric.name == "exposed_per_10k" and rail.regime == "frozen")
    value = next(rail for rail in rails_of if rail.metric.name == "value_per_posting" and rail.regime == "frozen")
    compared = EXPOSED.comparisons[0]
    rulings = (
        ruled(value, answered().comparisons[0]["value_per_posting"], 8),
        ruled(exposed, compared["exposed_per_10k"], 8),
    )
    axes: Any = draw_rails(Figure().subplots(), worst_first(rulings))
    assert [label.get_text() for label in axes.get_yticklabels()] == [
        "exposed_per_10k, first day",
        "value_per_posting, first day",
    ]
    assert axes.lines[1].get_xdata()[0] == pytest.approx(5 / exposed.margin(100.0))
    assert [text.get_text() for text in axes.texts] == ["fail", "pass"]


def test_a_harm_beyond_a_margin_of_nothing_stands_on_the_edge() -> None:
    strict = replace(guardrails().rails[0], share=0.0, amount=0.0)
    difference = EXPOSED.comparisons[0]["exposed_per_10k"]
    axes: Any = draw_rails(Figure().subplots(), [ruled(strict, difference, 8), ruled(strict, difference, 9)])
    assert [line.get_xdata()[0] for line in axes.lines[1:-1:2]] == [FARTHEST, FARTHEST]


def test_numbers_that_decide_are_drawn_beside_what_luck_reaches() -> None:
    deciding = Deciding(8, (Decider("ring.explore", 0.9), Decider("ring.patience", -0.4)), 0.6)
    suspect = Suspect("ring.lures_by_call", 0.3, 0.5, ())
    found = Hinges(EXPOSED.comparisons[0]["exposed_per_10k"], deciding, (suspect,), ())
    axes: Any = pulls(Figure().subplots(), found)
    assert [label.get_text() for label in axes.get_yticklabels()] == [
        "ring.explore",
        "ring.patience",
        "ring.lures_by_call",
    ]
    assert [bar.get_width() for bar in axes.patches] == [1.2, 0.9, 1.2, -0.4, 1.0, 0.3]


def test_the_difference_along_a_number_of_the_rule_shows_where_it_breaks_even() -> None:
    probes = tuple(
        (at, answered(exposed_per_10k=each(*by)).comparisons[0]["exposed_per_10k"])
        for at, by in ((0.0, (4, 6)), (1.0, (-4, -6)))
    )
    turn = Turn("platform.communication.monitored_share", 0.0, probes, (0.25, 0.5))
    axes: Any = along(Figure().subplots(), turn, "workers per 10,000")
    assert np.asarray(axes.lines[-1].get_ydata()).tolist() == [5, -5]
    assert axes.get_xlabel() == "monitored_share"
    assert axes.patches[0].get_path().get_extents(axes.patches[0].get_patch_transform()).intervalx.tolist() == [
        0.25,
        0.5,
    ]


def test_ranks_stand_in_their_order_with_the_words_of_the_text() -> None:
    """Exposure is 100 with the baseline; 105 with the first candidate, 95 with the second, in all pairs alike."""
    axes: Any = draw_ranks(Figure().subplots(), ranked("one", "other"), EXPOSED_NAME)
    labels = [label.get_text() for label in axes.get_yticklabels()]
    assert labels[0] == "other, first day"
    assert labels[1::2] == ["adapted", "adapted"]
    verdicts = [text.get_text().rpartition("  ")[2] for text in axes.texts]
    assert verdicts == ["better", "better", "worse", "worse"]


def test_a_run_shorter_than_a_week_has_no_line_of_weeks() -> None:
    short = tuple(
        replace(compared, weeks=dict.fromkeys(WEEKLY, (np.empty((2, 0)),) * 2)) for compared in EXPOSED.comparisons
    )
    assert len(panels(weeks(Answer(short)))[0].lines[0].get_xdata()) == 0
    assert pl.Compared(Answer(short)).weeks().empty
