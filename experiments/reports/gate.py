"""The report of a gate: whether a change may be merged, which guardrail decides, and what the change costs."""

from experiments.language.messages import again, in_a_row, message, say, sentences
from experiments.printing.pages import capital
from experiments.printing.table import Table
from experiments.questions.compare.words import in_words
from experiments.questions.gate.judging import worst_first
from experiments.questions.gate.pictures import rails
from experiments.questions.gate.result import Gate
from experiments.questions.gate.text import WORDS, cost_rows, headline, remark, where, words
from experiments.reports.document import Document, Picture, Section
from experiments.reports.parts import named
from experiments.verdicts.regimes import about, word


def report(gate: Gate) -> Document:
    """Return the report of a gate."""
    rulings = worst_first(gate.rulings)
    table = Table.of(
        tuple(map(say, HEADS)),
        [
            (
                named(ruling.difference.metric.name),
                word(ruling.rail.regime),
                say(WORDS[ruling.verdict]),
                words(ruling),
                remark(ruling, gate),
                say(ruling.rail.why),
            )
            for ruling in rulings
        ],
    )
    regimes = dict.fromkeys(about(ruling.rail.regime) for ruling in rulings)
    changed = tuple(f"{file.path}:{file.line}" for file in gate.request.files)
    broken = (gate.broken,) if gate.broken else ()
    return Document(
        say(
            "{verdict}: {head} against {base}",
            verdict=say(WORDS[gate.verdict]),
            head=again(gate.request.head),
            base=again(gate.request.base),
        ),
        sentences(
            (
                say("Does the change raise simulated fraud, or harm honest people, by more than a guardrail allows?"),
                say("{where}.", where=where(gate)),
            )
        ),
        (say("{sentence}.", sentence=headline(gate)), *broken),
        (Picture(rails(gate), say("the harm to each guardrail in margins, the worst first"), table),)
        if rulings
        else (),
        (
            Section(
                say("How to read it"),
                (*map(say, READING), *(say("{sentence}.", sentence=capital(text)) for text in regimes)),
            ),
            *(
                (Section(say("The change"), changed or (in_a_row(map(again, gate.differing)),)),)
                if changed or gate.differing
                else ()
            ),
            Section(say("Guardrails"), tables=(table,)),
            *((Section(say("What it costs in a month"), tables=(Table.of(*cost_rows(gate)),)),) if gate.costs else ()),
        ),
        warnings=(*map(again, gate.request.notes), *(in_words([each]) for each in gate.outside)),
    )


HEADS = (
    message("guardrail"),
    message("regime"),
    message("verdict"),
    message("base → head, difference, margin"),
    message("remark"),
    message("why this margin"),
)
READING = (
    message(
        "A guardrail passes if all the harm that these pairs leave possible is within its margin, and fails if the "
        "change surely harms, and may harm by more than that. Anything else is inconclusive: these pairs cannot tell."
    ),
    message("Harm is counted in margins: 1 is the most that is allowed."),
)
