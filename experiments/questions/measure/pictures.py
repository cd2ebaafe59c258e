"""Pictures of one scenario: channels over time, facts beside their ranges, sizes beside their public figures."""

from collections.abc import Sequence
from dataclasses import fields
from datetime import date, timedelta

import numpy as np

from experiments.document.pictures import Axis, Dots, Interval, Marker, Plot, Row, Rows, Stack, column
from experiments.document.tones import Tone, Toned
from experiments.language.messages import in_a_row, message, say, sentences
from experiments.measures.channels import NAMES, Channels, Lures
from experiments.measures.validity import Fact
from experiments.printing.dates import shortly as day_of
from experiments.printing.numbers import counted, interval, span
from experiments.printing.widths import short
from experiments.questions.measure.facts import Validation, Verdict
from experiments.questions.measure.metrics import Summary
from experiments.questions.measure.sizes import Sized, Sizes
from experiments.questions.measure.words import CALLS
from policies.catalogue import RULES
from policies.platform import Platform
from scenarios import Scenario

LEVERS = [field.name for field in fields(Platform) if field.name in RULES]
EDGE = 1.5  # widths of a range to either side, beyond which a value stands on the edge
LOOKS: dict[Verdict, tuple[Tone, Marker]] = {
    "holds": ("better", "dot"),
    "misses": ("worse", "square"),
    "cannot tell": ("", "diamond"),
    "at the edge": ("", "diamond"),
    "no data": ("faint", "dot"),
}
MESSAGES: dict[Verdict, str] = {
    "misses": message("{numbers}, misses"),
    "cannot tell": message("{numbers}, cannot tell"),
    "at the edge": message("{numbers}, at the edge"),
}
BAND = message("Each band is the range that the source leaves; a value far beyond it stands on the edge.")
TICKS = ((0.1, "÷ 10"), (0.5, "÷ 2"), (1, "1"), (2, "× 2"), (10, "× 10"), (50, "× 50"))


def channels(result: Summary) -> Plot:
    """Draw shares of planned lures and of contacts by channel, in blocks of 30 days, with the rollouts."""
    scenario = result.side.scenario
    title = say("Channels of bad actors: {scenario}", scenario=short(result.side.name))
    return channels_over_time(result.lures, scenario.start, rollouts(scenario), title)


def channels_over_time(lures: Lures, start: date, rolled_out: Sequence[tuple[date, str]], title: str) -> Plot:
    """Return the picture of these shares, with a mark for each date."""
    marks = [((day - start).days, f"{day_of(day)}  {text}") for day, text in rolled_out]
    above = Axis(line=None, ticks=(), marks=marks)
    edges = lures.planned.edges[:-1]
    ticks = [(day, day_of(start + timedelta(day))) for day in edges]
    below = Axis(line=None, ticks=ticks, marks=[(day, "") for day, _ in marks])
    return Plot(
        title,
        say("shares of channels over time, of lures planned and of workers reached"),
        column(
            (
                _stack(lures.planned, above, say("lures planned, share of jobs")),
                _stack(lures.contacts, below, say("workers reached, share of contacts")),
            )
        ),
        say(CALLS),
        "x",
    )


def rollouts(scenario: Scenario) -> Sequence[tuple[date, str]]:
    """Return the dates after the first on which levers change, with their names."""
    return [
        (scenario.start + timedelta(day), in_a_row(say(lever.replace("_", " ")) for lever in _changed(before, after)))
        for (_, before), (day, after) in zip(scenario.rollout, scenario.rollout[1:], strict=False)
    ]


def _changed(before: Platform, after: Platform) -> Sequence[str]:
    return [lever for lever in LEVERS if getattr(before, lever) != getattr(after, lever)]


def _stack(channels: Channels, x: Axis, label: str) -> Stack:
    parts = zip(map(say, NAMES), np.nan_to_num(channels.shares).T.tolist(), strict=True)
    return Stack(channels.edges, list(parts), x, label)


def facts(result: Validation) -> Plot:
    """Draw each fact that binds, beside the range that its source leaves."""
    binding = [each for each in result.facts if each.fact.standing != "other reading"]
    rows = []
    for each in binding:
        fact, mean, outcome = each.fact, each.mean, each.verdict
        numbers = f"{interval(fact.unit, mean.mean, mean.low, mean.high)}; {span(fact.unit, fact.low, fact.high)}"
        words = say(MESSAGES[outcome], numbers=numbers) if outcome in MESSAGES else numbers
        shade: Tone = "worse" if outcome == "misses" else ""
        rows.append(in_range(fact, (mean.mean, mean.low, mean.high), outcome, Toned(words, shade)))
    return Plot(
        say(
            "{scenario}: {facts} of {all} hold",
            scenario=result.side.name,
            facts=counted([each.verdict for each in binding].count("holds"), "fact"),
            all=len(binding),
        ),
        say("each fact beside the range that its source leaves"),
        [[ranges(rows)]],
        sentences((say(BAND), say("Mean and 95 % interval over {runs}.", runs=counted(len(result.seeds), "run")))),
    )


def ranges(rows: Sequence[Row], heading: str = "") -> Rows:
    """Return rows of facts, every range as wide as the others."""
    ticks = (0, say("lower end")), (1, say("upper end"))
    return Rows(rows, heading, Axis("", (-EDGE - 0.1, 1 + EDGE + 0.1), ticks, line=None, spans=[(0, 1)]))


def in_range(fact: Fact, ends: tuple[float, float, float], outcome: Verdict, words: str) -> Row:
    """Return the row of a fact, its range from 0 to 1. ends: middle, low end and high end of its values."""
    middle, low, high = np.clip((np.array(ends) - fact.low) / (fact.high - fact.low), -EDGE, 1 + EDGE).tolist()
    return Row(fact.name, [Interval(middle, low, high, *LOOKS[outcome])], words)


def sizes(result: Sizes) -> Plot:
    """Draw each size as so many times its public figure."""
    known = [each for each in result.sizes if not np.isnan(each.size.low) and not np.isnan(each.mean.mean)]
    title = say(
        "{scenario} at the size of the marketplace: {off} of {all} sizes are off",
        scenario=result.side.name,
        off=len(result.off),
        all=len(known),
    )
    return Plot(
        title,
        say("each size as so many times its public figure"),
        [[Rows([*map(_size, known)], "", Axis("", ticks=TICKS, line=1, spans=[(0.5, 2)], log=True))]],
        say("Times the public figure, 1 within its range; band: half to twice."),
    )


def _size(each: Sized) -> Row:
    off, times = each.grade == "OFF", f"× {each.times:.3g}"
    tone: Tone = "worse" if off else ""
    words = Toned(say("{times}, OFF", times=times) if off else times, tone)
    return Row(each.size.name, [Dots([each.times], tone, "square" if off else "dot")], words)
