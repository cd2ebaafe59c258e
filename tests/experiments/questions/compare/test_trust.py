"""How far a number can be trusted follows from facts, plausible worlds and sources, by rule."""

import math
from dataclasses import dataclass

import numpy as np
import pytest

from experiments.measures.metrics import BY_NAME, METRICS
from experiments.measures.validity import FACTS
from experiments.questions.compare.trust import NOT_TAKEN, Trust, of_lever, of_metric, rank_correlation, strongest
from policies.catalogue import RULES
from policies.numbers import number
from scenarios.plausible import NONE_SHIP, Ensemble
from scenarios.space import space
from sim.world import World

AROUND = space(World())
TWELVE = np.arange(1.0, 13.0)
SWAPPED = np.array([8.0, 2, 3, 4, 5, 6, 7, 1, 9, 10, 11, 12])  # 1 − 6 · 2 · 7² / (12 · 143) = 0.657
EXPOSED, SHARE, FILLED = (BY_NAME[name] for name in ("exposed_per_10k", "unpaid_share", "fill_rate"))


def ensemble(metric: np.ndarray, name: str = "exposed_per_10k", /, **facts: np.ndarray) -> Ensemble:
    """Worlds with (n, 2) values of a metric, and (n,) ones of facts that are the same in both regimes."""
    there = np.stack([np.stack([fact, fact], axis=1) for fact in facts.values()], axis=2)
    origin = {"facts": [{"name": name} for name in facts]}
    values = np.tile(AROUND.read(AROUND.central), (len(metric), 1))
    return Ensemble(AROUND, values, values[0], there, origin, (name,), metric[:, :, None])


def named(fact: tuple[str, float] | None) -> tuple[str, float] | None:
    return None if fact is None else (fact[0], round(fact[1], 3))


def both(values: np.ndarray) -> np.ndarray:
    """(n,) → (n, 2), the same in both regimes."""
    return np.stack([values, values], axis=1)


# ------------------------------------------------------------------------------------------------ metrics


@pytest.mark.parametrize(("metric", "span"), [("fill_rate", "30 to 50 %"), ("publication_lag_p50", "0.2 to 3")])
def test_a_metric_of_a_binding_fact_is_bound_in_any_worlds(metric: str, span: str) -> None:
    trust = of_metric(BY_NAME[metric], NONE_SHIP)
    assert trust.level == "fact-bound"
    [source] = {fact.source for fact in FACTS if fact.binding and fact.function is BY_NAME[metric].function}
    assert trust.why == f"every plausible world has {span}, held by a source ({source})"


def test_worlds_that_hold_a_fact_by_noise_are_counted() -> None:
    worlds = ensemble(np.ones((4, 2)), fill_rate=np.array([0.2, 0.3, 0.4, 0.5]))
    assert of_metric(BY_NAME["fill_rate"], worlds).why.startswith(
        "75 % of plausible worlds have 30 to 50 %, others up to the noise of runs; held by a source ("
    )


def test_another_reading_of_a_fact_binds_nothing() -> None:
    assert of_metric(BY_NAME["pre_contract_share"], NONE_SHIP).level == "not known"
    bound = [metric.name for metric in METRICS if of_metric(metric, NONE_SHIP).level == "fact-bound"]
    assert bound == ["fill_rate", "publication_lag_p50", "publication_lag_p90", "direct_deal_share"]


def test_a_metric_that_moves_with_a_fact_is_ordered_by_evidence() -> None:
    metric = np.stack([100 * TWELVE, 50 * TWELVE], axis=1)
    trust = of_metric(EXPOSED, ensemble(metric, fill_rate=-TWELVE, unpaid_ever=SWAPPED))
    assert trust.line("exposed_per_10k") == (
        "exposed_per_10k: ordered by evidence: over 12 plausible worlds it moves with fill_rate "
        "(rank correlation -1.00); nine in ten worlds have 155 to 1,145 on the first day, "
        "77.5 to 572 once rings have adapted"
    )


def test_a_metric_that_moves_with_no_fact_is_assumed_throughout() -> None:
    even = np.array([1.0, -1.0] * 6)
    trust = of_metric(SHARE, ensemble(both(TWELVE / 100), "unpaid_share", fill_rate=even))
    assert trust == Trust(
        "assumed throughout",
        "over 12 plausible worlds it moves with no fact; nine in ten worlds have 1.55 to 11.4 % on the first day, "
        "1.55 to 11.4 % once rings have adapted",
    )


def test_the_more_facts_are_asked_the_more_one_has_to_say() -> None:
    idle = np.array([1.0, -1.0] * 6)
    one = ensemble(both(TWELVE), fill_rate=SWAPPED)  # 0.657 · √11 = 2.18, beyond 1.96 but not 2.24
    two = ensemble(both(TWELVE), unpaid_ever=idle, fill_rate=SWAPPED)
    assert named(strongest(TWELVE, one)) == ("fill_rate", 0.657)
    assert named(strongest(-TWELVE, one)) == ("fill_rate", -0.657)
    assert strongest(TWELVE, two) is None


def test_what_luck_does_once_in_eighteen_times_is_luck() -> None:
    """0.587 · √11 = 1.948: within 1.960 of once in 20, beyond 1.919 of once in 18; and √12 would be beyond both."""
    swapped = np.array([8.0, 2, 3, 4, 5, 6, 7, 1, 12, 11, 10, 9])  # 1 − 6 · (2 · 7² + 2 · 3² + 2 · 1²) / (12 · 143)
    assert rank_correlation(TWELVE, swapped) == pytest.approx(1 - 6 * 118 / 1716)
    assert strongest(TWELVE, ensemble(both(TWELVE), fill_rate=swapped)) is None
    assert strongest(np.array([1.0]), ensemble(both(np.ones(1)), fill_rate=np.ones(1))) is None


def test_the_strongest_fact_is_named_whichever_way_it_moves() -> None:
    evidence = ensemble(both(TWELVE), unpaid_ever=np.r_[TWELVE[:10], 12, 11], fill_rate=-TWELVE)
    assert named(strongest(TWELVE, evidence)) == ("fill_rate", -1)


def test_luck_moves_one_metric_in_twenty_with_any_of_many_facts() -> None:
    luck = np.random.default_rng(5)
    evidence = ensemble(both(np.zeros(256)), **{f"fact {number}": luck.normal(size=256) for number in range(11)})
    moved = [strongest(luck.normal(size=256), evidence) is not None for _ in range(600)]
    assert 0.025 < np.mean(moved) < 0.075


def test_worlds_without_a_number_do_not_count() -> None:
    metric = both(TWELVE.copy())
    metric[0, 1] = math.nan
    trust = of_metric(EXPOSED, ensemble(metric, fill_rate=np.r_[99, TWELVE[1:]]))
    assert trust.why.startswith("over 11 plausible worlds it moves with fill_rate (rank correlation +1.00)")
    nothing = of_metric(EXPOSED, ensemble(np.full((12, 2), math.nan), fill_rate=TWELVE))
    assert nothing.level == "assumed throughout"
    assert nothing.why.endswith("nine in ten worlds have no number on the first day, no number once rings have adapted")
    same = of_metric(EXPOSED, ensemble(both(np.ones(12)), fill_rate=TWELVE))
    assert same.level == "assumed throughout"


def test_without_worlds_or_their_metrics_it_is_said_that_nothing_is_known() -> None:
    assert of_metric(EXPOSED, NONE_SHIP).line("x") == (
        "x: not known: no plausible worlds ship: make them with `policylab calibrate`"
    )
    assert of_metric(EXPOSED, ensemble(both(TWELVE), "unpaid_share", fill_rate=TWELVE)) == Trust("not known", NOT_TAKEN)


def test_equal_values_share_their_ranks() -> None:
    assert rank_correlation(TWELVE, SWAPPED) == pytest.approx(1 - 6 * 2 * 7**2 / (12 * 143))
    assert rank_correlation(np.array([1.0, 2, 2, 5]), np.array([1.0, 3, 3, 4])) == pytest.approx(1)
    # ranks 1, 2.5, 2.5, 4 and 1, 2, 3, 4: 4.5 / √(4.5 · 5)
    assert rank_correlation(np.array([1.0, 2, 2, 5]), np.array([1.0, 3, 4, 9])) == pytest.approx(4.5 / math.sqrt(22.5))
    # ranks 1, 2.5, 2.5 and 1, 2, 3: 1.5 / √(1.5 · 2)
    assert rank_correlation(np.array([0.0, 1, 1]), TWELVE[:3]) == pytest.approx(1.5 / math.sqrt(3))
    assert math.isnan(rank_correlation(np.ones(4), TWELVE[:4]))
    assert math.isnan(rank_correlation(TWELVE[:4], np.ones(4)))
    assert math.isnan(rank_correlation(np.ones(0), np.ones(0)))


# ------------------------------------------------------------------------------------------------ levers


@dataclass(frozen=True)
class Quoted:
    items: int = number(10, "items", "the order-rule check has", confidence="quoted")
    needed: int = number(6, "items", "half of them, and one", confidence="derived")
    words: str = "no number"


@dataclass(frozen=True)
class Stricter(Quoted):
    most: int = number(6, "items", "no source")


@dataclass(frozen=True)
class Guess:
    most: int = number(7, "items", "no source either")


@dataclass(frozen=True)
class Silent:
    """Of a package: nothing is said of its numbers."""

    at: float = 0.5
    people: int = 3
    strict: bool = True


class Off:
    pass


@pytest.mark.parametrize(
    ("rules", "level", "why"),
    [
        ([Quoted, Off], "fact-bound", "of its numbers 1 quoted, 1 derived"),
        ([Quoted, Stricter, Off], "ordered by evidence", "of its numbers 1 quoted, 1 derived, 1 assumed"),
        ([Guess, Off], "assumed throughout", "of its numbers 1 assumed"),
        ([Stricter, Guess], "ordered by evidence", "of its numbers 1 quoted, 1 derived, 2 assumed"),
        ([Off], "has no numbers", "there is no number to check against a source"),
        ([Silent, Off], "not known", "2 without unit, range and source: see policies.numbers.number"),
        ([Guess, Silent], "assumed throughout", "of its numbers 1 assumed, 2 without unit, range and source"),
    ],
)
def test_a_lever_is_trusted_by_the_sources_of_its_numbers(rules: list[type], level: str, why: str) -> None:
    assert (of_lever(rules).level, of_lever(rules).why) == (level, why)


def test_levers_of_the_house() -> None:
    levels = {lever: of_lever(rules.values()).level for lever, rules in RULES.items()}
    assert levels["fee_schedule"] == "fact-bound"  # its three numbers stand in a source
    assert levels["completion_rate"] == "ordered by evidence"
    assert levels["screening"] == "assumed throughout"
    assert levels["identity"] == "has no numbers"
