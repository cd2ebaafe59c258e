"""Where an answer flips, in lines: what decides it, where it is another one, the nearest world, the nearest rule."""

from collections.abc import Iterable, Iterator
from dataclasses import fields

from experiments.measures.metrics import Metric
from experiments.printing.console import Text, console, wrapped
from experiments.printing.numbers import counted, signed
from experiments.questions.compare.deciding import Decider, Deciding
from experiments.questions.compare.screen import unit_of
from experiments.questions.flip.result import Box, Condition, Flip, Hinges, Moved, Nearest, Part, Regime, Suspect, Turn
from experiments.verdicts.differences import Difference
from experiments.verdicts.margins import side
from experiments.verdicts.regimes import word
from policies.numbers import known
from sim.world import World

DENSE = 0.8  # of the held-out pairs in a box that are of its sign: less is said to fall short
NAMED = 4  # numbers that decide, a line


def show(found: Flip) -> None:
    """Print where an answer flips."""
    out = console()
    for line in lines(found):
        out.print(line)


def lines(found: Flip) -> Iterator[Text]:
    """All that is told of it."""
    before, after = found.sides
    yield Text(f"Where does the answer flip? {before.name} → {after.name}", "bold")
    pairs, days = counted(len(found.seeds), "pair"), counted(before.scenario.days, "day")
    yield Text(f"{pairs}, each in a plausible world; {days}", "dim")
    for regime in found.regimes:
        for hinges in regime.hinges:
            yield Text()
            yield from _hinges(regime, hinges)
            if hinges.whole.metric == found.metric:
                yield from _from_the_centre(regime)
    yield Text()
    yield from (Text(line, "dim") for line in _glossary(found))


def _hinges(regime: Regime, of: Hinges) -> Iterator[Text]:
    whole, metric = of.whole, of.whole.metric
    yield Text(f"{metric.name}, {word(regime.rings)}: {_told(whole)}", "bold")
    if whole.exact:
        yield from _item("", f"equal in all {counted(whole.pairs, 'plausible world')}")
        return
    if whole.agreeing == whole.differing:
        sign = _word(metric, 1 if whole.difference > 0 else -1)
        yield from _item("", f"{sign} in all {whole.differing} plausible worlds in which it differs")
    yield from _item("hangs on", _decided(of.deciding))
    for suspect in of.suspects:
        yield from _item("suspected", _suspected(suspect))
    holding = _holding(of)
    for box in holding:
        yield from _item(f"{_word(metric, box.sign)} where", _box(metric, box))
    if lost := len(of.boxes) - len(holding):
        yield from _item("where", f"{lost} more of half of the pairs, of which the other half knows nothing")
    if not of.boxes:
        yield from _item("where", "no few numbers set apart worlds in which three pairs in four agree")


def _holding(of: Hinges) -> list[Box]:
    """The boxes that are told: those that say something of pairs that they have not seen."""
    return [box for box in of.boxes if box.density > box.anywhere]


def _first(of: Deciding) -> tuple[Decider, ...]:
    """The numbers that are told: those that decide, else those that come next to it."""
    return (of.telling or of.strongest)[:NAMED]


def _decided(of: Deciding) -> str:
    """The numbers that decide by more than luck; else the strongest, and that luck does as much."""
    named = _listed(f"{each.name} {each.pull:+.2f}" for each in _first(of))
    if not of.strongest:
        return "nothing that differs between worlds"
    if of.telling:
        return f"{named} (rank correlation; luck alone reaches {of.chance:.2f})"
    return f"no single number by more than luck ({of.chance:.2f}); strongest: {named}"


def _suspected(of: Suspect) -> str:
    """A number that somebody named, with the difference in each third of the worlds."""
    parts = _listed(map(_part, of.parts))
    return f"{of.name} {of.pull:+.2f} (luck reaches {of.chance:.2f} among those named): {parts}"


def _part(of: Part) -> str:
    where = f"{of.low:.3g} … {of.high:.3g}" if of.low < of.high else f"{of.low:.3g}"
    return f"{_told(of.found)} at {where}"


def _box(metric: Metric, box: Box) -> str:
    short = "" if box.density >= DENSE else f", short of {DENSE:g}"
    return (
        f"{' and '.join(map(_condition, box.conditions))}: {_gap(metric, box)}; of {box.pairs} held-out worlds there "
        f"{box.agreeing} (density {box.density:.2f}{short}; {box.anywhere:.2f} anywhere), "
        f"{100 * box.coverage:.0f} % of all that are"
    )


def _gap(metric: Metric, box: Box) -> str:
    return signed(metric.unit, box.gap.mean, box.gap.low, box.gap.high)


def _condition(of: Condition) -> str:
    if of.low is None:
        return f"{of.name} at most {of.high:g}"
    return f"{of.name} above {of.low:g}" + ("" if of.high is None else f", at most {of.high:g}")


def _from_the_centre(of: Regime) -> Iterator[Text]:
    yield from _item("centre", f"{_told(of.central)} in the central world")
    for found in of.nearest:
        yield from _item(f"{_word(of.central.metric, found.sign)} next", _nearest(found))
    idle = [turn for turn in of.turns if turn.idle]
    for turn in of.turns:
        if not turn.idle:
            yield from _item("rule", _turn(turn))
    if idle:
        yield from _item("rule", f"equal over their ranges: {_listed(_last(turn.name) for turn in idle)}")


def _nearest(of: Nearest) -> str:
    tried = f"{len(of.probes)} tried"
    if of.nearest is None or of.again is None:
        named = _listed(dict.fromkeys(moved.name for probe in of.probes for moved in probe.moved))
        return f"no move of {named} to the end of its range, alone or together, makes it so ({tried})"
    holds = "holds" if of.holds else "does not hold"
    way = f"{100 * of.nearest.way:.0f} % of the way to the end of its range"
    return (
        f"with {_listed(map(_moved, of.nearest.moved))}, {way}: {_told(of.nearest.found)}; "
        f"with fresh luck {_told(of.again)}: {holds} ({tried})"
    )


def _moved(of: Moved) -> str:
    return f"{of.name} {of.start:.3g} → {of.end:.3g}"


def _turn(of: Turn) -> str:
    tried = _listed(f"{_told(found)} at {value:.3g}" for value, found in of.probes)
    where = "nowhere" if of.breaks_even is None else "between {:.3g} and {:.3g}".format(*of.breaks_even)
    return f"{_last(of.name)} (now {of.value:g}) breaks even {where}: {tried}"


def _last(name: str) -> str:
    """A number of a rule without the platform, whose it is."""
    return name.removeprefix("platform.")


def _told(found: Difference) -> str:
    return signed(found.metric.unit, found.difference, found.low, found.high)


def _word(metric: Metric, sign: int) -> str:
    return side(metric, rises=sign > 0)


def _item(head: str, text: str) -> Iterator[Text]:
    """A line under a title, with more lines below where it is long."""
    yield from map(Text, wrapped(f"{head:<13}{text}".strip(), first="  ", others=" " * 15))


def _listed(texts: Iterable[str]) -> str:
    return ", ".join(texts)


def _glossary(found: Flip) -> Iterator[str]:
    """What the numbers of the world say that are named."""
    for name in dict.fromkeys(_named(found)):
        yield from wrapped(f"{name}: {about(name)}")
    yield f"{found.metric.name} in {unit_of(found.metric.unit)}{' points' * (found.metric.unit == 'share')}"


def _named(found: Flip) -> Iterator[str]:
    for regime in found.regimes:
        for hinges in regime.hinges:
            yield from (each.name for each in _first(hinges.deciding))
            yield from (each.name for each in hinges.suspects)
            yield from (condition.name for box in _holding(hinges) for condition in box.conditions)
        for nearest in regime.nearest:
            yield from (moved.name for moved in (nearest.nearest.moved if nearest.nearest else ()))


def about(name: str) -> str:
    """What a number of the world says, with its unit: `ring.lures_by_call`, or `talking.outlet_use[1]`."""
    *sections, last = name.partition("[")[0].split(".")
    owner = World()
    for section in sections:
        owner = getattr(owner, section)
    number = next(known(field) for field in fields(owner) if field.name == last)
    return f"{number.unit} {number.source}" if number else ""
