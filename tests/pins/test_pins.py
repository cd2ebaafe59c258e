"""A moved result is a decision: it is pinned anew in the commit that says in CHANGELOG.md what moved and why."""

import json

import pytest

from experiments.questions.calibrate.fingerprint import fingerprint
from tests.conftest import MODEL
from tests.pins.pinned import ADAPTING, FILE, NUMBERS, QUICK, SMALL, digests, moved, numbers, quick, runs

PINNED = json.loads(FILE.read_text())


@pytest.mark.parametrize("name", QUICK)
def test_a_pinned_run_says_what_it_said(name: str) -> None:
    run = dict(runs())[quick(name)]
    assert moved(digests(run), PINNED[quick(name)]) == [], "if this was meant: make pins, and a line in CHANGELOG.md"


def test_every_number_has_the_range_that_it_had() -> None:
    assert numbers().splitlines() == NUMBERS.read_text().splitlines(), "if this was meant: make pins WRITE=--write"


def test_every_pinned_run_has_its_digests() -> None:
    assert set(PINNED) == set(dict(runs()))


def test_another_seed_moves_what_is_pinned() -> None:
    scenario, days = "production", 10
    first, other = (digests((scenario, (ADAPTING, *SMALL), days, seed)) for seed in (0, 1))
    assert "Session" in moved(other, first)
    assert moved(first, first) == []


def test_the_fingerprint_that_ships_is_that_of_fresh_runs() -> None:
    assert fingerprint() == MODEL.read_text("utf-8").strip(), "if this was meant: make pins WRITE=--write"
