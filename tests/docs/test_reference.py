"""Tables of the reference are what the code has."""

import re
from dataclasses import fields, is_dataclass

import pytest

from docs import tables
from experiments.measures.metrics import METRICS
from policies.catalogue import RULES
from policies.numbers import known
from sim.world import World
from tests.architecture.house import ROOT


def test_the_commands_are_the_same_on_any_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POLICYLAB_STORE", "elsewhere.sqlite")
    monkeypatch.setenv("COLUMNS", "40")
    commands = tables.commands()
    assert "elsewhere" not in commands
    assert "at the same time, one process each. [1 to 1,024] [default: the number of cores] |" in commands


def test_subcommands_choices_and_defaults_are_told() -> None:
    commands = tables.commands()
    assert "### policylab store trim" in commands
    assert r"| `--rings <both\|frozen\|adapting>` |" in commands
    assert "Number of pairs of runs; decide before you look. [2 to 100,000] [default: 32] |" in commands


def test_every_metric_has_one_row_with_six_cells() -> None:
    metrics = tables.metrics()
    assert re.findall(r"^\| \*{0,2}`(\w+)`.*$", metrics, re.MULTILINE) == [metric.name for metric in METRICS]
    for line in metrics.splitlines():
        assert not line.startswith("| ") or len(re.findall(r"(?<!\\)\|", line)) == 7


def test_every_module_of_the_library_is_told() -> None:
    modules = re.findall(r"^\| `policies\.(\w+)`", tables.policies(), re.MULTILINE)
    assert {"boundary", "screening", "text"} <= set(modules)
    assert modules == sorted(modules)


def names(section: object, path: str) -> list[str]:
    """Numbers, words and switches, whatever section of a section they stand in."""
    result = []
    for field in fields(section) if is_dataclass(section) else ():
        value, place = getattr(section, field.name), f"{path}.{field.name}"
        result += (
            names(value, place)
            if is_dataclass(value)
            else [place] * (known(field) is not None or isinstance(value, str | bool))
        )
    return result


ROWS = [line for line in tables.numbers().splitlines() if line.startswith("| `")]


def test_the_tables_list_every_number_of_the_world_and_the_rules() -> None:
    rules = [
        name for lever, kinds in RULES.items() for kind in kinds.values() for name in names(kind(), f"platform.{lever}")
    ]
    assert sorted(row.split("`")[1] for row in ROWS) == sorted(names(World(), "world") + rules)
    assert all(row.count("|") - row.count("\\|") == 8 for row in ROWS)


@pytest.mark.parametrize(
    "row",
    [
        "`world.search.rows_read` | 12 | rows | 5 … 30 | 1 … 200 | assumed | rows of the list that a session reads",
        "`world.search.survey_noise` | 0.3 | log-sd | 0.1 … 0.6 |  | assumed | of what they take for the market price",
        "`platform.certification.review_days` | 30 | days | 7 … 90 | from 1 | assumed | between two reviews of all "
        "clients",
    ],
)
def test_a_number_is_listed_with_value_unit_range_and_bounds(row: str) -> None:
    assert f"| {row} |" in ROWS


def test_the_limits_count_the_numbers_of_a_world_and_of_the_rules() -> None:
    counts = {"world": 0, "platform": 0}
    for row in ROWS:
        counts[row[3:].split(".")[0]] += row.split(" | ")[5].strip() != ""  # words and switches: no confidence
    sentence = f"A world has {counts['world']} numbers and the rules of the house {counts['platform']}"
    assert sentence in (ROOT / "docs/model/limits.md").read_text("utf-8")
