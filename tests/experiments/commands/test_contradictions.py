"""Options that contradict one another: refused by name, before anything is run, and what agrees is not."""

import json
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from experiments.commands.app import app
from experiments.commands.contradictions import check_changes
from experiments.commands.options import first_look
from experiments.questions.compare.command import both_and_own, latest, sides
from experiments.runs.defaults import PAIRS, STORE_VARIABLE
from scenarios import load

TINY = ["-S", "world.workers=200", "-S", "world.clients=60", "--seeds", "2", "--worlds", "fixed", "--engine", "serial"]
BOTH = ["compare", "production", "calling_open"]
LATER = "--change platform.message_watch.warn_at=0.8"


def policylab(*words: str) -> Result:
    return CliRunner().invoke(app, words)


@pytest.mark.parametrize(
    ("words", "one", "other"),
    [
        (["--store", "x", "--no-store"], "--store x", "--no-store"),
        (["--no-store", "--rerun-failed"], "--no-store", "--rerun-failed"),
        (["--figure", "payers"], "--figure", "--plot"),
        (["--figure", "plane"], "--figure", "--plot"),
        (["-S", "days=3", "--days", "2"], "-S days=3", "--days 2"),
        (["--change", "days=3", "--days", "2"], "--change days=3", "--days 2"),
        (["--quick", "-S", "days=3", "--days", "2"], "-S days=3", "--days 2"),
        (["--change", "warn_at=0.9", "--change", "warn_at=0.8"], "--change warn_at=0.9", "--change warn_at=0.8"),
        (["--change", "warn_at=0.9", *LATER.split()], "--change warn_at=0.9", LATER),
        (["-S", "world.workers=200", "-S", "workers=300"], "-S world.workers=200", "-S workers=300"),
    ],
)
def test_a_contradiction_is_refused_and_both_are_named(words: list[str], one: str, other: str) -> None:
    _refused(policylab(*BOTH, *words), one, other)


@pytest.mark.parametrize(
    ("words", "one", "other"),
    [
        (["trace", *BOTH[1:], "--figure", "lives"], "--figure", "--plot"),
        (["validate", "--seeds", "3"], "--seeds", "SCENARIO"),
        (["validate", "--first-seed", "3"], "--first-seed", "SCENARIO"),
        (["run", "production", "-S", "days=3", "--days", "2"], "-S days=3", "--days 2"),
        (["rank", *BOTH[1:], "calm", "-S", "workers=9", "-S", "workers=8"], "-S workers=9", "-S workers=8"),
        (["gate", *BOTH[1:], "-S", "workers=9", "-S", "workers=8"], "-S workers=9", "-S workers=8"),
        (["conform", "screening.standard", "-S", "a=1", "-S", "a=2"], "-S a=1", "-S a=2"),
        (["runs", "calm", "--run", "frozen:0", "--store", "x", "--no-store"], "--store x", "--no-store"),
        (["explain", "calm", "--store", "x", "--no-store"], "--store x", "--no-store"),
    ],
)
def test_so_it_is_by_other_commands(words: list[str], one: str, other: str) -> None:
    _refused(policylab(*words), one, other)


@pytest.mark.parametrize(
    "words",
    [
        ["--vary", "suspend_at=0.6,0.7", "--change", "suspend_at=0.7"],
        ["--vary", "platform.screening.suspend_at=0.6:0.7:2", "--change", "suspend_at=0.7"],
        ["--vary-both", "suspend_at=0.6,0.7", "-S", "suspend_at=0.7"],
        ["--vary", "world.workers=200,300", "-S", "workers=250"],
        ["--vary", "days=8,9", "--days", "10"],
    ],
)
def test_a_key_that_is_varied_is_not_changed_too(words: list[str]) -> None:
    _refused(policylab("sweep", "production", *words, "--dry-run", "--no-store"), f"{words[0]} {words[1]}", words[2])


def test_a_baseline_may_have_a_number_that_is_varied_on_the_candidate() -> None:
    words = ["--vary", "suspend_at=0.6,0.7", "-S", "suspend_at=0.9"]
    done = policylab("sweep", "production", *words, "--dry-run", "--no-store", "--worlds", "fixed")
    assert done.exit_code == 0, done.output


@pytest.mark.parametrize(
    "arguments",
    [
        {"set_": ["days=3"], "days": 3},
        {"change": ["warn_at=0.9", "platform.message_watch.warn_at = 0.90"]},
        {"set_": ["world.rings=frozen"], "change": ["world.rings=adapting"]},
        {"set_": ["screening.rule=off", "message_watch.rule=standard"]},
        {"set_": ["no.such.key=1", "key=2"]},
        {"vary": ["suspend_at=0.6,0.7", "suspend_at=0.8,0.9"]},  # complained of where axes are read
    ],
)
def test_what_agrees_or_is_of_other_keys_is_no_contradiction(arguments: dict[str, Any]) -> None:
    check_changes({"baseline": "production", **arguments})


def test_a_store_of_the_environment_does_not_contradict_no_store(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(STORE_VARIABLE, "/no/such/folder/runs.sqlite")
    done = policylab("run", "production", "--no-store", "--days", "2", *TINY[:6], "--engine", "serial")
    assert done.exit_code == 0, done.output


def test_a_first_look_leaves_alone_what_is_given() -> None:
    assert first_look(True, ["days=9", "scale=0.5"], PAIRS, None) == (["days=9", "scale=0.5"], 8, None)
    assert first_look(True, None, 9, 5) == (["scale=0.25"], 9, 5)
    words = ["--quick", "-S", "scale=0.01", "-S", "days=2", "--seeds", str(PAIRS), "--rings", "frozen", "--json"]
    done = policylab(*BOTH, *words, "--worlds", "fixed", "--no-store", "--engine", "serial")
    data = json.loads(done.stdout)
    assert (data["days"], len(data["seeds"])) == (2, PAIRS)


def test_a_command_that_is_printed_contradicts_itself_nowhere() -> None:
    loaded = ("world.workers=200", "platform.screening.suspend_at=0.6", "world.workers=300")  # one laid over another
    words = sides("production", "production", loaded, (*loaded, "platform.screening.suspend_at=0.7"))
    changes = ["-S", "world.workers=300", "-S", "platform.screening.suspend_at=0.6"]
    assert words == ["production", *changes, "--change", "platform.screening.suspend_at=0.7"]
    assert latest(["a=1", "b=1", "a=2"]) == ["a=2", "b=1"]


def test_a_platform_and_itself_are_both_named_where_no_change_stands_for_the_other() -> None:
    assert sides("production", "production", (), ()) == ["production", "production"]
    assert sides("production", "production", ("days=9",), ("days=9",)) == ["production", "production", "-S", "days=9"]


REVIEW, RULE = "platform.screening.review_at", "platform.certification.rule"


def test_the_changes_of_a_command_are_those_that_no_later_one_undoes() -> None:
    before, after = [f"{REVIEW}=0.4"], [f"{REVIEW}=0.4", f"{REVIEW}=0.5", f"{REVIEW}=0.4"]
    assert both_and_own(before, after) == ([f"{REVIEW}=0.4"], [])
    assert sides("production", "production", before, after) == ["production", "production", "-S", f"{REVIEW}=0.4"]
    assert both_and_own(before, after[:2]) == ([f"{REVIEW}=0.4"], [f"{REVIEW}=0.5"])
    assert both_and_own(after[1:], after) == ([f"{REVIEW}=0.4"], [])


def test_no_command_has_a_change_of_the_baseline_alone() -> None:
    assert sides("production", "production", [f"{REVIEW}=0.4"], []) == []
    assert sides("production", "production", [f"{REVIEW}=0.4"], [f"{REVIEW}=0.5"]) == []
    assert sides("production", "calling_open", ["days=9", f"{REVIEW}=0.4"], ["days=9"]) == []


def test_no_command_has_a_rule_that_another_one_replaced_on_the_way() -> None:
    there_and_back = [f"{RULE}=off", f"{RULE}=standard"]
    assert load("lancers_criteria", there_and_back).resolved != load("lancers_criteria", there_and_back[1:]).resolved
    assert both_and_own([], there_and_back) is None
    assert both_and_own(there_and_back, there_and_back) is None
    assert both_and_own(there_and_back[:1], there_and_back) == ([f"{RULE}=off"], [f"{RULE}=standard"])
    assert both_and_own([], [f"{RULE}=off", f"{RULE}=off"]) == ([], [f"{RULE}=off"])


def _refused(done: Result, one: str, other: str) -> None:
    assert done.exit_code == 2, done.output
    assert one in done.stderr
    assert other in done.stderr
    assert done.stdout == ""
