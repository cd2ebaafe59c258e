"""A comparison of two sides that differ in all that a side says of itself."""

import math
from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from experiments.measures.metrics import METRICS
from experiments.questions.compare.comparison import Comparison
from experiments.questions.compare.deciding import Decider, Deciding
from experiments.runs.provenance import Seeds
from experiments.verdicts.differences import by_path
from scenarios import load
from tests.experiments.found import comparison, production, rows, side
from tests.experiments.works import EVEN

LATER = ("world.rings=adapting", "days=60", "start=2020-09-01")


def found() -> Comparison:
    """Exposure rises by 4, 6, 4, 6 in seeds 5, 6, 8, 9; seed 7 crashed."""
    compared = comparison(rows(4), rows(4, exposed_per_10k=lambda seed: 4 + 2 * (seed % 2)))
    return replace(compared, seeds=Seeds((5, 6, 7, 8, 9), (5, 6, 8, 9)), homes=(3, 0, 2, 1))


def other() -> Comparison:
    """The same, the candidate in another world, of another length and start."""
    compared = found()
    return replace(compared, sides=(compared.sides[0], side("new", *LATER, seeds=4)))


def test_a_comparison_has_days_start_and_worlds_of_its_baseline() -> None:
    compared = other()
    assert (compared.baseline, compared.candidate) == ("old", "new")
    assert (compared.start, compared.days) == (date(2020, 8, 1), 120)
    assert (compared.rings, compared.regime) == (("frozen", "adapting"), "frozen/adapting")
    assert found().regime == "frozen"
    assert compared.plausible is False
    old, new = compared.sides
    assert replace(compared, sides=(replace(old, worlds="plausible"), new)).plausible is True
    assert replace(compared, sides=(old, replace(new, worlds="plausible"))).plausible is False


def test_both_worlds_are_named_where_they_differ() -> None:
    compared = found()
    full = replace(compared.sides[1], scenario=load("production_full"))
    assert compared.world == "crowdworks_2020"
    assert replace(compared, sides=(compared.sides[0], full)).world == "crowdworks_2020 / crowdworks_2020_full"


def test_a_difference_is_the_policys_where_the_worlds_are_the_same() -> None:
    for compared, ours, word in ((found(), True, "worse"), (other(), False, "higher")):
        assert compared.of_platforms == ours
        assert compared.verdict(compared["exposed_per_10k"]) == word


def test_a_world_number_set_on_one_side_makes_another_plausible_world() -> None:
    usual = production().world.ring.post_rate
    fixed = replace(found(), sides=(side("old"), side("new", f"world.ring.post_rate={usual}")))
    assert fixed.of_platforms
    before, after = (replace(each, worlds="plausible") for each in fixed.sides)
    assert not replace(fixed, sides=(before, after)).of_platforms
    assert replace(fixed, sides=(before, before)).of_platforms
    assert replace(fixed, sides=(after, after)).of_platforms


def test_sides_are_equal_by_metrics_and_identical_by_runs() -> None:
    same = comparison(rows(4), rows(4))
    assert (same.equal, same.identical) == (True, False)
    twice = replace(same, sides=(same.sides[0], same.sides[0]))
    assert (twice.equal, twice.identical) == (True, True)
    moved = replace(found(), sides=(same.sides[0], same.sides[0]))
    assert (moved.equal, moved.identical) == (False, False)


def test_weeks_and_hours_of_equal_sides_are_equal_without_a_doubt() -> None:
    values = np.random.default_rng(1).random((4, 3))
    for each, open_ in ((comparison(rows(4), rows(4)), False), (found(), True)):
        same = replace(each, weeks={"exposed_per_10k": (values, values)}, filled=(values, values))
        for difference in (*same.weekly("exposed_per_10k"), *same.filling()):
            assert (difference.low < difference.high) is open_


def test_a_row_has_the_margin_of_its_metric_or_a_given_one() -> None:
    compared = found()
    exposed = compared["exposed_per_10k"]
    assert compared.parts_within == 2
    assert compared.row(exposed) == {
        "metric": "exposed_per_10k",
        "group": "fraud exposure",
        "unit": "workers per 10,000",
        "better": "down",
        "baseline": 100,
        "candidate": 105,
        "difference": 5,
        "low": pytest.approx(5 - 3.182446 / math.sqrt(3)),
        "high": pytest.approx(5 + 3.182446 / math.sqrt(3)),
        "pairs": 4,
        "worlds": 4,
        "differing": 4,
        "agreeing": 4,
        "margin": 2,
        "verdict": "worse",
    }
    wide, none = compared.row(exposed, 7.0), compared.row(compared["fill_rate"])
    assert (wide["margin"], wide["verdict"]) == (7, "a little worse")
    assert (none["margin"], none["verdict"]) == (None, "open")  # a half in every run: no interval


def test_pairs_that_differ_and_those_that_agree_are_counted_apart() -> None:
    """Of four pairs one is equal, and one goes the other way."""
    compared = comparison(rows(4), rows(4, fill_rate=lambda seed: (0.3, 0.0, 0.3, -0.1)[seed]))
    row = compared.row(compared["fill_rate"])
    assert (row["pairs"], row["differing"], row["agreeing"]) == (4, 3, 2)


def test_a_pair_is_a_row_with_its_seed_and_its_world() -> None:
    pairs = list(found().pairs())
    assert len(pairs) == 4 * len(METRICS)
    assert pairs[:2] == [
        {
            "regime": "frozen",
            "metric": "exposed_per_10k",
            "seed": seed,
            "world": world,
            "baseline": 100,
            "candidate": 100 + by,
            "difference": by,
        }
        for seed, world, by in ((5, 3, 4), (6, 0, 6))
    ]
    assert {row["world"] for row in replace(found(), homes=None).pairs()} == {None}


def test_in_json_a_part_is_held_against_the_margin_of_the_whole() -> None:
    """Each part is 1: it rises by 1.5, which is much for itself, and little for 100."""
    by = {axis: parts + 1.5 for axis, parts in EVEN.parts.items()}
    deciding = {"exposed_per_10k": Deciding(4, (Decider("ring.patience", 0.12345),), 0.98765)}
    compared = replace(found(), paths=by_path([EVEN] * 4, [replace(EVEN, parts=by)] * 4), deciding=deciding)
    data = compared.as_json()
    assert list(data["paths"]) == ["channel", "format", "tactic", "age", "experience"]
    [first, second] = data["paths"]["experience"]
    assert (first["part"], second["part"]) == ("no contract yet", "with a record")
    assert (first["name"], first["margin"], first["difference"]) == ("exposed_per_10k", 2, 1.5)
    assert first["verdict"] == "a little worse"
    assert first["variance_ratio"] is None
    assert "metric" not in first
    assert "baseline of pairs" not in first
    assert data["decided by"] == {
        "exposed_per_10k": {"worlds": 4, "by chance": 0.9877, "numbers": [{"name": "ring.patience", "pull": 0.1235}]}
    }
    assert data["plausible worlds"] == [3, 0, 2, 1]
    assert data["metrics"][0]["variance_ratio"] == 1
    assert data["metrics"][0]["share_of_seeds"] == 1
    assert data["metrics"][0]["candidate of pairs"] == [104, 106, 104, 106]
