"""A ranking as text: the rule, a table for each headline, and which candidates stand apart."""

from collections.abc import Iterable, Iterator
from itertools import chain

from experiments.language.arguments import method
from experiments.language.messages import in_a_row, say
from experiments.language.messages import sentences as in_sentences
from experiments.measures.metrics import BY_NAME
from experiments.printing.console import COLUMNS, Text, console, wrapped
from experiments.printing.numbers import counted
from experiments.printing.widths import columns, left, right
from experiments.questions.compare.words import COLOURS, cells, outside, titles, unit_of
from experiments.questions.rank.advice import sentences as sentences_of_advice
from experiments.questions.rank.result import Ranking
from experiments.verdicts.labels import label
from experiments.verdicts.margins import subjects
from experiments.verdicts.regimes import word
from policies.printable import printable

INDENT = 5  # columns of a rank


def show(result: Ranking) -> None:
    """Print a ranking."""
    out = console()
    for line in lines(result):
        out.print(line)


def lines(result: Ranking) -> Iterator[Text]:
    """Yield the lines of a ranking."""
    title = say(
        "{baseline} against {candidates}, {where}",
        baseline=result.baseline,
        candidates=counted(len(result.answers), "candidate"),
        where=titles(result.answers[0])[1],
    )
    yield Text(title, "bold")
    yield from (Text(line, "bold") for line in wrapped(sentence(result), 2))
    yield from (Text(line, "dim") for line in wrapped(rule(result), 3))
    for name in result.headlines:
        yield from _headline(result, name)
    yield from (Text(line, "bold") for line in wrapped(next(sentences_of_advice(result)), 2))
    yield Text(
        say("more: compare two of them alone; {json} has every metric of each candidate", json=method("as_json")), "dim"
    )


def sentence(result: Ranking) -> str:
    """Return which candidates are first, and whether that is sure."""
    if result.outside:
        return say("Least exposure: no order, {reason}.", reason=outside(result.outside))
    first = [result.names[place] for place in result.order if result.rank(place)[0] == 1]
    if len(first) == 1:
        return say("Least exposure: {name}, surely.", name=first[0])
    last = [name for name in result.names if name not in first]
    level = say("Least exposure: no telling {names} apart.", names=in_a_row(first))
    return in_sentences((level, say("Surely more: {names}.", names=in_a_row(last)))) if last else level


def rule(result: Ranking) -> str:
    """Return the rule of the ranks."""
    return say(
        "ranked by {label}, {regime}: one stands before another if the whole interval of their difference says so. "
        "Intervals hold for all {count} candidates together.",
        label=label(result.metric.name),
        regime=word(result.regimes[-1].regime),
        count=len(result.answers),
    )


def _headline(result: Ranking, name: str) -> Iterator[Text]:
    """Yield a headline: each candidate with its rank, in a line of its own if it is long, and a row for each regime."""
    unit = unit_of(BY_NAME[name].unit)
    yield Text(say("{subject}: {label} ({unit})", subject=subjects()[name], label=label(name), unit=unit))
    rows = {
        place: [
            (word(compared.regime), cells(compared, differences[name]))
            for compared, differences in zip(result.answers[place].comparisons, result.together[place], strict=True)
        ]
        for place in result.order
    }
    regimes, shown = zip(*chain.from_iterable(rows.values()), strict=True)
    in_regime, amount = _widest(regimes), _widest(cell.difference for cell in shown)
    room = COLUMNS - INDENT - in_regime - amount - _widest(cell.word for cell in shown) - len("   ")
    widest = _widest(map(printable, result.names))
    named = widest + 1 if widest <= room else 0
    for place, of_place in rows.items():
        head = f" {_rank(result, place):<4}{printable(result.names[place])}"
        if not named:
            yield from map(Text, wrapped(head.strip(), first=" "))
        for number, (regime, cell) in enumerate(of_place):
            begins = left(head if named and not number else "", INDENT + named)
            row = f"{begins}{left(regime, in_regime)} {right(cell.difference, amount)}"
            yield Text.assemble(row, " ", (cell.word, COLOURS.get(cell.verdict, "")))


def _widest(texts: Iterable[str]) -> int:
    """Return the columns of the widest text."""
    return max(map(columns, texts))


def _rank(result: Ranking, place: int) -> str:
    best, worst = result.rank(place)
    return f"{best}" if best == worst else f"{best}–{worst}"
