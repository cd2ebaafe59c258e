"""The page of metrics, from their declarations: name, unit, which way is better, margin, guardrail, formula."""

import inspect

from experiments.measures.metrics import GROUPS, METRICS, Better, Metric
from experiments.questions.gate.guardrails import guardrails
from experiments.verdicts.margins import headlines, margins

HEAD = """# Metrics

Every number that is taken from the log of a run, in the order in which `policylab run` prints them. This page is
generated from their declarations (`make pages`); `policylab explain NAME` adds how far each can be trusted.

- **Bold** names are headlines: `compare` prints them first.
- *Margin*: the share of the baseline within which a difference is of no practical matter. Why so large:
  `experiments/verdicts/margins.toml`.
- *Guardrail*: a [gate](gate.md) judges by it, with the guardrails that ship.
- *Observed* is what the platform sees of fraud: neither way is better, for where it sees less there is
  less of it or less is seen.
- Words with a capital, as Completed, are kinds of events in the log.
"""
WAYS: dict[Better, str] = {"up": "higher", "down": "lower", "observed": "observed", "neither": "neither"}


def page() -> str:
    """The whole page."""
    return "\n".join([HEAD, *map(_group, GROUPS)])


def _group(group: str) -> str:
    rows = [_row(metric) for metric in METRICS if metric.group == group]
    head = "| Metric | Unit | Better | Margin | Guardrail | Formula |\n|---|---|---|---|---|---|"
    return "\n".join([f"## {group.capitalize()}\n", head, *rows, ""])


def _row(metric: Metric) -> str:
    margin = margins().get(metric.name)
    guarded = any(rail.metric.name == metric.name for rail in guardrails().rails)
    cells = (
        f"**`{metric.name}`**" if metric.name in headlines() else f"`{metric.name}`",
        metric.unit,
        WAYS[metric.better],
        f"{100 * margin.share:g} %" if margin else "",
        "yes" if guarded else "",
        " ".join((inspect.getdoc(metric.function) or "").split()),
    )
    return f"| {' | '.join(cell.replace('|', r'\|') for cell in cells)} |"
