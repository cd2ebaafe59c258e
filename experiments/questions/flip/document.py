"""A flip as a document: the assumptions on which an answer hangs, and what would turn it."""

from collections.abc import Iterator

from experiments.document.document import Document, Items, Paragraph, Picture, Section, Table
from experiments.language.messages import capital, in_a_row, message, say
from experiments.printing.numbers import counted, interval
from experiments.questions.compare.method import titled
from experiments.questions.compare.words import in_words, stray, unit_of
from experiments.questions.flip.pictures import hinges
from experiments.questions.flip.result import Flip
from experiments.questions.flip.words import about, head, items, meanings, measured
from experiments.verdicts.labels import label
from experiments.verdicts.regimes import MEANINGS, word

HANGS = message("{regime}: {label} changes by {difference} ({unit}); it hangs on {numbers}.")
HANGS_ON_NONE = message("{regime}: {label} changes by {difference} ({unit}); no one number decides by more than luck.")
READING = (
    message(
        "Hangs on: numbers of the world with which the difference goes together over plausible worlds, with the rank "
        "correlation. Luck alone makes the largest of them as large as it says, once in twenty."
    ),
    message(
        "Where: worlds, set apart by a few numbers, in which the difference has another sign in most of the pairs "
        "that were held out. Next: the nearest world to the central one in which the sign is another."
    ),
    message("A number of the world is assumed; if the answer hangs on it, find it out before a decision rests on it."),
)


def document(flip: Flip) -> Document:
    """Return a flip."""
    before, after = flip.sides
    pairs, days = counted(len(flip.seeds), "pair"), counted(before.scenario.days, "day")
    turning = message("Where does the answer flip? {baseline} → {candidate}")
    strays = in_words(map(stray, flip.outside)) if flip.outside else ""
    return Document(
        say(turning, baseline=before.name, candidate=after.name),
        say("{pairs}, each in a plausible world; {days}", pairs=pairs, days=days),
        tuple(_bottom(flip)),
        (
            *((Section("", (Picture(hinges(flip), _pulls(flip)),)),) if flip.regimes else ()),
            *(
                Section(head(regime, each), (Items.of(items(flip, regime, each)),))
                for regime in flip.regimes
                for each in regime.hinges
            ),
            Section(say("Numbers that are named"), (Items.of(meanings(flip)), Paragraph(measured(flip)))),
            Section(say("How to read it"), tuple(Paragraph(say(text)) for text in READING)),
        ),
        (say("neither better nor worse, {reason}", reason=strays),) if strays else (),
        subject=say(turning, **dict(zip(("baseline", "candidate"), titled(before, after), strict=True))),
        question=say("On which assumptions does {label} hang?", label=label(flip.metric.name)),
    )


def _bottom(flip: Flip) -> Iterator[str]:
    """Yield for each regime the difference, and the numbers that decide by more than luck."""
    unit = flip.metric.unit
    for regime in flip.regimes:
        own = next(each for each in regime.hinges if each.whole.metric == flip.metric)
        whole, telling = own.whole, own.deciding.telling
        yield say(
            HANGS if telling else HANGS_ON_NONE,
            regime=capital(say(MEANINGS[regime.rings])),
            label=label(flip.metric.name),
            difference=interval(unit, whole.difference, whole.low, whole.high),
            unit=unit_of(unit),
            numbers=in_a_row(f"{each.name} ({each.pull:+.2f})" for each in telling),
        )


def _pulls(flip: Flip) -> Table:
    rows = (
        (word(regime.rings), label(each.whole.metric.name), number.name, f"{number.pull:+.2f}", about(number.name))
        for regime in flip.regimes
        for each in regime.hinges
        for number in each.deciding.strongest
    )
    heads = say("regime"), say("metric"), say("number of the world"), say("rank correlation"), say("what it is")
    return Table.of(heads, rows, texts=(*heads[1:3], heads[4]))
