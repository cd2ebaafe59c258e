"""Tables of an answer, for a terminal of 80 columns or more, and for a file."""

import math
from collections.abc import Callable, Sequence
from typing import Any

from rich.table import Table as RichTable

from experiments.language.messages import message, say, sentences
from experiments.measures.metrics import GROUPS, OBSERVED, TRUE
from experiments.measures.paths import Axis
from experiments.printing.console import Text, console, wrapped
from experiments.printing.numbers import both, counted, interval, shown
from experiments.printing.table import Table
from experiments.printing.widths import left
from experiments.questions.compare.answer import Answer
from experiments.questions.compare.blindness import blindness
from experiments.questions.compare.bottom_line import outlooks
from experiments.questions.compare.comparison import Comparison
from experiments.questions.compare.screen import by_path, screen
from experiments.questions.compare.trust import Level, Trust
from experiments.questions.compare.words import COLOURS
from experiments.questions.measure.words import CALLS, CONTACTS, PLANNED, by_channel, posting_share, short_runs
from experiments.verdicts.differences import Difference
from experiments.verdicts.margins import TELLING, headlines, wording
from experiments.verdicts.regimes import about

WIDTHS = {
    message("metric"): 33,
    message("baseline"): 8,
    message("candidate"): 9,
    message("difference [95 %]"): 24,
    message("seeds"): 5,
    message("×pair"): 5,
    message("verdict"): 11,
    message("trust"): 7,
}
TRUST: dict[Level, str] = {
    "fact-bound": message("fact"),
    "ordered by evidence": message("ordered"),
    "assumed throughout": message("assumed"),
    "has no numbers": "",
    "not known": "–",
}
OPTIONAL = ("×pair", "trust", "seeds", "candidate")  # columns that a narrow table leaves out, in this order

LEGEND = {
    "seeds": message("seeds: those with the sign of the difference, of those that differ."),
    "×pair": message("×pair: independent seeds that one pair is worth; equal: no pair differs."),
    "verdict": message(
        "Differences between per cents are in points. k, M, bn: thousand, million, billion. "
        "higher, lower: neither is better, as of all that the platform merely observes."
    ),
    "trust": message("trust: is the level of a metric held by a fact, ordered by one, or assumed? See explain METRIC."),
}


def show(answer: Answer, *, everything: bool = False, by: Axis | None = None) -> None:
    """Print an answer. everything: every metric too; by: exposure by path."""
    if everything:
        for comparison in answer.comparisons:
            _comparison(comparison, answer.trust)
        for sentence in () if answer.equal else outlooks(answer):
            _lines([Text(line) for line in wrapped(sentence)])
    _lines([*(by_path(answer, by) if by else ()), *screen(answer)])


def _lines(lines: Sequence[Text]) -> None:
    out = console()
    for line in lines:
        out.print(line)


def _comparison(comparison: Comparison, trust: Callable[[str], Trust]) -> None:
    """Print the differences by group, lures and contacts by channel, and observed metrics beside true ones."""
    out = console()
    out.print(f"{comparison.baseline} → {comparison.candidate}", style="bold")
    where = say("plausible worlds") if comparison.plausible else say("world {world}", world=comparison.world)
    out.print(
        say(
            "{where}, {days}, {seeds}; same people on both sides; {seconds} s a run",
            where=where,
            days=counted(comparison.days, "day"),
            seeds=counted(len(comparison.seeds), "seed"),
            seconds=f"{comparison.seconds_per_run:.1f}",
        )
    )
    out.print(about(comparison.regime))
    for short in short_runs(comparison.days):
        out.print(short, style="bold red")
    out.print()
    for group in GROUPS:
        rows = [difference for difference in comparison.differences if difference.metric.group == group]
        out.print(_differences(say(group), comparison, rows, trust, out.width))
        out.print()
    out.print(sentences(say(text) for name, text in LEGEND.items() if name in _fitting(out.width)), style="dim")
    out.print()
    sides = (say("baseline"), say("candidate"))
    planned = [side.planned for side in comparison.lures]
    out.print(table_text(say(PLANNED), say("jobs"), sides, planned, comparison.start))
    for side, lures in zip(sides, comparison.lures, strict=True):
        out.print(say("{side}: {share}", side=side, share=posting_share(lures.planned)))
    out.print(say(CALLS), style="dim")
    out.print()
    contacts = [side.contacts for side in comparison.lures]
    out.print(table_text(say(CONTACTS), say("workers"), sides, contacts, comparison.start))
    out.print()
    out.print(
        _differences(
            say("observed by the platform, beside the truth"),
            comparison,
            [comparison[name] for name in (*OBSERVED, *TRUE)],
            trust,
            out.width,
            [left(say("observed"), 9)] * len(OBSERVED) + [left(say("true"), 9)] * len(TRUE),
        )
    )
    for warning in blindness(comparison):
        out.print(say("Warning: {warning}", warning=warning), style="bold red")
    out.print()


def table_text(title: str, counted: str, names: Sequence[str], sides: Sequence[Any], start: Any) -> Any:
    """Return the channels of both sides."""
    table = by_channel(title, counted, names, sides, start)
    return Table(table.heads, table.rows, table.title).text()


def _fitting(width: int) -> list[str]:
    """Return the columns of a table of differences that fit into the width."""
    columns = list[str](WIDTHS)
    for name in OPTIONAL:
        if sum(WIDTHS[column] + 1 for column in columns) - 1 > width:
            columns.remove(name)
    return columns


def _differences(
    title: str,
    comparison: Comparison,
    rows: Sequence[Difference],
    trust: Callable[[str], Trust],
    width: int,
    prefixes: Sequence[str] | None = None,
) -> RichTable:
    """Return a table with one row for each metric; without prefixes, headlines are marked."""
    columns = _fitting(width)
    prefixes = prefixes or ["▸ " if difference.metric.name in headlines() else "  " for difference in rows]
    cells = (
        [
            cell
            for name, cell in zip(WIDTHS, _cells(comparison, difference, prefix, trust), strict=True)
            if name in columns
        ]
        for prefix, difference in zip(prefixes, rows, strict=True)
    )
    heads = [say(name) for name in columns]
    table = Table.of(heads, cells, title).text(left=(say("verdict"), say("trust")))
    for column, name in zip(table.columns, columns, strict=True):
        column.min_width, column.no_wrap = WIDTHS[name], name != "verdict"
    table.columns[columns.index("verdict")].overflow = "fold"  # Japanese has no blanks to break a line at
    for row, difference in zip(table.rows, rows, strict=True):
        row.style = "bold" if difference.metric.name in headlines() else ""
    return table


def _cells(
    comparison: Comparison, difference: Difference, prefix: str, trust: Callable[[str], Trust]
) -> tuple[str | Text, ...]:
    verdict, level = comparison.verdict(difference), trust(difference.metric.name).level
    return (
        f"{prefix}{difference.metric.name}",
        *both(difference.metric.unit, difference.baseline, difference.candidate),
        interval(difference.metric.unit, difference.difference, difference.low, difference.high),
        _seeds(difference),
        _pairing(difference),
        Text(wording(verdict), COLOURS.get(verdict, "" if verdict in TELLING else "dim")),
        Text(say(TRUST[level]) if TRUST[level] else "", "dim"),
    )


def _seeds(difference: Difference) -> str:
    """Count the seeds with the sign of the difference, of those that differ; in per cent if that is too long."""
    if not difference.differing:
        return "–"
    return (
        f"{difference.agreeing}/{difference.differing}"
        if difference.differing < 100
        else f"{difference.share_of_seeds:.0%}"
    )


def _pairing(difference: Difference) -> str:
    if difference.exact and difference.pairs:
        return say("equal")
    return ">999" if 999 < difference.variance_ratio < math.inf else shown(difference.variance_ratio, 1)
