"""Study of error rates of a gate: many gates are drawn from pairs of runs, with a known harm.

Pairs are drawn with replacement from runs of the default market, each in another plausible world. The mean effect of a
change is subtracted from each pair, and a harm of so many margins is added, so that the spread of pairs is real and the
truth is known. Harms that strike few pairs are those of `cascades`.
"""

from collections.abc import Iterator, Sequence

import numpy as np

from docs.studies.cascades import HARM, cascades
from docs.studies.changes import Change
from docs.studies.error_rates_result import ErrorRates, Inert, Rare, Rate, Settled
from experiments.measures.metrics import METRICS
from experiments.questions.gate.guardrails import Guardrail, Guardrails, guardrails
from experiments.questions.gate.judging import REALISTIC, beyond, fails, passes, ruled, settling, together, weighed
from experiments.runs.batch import Batch, carry_out
from experiments.runs.failures import whole
from experiments.runs.keeping import UNKEPT, Keeping
from experiments.runs.pools import SERIAL, Engine
from experiments.runs.watch import Watch, unwatched
from experiments.runs.works import ALL_METRICS, Work
from experiments.runs.worlds import PLAUSIBLE, Worlds
from experiments.verdicts.differences import differences
from experiments.verdicts.regimes import Regime, word
from policies.records import Floats

SEEDS = range(32)  # fixed: a table must not depend on who makes it
GATES = 2_000  # for each rate
INERT_GATES = 300  # for each edit that does nothing
FOLLOWED = 100  # gates that are extended until they are settled, for each harm
HARMS = (-0.5, 0.0, 0.5, 1.0, 1.5, 2.0)  # in margins, of these gates
STEP = 1.1  # factor by which their pairs grow

NAMES = [metric.name for metric in METRICS]
CHANGES = {
    "no screening": ("platform.screening.rule=off",),
    "calling launched": ("platform.communication.call=before_contract",),
}
INERT = {"nothing": (), "a number that no rule in force reads": ("platform.communication.monitored_share=0.5",)}


def error_rates(
    engine: Engine = SERIAL,
    watch: Watch = unwatched,
    keeping: Keeping = UNKEPT,
    *,
    rails: Guardrails | None = None,
    seeds: Sequence[int] = SEEDS,
    work: Work[dict[str, float]] = ALL_METRICS,
    worlds: Worlds = PLAUSIBLE,
) -> ErrorRates:
    """Measure the error rates of guardrails, by default of those that ship. Raise Crashed, BadInput, Unusable."""
    judged_by = rails or guardrails()
    rng, rates, inert = np.random.default_rng(0), list[Rate](), list[Inert]()
    ratios: list[float] = []
    rare: list[Rare] = []
    for regime in judged_by.regimes:
        sides = [
            Change("production", (*changes, f"world.rings={regime}")).side()
            for changes in ((), *INERT.values(), *CHANGES.values())
        ]
        with watch(len(seeds) * len(sides), f"error rates, {word(regime)}") as step:
            batch = carry_out(sides, seeds, work, worlds=worlds, keeping=keeping, engine=engine, on_done=step)
        whole(batch, batch.failures)
        other_seeds = worlds.again(sides[0].scenario, seeds)
        with watch(len(seeds), f"other luck, {word(regime)}") as step:
            second = carry_out(
                sides[:1], other_seeds, work, worlds=worlds, keeping=keeping, engine=engine, on_done=step
            )
        whole(second, second.failures)
        before, *after = (_values(batch, place) for place in range(len(sides)))
        rare += cascades(judged_by, regime, NAMES, before, _values(second, 0), GATES)
        for change, values in zip(INERT, after, strict=False):
            inert.append(_inert(change, judged_by, regime, before, values, rng))
        for change, values in zip(CHANGES, after[len(INERT) :], strict=True):
            for rail in judged_by.rails:
                if rail.regime == regime:
                    place = NAMES.index(rail.metric.name)
                    rates.append(_rate(rail, change, before[place], values[place], judged_by.pairs, rng))
                    ratios += _ratios(rail, before[place], values[place], judged_by.pairs, rng)
    return ErrorRates(
        GATES, judged_by.pairs, batch.sides[0], len(seeds), tuple(rates), tuple(inert), _settled(ratios), tuple(rare)
    )


def _values(batch: Batch[dict[str, float]], place: int) -> Floats:
    """Return the (metrics, seeds) values of a side."""
    return np.array([[run[name] for run in batch.results[place]] for name in NAMES])


def _inert(
    change: str, rails: Guardrails, regime: Regime, before: Floats, after: Floats, rng: np.random.Generator
) -> Inert:
    """Draw gates of a change that does nothing, and judge them as a gate does."""
    passed = 0
    for _ in range(INERT_GATES):
        drawn = rng.integers(before.shape[1], size=rails.pairs)
        first, second = (_rows(side[:, drawn]) for side in (before, after))
        result = {each.metric.name: each for each in differences(first, second)}
        concerns = not all(each.exact for each in result.values())
        rulings = [
            ruled(
                rail,
                result[rail.metric.name],
                rails.pairs,
                float(beyond(rail, *_columns(rail, first, second))),
                concerns=concerns,
            )
            for rail in rails.rails
            if rail.regime == regime
        ]
        passed += together(rulings) == "pass"
    return Inert(f"{change}, {word(regime)}", INERT_GATES, passed, float(np.nanmax(np.abs(after - before))))


def _columns(rail: Guardrail, *sides: list[dict[str, float]]) -> tuple[list[float], list[float]]:
    first, second = ([row[rail.metric.name] for row in side] for side in sides)
    return first, second


def _rows(values: Floats) -> list[dict[str, float]]:
    """Return (metrics, pairs) values as rows of a gate."""
    return [dict(zip(NAMES, row, strict=True)) for row in values.T.tolist()]


def _rate(rail: Guardrail, change: str, before: Floats, after: Floats, pairs: int, rng: np.random.Generator) -> Rate:
    beyond_it, at_three = (
        weighed(rail, *_drawn(rail, before, after, harm, (GATES, pairs), rng)) for harm in (HARM, 3.0)
    )
    (_, low, reach, margin), (_, low_three, reach_three, margin_three) = beyond_it, at_three
    return Rate(
        rail,
        change,
        half_width(low, reach, margin),
        float(np.mean(passes(reach, margin))),
        float(np.mean(fails(low_three, reach_three, margin_three))),
    )


def half_width(low: Floats, reach: Floats, margin: Floats) -> float:
    """Return the median half width of the intervals of (gates,), in margins.

    Where the base has nobody to harm, a share of it is no margin: such gates are left out. NaN if all are.
    """
    there = margin > 0
    return float(np.median((reach - low)[there] / 2 / margin[there])) if there.any() else np.nan


def _drawn(
    rail: Guardrail, before: Floats, after: Floats, harm: float, shape: tuple[int, int], rng: np.random.Generator
) -> tuple[Floats, Floats]:
    """Draw (gates, pairs) values of each side, with a true harm of so many margins."""
    worse = 1.0 if rail.metric.better == "down" else -1.0
    gaps = after - before
    shifted = before + gaps - gaps.mean() + worse * harm * rail.margin(before.mean())
    picks = rng.integers(len(before), size=shape)
    return before[picks], shifted[picks]


def _ratios(rail: Guardrail, before: Floats, after: Floats, pairs: int, rng: np.random.Generator) -> Iterator[float]:
    """Yield estimated ÷ actual number of pairs that settle each inconclusive gate; ∞ if no number does."""
    sizes = np.unique(np.round(pairs * STEP ** np.arange(np.log(REALISTIC / pairs) // np.log(STEP) + 1)).astype(int))
    for harm in HARMS:
        first, second = _drawn(rail, before, after, harm, (FOLLOWED, int(sizes[-1])), rng)
        centre, low, reach, margin = weighed(rail, first[:, :pairs], second[:, :pairs])
        open_ = np.flatnonzero(~(passes(reach, margin) | fails(low, reach, margin)))
        needed = np.full(len(open_), np.inf)
        for size in sizes[::-1]:
            _, least, most, allowed = weighed(rail, first[open_, :size], second[open_, :size])
            needed[passes(most, allowed) | fails(least, most, allowed)] = size
        for gate, need in zip(open_, needed, strict=True):
            estimate = settling(float(centre[gate]), float(low[gate]), float(reach[gate]), float(margin[gate]), pairs)
            yield np.inf if estimate is None or np.isinf(need) else estimate / need


def _settled(ratios: Sequence[float]) -> Settled:
    values = np.array(ratios)
    finite = values[np.isfinite(values)]
    low, median, high = np.quantile(finite, (0.25, 0.5, 0.75)).tolist() if len(finite) else (np.nan,) * 3
    return Settled(len(values), len(values) - len(finite), low, median, high)
