"""Tables of one scenario, for a terminal of 80 columns or more, and the parts that all tables of runs share."""

import math
from collections.abc import Sequence
from datetime import date, timedelta

from rich.console import Console

from experiments.measures.channels import NAMES, Channels
from experiments.measures.metrics import GROUPS, Metric
from experiments.printing.console import Text, console
from experiments.printing.numbers import counted, interval, shown
from experiments.printing.table import Table
from experiments.questions.run.result import Summary
from experiments.runs.provenance import Seeds, Side
from experiments.verdicts.intervals import Interval
from experiments.verdicts.margins import headlines
from experiments.verdicts.regimes import word
from policies.records import Channel

PLANNED = "lures planned by channel"
CONTACTS = "contacts by channel"
CALLS = "Where calls are closed, a lure planned for a call goes out as a message."
SHORT = 30  # days


def brevity(days: int) -> str | None:
    """Return a warning that runs are short; None if they are not."""
    if days >= SHORT:
        return None
    return f"runs of {counted(days, 'day')} are short: much comes later, and figures a month need {SHORT} days or more."


def posting_share(planned: Channels) -> str:
    """Return the share of planned lures in posting text, in the first block of days and in the last."""
    first, last = planned.shares[[0, -1], Channel.POSTING]
    return (
        f"{shown(100 * first, 1)} % of planned lures in posting text on days {planned.days(0)}, "
        f"{shown(100 * last, 1)} % on days {planned.days(len(planned.counts) - 1)}"
    )


def show(summary: Summary) -> None:
    """Print the metrics of one scenario, mean and interval over its seeds; then lures and contacts by channel."""
    out = console()
    print_heading(out, summary.side, summary.seeds, summary.seconds_per_run)
    for group in GROUPS:
        rows = (_row(metric, mean) for metric, mean in summary.metrics if metric.group == group)
        out.print(Table.of(("metric", "mean [95 % interval]", "unit"), rows, group).text())
        out.print()
    out.print(channels_table(PLANNED, "jobs", ("",), (summary.lures.planned,), summary.side.scenario.start).text())
    out.print(CALLS, style="dim")
    out.print()
    out.print(channels_table(CONTACTS, "workers", ("",), (summary.lures.contacts,), summary.side.scenario.start).text())


def _row(metric: Metric, mean: Interval) -> list[Text]:
    cells = (
        f"{'▸' if metric.name in headlines() else ' '} {metric.name}",
        interval(metric.unit, mean.mean, mean.low, mean.high, digits=3),
        "%" if metric.unit == "share" else metric.unit,
    )
    return [Text(cell, "bold" if metric.name in headlines() else "") for cell in cells]


def channels_table(title: str, counted: str, names: Sequence[str], sides: Sequence[Channels], start: date) -> Table:
    """Return shares by channel in each block of days, the sides under one another."""
    rows = (
        (
            f"  {name}" if block == 0 else "",
            str(start + timedelta(channels.edges[block])),
            channels.days(block),
            *("–" if math.isnan(share) else f"{share:.0%}" for share in shares),
            f"{counts.sum():,}",
        )
        for name, channels in zip(names, sides, strict=True)
        for block, (shares, counts) in enumerate(zip(channels.shares, channels.counts, strict=True))
    )
    return Table.of(("", "from", "days", *NAMES, counted), rows, title)


def print_heading(out: Console, side: Side, seeds: Seeds, seconds_per_run: float) -> None:
    """Print the name of a scenario, its world and size, and a warning if runs are short."""
    scenario = side.scenario
    out.print(side.name, style="bold")
    out.print(
        f"world {scenario.world_name}, {word(scenario.world.rings)}, {counted(scenario.days, 'day')}, "
        f"{counted(len(seeds), 'seed')}; {seconds_per_run:.1f} s a run"
    )
    print_brevity(out, scenario.days)


def print_brevity(out: Console, days: int) -> None:
    """Print an empty line, after a warning if runs are short."""
    warning = brevity(days)
    if warning:
        out.print(f"Warning: {warning}", style="bold red")
    out.print()
