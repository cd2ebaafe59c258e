"""A gate as a document: the verdict and its reason, notes, rulings, the worst first, costs, the pair harmed most."""

from collections.abc import Iterator, Sequence

from experiments.document.document import WHOLE, Document, Items, Lines, Paragraph, Picture, Section, Table, Tone, Toned
from experiments.language.messages import again, capital, in_a_row, message, say
from experiments.questions.compare import method
from experiments.questions.compare.words import unit_of
from experiments.questions.gate.judging import Ruling, worst_first
from experiments.questions.gate.pictures import rails
from experiments.questions.gate.result import Gate, Verdict
from experiments.questions.gate.words import (
    WORDS,
    cost_rows,
    deciding,
    named,
    notes,
    numbers,
    reason,
    remark,
    sides,
    time_spent,
    traced_pair,
    unseen,
    when,
    where,
)
from experiments.questions.trace.document import brief
from experiments.verdicts.regimes import about

MOST_FILES = 10
TONES: dict[Verdict, Tone] = {"pass": "better", "fail": "worse", "inconclusive": "unsure", "could not run": "worse"}
READING = (
    message(
        "A guardrail passes if all the harm that these pairs leave possible is within its margin, and fails if the "
        "change surely harms, and may harm by more than that. Anything else is inconclusive: these pairs cannot tell."
    ),
    message("Harm is counted in margins: 1 is the most that is allowed."),
)


def document(gate: Gate) -> Document:
    """Return the result of a gate as a document."""
    title = say("{verdict}: {sides}", verdict=say(WORDS[gate.verdict]).upper(), sides=sides(gate))
    return Document(
        Toned(title, TONES[gate.verdict]),
        where(gate),
        (_bottom(gate),),
        tuple(_sections(gate)),
        tuple(say("note: {sentence}", sentence=note) for note in notes(gate)),
        question=say(
            "Policylab gate: does the change raise simulated fraud, or harm honest people, by more than a guardrail "
            "allows?"
        ),
    )


def _bottom(gate: Gate) -> str:
    """Return the reason for the verdict, as a sentence."""
    if not deciding(gate):
        return say("{sentence}.", sentence=capital(reason(gate)))
    if gate.verdict == "fail":
        return say("Harm beyond the margin: {rails}.", rails=reason(gate))
    return say("These pairs cannot tell: {rails}.", rails=reason(gate))


def _sections(gate: Gate) -> Iterator[Section]:
    rulings = worst_first(gate.rulings)
    if gate.broken is not None:
        why, *error = gate.broken.split("\n")
        yield Section("", (Paragraph(why), Lines(tuple(f"  {line}".rstrip() for line in error))))
    if rulings:
        yield Section(say("Guardrails"), (Picture(rails(gate)), _rulings(rulings, gate)))
    if gate.costs:
        heads, rows = cost_rows(gate)
        yield Section(
            say("What it costs in a month"), (Table.of(heads, ((f"  {label}", *row) for label, *row in rows)),)
        )
    if gate.trace is not None:
        yield Section(traced_pair(gate), tuple(brief(gate.trace)))
    yield from _change(gate)
    if gate.seconds:
        yield Section("", (Paragraph(Toned(time_spent(gate), "faint")),))
    if rulings:
        regimes = dict.fromkeys(about(ruling.rail.regime) for ruling in rulings)
        reading = (*map(say, READING), *(say("{sentence}.", sentence=capital(text)) for text in regimes))
        yield Section(say("How to read it"), tuple(map(Paragraph, reading)), WHOLE)
        why_so = Items.of((named(ruling), say(ruling.rail.why)) for ruling in rulings)
        yield Section(say("Why these margins"), (why_so,), WHOLE)


def _change(gate: Gate) -> Iterator[Section]:
    """Yield the differences between both sides, in words, and the changed files with their first changed lines."""
    files = tuple(f"{file.path}:{file.line}" for file in gate.request.files[:MOST_FILES])
    differing = (Paragraph(in_a_row(map(again, gate.differing))),) if gate.differing else ()
    if files or differing:
        yield Section(say("The change"), (*differing, *((Lines(files),) if files else ())))


def _rulings(rulings: list[Ruling], gate: Gate) -> Table:
    """Return each ruling in numbers below its guardrail."""
    difference = say("difference [{confidence}]", confidence=gate.request.guardrails.confidence)
    heads = say("base → head"), difference, say("margin"), say("worse in pairs")
    return Table.of(heads, (row for each in rulings for row in _lines(each, gate)))


def _lines(ruling: Ruling, gate: Gate) -> Iterator[Sequence[str]]:
    """Yield verdict and guardrail, the numbers, and a remark on them where there is one."""
    before, after, difference, margin, worse = numbers(ruling)
    yield _head(ruling)
    yield f"  {before} → {after}", difference, margin, f"{worse}/{ruling.difference.pairs}"
    if remarks := list(filter(None, (unseen(ruling), remark(ruling, gate)))):
        yield Toned(f"  {say('; ').join(remarks)}", "faint")


def _head(ruling: Ruling) -> Toned:
    metric = ruling.rail.metric
    text = say(
        "{verdict}: {metric}, {regime}, {unit}",
        verdict=say(WORDS[ruling.verdict]),
        metric=method.named(metric.name),
        regime=when(ruling),
        unit=unit_of(metric.unit),
    )
    return Toned(text, TONES[ruling.verdict])
