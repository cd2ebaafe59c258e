"""Reading: how well the text rules tell lures from honest texts, as exact shares of all that a world writes. No run."""

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from datetime import date
from itertools import product

import numpy as np

from policies.dates import days
from policies.numbers import known
from policies.platform import Guidelines
from policies.records import Channel, Stage
from policies.text import Texts
from scenarios import Scenario
from sim.arrays import F64, Bool
from sim.choices.writing import Writing
from sim.rings.business import channel_mix, level_mix
from sim.words.grammar import INVENTED, LEVELS
from sim.words.lexicon import ALIKE, CHANNELS, Lexicon
from sim.world import World

THRESHOLDS = (0.3, 0.5, 0.6, 0.7, 0.78, 0.85, 0.9, 0.97)
STAGES = {Stage.BEFORE: CHANNELS, Stage.DURING: (Channel.MESSAGE, Channel.NDA)}  # from a contract on: these alone
HALF = 0.5  # of the honest messages of a sample name a tool: a convention, no number of the world
BANKS = {Channel.POSTING: "postings", Channel.MESSAGE: "messages", Channel.NDA: "ndas", Channel.SCOUT: "scouts"}


@dataclass(frozen=True, slots=True)
class Row:
    """Texts of one sort on a channel, and the share of them whose finding weighs at least each of THRESHOLDS."""

    channel: Channel
    stage: Stage
    lures: bool
    names_tool: bool  # a message that proposes an outside tool for talking, as honest people do
    shares: tuple[float, ...]  # recall of lures, false alarms of honest texts


@dataclass(frozen=True, slots=True)
class Reading:
    """Rows of a world, read by the guidelines of a scenario on its first day, and F1 before a contract.

    F1 is of a sample with as many honest texts as lures on each channel, channels in the shares of the trade.
    """

    scenario: str
    world: str
    on: date
    writing: Writing
    rows: tuple[Row, ...]
    f1: tuple[float, ...]  # at each of THRESHOLDS
    span: tuple[float, float]  # of the best F1 over the plausible ranges of `writing`
    tools: tuple[float, float]  # the best F1 if no honest message names a tool, and if all do

    @property
    def best(self) -> tuple[float, float]:
        """The best F1, and the threshold at which it is reached."""
        return max(zip(self.f1, THRESHOLDS, strict=True))


def read(scenario: Scenario, lexicon: Lexicon, channels: tuple[Channel, ...] = CHANNELS) -> Reading:
    """Read every text of these channels by the guidelines of a scenario's first day."""
    world, rule = scenario.world, scenario.rollout[0][1].guidelines
    marks = {stage: marked(rule, lexicon, stage, days(scenario.start)) for stage in STAGES}

    def rows(writing: Writing) -> tuple[Row, ...]:
        return tuple(_rows(replace(world, writing=writing), lexicon, marks, channels))

    here = rows(world.writing)
    ends = [max(even_f1(rows(writing), world)) for writing in corners(world.writing)]
    none, all_ = (max(even_f1(here, world, tools)) for tools in (0.0, 1.0))
    f1, span = even_f1(here, world), (min(ends), max(ends))
    return Reading(scenario.name, scenario.world_name, scenario.start, world.writing, here, f1, span, (none, all_))


def marked(rule: Guidelines, lexicon: Lexicon, stage: Stage, day: int) -> Bool:
    """(texts, thresholds) does the finding in a text weigh at least so much, at a stage, with nothing learned?"""
    n = len(lexicon.vocabulary)
    texts = Texts(np.arange(n), lexicon.vocabulary)
    weight = rule.findings(texts, np.full(n, int(stage)), day, np.zeros(n, np.bool_)).weight
    return np.asarray(weight[:, None] >= np.array(THRESHOLDS))


def corners(writing: Writing) -> Iterator[Writing]:
    """Yield the texts of four worlds, at the ends of both plausible ranges."""
    for values in product(*ranges().values()):
        yield replace(writing, **dict(zip(ranges(), values, strict=True)))


def ranges() -> dict[str, tuple[float, float]]:
    """Return the plausible ranges of the numbers of texts."""
    numbers = [(each.name, number) for each in fields(Writing) if (number := known(each))]
    return {name: (each.low, each.high) for name, each in numbers if each.low is not None and each.high is not None}


def even_f1(rows: tuple[Row, ...], world: World, tools: float = HALF) -> tuple[float, ...]:
    """F1 before a contract at each threshold: 2 · recall / (1 + recall + false alarms), see Reading.

    tools: share of honest messages that name a tool; in a market it is what comes of a run
    """
    mix = channel_mix(world.ring)
    mix[Channel.MESSAGE] += mix[Channel.CALL]  # where calls are closed, such lures are messages
    mean, channels = np.zeros((2, len(THRESHOLDS))), set()  # false alarms, recall
    for row in rows:
        if row.stage == Stage.BEFORE:
            honest_message = row.channel == Channel.MESSAGE and not row.lures
            part = (tools if row.names_tool else 1 - tools) if honest_message else 1.0
            mean[int(row.lures)] += mix[row.channel] * part * np.array(row.shares)
            channels.add(row.channel)
    alarms, recall = mean / mix[list(channels)].sum()
    return tuple((2 * recall / (1 + recall + alarms)).tolist())


def _rows(world: World, lexicon: Lexicon, marks: dict[Stage, Bool], channels: tuple[Channel, ...]) -> Iterator[Row]:
    for stage, there in STAGES.items():
        for channel in (each for each in there if each in channels):
            yield Row(channel, stage, True, False, _shown(_recall(world, lexicon, marks[stage], channel)))
            for tool, alarms in enumerate(_alarms(world, lexicon, marks[stage], channel)):
                yield Row(channel, stage, False, bool(tool), _shown(alarms))


def _recall(world: World, lexicon: Lexicon, marks: Bool, channel: Channel) -> F64:
    """(thresholds,) share of lures, each tactic alike, at the first levels of the trade, that are marked."""
    place, odd, mix = CHANNELS.index(channel), world.writing.unlisted, level_mix(world.ring, LEVELS)
    mix[INVENTED] *= world.ring.invents_on <= 0  # nobody writes what is not invented yet
    listed = lexicon.banks["lures"].shares(marks)[:, place]
    unlisted = lexicon.banks["unlisted"].shares(marks)[:, place, None]
    at_level = np.concatenate([(1 - odd) * listed[:, :INVENTED] + odd * unlisted, listed[:, INVENTED:]], axis=1)
    return np.asarray(np.average(at_level.mean(axis=0), axis=0, weights=mix))


def _alarms(world: World, lexicon: Lexicon, marks: Bool, channel: Channel) -> F64:
    """(kinds, thresholds) share of honest texts that are marked: messages without and with a tool, else one kind."""
    odd, bank = world.writing.alike, BANKS[channel]
    each = (1 - odd) * lexicon.banks[bank].shares(marks) + odd * lexicon.banks[ALIKE + bank].shares(marks)
    if channel in (Channel.POSTING, Channel.SCOUT):
        return np.asarray(np.average(each, axis=0, weights=world.posting.category_weight))[None]
    return each


def _shown(shares: F64) -> tuple[float, ...]:
    return tuple(shares.tolist())
