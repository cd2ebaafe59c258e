"""Words about runs that several documents have: where they lived, whether they are short, lures by channel."""

import math
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import count

from experiments.document.document import Table, Toned
from experiments.language.messages import message, say
from experiments.measures.channels import NAMES, Channels
from experiments.measures.periods import WINDOW_DAYS, windows
from experiments.printing.numbers import counted, shown
from experiments.runs.provenance import Seeds, Side
from experiments.verdicts.regimes import word
from policies.records import Channel

PLANNED = message("lures planned by channel")
CONTACTS = message("contacts by channel")
CALLS = message("Where calls are closed, a lure planned for a call goes out as a message.")


def where(side: Side, seeds: Seeds, seconds_per_run: float) -> str:
    """Return world, regime, days and seeds of one scenario in words."""
    scenario = side.scenario
    return say(
        "world {world}, {regime}, {days}, {seeds}; {seconds} s a run",
        world=scenario.world_name,
        regime=word(scenario.world.rings),
        days=counted(scenario.days, "day"),
        seeds=counted(len(seeds), "seed"),
        seconds=f"{seconds_per_run:.1f}",
    )


def short_runs(days: int) -> Iterator[str]:
    """Yield a warning if runs are too short for figures of a month."""
    if warning := brevity(days):
        yield Toned(say("Warning: {warning}", warning=warning), "worse")


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
    if len(planned.counts) == 1:
        return say("{first} % of planned lures in posting text", first=shown(100 * first, 1))
    return say(
        "{first} % of planned lures in posting text on days {start}, {last} % on days {end}",
        first=shown(100 * first, 1),
        start=planned.days(0),
        last=shown(100 * last, 1),
        end=planned.days(len(planned.counts) - 1),
    )


def by_channel(title: str, counted: str, names: Sequence[str], sides: Sequence[Channels], start: date) -> Table:
    """Return shares by channel in each block of days, the sides under one another."""
    rows = (
        (
            name if block == 0 else "",
            str(start + timedelta(channels.edges[block])),
            channels.days(block),
            *("–" if math.isnan(share) else f"{share:.0%}" for share in shares),
            f"{counts.sum():,}",
        )
        for name, channels in zip(names, sides, strict=True)
        for block, (shares, counts) in enumerate(zip(channels.shares, channels.counts, strict=True))
    )
    return Table.of(("", say("from"), say("days"), *map(say, NAMES), counted), rows, title)
