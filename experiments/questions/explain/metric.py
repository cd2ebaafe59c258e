"""A metric, explained: its formula, the better direction, its margin, its guardrails, and the trust in it."""

import inspect
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from experiments.measures.metrics import BY_NAME, Metric
from experiments.printing.pages import reflowed, rows
from experiments.printing.plain import as_plain
from experiments.questions.compare.trust import Evidence, Trust, of_metric
from experiments.questions.compare.words import PAYERS
from experiments.questions.explain.contents import WAYS
from experiments.questions.gate.guardrails import Guardrail, guardrails
from experiments.questions.gate.words import PLAIN, YEN
from experiments.verdicts.labels import labels
from experiments.verdicts.margins import Margin, headlines, margins, subjects
from experiments.verdicts.regimes import word

PRINTED = {  # the names of a metric in results
    **{text: name for name, text in (*subjects().items(), *labels().items(), *PAYERS.items(), *YEN.items())},
    **{text: name for name, (text, _) in PLAIN.items()},
}


@dataclass(frozen=True, slots=True)
class Explained:
    """A metric, explained."""

    metric: Metric
    margin: Margin | None
    trust: Trust
    guardrails: tuple[Guardrail, ...]  # those that ship

    @property
    def kind(self) -> str:
        """The kind of word: a metric."""
        return "a metric"

    def text(self, columns: int) -> str:
        """Return the explanation, in lines of at most `columns` columns."""
        metric = self.metric
        rows_of_metric = {
            "printed as": ", ".join([metric.name, *(text for text, name in PRINTED.items() if name == metric.name)]),
            "unit": metric.unit,
            "read": WAYS[metric.better],
            "group": f"{metric.group}{', a headline' if metric.name in headlines() else ''}",
            "margin": f"{100 * self.margin.share:g} % of the baseline: {self.margin.why}" if self.margin else "none",
            "trust": f"{self.trust.level}: {self.trust.why}",
            "guardrail": "\n".join(_guarded(self.guardrails)) or "none: a gate does not judge it",
        }
        lines = reflowed(f"{metric.name}: {inspect.getdoc(metric.function) or ''}".rstrip(), columns)
        return "\n".join([*lines, "", *rows(rows_of_metric.items(), columns)])

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
    """Return each margin with its reason, and its regimes."""
    regimes_of_margin: dict[str, list[str]] = {}
    for rail in rails:
        regimes_of_margin.setdefault(f"{rail.allows}: {rail.why}", []).append(word(rail.regime))
    return [f"{' and '.join(regimes)}, {reason}" for reason, regimes in regimes_of_margin.items()]


def explain(name: str, evidence: Evidence) -> Explained:
    """Return a metric of `policylab list`, explained; evidence: plausible worlds, for the trust in it."""
    metric = BY_NAME[name]
    rails = tuple(rail for rail in guardrails().rails if rail.metric == metric)
    return Explained(metric, margins().get(name), of_metric(metric, evidence), rails)
