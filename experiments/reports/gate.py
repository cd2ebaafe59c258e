"""The report of a gate: whether a change may be merged, which guardrail decides, and what the change costs."""

from experiments.figures.rails import rails
from experiments.printing.pages import capital
from experiments.printing.table import Table
from experiments.questions.gate.judging import worst_first
from experiments.questions.gate.result import Gate
from experiments.questions.gate.text import cost_rows, headline, remark, where, words
from experiments.reports.document import Document, Picture, Section
from experiments.verdicts.labels import label
from experiments.verdicts.regimes import about, word


def report(gate: Gate) -> Document:
    """Return the report of a gate."""
    rulings = worst_first(gate.rulings)
    table = Table.of(
        ("guardrail", "regime", "verdict", "base → head, difference, margin", "remark", "why this margin"),
        [
            (
                f"{label(ruling.difference.metric.name)} ({ruling.difference.metric.name})",
                word(ruling.rail.regime),
                ruling.verdict,
                words(ruling),
                remark(ruling, gate.worlds),
                ruling.rail.why,
            )
            for ruling in rulings
        ],
    )
    regimes = dict.fromkeys(about(ruling.rail.regime) for ruling in rulings)
    changed = tuple(f"{file.path}:{file.line}" for file in gate.request.files)
    broken = (gate.broken,) if gate.broken else ()
    return Document(
        f"{gate.verdict}: {gate.request.head} against {gate.request.base}",
        "Does the change raise simulated fraud, or harm honest people, by more than a guardrail allows? "
        f"{where(gate)}.",
        (f"{headline(gate)}.", *broken),
        (Picture(rails(gate), "the harm to each guardrail in margins, the worst first", table),) if rulings else (),
        (
            Section("How to read it", (*READING, *(f"{capital(text)}." for text in regimes))),
            *((Section("The change", changed or (", ".join(gate.differing),)),) if changed or gate.differing else ()),
            Section("Guardrails", tables=(table,)),
            *((Section("What it costs in a month", tables=(Table.of(*cost_rows(gate)),)),) if gate.costs else ()),
        ),
        warnings=(*gate.request.notes, *(f"outside the passport: {each}" for each in gate.outside)),
    )


READING = (
    "A guardrail passes if all the harm that these pairs leave possible is within its margin, and fails if the "
    "change surely harms, and may harm by more than that. Anything else is inconclusive: these pairs cannot tell.",
    "Harm is counted in margins: 1 is the most that is allowed.",
)
