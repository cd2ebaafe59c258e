"""Answers that are drawn from a pool, where the truth is drawn by hand."""

import tomllib

import numpy as np
import pytest

from experiments.measures.metrics import METRICS
from experiments.verdicts.regimes import REGIMES
from policies.records import Floats
from tests.redrawn.counting import CELLS, Counted, counted_in
from tests.redrawn.lists import coverage_file, luck_file

WORLDS, LUCKS, ANSWERS = 20, 4, 80


def sides(effect: float) -> tuple[Floats, Floats]:
    """(cells, worlds, lucks) of both sides: worlds and luck vary by 1, and the candidate is so much higher."""
    rng = np.random.default_rng(1)
    scale = np.array([0.005 if name == "direct_deal_share" else 1.0 for _, name in CELLS])[
        :, None, None
    ]  # a share of ½
    before = 100 + rng.normal(0, 3, (len(CELLS), WORLDS, 1)) + rng.normal(0, 1, (len(CELLS), WORLDS, LUCKS))
    return scale * before, scale * (before + effect + rng.normal(0, 1, before.shape))


@pytest.fixture(scope="module")
def none() -> Counted:
    before, _ = sides(0)
    return counted_in("nothing", 1, before, before, ANSWERS)


def test_answers_on_nothing_hold_it_and_hardly_ever_move(none: Counted) -> None:
    assert none.held > 0.9
    assert none.telling < 0.1
    assert none.contrary == 0
    assert none.passes.max() < 0.1


def test_answers_on_a_plain_change_use_its_word() -> None:
    found = counted_in("plain", 2, *sides(10), ANSWERS)
    assert found.held > 0.9
    assert found.telling == 1
    words = [next(iter(found.shares(cell))) for cell in range(len(CELLS))]
    assert words == ["worse", "worse", "better", "better", "worse", "worse"]
    assert found.agreeing.min() == 1


def test_answers_that_say_better_and_worse_are_contrary(none: Counted) -> None:
    words = np.array([["better"] * len(CELLS), ["a little worse"] * len(CELLS), ["open"] * len(CELLS)])
    found = Counted("made up", 1, none.held, words, none.below, none.passes)
    assert found.contrary == 1 / 2
    assert found.agreeing.tolist() == [0.0] * len(CELLS)


def test_a_file_of_luck_holds_what_luck_alone_makes_of_a_pair_in_units_of_its_metric() -> None:
    """Worlds differ by 50; luck takes the pairs of one world 3 and 4 apart in two changes: √12.5."""
    rng = np.random.default_rng(2)
    before = dict.fromkeys(CELLS, np.zeros((400, 6)))
    worlds = rng.normal(0, 50, (400, 1))
    changes = {f"{sd}": {cell: worlds + rng.normal(0, sd, (400, 6)) for cell in CELLS} for sd in (3, 4)}
    written = tomllib.loads(luck_file(before, changes, 80_000))
    assert written.pop("workers") == 80_000
    assert written.keys() == {name for _, name in CELLS}
    assert all(each[regime] == pytest.approx(12.5**0.5, rel=0.05) for each in written.values() for regime in REGIMES)


def test_a_list_of_doubtful_metrics_names_those_of_rare_large_amounts_and_no_others() -> None:
    rng = np.random.default_rng(3)
    cells = [(regime, metric.name) for regime in REGIMES for metric in METRICS]
    before = dict.fromkeys(cells, np.zeros((32, 4)))
    after = {cell: rng.normal(1, 3, (32, 4)) for cell in cells}
    after["adapting", "fee_yen"] = rng.lognormal(0, 3, (32, 4))
    after["frozen", "victims_per_10k"] = np.where(np.arange(128).reshape(32, 4) == 0, 1e6, 0.0)  # one pair: not judged
    after["frozen", "fill_rate"] = np.where(rng.random((32, 4)) < 0.1, np.nan, after["frozen", "fill_rate"])
    assert list(tomllib.loads(coverage_file(before, {"made up": after}, 400))) == ["fee_yen"]
