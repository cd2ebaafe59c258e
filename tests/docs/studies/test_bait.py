"""The study of a bait that nobody has phrased: what is measured by week, against the market in which nobody invents."""

import math
from typing import Any

import numpy as np
import pytest

from docs.studies.bait import (
    DAYS,
    INVENTED_ON,
    LATE,
    NOBODY,
    OFFICES,
    UNITS,
    Weeks,
    bait,
    by_week,
    gap,
    platforms,
    together,
    weekly,
)
from docs.studies.page import Part, Picture
from experiments.runs.plan import Run
from policies.records import Channel, Format, Kind
from scenarios import load
from sim.state.codes import ClientType, Duty
from sim.state.events import (
    ClientJoined,
    Completed,
    Contacted,
    Hired,
    LedAway,
    Session,
    StaffWorked,
    Stopped,
    Suspended,
)
from sim.words.grammar import INVENTED, PLAIN
from tests.docs.studies.by_hand import ByHand, cells, tables
from tests.experiments.measures.logs import at, log_of, post

UNLEARNED, *LEARNED = OFFICES
SMALL = ["world.workers=600", "world.clients=200", "world.churn.dormant_workers=0.2"]
LOG = (  # of two weeks and two days: job 0 is honest, 1 and 2 are schemes, 3 is an advert
    post(0, 0),
    post(1, 1, tactic=Kind.MLM, client=1),
    post(2, 2, tactic=Kind.MLM, client=1),
    post(3, 3, violation=Kind.MLM, client=2),
    at(ClientJoined, -1, client=[0, 1, 2], type=[ClientType.HONEST, ClientType.RING, ClientType.MARKETER]),
    at(Session, [0, 5, 5, 6.9, 6.9, 7, 13.9, 14], worker=[0, 4, 5, 0, 1, 2, 3, 4]),
    at(
        Contacted,
        [1, 2, 3, 6.9, 7, 8],
        worker=[0, 0, 1, 1, 2, 3],
        job=[1, 2, 1, 2, 1, 2],
        client=1,
        tactic=Kind.MLM,
        channel=[Channel.MESSAGE, Channel.MESSAGE, Channel.POSTING, Channel.CALL, Channel.SCOUT, Channel.POSTING],
    ),
    at(LedAway, 8.1, worker=3, job=2, client=1, tactic=Kind.MLM, channel=Channel.POSTING),
    at(Stopped, [1, 2, 7, 8, 9], client=[0, 1, 0, 0, 2], tactic=[Kind.NONE, Kind.MLM, Kind.NONE, Kind.OFF_PURPOSE, 0]),
    at(Suspended, [3, 3, 4, 7], job=[0, 1, 3, 0]),
    at(StaffWorked, [1, 1, 7], duty=[Duty.MESSAGE_WATCH, Duty.SCREENING, Duty.MESSAGE_WATCH], hours=[2.0, 5.0, 3.0]),
    at(
        Hired,
        [1, 2, 7, 8, 8],
        job=[0, 1, -1, 0, 0],
        tactic=[Kind.NONE, Kind.MLM, Kind.NONE, Kind.NONE, Kind.NONE],
        format=[Format.FIXED, Format.FIXED, Format.HOURLY, Format.TASK, Format.FIXED],
    ),
    at(Completed, [2, 8, 15], amount=[100.0, 50.0, 70.0], received=[80.0, 45.0, 60.0]),
    at(Completed, [2, 3, 8, 9], job=[0, 1, 0, -1], seats=[1, 1, 2, 1], fit=[0.5, 0.9, 0.4, 0.7]),
)


def test_values_are_measured_in_whole_weeks_only() -> None:
    values = by_week(log_of(*LOG, days=16), np.array([PLAIN, PLAIN, INVENTED, PLAIN]))
    assert values == {
        "exposed_per_10k": [20_000 / 4, 20_000 / 2],  # 0 by message, 1 on a call; 2 by scout, 3 was led away
        "invented_share": [1 / 3, 1 / 2],  # of what is written: a call is not
        "honest_texts_stopped": [1, 1],  # not those of a ring or a marketer, nor misused terms
        "lawful_postings_suspended": [1, 1],  # neither the scheme nor the advert
        "reading_hours": [2, 3],
        "contracts": [1, 2],  # no task, none of a ring; repeat business too
        "fee_yen": [20, 5],
        "value": [0.5, 0.2],  # a seat of two counts half, a scheme and repeat business not at all
    }
    assert list(values) == list(UNITS)


def test_a_week_without_a_lure_has_no_share_of_invented_words() -> None:
    values = by_week(log_of(at(Session, [0, 8], worker=[0, 1]), days=14), np.zeros(0, np.int64))
    assert values["exposed_per_10k"] == [0, 0]
    assert all(map(math.isnan, values["invented_share"]))


def test_offices_differ_only_in_learning_and_one_market_never_invents() -> None:
    scenarios = {name: load("production", changes) for name, changes in platforms().items()}
    rules: dict[str, Any] = {name: scenario.rollout[0][1].guidelines for name, scenario in scenarios.items()}
    assert {name: scenario.world.ring.invents_on for name, scenario in scenarios.items()} == {
        NOBODY: 36_500
    } | dict.fromkeys([UNLEARNED, *LEARNED], INVENTED_ON)
    assert 36_500 > DAYS > INVENTED_ON
    assert [rules[name].learns_from for name in (NOBODY, UNLEARNED)] == [0, 0]
    assert [(rules[name].learns_from, rules[name].learns_in_days) for name in LEARNED] == [(10, 45), (5, 14), (1, 1)]


def moved(run: Run) -> Weeks:
    """100 every week; from week 9 on 50 ± 1 more by seed where rings invent, half of it where the office learns.

    Once rings have adapted twice as many. Of honest texts 2 more are stopped where the office learns.
    """
    rule: Any = run.scenario.rollout[0][1].guidelines
    numbers = run.scenario.world
    invents, learns = numbers.ring.invents_on < DAYS, rule.learns_from > 0
    more = invents * (50.0 + (-1) ** run.seed) / (1 + learns) * (1 + (numbers.rings == "adapting"))
    bite = np.where(np.arange(run.scenario.days // 7) >= 8, more, 0.0)
    values = {name: (100 + 0 * bite).tolist() for name in UNITS}
    values["exposed_per_10k"] = (100 + bite).tolist()
    values["invented_share"] = np.where(bite > 0, 0.3 + 0.01 * run.seed, 0.0).tolist()
    values["honest_texts_stopped"] = (100 + 2 * learns + 0 * bite).tolist()
    return values


@pytest.fixture(scope="module")
def part() -> Part:
    """Four seeds by hand."""
    return bait(ByHand(most=4, made=moved))


def test_without_a_pair_of_two_numbers_there_is_no_difference() -> None:
    result = gap("invented_share", np.array([math.nan, 1.0]), np.array([2.0, math.nan]))
    assert all(math.isnan(each) for each in (result.mean, result.low, result.high))


def test_a_pair_without_a_number_on_a_side_is_left_out() -> None:
    result = gap("invented_share", np.array([0.0, 0.0, math.nan, 0.0]), np.array([0.2, 0.4, 0.9, math.nan]))
    assert result.mean == pytest.approx(0.3)


def test_pairs_that_are_equal_to_the_bit_have_no_interval() -> None:
    before = np.array([100.0, 101.0, 102.0, 103.0])
    equal, other = gap("exposed_per_10k", before, before), gap("exposed_per_10k", before, before + (before > 100))
    assert equal.mean == 0
    assert math.isnan(equal.low)
    assert math.isnan(equal.high)
    assert other.low < other.mean == 0.75 < other.high


def test_the_last_weeks_are_summed_and_rates_are_their_mean() -> None:
    weeks = np.array([[7.0] * (25 - LATE) + [100.0] * (LATE - 1) + [100.0 + LATE]])
    assert together("exposed_per_10k", weeks).tolist() == [101]
    assert together("honest_texts_stopped", weeks).tolist() == [101 * LATE]


def test_tables_have_a_row_per_office_and_regime_from_week_seven(part: Part) -> None:
    assert str(part[0]).startswith(f"`production`, 4 pairs, each in another plausible world, {DAYS} days;")
    exposed, invented, late = tables(part)
    offices = [NOBODY, *OFFICES]
    assert list(exposed)[2:] == [f"week {week}" for week in range(7, 26, 2)]
    assert [row[:2] for row in cells(exposed)] == [
        ["" if when == "adapted" else office, when] for office in offices for when in ("first day", "adapted")
    ]
    first, adapted, unlearned, again, *_ = (row[2:5] for row in cells(exposed))
    assert first == adapted == ["100", "100", "100"]
    assert unlearned == ["0", "+50 [48, 52]", "+50 [48, 52]"]
    assert again == ["0", "+100 [96, 104]", "+100 [96, 104]"]
    assert cells(invented)[0][:5] == [UNLEARNED, "first day", "0", "31 [29, 34]", "31 [29, 34]"]
    row = cells(late)[2]
    assert row[:3] == [LEARNED[0], "first day", "+25 [24, 26]<br>100 → 125"]
    assert row[3].endswith("<br>36,900 → 37,638")  # 800 and 816 of the market, 46.125 times
    assert row[-1] == "0<br>36,900 → 36,900"


def test_the_picture_has_a_panel_per_regime_and_a_line_per_office(part: Part) -> None:
    picture = part[-1]
    assert isinstance(picture, Picture)
    panels = picture.figure.axes
    assert [axes.get_title(loc="left").split(":")[0] for axes in panels] == ["first day", "adapted"]
    for axes, size in zip(panels, (1, 2), strict=True):
        lines = {str(line.get_label()): line for line in axes.lines}
        assert list(lines)[: len(OFFICES)] == list(OFFICES)
        weeks, values = lines[UNLEARNED].get_data()
        assert np.asarray(weeks).tolist() == list(range(1, DAYS // 7 + 1))
        assert np.asarray(values).tolist() == [0] * 8 + [50 * size] * 17
        assert len({line.get_linestyle() for line in list(lines.values())[: len(OFFICES)]}) == len(OFFICES)
        bands = [band.get_paths()[0].get_extents() for band in axes.collections]
        assert len(bands) == len(OFFICES)
        assert 50 * size < bands[0].y1 < 52 * size
        ends = [np.asarray(line.get_xdata(), float) for line in axes.lines]
        marks = [each[0] for each in ends if len(each) == 2 and each[0] == each[1]]
        assert marks == pytest.approx([60 / 7 + 0.5])  # in the ninth week, which reaches from 8.5 to 9.5
    assert [text.get_text() for text in panels[0].texts] == ["day 60: the bait appears"]


def test_markets_are_equal_until_the_bait_appears() -> None:
    def lived(*changes: str) -> Weeks:
        return weekly(
            Run(
                load(
                    "production", [*SMALL, "world.rings=frozen", "world.population.ring_share=0.05", *changes]
                ).lasting(28),
                1,
            )
        )

    invents, nobody = lived("world.ring.invents_on=14"), lived()
    for name in UNITS:
        assert np.array_equal(invents[name][:2], nobody[name][:2], equal_nan=True)
    assert invents["invented_share"][3] > 0
    assert np.nanmax(nobody["invented_share"]) == 0
    assert sum(nobody["exposed_per_10k"]) > 0
    assert sum(nobody["value"]) > 0
