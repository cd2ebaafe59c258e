"""Tables of one scenario, for a terminal of 80 columns or more, and the parts that all tables of runs share."""

import math
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import count

from rich.console import Console

from experiments.language.messages import message, say
from experiments.measures.channels import NAMES, Channels
from experiments.measures.metrics import GROUPS, Metric
from experiments.measures.periods import WINDOW_DAYS, windows
from experiments.printing.console import Text, console
from experiments.printing.numbers import counted, interval, shown
from experiments.printing.table import Table
from experiments.questions.run.result import Summary
from experiments.runs.provenance import Seeds, Side
from experiments.verdicts.intervals import Interval
from experiments.verdicts.margins import headlines
from experiments.verdicts.regimes import word
from policies.records import Channel

PLANNED = message("lures planned by channel")
CONTACTS = message("contacts by channel")
CALLS = message("Where calls are closed, a lure planned for a call goes out as a message.")


def brevity(days: int) -> str | None:
    """Return a warning that figures a month are of fewer days; None if they are of a whole month."""
    measured = _measured(days)
    if measured >= WINDOW_DAYS:
        return None
    return say(
        "runs of {days} are short: much comes later, and figures a month are of {measured}, as they are; from {least} "
        "days on they are of a month.",
        days=counted(days, "day"),
        measured=counted(measured, "day"),
        least=next(longer for longer in count(days) if _measured(longer) >= WINDOW_DAYS),
    )


def _measured(days: int) -> int:
    """Return the length of the first window of a run that is measured."""
    first, end = windows(days)[0]
    return end - first


def posting_share(planned: Channels) -> str:
    """Return the share of planned lures in posting text, in the first block of days and in the last."""
    first, last = planned.shares[[0, -1], Channel.POSTING]
    return say(
        "{first} % of planned lures in posting text on days {start}, {last} % on days {end}",
        first=shown(100 * first, 1),
        start=planned.days(0),
        last=shown(100 * last, 1),
        end=planned.days(len(planned.counts) - 1),
    )


def show(summary: Summary) -> None:
    """Print the metrics of one scenario, mean and interval over its seeds; then lures and contacts by channel."""
    out, start = console(), summary.side.scenario.start
    print_heading(out, summary.side, summary.seeds, summary.seconds_per_run)
    for group in GROUPS:
        rows = (_row(metric, mean) for metric, mean in summary.metrics if metric.group == group)
        out.print(Table.of((say("metric"), say("mean [95 % interval]"), say("unit")), rows, say(group)).text())
        out.print()
    out.print(channels_table(say(PLANNED), say("jobs"), ("",), (summary.lures.planned,), start).text())
    out.print(say(CALLS), style="dim")
    out.print()
    out.print(channels_table(say(CONTACTS), say("workers"), ("",), (summary.lures.contacts,), start).text())


def _row(metric: Metric, mean: Interval) -> list[Text]:
    cells = (
        f"{'▸' if metric.name in headlines() else ' '} {metric.name}",
        interval(metric.unit, mean.mean, mean.low, mean.high, digits=3),
        "%" if metric.unit == "share" else say(metric.unit),
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
    return Table.of(("", say("from"), say("days"), *map(say, NAMES), counted), rows, title)


def print_heading(out: Console, side: Side, seeds: Seeds, seconds_per_run: float) -> None:
    """Print the name of a scenario, its world and size, and a warning if runs are short."""
    scenario = side.scenario
    out.print(side.name, style="bold")
    out.print(
        say(
            "world {world}, {regime}, {days}, {seeds}; {seconds} s a run",
            world=scenario.world_name,
            regime=word(scenario.world.rings),
            days=counted(scenario.days, "day"),
            seeds=counted(len(seeds), "seed"),
            seconds=f"{seconds_per_run:.1f}",
        )
    )
    print_brevity(out, scenario.days)


def print_brevity(out: Console, days: int) -> None:
    """Print an empty line, after a warning if runs are short."""
    warning = brevity(days)
    if warning:
        out.print(say("Warning: {warning}", warning=warning), style="bold red")
    out.print()
