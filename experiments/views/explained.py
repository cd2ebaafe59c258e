"""A metric in words: what it counts, which way is better, which differences matter, how far it can be trusted."""

import inspect
from dataclasses import dataclass
from typing import Any

from experiments.measures.metrics import BY_NAME, Metric
from experiments.results.trust import Evidence, Trust, of_metric
from experiments.verdicts.margins import Margin, margins
from experiments.views.contents import WAYS
from policies.printable import printable


@dataclass(frozen=True, slots=True)
class Explained:
    """Everything there is to say about a metric."""

    metric: Metric
    margin: Margin | None
    trust: Trust

    def __str__(self) -> str:
        metric = self.metric
        said = {
            "unit": metric.unit,
            "read": WAYS[metric.better],
            "group": f"{metric.group}{', a headline' if metric.headline else ''}",
            "margin": f"{100 * self.margin.share:g} % of the baseline: {self.margin.why}" if self.margin else "none",
            "trust": f"{self.trust.level}: {self.trust.why}",
        }
        about = (inspect.getdoc(metric.function) or "").split("\n")
        lines = [f"{metric.name}: {about[0]}".rstrip(), *about[1:], ""]
        return "\n".join(map(printable, [*lines, *(f"  {name:<10}{text}" for name, text in said.items())]))

    def as_json(self) -> dict[str, Any]:
        """Plain data for `json.dumps`."""
        metric, margin = self.metric, self.margin
        return {
            "metric": metric.name,
            "formula": metric.formula,
            "unit": metric.unit,
            "better": metric.better,
            "group": metric.group,
            "headline": metric.headline,
            "margin": None if margin is None else {"share": margin.share, "why": margin.why},
            "trust": self.trust.as_json(),
        }


def explain(name: str, evidence: Evidence) -> Explained:
    """A metric that `policylab list` names, by these plausible worlds."""
    return Explained(BY_NAME[name], margins().get(name), of_metric(BY_NAME[name], evidence))
