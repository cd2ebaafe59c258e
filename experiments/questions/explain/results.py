"""Words of results: metrics, facts and sizes, their groups and units, and verdicts."""

import inspect
from collections.abc import Iterable
from functools import cache
from typing import Any

from experiments.measures.metrics import BY_NAME, METRICS, Metric
from experiments.measures.validity import FACTS, Standing
from experiments.printing.numbers import span
from experiments.questions.compare.trust import Trust, of_metric
from experiments.questions.compare.words import ROWS
from experiments.questions.explain import numbers
from experiments.questions.explain.contents import WAYS
from experiments.questions.explain.entry import Entry
from experiments.questions.gate.guardrails import Guardrail, guardrails
from experiments.questions.gate.words import PLAIN, YEN
from experiments.questions.measure.document import figure
from experiments.questions.measure.figures import SIZES
from experiments.verdicts import regimes
from experiments.verdicts.labels import labels
from experiments.verdicts.margins import MEANINGS, Margin, headlines, margins
from policies.numbers import BOUNDS
from scenarios.plausible import evidence

PRINTED = {  # the names of a metric in results
    **{text: name for name, text in (*ROWS.items(), *labels().items(), *YEN.items())},
    **{text: name for name, (text, _) in PLAIN.items()},
}
STANDS: dict[Standing, str] = {
    "can fail": "can fail: a scenario that misses it misses the facts",
    "can hardly fail": "can hardly fail: fewer than one in a hundred of all worlds miss it, so it says little",
    "ceiling": "ceiling of harm, wide and assumed: a scenario misses it, no world was sought by it yet",
    "other reading": "another reading of a source that a fact already uses: nothing fails by it",
}
FACT = {fact.name: fact for fact in FACTS}
SIZE = {size.name: size for size in SIZES}
MOST = 5  # numbers of a unit that are named


def metric(word: str) -> list[Entry]:
    """Return the entry of a metric, by its name or by one that results print."""
    measure = BY_NAME[PRINTED.get(word, word)]
    rails = [rail for rail in guardrails().rails if rail.metric == measure]
    return [described(measure, margins().get(measure.name), of_metric(measure, evidence()), rails)]


def described(metric: Metric, margin: Margin | None, trust: Trust, rails: Iterable[Guardrail]) -> Entry:
    """Return the entry of a metric with this margin, this trust and these guardrails."""
    headline, rails = metric.name in headlines(), tuple(rails)
    rows = (
        ("printed as", ", ".join([metric.name, *(text for text, name in PRINTED.items() if name == metric.name)])),
        ("unit", metric.unit),
        ("read", WAYS[metric.better]),
        ("group", f"{metric.group}{', a headline' if headline else ''}"),
        ("margin", f"{100 * margin.share:g} % of the baseline: {margin.why}" if margin else "none"),
        ("trust", f"{trust.level}: {trust.why}"),
        ("guardrail", "\n".join(_guarded(rails)) or "none: a gate does not judge it"),
    )
    data = {
        "metric": metric.name,
        "formula": metric.formula,
        "unit": metric.unit,
        "better": metric.better,
        "group": metric.group,
        "headline": headline,
        "margin": margin,
        "trust": trust,
        "guardrails": [{name: getattr(rail, name) for name in ("regime", "share", "amount", "why")} for rail in rails],
    }
    return Entry(metric.name, "a metric", inspect.getdoc(metric.function) or "", rows, data=data)


def _guarded(rails: Iterable[Guardrail]) -> list[str]:
    """Return each margin with its reason, and its regimes."""
    regimes_of_margin: dict[str, list[str]] = {}
    for rail in rails:
        regimes_of_margin.setdefault(f"{rail.allows}: {rail.why}", []).append(regimes.word(rail.regime))
    return [f"{' and '.join(words)}, {reason}" for reason, words in regimes_of_margin.items()]


def metrics(word: str) -> list[Entry]:
    """Return the entry of a group of metrics."""
    return [Entry(word, "a group of metrics", rows=(("metrics", _of_group(METRICS, word)),))]


def fact(word: str) -> list[Entry]:
    """Return the entry of a fact."""
    fact = FACT[word]
    rows = (
        ("range", f"{span(fact.unit, fact.low, fact.high)} ({fact.unit})"),
        ("source", fact.source),
        ("standing", STANDS[fact.standing]),
        ("see", "policylab validate production"),
        *([("also", f"the metric {word}")] if word in BY_NAME else []),
    )
    return [Entry(word, "a fact that runs are compared with", inspect.getdoc(fact.function) or "", rows)]


def size(word: str) -> list[Entry]:
    """Return the entry of a size."""
    size = SIZE[word]
    kind = f"a size of the {'whole ' if size.whole else ''}marketplace, {size.unit} of a {size.span}"
    rows = (
        ("public", figure(size) or "no figure found"),
        ("source", size.source),
        ("note", size.note),
        ("off", f"if it is more than {size.within:g} × the figure, or less than the figure ÷ {size.within:g}"),
        ("see", "policylab explain production"),
    )
    return [Entry(word, kind, inspect.getdoc(size.function) or "", rows)]


def sizes(word: str) -> list[Entry]:
    """Return the entry of a group of sizes."""
    return [Entry(word, "a group of sizes of the marketplace", rows=(("sizes", _of_group(SIZES, word)),))]


def _of_group(of: Iterable[Any], group: str) -> str:
    return "\n".join(f"{each.name} ({each.unit})" for each in of if each.group == group)


def verdict(word: str) -> list[Entry]:
    """Return the entry of a verdict on a difference."""
    rows = (("see", "policylab explain verdict"),)
    return [Entry(word, "a verdict", meaning, rows) for name, meaning in MEANINGS.items() if name == word]


@cache
def units() -> dict[str, dict[str, tuple[str, ...]]]:
    """Return for each unit all that is in it, by kind."""
    kinds = {
        **{kind: [(each.name, each.unit) for each in of] for kind, of in (("metrics", METRICS), ("facts", FACTS))},
        "sizes": [(each.name, each.unit) for each in SIZES],
        "numbers": list(numbers.units().items()),
    }
    result: dict[str, dict[str, tuple[str, ...]]] = {}
    for kind, pairs in kinds.items():
        for name, unit in pairs:
            of_unit = result.setdefault(unit, {})
            of_unit[kind] = (*of_unit.get(kind, ()), name)
    return result


def unit(word: str) -> list[Entry]:
    """Return the entry of a unit."""
    rows = tuple((kind, listed(names)) for kind, names in units()[word].items())
    bounds = BOUNDS.get(word)
    return [Entry(word, "a unit", f"Possible are {bounds[0]:g} to {bounds[1]:g}." if bounds else "", rows)]


def listed(names: tuple[str, ...]) -> str:
    """Return the first names, and how many more there are."""
    more = f" and {len(names) - MOST} more" if len(names) > MOST + 1 else ""
    return f"{', '.join(names[:MOST] if more else names)}{more}"
