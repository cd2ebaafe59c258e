"""Exposure taken apart: by the first lure that counts, of logs that can be worked out by hand."""

import numpy as np
import pytest

from experiments.measures.fraud import exposed_per_10k
from experiments.measures.metrics import BY_NAME
from experiments.measures.paths import AXES, LABELS, Axis, Paths, paths
from experiments.runs.plan import Run
from experiments.runs.work import measured
from experiments.verdicts.differences import by_path
from policies.records import Channel, Format, Kind
from scenarios import load
from sim.state.events import Contacted, LedAway, Session, WorkerJoined
from tests.experiments.measures.logs import at, periods_of, post

# 10 workers look in each window; worker 0 is young and new, 1 is old with a record
LOG = (
    at(WorkerJoined, -1, worker=range(10), age_band=[0, 3, *[1] * 8], experienced=[False, True, *[False] * 8]),
    at(Session, [40] * 10 + [70] * 10 + [100] * 10, worker=[*range(10)] * 3),
    post(0, -1),
    post(1, -1, form=Format.TASK),
    at(Contacted, [41, 42], worker=0, job=[1, 0], channel=[Channel.MESSAGE, Channel.SCOUT], tactic=[0, Kind.AFFILIATE]),
    at(Contacted, 43, worker=1, channel=Channel.POSTING, tactic=Kind.MLM),  # only read a page
    at(Contacted, 44, worker=2, job=1, channel=Channel.POSTING, tactic=Kind.MLM),  # read it and followed
    at(
        LedAway, [45, 46], worker=[2, 0], job=[1, 0], channel=[Channel.POSTING, Channel.SCOUT], tactic=Kind.OFF_PLATFORM
    ),
    at(Contacted, 75, worker=1, channel=Channel.NDA, tactic=Kind.UPFRONT_PAYMENT),
)


def told(result: Paths, axis: Axis) -> dict[str, float]:
    """What is not 0, in workers of 10 and three windows."""
    parts: list[float] = result.parts[axis].tolist()
    return {label: round(part * 3 / 1_000, 6) for label, part in zip(LABELS[axis], parts, strict=True) if part}


def test_a_worker_counts_once_a_window_by_the_first_lure() -> None:
    result = paths(periods_of(*LOG))
    assert told(result, "channel") == {"message": 1, "posting": 1, "nda": 1}
    assert told(result, "format") == {"fixed": 1, "task": 2}
    assert told(result, "tactic") == {"mlm": 1, "off_platform": 1, "upfront_payment": 1}
    assert told(result, "age") == {"under 25": 1, "25-34": 1, "50 and over": 1}
    assert told(result, "experience") == {"no contract yet": 2, "with a record": 1}


def test_the_parts_sum_to_the_headline() -> None:
    log = periods_of(*LOG)
    for axis in AXES:
        assert paths(log).parts[axis].sum() == pytest.approx(exposed_per_10k(log))
    awake = ["world.churn.dormant_workers=0.6", "world.population.ring_share=0.05"]
    small = load("production", ["world.workers=2000", "world.clients=325", *awake, "days=60"])
    run = measured(Run(small, 1))
    assert run.metrics["exposed_per_10k"] > 0
    for parts in run.paths.parts.values():
        assert parts.sum() == pytest.approx(run.metrics["exposed_per_10k"])


def test_parts_are_paired_as_metrics_are() -> None:
    def run(shift: float) -> Paths:
        return Paths({axis: np.asarray(shift + np.arange(len(labels)), np.float64) for axis, labels in LABELS.items()})

    result = by_path([run(0), run(1)], [run(2), run(4)])
    assert [part.difference for part in result["channel"]] == [2.5] * 5
    assert [part.baseline for part in result["age"]] == [0.5, 1.5, 2.5, 3.5]
    assert {part.metric for parts in result.values() for part in parts} == {BY_NAME["exposed_per_10k"]}
