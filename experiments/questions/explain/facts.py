"""Facts of the reports, the groups that metrics are printed in, and verdicts."""

import inspect

from experiments.measures.metrics import BY_NAME, METRICS
from experiments.measures.validity import FACTS, Standing
from experiments.printing.numbers import span
from experiments.questions.explain.entry import Entry
from experiments.verdicts.margins import MEANINGS

STANDS: dict[Standing, str] = {
    "can fail": "can fail: a scenario that misses it misses the facts",
    "can hardly fail": "can hardly fail: fewer than one in a hundred of all worlds miss it, so it says little",
    "other reading": "another reading of a source that a fact already uses: nothing fails by it",
}
BY_FACT = {fact.name: fact for fact in FACTS}


def explain(word: str) -> list[Entry]:
    """Return the entry of a fact."""
    fact = BY_FACT[word]
    rows = [
        ("range", f"{span(fact.unit, fact.low, fact.high)} ({fact.unit})"),
        ("source", fact.source),
        ("standing", STANDS[fact.standing]),
    ]
    rows.append(("see", "policylab validate production"))
    if word in BY_NAME:
        rows.append(("also", f"the metric {word}"))
    return [Entry(word, "a fact that runs are compared with", inspect.getdoc(fact.function) or "", tuple(rows))]


def group(word: str) -> list[Entry]:
    """Return the entry of a group of metrics."""
    rows = tuple((metric.unit, metric.name) for metric in METRICS if metric.group == word)
    names = "\n".join(f"{name} ({unit})" for unit, name in rows)
    return [Entry(word, "a group of metrics", "", (("metrics", names),))]


def verdict(word: str) -> list[Entry]:
    """Return the entry of a verdict on a difference."""
    rows = (("see", "policylab explain verdict"),)
    return [Entry(word, "a verdict", meaning, rows) for name, meaning in MEANINGS.items() if name == word]
