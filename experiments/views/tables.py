"""Tables for a terminal, readable at 100 columns and when piped into a file."""

import math
import os
import sys
from collections.abc import Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from experiments.measures.channels import Channels
from experiments.measures.compare import Comparison, Difference
from experiments.measures.metrics import GROUPS, OBSERVED, TRUE, Metric
from experiments.runs.single import Summary
from experiments.views.numbers import decimals, shown
from experiments.views.verdict import blindness, sentence

READINGS = {"better": ("BETTER", "green"), "worse": ("WORSE", "red"), "unclear": ("unclear", "dim"),
            "same": ("same", "dim")}
MOST_PLACES = 4  # after the point of a difference
WIDTHS = (33, 8, 9, 27, 5, 5, 7)  # of a table of differences: 100 with the gaps

LEGEND = ("seeds: those with the sign of the difference. ×pair: independent seeds that one pair is worth.\n"
          "Differences between per cents are in points.\n")


def console() -> Console:
    """Standard output; 100 columns wide where it is no terminal and says nothing else."""
    width = None if sys.stdout.isatty() or "COLUMNS" in os.environ else 100
    return Console(width=width, highlight=False, soft_wrap=False)


def print_comparison(comparison: Comparison) -> None:
    """The differences by group, contacts by channel, the observed beside the true, and the sentence."""
    out = console()
    out.print(Text(f"{comparison.baseline} → {comparison.candidate}", "bold"))
    out.print(f"world {comparison.world}, {comparison.days} days, {len(comparison.seeds)} seeds, the same people on "
              f"both sides; {comparison.seconds_per_run:.1f} s a run\n")
    for group in GROUPS:
        out.print(_differences(group, [found for found in comparison.differences if found.metric.group == group]))
        out.print()
    out.print(Text(LEGEND, "dim"))
    out.print(_channels((comparison.baseline, comparison.candidate), comparison.channels))
    out.print()
    out.print(_differences("observed by the platform, beside the truth",
                           [comparison[name] for name in (*OBSERVED, *TRUE)],
                           ["observed "] * len(OBSERVED) + ["true     "] * len(TRUE)))
    for warning in blindness(comparison):
        out.print(Text(f"Warning: {warning}", "bold red"))
    out.print()
    out.print(Text(sentence(comparison), "bold"))


def _grid(title: str, *columns: str) -> Table:
    """A table without rules: text to the left in the first column, numbers to the right."""
    table = Table(title=title, title_justify="left", title_style="bold underline", box=None, pad_edge=False,
                  padding=(0, 1, 0, 0), header_style="dim")
    table.add_column(columns[0], no_wrap=True)
    for name in columns[1:]:
        table.add_column(name, justify="right", no_wrap=True)
    return table


def _differences(title: str, rows: Sequence[Difference], prefixes: Sequence[str] | None = None) -> Table:
    """One row a metric; without prefixes of their own, headlines are marked."""
    table = _grid(title, "metric", "baseline", "candidate", "difference [95 % interval]", "seeds", "×pair", "")
    for column, width in zip(table.columns, WIDTHS, strict=True):
        column.min_width = width
    table.columns[-1].justify = "left"
    prefixes = prefixes or ["▸ " if found.metric.headline else "  " for found in rows]
    for prefix, found in zip(prefixes, rows, strict=True):
        table.add_row(
            f"{prefix}{found.metric.name}", *_sides(found),
            _interval(found.metric, found.difference, found.low, found.high),
            f"{round(found.share_of_seeds * found.pairs)}/{found.pairs}" if found.pairs else "–",
            _pairing(found), Text(*READINGS[found.reading]) if found.pairs else Text("no data", "dim"),
            style="bold" if found.metric.headline else "")
    return table


def _pairing(found: Difference) -> str:
    if found.exact and found.pairs:
        return "exact"
    return ">999" if 999 < found.variance_ratio < math.inf else shown(found.variance_ratio, 1)


def _sides(found: Difference) -> tuple[str, str]:
    """Baseline and candidate, shares in per cent."""
    scale, sign = _percent(found.metric)
    places = decimals(scale * found.baseline, scale * found.candidate)
    before, after = (shown(scale * value, places) for value in (found.baseline, found.candidate))
    return (f"{before}{sign}", f"{after}{sign}") if found.pairs else (before, after)


def _percent(metric: Metric) -> tuple[float, str]:
    return (100, "%") if metric.unit == "share" else (1, "")


def _interval(metric: Metric, centre: float, low: float, high: float, digits: int = 2) -> str:
    """A value and its interval to so many digits; of a share, in per cent points."""
    if math.isnan(centre):
        return "–"
    scale, _ = _percent(metric)
    centre, low, high = scale * centre, scale * low, scale * high
    places = min(decimals(low, high, centre, digits=digits), MOST_PLACES)
    bounds = "" if math.isnan(low) else f" [{shown(low, places)}, {shown(high, places)}]"
    return f"{shown(centre, places)}{bounds}"


def _channels(names: Sequence[str], sides: Sequence[Channels]) -> Table:
    """Share of contacts by channel in each block of days, the sides under one another."""
    table = _grid("contacts of bad actors by channel", "", "block", *sides[0].names, "contacts")
    for name, channels in zip(names, sides, strict=True):
        for block, (shares, counts) in enumerate(zip(channels.shares, channels.counts, strict=True)):
            table.add_row(f"  {name}" if block == 0 else "", channels.label(block),
                          *("–" if math.isnan(share) else f"{share:.0%}" for share in shares), f"{counts.sum():,}")
    return table


def print_run(summary: Summary) -> None:
    """The metrics of one scenario, mean and interval over its seeds, and contacts by channel."""
    out = console()
    out.print(Text(summary.scenario, "bold"))
    out.print(f"world {summary.world}, {summary.days} days, {len(summary.seeds)} seeds; "
              f"{summary.seconds_per_run:.1f} s a run\n")
    for group in GROUPS:
        table = _grid(group, "metric", "mean [95 % interval]", "unit")
        for metric, found in summary.metrics:
            if metric.group == group:
                table.add_row(f"{'▸' if metric.headline else ' '} {metric.name}",
                              _interval(metric, found.mean, found.low, found.high, digits=3),
                              "%" if metric.unit == "share" else metric.unit,
                              style="bold" if metric.headline else "")
        out.print(table)
        out.print()
    out.print(_channels((summary.scenario,), (summary.channels,)))


def print_columns(title: str, rows: Sequence[tuple[str, str]]) -> None:
    """A list of names, each with what there is to say about it."""
    table = _grid(title, "", "")
    table.show_header = False
    table.columns[1].no_wrap = False
    for name, text in rows:
        table.add_row(f"  {name}", Text(text))
    out = console()
    out.print(table)
    out.print()
