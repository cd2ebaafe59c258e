"""A metric in words: what it counts, which way is better, which differences matter, how far it can be trusted."""

import inspect
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from experiments.measures.metrics import BY_NAME, Metric
from experiments.printing.pages import reflowed, rows
from experiments.printing.plain import as_plain
from experiments.questions.compare.screen import PAYERS
from experiments.questions.compare.trust import Evidence, Trust, of_metric
from experiments.questions.explain.contents import WAYS
from experiments.questions.gate.guardrails import Guardrail, guardrails
from experiments.questions.gate.text import PLAIN, YEN
from experiments.verdicts.margins import Margin, headlines, margins, subjects
from experiments.verdicts.regimes import word

PRINTED = {  # a metric by what results call it
    **{said: name for name, said in (*subjects().items(), *PAYERS.items(), *YEN.items())},
    **{said: name for name, (said, _) in PLAIN.items()},
}


@dataclass(frozen=True, slots=True)
class Explained:
    """Everything there is to say about a metric."""

    metric: Metric
    margin: Margin | None
    trust: Trust
    guardrails: tuple[Guardrail, ...]  # that ship

    @property
    def kind(self) -> str:
        """The kind of thing that it is."""
        return "a metric"

    def text(self, columns: int) -> str:
        """In lines of so many columns."""
        metric = self.metric
        said = {
            "printed as": ", ".join([metric.name, *(said for said, name in PRINTED.items() if name == metric.name)]),
            "unit": metric.unit,
            "read": WAYS[metric.better],
            "group": f"{metric.group}{', a headline' if metric.name in headlines() else ''}",
            "margin": f"{100 * self.margin.share:g} % of the baseline: {self.margin.why}" if self.margin else "none",
            "trust": f"{self.trust.level}: {self.trust.why}",
            "guardrail": "\n".join(_guarded(self.guardrails)) or "none: a gate does not judge by it",
        }
        lines = reflowed(f"{metric.name}: {inspect.getdoc(metric.function) or ''}".rstrip(), columns)
        return "\n".join([*lines, "", *rows(said.items(), columns)])

    @as_plain
    def as_json(self) -> dict[str, Any]:
        """Plain data for `json.dumps`."""
        metric, margin = self.metric, self.margin
        return {
            "metric": metric.name,
            "formula": metric.formula,
            "unit": metric.unit,
            "better": metric.better,
            "group": metric.group,
            "headline": metric.name in headlines(),
            "margin": margin,
            "trust": self.trust,
            "guardrails": [
                {"regime": rail.regime, "share": rail.share, "amount": rail.amount, "why": rail.why}
                for rail in self.guardrails
            ],
        }


def _guarded(rails: Iterable[Guardrail]) -> list[str]:
    """Each margin with its reason, and the regimes that have it."""
    said: dict[str, list[str]] = {}
    for rail in rails:
        share, amount = rail.share, rail.amount
        margin = f"{amount:g} {rail.metric.unit}" if share is None else f"{100 * share:g} % of the base"
        said.setdefault(f"{margin}: {rail.why}", []).append(word(rail.regime))
    return [f"{' and '.join(regimes)}, {each}" for each, regimes in said.items()]


def explain(name: str, evidence: Evidence) -> Explained:
    """A metric that `policylab list` names, by these plausible worlds."""
    metric = BY_NAME[name]
    rails = tuple(rail for rail in guardrails().rails if rail.metric == metric)
    return Explained(metric, margins().get(name), of_metric(metric, evidence), rails)
