"""A lever that is off answers nothing, whatever it is asked, and shows nothing to the market."""

from dataclasses import fields, is_dataclass
from typing import Any

import numpy as np
import pytest

from policies.catalogue import RULES
from policies.records import Action, Denial, Ground, Kind
from tests.policies.samples import QUESTIONS, Question

PASSED = {"action": Action.PASS, "score": 0.0, "reason": Kind.NONE}
ANSWERS: dict[tuple[str, str], Any] = {
    ("guidelines", "findings"): {"kind": Kind.NONE, "weight": 0.0, "contact": False},
    ("screening", "verdicts"): PASSED,
    ("message_watch", "verdicts"): PASSED,
    ("identity", "may_post"): True,
    ("identity", "may_write_first"): True,
    ("identity", "shown"): False,
    ("completion_rate", "rates"): np.nan,
    ("certification", "review"): {"certified": False, "progress": 0.0},
    ("order_rules", "marks"): False,
    ("rate_guide", "quotes"): np.nan,
    ("fee_alert", "alerts"): False,
    ("fee_survey", "shown"): np.nan,
    ("contact_reminder", "grants"): {"granted": False, "reason": Denial.FORMAT},
    ("scouting", "allowances"): {"by_completed_category": False, "by_age_band": False, "scouts_a_week": 0},
    ("communication", "permits"): {"call": False, "monitored": False, "outside_contact": False},
    ("enforcement", "rulings"): {"review": False, "restrict": False, "reason": Ground.NONE},
    ("support", "relief"): 0.0,
}
SHOWN: dict[str, dict[str, Any]] = {
    "screening": {
        "review_at": 1.0,
        "checkers": 0,
        "check_minutes": 0.0,
        "reviewers": 0,
        "review_minutes": 0.0,
        "night_staff": 1.0,
    },
    "message_watch": {
        "readers": 0,
        "read_minutes": 0.0,
        "night_staff": 1.0,
        "standing_warning": False,
        "client_warning": False,
    },
    "identity": {"checks_holder": False},
    "certification": {"review_days": 30},
    "order_rules": {"items": 0},
    "fee_schedule": {"net_entry": False},
    "rate_guide": {"update_days": 30},
    "fee_survey": {"open": False},
    "communication": {"listeners": 0, "listen_minutes": 0.0, "clerks": 0, "approval_minutes": 0.0, "answer_days": 0.0},
    "enforcement": {"cases_a_day": 0, "links_accounts": False},
}


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: f"{question.lever}.{question.method}")
def test_off_has_the_same_answer_for_everybody(question: Question) -> None:
    if question.lever == "fee_schedule":
        return  # what a worker takes home is what the contract says: test_fee_schedule.py
    answer = getattr(RULES[question.lever]["off"](), question.method)(*question.sample(np.random.default_rng(7), 50))
    wanted = ANSWERS[question.lever, question.method]
    if not is_dataclass(answer):
        assert np.array_equal(answer, np.full(answer.shape, wanted), equal_nan=answer.dtype.kind == "f")
        return
    assert [field.name for field in fields(answer)] == list(wanted)
    for name, value in wanted.items():
        column = getattr(answer, name)
        assert np.array_equal(column, np.full(column.shape, value)), name


@pytest.mark.parametrize("lever", SHOWN)
def test_off_shows_the_market_that_nobody_is_there(lever: str) -> None:
    assert {name: getattr(RULES[lever]["off"](), name) for name in SHOWN[lever]} == SHOWN[lever]
