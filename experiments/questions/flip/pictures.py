"""Picture of a flip: the numbers of the world that go together with an answer, those of the rule that turn it."""

from experiments.document.pictures import Axis, Bar, Curve, Curves, Panel, Plot, Row, Rows
from experiments.language.messages import say
from experiments.printing.widths import arrow
from experiments.questions.compare.rows import ends
from experiments.questions.compare.words import unit_of
from experiments.questions.flip.result import Flip, Hinges, Turn
from experiments.verdicts.regimes import word

STRONGEST = 6  # numbers of the world, of a regime


def hinges(flip: Flip) -> Plot:
    """Draw the numbers of the world that go together with the answer, and the numbers of the rule that turn it."""
    panels = list[list[Panel]]()
    for regime in flip.regimes:
        own = next(each for each in regime.hinges if each.whole.metric == flip.metric)
        along = (_along(turn, flip.metric.unit) for turn in regime.turns if not turn.idle)
        panels.append([_pulls(own, word(regime.rings)), *along])
    platforms = arrow(*(side.name for side in flip.sides))
    return Plot(
        say("What {metric} hangs on: {platforms}", metric=flip.metric.name, platforms=platforms),
        say("numbers that go together with the answer, and numbers of the rule"),
        panels,
        say(
            "Left: rank correlation of the difference with numbers of the world, over "
            "plausible worlds; band: what luck "
            "alone reaches once in twenty. Right: the difference along a number of the rule, with its 95 % interval."
        ),
    )


def _pulls(result: Hinges, heading: str) -> Rows:
    """Return a row for each number that goes together most with the difference, or was suspected."""
    chance = result.deciding.chance
    every = [(each.name, each.pull, chance) for each in result.deciding.strongest[:STRONGEST]]
    every += [(each.name, each.pull, each.chance) for each in result.suspects]
    rows = [
        Row(name, [Bar(0, pull, "" if abs(pull) > chance else "faint", thick=0.5)], f"{pull:+.2f}", (-chance, chance))
        for name, pull, chance in every
    ]
    return Rows(rows, heading, Axis(ends=(-1, 1)))


def _along(turn: Turn, unit: str) -> Curves:
    """Return the difference along a number of the rule; a mark at its value of today, a span where it breaks even."""
    places = [value for value, _ in turn.probes]
    middle, low, high = map(list, zip(*(ends(difference) for _, difference in turn.probes), strict=True))
    spans = [turn.breaks_even] if turn.breaks_even else []
    x = Axis(turn.name.rpartition(".")[2], line=None, marks=[(turn.value, "")], spans=spans)
    return Curves([Curve(places, middle, low, high)], x, Axis(say("more {unit}", unit=unit_of(unit))), dotted=True)
