"""Letters made by hand: a lexicon in which every text has a known code, and a watch that does as it is told."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import ArrayLike

from policies.records import Action, Bools, Channel, Findings, Floats, Ints, Kind, Messages, Stage, Verdicts
from policies.text import Texts, Vocabulary
from sim.kinds import TACTICS
from sim.today import Today
from sim.words.lexicon import CHANNELS, LEVELS, Bank, Lexicon

GREETING, CONTACT, TERMS = 0, 2, 4  # first of two variants each: a message, one that proposes a tool, an honest NDA
FIRST_LURE = 6
MISUSED = FIRST_LURE + 2 * len(TACTICS) * len(CHANNELS) * LEVELS  # special terms that hold something else
TEXTS = MISUSED + 2
STRIDE = 1024  # more than there are texts


def lure(kind: Kind, channel: Channel, level: int, variant: int = 1) -> int:
    """The code of a lure. Luck in the middle picks variant 1, luck below it variant 0."""
    return FIRST_LURE + 2 * ((int(kind) * len(CHANNELS) + int(channel)) * LEVELS + level) + variant


def lexicon(*, clarity: Mapping[int, float] | None = None, betrays: Mapping[int, float] | None = None) -> Lexicon:
    """Two variants of everything; all clear and innocent but for these texts."""
    shape = (len(TACTICS), len(CHANNELS), LEVELS)
    codes = np.arange(TEXTS)
    lures = FIRST_LURE + 2 * np.arange(np.prod(shape)).reshape(shape)
    return Lexicon(
        Vocabulary(tuple(f"text {code}" for code in codes)),
        _but(1.0, clarity),
        _but(0.0, betrays),
        {
            "messages": Bank(codes, np.array([GREETING, CONTACT]), np.array([2, 2])),
            "ndas": Bank(codes, np.array([TERMS]), np.array([2])),
            "misused_ndas": Bank(codes, np.array([MISUSED]), np.array([2])),
            "lures": Bank(codes, lures, np.full(shape, 2)),
        },
    )


def weight(code: ArrayLike, stage: ArrayLike = Stage.BEFORE) -> Floats:
    """What the hand-made guidelines give a text at a stage: another number for each, 0…1, exact in binary."""
    return (np.asarray(code) + STRIDE * np.asarray(stage)) / (STRIDE * len(Stage))


def _but(usual: float, others: Mapping[int, float] | None) -> Floats:
    values = np.full(TEXTS, usual)
    for code, value in (others or {}).items():
        values[code] = value
    return values


@dataclass(frozen=True, slots=True)
class Watch:
    """A message watch that does with text codes what it is told, lets all others pass, and keeps what it was shown."""

    actions: Mapping[int, Action] = field(default_factory=dict)
    readers: int = 1
    read_minutes: float = 36.0  # a fortieth of a day
    night_staff: float = 1.0
    standing_warning: bool = False
    client_warning: bool = False
    shown: list[Messages] = field(default_factory=list)

    def verdicts(self, messages: Messages) -> Verdicts:
        self.shown.append(messages)
        action = np.array([self.actions.get(code, Action.PASS) for code in messages.text.codes.tolist()], np.int64)
        return Verdicts(action, np.zeros(len(action)), np.full(len(action), Kind.NONE))


@dataclass(frozen=True, slots=True, eq=False)
class Guide:
    """Guidelines that give each text at each stage a weight of its own, and keep what else they were told."""

    days: list[int] = field(default_factory=list)
    learned: list[list[bool]] = field(default_factory=list)
    learns_in_days: float = 0.0

    def findings(self, text: Texts, stage: Ints, date: int, learned: Bools) -> Findings:
        self.days.append(date)
        self.learned.append(learned.tolist())
        nothing: Bools = np.zeros(len(text), np.bool_)
        return Findings(np.full(len(text), Kind.NONE), weight(text.codes, stage), nothing)

    def learns(self, reports: Ints, sure: Floats) -> Bools:
        return np.zeros(len(reports), np.bool_)


def with_letters(
    today: Today,
    watch: Watch | None = None,
    *,
    clarity: Mapping[int, float] | None = None,
    betrays: Mapping[int, float] | None = None,
) -> Today:
    """This day with the hand-made lexicon and watch in place of its own."""
    return replace(
        today,
        lexicon=lexicon(clarity=clarity, betrays=betrays),
        platform=replace(today.platform, guidelines=Guide(), message_watch=watch or Watch()),
    )
