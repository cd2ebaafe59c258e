"""A market lived day by day: what is seen of it on an evening, and the events of a worker."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

import policylab as pl
from experiments.dashboard.house import House
from experiments.dashboard.watching import Moment, Watching, evening, measure_label, measure_time, measure_unit
from experiments.language.messages import speaking
from experiments.measures.lately import LAST, LURES
from policies.records import Format
from sim.state.events import StaffWorked
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
    assert measure_label("direct_deal_share") == "deals outside"
    assert measure_unit("direct_deal_share") == "per cent"


@pytest.fixture
def hand_made() -> Watching:
    """A market after six days, in whose tables nobody has left, is in a contract, harmed or owned by a ring."""
    watching = Watching(SMALL, 3)
    watching.live(6)
    tables = watching.market.tables
    for column in (tables.workers.left, tables.clients.left, tables.clients.restricted, tables.clients.verified):
        column[:] = False
    tables.workers.running[:] = tables.workers.harmed[:] = 0
    tables.clients.true_ring[:] = -1
    return watching


def test_people_are_counted_where_they_are(hand_made: Watching) -> None:
    tables = hand_made.market.tables
    workers, clients = tables.workers, tables.clients
    workers.left[:3] = workers.running[1:9] = workers.harmed[2:6] = 1
    clients.true_ring[:7] = range(7)
    clients.restricted[5:10] = clients.left[6] = clients.left[10:13] = clients.verified[5:15] = True
    tables.dormant.workers, tables.dormant.clients = 1_200, 34
    away = f"{len(tables.affairs)}"
    assert [number for _, number in evening(hand_made.market).people] == [
        f"{len(workers) - 3}", "6", "3", "3", f"{len(clients) - 13}", "2", "5", "5", "3", away, "1,200", "34"
    ]  # fmt: skip


def test_desks_show_what_waits_there_and_the_hours_of_the_day(hand_made: Watching) -> None:
    tables = hand_made.market.tables
    for column in (tables.clients.read_at, tables.jobs.read_at):
        column[:] = np.inf
        column[:2] = 6.0  # now
    tables.clients.read_at[2:4] = tables.jobs.read_at[2:5] = 6.5
    tables.threads.asks[:] = False
    tables.threads.asks[3:7] = True
    desks = evening(hand_made.market).desks
    assert [waiting for _, waiting, _ in desks] == [f"{len(tables.jobs.waiting())}", "–", "5", "–", "4"]
    worked = hand_made.market.events(1)[StaffWorked]
    assert [float(hours) for *_, hours in desks] == pytest.approx(
        [worked.hours[worked.duty == duty].sum() for duty in range(5)], abs=0.001
    )


def test_postings_are_listed_from_the_latest_with_what_is_true(hand_made: Watching) -> None:
    tables, jobs = hand_made.market.tables, hand_made.market.tables.jobs
    *_, earlier, latest = jobs.on_show().tolist()
    jobs.client[[earlier, latest]] = 0, 1
    jobs.format[[earlier, latest]] = Format.HOURLY, Format.TASK
    tables.clients.true_ring[1] = 0
    for column, value in (
        (jobs.fee, 12_345.4),
        (jobs.taken, 2),
        (jobs.seats, 5),
        (jobs.views, 1_234),
        (jobs.applied, 7),
    ):
        column[latest] = value
    rows = evening(hand_made.market).jobs
    assert len(rows) == min(len(jobs.on_show()), 30)
    assert rows[0][1:] == ("task", "12,345", "2 of 5", "1,234", "7", "a ring's")
    assert (rows[1][1], rows[1][-1]) == ("hourly", "honest")


def test_an_evening_has_its_date_and_its_rings(watching: Watching) -> None:
    evening, [ring, *_] = watching.evening, watching.market.agents
    assert (evening.day, evening.date.isoformat()) == (12, "2020-08-12")
    assert evening.rings[0][:3] == (f"r{ring.row}", f"{ring.accounts}", f"{ring.accounts_opened}")
    assert evening.rings[0][3:5] == (ring.channel, ring.tactic.replace("_", " "))
    assert float(evening.rings[0][5].replace(",", "")) == pytest.approx(ring.books, rel=0.01)
    assert len(evening.rings) == len(watching.market.agents)


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
    hidden = {moment.hidden for moment in everything if moment.text.startswith("lured by")}
    assert (hidden, {moment.hidden for moment in everything if moment.text.startswith("hired by")}) == ({True}, {False})


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
    last = len(watching.market.tables.workers) - 1
    with pytest.raises(LookupError, match=rf"No worker has the number 1000000: they go from 0 to {last:,}\.$"):
        watching.moments(1_000_000, 5)
    with pytest.raises(LookupError, match="No worker has the number -1"):
        watching.moments(-1, 5)


def test_a_market_ends_on_its_last_day() -> None:
    short = Watching(pl.load("production", "scale=0.05", days=3), 0)
    assert (short.evening.day, short.live().day) == (0, 1)
    assert short.evening.date == short.market.course.start
    assert not short.over
    assert short.live(10).day == 3
    assert short.over
