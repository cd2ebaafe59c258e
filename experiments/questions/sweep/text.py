"""A sweep in lines of 80 columns: each headline and regime point by point, what many looks are worth, what to ask."""

from collections.abc import Iterator, Sequence

from experiments.measures.metrics import BY_NAME
from experiments.printing.console import COLUMNS, Text, console, wrapped
from experiments.printing.numbers import counted
from experiments.questions.compare import idle
from experiments.questions.compare.screen import COLOURS, cells, unit_of
from experiments.questions.sweep.forecast_result import Forecast
from experiments.questions.sweep.result import Point, Sweep
from experiments.verdicts.regimes import word

ROOM = 18  # columns for the values of a point; where they take more it is told by its number
MARK = 6  # columns for "best" and "worst"
MINUTE, HOUR = 60, 3_600


def show(found: Sweep) -> None:
    """Print a sweep. Commands stand on a line of their own, however long."""
    out = console()
    for line in lines(found):
        out.print(line)
    for command in found.again():
        out.print(command, soft_wrap=True)


def show_forecast(found: Forecast) -> None:
    """Print what a sweep would take."""
    out = console()
    for line in forecast(found):
        out.print(line)


def lines(found: Sweep) -> Iterator[Text]:
    """All that is told of it, but for the commands at its end."""
    yield from (Text(line, "bold") for line in wrapped(f"{found.names[0]} → {found.names[1]}, varied"))
    yield from (Text(line, "dim") for line in wrapped(_where(found)))
    for each in found.varied:
        yield from (Text(line, "dim") for line in wrapped(f"{each.key}={each.told}{' (both sides)' * each.both}"))
    told = _Points(found)
    yield from told.listed()
    for name in found.headlines:
        for regime in range(len(found.regimes)):
            yield Text()
            yield from _block(found, told, name, regime)
    if not found.regimes:
        yield from (Text(f"point {point.number} {_crash(point)}", "red") for point in found.points)
    yield Text()
    yield from (Text(line) for note in _notes(found) for line in wrapped(note))


def forecast(found: Forecast) -> Iterator[str]:
    """What a sweep would take, in lines."""
    points = counted(found.points, "point") + (
        f" ({found.asked:,} asked, equal ones are one)" * (found.asked > found.points)
    )
    regimes, seeds = counted(found.regimes, "regime"), counted(found.seeds, "seed")
    yield f"{points}, {regimes}, {seeds}: {counted(found.runs, 'run')} with those of the baseline"
    yield f"{found.kept:,} of them are kept, {found.runs - found.kept:,} are to be carried out"
    yield f"{found.each:.2g} s a run ({found.basis}), {found.jobs} at a time: {_duration(found.seconds)}"


def _where(found: Sweep) -> str:
    """On which pairs, how long."""
    days = next((point.comparisons[0].days for point in found.points if point.answer), None)
    each = "in one world" if found.homes is None else "each in a plausible world"
    each += "" if found.of_this_model else " of a model that has moved since"
    points, pairs = counted(len(found.points), "point"), counted(len(found.seeds), "pair")
    return f"{points} ({found.design}), {pairs} a point, {each}" + (f"; {counted(days, 'day')}" if days else "")


class _Points:
    """How points are told: by their values where there is room for them, else by their numbers."""

    def __init__(self, found: Sweep) -> None:
        self.points = found.points
        heads = [each.key.rpartition(".")[2] for each in found.varied]
        columns = [[head, *(_value(point.values[each.key]) for point in found.points)]
                   for head, each in zip(heads, found.varied, strict=True)]  # fmt: skip
        self.table = [" ".join(cells) for cells in zip(*map(_even, columns), strict=True)]
        self.short = len(self.table[0]) <= ROOM
        numbers = _even(["point", *(f"#{point.number}" for point in found.points)])
        self.numbered = [f"{number} {row}" for number, row in zip(numbers, self.table, strict=True)]
        self.head, *self.names = self.table if self.short else numbers

    def listed(self) -> Iterator[Text]:
        """The values of every point, where it is told by its number."""
        if not self.short:
            yield Text()
            yield from (Text(line, "" if number else "dim") for number, line in enumerate(self.numbered))


def _block(found: Sweep, told: _Points, name: str, regime: int) -> Iterator[Text]:
    """One headline in one regime: title, and a row a point."""
    metric, ends = BY_NAME[name], found.ends(name, regime)
    there = [point.comparisons[regime] for point in found.points if point.answer]
    alone = len({compared[name].baseline for compared in there}) == 1
    trust = next(point.answer.trust(name).level for point in found.points if point.answer)
    title = f"{name}, {word(found.regimes[regime])}: {unit_of(metric.unit)} ({trust})"
    yield from (Text(line, "bold") for line in wrapped(title))
    if alone:
        first = cells(there[0], there[0][name])
        yield Text(f"baseline {first.baseline}, margin {first.margin}", "dim")
    head = f"{'':<{MARK}}{told.head} {'' if alone else ' before'}{'difference [95 %]':>25}{'  sign' if alone else ''}"
    yield Text(head, "dim")
    for point, named in zip(found.points, told.names, strict=True):
        if not point.answer:
            yield Text(f"{'':<{MARK}}{named} {_crash(point)}"[:COLUMNS], "red")
            continue
        compared = point.comparisons[regime]
        one, said = compared[name], cells(compared, compared[name])
        mark = {ends[0]: "best", ends[1]: "worst"}.get(one.difference, "") if ends else ""
        row = f"{mark:<{MARK}}{named} {'' if alone else f'{said.baseline:>7}'} {said.difference:>24}"
        row += f" {said.pairs:>5} " if alone else " "
        yield Text.assemble(row, (said.verdict, COLOURS.get(said.verdict, "")))


def _notes(found: Sweep) -> Iterator[str]:
    """What so many looks are worth, and what stands in the way."""
    if not found.of_platforms:
        yield "The worlds differ: a difference is that between worlds, and no policy's."
    reasons: dict[str, list[int]] = {}
    for point in found.points:
        if point.answer and point.answer.outside:
            reasons.setdefault(point.answer.outside, []).append(point.number)
    for reason, numbers in reasons.items():
        yield f"Cannot tell at {len(numbers)} of {len(found.points)} points: {reason}."
    yield from idle_at(found)
    for point in found.points:
        if point.answer and point.failures:
            lost = len(found.seeds) - len(point.comparisons[0].seeds)
            yield f"At point {point.number} {lost} of {len(found.seeds)} seeds crashed and count nowhere."
    looks = f"Intervals and verdicts hold for one point at a time, and {len(found.points)} were looked at"
    if not found.again():
        yield f"{looks}."
        return
    best, last = "; ".join(", ".join(names) for names in found.again().values()), word(found.regimes[-1])
    yield f"{looks}: the best of them seems better than it is. Ask it anew, with other seeds ({best}, {last}):"


def idle_at(found: Sweep) -> list[str]:
    """What was changed and had no effect, and at how many points."""
    told = [note for point in found.points if point.answer for note in idle.sentences(point.answer.idle)]
    return [f"At {told.count(note)} of {len(found.points)} points {note}." for note in dict.fromkeys(told)]


def _crash(point: Point) -> str:
    last = point.failures[0].error.strip().rpartition("\n")[2] if point.failures else "too few seeds"
    return f"crashed in {counted(len({each.seed for each in point.failures}), 'seed')}: {last}"


def _value(value: object) -> str:
    return {True: "true", False: "false"}[value] if isinstance(value, bool) else str(value)


def _even(cells: Sequence[str]) -> list[str]:
    width = max(map(len, cells))
    return [cell.rjust(width) for cell in cells]


def _duration(seconds: float) -> str:
    if seconds < MINUTE:
        return f"about {seconds:.0f} s"
    return f"about {seconds / MINUTE:.0f} minutes" if seconds < 2 * HOUR else f"about {seconds / HOUR:.1f} hours"
