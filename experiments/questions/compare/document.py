"""An answer as a document: on its screen what happens, how sure it is, who pays; behind it all that was measured."""

import shlex
from collections.abc import Iterator
from itertools import chain

from experiments.document.document import Document, Paragraph, Picture, Section, Table, Toned
from experiments.language.arguments import argument
from experiments.language.messages import capital, message, say, sentences
from experiments.measures.paths import LABELS, Axis
from experiments.printing.numbers import shown
from experiments.questions.compare import details, method, pictures
from experiments.questions.compare.answer import Answer
from experiments.questions.compare.bottom_line import next_step, others, told_below
from experiments.questions.compare.command import sides
from experiments.questions.compare.comparison import Comparison
from experiments.questions.compare.words import (
    ROWS,
    cells,
    deciding,
    level,
    notes,
    relative,
    shown_rows,
    titles,
    toned,
    warnings,
)
from experiments.verdicts.differences import Difference
from experiments.verdicts.regimes import about, briefly, word

NEXT = message("More: {everything}, {by}, policylab explain, flip, report.")
ONE_WORLD = message("One world: what is not known of it is left out; `{plausible}` has it.")
UNITS = message("Workers: of 10,000 active; yen: of the marketplace; changes: % of before [95 %].")
BY: dict[Axis, str] = {
    "channel": message("{metric} by channel, {regime}"),
    "format": message("{metric} by format, {regime}"),
    "tactic": message("{metric} by tactic, {regime}"),
    "age": message("{metric} by age, {regime}"),
    "experience": message("{metric} by experience, {regime}"),
}


def document(answer: Answer, by: Axis | None = None) -> Document:
    """Return an answer. by: exposure by path comes first."""
    platforms, where = titles(answer)
    return Document(
        platforms,
        where,
        tuple(deciding(answer)),
        () if answer.equal else tuple(_screen(answer, by)),
        tuple(notes(answer)),
        subject=" → ".join(method.titled(*answer.comparisons[0].sides)),
        question=say("What does the change do to fraud, to matching, and who pays?"),
        command=shlex.join(again(answer)),
        behind=lambda: () if answer.equal else details.sections(answer),
        hint=sentences(filter(None, (next_step(answer), "" if answer.equal else _more()))),
        short=True,
    )


def _more() -> str:
    return say(NEXT, everything=argument("everything", True), by=argument("by", "|".join(BY)))


def again(answer: Answer) -> list[str]:
    """Return the words of the command that makes a report again; none if only Python can ask for these sides."""
    before, after = answer.comparisons[0].sides
    words = sides(before.word, after.word, before.changes, after.changes)
    return ["policylab", "report", *words, *method.runs(answer)] if words else []


def _screen(answer: Answer, by: Axis | None) -> Iterator[Section]:
    """Yield what is on the first screen: the table of both lines, parts of exposure, and how to read them."""
    yield Section("", (_table(answer),))
    yield from (Section("", (_by_path(compared, by),), -1) for compared in answer.comparisons if by)
    for warning in warnings(answer):
        yield Section("", (Paragraph(Toned(warning, "a little worse")),), 1)
    worse, better = others(answer, "worse"), others(answer, "better")
    if worse and told_below(answer):
        yield Section("", (Paragraph(say("Also worse: {names}.", names=worse)),))
    yield _faint(say("Also better: {names}.", names=better) if better else "", 4)
    explained = about if len(answer.comparisons) == 1 else briefly
    yield _faint(_line(say("; ").join(explained(compared.regime) for compared in answer.comparisons)), 3)
    yield _faint(say(UNITS), 4, 2)
    yield _faint("" if answer.plausible else say(ONE_WORLD, plausible=argument("worlds", "plausible")), 3)
    yield Section("", (Picture(pictures.forest(answer)),))
    yield details.plane(answer)


def _line(text: str) -> str:
    return say("{sentence}.", sentence=capital(text))


def _faint(text: str, rank: int, most: int = 1) -> Section:
    return Section("", (Paragraph(Toned(text, "faint"), most),) if text else (), rank)


def _table(answer: Answer) -> Table:
    """Return a row for each headline, and for what moves beside them: before, then change and verdict by regime."""
    first = answer.comparisons[0]
    rows = []
    for name in shown_rows(answer):
        cells = [(relative(each[name]), toned(each.verdict(each[name]))) for each in answer.comparisons]
        rows.append((say(ROWS[name]), level(first, name), *chain.from_iterable(cells)))
    heads = (head for each in answer.comparisons for head in (word(each.regime), ""))
    return Table((say("a month"), say("before"), *heads), rows, texts=("",))


def _by_path(compared: Comparison, axis: Axis) -> Table:
    """Return a row for each part of exposure, without empty ones; the rows sum to the whole."""
    whole, parts = compared["exposed_per_10k"], zip(LABELS[axis], compared.paths[axis], strict=True)
    rows = [
        (f"  {say(part)}", *_part(compared, difference))
        for part, difference in [*parts, (message("together"), whole)]
        if difference.baseline or difference.candidate
    ]
    heads = say("baseline"), say("candidate"), say("difference [95 %]"), say("pairs"), say("verdict")
    title = say(BY[axis], metric="exposed_per_10k", regime=word(compared.regime))
    return Table(("", *heads), rows, title, texts=heads[-1:])


def _part(compared: Comparison, difference: Difference) -> tuple[str, ...]:
    row = cells(compared, difference, compared.parts_within)
    return row.baseline, shown(difference.candidate), row.difference, row.pairs, row.word
