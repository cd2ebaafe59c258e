"""Pictures of the other questions by what they draw, worked out by hand."""

import math
from dataclasses import replace
from datetime import date

import pytest

import policylab as pl
from experiments.document.pictures import Bar, Curves, Dots, Row, Rows, Stack
from experiments.document.tones import tone
from experiments.measures.channels import NAMES
from experiments.measures.validity import FACTS
from experiments.questions.calibrate import pictures as worlds
from experiments.questions.compare.deciding import Decider, Deciding
from experiments.questions.flip.pictures import hinges
from experiments.questions.flip.result import Hinges, Suspect, Turn
from experiments.questions.gate.guardrails import guardrails
from experiments.questions.gate.judging import ruled
from experiments.questions.gate.pictures import FARTHEST, rails
from experiments.questions.measure.facts import MeasuredFact, Validation
from experiments.questions.measure.pictures import channels_over_time, facts, rollouts, sizes
from experiments.questions.rank.pictures import ranks
from experiments.questions.sweep.pictures import curves
from experiments.questions.trace.ask import Selection
from experiments.questions.trace.lives import Happening, Moment
from experiments.questions.trace.pictures import lives, who
from experiments.runs.provenance import Seeds
from experiments.verdicts.intervals import Interval
from scenarios import BadInput, load
from tests.experiments.found import lures, side
from tests.experiments.panels import interval, panels
from tests.experiments.questions.gate.hand import FAILS
from tests.experiments.questions.trace.hand import asked
from tests.experiments.show.hand import answered, each, flipped, ranked
from tests.experiments.show.pictures.hand import SUSPEND, TRACE, swept
from tests.policylab.hand import measured

WORSE = answered(exposed_per_10k=each(4, 6)).comparisons[0]


def bars(panel: Rows) -> list[list[Bar]]:
    """The bars of each row."""
    return [[mark for mark in row.marks if isinstance(mark, Bar)] for row in panel.rows]


def test_shares_of_channels_have_a_mark_at_each_rollout() -> None:
    counts = [[3] * len(NAMES), [1] * len(NAMES)]
    planned, reached = panels(
        channels_over_time(lures(*counts), date(2020, 8, 1), [(date(2020, 8, 16), "c")], ""), Stack
    )
    assert [name for name, _ in planned.parts] == list(NAMES)
    assert [list(shares) for _, shares in planned.parts] == [[pytest.approx(1 / len(NAMES))] * 2] * len(NAMES)
    assert planned.x.marks == [(15, "16 Aug  c")]
    assert reached.x.marks == [(15, "")]
    assert reached.x.ticks == [(0, "1 Aug"), (30, "31 Aug")]


def test_rollouts_name_the_levers_that_change_on_each_date() -> None:
    marks = rollouts(load("timeline_2020"))
    assert (date(2020, 3, 25), "screening") in marks
    assert (date(2020, 4, 10), "order rules, contact reminder") in marks
    assert [day for day, _ in marks] == sorted(day for day, _ in marks)


def test_people_are_counted_as_the_trace_counts_them() -> None:
    """2 and 3 are spared, 4, 5 and 6 newly reached; 1 is reached either way."""
    [panel] = panels(who(TRACE, "channel"), Rows)
    widths = {row.label: tuple(bar.end for bar in each) for row, each in zip(panel.rows, bars(panel), strict=True)}
    assert widths == {"message": (-1, 1), "nda": (-1, 0), "scout": (0, 2)}
    assert panel.rows[0].words == "1 spared, 1 newly; 1 either way"


def test_a_picture_of_lives_without_a_life_is_an_error() -> None:
    nobody = replace(
        TRACE, pairs=tuple(replace(pair, fates=(pair.fates[0], pair.fates[1][:0])) for pair in TRACE.pairs)
    )
    for trace, message in (
        (TRACE, f"{TRACE.people(1)} are newly reached: ask for one with worst=1, or name workers"),
        (nobody, "0 are newly reached: name workers"),
    ):
        with pytest.raises(BadInput, match=f"tells no life, and {message}$"):
            pl.Traced(trace).plot.lives()


def test_a_life_is_drawn_in_days_and_marks_the_first_difference() -> None:
    trace = asked(Selection(worst=1))
    [panel] = panels(lives(trace), Rows)
    assert panel.x.label == "days since the start"
    first = trace.lives[0].first
    assert first is not None
    assert [row.words for row in panel.rows if tone(row.words) == "worse"] == [first.either.text]


def test_a_long_life_is_drawn_around_its_first_difference() -> None:
    """The event of day 9 comes half a day later on the other side, that of day 10 never."""

    def life(days: int, *apart: int) -> list[Row]:
        def event(time: float) -> Happening:
            return Happening(time, f"day {time:.0f}", False, False, "?", 0)

        moments = [Moment(event(day), event(day + 0.5) if day == 9 and apart else event(day)) for day in range(days)]
        moments = [replace(each, after=None) if place in apart[1:] else each for place, each in enumerate(moments)]
        [panel] = panels(lives(replace(trace, lives=(replace(trace.lives[0], moments=tuple(moments)),))), Rows)
        return list(panel.rows)

    trace = asked(Selection(worst=1))
    rows = life(40, 9, 10)
    assert [row.words for row in rows] == [f"day {day}" for day in range(4, 28)]
    assert [row.words for row in life(40)] == [f"day {day}" for day in range(24)]
    assert [tone(row.words) for row in rows[4:8]] == ["faint", "worse", "", "faint"]
    both, alone = rows[5].marks, rows[6].marks
    assert both == [Bar(9, 9.5, "pale", thick=0.1), Dots([9], "", "dot"), Dots([9.5], "", "square")]
    assert alone == [Bar(10, 10, "pale", thick=0.1), Dots([10], "", "dot")]
    assert {mark.shade for mark in rows[4].marks[1:]} == {"faint"}


def test_a_curve_goes_through_the_differences_of_its_points() -> None:
    result = swept(f"{SUSPEND}=0.9,0.7,0.8")
    panel = panels(curves(result), Curves)[0]
    first, second = panel.curves[-2:]
    assert (first.name, second.name) == ("first day", "adapted")
    assert first.places == [0.7, 0.8, 0.9]
    middle = {point.values[SUSPEND]: point.comparisons[0]["victims_per_10k"].difference for point in result.points}
    assert first.values == [middle[at] for at in first.places]
    assert panel.x.label == SUSPEND


def test_each_point_of_a_curve_has_its_own_margin(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where both sides are varied, so is the baseline, and the margin is a share of it."""
    result = swept(f"{SUSPEND}=0.7,0.9")
    first = [compared["victims_per_10k"] for compared in result.points[0].comparisons]
    monkeypatch.setattr("experiments.questions.sweep.pictures.within", lambda each: 5.0 if each in first else 2.0)
    for band in panels(curves(result), Curves)[0].curves[: len(result.regimes)]:
        assert (band.values, band.low, band.high) == ((), [-5.0, -2.0], [5.0, 2.0])


@pytest.mark.parametrize(
    ("vary", "labels"),
    [
        ("platform.enforcement.links_accounts=false,true", ["False", "False", "True", "True"]),
        ("platform.fee_alert.rule=standard,off", ["standard", "standard", "off", "off"]),
    ],
)
def test_a_switch_and_a_word_are_no_axis_but_rows(vary: str, labels: list[str]) -> None:
    assert [row.label for row in panels(curves(swept(vary)), Rows)[0].rows] == labels


def test_facts_stand_in_their_ranges_and_one_that_misses_is_marked() -> None:
    """The range of the fill rate is 30 to 50 %: 35 % lies at a quarter of it."""
    binding = [fact for fact in FACTS if fact.binding]
    means = {fact.name: (fact.low + fact.high) / 2 for fact in binding} | {"fill_rate": 0.35, "take_rate": 0.9}
    intervals = {name: Interval(mean, mean, mean) for name, mean in means.items()}
    intervals |= {"unpaid_ever": Interval(0.16, 0.15, 0.18)}  # of 10 to 17 %
    result = tuple(MeasuredFact(fact, intervals[fact.name], 2) for fact in binding)
    plot = facts(Validation(side("production"), Seeds((0,), (0,)), result, 1.0))
    assert plot.title == f"production: {len(binding) - 2} facts of {len(binding)} hold"
    assert panels(plot, Rows)[0].x.spans == [(0, 1)]
    rows = {row.label: row for row in panels(plot, Rows)[0].rows}
    at = {name: interval(row).middle for name, row in rows.items()}
    assert (at["fill_rate"], at["postings_of_rings"], at["take_rate"]) == pytest.approx((0.25, 0.5, 2.5))
    assert (rows["take_rate"].words, tone(rows["take_rate"].words)) == ("90; 18–21.5 %, misses", "worse")
    assert rows["unpaid_ever"].words == "16 [15, 18]; 10–17 %, cannot tell"
    looks = {name: (interval(row).shade, interval(row).marker) for name, row in rows.items()}
    assert looks["fill_rate"] == ("better", "dot")
    assert looks["take_rate"] == ("worse", "square")
    assert looks["unpaid_ever"] == ("", "diamond")


def test_worlds_show_their_spread_and_how_many_lie_within_a_range() -> None:
    ensemble = pl.read_worlds().found
    held = ensemble.regimes["frozen"][0]
    row = panels(worlds.facts(ensemble), Rows)[0].rows[0]
    low, middle, high = ((end - held.fact.low) / (held.fact.high - held.fact.low) for end in held.spread)
    mark = interval(row)
    assert (mark.low, mark.middle, mark.high) == pytest.approx((low, middle, high))
    assert row.words == f"{held.inside:.0%}"


def test_a_size_that_is_off_is_said_so() -> None:
    result = measured().found
    rows = {row.label: row for row in panels(sizes(result), Rows)[0].rows}
    assert {name for name, row in rows.items() if row.words.endswith(", OFF")} == {
        each.size.name for each in result.off
    }
    assert (rows["fill_rate"].words, tone(rows["fill_rate"].words)) == ("× 1", "")
    places = {name: mark.places for name, row in rows.items() for mark in row.marks if isinstance(mark, Dots)}
    assert places == {
        each.size.name: [each.times]
        for each in result.sizes
        if not (math.isnan(each.size.low) or math.isnan(each.mean.mean))
    }


def test_guardrails_are_drawn_in_margins_the_worst_first() -> None:
    """Exposure is harmed by 10 [8, 12], and its margin is 2; matching by 0.25 [−0.5, 1], of 1."""
    first, second = panels(rails(FAILS), Rows)[0].rows
    assert (first.label, second.label) == ("exposed_per_10k, first day", "value_per_posting, adapted")
    assert (first.words, second.words) == ("fail", "pass")
    for row, ends in ((first, (5, 4, 6)), (second, (0.25, -0.5, 1))):
        mark = interval(row)
        assert (mark.middle, mark.low, mark.high) == pytest.approx(ends)
        assert row.band == (-1, 1)


def test_a_harm_beyond_a_margin_of_nothing_stands_on_the_edge() -> None:
    strict = replace(guardrails().rails[0], share=0.0, amount=0.0)
    gate = replace(FAILS, rulings=(ruled(strict, WORSE["exposed_per_10k"], 8),))
    assert interval(panels(rails(gate), Rows)[0].rows[0]).middle == FARTHEST


def test_numbers_that_decide_are_drawn_beside_what_luck_reaches() -> None:
    deciding = Deciding(8, (Decider("ring.explore", 0.9), Decider("ring.patience", -0.4)), 0.6)
    suspect = Suspect("ring.lures_by_call", 0.3, 0.5, ())
    result = Hinges(WORSE["exposed_per_10k"], deciding, (suspect,), ())
    flip = flipped()
    flip = replace(flip, metric=result.whole.metric, regimes=(replace(flip.regimes[0], hinges=(result,), turns=()),))
    [panel] = panels(hinges(flip), Rows)
    assert [(row.label, row.band) for row in panel.rows] == [
        ("ring.explore", (-0.6, 0.6)), ("ring.patience", (-0.6, 0.6)), ("ring.lures_by_call", (-0.5, 0.5))
    ]  # fmt: skip
    assert [(bar.end, bar.shade) for [bar] in bars(panel)] == [(0.9, ""), (-0.4, "faint"), (0.3, "faint")]


def test_the_curve_along_a_rule_number_marks_the_break_even() -> None:
    probes = tuple(
        (at, answered(exposed_per_10k=each(*by)).comparisons[0]["exposed_per_10k"])
        for at, by in ((0.0, (4, 6)), (1.0, (-4, -6)))
    )
    turn = Turn("platform.communication.monitored_share", 0.0, probes, (0.25, 0.5))
    flip = flipped()
    _, panel = hinges(replace(flip, regimes=(replace(flip.regimes[0], turns=(turn,)),))).panels[0]
    assert isinstance(panel, Curves)
    assert list(panel.curves[0].values) == [5, -5]
    assert (panel.x.label, panel.x.spans, panel.x.marks) == ("monitored_share", [(0.25, 0.5)], [(0.0, "")])


def test_ranks_stand_in_their_order_with_the_words_of_the_text() -> None:
    """Exposure is 100 with the baseline; 105 with the first candidate, 95 with the second, in all pairs alike."""
    [rows] = [panel.rows for panel in panels(ranks(ranked("one", "other")), Rows) if "addressed" in panel.heading]
    assert [row.label for row in rows] == ["other, first day", "adapted", "one, first day", "adapted"]
    assert [row.words.rpartition("  ")[2] for row in rows] == ["better", "better", "worse", "worse"]
    assert [interval(row).marker for row in rows] == ["dot", "square"] * 2
