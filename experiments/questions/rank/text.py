"""A ranking as text: the rule, a table for each headline, and which candidates stand apart."""

from collections.abc import Iterator

from experiments.measures.metrics import BY_NAME
from experiments.printing.console import Text, console, wrapped
from experiments.printing.numbers import counted
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
    candidates = counted(len(result.answers), "candidate")
    yield Text(f"{result.baseline} against {candidates}, {titles(result.answers[0])[1]}", "bold")
    yield from (Text(line, "bold") for line in wrapped(sentence(result), 2))
    yield from (Text(line, "dim") for line in wrapped(rule(result), 3))
    for name in result.headlines:
        yield from _headline(result, name)
    yield from (Text(line, "bold") for line in wrapped(next(sentences_of_advice(result)), 2))
    yield Text("more: compare two of them alone; --json has every metric of each candidate", "dim")


def sentence(result: Ranking) -> str:
    """Return which candidates are first, and whether that is sure."""
    first = [result.names[place] for place in result.order if result.rank(place)[0] == 1]
    if len(first) == 1:
        return f"Least exposure: {first[0]}, surely."
    last = [name for name in result.names if name not in first]
    behind = f" Surely more: {', '.join(last)}." if last else ""
    return f"Least exposure: no telling {', '.join(first)} apart.{behind}"


def rule(result: Ranking) -> str:
    """Return the rule of the ranks."""
    return (
        f"ranked by {label(result.metric.name)}, {word(result.regimes[-1].regime)}: one stands before another if the "
        f"whole interval of their difference says so. Intervals hold for all {len(result.answers)} candidates together."
    )


def _headline(result: Ranking, name: str) -> Iterator[Text]:
    """Yield a headline: each candidate with its rank, and a row for each regime."""
    yield Text(f"{subjects()[name]}: {label(name)} ({unit_of(BY_NAME[name].unit)})")
    for place in result.order:
        yield from (Text(line) for line in wrapped(f"  {_rank(result, place):<5}{result.names[place]}"))
        for compared, differences in zip(result.answers[place].comparisons, result.together[place], strict=True):
            cell = cells(compared, differences[name])
            row = f"       {word(compared.regime):<9} {cell.difference:>24}"
            yield Text.assemble(row, " ", (cell.verdict, COLOURS.get(cell.verdict, "")))


def _rank(result: Ranking, place: int) -> str:
    best, worst = result.rank(place)
    return f"{best}" if best == worst else f"{best}–{worst}"
