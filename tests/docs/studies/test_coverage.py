"""How often intervals hold a known effect: by pools that simulate nothing, by rules, and in the table."""

import tomllib
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

import policylab as pl
from docs.studies import coverage as study
from docs.studies.coverage import Coverage, Covered, covered, covered_drawn, measured, part
from docs.studies.drawn import DRAWN, Drawn, counts, losses, shares, summed
from docs.studies.page import as_markdown
from docs.studies.redrawn import CELLS, NOTHING, Counted
from experiments.measures.metrics import METRICS
from experiments.runs.plan import Run
from experiments.runs.work import Measurements
from experiments.runs.worlds import Worlds
from experiments.verdicts.luck import Luck
from experiments.verdicts.regimes import Regime
from policies.records import Floats
from scenarios import load
from scenarios.plausible import Ensemble, packed
from scenarios.space import space
from tests.docs.studies.by_hand import ByHand
from tests.experiments import works
from tests.redrawn.run import coverage_file, luck_file

DRAWS = 2_000


def gaps(values: Floats) -> tuple[Floats, Floats]:
    """Return two sides that differ by these (worlds, lucks) values."""
    return np.zeros(values.shape), values


def test_a_pool_of_ordinary_differences_is_covered_by_nineteen_intervals_of_twenty() -> None:
    rng = np.random.default_rng(4)
    before = rng.normal(10, 3, (32, 6))
    result = covered("fill_rate", before, before + rng.normal(0.4, 1, (32, 1)) + rng.normal(0, 1, (32, 6)), DRAWS)
    assert result is not None
    assert 0.93 < result.inside < 0.97
    assert result.differing == 32
    assert result.undefined == pytest.approx(0)
    assert result.inside + result.below + result.above == pytest.approx(1)


def test_intervals_lie_below_the_truth_where_one_world_is_far_off() -> None:
    values = np.random.default_rng(4).normal(0.0, 1, (32, 6))
    values[7] = 1_000.0  # more than one answer of three does without that world
    result = covered("loss_yen_per_worker", *gaps(values), DRAWS)
    assert result is not None
    assert result.below == pytest.approx((1 - 1 / 32) ** 32, abs=0.03)
    assert result.coverage == pytest.approx(1 - result.below, abs=0.01)


def test_coverage_drops_incomplete_pairs_and_needs_enough_varying_ones() -> None:
    rng = np.random.default_rng(5)
    before, after = rng.normal(0, 1, (32, 6)), rng.normal(1, 1, (32, 6))
    before[:10, 0], after[4:20, 1] = np.nan, np.nan
    result = covered("fill_rate", before, after, DRAWS)
    assert result is not None
    assert 0.93 < result.inside < 0.97
    assert result.differing == pytest.approx(32 * (1 - 26 / 192), abs=0.3)
    before[:, 1:] = np.nan
    assert covered("fill_rate", before, after, DRAWS) is None
    level = np.arange(192.0).reshape(32, 6)
    assert covered("fill_rate", level, level, DRAWS) is None
    assert covered("fill_rate", level, level + 2, DRAWS) is None


def test_what_nothing_is_seen_of_has_no_interval_and_counts_for_none() -> None:
    def draw(rng: np.random.Generator, shape: tuple[int, ...]) -> tuple[Floats, Floats]:
        after = np.zeros(shape)
        after[: len(after) // 4, 0] = 1.0
        return np.zeros(shape), after

    result = covered_drawn(Drawn("one event in a quarter", 1 / 32, draw))
    assert (result.inside, result.undefined) == (0.25, 0.75)
    assert (result.differing, result.coverage) == (0.25, 1)


@pytest.mark.parametrize(
    "drawn", [counts(1.0, 0.5, 0.0), counts(0.5, 0.7, 0.5), losses(1.0, 1.0, 0.8, 0.5), shares(0.01, 0.013, 200)]
)
def test_pairs_are_drawn_with_the_effect_that_they_are_said_to_have(drawn: Drawn) -> None:
    before, after = drawn.draw(np.random.default_rng(6), (40_000,))
    gaps = after - before
    assert gaps.mean() == pytest.approx(drawn.effect, abs=4 * gaps.std() / 200)
    assert gaps.var() < before.var() + after.var()  # they share their luck


def test_what_stays_is_the_same_event_on_both_sides() -> None:
    before, after = losses(2.0, 1.0, 1.0, 0.0).draw(np.random.default_rng(7), (100,))
    assert (before == after).all()
    fewer, more = losses(2.0, 1.0, 0.5, 0.0).draw(np.random.default_rng(7), (100,))
    assert (more <= fewer).all()
    gone, none = counts(2.0, 0.0, 0.0).draw(np.random.default_rng(7), (100,))
    assert gone.any()
    assert not none.any()


def test_a_sum_has_as_many_parts_as_there_are_events() -> None:
    totals = summed(np.random.default_rng(8), np.array([0, 1, 5]), 0.0)
    assert totals.tolist() == [0, 1, 5]  # without a spread each costs 1


def drawn(seed: int) -> tuple[float, float]:
    """Two numbers of a seed, about 0 and about 1."""
    luck = np.random.default_rng(seed)
    return luck.normal(), luck.normal(1.0)


def without_warnings_more(run: Run) -> Measurements:
    """A draw of the seed, and about 1 more exposed without warnings; nothing else moves."""
    draw, more = drawn(run.seed)
    off = not run.scenario.rollout[0][1].message_watch.client_warning
    values = dict.fromkeys([metric.name for metric in METRICS], draw) | {"exposed_per_10k": 10 + off * more}
    return replace(works.numbered(run), metrics=values)


@pytest.fixture
def four(tmp_path: Path) -> Worlds:
    """Four worlds."""
    central = load("production").world
    around = space(central)
    values = np.array([around.values(point) for point in np.random.default_rng(2).random((4, len(around)))])
    (tmp_path / "plausible.npz").write_bytes(
        packed(Ensemble(around, values, around.read(central), np.zeros((4, 2, 1)), {}))
    )
    return Worlds(tmp_path / "plausible.npz")


def test_every_change_has_a_pool_per_regime_and_answers_per_look(four: Worlds, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(study, "DRAWN", DRAWN[:1])
    result = measured(ByHand(most=18, made=without_warnings_more, worlds=four), answers=10, intervals=10)
    assert result.size == (4, 4)  # the two worlds with a fifth luck have four too
    changes = ["calling_open", "strict_screening", "no_warnings"]
    assert list(result.pools) == [(change, regime) for change in changes for regime in ("frozen", "adapting")]
    looks = [(counted.change, counted.look) for counted in result.answers]
    assert looks == [(change, look) for change in (*changes, NOTHING) for look in (1, 2)]
    assert [list(pool) for pool in result.pools.values()] == [[]] * 4 + [["exposed_per_10k"]] * 2
    alone = np.array([drawn(seed)[1] for seed in range(16)]).reshape(4, 4).T  # seed 5 has the second luck of world 1
    expected = (alone.var(-1, ddof=1).mean() / 3) ** 0.5  # two of three changes move nothing
    both = [result.luck[regime, "exposed_per_10k"] for regime in ("frozen", "adapting")]
    assert [luck.pair for luck in both] == pytest.approx([expected, expected])
    assert [luck.runs for luck in both] == [0, 0]  # ten are exposed in every run of production
    levels = np.array([drawn(seed)[0] for seed in range(16)]).reshape(4, 4).T
    away = np.mean([np.abs(levels[:, luck] - levels[:, luck - 1]) for luck in range(4)])
    assert result.luck["frozen", "value_per_posting"].runs == pytest.approx(away)
    assert [each.name for each in result.drawn] == [DRAWN[0].name]
    assert result.baseline.loaded.world.workers == 80_000


def made(name: str, differing: float, held: float, below: float, above: float) -> Covered:
    return Covered(name, differing, held, below, above)


def told(pools: Mapping[tuple[str, Regime], tuple[Covered, ...]]) -> Coverage:
    """Return a study of these pools, with answers that break three promises of five."""
    words = np.array([[word] * len(CELLS) for word in ("open", "worse", "better")])
    below = np.full((9, len(CELLS)), 0.5)
    passes = np.where([cell == ("frozen", "value_per_posting") for cell in CELLS], 0.04, 0)
    counted = Counted("no_warnings", 1, 0.951, words, below, passes)
    luck = {cell: Luck(1.5 + number, 2.5 + number) for number, cell in enumerate(CELLS)}
    drawn = (made("0.1 events a run", 1.5, 0.5, 0.0, 0.1),)
    by_name = {place: {each.name: each for each in pool} for place, pool in pools.items()}
    return Coverage(pl.load("production"), (32, 6), (counted,), by_name, luck, drawn)


METRICS_OF_A_POOL = (
    made("exposed_per_10k", 30, 0.95, 0.02, 0.03),
    made("loss_yen_per_worker", 9, 0.80, 0.20, 0.0),
    made("fee_yen", 7, 0.99, 0.005, 0.005),
    made("victims_per_10k", 2, 0.48, 0.0, 0.02),  # of half, with an interval: 96 in a hundred
    made("recruits_per_10k", 0.2, 1.0, 0.0, 0.0),
)


def test_the_table_tells_what_is_kept_and_names_what_is_not() -> None:
    text = table(told({("no_warnings", "frozen"): METRICS_OF_A_POOL, ("no_warnings", "adapting"): ()}))
    lines = text.splitlines()
    answers = next(line for line in lines if line.startswith("| no_warnings, 1 | 95.1"))
    assert answers == (
        "| no_warnings, 1 | 95.1 | **50 50 50 50 50 50 50 50 50** | 66.7 | **50.0** "
        "| **4.0 (`value_per_posting`, first day)** |"
    )
    assert "| no_warnings, 1 | `exposed_per_10k`, first day | open 33, worse 33, better 33 | 0 |" in lines
    assert "| metric | no_warnings, first day | no_warnings, adapted |" in lines
    rows = {line.split(" | ")[0].strip("| `"): line.split(" | ")[1:] for line in lines if line.startswith("|")}
    assert rows["exposed_per_10k"] == ["95.0 (30)", "– |"]
    assert rows["loss_yen_per_worker"][0] == "**80.0** (9)"
    assert rows["victims_per_10k"][0] == "96.0 (2)"
    assert rows["recruits_per_10k"][0] == "–"  # hardly ever moves
    assert rows["5 pairs or more differ: within"] == ["1 of 3", "0 of 0 |"]
    assert rows["fewer than 5 differ: within"] == ["1 of 2", "0 of 0 |"]
    below, above = (
        [line.split(" | ")[1] for line in lines if line.startswith(f"| {word} |")] for word in ("below", "above")
    )
    assert below == ["`loss_yen_per_worker` 80.0 (9.0)", "none"]
    assert above == ["`fee_yen` 99.0 (7.0)", "`recruits_per_10k` 100.0 (0.2)"]
    assert lines[-1] == "| 0.1 events a run | 1.5 | **83.3** | 0.0 | 10.0 | 40.0 |"


@pytest.mark.parametrize(("held", "is_within"), [(0.929, False), (0.93, True), (0.97, True), (0.971, False)])
def test_ninety_three_to_ninety_seven_in_a_hundred_are_within(held: float, is_within: bool) -> None:
    assert made("fee_yen", 9, held, 1 - held, 0.0).within == is_within


def test_a_metric_has_longer_arms_where_its_mean_coverage_is_too_low() -> None:
    """Losses: 80 and 98 → 89. Fees: 84 and 98 → 91. Victims: few differ in the pool that holds them rarely."""
    once = (made("loss_yen_per_worker", 9, 0.98, 0.02, 0), made("fee_yen", 9, 0.84, 0.16, 0))
    rarely = made("victims_per_10k", 4.9, 0.2, 0.8, 0)
    result = told(
        {
            ("calling_open", "frozen"): (*once, rarely),
            ("no_warnings", "frozen"): (made("loss_yen_per_worker", 9, 0.8, 0.2, 0), made("fee_yen", 9, 0.98, 0.02, 0)),
        }
    )
    assert tomllib.loads(coverage_file(result)) == {"loss_yen_per_worker": 89.0}
    assert "Judged by arms 2 times as long, for fewer than 90 of 100 " in table(result)
    assert "these changes and regimes: `loss_yen_per_worker` 89.0." in table(result)


def test_a_file_of_luck_has_values_by_headline_and_regime() -> None:
    written = tomllib.loads(luck_file(told({})))
    assert written.pop("workers") == load("production").world.workers
    assert written.pop("days") == load("production").days
    result = {(regime, name): luck for regime, each in written.items() for name, luck in each.items()}
    assert result == {cell: {"pair": 1.5 + number, "runs": 2.5 + number} for number, cell in enumerate(CELLS)}


def table(result: Coverage) -> str:
    """The part of the page, as it is printed."""
    return as_markdown(part(result))
