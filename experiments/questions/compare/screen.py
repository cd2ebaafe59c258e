"""An answer on one screen of 24 lines: what happens, how sure it is, who pays for it, and how to see more."""

from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass

from experiments.language.arguments import argument
from experiments.language.messages import in_a_row, message, say
from experiments.language.messages import sentences as in_sentences
from experiments.measures.metrics import BY_NAME
from experiments.measures.paths import LABELS, Axis
from experiments.printing.console import COLUMNS, Text, wrapped
from experiments.printing.numbers import shown
from experiments.printing.widths import columns, left, right
from experiments.questions.compare.answer import Answer
from experiments.questions.compare.bottom_line import next_step
from experiments.questions.compare.comparison import Comparison
from experiments.questions.compare.trust import Level
from experiments.questions.compare.words import (
    COLOURS,
    PAYERS,
    cells,
    deciding,
    notes,
    payer,
    sentences,
    titles,
    unit_of,
    warnings,
)
from experiments.verdicts.differences import Difference
from experiments.verdicts.labels import label
from experiments.verdicts.margins import DIRECTIONS, Direction, Verdict, subjects, wording
from experiments.verdicts.regimes import briefly, word

LINES = 24  # of a screen
MOST_LINES = 6  # of the bottom line
ROWS = 4  # of headlines, beyond which each verdict on what else moved has one line
UP, DOWN = "↑", "↓"
MOST_DECIDING = 2  # numbers of the world
WIDTHS = (6, 24, 5, 7)  # of the cells of a headline
HEADS = (message("before"), message("change [95 % interval]"), message("pairs"), message("margin"), message("verdict"))
LEGEND = message("pairs: this way, of those that change; margin (assumed): the least that matters")
NEXT = message("more: {everything}, {by}; policylab flip, explain, report")
ONE_WORLD = message("one world: what is not known of it is left out; `{plausible}` has it")
TRUST: dict[Level, str] = {
    "fact-bound": message("held by facts"),
    "ordered by evidence": message("order held by facts"),
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
    "tactic": message("{metric} by tactic, {regime}"),
    "age": message("{metric} by age, {regime}"),
    "experience": message("{metric} by experience, {regime}"),
}


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that are shown together. Where there is no room for all blocks, those of the highest rank are left out."""

    lines: Sequence[Text]
    rank: int = 0  # 0: always shown


def screen(answer: Answer) -> list[Text]:
    """Return the answer, line by line."""
    head = [
        Block(_title(answer)),
        Block([Text(line, "bold") for line in _bottom_line(answer)]),
        Block([Text(line, "bold red") for warning in warnings(answer) for line in wrapped(warning, 3)]),
        Block([Text(line, "bold") for note in notes(answer) for line in wrapped(note)]),
    ]
    if answer.equal:
        return _fitted(head)
    tall = len(answer.headlines) * len(answer.comparisons) > ROWS
    return _fitted(
        [
            *head,
            Block(_dim(_regimes(answer)), 2),
            Block(_dim(_hangs(answer)), 3),
            Block([Text(_row(["", *map(say, HEADS[:-1])], say(HEADS[-1])), "dim")]),
            *(Block(list(_headline(answer, name))) for name in answer.headlines),
            *(Block([line], 1) for line in _payers(answer)),
            *(Block(_dim(line, 1 if tall else 2), 4 + place) for place, line in enumerate(_also(answer))),
            Block(_dim(say(LEGEND)), 8),
            Block(_dim(_more(), 2), 9),
        ]
    )


def _bottom_line(answer: Answer) -> list[str]:
    """Return the decision and the next step; where both are too long, the end of the decision is left out."""
    lines = wrapped(sentences(answer))
    if len(lines) <= MOST_LINES:
        return lines
    step = wrapped(next_step(answer))
    return [*wrapped(in_sentences(deciding(answer)), MOST_LINES - len(step)), *step]


def _more() -> str:
    by = argument("by", "channel|tactic|age|experience")
    return say(NEXT, everything=argument("everything", True), by=by)


def _dim(sentence: str, most: int = 1) -> list[Text]:
    """Return a sentence on so many lines at most, cut where it is too long; an empty one on none."""
    return [Text(line, "dim") for line in wrapped(sentence, most)] if sentence else []


def _fitted(blocks: Sequence[Block]) -> list[Text]:
    """Return the lines of the blocks that fit into LINES, those of the lowest rank first, in their order."""
    free, fitting = LINES, set[int]()
    for place in sorted(range(len(blocks)), key=lambda place: blocks[place].rank):
        block = blocks[place]
        if block.rank == 0 or len(block.lines) <= free:
            fitting.add(place)
            free -= len(block.lines)
    return [line for place, block in enumerate(blocks) if place in fitting for line in block.lines]


def _title(answer: Answer) -> list[Text]:
    """Return both titles, on one line if there is room for both."""
    platforms, where = titles(answer)
    if columns(platforms) + 2 + columns(where) <= COLUMNS:
        return [Text.assemble((platforms, "bold"), (f"{say(', ')}{where}", "dim"))]
    return [Text(platforms, "bold"), Text(where, "dim")]


def _headline(answer: Answer, name: str) -> Iterator[Text]:
    """Yield a title, and a row for each regime: baseline, difference, pairs of its sign, margin, verdict."""
    unit, trust = unit_of(BY_NAME[name].unit), say(TRUST[answer.trust(name).level])
    title = say("{subject}: {label} ({unit})", subject=subjects()[name], label=label(name), unit=unit)
    yield Text.assemble(title, (f"{say('; ')}{trust}", "dim"))
    for compared in answer.comparisons:
        *numbers, verdict = astuple(cells(compared, compared[name]))
        row = _row([word(compared.regime), *numbers], wording(verdict))
        yield Text.assemble(row.removesuffix(wording(verdict)), (wording(verdict), COLOURS.get(verdict, "")))


def _row(cells: Sequence[str], last: str) -> str:
    """Return cells in columns, the first flush left. Blanks between them give way where the line is too long."""
    first, *numbers = cells
    row = [f" {left(first, 9)}", *(right(number, width) for number, width in zip(numbers, WIDTHS, strict=True)), last]
    return _squeezed(row)


def _squeezed(row: list[str]) -> str:
    """Return cells in one line. Where it is too long, blanks before numbers give way, then those after the first."""
    for place in (*range(1, len(row)), 0):
        cell, excess = row[place], max(columns(" ".join(row)) - COLUMNS, 0)
        row[place] = cell[min(excess, len(cell) - len(cell.lstrip())) :]
    excess = max(columns(" ".join(row)) - COLUMNS, 0)
    row[0] = row[0][: max(len(row[0]) - excess, len(row[0].rstrip()))]
    return " ".join(row)


def by_path(answer: Answer, axis: Axis) -> Iterator[Text]:
    """Yield exposure by path: a row for each part and regime, without empty parts; the rows sum to the whole."""
    for compared in answer.comparisons:
        whole, parts = compared["exposed_per_10k"], zip(LABELS[axis], compared.paths[axis], strict=True)
        yield Text(say(BY[axis], metric="exposed_per_10k", regime=word(compared.regime)))
        exposed = [
            (say(part), difference)
            for part, difference in [*parts, (message("together"), whole)]
            if difference.baseline or difference.candidate
        ]
        table = [(part, *_part(compared, difference)) for part, difference in exposed]
        widths = [max(map(columns, column)) for column in zip(*table, strict=True)]
        for part, *numbers, verdict in table:
            row = [right(number, width) for number, width in zip(numbers, widths[1:], strict=False)]
            line = "  ".join([f"  {left(part, widths[0])}", *row])
            yield Text.assemble(line, "  ", (wording(verdict), COLOURS.get(verdict, "")))


def _part(compared: Comparison, difference: Difference) -> tuple[str, str, str, str, Verdict]:
    row = cells(compared, difference, compared.parts_within)
    return row.baseline, shown(difference.candidate), row.difference, row.pairs, row.verdict


def _regimes(answer: Answer) -> str:
    """Return the regimes, each with its meaning."""
    return say("; ").join(filter(None, (briefly(compared.regime) for compared in answer.comparisons)))


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


def _payers(answer: Answer) -> Iterator[Text]:
    """Yield who pays in a month: yen of the whole marketplace, honest clients, and honest pairs outside.

    A setting that no run moves is left out.
    """
    times = answer.comparisons[0].scale
    heads = "".join(right(word(compared.regime), 23) for compared in answer.comparisons)
    title = say("a month, whole marketplace ({times} ×)", times=f"{times:,.0f}")
    yield Text(f"{left(title, 34)}{heads}")
    for name, who in PAYERS.items():
        if all(compared[name].low == compared[name].high == 0 for compared in answer.comparisons):
            continue
        cells = (right(payer(compared[name], times), 22) for compared in answer.comparisons)
        yield Text(_squeezed([f" {left(say(who), 33)}", *cells]))


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
