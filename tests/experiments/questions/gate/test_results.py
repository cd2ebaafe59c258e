import json
import math
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from experiments.questions.gate.descriptions import worlds_differ
from tests.experiments.questions.gate.hand import ASKED, CRASHED, EVERY, FAILS, OPEN, PASSES, RAILS, SAME, gate, ruling

SCHEMA = Path(__file__).parents[4] / "docs" / "reference" / "gate.schema.json"


def test_a_verdict_has_its_exit_code_and_only_a_pass_is_0() -> None:
    assert {name: (result.verdict, result.exit_code) for name, result in EVERY.items()} == {
        "pass": ("pass", 0),
        "fail": ("fail", 1),
        "inconclusive": ("inconclusive", 3),
        "could not run": ("could not run", 4),
        "same": ("pass", 0),
    }


def test_what_could_not_run_never_passes_whatever_its_rulings() -> None:
    assert replace(PASSES, broken="killed").exit_code == 4
    assert replace(SAME, broken="killed").exit_code == 4


def test_outside_the_passport_nothing_passes_and_a_fail_stays_one() -> None:
    assert replace(PASSES, outside=("world.workers",)).verdict == "inconclusive"
    assert replace(FAILS, outside=("world.workers",)).verdict == "fail"


def test_pairs_to_settle_a_gate_are_the_maximum_over_rulings() -> None:
    near, far, never = ruling(0, -1.0, 4.0), ruling(1, -3.0, 1.0), ruling(1, -500.5, 499.5)
    assert near.settles is not None
    assert far.settles is not None
    assert gate(near, far).settles == max(near.settles, far.settles)
    assert never.settles is None
    assert gate(near, never).settles is None
    assert PASSES.settles is None


def test_pairs_that_settle_it_are_such_as_can_be_had() -> None:
    assert OPEN.settles == OPEN.needed == 84
    few = replace(OPEN, worlds=83)
    assert (few.settles, few.needed, few.as_json()["settles"]) == (None, 84, None)
    assert replace(OPEN, worlds=84).settles == 84
    assert replace(PASSES, worlds=3).settles is None


def test_a_market_that_settles_it_is_one_that_there_can_be() -> None:
    unseen = replace(ruling(0, -1.0, 4.0), larger=1.571)
    assert gate(unseen).people == gate(unseen).as_json()["people"] == 32_000  # of 31,420
    assert gate(unseen, replace(unseen, larger=7.8)).people == 160_000
    assert replace(gate(unseen), workers=3_000_000).people is None  # more than the marketplace has
    assert gate(unseen, ruling(0, -1.0, 4.0)).people is PASSES.people is None


def test_sides_are_alike_by_equal_code_or_by_equal_runs() -> None:
    assert (SAME.alike, SAME.as_json()["alike"]) == ("same code and numbers, nothing run",) * 2
    equal = replace(PASSES, equal=True)
    assert (equal.alike, equal.as_json()["alike"]) == ("equal to the bit in all runs",) * 2
    assert PASSES.alike is None
    named = json.loads(SCHEMA.read_text())["properties"]["alike"]["enum"]
    assert named == [SAME.alike, equal.alike, None]


@pytest.mark.parametrize("name", EVERY)
def test_json_is_as_its_schema_says(name: str) -> None:
    data = json.loads(json.dumps(EVERY[name].as_json(), allow_nan=False))
    jsonschema.validate(data, json.loads(SCHEMA.read_text()))


def test_the_schema_knows_every_key_and_no_other() -> None:
    schema = json.loads(SCHEMA.read_text())
    jsonschema.Draft202012Validator.check_schema(schema)
    data = FAILS.as_json()
    assert list(schema["properties"]) == schema["required"] == list(data)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(data | {"more": 1}, schema)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(data | {"verdict": "maybe"}, schema)


def test_worlds_differ_by_their_numbers_in_any_regime_and_not_by_words() -> None:
    def stand(*worlds: str) -> dict[str, Any]:
        return {"parts": [{"world": world, "platform": "the same"} for world in worlds]}

    assert not worlds_differ({"base": stand("a", "b"), "head": stand("a", "b")})
    assert worlds_differ({"base": stand("a", "b"), "head": stand("a", "c")})


def test_a_row_counts_pairs_those_that_differ_and_those_that_agree() -> None:
    first = OPEN.rulings[0]
    counted = gate(replace(first, difference=replace(first.difference, differing=20, rising=17)))
    [row] = counted.rows()
    assert list(row.values()) == [
        *("inconclusive", "exposed_per_10k", "frozen", first.difference.metric.unit, 100.0, 101.5, 1.5, -1.0, 4.0, 2.0),
        *(30, 20, 17, 84, "so little"),
    ]
    [judged] = counted.as_json()["rulings"]
    assert {name: judged[name] for name in row} == row


def test_json_holds_each_pair_and_the_worst_first() -> None:
    data = FAILS.as_json()
    assert data["values"]["head"]["frozen"]["exposed_per_10k"] == [1.0, None]
    assert [each["verdict"] for each in data["rulings"]] == ["fail", "pass"]
    worst = data["rulings"][0]
    assert (worst["metric"], worst["harm"], worst["margin"], worst["why"]) == (
        "exposed_per_10k",
        {"centre": 10.0, "low": 8.0, "high": 12.0},
        2.0,
        "so little",
    )
    plain = (
        "base",
        "head",
        "scenario",
        "guardrails",
        "worlds",
        "pairs",
        "looks",
        "left_out",
        "days",
        "people",
        "trace",
    )
    named = ("main (1a2b3c4)", "the working tree", "production", "guardrails.toml", "plausible")
    assert [data[name] for name in plain] == [*named, 30, 1, 0.015, 120, None, None]
    assert (*data["outside"], *data["notes"], *data["differing"]) == FAILS.differing
    assert data["files"] == [{"path": "policies/screening.py", "line": 41}]
    assert CRASHED.as_json()["reason"].startswith("a run of the head crashed")
    assert math.isclose(data["seconds"]["runs of the head"], 80.04)
    assert (ASKED.guardrails, data["guardrails"]) == (RAILS, "guardrails.toml")
    assert OPEN.as_json()["settles"] == OPEN.settles
