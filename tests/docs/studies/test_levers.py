"""The study of levers: each turned off alone, against a scenario that has it on."""

from dataclasses import replace

import numpy as np

from docs.studies.levers import MOST_METRICS, levers, moved
from experiments.measures.metrics import METRICS
from experiments.questions.compare.answer import Answer
from experiments.runs.plan import Run
from experiments.runs.work import Measurements
from experiments.verdicts.margins import headlines
from policies.catalogue import RULES
from policylab import Compared
from tests.docs.studies.by_hand import ByHand, cells, tables
from tests.experiments import works
from tests.experiments.found import comparison


def without_screening_worse(run: Run) -> Measurements:
    """The same everywhere, but more reach by seed where screening is off."""
    measurements = works.numbered(run)
    off = type(run.scenario.rollout[0][1].screening) is RULES["screening"]["off"]
    more = {"exposed_per_10k": 100.0 + off * (5 + run.seed % 2)}
    return replace(measurements, metrics=dict.fromkeys(measurements.metrics, 0.5) | more)


def test_every_lever_is_turned_off_alone_in_a_scenario_with_it_on() -> None:
    note, *rest = levers(ByHand(most=4, made=without_screening_worse))
    assert str(note).startswith("`production`, 120 days, seeds 0 to 3.")
    rows = cells(*tables(rest))
    assert [row[0].split("`")[1] for row in rows] == list(RULES)
    assert [row[0] for row in rows if " from " in row[0]] == [
        "`communication` from `calling_open`, as production has it closed"
    ]
    by_name = {row[0].split("`")[1]: row[2] for row in rows}
    assert by_name.pop("screening") == "`exposed_per_10k` +5.5 [4.6, 6.4] worse"
    assert set(by_name.values()) == {"nothing at all: all metrics are equal"}


def test_a_lever_is_told_by_its_headlines_and_then_its_surest_metrics() -> None:
    noise = np.random.default_rng(3).normal(0, 1, (20, len(METRICS)))
    strength = {metric.name: 2.0 + place for place, metric in enumerate(METRICS)} | {"value_per_posting": 1.5}
    before = [dict.fromkeys(strength, 0.3)] * 20
    after = [
        {name: 0.3 + (by + off) / 100 for (name, by), off in zip(strength.items(), row, strict=True)} for row in noise
    ]
    lines = moved(Compared(Answer((comparison(before, after),)))).split("<br>")
    names = [line.split("`")[1] for line in lines[:-1]]
    assert names[:5] == [name for name in strength if name in headlines()]
    assert len(names) == MOST_METRICS
    assert set(names[5:]) <= set(list(strength)[15:])  # those that move most for the same noise
    assert lines[-1] == f"and {len(METRICS) - len(names)} more"
    assert moved(Compared(Answer((comparison(before, before),)))) == "nothing at all: all metrics are equal"
