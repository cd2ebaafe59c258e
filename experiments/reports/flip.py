"""The report of a flip: the assumptions on which an answer hangs, and what would turn it."""

from collections.abc import Iterator

from experiments.figures.hinges import hinges
from experiments.printing.numbers import counted, interval
from experiments.printing.pages import capital
from experiments.printing.table import Table
from experiments.questions.compare.words import unit_of
from experiments.questions.flip.result import Flip
from experiments.questions.flip.text import about, lines
from experiments.reports.document import Document, Picture, Section
from experiments.verdicts.labels import label
from experiments.verdicts.regimes import MEANINGS, word


def report(flip: Flip) -> Document:
    """Return the report of a flip."""
    before, after = flip.sides
    pairs, days = counted(len(flip.seeds), "pair"), counted(before.scenario.days, "day")
    return Document(
        f"Where does the answer flip? {before.name} → {after.name}",
        f"On which assumptions does {label(flip.metric.name)} hang? {pairs}, each in a plausible world; {days}.",
        tuple(_answer(flip)),
        (Picture(hinges(flip), "numbers that go together with the answer, and numbers of the rule", _pulls(flip)),),
        (*_blocks(flip), Section("How to read it", READING)),
    )


READING = (
    "Hangs on: numbers of the world with which the difference goes together over plausible worlds, with the rank "
    "correlation. Luck alone makes the largest of them as large as it says, once in twenty.",
    "Where: worlds, set apart by a few numbers, in which the difference has another sign in most of the pairs "
    "that were held out. Next: the nearest world to the central one in which the sign is another.",
    "A number of the world is assumed; if the answer hangs on it, find it out before a decision rests on it.",
)


def _answer(flip: Flip) -> Iterator[str]:
    """Yield for each regime the difference, and the numbers that decide by more than luck."""
    unit = flip.metric.unit
    for regime in flip.regimes:
        own = next(each for each in regime.hinges if each.whole.metric == flip.metric)
        whole, telling = own.whole, own.deciding.telling
        numbers = interval(unit, whole.difference, whole.low, whole.high)
        named = ", ".join(f"{each.name} ({each.pull:+.2f})" for each in telling)
        what = f"it hangs on {named}" if telling else "no one number decides by more than luck"
        change = f"{label(flip.metric.name)} changes by {numbers} ({unit_of(unit)})"
        yield f"{capital(MEANINGS[regime.rings])}: {change}; {what}."


def _pulls(flip: Flip) -> Table:
    rows = [
        (word(regime.rings), label(each.whole.metric.name), number.name, f"{number.pull:+.2f}", about(number.name))
        for regime in flip.regimes
        for each in regime.hinges
        for number in each.deciding.strongest
    ]
    return Table.of(("regime", "metric", "number of the world", "rank correlation", "what it is"), rows)


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
        yield Section("Numbers that are named", (heading, *items))
