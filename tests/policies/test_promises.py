"""Whatever can be set changes something: a rule's answer, or what the market reads of the rule."""

import inspect
from dataclasses import fields, replace
from typing import Any, get_type_hints

import numpy as np
import pytest

from policies import platform
from policies.catalogue import RULES
from tests.policies.samples import QUESTIONS, others, same

READ_BY_THE_MARKET = {
    ("guidelines", "learns_in_days"): "how long after it is learned something is looked for",
    ("screening", "checkers"): "a desk has so many people",
    ("screening", "check_at"): "what is surer than this passes the first desk by",
    ("screening", "check_minutes"): "a case takes so long at the first desk",
    ("screening", "reviewers"): "a desk has so many people",
    ("screening", "review_minutes"): "a case takes so long at the second desk",
    ("screening", "night_staff"): "for which part of the night they are there",
    ("message_watch", "night_staff"): "for which part of the night they are there",
    ("message_watch", "readers"): "a desk has so many people",
    ("message_watch", "read_minutes"): "a held text takes so long",
    ("message_watch", "standing_warning"): "stands on the workers' message screen",
    ("message_watch", "client_warning"): "stands on the clients' message screen",
    ("identity", "checks_holder"): "accounts that change hands are looked at anew",
    ("certification", "review_days"): "when clients are reviewed",
    ("completion_rate", "advised"): "what workers who take advice look for",
    ("completion_rate", "advises"): "whether anybody is advised",
    ("completion_rate", "followers"): "how many take the advice up",
    ("order_rules", "adopters"): "how many take the check seriously",
    ("fee_schedule", "net_entry"): "what workers type in",
    ("rate_guide", "update_days"): "when the table is made anew",
    ("communication", "listeners"): "so many people are there while others call",
    ("communication", "listen_minutes"): "a call takes so long",
    ("communication", "blocked"): "what may not be named in a text",
    ("communication", "clerks"): "a desk has so many people",
    ("communication", "approval_minutes"): "an application takes so long",
    ("communication", "answer_days"): "an answer goes out so much later",
    ("enforcement", "case_readers"): "how soon the office reads a case",
}


def moves(lever: str, name: str) -> bool:
    """Does another value of this field change an answer to any question of the lever?"""
    for question in (question for question in QUESTIONS if question.lever == lever):
        rule: Any = RULES[lever]["standard"](**question.lively)
        given = question.sample(np.random.default_rng(7), 400)
        before = getattr(rule, question.method)(*given)
        if any(
            not same(before, getattr(replace(rule, **{name: value}), question.method)(*given))
            for value in others(rule, name)
        ):
            return True
    return False


@pytest.mark.parametrize(
    ("lever", "name"),
    [
        (lever, field.name)
        for lever, named in RULES.items()
        for field in fields(named["standard"])
        if (lever, field.name) not in READ_BY_THE_MARKET
    ],
)
def test_every_field_of_a_rule_moves_an_answer(lever: str, name: str) -> None:
    assert moves(lever, name)


@pytest.mark.parametrize(("lever", "name"), READ_BY_THE_MARKET)
def test_what_moves_no_answer_is_something_that_the_market_can_read(lever: str, name: str) -> None:
    assert not moves(lever, name)
    assert name in {field.name for field in fields(RULES[lever]["standard"])}
    assert isinstance(inspect.getattr_static(get_type_hints(platform.Platform)[lever], name), property)


def test_no_rule_has_a_field_that_only_off_could_use() -> None:
    assert [lever for lever, named in RULES.items() if fields(named["off"])] == []
