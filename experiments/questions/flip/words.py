"""Labels and texts of a metric in a regime: numbers that decide, worlds with another sign, nearest world and rule."""

from collections.abc import Iterator
from dataclasses import fields

from experiments.language.messages import in_a_row, message, say
from experiments.measures.metrics import Metric
from experiments.printing.numbers import counted, signed
from experiments.questions.compare.deciding import Decider, Deciding
from experiments.questions.compare.words import unit_of
from experiments.questions.flip.result import Box, Condition, Flip, Hinges, Moved, Nearest, Part, Regime, Suspect, Turn
from experiments.verdicts.differences import Difference
from experiments.verdicts.margins import side, wording
from experiments.verdicts.regimes import word
from policies.numbers import known
from sim.world import World

DENSE = 0.8  # share of the held-out pairs in a box with its sign; a lower share is marked
NAMED = 4  # numbers that decide, in a line
HOLDS = message(
    "with {moves}, {way} % of the way to the end of its range: {difference}; with fresh luck "
    "{again}: holds ({count} tried)"
)
HOLDS_NOT = message(
    "with {moves}, {way} % of the way to the end of its range: {difference}; with fresh luck {again}: does not hold "
    "({count} tried)"
)


def items(result: Flip, regime: Regime, hinges: Hinges) -> Iterator[tuple[str, str]]:
    """Yield a label and its text for each thing to say of a metric in a regime."""
    whole, metric, judged = hinges.whole, hinges.whole.metric, not result.outside
    if whole.exact or not whole.differing:
        yield "", _equal(whole, len(result.seeds))
    else:
        yield from _hinges(hinges, judged)
    if metric == result.metric:
        yield from _from_the_centre(regime, judged)


def head(regime: Regime, hinges: Hinges) -> str:
    """Return a metric and a regime, with the difference."""
    whole = hinges.whole
    return say(
        "{metric}, {regime}: {numbers}", metric=whole.metric.name, regime=word(regime.rings), numbers=_shown(whole)
    )


def meanings(result: Flip) -> Iterator[tuple[str, str]]:
    """Yield each number of the world that is named, with its meaning."""
    return ((name, about(name)) for name in dict.fromkeys(_named(result)))


def measured(result: Flip) -> str:
    """Return the unit of the metric."""
    if result.metric.unit == "share":
        return say("{metric} in per cent points", metric=result.metric.name)
    return say("{metric} in {unit}", metric=result.metric.name, unit=unit_of(result.metric.unit))


def _hinges(hinges: Hinges, judged: bool) -> Iterator[tuple[str, str]]:
    whole, metric = hinges.whole, hinges.whole.metric
    if whole.agreeing == whole.differing:
        way, count = wording(side(metric, rises=whole.difference > 0, judged=judged)), whole.differing
        yield "", say("{verdict} in all {count} plausible worlds in which it differs", verdict=way, count=count)
    yield say("hangs on"), _decided(hinges.deciding)
    for suspect in hinges.suspects:
        yield say("suspected"), _suspected(suspect)
    holding = _holding(hinges)
    for box in holding:
        yield say("{verdict} where", verdict=_word(metric, box.sign, judged)), _box(metric, box)
    if lost := len(hinges.boxes) - len(holding):
        text = say("{count} more boxes in half of the pairs, which the other half does not bear out", count=lost)
        yield say("where"), text
    if not hinges.boxes:
        yield say("where"), say("no few numbers set apart worlds in which three pairs in four agree")


def _equal(whole: Difference, seeds: int) -> str:
    """Return in how many worlds a metric is equal on both sides: in all, or in those in which it has a value."""
    worlds = counted(seeds, "plausible world")
    if whole.pairs == seeds:
        return say("equal in all {worlds}", worlds=worlds)
    if not whole.pairs:
        return say("has a value in none of {worlds}", worlds=worlds)
    return say("equal in the {count} of {worlds} in which it has a value", count=whole.pairs, worlds=worlds)


def _holding(hinges: Hinges) -> list[Box]:
    """Return the boxes to show: those whose held-out pairs have their sign more often than anywhere."""
    return [box for box in hinges.boxes if box.density > box.anywhere]


def _first(deciding: Deciding) -> tuple[Decider, ...]:
    """Return the numbers to show: those that decide, else the strongest."""
    return (deciding.telling or deciding.strongest)[:NAMED]


def _decided(deciding: Deciding) -> str:
    """Return the numbers that decide by more than luck; else the strongest, with the pull of luck."""
    named = in_a_row(f"{decider.name} {decider.pull:+.2f}" for decider in _first(deciding))
    if not deciding.strongest:
        return say("nothing that differs between worlds")
    chance = f"{deciding.chance:.2f}"
    if deciding.telling:
        return say("{numbers} (rank correlation; luck alone reaches {chance})", numbers=named, chance=chance)
    return say("no single number by more than luck ({chance}); strongest: {numbers}", chance=chance, numbers=named)


def _suspected(suspect: Suspect) -> str:
    """Return a suspect, with the difference in each third of the worlds."""
    parts = in_a_row(map(_part, suspect.parts))
    return say(
        "{number} {pull} (luck reaches {chance} among those named): {parts}",
        number=suspect.name,
        pull=f"{suspect.pull:+.2f}",
        chance=f"{suspect.chance:.2f}",
        parts=parts,
    )


def _part(part: Part) -> str:
    where = f"{part.low:.3g} … {part.high:.3g}" if part.low < part.high else f"{part.low:.3g}"
    return say("{difference} at {where}", difference=_shown(part.difference), where=where)


def _box(metric: Metric, box: Box) -> str:
    density = f"{box.density:.2f}"
    return say(
        "{conditions}: {difference}; of {pairs} held-out worlds there {agreeing} (density {density}; {anywhere} "
        "anywhere), {coverage} % of all that are",
        conditions=say(" and ").join(map(_condition, box.conditions)),
        difference=_gap(metric, box),
        pairs=box.pairs,
        agreeing=box.agreeing,
        density=density if box.density >= DENSE else say("{density}, short of {dense}", density=density, dense=DENSE),
        anywhere=f"{box.anywhere:.2f}",
        coverage=f"{100 * box.coverage:.0f}",
    )


def _gap(metric: Metric, box: Box) -> str:
    return signed(metric.unit, box.gap.mean, box.gap.low, box.gap.high)


def _condition(condition: Condition) -> str:
    name, low, high = condition.name, f"{condition.low:g}" if condition.low is not None else "", condition.high
    if condition.low is None:
        return say("{number} at most {high}", number=name, high=f"{high:g}")
    if high is None:
        return say("{number} above {low}", number=name, low=low)
    return say("{number} above {low}, at most {high}", number=name, low=low, high=f"{high:g}")


def _from_the_centre(regime: Regime, judged: bool) -> Iterator[tuple[str, str]]:
    yield say("centre"), say("{difference} in the central world", difference=_shown(regime.central))
    for nearest in regime.nearest:
        if not nearest.probes:  # nothing goes together with the difference, so nothing was moved
            continue
        way = _word(regime.central.metric, nearest.sign, judged)
        yield say("{verdict} next", verdict=way), _nearest(nearest)
    idle = [turn for turn in regime.turns if turn.idle]
    for turn in regime.turns:
        if not turn.idle:
            yield say("rule"), _turn(turn)
    if idle:
        names = in_a_row(_last(turn.name) for turn in idle)
        yield say("rule"), say("equal over their ranges: {numbers}", numbers=names)
    for why in dict.fromkeys(number.why for number in regime.idle):
        names = in_a_row(_last(number.key) for number in regime.idle if number.why == why)
        yield say("rule"), say("{numbers}: no effect, {reason}", numbers=names, reason=why)


def _nearest(nearest: Nearest) -> str:
    tried = len(nearest.probes)
    if nearest.nearest is None or nearest.again is None:
        named = in_a_row(dict.fromkeys(moved.name for probe in nearest.probes for moved in probe.moved))
        return say(
            "no move of {numbers} to the end of its range, alone or together, makes it so ({count} tried)",
            numbers=named,
            count=tried,
        )
    return say(
        HOLDS if nearest.holds else HOLDS_NOT,
        moves=in_a_row(map(_moved, nearest.nearest.moved)),
        way=f"{100 * nearest.nearest.way:.0f}",
        difference=_shown(nearest.nearest.difference),
        again=_shown(nearest.again),
        count=tried,
    )


def _moved(moved: Moved) -> str:
    return f"{moved.name} {moved.start:.3g} → {moved.end:.3g}"


def _turn(turn: Turn) -> str:
    tried = in_a_row(
        say("{difference} at {where}", difference=_shown(difference), where=f"{value:.3g}")
        for value, difference in turn.probes
    )
    name, now = _last(turn.name), f"{turn.value:g}"
    if turn.breaks_even is None:
        return say("{number} (now {value}) breaks even nowhere: {points}", number=name, value=now, points=tried)
    low, high = turn.breaks_even
    return say(
        "{number} (now {value}) breaks even between {low} and {high}: {points}",
        number=name,
        value=now,
        low=f"{low:.3g}",
        high=f"{high:.3g}",
        points=tried,
    )


def _last(name: str) -> str:
    """Return the name of a rule's number without `platform`."""
    return name.removeprefix("platform.")


def _shown(difference: Difference) -> str:
    return signed(difference.metric.unit, difference.difference, difference.low, difference.high)


def _word(metric: Metric, sign: int, judged: bool) -> str:
    return wording(side(metric, rises=sign > 0, judged=judged))


def _named(result: Flip) -> Iterator[str]:
    for regime in result.regimes:
        for hinges in regime.hinges:
            yield from (number.name for number in _first(hinges.deciding))
            yield from (number.name for number in hinges.suspects)
            yield from (condition.name for box in _holding(hinges) for condition in box.conditions)
        for nearest in regime.nearest:
            yield from (moved.name for moved in (nearest.nearest.moved if nearest.nearest else ()))


def about(name: str) -> str:
    """Return unit and source of a number of the world, such as `ring.lures_by_call`, or `talking.outlet_use[1]`."""
    *sections, last = name.partition("[")[0].split(".")
    owner = World()
    for section in sections:
        owner = getattr(owner, section)
    number = next(known(field) for field in fields(owner) if field.name == last)
    return f"{number.unit} {number.source}" if number else ""
