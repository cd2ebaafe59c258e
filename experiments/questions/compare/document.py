"""An answer as a document: on its screen what happens, how sure it is, who pays; behind it all that was measured."""

import shlex
from collections.abc import Iterator, Sequence

from experiments.document.document import Document, Paragraph, Section, Table, Toned
from experiments.language.arguments import argument
from experiments.language.messages import in_a_row, message, say
from experiments.measures.metrics import BY_NAME
from experiments.measures.paths import LABELS, Axis
from experiments.printing.numbers import shown
from experiments.questions.compare import details, method
from experiments.questions.compare.answer import Answer
from experiments.questions.compare.command import sides
from experiments.questions.compare.comparison import Comparison
from experiments.questions.compare.trust import Level
from experiments.questions.compare.words import PAYERS, cells, each_sentence, notes, payer, titles, unit_of, warnings
from experiments.verdicts.differences import Difference
from experiments.verdicts.labels import label
from experiments.verdicts.margins import DIRECTIONS, Direction, subjects
from experiments.verdicts.regimes import briefly, word

ROWS = 4  # of headlines, beyond which each verdict on what else moved has one line
UP, DOWN = "↑", "↓"
MOST_DECIDING = 2  # numbers of the world
HEADS = (message("before"), message("change [95 % interval]"), message("pairs"), message("margin"), message("verdict"))
LEGEND = message("pairs: this way, of those that change; margin (assumed): the least that matters")
NEXT = message("more: {everything}, {by}; policylab flip, explain, report")
ONE_WORLD = message("one world: what is not known of it is left out; `{plausible}` has it")
TRUST: dict[Level, str] = {
    "fact-bound": message("held by facts"),
    "ordered by evidence": message("order by facts"),
    "assumed throughout": message("level assumed"),
    "has no numbers": message("has no numbers"),
    "not known": message("trust unknown"),
}
ALSO: dict[Direction, str] = {
    "worse": message("also worse: {names}"),
    "better": message("also better: {names}"),
    "higher": message("also higher: {names}"),
    "lower": message("also lower: {names}"),
}
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
        tuple(each_sentence(answer)),
        () if answer.equal else tuple(_screen(answer, by)),
        (*(Toned(warning, "worse") for warning in warnings(answer)), *notes(answer)),
        subject=" → ".join(method.titled(*answer.comparisons[0].sides)),
        question=say("What does the change do to fraud exposure and to matching?"),
        command=shlex.join(again(answer)),
        behind=lambda: () if answer.equal else details.sections(answer),
        hint="" if answer.equal else _more(),
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
    """Yield what is on the first screen."""
    tall = len(answer.headlines) * len(answer.comparisons) > ROWS
    yield from (details.plane(answer),)
    yield from (Section("", (_by_path(compared, by),), -1) for compared in answer.comparisons if by)
    yield _faint(say("; ").join(filter(None, (briefly(compared.regime) for compared in answer.comparisons))), 2, 2)
    yield _faint(_hangs(answer), 3)
    yield Section("", (_headlines(answer),))
    yield Section(say("Who pays"), (_payers(answer),), 1)
    for place, line in enumerate(_also(answer)):
        yield _faint(line, 4 + place, 1 if tall else 2)
    yield _faint(say(LEGEND), 8)


def _faint(text: str, rank: int, most: int = 1) -> Section:
    return Section("", (Paragraph(Toned(text, "faint"), most),) if text else (), rank)


def _headlines(answer: Answer) -> Table:
    """Return a title for each headline, and below it a row for each regime."""
    rows: list[Sequence[str] | str] = []
    for name in answer.headlines:
        unit, trust = unit_of(BY_NAME[name].unit), say(TRUST[answer.trust(name).level])
        title = say("{subject}: {label} ({unit})", subject=subjects()[name], label=label(name), unit=unit)
        rows.append(f"{title}{say('; ')}{trust}")
        for compared in answer.comparisons:
            cell = cells(compared, compared[name])
            numbers = cell.baseline, cell.difference, cell.pairs, cell.margin
            rows.append((f" {word(compared.regime)}", *numbers, cell.word))
    *heads, verdict = map(say, HEADS)
    return Table(("", *heads, verdict), rows, texts=(verdict,))


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


def _hangs(answer: Answer) -> str:
    """Return the assumptions on which headlines hang in each regime, as far as these worlds show; else nothing."""
    if not answer.plausible:
        return say(ONE_WORLD, plausible=argument("worlds", "plausible"))
    deciders = [
        say(
            "{subject} with {numbers} ({regime})",
            subject=subjects()[name].lower(),
            numbers=in_a_row(f"{each.name} {each.pull:+.2f}" for each in telling[:MOST_DECIDING]),
            regime=word(compared.regime),
        )
        for name in answer.headlines
        for compared in answer.comparisons
        if (telling := compared.deciding[name].telling)
    ]
    return (
        say("the change goes with assumed numbers: {deciders}", deciders=say("; ").join(deciders)) if deciders else ""
    )


def _payers(answer: Answer) -> Table:
    """Return who pays in a month: yen of the whole marketplace, honest clients, and honest pairs outside.

    A setting that no run moves is left out.
    """
    times = answer.comparisons[0].scale
    rows = [
        (f"  {say(who)}", *(payer(compared[name], times) for compared in answer.comparisons))
        for name, who in PAYERS.items()
        if any(compared[name].low or compared[name].high for compared in answer.comparisons)
    ]
    title = say("a month, whole marketplace ({times} ×)", times=f"{times:,.0f}")
    return Table((title, *(word(compared.regime) for compared in answer.comparisons)), rows)


def _also(answer: Answer) -> Iterator[str]:
    """Yield the other metrics that moved, by direction, the worse ones and the surest first."""
    moved: dict[Direction, dict[str, list[str]]] = {direction: {} for direction in ALSO}
    for number, compared in enumerate(answer.comparisons):
        for difference in answer.moved(number):
            if difference.metric.name not in PAYERS:
                names = moved[DIRECTIONS[compared.verdict(difference)]]
                arrow = UP if difference.difference > 0 else DOWN
                names.setdefault(f"{label(difference.metric.name)} {arrow}", []).append(word(compared.regime))
    if not any(moved.values()):
        yield say("nothing else moved by more than luck may")
    for direction, names in moved.items():
        if names:
            where = (_in_regimes(text, regimes, answer) for text, regimes in names.items())
            yield say(ALSO[direction], names=in_a_row(where))


def _in_regimes(text: str, regimes: Sequence[str], answer: Answer) -> str:
    """Return a text with the regimes that it holds in, if it does not hold in all."""
    if len(regimes) == len(answer.comparisons):
        return text
    return say("{name} ({regimes})", name=text, regimes=in_a_row(regimes))
