"""What results say of themselves, in JSON and in verdicts; each from numbers made by hand."""

import json
import math
from dataclasses import replace
from typing import Any

import pytest

from experiments import VERSION
from experiments.measures.channels import NAMES
from experiments.measures.metrics import METRICS
from experiments.measures.validity import FACTS
from experiments.questions.compare.answer import Answer
from experiments.questions.explain.contents import sections
from experiments.questions.measure import ask
from experiments.questions.measure.document import of_facts
from experiments.questions.measure.facts import MeasuredFact, Validation
from experiments.questions.measure.metrics import over_seeds
from experiments.runs.failures import Crashed, Failure, whole
from experiments.runs.plan import Run
from experiments.runs.provenance import Seeds, Side
from experiments.runs.works import Work
from experiments.verdicts.intervals import Interval
from tests.experiments import works
from tests.experiments.found import comparison, production, rows, side
from tests.experiments.shown import show as show_answer
from tests.experiments.shown import shown


def written(result: Any) -> dict[str, Any]:
    """As it comes out of `--json`."""
    data: dict[str, Any] = json.loads(json.dumps(result.as_json(), allow_nan=False))
    return data


def test_a_comparison_says_in_json_what_was_compared_and_with_which_runs() -> None:
    compared = comparison(rows(3), rows(3, exposed_per_10k=lambda seed: 5 + seed % 2))
    new = side("new", "world.rings=adapting", "world.workers=500", seeds=3)
    data = written(replace(compared, sides=(compared.sides[0], new), seeds=Seeds((4, 5, 6, 7, 8), (5, 6, 7))))
    assert [part["part"] for part in data["paths"]["channel"]] == ["posting", "message", "nda", "scout", "call"]
    assert data["paths"]["age"][0]["verdict"] == "no difference"  # one in every run, as a setting has
    assert {key: data[key] for key in data if key not in ("metrics", "paths")} == {
        "policylab": VERSION,
        "baseline": "old",
        "candidate": "new",
        "changes": {"baseline": [], "candidate": ["world.rings=adapting", "world.workers=500"]},
        "seeds": [5, 6, 7],
        "first_seed": 4,
        "last_seed": 8,
        "start": "2020-08-01",
        "days": 120,
        "world": "crowdworks_2020",
        "worlds": "fixed",
        "rings": {"baseline": "frozen", "candidate": "adapting"},
        "keys": {"baseline": ["old 0", "old 1", "old 2"], "candidate": ["new 0", "new 1", "new 2"]},
        "decided by": {},
        "seconds_per_run": 1.0,
        "plausible worlds": None,
    }
    assert [metric["name"] for metric in data["metrics"]] == [metric.name for metric in METRICS]
    assert data["metrics"][0] == {
        "name": "exposed_per_10k",
        "group": "fraud exposure",
        "unit": "workers per 10,000",
        "better": "down",
        "baseline": 100.0,
        "candidate": pytest.approx(105 + 1 / 3),
        "difference": pytest.approx(5 + 1 / 3),
        "low": pytest.approx(5 + 1 / 3 - 4.302653 / 3),
        "high": pytest.approx(5 + 1 / 3 + 4.302653 / 3),
        "pairs": 3,
        "worlds": 3,
        "differing": 3,
        "agreeing": 3,
        "margin": 2.0,
        "verdict": "higher",  # the worlds differ too
        "share_of_seeds": 1.0,
        "variance_ratio": pytest.approx(1.0),
        "baseline of pairs": [100.0, 100.0, 100.0],
        "candidate of pairs": [105.0, 106.0, 105.0],
    }


def test_falling_detection_is_lower_and_never_better(capsys: pytest.CaptureFixture[str]) -> None:
    compared = comparison(rows(3), rows(3, detected_violation_rate=lambda seed: -0.2 - 0.01 * (seed % 2)))
    [entry] = [row for row in written(compared)["metrics"] if row["name"] == "detected_violation_rate"]
    assert (entry["better"], entry["verdict"]) == ("observed", "lower")
    show_answer(Answer((compared,)), everything=True)
    lines = [line for line in capsys.readouterr().out.splitlines() if "detected_violation_rate" in line]
    assert len(lines) == 2  # among the others, and beside the truth
    assert all("lower" in line.split() for line in lines)
    [listed] = [about for name, about in sections()["metrics: fraud exposure"] if name == "detected_violation_rate"]
    assert listed.endswith("[share, what the platform observes: neither way is better]")


def test_a_summary_in_json_names_runs_by_their_keys() -> None:
    scenario = production("days=30")
    result, failures = ask.metrics(Side("production", scenario, ("days=30",)), (8, 9), work=Work(works.numbered))
    data = written(result)
    assert not failures
    assert data["scenario"] == "production"
    assert (data["changes"], data["rings"], data["days"]) == (["days=30"], "frozen", 30)
    assert data["keys"] == [Run(scenario, 8).key, Run(scenario, 9).key]
    mean = sum(works.numbered(Run(scenario, seed)).metrics["fill_rate"] for seed in (8, 9)) / 2
    [fill_rate] = [metric for metric in data["metrics"] if metric["name"] == "fill_rate"]
    assert fill_rate["mean"] == pytest.approx(mean)
    assert fill_rate["of seeds"] == [works.numbered(Run(scenario, seed)).metrics["fill_rate"] for seed in (8, 9)]
    assert data["planned_by_channel"]["blocks"][0]["count"] == 2 * len(NAMES)


def test_a_mean_over_seeds_leaves_out_those_without_a_number() -> None:
    interval = over_seeds([1.0, math.nan, 3.0])
    assert (interval.mean, interval.low, interval.high) == pytest.approx((2.0, 2 - 12.7062, 2 + 12.7062))
    assert math.isnan(over_seeds([math.nan]).mean)


@pytest.mark.parametrize(
    ("low", "high", "word"),
    [
        (0.3, 0.5, "holds"),
        (0.2, 0.299, "misses"),
        (0.501, 0.6, "misses"),
        (0.299, 0.4, "cannot tell"),
        (0.4, 0.501, "cannot tell"),
        (0.2, 0.6, "cannot tell"),
        (0.2, 0.3, "cannot tell"),
        (math.nan, math.nan, "cannot tell"),
    ],
)
def test_a_fact_holds_or_misses_by_its_interval_and_range(low: float, high: float, word: str) -> None:
    [fact] = [fact for fact in FACTS if fact.name == "fill_rate"]
    assert (fact.low, fact.high) == (0.3, 0.5)
    assert MeasuredFact(fact, Interval((low + high) / 2 if low == low else 0.4, low, high), 2).verdict == word
    assert MeasuredFact(fact, Interval(math.nan, low, high), 0).verdict == "no data"


def test_a_fact_without_a_number_has_no_data() -> None:
    low, high = FACTS[0].low, FACTS[1].high
    values = dict.fromkeys([fact.name for fact in FACTS], math.nan) | {FACTS[0].name: low, FACTS[1].name: high + 1}
    result, _ = ask.facts(Side("production", production()), (1, 2), work=Work(lambda run: values))
    assert isinstance(result, Validation)
    facts = written(result)["facts"]
    assert [(fact["verdict"], fact["holds"]) for fact in facts[:3]] == [
        ("holds", True),
        ("misses", False),
        ("no data", None),
    ]
    text = shown(of_facts(result))
    assert text.count("MISSES") == 1
    binding, hardly, otherwise = (
        sum(fact.standing == standing for fact in FACTS)
        for standing in ("can fail", "can hardly fail", "other reading")
    )
    assert text.count(" no data\n") == len(FACTS) - 2
    for line in (
        f"facts that can fail: 1 of {binding} hold, {binding - 2} without data",
        f"facts that can hardly fail: 0 of {hardly} hold, {hardly} without data",
        f"other readings of the same sources: 0 of {otherwise} hold, {otherwise} without data",
    ):
        assert line in " ".join(text.split())


def test_json_and_table_show_the_standing_of_a_fact() -> None:
    values = {fact.name: fact.low for fact in FACTS}
    result, _ = ask.facts(Side("production", production()), (1, 2), work=Work(lambda run: values))
    assert isinstance(result, Validation)
    standing = {fact["name"]: fact["standing"] for fact in written(result)["facts"]}
    assert (standing["fill_rate"], standing["read_by_a_person"]) == ("can fail", "can hardly fail")
    assert standing["violating_share_verified"] == "other reading"
    text, _, sources = shown(of_facts(result)).partition("\nsources\n")
    assert all(fact.source in sources for fact in FACTS)
    lines = [line.split() for line in text.splitlines() if line]
    assert [line[0] for line in lines if line[0] in standing] == sorted(
        standing, key=lambda name: ("can fail", "can hardly fail", "ceiling", "other reading").index(standing[name])
    )


def test_what_must_be_whole_is_not_when_a_run_crashed() -> None:
    assert whole(3, ()) == 3
    with pytest.raises(Crashed, match="old, seed 7 crashed:\nthe sky fell"):
        whole(3, (Failure("old", 7, "the sky fell"),))
