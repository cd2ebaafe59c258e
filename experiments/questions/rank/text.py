"""A ranking as text: the rule, a table for each headline, and which candidates stand apart."""

from collections.abc import Iterator

from experiments.language.messages import in_a_row, say
from experiments.language.messages import sentences as in_sentences
from experiments.measures.metrics import BY_NAME
from experiments.printing.console import Text, console, wrapped
from experiments.printing.numbers import counted
from experiments.printing.widths import left, right
from experiments.questions.compare.words import COLOURS, cells, titles, unit_of
from experiments.questions.rank.advice import sentences as sentences_of_advice
from experiments.questions.rank.result import Ranking
from experiments.verdicts.labels import label
from experiments.verdicts.margins import subjects
from experiments.verdicts.regimes import word


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
    yield Text(say("more: compare two of them alone; --json has every metric of each candidate"), "dim")


def sentence(result: Ranking) -> str:
    """Return which candidates are first, and whether that is sure."""
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
    """Yield a headline: each candidate with its rank, and a row for each regime."""
    unit = unit_of(BY_NAME[name].unit)
    yield Text(say("{subject}: {label} ({unit})", subject=subjects()[name], label=label(name), unit=unit))
    for place in result.order:
        yield from (Text(line) for line in wrapped(f"  {_rank(result, place):<5}{result.names[place]}"))
        for compared, differences in zip(result.answers[place].comparisons, result.together[place], strict=True):
            cell = cells(compared, differences[name])
            row = f"       {left(word(compared.regime), 9)} {right(cell.difference, 24)}"
            yield Text.assemble(row, " ", (cell.word, COLOURS.get(cell.verdict, "")))


def _rank(result: Ranking, place: int) -> str:
    best, worst = result.rank(place)
    return f"{best}" if best == worst else f"{best}–{worst}"
