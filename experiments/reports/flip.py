"""The report of a flip: the assumptions on which an answer hangs, and what would turn it."""

from collections.abc import Iterator

from experiments.language.messages import in_a_row, message, say, sentences
from experiments.printing.numbers import counted, interval
from experiments.printing.pages import capital
from experiments.printing.table import Table
from experiments.questions.compare.words import unit_of
from experiments.questions.flip.pictures import hinges
from experiments.questions.flip.result import Flip
from experiments.questions.flip.text import about, lines, title
from experiments.reports.document import Document, Picture, Section
from experiments.verdicts.labels import label
from experiments.verdicts.regimes import MEANINGS, word


def report(flip: Flip) -> Document:
    """Return the report of a flip."""
    before, _ = flip.sides
    pairs, days = counted(len(flip.seeds), "pair"), counted(before.scenario.days, "day")
    return Document(
        title(flip),
        sentences(
            (
                say("On which assumptions does {label} hang?", label=label(flip.metric.name)),
                say("{where}.", where=say("{pairs}, each in a plausible world; {days}", pairs=pairs, days=days)),
            )
        ),
        tuple(_answer(flip)),
        (Picture(hinges(flip), say(DESCRIBED), _pulls(flip)),),
        (*_blocks(flip), Section(say("How to read it"), tuple(map(say, READING)))),
    )


HANGS = message("{regime}: {label} changes by {difference} ({unit}); it hangs on {numbers}.")
HANGS_ON_NONE = message("{regime}: {label} changes by {difference} ({unit}); no one number decides by more than luck.")
DESCRIBED = message("numbers that go together with the answer, and numbers of the rule")
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


def _answer(flip: Flip) -> Iterator[str]:
    """Yield for each regime the difference, and the numbers that decide by more than luck."""
    unit = flip.metric.unit
    for regime in flip.regimes:
        own = next(each for each in regime.hinges if each.whole.metric == flip.metric)
        whole, telling = own.whole, own.deciding.telling
        numbers = interval(unit, whole.difference, whole.low, whole.high)
        yield say(
            HANGS if telling else HANGS_ON_NONE,
            regime=capital(say(MEANINGS[regime.rings])),
            label=label(flip.metric.name),
            difference=numbers,
            unit=unit_of(unit),
            **{"numbers": in_a_row(f"{each.name} ({each.pull:+.2f})" for each in telling)} if telling else {},
        )


def _pulls(flip: Flip) -> Table:
    rows = [
        (word(regime.rings), label(each.whole.metric.name), number.name, f"{number.pull:+.2f}", about(number.name))
        for regime in flip.regimes
        for each in regime.hinges
        for number in each.deciding.strongest
    ]
    heads = say("regime"), say("metric"), say("number of the world"), say("rank correlation"), say("what it is")
    return Table.of(heads, rows)


def _blocks(flip: Flip) -> Iterator[Section]:
    """Yield what the command prints, a section for each block: a bold line, and items below it."""
    heading, items = "", list[str]()
    for line in [*lines(flip)][2:]:
        if not line.plain:
            if heading:
                yield Section(heading, tuple(items))
            heading, items = "", []
        elif not heading:
            heading = line.plain
        elif line.plain.startswith(" " * 3) and items:
            items[-1] += f" {line.plain.strip()}"
        else:
            items.append(line.plain.strip())
    if heading:
        yield Section(say("Numbers that are named"), (heading, *items))
