"""Strengthening: enforcement that is made stricter month after month, and never laxer."""

import tomllib
from dataclasses import fields
from pathlib import Path

import pytest

import scenarios
from policies.platform import Platform
from scenarios import load

STRICTER = {  # numbers by lever, and which way is stricter
    ("message_watch", "hold_at"): -1,  # more texts are held
    ("enforcement", "findings_to_review"): -1,  # fewer of them open a case
    ("enforcement", "case_readers"): 1,
}
PLATFORMS = [platform for _, platform in load("strengthening").rollout]


def steps() -> list[dict[tuple[str, str], float]]:
    """The numbers that each step of the scenario names."""
    data = tomllib.loads((Path(scenarios.__path__[0]) / "strengthening.toml").read_text(encoding="utf-8"))
    return [
        {(lever, name): value for lever, numbers in step["platform"].items() for name, value in numbers.items()}
        for step in data["rollout"]
    ]


def number(platform: Platform, lever: str, name: str) -> float:
    """What a number is under a platform."""
    return float(getattr(getattr(platform, lever), name))


def test_steps_change_only_numbers_with_a_known_stricter_direction() -> None:
    assert {named for step in steps() for named in step} == set(STRICTER)


@pytest.mark.parametrize(("lever", "name"), STRICTER)
def test_each_step_is_at_least_as_strict_as_the_one_before_it(lever: str, name: str) -> None:
    strict = [STRICTER[lever, name] * number(platform, lever, name) for platform in PLATFORMS]
    assert strict == sorted(strict)
    assert strict[0] < strict[-1]


def test_each_step_is_stricter_in_every_number_it_names() -> None:
    before = {named: number(PLATFORMS[0], *named) for named in STRICTER}
    for step in steps():
        assert all(STRICTER[named] * (value - before[named]) > 0 for named, value in step.items())
        before |= step


def test_there_is_a_step_a_month_and_no_other_lever_moves() -> None:
    rollout, usual = dict(load("strengthening").rollout), dict(load("production").rollout)
    assert sorted(rollout.keys() - usual.keys()) == [31, 61, 92]  # the first of September, October, November
    last, other = rollout[92], usual[max(usual)]
    levers = {each.name for each in fields(Platform) if getattr(last, each.name) != getattr(other, each.name)}
    assert levers == {"message_watch", "enforcement"}
