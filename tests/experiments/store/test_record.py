"""A record holds a run's numbers to the bit."""

import numpy as np
import pytest

from experiments.runs.plan import Run
from experiments.runs.record import Record, facts, flat, measurements, metrics, recorded
from experiments.runs.work import facts as facts_of
from experiments.runs.work import measured
from scenarios import load

RUN = Run(
    load("production", ["world.workers=400", "world.clients=150", "world.population.ring_share=0.2", "days=50"]), 3
)


@pytest.fixture(scope="module")
def record() -> Record:
    return recorded(RUN)


def test_what_is_measured_comes_back_as_it_was(record: Record) -> None:
    result, there = measured(RUN), measurements(record)
    assert list(there.metrics) == list(result.metrics)
    np.testing.assert_array_equal(list(there.metrics.values()), list(result.metrics.values()))
    assert metrics(record).keys() == result.metrics.keys()
    for mine, theirs in ((there.lures.planned, result.lures.planned), (there.lures.contacts, result.lures.contacts)):
        assert mine.edges == theirs.edges == (0, 30, 50)
        assert mine.counts.dtype == theirs.counts.dtype
        np.testing.assert_array_equal(mine.counts, theirs.counts)
    assert there.lures.planned.counts.sum() > 0
    for axis, parts in result.paths.parts.items():
        np.testing.assert_array_equal(there.paths.parts[axis], parts)
    assert there.paths.parts["channel"].sum() > 0


def test_facts_stand_beside_it(record: Record) -> None:
    result = facts_of(RUN)
    assert facts(record).keys() == result.keys()
    np.testing.assert_array_equal(list(facts(record).values()), list(result.values()))


def test_a_record_is_a_number_under_each_name(record: Record) -> None:
    assert all(isinstance(value, float) for value in record.values())
    assert record["metric/exposed_per_10k"] > 0
    assert record["planned/0-30/posting"] >= 0
    assert {name.split("/")[0] for name in record} == {
        "days", "metric", "fact", "size", "path", "planned", "contacts", "week", "filled", "log",
    }  # fmt: skip
    names = {name for name in record if name != "log" and not name.startswith(("fact/", "size/"))}
    assert flat(measurements(record)).keys() == names
