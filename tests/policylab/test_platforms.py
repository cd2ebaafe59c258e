"""Two platforms in each regime, from one load of each."""

import pytest

import policylab as pl
from experiments.api.platforms import platforms
from experiments.questions.compare.comparison import OTHER_WORLD
from scenarios import load


@pytest.mark.parametrize("candidate", ["calling_open", "strict_screening"])
def test_a_platform_in_a_regime_is_the_one_that_would_be_loaded_with_it(candidate: str) -> None:
    found = platforms("production", pl.load(candidate, days=9).with_(days=120), "both")
    assert found.regimes == (("world.rings=frozen",), ("world.rings=adapting",))
    for [change], sides in zip(found.regimes, found.sides, strict=True):
        for name, side in zip(("production", candidate), sides, strict=True):
            there = load(name, [change])
            assert (side.resolved, side.world, side.rollout) == (there.resolved, there.world, there.rollout)
    assert found.one_world


def test_each_platform_is_loaded_once(monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = pl.load("production"), pl.load("calling_open")
    monkeypatch.setattr("scenarios.load", lambda *_: pytest.fail("loaded again"))
    assert len(platforms(first, second, "both").sides) == 2


def test_where_the_candidate_sets_the_rings_both_stay_as_they_are() -> None:
    with pytest.warns(pl.Note, match=OTHER_WORLD) as told:
        found = platforms("production", pl.load("production", rings="adapting"), "both")
    assert [side.world.rings for side in found.sides[0]] == ["frozen", "adapting"]
    assert (found.regimes, found.one_world) == (((),), False)
    assert [each.filename for each in told] == [__file__]
