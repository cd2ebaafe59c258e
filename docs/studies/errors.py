"""Study of error rates of a gate: many gates are drawn from pairs of runs, with a known harm.

Pairs are drawn with replacement from runs of the default market, each in another plausible world. The mean effect of a
change is subtracted from each pair, and a harm of so many margins is added, so that the spread of pairs is real and the
truth is known. Harms that strike few pairs are those of `cascades`.
"""

import math
from collections.abc import Iterator, Sequence

import numpy as np
import pandas as pd

import policylab as pl
from docs.studies.cascades import HARM, Rare, cascades
from docs.studies.cells import table
from docs.studies.lab import Lab
from docs.studies.page import ALL, Part, Study
from experiments.measures.metrics import METRICS
from experiments.questions.gate.guardrails import Guardrail, Guardrails, guardrails
from experiments.questions.gate.judging import REALISTIC, beyond, fails, passes, ruled, settling, together, weighed
from experiments.verdicts.differences import differences
from experiments.verdicts.regimes import Regime, word
from policies.records import Floats

SEEDS = 32
GATES = 2_000  # for each rate
INERT_GATES = 300  # for each edit that does nothing
FOLLOWED = 100  # gates that are extended until they are settled, for each harm
HARMS = (-0.5, 0.0, 0.5, 1.0, 1.5, 2.0)  # in margins, of these gates
STEP = 1.1  # factor by which their pairs grow
MOST_PASSED, LEAST_FAILED = 0.025, 0.9

NAMES = [metric.name for metric in METRICS]
CHANGES = {
    "no screening": "platform.screening.rule=off",
    "calling launched": "platform.communication.call=before_contract",
}
INERT = {"nothing": (), "a number that no rule in force reads": ("platform.communication.monitored_share=0.5",)}


def errors(lab: Lab) -> Part:
    """Measure the error rates of the guardrails that ship."""
    return part(lab, guardrails())


def part(lab: Lab, rails: Guardrails) -> Part:
    """Return edits that do nothing, known harms, and the number of pairs that settles a gate."""
    market, seeds, rng = lab.load("production"), lab.seeds(SEEDS), np.random.default_rng(0)
    inert: list[Sequence[str]] = []
    rates: list[Sequence[str]] = []
    ratios: list[float] = []
    rare: list[Rare] = []
    for regime in rails.regimes:
        luck = lab.ask(pl.compare, market, market, seeds=seeds, rings=regime, more=True).pairs()
        before, other = (_values(luck[side], "baseline") for side in (luck["seed"] < seeds, luck["seed"] >= seeds))
        rare += cascades(rails, regime, NAMES, before, other, GATES)
        for name, changes in INERT.items():
            after = _candidate(lab, market, market.with_(*changes), regime)
            inert.append(_inert(f"{name}, {word(regime)}", rails, regime, before, after, rng))
        for name, change in CHANGES.items():
            after = _candidate(lab, market, market.with_(change), regime)
            for rail in rails.rails:
                if rail.regime == regime:
                    sides = before[NAMES.index(rail.metric.name)], after[NAMES.index(rail.metric.name)]
                    rates.append(_rate(rail, name, *sides, rails.pairs, rng))
                    ratios += _ratios(rail, *sides, rails.pairs, rng)
    world, days = market.loaded.world, market.loaded.days
    heads = ("guardrail", "margin", "pairs of", "half an interval", "1.05 margins of harm pass", "three margins fail")
    return (
        f"Pools: `production`, {world.workers:,} workers, {world.clients:,} clients, {days} days, {seeds} seeds, "
        f"plausible worlds. Gates of {rails.pairs} pairs.",
        table(("an edit that does nothing", "gates", "passed", "largest difference of any metric in any pair"), inert),
        f"{GATES:,} gates of each row and harm. With an asterisk: more than {MOST_PASSED:.1%} pass with a harm "
        f"of 1.05 margins, fewer than {LEAST_FAILED:.0%} fail with three.",
        table(heads, rates),
        _settled(ratios),
        *part_of_rare(rare),
    )


def _candidate(lab: Lab, market: pl.Scenario, edited: pl.Scenario, regime: Regime) -> Floats:
    seeds = lab.seeds(SEEDS)
    return _values(lab.ask(pl.compare, market, edited, seeds=seeds, rings=regime).pairs(), "candidate")


def _values(pairs: pd.DataFrame, side: str) -> Floats:
    """Return the (metrics, seeds) values of a side."""
    values: Floats = pairs.pivot(index="metric", columns="seed", values=side).loc[NAMES].to_numpy()
    return values


def _inert(
    name: str, rails: Guardrails, regime: Regime, before: Floats, after: Floats, rng: np.random.Generator
) -> Sequence[str]:
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
    return name, f"{INERT_GATES:,}", f"{passed:,}", f"{float(np.nanmax(np.abs(after - before))):g}"


def _columns(rail: Guardrail, *sides: list[dict[str, float]]) -> tuple[list[float], list[float]]:
    first, second = ([row[rail.metric.name] for row in side] for side in sides)
    return first, second


def _rows(values: Floats) -> list[dict[str, float]]:
    """Return (metrics, pairs) values as rows of a gate."""
    return [dict(zip(NAMES, row, strict=True)) for row in values.T.tolist()]


def _rate(
    rail: Guardrail, name: str, before: Floats, after: Floats, pairs: int, rng: np.random.Generator
) -> Sequence[str]:
    """Return verdicts of many gates on one guardrail, for known harms. name: the change that pairs are of."""
    beyond_it, at_three = (
        weighed(rail, *_drawn(rail, before, after, harm, (GATES, pairs), rng)) for harm in (HARM, 3.0)
    )
    (_, low, reach, margin), (_, low_three, reach_three, margin_three) = beyond_it, at_three
    return rated(
        rail,
        name,
        half_width(low, reach, margin),
        float(np.mean(passes(reach, margin))),
        float(np.mean(fails(low_three, reach_three, margin_three))),
    )


def rated(rail: Guardrail, name: str, arm: float, passed: float, failed: float) -> Sequence[str]:
    """Return a row: half an interval in margins, shares of gates that pass 1.05 margins of harm and fail three."""
    return (
        f"`{rail.metric.name}`, {rail.regime}",
        rail.allows,
        name,
        "–" if math.isnan(arm) else f"{arm:.2f} margins",
        _marked(passed, passed > MOST_PASSED),
        _marked(failed, failed < LEAST_FAILED),
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


def _settled(ratios: Sequence[float]) -> str:
    values = np.array(ratios)
    finite = values[np.isfinite(values)]
    low, median, high = np.quantile(finite, (0.25, 0.5, 0.75)).tolist() if len(finite) else (np.nan,) * 3
    return (
        f"Of {len(values):,} gates that could not tell, with harms from −½ to 2 margins, {len(values) - len(finite):,} "
        "were told that no realistic number of pairs would settle them, or needed more than that. The others were told "
        f"{median:.2f} times the pairs that they needed, as the median; half of them between {low:.2f} and {high:.2f} "
        "times."
    )


def part_of_rare(rates: Sequence[Rare]) -> Part:
    """Return harms that strike few pairs: by the share of pairs, then by guardrail."""
    by_share = ("pairs struck", "each is worse by", "1 margin", "1.05: median guardrail", "1.05: worst")
    by_guardrail = ("guardrail", "margin", "two runs lie apart", "in margins", "strikes at least", "errors")
    return (
        f"Rare cascades, {GATES:,} gates of each row, guardrail and kind. A pass is an error. The pairs that are "
        "not struck are equal, or a third of them differ by a person; *all differ*: each by a person. *Unequal*: pairs "
        "are struck as unequally as an exponential. Rates are of the worst guardrail, but for the median.",
        table((*by_share, "unequal", "all differ"), _by_share(rates)),
        "Of each guardrail: how far two runs of one world lie apart, and the fewest pairs that a harm of 1.05 margins "
        "has to strike where struck pairs are worse by no more than that, on average. Errors are the most of all "
        f"shares from there on, that one included. With an asterisk: more than {MOST_PASSED:.1%}.",
        table((*by_guardrail, "unequal", "all differ"), map(_by_guardrail, rates)),
    )


def _by_share(rare: Sequence[Rare]) -> Iterator[Sequence[str]]:
    for place, share in enumerate(rare[0].shares[:-1]):
        by_kind = list(zip(*([rates[place] for rates in each.rates] for each in rare), strict=True))
        first, *rest = (f"{max(rates):.1%}" for rates in by_kind)
        median = sorted(by_kind[1])[len(by_kind[1]) // 2]
        yield f"{share:.0%}", f"{1.05 / share:.1f} margins", first, f"{median:.1%}", *rest


def _by_guardrail(rare: Rare) -> Sequence[str]:
    return (
        f"`{rare.rail.metric.name}`, {rare.rail.regime}",
        f"{_number(rare.margin)} {rare.rail.metric.unit}",
        _number(rare.luck),
        f"{rare.luck / rare.margin:.1f}",
        f"{rare.shares[-1]:.0%}",
        *(_marked(most := rare.errors(rates), most > MOST_PASSED) for rates in rare.rates[1:]),
    )


def _marked(share: float, bad: bool) -> str:
    return f"**{share:.1%}**" if bad else f"{share:.1%}"


def _number(value: float) -> str:
    return f"{value:.3g}" if abs(value) < 1000 else f"{value:,.0f}"


STUDY = Study(errors, "results/trust.md", ALL)
