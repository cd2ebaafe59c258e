"""The study of a bait that nobody has phrased: what is measured by week, against the market in which nobody invents."""

import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from matplotlib.colors import to_rgb

from docs.studies.bait import DAYS, INVENTED_ON, MARKET, PLATFORMS, bait, by_week, weekly
from docs.studies.bait_result import LATE, UNITS, Bait, Weeks, difference
from docs.studies.documentation import PAGES
from docs.studies.pages import bait_tables
from docs.studies.pages.figures import exposure_by_week
from docs.studies.parts import as_markdown
from experiments.runs.batch import Batch, carry_out
from experiments.runs.keeping import Keeping
from experiments.runs.plan import Run
from experiments.runs.pools import Serial
from experiments.runs.provenance import Side
from experiments.runs.watch import unwatched
from experiments.runs.works import Work
from experiments.runs.worlds import FIXED
from policies.records import Channel, Format, Kind
from scenarios import load
from sim.state.codes import ClientType, Duty
from sim.state.events import (
    ClientJoined,
    Completed,
    Contacted,
    Hired,
    LedAway,
    Paid,
    Session,
    StaffWorked,
    Stopped,
    Suspended,
)
from sim.words.grammar import INVENTED, PLAIN
from tests.experiments.measures.logs import at, log_of, post

NOBODY, UNLEARNED, *LEARNED = PLATFORMS
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
    at(Paid, [2, 8, 15], amount=[100.0, 50.0, 70.0], received=[80.0, 45.0, 60.0]),
    at(Completed, [2, 3, 8, 9], job=[0, 1, 0, -1], seats=[1, 1, 2, 1], fit=[0.5, 0.9, 0.4, 0.7]),
)


def test_what_is_measured_falls_into_whole_weeks_and_a_rest_is_left_out() -> None:
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


def test_offices_differ_in_what_they_learn_alone_and_all_but_one_market_invent_on_one_day() -> None:
    scenarios = {name: load(MARKET, changes) for name, changes in PLATFORMS.items()}
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
def result() -> Bait:
    """Four seeds by hand."""
    return bait(worlds=FIXED, seeds=range(4), work=Work(moved))


def test_every_office_is_met_in_both_regimes_for_half_a_year(result: Bait) -> None:
    assert {rings: list(platforms) for rings, platforms in result.runs.items()} == {
        "frozen": list(PLATFORMS),
        "adapting": list(PLATFORMS),
    }
    assert result.values("adapting", UNLEARNED, "exposed_per_10k").shape == (4, DAYS // 7)


def test_without_a_pair_of_two_numbers_there_is_no_difference() -> None:
    found = difference("invented_share", np.array([math.nan, 1.0]), np.array([2.0, math.nan]))
    assert all(math.isnan(each) for each in (found.mean, found.low, found.high))


def test_a_difference_is_that_of_the_same_pair_week_by_week(result: Bait) -> None:
    frozen = result.by_week("frozen", UNLEARNED, "exposed_per_10k")
    adapted = result.by_week("adapting", LEARNED[0], "exposed_per_10k")
    assert [each.mean for each in frozen] == [0] * 8 + [50] * 17
    assert [each.mean for each in adapted] == [0] * 8 + [50] * 17
    assert 48 < frozen[8].low < 50 < frozen[8].high < 52


def test_a_week_that_a_pair_has_no_number_for_counts_for_the_others() -> None:
    nobody, office = ((0.0, 0.0, math.nan, 0.0), (0.2, 0.4, 0.9, math.nan))
    runs: Mapping[str, tuple[Weeks, ...]] = {
        NOBODY: tuple({"invented_share": [share]} for share in nobody),
        UNLEARNED: tuple({"invented_share": [share]} for share in office),
    }
    [week] = Bait({"frozen": runs}).by_week("frozen", UNLEARNED, "invented_share")
    assert week.mean == pytest.approx(0.3)


def test_pairs_that_are_equal_to_the_bit_have_no_interval() -> None:
    runs = tuple({"exposed_per_10k": [100.0 + seed, 100.0 + seed]} for seed in range(4))
    after = tuple({"exposed_per_10k": [100.0 + seed, 100.0 + seed + (seed > 0)]} for seed in range(4))
    equal, other = Bait({"frozen": {NOBODY: runs, UNLEARNED: after}}).by_week("frozen", UNLEARNED, "exposed_per_10k")
    assert equal.mean == 0
    assert math.isnan(equal.low)
    assert math.isnan(equal.high)
    assert other.low < other.mean == 0.75 < other.high


def test_the_last_weeks_are_summed_and_rates_are_their_mean(result: Bait) -> None:
    assert result.late("frozen", UNLEARNED, "exposed_per_10k").tolist() == [151, 149, 151, 149]
    assert result.late("frozen", LEARNED[1], "honest_texts_stopped").tolist() == [102 * LATE] * 4


def test_the_page_has_a_row_an_office_and_regime_and_weeks_from_the_seventh_on(result: Bait) -> None:
    exposed, invented, late = as_markdown(bait_tables.bait(result)).split("\n\n|")[1:]
    heads, _, first, adapted, unlearned, again, *_ = exposed.splitlines()
    assert heads.split(" | ")[2:] == [f"week {week}" for week in range(7, 25, 2)] + ["week 25 |"]
    assert first.startswith(f"| {NOBODY} | first day | 100 | 100 |")
    assert adapted.startswith("|  | adapted | 100 | 100 |")
    assert unlearned.startswith(f"| {UNLEARNED} | first day | 0 | +50 [48, 52] | +50 [48, 52] |")
    assert again.startswith("|  | adapted | 0 | +100 [96, 104] |")
    assert f"| {UNLEARNED} | first day | 0 | 31 [29, 34] | 31 [29, 34] |" in invented
    assert NOBODY not in invented
    row = next(line for line in late.splitlines() if line.startswith(f"| {LEARNED[0]} | first day |"))
    cells = [cell.strip() for cell in row.split("|")[3:-1]]
    assert cells[0] == "+25 [24, 26]<br>100 → 125"
    assert cells[1].endswith("<br>36,900 → 37,638")  # 800 and 816 of the market, 46.125 times
    assert cells[-1] == "0<br>36,900 → 36,900"


def test_the_page_says_how_many_pairs_and_shows_its_picture(result: Bait) -> None:
    page = as_markdown(bait_tables.bait(result))
    assert page.startswith(f"`{MARKET}`, 4 pairs, each in another plausible world, {DAYS} days;")
    assert list(PAGES["bait"]) == ["results/adversary.md", "pictures/bait.png"]
    written = (Path(__file__).resolve().parents[3] / "docs/results/adversary.md").read_text("utf-8")
    assert "](../pictures/bait.png)" in written.partition("<!-- begin: bait -->")[0]


def test_the_page_and_its_picture_show_the_same_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    requests = []

    def carry_out_by_hand(sides: Sequence[Side], seeds: Sequence[int], work: Work[Weeks], **means: Any) -> Batch[Weeks]:
        requests.append(len(sides) * len(seeds))
        return carry_out(sides, seeds[:4], Work(moved), worlds=FIXED)

    monkeypatch.setattr("docs.studies.bait.carry_out_all", carry_out_by_hand)
    page, picture = (make(Serial(), unwatched, Keeping(rerun_failed=True)) for make in PAGES["bait"].values())
    assert isinstance(page, tuple)
    assert page[0].startswith(f"`{MARKET}`, 4 pairs")
    assert isinstance(picture, bytes)
    assert picture.startswith(b"\x89PNG")
    assert requests == [2 * len(PLATFORMS) * 32]


def test_the_picture_has_a_panel_a_regime_and_a_line_with_its_band_an_office(result: Bait) -> None:
    panels = exposure_by_week(result).axes
    assert [axes.get_title(loc="left").split(":")[0] for axes in panels] == ["first day", "adapted"]
    for axes, size in zip(panels, (1, 2), strict=True):
        lines = {str(line.get_label()): line for line in axes.lines}
        assert list(lines)[: len(PLATFORMS) - 1] == [UNLEARNED, *LEARNED]
        weeks, values = lines[UNLEARNED].get_data()
        assert np.asarray(weeks).tolist() == list(range(1, DAYS // 7 + 1))
        assert np.asarray(values).tolist() == [0] * 8 + [50 * size] * 17
        assert len({line.get_linestyle() for line in list(lines.values())[: len(PLATFORMS) - 1]}) == len(PLATFORMS) - 1
        greys = sorted(np.dot(to_rgb(line.get_color()), (0.299, 0.587, 0.114)) for line in list(lines.values())[:4])
        assert min(np.diff(greys)) > 0.1
        bands = [band.get_paths()[0].get_extents() for band in axes.collections]
        assert len(bands) == len(PLATFORMS) - 1
        assert 50 * size < bands[0].y1 < 52 * size
        ends = [np.asarray(line.get_xdata(), float) for line in axes.lines]
        marks = [each[0] for each in ends if len(each) == 2 and each[0] == each[1]]
        assert marks == pytest.approx([60 / 7 + 0.5])  # in the ninth week, which reaches from 8.5 to 9.5
    assert [text.get_text() for text in panels[0].texts] == ["day 60: the bait appears"]


def test_until_the_bait_appears_a_market_is_the_one_in_which_nobody_invents() -> None:
    def lived(*changes: str) -> Weeks:
        return weekly(Run(load(MARKET, [*SMALL, "world.rings=frozen", *changes]).lasting(28), 1))

    invents, nobody = lived("world.ring.invents_on=14"), lived()
    for name in UNITS:
        assert np.array_equal(invents[name][:2], nobody[name][:2], equal_nan=True)
    assert invents["invented_share"][3] > 0
    assert np.nanmax(nobody["invented_share"]) == 0
    assert sum(nobody["exposed_per_10k"]) > 0
    assert sum(nobody["value"]) > 0
