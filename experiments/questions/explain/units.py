"""Units: of metrics, facts and sizes, and of numbers of the world and of rules. Each is explained by what is in it."""

from functools import cache

from experiments.measures.metrics import METRICS
from experiments.measures.validity import FACTS
from experiments.questions.explain import numbers
from experiments.questions.explain.entry import Entry
from experiments.questions.measure.figures import SIZES
from policies.numbers import BOUNDS

MOST = 5  # numbers that are named


@cache
def units() -> dict[str, dict[str, tuple[str, ...]]]:
    """Return for each unit all that is in it, by kind."""
    kinds = {
        "metrics": [(metric.name, metric.unit) for metric in METRICS],
        "facts": [(fact.name, fact.unit) for fact in FACTS],
        "sizes": [(size.name, size.unit) for size in SIZES],
        "numbers": list(numbers.units().items()),
    }
    result: dict[str, dict[str, tuple[str, ...]]] = {}
    for kind, pairs in kinds.items():
        for name, unit in pairs:
            of_unit = result.setdefault(unit, {})
            of_unit[kind] = (*of_unit.get(kind, ()), name)
    return result


def explain(word: str) -> list[Entry]:
    """Return the entry of a unit."""
    rows = tuple((kind, listed(names)) for kind, names in units()[word].items())
    bounds = BOUNDS.get(word)
    return [Entry(word, "a unit", f"Possible are {bounds[0]:g} to {bounds[1]:g}." if bounds else "", rows)]


def listed(names: tuple[str, ...]) -> str:
    """Return the first names, and how many more there are."""
    more = f" and {len(names) - MOST} more" if len(names) > MOST + 1 else ""
    return f"{', '.join(names[:MOST] if more else names)}{more}"
