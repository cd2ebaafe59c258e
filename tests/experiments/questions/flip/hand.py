"""Differences, and a flip, made by hand."""

from dataclasses import replace

from experiments.document.document import Items, Section
from experiments.measures.metrics import BY_NAME
from experiments.questions.compare.deciding import Decider, Deciding
from experiments.questions.flip.document import document
from experiments.questions.flip.result import (
    Box,
    Condition,
    Flip,
    Hinges,
    Moved,
    Nearest,
    Part,
    Probe,
    Regime,
    Suspect,
    Turn,
)
from experiments.runs.provenance import Seeds, Side
from experiments.verdicts.differences import Difference
from experiments.verdicts.intervals import Interval
from scenarios import load

EXPOSED = BY_NAME["exposed_per_10k"]


def told(value: float, half: float = 1.0) -> Difference:
    """A difference of exposure with an interval of this half width."""
    agreeing = 32 if abs(value) > half else 20
    rising = agreeing if value > 0 else 32 - agreeing
    ends = value - half, value + half
    return Difference(EXPOSED, 32, 32, 32, rising, 300.0, 300.0 + value, value, *ends, 1.0, False, 0.5)


CALLS, RECALL = "ring.lures_by_call", "luring.listener_recall"
BOX = Box((Condition(CALLS, 0.25, None), Condition(RECALL, 0.125, 0.5)), 1, 20, 18, 64, 24, Interval(5.0, 3.0, 7.0))
DECIDING = Deciding(64, (Decider(CALLS, 0.61234), Decider(RECALL, -0.35)), 0.31236)
SUSPECT = Suspect(
    CALLS, 0.61236, 0.21234, (Part(0.05, 0.15, replace(told(-2), pairs=16)), Part(0.5, 0.5, replace(told(4), pairs=16)))
)
WHOLE = replace(told(3), pairs=64, differing=60, rising=40)
NEAR = Probe(0.25, (Moved(CALLS, 0.17, 0.1), Moved(RECALL, 0.5, 0.6)), told(-2))
FAR = Probe(1.0, (Moved(CALLS, 0.17, 0.05),), told(0.5))
FOUND = Nearest(-1, (FAR, NEAR), NEAR, told(-3))
TURN = Turn(
    "platform.communication.monitored_share", 0.5, ((0.0, told(3)), (0.5, told(1)), (1.0, told(-2))), (0.5, 1.0)
)
IDLE = Turn("platform.communication.listeners", 1, ((1, told(3)), (5, told(3))), None)
REGIME = Regime("frozen", (Hinges(WHOLE, DECIDING, (SUSPECT,), (BOX,)),), told(2), (FOUND,), (TURN, IDLE), ())


def flip(*regimes: Regime) -> Flip:
    sides = Side("as it is", load("production")), Side("open", load("calling_open"), ("days=120",))
    return Flip(sides, Seeds(tuple(range(64)), tuple(range(64))), EXPOSED, regimes)


def said(*regimes: Regime) -> list[tuple[str, str]]:
    """All labels and texts of a flip, of every metric and regime."""
    parts = (part for each in sections(flip(*regimes)) for part in each.parts)
    return [row for part in parts if isinstance(part, Items) for row in part.rows]


def sections(result: Flip) -> tuple[Section, ...]:
    """The sections of a flip with a metric in a regime."""
    every = document(result).sections
    return every[1 : [each.heading for each in every].index("Numbers that are named")]
