"""A flip as text: the numbers that decide, the worlds with another sign, the nearest world, the nearest rule."""

from collections.abc import Iterable, Iterator
from dataclasses import fields

from experiments.measures.metrics import Metric
from experiments.printing.console import Text, console, wrapped
from experiments.printing.numbers import counted, signed
from experiments.questions.compare.deciding import Decider, Deciding
from experiments.questions.compare.words import unit_of
from experiments.questions.flip.result import Box, Condition, Flip, Hinges, Moved, Nearest, Part, Regime, Suspect, Turn
from experiments.verdicts.differences import Difference
from experiments.verdicts.margins import side
from experiments.verdicts.regimes import word
from policies.numbers import known
from sim.world import World

DENSE = 0.8  # share of the held-out pairs in a box with its sign; a lower share is marked
NAMED = 4  # numbers that decide, in a line


def show(result: Flip) -> None:
    """Print a flip."""
    out = console()
    for line in lines(result):
        out.print(line)


def lines(result: Flip) -> Iterator[Text]:
    """Yield the lines of a flip."""
    before, after = result.sides
    yield Text(f"Where does the answer flip? {before.name} → {after.name}", "bold")
    pairs, days = counted(len(result.seeds), "pair"), counted(before.scenario.days, "day")
    yield Text(f"{pairs}, each in a plausible world; {days}", "dim")
    for regime in result.regimes:
        for hinges in regime.hinges:
            yield Text()
            yield from _hinges(regime, hinges)
            if hinges.whole.metric == result.metric:
                yield from _from_the_centre(regime)
    yield Text()
    yield from (Text(line, "dim") for line in _glossary(result))


def _hinges(regime: Regime, hinges: Hinges) -> Iterator[Text]:
    whole, metric = hinges.whole, hinges.whole.metric
    yield Text(f"{metric.name}, {word(regime.rings)}: {_shown(whole)}", "bold")
    if whole.exact:
        yield from _item("", f"equal in all {counted(whole.pairs, 'plausible world')}")
        return
    if whole.agreeing == whole.differing:
        way = side(metric, rises=whole.difference > 0)
        yield from _item("", f"{way} in all {whole.differing} plausible worlds in which it differs")
    yield from _item("hangs on", _decided(hinges.deciding))
    for suspect in hinges.suspects:
        yield from _item("suspected", _suspected(suspect))
    holding = _holding(hinges)
    for box in holding:
        yield from _item(f"{_word(metric, box.sign)} where", _box(metric, box))
    if lost := len(hinges.boxes) - len(holding):
        yield from _item("where", f"{lost} more of half of the pairs, of which the other half knows nothing")
    if not hinges.boxes:
        yield from _item("where", "no few numbers set apart worlds in which three pairs in four agree")


def _holding(hinges: Hinges) -> list[Box]:
    """Return the boxes to show: those whose held-out pairs have their sign more often than anywhere."""
    return [box for box in hinges.boxes if box.density > box.anywhere]


def _first(deciding: Deciding) -> tuple[Decider, ...]:
    """Return the numbers to show: those that decide, else the strongest."""
    return (deciding.telling or deciding.strongest)[:NAMED]


def _decided(deciding: Deciding) -> str:
    """Return the numbers that decide by more than luck; else the strongest, with the pull of luck."""
    named = _listed(f"{decider.name} {decider.pull:+.2f}" for decider in _first(deciding))
    if not deciding.strongest:
        return "nothing that differs between worlds"
    if deciding.telling:
        return f"{named} (rank correlation; luck alone reaches {deciding.chance:.2f})"
    return f"no single number by more than luck ({deciding.chance:.2f}); strongest: {named}"


def _suspected(suspect: Suspect) -> str:
    """Return a suspect, with the difference in each third of the worlds."""
    parts = _listed(map(_part, suspect.parts))
    return f"{suspect.name} {suspect.pull:+.2f} (luck reaches {suspect.chance:.2f} among those named): {parts}"


def _part(part: Part) -> str:
    where = f"{part.low:.3g} … {part.high:.3g}" if part.low < part.high else f"{part.low:.3g}"
    return f"{_shown(part.difference)} at {where}"


def _box(metric: Metric, box: Box) -> str:
    short = "" if box.density >= DENSE else f", short of {DENSE:g}"
    return (
        f"{' and '.join(map(_condition, box.conditions))}: {_gap(metric, box)}; of {box.pairs} held-out worlds there "
        f"{box.agreeing} (density {box.density:.2f}{short}; {box.anywhere:.2f} anywhere), "
        f"{100 * box.coverage:.0f} % of all that are"
    )


def _gap(metric: Metric, box: Box) -> str:
    return signed(metric.unit, box.gap.mean, box.gap.low, box.gap.high)


def _condition(condition: Condition) -> str:
    if condition.low is None:
        return f"{condition.name} at most {condition.high:g}"
    return f"{condition.name} above {condition.low:g}" + (
        "" if condition.high is None else f", at most {condition.high:g}"
    )


def _from_the_centre(regime: Regime) -> Iterator[Text]:
    yield from _item("centre", f"{_shown(regime.central)} in the central world")
    for nearest in regime.nearest:
        yield from _item(f"{_word(regime.central.metric, nearest.sign)} next", _nearest(nearest))
    idle = [turn for turn in regime.turns if turn.idle]
    for turn in regime.turns:
        if not turn.idle:
            yield from _item("rule", _turn(turn))
    if idle:
        yield from _item("rule", f"equal over their ranges: {_listed(_last(turn.name) for turn in idle)}")


def _nearest(nearest: Nearest) -> str:
    tried = f"{len(nearest.probes)} tried"
    if nearest.nearest is None or nearest.again is None:
        named = _listed(dict.fromkeys(moved.name for probe in nearest.probes for moved in probe.moved))
        return f"no move of {named} to the end of its range, alone or together, makes it so ({tried})"
    holds = "holds" if nearest.holds else "does not hold"
    way = f"{100 * nearest.nearest.way:.0f} % of the way to the end of its range"
    return (
        f"with {_listed(map(_moved, nearest.nearest.moved))}, {way}: {_shown(nearest.nearest.difference)}; "
        f"with fresh luck {_shown(nearest.again)}: {holds} ({tried})"
    )


def _moved(moved: Moved) -> str:
    return f"{moved.name} {moved.start:.3g} → {moved.end:.3g}"


def _turn(turn: Turn) -> str:
    tried = _listed(f"{_shown(difference)} at {value:.3g}" for value, difference in turn.probes)
    where = "nowhere" if turn.breaks_even is None else "between {:.3g} and {:.3g}".format(*turn.breaks_even)
    return f"{_last(turn.name)} (now {turn.value:g}) breaks even {where}: {tried}"


def _last(name: str) -> str:
    """Return the name of a rule's number without `platform`."""
    return name.removeprefix("platform.")


def _shown(difference: Difference) -> str:
    return signed(difference.metric.unit, difference.difference, difference.low, difference.high)


def _word(metric: Metric, sign: int) -> str:
    return side(metric, rises=sign > 0)


def _item(head: str, text: str) -> Iterator[Text]:
    """Yield a line under a title; a long text takes more lines."""
    yield from map(Text, wrapped(f"{head:<13}{text}".strip(), first="  ", others=" " * 15))


def _listed(texts: Iterable[str]) -> str:
    return ", ".join(texts)


def _glossary(result: Flip) -> Iterator[str]:
    """Yield an explanation of each number of the world that is named."""
    for name in dict.fromkeys(_named(result)):
        yield from wrapped(f"{name}: {about(name)}")
    yield f"{result.metric.name} in {unit_of(result.metric.unit)}{' points' * (result.metric.unit == 'share')}"


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
