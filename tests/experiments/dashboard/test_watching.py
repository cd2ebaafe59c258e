"""A market lived day by day: what is seen of it on an evening, and the events of a worker."""

from pathlib import Path
from typing import Any

import pytest

import policylab as pl
from experiments.dashboard.house import House
from experiments.dashboard.watching import Moment, Watching, measure_label, measure_time, measure_unit
from experiments.language.messages import speaking
from experiments.measures.lately import LAST, LURES
from tests.experiments.dashboard.hand import labelled, press

SMALL = pl.load("production", "scale=0.1", days=20)


@pytest.fixture(scope="module")
def watching() -> Watching:
    watching = Watching(SMALL, 3)
    watching.live(12)
    return watching


def test_a_day_is_the_day_of_the_same_market_in_python(watching: Watching) -> None:
    market = SMALL.market(seed=3)
    for _ in range(12):
        market.step()
    course = watching.course()
    collected = market.datacollector.model_vars
    assert course["workers"] == collected["workers"]
    assert course["exposed_per_10k"] == collected["exposed_per_10k"]
    shares = [100 * value for value in collected["direct_deal_share"]]
    assert course["direct_deal_share"] == pytest.approx(shares, nan_ok=True)
    assert measure_label("direct_deal_share") == "deals outside the platform"
    assert measure_unit("direct_deal_share") == "per cent"


def test_an_evening_counts_people_postings_and_rings(watching: Watching) -> None:
    evening, tables = watching.evening, watching.market.tables
    assert (evening.day, evening.date.isoformat()) == (12, "2020-08-12")
    people = {who: number for who, number in evening.people}  # noqa: C416 - a row is a tuple of any length
    assert people["workers who come and look"] == f"{watching.course()['workers'][-1]:,.0f}"
    assert people["accounts of rings"] == str(sum(ring.accounts for ring in watching.market.agents))
    assert len(evening.rings) == len(watching.market.agents) > 0
    assert len(evening.jobs) == min(len(tables.jobs.on_show()), 30) > 0
    assert {row[-1] for row in evening.jobs} <= {"honest", "a ring's"}
    assert evening.desks[0][0] == "screening of postings"


def test_a_measure_is_told_with_the_days_that_it_is_of(watching: Watching) -> None:
    times = {row[0]: row[3] for row in watching.evening.measures}
    assert len(times) == len(watching.course())
    assert times[measure_label("exposed_per_10k")] == times[measure_label("fee_yen")] == "the last 30 days"
    assert times[measure_label("value_per_posting")] == "jobs posted 60 to 30 days ago"
    assert times["lures by posting"] == times["lures by call"] == "this day"
    assert times["workers"] == times["rings in business"] == "this evening"
    assert {measure_time(name) for name in (*LAST, *LURES)} == {"the last 30 days", "this day"}


def test_the_events_of_a_worker_are_those_of_the_last_days(watching: Watching) -> None:
    everything = [moment for worker in range(40) for moment in watching.moments(worker, 100)]
    lately = [moment for worker in range(40) for moment in watching.moments(worker, 2)]
    assert any(moment.text == "looked at the list" for moment in everything)
    assert lately
    assert min(moment.day for moment in lately) >= 10
    assert set(lately) < set(everything)


def test_an_event_shows_day_and_time_and_days_begin_with_1(watching: Watching) -> None:
    today = [moment.when for worker in range(40) for moment in watching.moments(worker, 1) if moment.day < 12]
    assert today
    assert {when.partition(", ")[0] for when in today} == {f"day {watching.evening.day}"}
    times = [Moment(day, "looked at the list", False).when for day in (-0.5, 0.0, 2.0625)]
    assert times == ["before day 1", "day 1, 00:00", "day 3, 01:30"]
    with speaking("ja"):
        times = [Moment(day, "looked at the list", False).when for day in (-0.5, 2.0625)]
    assert times == ["初日より前", "3日目 01:30"]


def test_the_page_tells_events_so(client: Any, tmp_path: Path, watching: Watching) -> None:
    from experiments.dashboard.watch import Watch

    Watch(House(tmp_path, tmp_path / "runs.sqlite", 1, watching=watching))
    press(client, "Show the events")
    [table] = labelled(client, "Events of one worker")
    assert [row["0"] for row in table.rows] == [moment.when for moment in watching.moments(0, 30)] != []


def test_nobody_has_a_number_beyond_the_last(watching: Watching) -> None:
    with pytest.raises(LookupError, match="No worker has the number 1000000: they go from 0 to "):
        watching.moments(1_000_000, 5)
    with pytest.raises(LookupError, match="No worker has the number -1"):
        watching.moments(-1, 5)


def test_a_market_ends_on_its_last_day() -> None:
    short = Watching(pl.load("production", "scale=0.05", days=3), 0)
    assert short.evening.day == 0
    assert short.live(10).day == 3
    assert short.over
