"""Which pairs differ, and how far two runs of one world lie apart."""

from dataclasses import replace

import pytest

from experiments.gate.luck import again, distances, touched
from experiments.gate.peer import AGAIN, Outcome
from experiments.measures.metrics import BY_NAME
from experiments.results.gate import Values
from tests.experiments.gate.hand import RAILS

PAIRS = 30


def outcomes(*differing: int) -> list[Outcome]:
    """Of both regimes, one behind the other."""
    return [Outcome({}, f"{place} {place in differing}", 1.0) for place in range(2 * PAIRS)]


def values() -> Values:
    return {regime: {name: tuple(map(float, range(PAIRS))) for name in BY_NAME} for regime in RAILS.regimes}


def test_pairs_are_touched_where_anything_kept_of_their_runs_differs() -> None:
    assert touched(outcomes(), outcomes(), RAILS) == {"frozen": (), "adapting": ()}
    assert touched(outcomes(), outcomes(4, 29, 30), RAILS) == {"frozen": (4, 29), "adapting": (0,)}


def test_the_worlds_of_the_first_pairs_are_asked_for_again_behind_the_last_pair() -> None:
    assert again(("adapting",), RAILS, 90) == [(1, 90 + world) for world in range(AGAIN)]
    assert len(again(RAILS.regimes, RAILS, 30)) == 2 * AGAIN


def test_how_far_runs_of_one_world_lie_apart_is_told_by_regime() -> None:
    base = values()
    others = [Outcome(dict.fromkeys(BY_NAME, pair + 3.0), "", 1.0) for pair in range(AGAIN)]
    others += [Outcome(dict.fromkeys(BY_NAME, pair + 4.0), "", 1.0) for pair in range(AGAIN)]
    others[0] = replace(others[0], metrics=others[0].metrics | {"exposed_per_10k": -7.0})
    found = distances(RAILS.regimes, base, others)
    assert found["frozen"]["exposed_per_10k"] == pytest.approx(((9 * (AGAIN - 1) + 49) / AGAIN) ** 0.5)
    assert found["frozen"]["value_per_posting"] == 3
    assert found["adapting"]["exposed_per_10k"] == 4
