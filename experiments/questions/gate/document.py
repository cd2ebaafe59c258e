"""A gate as a document: the verdict and its reason, notes, rulings, the worst first, costs, the pair harmed most."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from experiments.document.document import WHOLE, Document, Items, Lines, Paragraph, Picture, Section, Table, Tone, Toned
from experiments.language.messages import again, capital, in_a_row, message, say
from experiments.questions.compare.words import relative
from experiments.questions.gate import words
from experiments.questions.gate.judging import Ruling, worst_first
from experiments.questions.gate.pictures import rails
from experiments.questions.gate.result import Gate, Verdict
from experiments.questions.trace.document import brief
from experiments.verdicts.labels import label
from experiments.verdicts.regimes import Regime, about, word

MOST_FILES = 10
TONES: dict[Verdict, Tone] = {"pass": "better", "fail": "worse", "inconclusive": "unsure", "could not run": "worse"}
READING = (
    message(
        "A guardrail passes if all the harm that these pairs leave possible is within its margin, and fails if the "
        "change surely harms, and may harm by more than that. Anything else is inconclusive: these pairs cannot tell."
    ),
    message(
        "base: the level without the change, on the first day if that is judged: workers of 10,000 active in a month, "
        "clients of 1,000, yen of this market. Of a base of 0 the difference itself is shown."
    ),
    message("In the picture harm is counted in margins: 1 is the most that is allowed."),
)


def document(gate: Gate) -> Document:
    """Return the result of a gate as a document."""
    title = say("{verdict}: {sides}", verdict=say(words.WORDS[gate.verdict]).upper(), sides=words.sides(gate))
    return Document(
        Toned(title, TONES[gate.verdict]),
        words.where(gate),
        (_bottom(gate),),
        tuple(_sections(gate)),
        tuple(say("note: {sentence}", sentence=note) for note in words.notes(gate)),
        question=say(
            "Policylab gate: does the change raise simulated fraud, or harm honest people, by more than a guardrail "
            "allows?"
        ),
    )


def _bottom(gate: Gate) -> str:
    """Return the reason for the verdict, as a sentence."""
    if not words.deciding(gate):
        return say("{sentence}.", sentence=capital(words.reason(gate)))
    if gate.verdict == "fail":
        return say("Harm beyond the margin: {rails}.", rails=words.reason(gate))
    return say("These pairs cannot tell: {rails}.", rails=words.reason(gate))


def _sections(gate: Gate) -> Iterator[Section]:
    rulings, regimes = _by_metric(gate), gate.request.guardrails.regimes
    if gate.broken is not None:
        why, *error = gate.broken.split("\n")
        yield Section("", (Paragraph(why), Lines(tuple(f"  {line}".rstrip() for line in error))))
    if rulings:
        confidence = gate.request.guardrails.confidence
        heading = say("Guardrails: change in per cent of the base [{confidence}]", confidence=confidence)
        remarks = _items(rulings, lambda each: words.remark(each, gate))
        few = (Paragraph(Toned(text, "faint")) for text in [words.unseen(gate)] if text)
        yield Section(heading, (Picture(rails(gate)), _table(rulings, regimes), *remarks, *few))
    if gate.costs:
        heads, rows = words.cost_rows(gate)
        yield Section(say("What it costs in a month"), (Table.of(heads, ((f"  {name}", *row) for name, *row in rows)),))
    if gate.trace is not None:
        yield Section(words.traced_pair(gate), tuple(brief(gate.trace)))
    yield from _change(gate)
    if gate.seconds:
        yield Section("", (Paragraph(Toned(words.time_spent(gate), "faint")),))
    if rulings:
        reading = (*map(say, READING), *(say("{sentence}.", sentence=capital(about(each))) for each in regimes))
        yield Section(say("How to read it"), tuple(map(Paragraph, reading)), WHOLE)
        yield Section(say("Why these margins"), _items(rulings, lambda each: say(each.rail.why)), WHOLE)


def _change(gate: Gate) -> Iterator[Section]:
    """Yield the differences between both sides, in words, and the changed files with their first changed lines."""
    files = tuple(f"{file.path}:{file.line}" for file in gate.request.files[:MOST_FILES])
    differing = (Paragraph(in_a_row(map(again, gate.differing))),) if gate.differing else ()
    if files or differing:
        yield Section(say("The change"), (*differing, *((Lines(files),) if files else ())))


def _by_metric(gate: Gate) -> list[dict[Regime, Ruling]]:
    """Return the rulings on each metric by regime, the metric of the worst ruling first."""
    names = dict.fromkeys(each.rail.metric.name for each in worst_first(gate.rulings))
    return [{each.rail.regime: each for each in gate.rulings if each.rail.metric.name == name} for name in names]


def _table(rulings: Sequence[Mapping[Regime, Ruling]], regimes: Sequence[Regime]) -> Table:
    """Return a row for each metric: its base, then change and verdict by regime, and the margin.

    The first column is the mark of the worst verdict, in Markdown; so labels stand in the second, which may wrap.
    """
    texts = say("guardrail"), *map(word, regimes)
    heads = "", texts[0], say("base"), *texts[1:], say("margin")
    return Table.of(heads, (tuple(_row(each, regimes)) for each in rulings), texts=texts)


def _row(by_regime: Mapping[Regime, Ruling], regimes: Sequence[Regime]) -> Iterator[str]:
    rulings = [*by_regime.values()]
    yield Toned("", TONES[worst_first(rulings)[0].verdict])
    yield label(rulings[0].rail.metric.name)
    yield words.level(rulings[0].difference, rulings[0].difference.baseline)
    yield from (_cell(by_regime[each]) if each in by_regime else "" for each in regimes)
    yield in_a_row(dict.fromkeys(map(words.allowed, rulings)))


def _cell(ruling: Ruling) -> str:
    return Toned(f"{relative(ruling.difference)} {say(words.WORDS[ruling.verdict])}", TONES[ruling.verdict])


def _items(rulings: Sequence[Mapping[Regime, Ruling]], text: Callable[[Ruling], str]) -> tuple[Items, ...]:
    """Return a text on each ruling that has one, behind its metric and regime, or the metric alone of both regimes."""
    rows = list[tuple[str, str]]()
    for by_regime in rulings:
        texts = {text(each): each for each in by_regime.values()}
        shared = len(texts) < len(by_regime)
        for what, each in texts.items():
            rows += [(label(each.rail.metric.name) if shared else words.named(each), what)] * bool(what)
    return (Items(tuple(rows)),) if rows else ()
