"""A sweep from end to end: what it runs, what it finds at each point, and that `compare` finds the same there."""

import json
import math
from collections.abc import Iterator
from datetime import date
from itertools import groupby
from pathlib import Path

import numpy as np
import pytest

from experiments.host.stopping import Interrupted
from experiments.measures.metrics import METRICS
from experiments.questions.compare.ask import answer
from experiments.questions.sweep.ask import sweep
from experiments.questions.sweep.design import Design
from experiments.questions.sweep.forecast import forecast
from experiments.questions.sweep.question import Question, question
from experiments.questions.sweep.result import Sweep
from experiments.runs.cost import seconds
from experiments.runs.keeping import Keeping
from experiments.runs.plan import Run
from experiments.runs.record import Record
from experiments.runs.works import Work
from experiments.runs.worlds import FIXED, PLAUSIBLE
from experiments.store.store import NOWHERE, Store
from scenarios import load
from scenarios.plausible import worlds
from sim.world import World
from tests.experiments.questions.sweep import works

ONE, AT = ("production", "production"), "platform.screening.suspend_at"
TINY = ["world.workers=200", "world.clients=80", "world.population.ring_share=0.09", "days=8"]
REVIEWED = "platform.screening.review_at"


def asked(*values: str, days: str = "days=12") -> Question:
    return question(ONE, [f"{AT}={','.join(values)}"], changes=([days], [days]))


@pytest.fixture(autouse=True)
def nothing_done() -> None:
    works.done.clear()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "runs.sqlite") as opened:
        yield opened


# ------------------------------------------------------------------------------------------------ a market


@pytest.fixture(scope="module")
def market() -> Iterator[tuple[Sweep, Keeping]]:
    variation = question(ONE, [f"{REVIEWED}=0.03,0.4"], changes=(TINY, TINY))
    with Store(NOWHERE) as opened:
        swept, failures = sweep(variation, range(2), keeping=Keeping(opened))
        assert failures == ()
        yield swept, Keeping(opened)


def test_only_the_point_of_the_baseline_is_identical_to_it(market: tuple[Sweep, Keeping]) -> None:
    strict, same = market[0].points
    assert [compared.regime for compared in same.comparisons] == ["frozen", "adapting"]
    assert same.answer is not None
    assert same.answer.identical
    assert all(
        result.difference == 0 for compared in same.comparisons for result in compared.differences if result.pairs
    )
    assert not any(compared.equal for compared in strict.comparisons)


def test_each_point_is_what_compare_finds_there_to_the_bit(market: tuple[Sweep, Keeping]) -> None:
    swept, keeping = market
    for point, value in zip(swept.points, ("0.03", "0.4"), strict=True):
        regimes = [
            (load("production", [*TINY, rings]), load("production", [*TINY, f"{REVIEWED}={value}", rings]))
            for rings in ("world.rings=frozen", "world.rings=adapting")
        ]
        alone, _ = answer(regimes, range(2), keeping=keeping)
        assert alone is not None
        for ours, theirs in zip(point.comparisons, alone.comparisons, strict=True):
            assert repr(ours.differences) == repr(theirs.differences)
            assert [side.keys for side in ours.sides] == [side.keys for side in theirs.sides]


def test_tidy_rows_are_those_that_the_differences_are_made_of(market: tuple[Sweep, Keeping]) -> None:
    swept, _ = market
    rows = list(swept.rows())
    assert len(rows) == 2 * 2 * 2 * len(METRICS)
    keys = ["point", REVIEWED, "regime", "seed", "world", "metric", "baseline", "value", "difference"]
    assert {tuple(row) for row in rows} == {tuple(keys)}
    rows.sort(key=lambda row: (row["point"], row["regime"], row["metric"], row["seed"]))
    for (number, regime, name), some in groupby(rows, lambda row: (row["point"], row["regime"], row["metric"])):
        pairs = [(row["baseline"], row["value"]) for row in some]
        both = np.array([pair for pair in pairs if np.isfinite(pair).all()])
        [compared] = [each for each in swept.points[number - 1].comparisons if each.regime == regime]
        difference = compared[name]
        assert len(both) == difference.pairs
        if difference.pairs:
            assert (both[:, 0].mean(), both[:, 1].mean()) == (difference.baseline, difference.candidate)
            assert (both[:, 1] - both[:, 0]).mean() == difference.difference


def test_undefined_numbers_are_null_in_json_and_empty_in_csv(market: tuple[Sweep, Keeping]) -> None:
    swept, _ = market
    assert any(math.isnan(row["value"]) for row in swept.rows())
    assert json.loads(json.dumps(swept.as_json(), allow_nan=False))["points"][1]["values"] == {REVIEWED: 0.4}
    assert b",nan" not in swept.as_csv()


def test_values_are_told_as_json_has_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("experiments.questions.sweep.ask.said", lambda key, text: date(2020, 8, 1))
    swept, _ = sweep(asked("0.7"), range(2), work=Work(works.sloping))
    assert swept.points[0].values == {AT: "2020-08-01"}


# ------------------------------------------------------------------------------------------------ what is run


def test_the_baseline_runs_once_and_a_point_equal_to_it_never(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("experiments.runs.keeping.recorded", works.kept)
    steps: list[int] = []
    variation = asked("0.7", "0.8", "0.9")
    swept, _ = sweep(variation, range(4), keeping=Keeping(store), on_done=lambda: steps.append(1))
    assert len(works.done) == 3 * 2 * 4  # two points and the baseline, in two regimes
    assert len(steps) == len(variation.runs(range(4), FIXED)) == 4 * 2 * 4
    assert swept.points[2].answer is not None
    assert swept.points[2].answer.identical


def test_a_stopped_sweep_continues_without_repeating_a_run(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(run: Run) -> Record:
        if len(works.done) == 5:
            raise KeyboardInterrupt
        return works.kept(run)

    variation = asked("0.7", "0.8")
    monkeypatch.setattr("experiments.runs.keeping.recorded", stopped)
    with pytest.raises(Interrupted):
        sweep(variation, range(3), keeping=Keeping(store))
    assert len(works.done) == 5
    monkeypatch.setattr("experiments.runs.keeping.recorded", works.kept)
    swept, _ = sweep(variation, range(3), keeping=Keeping(store))
    names = [run.key for run in works.done]
    assert len(names) == len(set(names)) == 3 * 2 * 3
    with Store(NOWHERE) as other:
        never, _ = sweep(variation, range(3), keeping=Keeping(other))
    assert list(swept.rows()) == list(never.rows())


def test_more_points_run_nothing_that_fewer_have_run(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("experiments.runs.keeping.recorded", works.kept)
    sweep(asked("0.7"), range(2), keeping=Keeping(store))
    sweep(asked("0.6", "0.7", "0.8"), range(2), keeping=Keeping(store))
    assert len(works.done) == 4 * 2 * 2


def test_a_baseline_that_crashes_is_told_once_and_by_its_world() -> None:
    low = [f"{AT}=0.5"]
    variation = question(
        ONE, ["platform.screening.checkers=1,2", "world.ring.lures_by_call=0.1,0.2"], changes=(low, low)
    )
    _, failures = sweep(variation, range(1), work=Work(works.crashing))
    names = [failure.scenario for failure in failures]
    assert len(names) == 2 * (2 + 4)
    assert names.count("production + world.ring.lures_by_call=0.1") == 2


def test_a_seed_that_crashes_is_left_out_of_its_point_alone() -> None:
    swept, failures = sweep(asked("0.5", "0.7", "0.8"), range(4), work=Work(works.crashing))
    gone, short, whole = swept.points
    assert gone.answer is None
    assert [point.comparisons for point in (gone,)] == [()]
    assert [compared.seeds.ran for compared in short.comparisons] == [(0, 2, 3)] * 2  # of both regimes
    assert [compared.seeds.ran for compared in whole.comparisons] == [(0, 1, 2, 3)] * 2
    assert [len(point.failures) for point in swept.points] == [8, 1, 0]
    assert sorted(failures, key=lambda each: (each.scenario, each.seed)) == [
        *sorted(gone.failures, key=lambda each: each.seed),
        *short.failures,
    ]
    assert short.failures[0].scenario == f"production + {AT}=0.7"
    assert {row["point"] for row in swept.rows()} == {2, 3}
    assert len(swept.regimes) == 2


def test_one_seed_that_is_left_is_no_answer() -> None:
    [point] = sweep(asked("0.7"), range(2), work=Work(works.crashing))[0].points
    assert (point.answer, len(point.failures)) == (None, 1)


def test_pairs_of_a_point_keep_the_plausible_worlds_of_their_own_seeds() -> None:
    many = len(worlds(World()))
    swept, _ = sweep(asked("0.7", "0.8"), [0, 1, many + 5], worlds=PLAUSIBLE, work=Work(works.crashing))
    assert (swept.homes, swept.worlds) == ((0, 1, 5), "plausible")
    short, whole = swept.points
    assert [compared.homes for compared in short.comparisons] == [(0, 5)] * 2  # seed 1 crashed
    assert [compared.homes for compared in whole.comparisons] == [(0, 1, 5)] * 2
    assert [point.number for point in swept.points] == [1, 2]


def test_more_pairs_than_worlds_ask_each_world_with_several_lucks() -> None:
    many = len(worlds(World()))
    swept, _ = sweep(asked("0.8"), range(many + 2), worlds=PLAUSIBLE, work=Work(works.sloping))
    assert swept.homes == (*range(many), 0, 1)
    for compared in swept.points[0].comparisons:
        assert compared.homes == swept.homes
        assert (compared["exposed_per_10k"].pairs, compared["exposed_per_10k"].worlds) == (many + 2, many)


def test_without_a_word_about_seeds_there_are_thirty_two() -> None:
    swept, _ = sweep(asked("0.8"), work=Work(works.sloping))
    assert swept.seeds == tuple(range(32))
    assert swept.homes is None
    assert [compared.homes for compared in swept.points[0].comparisons] == [None] * 2


# ------------------------------------------------------------------------------------------------ what is found


def test_the_best_point_has_a_command_with_fresh_seeds() -> None:
    swept, _ = sweep(asked("0.6", "0.7", "0.8", "0.95"), range(8), work=Work(works.sloping))
    means = {point.values[AT]: point.comparisons[1]["exposed_per_10k"].difference for point in swept.points}
    assert swept.ends("exposed_per_10k", 1) == (means[0.95], means[0.6])
    assert swept.ends("value_per_posting", 1) == (means[0.6], means[0.95])
    luck = np.mean([np.random.default_rng((seed, 7)).normal(1, 0.1) for seed in range(8)])
    assert means == pytest.approx({at: 100 * (0.9 - at) * luck for at in (0.6, 0.7, 0.8, 0.95)})
    harms = ["victims_per_10k", "led_away_per_10k", "exposed_per_10k", "read_lure_per_10k"]
    assert swept.fresh_commands() == {
        f"policylab compare production -S days=12 --change {AT}={at} --seeds 8 --first-seed 1000 --worlds fixed": best
        for best, at in ((harms, "0.95"), (["value_per_posting"], "0.6"))
    }
    assert swept.ends("reports_per_1k", 1) is None  # neither way is better


def test_where_the_baseline_is_the_best_there_is_nothing_to_ask_anew() -> None:
    swept, _ = sweep(asked("0.6", "0.9"), range(4), work=Work(works.sloping))
    assert list(swept.fresh_commands().values()) == [["value_per_posting"]]


def test_a_command_has_all_that_was_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    changes = ["days=12", "world.clients=300"]
    variation = question(
        ("production", "calling_open"),
        [f"{AT}=0.7", "world.ring.lures_by_call=0.3"],
        changes=(changes, [*changes, "platform.identity.rule=off"]),
        regimes=[("world.rings=adapting",)],
    )
    swept, _ = sweep(variation, range(2000, 2032), work=Work(works.sloping))
    assert swept.command(swept.points[0]) == (
        "policylab compare production calling_open -S days=12 -S world.clients=300 -S world.ring.lures_by_call=0.3 "
        f"--change platform.identity.rule=off --change {AT}=0.7 --seeds 32 --first-seed 3000 --rings adapting "
        "--worlds fixed"
    )
    assert swept.regimes == ("adapting",)
    assert "direct_deal_share" in swept.headlines


def test_between_worlds_there_is_no_verdict_on_a_policy() -> None:
    swept, _ = sweep(question(ONE, ["world.ring.lures_by_call=0.1,0.3"]), range(4), work=Work(works.sloping))
    assert not swept.of_platforms
    assert swept.fresh_commands() == {}
    point = swept.points[0]
    [found_there, *_] = point.comparisons
    assert found_there.verdict(found_there["exposed_per_10k"]) == "no difference"
    assert swept.as_json()["differences of"] == "worlds"


def test_json_has_every_pair_and_csv_every_row() -> None:
    swept, _ = sweep(asked("0.5", "0.8"), range(4), work=Work(works.crashing))
    data = swept.as_json()
    assert [point["values"] for point in data["points"]] == [{AT: 0.5}, {AT: 0.8}]
    assert [len(point["crashed"]) for point in data["points"]] == [8, 0]
    assert len(data["rows"]) == 2 * len(METRICS)
    row = data["rows"][0]
    assert (row["point"], row[AT], row["regime"], row["metric"]) == (2, 0.8, "frozen", "exposed_per_10k")
    assert row["verdict"] == "worse"
    assert row["margin"] == pytest.approx(0.02 * row["baseline"])
    gaps = np.subtract(row["candidate of pairs"], row["baseline of pairs"])
    assert (len(gaps), gaps.mean()) == (4, pytest.approx(row["difference"]))
    assert (data["rows"][1]["verdict"], data["rows"][1]["margin"]) == ("worse", None)  # a metric without a margin
    lines = swept.as_csv().decode().splitlines()
    assert lines[0] == f"point,{AT},regime,seed,world,metric,baseline,value,difference"
    assert lines[1].startswith("2,0.8,frozen,0,,exposed_per_10k,")
    assert len(lines) == 1 + 2 * 4 * len(METRICS)
    assert not any(math.isnan(row["difference"]) for row in swept.rows())


# ------------------------------------------------------------------------------------------------ before it is run


def test_a_look_ahead_counts_runs_and_carries_none_out(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("experiments.runs.keeping.recorded", works.kept)
    keeping, more = Keeping(store), asked("0.7", "0.8", "0.9", days="days=120")
    new = forecast(more, range(4), worlds=FIXED, keeping=keeping, jobs=2)
    assert works.done == []
    assert (new.points, new.runs, new.kept, new.basis) == (3, 3 * 2 * 4, 0, "assumed")  # 0.9 is the baseline
    assert new.each == seconds(load("production").world.workers)  # a market of the usual size and length
    assert new.seconds == 24 * new.each / 2
    assert forecast(more, range(4), worlds=FIXED, keeping=Keeping(), jobs=2) == new

    sweep(asked("0.6", days="days=120"), range(4, 6), keeping=keeping)
    usual = forecast(more, range(4), worlds=FIXED, keeping=keeping, jobs=2)
    assert (usual.kept, usual.basis) == (0, "of kept runs of these scenarios and this length")
    sweep(asked("0.7", days="days=120"), range(2), keeping=keeping)
    before = len(works.done)
    some = forecast(more, range(4), worlds=FIXED, keeping=keeping, jobs=2)
    assert (some.kept, some.basis) == (2 * 2 * 2, "of these runs that are kept")
    assert len(works.done) == before


def test_the_forecast_counts_crashed_runs_as_stored_unless_rerun(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("experiments.runs.keeping.recorded", works.kept_and_crashing)
    variation = asked("0.5")
    sweep(variation, range(2), keeping=Keeping(store))
    stored = [
        forecast(variation, range(2), worlds=FIXED, keeping=Keeping(store, again), jobs=1).kept
        for again in (False, True)
    ]
    assert stored == [8, 4]
    more = asked("0.5", "0.8")
    sweep(more, range(2), keeping=Keeping(store))
    stored = [
        forecast(more, range(2), worlds=FIXED, keeping=Keeping(store, again), jobs=1).kept for again in (False, True)
    ]
    assert stored == [12, 8]


def test_equal_points_of_a_design_are_told_as_fewer_than_were_asked() -> None:
    variation = question(ONE, ["platform.screening.checkers=1:2"], design=Design("sobol", 8))
    ahead = forecast(variation, range(2), worlds=FIXED, keeping=Keeping(), jobs=1)
    assert (ahead.points, ahead.asked) == (2, 8)
