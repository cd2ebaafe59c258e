"""How often intervals hold a known effect: by pools that simulate nothing, by rules, and in the table."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from experiments.measures.metrics import METRICS
from experiments.runs.failures import Crashed
from experiments.runs.plan import Run
from experiments.runs.provenance import Seeds
from experiments.runs.works import Work
from experiments.runs.worlds import FIXED, Worlds
from experiments.studies import coverage as study
from experiments.studies.coverage import COMPARISONS, PAIRS, covered, covered_drawn
from experiments.studies.coverage_result import Coverage, Covered, Pool
from experiments.studies.drawn import DRAWN, Drawn, counts, losses, shares, summed
from experiments.studies.pages.coverage_tables import coverage as table
from experiments.studies.pages.coverage_tables import within
from policies.catalogue import RULES
from policies.records import Floats
from scenarios import load
from scenarios.plausible import Ensemble, packed
from scenarios.space import space
from tests.experiments.found import side


def test_a_pool_of_ordinary_differences_is_covered_by_nineteen_intervals_of_twenty() -> None:
    rng = np.random.default_rng(4)
    before = rng.normal(10, 3, 400)
    after = before + rng.normal(0.4, 1, 400)
    found = covered("fill_rate", before, after)
    assert found is not None
    assert found.effect == pytest.approx((after - before).mean())
    assert 0.93 < found.inside < 0.97
    assert found.differing == PAIRS
    assert found.undefined == pytest.approx(0)
    assert found.inside + found.below + found.above == pytest.approx(1)


def test_where_one_pair_of_a_pool_is_far_off_intervals_lie_below_the_truth() -> None:
    gaps = np.random.default_rng(4).normal(0.0, 1, 200)
    gaps[7] = 1_000.0  # a comparison of 32 has it in one case of seven
    found = covered("loss_yen_per_worker", np.zeros(200), gaps)
    assert found is not None
    assert found.below == pytest.approx((1 - 1 / 200) ** PAIRS, abs=0.03)
    assert found.coverage == pytest.approx(1 - found.below, abs=0.01)


def test_a_pair_of_many_parts_is_their_mean_and_less_of_a_lottery() -> None:
    gaps = np.random.default_rng(4).exponential(1, 300)
    small, large = covered("fee_yen", np.zeros(300), gaps), covered("fee_yen", np.zeros(300), gaps, 15)
    assert small is not None
    assert large is not None
    assert small.effect == large.effect == pytest.approx(gaps.mean())
    assert abs(large.below - large.above) < abs(small.below - small.above) + 0.01
    rare = np.where(np.arange(300) < 3, 1.0, 0.0)
    few, more = covered("fee_yen", np.zeros(300), rare), covered("fee_yen", np.zeros(300), rare, 15)
    assert few is not None
    assert more is not None
    assert (few.differing, more.differing) == pytest.approx((32 * 0.01, 32 * (1 - 0.99**15)), rel=0.1)


def test_only_pairs_defined_on_both_sides_are_drawn_and_few_of_them_or_a_constant_difference_tell_nothing() -> None:
    rng = np.random.default_rng(5)
    before, after = rng.normal(0, 1, 150), rng.normal(1, 1, 150)
    before[:20], after[30:40] = np.nan, np.nan
    both = np.isfinite(before) & np.isfinite(after)
    assert covered("fill_rate", before, after) == covered("fill_rate", before[both], after[both])
    before[40:70] = np.nan
    assert covered("fill_rate", before, after) is None
    level = np.arange(200.0)
    assert covered("fill_rate", level, level) is None
    assert covered("fill_rate", level, level + 2) is None


def test_what_nothing_is_seen_of_has_no_interval_and_counts_for_none() -> None:
    def draw(rng: np.random.Generator, shape: tuple[int, ...]) -> tuple[Floats, Floats]:
        after = np.zeros(shape)
        after[: COMPARISONS // 4, 0] = 1.0
        return np.zeros(shape), after

    found = covered_drawn(Drawn("one event in a quarter", 1 / PAIRS, draw))
    assert (found.inside, found.undefined) == (0.25, 0.75)
    assert (found.differing, found.coverage) == (0.25, 1)


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


def test_counts_in_the_table_reach_from_hardly_ever_to_twice_a_run() -> None:
    rates = [float(each.name.split()[0]) for each in DRAWN if "events" in each.name]
    assert (min(rates), max(rates)) == (0.02, 2)
    assert len({each.name for each in DRAWN}) == len(DRAWN)


def drawn(seed: int) -> tuple[float, float]:
    """Two numbers of a seed, about 0 and about 1."""
    luck = np.random.default_rng(seed)
    return luck.normal(), luck.normal(1.0)


def without_screening_more(run: Run) -> dict[str, float]:
    """A draw of the seed, and about 1 more exposed where screening is off."""
    draw, more = drawn(run.seed)
    off = type(run.scenario.rollout[0][1].screening) is RULES["screening"]["off"]
    return dict.fromkeys([metric.name for metric in METRICS], draw) | {"exposed_per_10k": 10 + off * more}


def test_every_change_has_a_pool_in_each_kind_of_world(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[object] = []

    @contextmanager
    def watch(total: int, what: str) -> Iterator[Callable[[], object]]:
        told.append((total, what))
        yield lambda: told.append("done")

    monkeypatch.setattr(study, "DRAWN", DRAWN[:1])
    monkeypatch.setattr(study, "DEFINED", 40)
    found = study.coverage(watch=watch, seeds=range(40), work=Work(without_screening_more), worlds=(FIXED, FIXED))
    assert told == [(320, "coverage"), *["done"] * 320]
    assert [pool.change for pool in found.pools] == 4 * [variant.name for variant in study.CHANGES]
    assert [pool.parts for pool in found.pools] == 2 * [1, 1, 1, 15, 15, 15]
    assert found.pools[3].metrics[0].effect == found.pools[0].metrics[0].effect
    first = found.pools[0]
    assert [each.name for each in first.metrics] == ["exposed_per_10k"]
    assert first.metrics[0].effect == pytest.approx(np.mean([drawn(seed)[1] for seed in range(40)]))
    assert 0.92 < first.metrics[0].inside < 0.97
    assert not found.pools[1].metrics
    assert {(pool.sides[0].scenario.world.workers, pool.sides[1].scenario.days) for pool in found.pools} == {(4000, 40)}
    assert [each.name for each in found.drawn] == [DRAWN[0].name]


def test_in_plausible_worlds_the_truth_is_a_mean_over_worlds_and_luck(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    central = load("production").world
    around = space(central)
    values = np.array([around.values(point) for point in np.random.default_rng(2).random((4, len(around)))])
    worlds = Worlds(tmp_path / "plausible.npz")
    (tmp_path / "plausible.npz").write_bytes(
        packed(Ensemble(around, values, around.read(central), np.zeros((4, 2, 1)), {}))
    )

    for name, value in (("DRAWN", ()), ("DEFINED", 8), ("CHANGES", study.CHANGES[:1])):
        monkeypatch.setattr(study, name, value)
    found = study.coverage(seeds=range(8), work=Work(without_screening_more), worlds=(FIXED, worlds))
    assert [pool.sides[1].worlds for pool in found.pools] == ["fixed", "fixed", "plausible", "plausible"]
    assert found.pools[2].sides[0].keys != found.pools[0].sides[0].keys
    assert len(set(found.pools[2].sides[0].keys)) == 8
    assert table(found).splitlines()[4] == "| metric | no screening | no screening, plausible worlds |"


def test_a_pool_in_which_a_run_crashes_tells_nothing() -> None:
    def crash(run: Run) -> dict[str, float]:
        raise ValueError("seed 1 is cursed")

    with pytest.raises(Crashed, match="cursed"):
        study.coverage(seeds=(1, 2), work=Work(crash), worlds=(FIXED,))


def made(name: str, differing: float, held: float, below: float, above: float) -> Covered:
    return Covered(name, 1.0, differing, held, below, above)


def test_the_table_tells_what_is_within_and_names_what_is_not() -> None:
    metrics = (
        made("exposed_per_10k", 30, 0.95, 0.02, 0.03),
        made("loss_yen_per_worker", 9, 0.80, 0.20, 0.0),
        made("fee_yen", 7, 0.99, 0.005, 0.005),
        made("victims_per_10k", 2, 0.48, 0.0, 0.02),  # of half, with an interval: 96 in a hundred
        made("recruits_per_10k", 0.2, 1.0, 0.0, 0.0),
    )
    fixed = Pool("no screening", 1, (side("old"), side("new")), Seeds((0, 1), (0, 1)), metrics)
    plausible = replace(fixed, sides=(side("old"), replace(side("new"), worlds="plausible")), metrics=())
    large = replace(fixed, parts=15, metrics=metrics[:1])
    text = table(Coverage(32, 2000, (fixed, plausible, large), (made("0.1 events a run", 1.5, 0.5, 0.0, 0.1),)))
    assert "2 seeds" in text.splitlines()[0]
    small, large_too = text.split("each pair the mean of 15")
    assert "| metric | no screening |\n" in large_too
    assert "\n| 5 pairs or more differ: within | 1 of 1 |\n" in large_too
    lines = small.splitlines()
    assert lines[4] == "| metric | no screening | no screening, plausible worlds |"
    rows = {line.split(" | ")[0].strip("| `"): line.split(" | ")[1:] for line in lines[6:]}
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
    assert text.splitlines()[-1] == "| 0.1 events a run | 1.5 | **83.3** | 0.0 | 10.0 | 40.0 |"


@pytest.mark.parametrize(("held", "is_within"), [(0.929, False), (0.93, True), (0.97, True), (0.971, False)])
def test_ninety_three_to_ninety_seven_in_a_hundred_are_within(held: float, is_within: bool) -> None:
    assert within(made("fee_yen", 9, held, 1 - held, 0.0)) == is_within
