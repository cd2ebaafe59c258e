"""Tables for a terminal of 80 columns or more, and for a file."""

import math
from collections.abc import Callable, Sequence
from datetime import date, timedelta

from rich.console import Console
from rich.table import Table

from experiments.measures.channels import NAMES, Channels
from experiments.measures.metrics import GROUPS, OBSERVED, TRUE
from experiments.measures.paths import Axis
from experiments.measures.validity import Fact, Standing
from experiments.results.answer import Answer
from experiments.results.comparison import Comparison
from experiments.results.summary import Summary
from experiments.results.trust import Level, Trust
from experiments.results.validation import Validation, verdict
from experiments.verdicts.differences import Difference
from experiments.verdicts.intervals import Interval
from experiments.verdicts.margins import TELLING
from experiments.verdicts.regimes import about, word
from experiments.views.answer import COLOURS, by_path, screen
from experiments.views.console import Text, console
from experiments.views.grids import grid, print_columns, span, with_unit
from experiments.views.numbers import both, counted, interval, shown
from experiments.views.verdict import CALLS, blindness, brevity, posting_share

Finding = Answer | Summary | Validation  # what a command can find

STANDINGS: dict[Standing, str] = {
    "can fail": "facts that can fail",
    "can hardly fail": "facts that can hardly fail",
    "other reading": "other readings of the same sources",
}
VERDICTS = {"holds": ("holds", "green"), "misses": ("MISSES", "red"), "no data": ("no data", "dim")}
WIDTHS = {
    "metric": 33,
    "baseline": 8,
    "candidate": 9,
    "difference [95 %]": 24,
    "seeds": 5,
    "×pair": 5,
    "verdict": 11,
    "trust": 7,
}
TRUST: dict[Level, str] = {
    "fact-bound": "fact",
    "ordered by evidence": "ordered",
    "assumed throughout": "assumed",
    "has no numbers": "",
    "not known": "–",
}
SPARED = ("×pair", "trust", "seeds", "candidate")  # columns left out where there is no room, the first one first

LEGEND = {
    "seeds": "seeds: those with the sign of the difference, of those that differ.",
    "×pair": "×pair: independent seeds that one pair is worth; equal: no pair differs.",
    "verdict": "Differences between per cents are in points. k, M, bn: thousand, million, billion. "
    "higher, lower: neither is better, as of all that the platform merely observes.",
    "trust": "trust: is the level of a metric held by a fact, ordered by one, or assumed? See explain METRIC.",
}
PLANNED = "lures planned by channel"
CONTACTS = "contacts by channel"


def show(found: Finding, *, everything: bool = False, by: Axis | None = None) -> None:
    """Print what a command found. Of an answer: `everything`, every metric too; `by`, who is exposed by which path."""
    match found:
        case Answer():
            for comparison in found.comparisons if everything else ():
                _comparison(comparison, found.trust)
            _lines([*(by_path(found, by) if by else ()), *screen(found)])
        case Summary():
            _run(found)
        case Validation():
            _validation(found)


def _lines(lines: Sequence[Text]) -> None:
    out = console()
    for line in lines:
        out.print(line)


def _comparison(comparison: Comparison, trust: Callable[[str], Trust]) -> None:
    """The differences by group, lures and contacts by channel, the observed beside the true."""
    out = console()
    out.print(f"{comparison.baseline} → {comparison.candidate}", style="bold")
    where = "plausible worlds" if comparison.plausible else f"world {comparison.world}"
    size = f"{counted(comparison.days, 'day')}, {counted(len(comparison.seeds), 'seed')}"
    out.print(f"{where}, {size}; same people on both sides; {comparison.seconds_per_run:.1f} s a run")
    out.print(about(comparison.regime))
    _brevity(out, comparison.days)
    for group in GROUPS:
        rows = [found for found in comparison.differences if found.metric.group == group]
        out.print(_differences(group, comparison, rows, trust, out.width))
        out.print()
    out.print(" ".join(text for name, text in LEGEND.items() if name in _fitting(out.width)), style="dim")
    out.print()
    sides = ("baseline", "candidate")
    out.print(_channels(PLANNED, "jobs", sides, [side.planned for side in comparison.lures], comparison.start))
    for side, lures in zip(sides, comparison.lures, strict=True):
        out.print(f"{side}: {posting_share(lures.planned)}")
    out.print(CALLS, style="dim")
    out.print()
    out.print(_channels(CONTACTS, "workers", sides, [side.contacts for side in comparison.lures], comparison.start))
    out.print()
    out.print(
        _differences(
            "observed by the platform, beside the truth",
            comparison,
            [comparison[name] for name in (*OBSERVED, *TRUE)],
            trust,
            out.width,
            ["observed "] * len(OBSERVED) + ["true     "] * len(TRUE),
        )
    )
    for warning in blindness(comparison):
        out.print(f"Warning: {warning}", style="bold red")
    out.print()


def _fitting(width: int) -> list[str]:
    """The columns of a table of differences for which there is room."""
    columns = list(WIDTHS)
    for name in SPARED:
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
) -> Table:
    """One row a metric; without prefixes of their own, headlines are marked."""
    columns = _fitting(width)
    table = grid(title, *columns)
    for column, name in zip(table.columns, columns, strict=True):
        column.min_width = WIDTHS[name]
    for name in ("verdict", "trust"):
        if name in columns:
            table.columns[columns.index(name)].justify = "left"
    table.columns[columns.index("verdict")].no_wrap = False
    prefixes = prefixes or ["▸ " if found.metric.headline else "  " for found in rows]
    for prefix, found in zip(prefixes, rows, strict=True):
        said = comparison.verdict(found)
        cells: tuple[str | Text, ...] = (
            f"{prefix}{found.metric.name}",
            *both(found.metric.unit, found.baseline, found.candidate),
            interval(found.metric.unit, found.difference, found.low, found.high),
            _seeds(found),
            _pairing(found),
            Text(said, COLOURS.get(said, "" if said in TELLING else "dim")),
            Text(TRUST[trust(found.metric.name).level], "dim"),
        )
        table.add_row(
            *(cell for name, cell in zip(WIDTHS, cells, strict=True) if name in columns),
            style="bold" if found.metric.headline else "",
        )
    return table


def _seeds(found: Difference) -> str:
    """How many seeds have the sign of the difference, of those that are no ties; in per cent where that is too long."""
    if not found.differing:
        return "–"
    return f"{found.agreeing}/{found.differing}" if found.differing < 100 else f"{found.share_of_seeds:.0%}"


def _pairing(found: Difference) -> str:
    if found.exact and found.pairs:
        return "equal"
    return ">999" if 999 < found.variance_ratio < math.inf else shown(found.variance_ratio, 1)


def _channels(title: str, counted: str, names: Sequence[str], sides: Sequence[Channels], start: date) -> Table:
    """Shares by channel in each block of days, the sides under one another."""
    table = grid(title, "", "from", "days", *NAMES, counted)
    for name, channels in zip(names, sides, strict=True):
        for block, (shares, counts) in enumerate(zip(channels.shares, channels.counts, strict=True)):
            table.add_row(
                f"  {name}" if block == 0 else "",
                str(start + timedelta(channels.edges[block])),
                channels.days(block),
                *("–" if math.isnan(share) else f"{share:.0%}" for share in shares),
                f"{counts.sum():,}",
            )
    return table


def _run(summary: Summary) -> None:
    """The metrics of one scenario, mean and interval over its seeds; lures and contacts by channel."""
    out = console()
    _heading(out, summary)
    for group in GROUPS:
        table = grid(group, "metric", "mean [95 % interval]", "unit")
        for metric, found in summary.metrics:
            if metric.group == group:
                table.add_row(
                    f"{'▸' if metric.headline else ' '} {metric.name}",
                    interval(metric.unit, found.mean, found.low, found.high, digits=3),
                    "%" if metric.unit == "share" else metric.unit,
                    style="bold" if metric.headline else "",
                )
        out.print(table)
        out.print()
    out.print(_channels(PLANNED, "jobs", ("",), (summary.lures.planned,), summary.side.scenario.start))
    out.print(CALLS, style="dim")
    out.print()
    out.print(_channels(CONTACTS, "workers", ("",), (summary.lures.contacts,), summary.side.scenario.start))


def _validation(validation: Validation) -> None:
    """Each fact of the reports: what the runs give, what the reports leave open, and whether the two agree."""
    out = console()
    _heading(out, validation)
    for standing, title in STANDINGS.items():
        rows = [(fact, found) for fact, found in validation.facts if fact.standing == standing]
        out.print(_facts(title, rows))
        verdicts = [verdict(*row) for row in rows]
        unknown = f", {verdicts.count('no data')} without data" if "no data" in verdicts else ""
        out.print(f"  {verdicts.count('holds')} of {len(verdicts)} hold{unknown}", style="dim")
        out.print()
    facts: dict[str, list[str]] = {}
    for fact, _ in validation.facts:
        facts.setdefault(fact.source, []).append(fact.name)
    print_columns("sources", [(source, ", ".join(named)) for source, named in facts.items()])


def _facts(title: str, rows: Sequence[tuple[Fact, Interval]]) -> Table:
    """One row a fact."""
    table = grid(title, "fact", "mean [95 % interval]", "range", "")
    table.columns[-1].justify = "left"
    for fact, found in rows:
        table.add_row(
            f"  {fact.name}",
            with_unit(interval(fact.unit, found.mean, found.low, found.high), fact.unit),
            span(fact),
            Text(*VERDICTS[verdict(fact, found)]),
        )
    return table


def _heading(out: Console, found: Summary | Validation) -> None:
    """What was run."""
    scenario = found.side.scenario
    out.print(found.side.name, style="bold")
    out.print(
        f"world {scenario.world_name}, {word(scenario.world.rings)}, {counted(scenario.days, 'day')}, "
        f"{counted(len(found.seeds), 'seed')}; {found.seconds_per_run:.1f} s a run"
    )
    _brevity(out, scenario.days)


def _brevity(out: Console, days: int) -> None:
    """An empty line, behind a warning where runs are short."""
    warning = brevity(days)
    if warning:
        out.print(f"Warning: {warning}", style="bold red")
    out.print()
