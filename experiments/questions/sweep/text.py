"""A sweep in lines of 80 columns: each headline and regime point by point, notes, and commands that come next."""

from collections.abc import Iterator, Sequence

from experiments.measures.metrics import BY_NAME
from experiments.printing.console import COLUMNS, Text, console, wrapped
from experiments.printing.numbers import counted
from experiments.questions.compare import idle
from experiments.questions.compare.words import COLOURS, cells, unit_of
from experiments.questions.sweep.forecast_result import Forecast
from experiments.questions.sweep.result import Point, Sweep
from experiments.verdicts.regimes import word

ROOM = 18  # columns for the values of a point; longer ones are replaced by the number of the point
MARK = 6  # columns for "best" and "worst"
MINUTE, HOUR = 60, 3_600


def show(result: Sweep) -> None:
    """Print a sweep. Commands stand on a line of their own, however long."""
    out = console()
    for line in lines(result):
        out.print(line)
    for command in result.fresh_commands():
        out.print(command, soft_wrap=True)


def show_forecast(ahead: Forecast) -> None:
    """Print the forecast of a sweep."""
    out = console()
    for line in forecast(ahead):
        out.print(line)


def lines(result: Sweep) -> Iterator[Text]:
    """Yield all lines, without the commands at the end."""
    yield from (Text(line, "bold") for line in wrapped(f"{result.names[0]} → {result.names[1]}, varied"))
    yield from (Text(line, "dim") for line in wrapped(where(result)))
    for axis in result.varied:
        yield from (Text(line, "dim") for line in wrapped(f"{axis.key}={axis.text}{' (both sides)' * axis.both}"))
    points = _Points(result)
    yield from points.legend()
    for name in result.headlines:
        for regime in range(len(result.regimes)):
            yield Text()
            yield from _block(result, points, name, regime)
    if not result.regimes:
        yield from (Text(f"point {point.number} {_crash(point)}", "red") for point in result.points)
    yield Text()
    yield from (Text(line) for note in notes(result) for line in wrapped(note))


def forecast(ahead: Forecast) -> Iterator[str]:
    """Yield the lines of a forecast."""
    points = counted(ahead.points, "point") + (
        f" ({ahead.asked:,} asked, equal ones are one)" * (ahead.asked > ahead.points)
    )
    regimes, seeds = counted(ahead.regimes, "regime"), counted(ahead.seeds, "seed")
    yield f"{points}, {regimes}, {seeds}: {counted(ahead.runs, 'run')} with those of the baseline"
    yield f"{ahead.kept:,} of them are stored, {ahead.runs - ahead.kept:,} are to run"
    yield f"{ahead.each:.2g} s a run ({ahead.basis}), {ahead.jobs} at a time: {_duration(ahead.seconds)}"


def where(result: Sweep) -> str:
    """Return points, pairs, worlds and days of a sweep in words."""
    days = next((point.comparisons[0].days for point in result.points if point.answer), None)
    worlds = "in one world" if result.homes is None else "each in a plausible world"
    worlds += "" if result.of_this_model else " of a model that has moved since"
    points, pairs = counted(len(result.points), "point"), counted(len(result.seeds), "pair")
    return f"{points} ({result.design}), {pairs} a point, {worlds}" + (f"; {counted(days, 'day')}" if days else "")


class _Points:
    """Names of points: their values if there is room for them, else their numbers."""

    def __init__(self, result: Sweep) -> None:
        self.points = result.points
        heads = [axis.key.rpartition(".")[2] for axis in result.varied]
        columns = [[head, *(_value(point.values[axis.key]) for point in result.points)]
                   for head, axis in zip(heads, result.varied, strict=True)]  # fmt: skip
        self.table = [" ".join(cells) for cells in zip(*map(_even, columns), strict=True)]
        self.short = len(self.table[0]) <= ROOM
        numbers = _even(["point", *(f"#{point.number}" for point in result.points)])
        self.numbered = [f"{number} {row}" for number, row in zip(numbers, self.table, strict=True)]
        self.head, *self.names = self.table if self.short else numbers

    def legend(self) -> Iterator[Text]:
        """Yield the values of every point, if points are named by numbers."""
        if not self.short:
            yield Text()
            yield from (Text(line, "" if number else "dim") for number, line in enumerate(self.numbered))


def _block(result: Sweep, names: _Points, name: str, regime: int) -> Iterator[Text]:
    """Yield one headline in one regime: a title, and a row for each point."""
    metric, ends = BY_NAME[name], result.ends(name, regime)
    compared_points = [point.comparisons[regime] for point in result.points if point.answer]
    alone = len({compared[name].baseline for compared in compared_points}) == 1
    trust = next(point.answer.trust(name).level for point in result.points if point.answer)
    title = f"{name}, {word(result.regimes[regime])}: {unit_of(metric.unit)} ({trust})"
    yield from (Text(line, "bold") for line in wrapped(title))
    if alone:
        first, *_ = compared_points
        common = cells(first, first[name])
        yield Text(f"baseline {common.baseline}, margin {common.margin}", "dim")
    head = f"{'':<{MARK}}{names.head} {'' if alone else ' before'}{'difference [95 %]':>25}{'  sign' if alone else ''}"
    yield Text(head, "dim")
    for point, named in zip(result.points, names.names, strict=True):
        if not point.answer:
            yield Text(f"{'':<{MARK}}{named} {_crash(point)}"[:COLUMNS], "red")
            continue
        compared = point.comparisons[regime]
        difference, row_cells = compared[name], cells(compared, compared[name])
        mark = {ends[0]: "best", ends[1]: "worst"}.get(difference.difference, "") if ends else ""
        row = f"{mark:<{MARK}}{named} {'' if alone else f'{row_cells.baseline:>7}'} {row_cells.difference:>24}"
        row += f" {row_cells.pairs:>5} " if alone else " "
        yield Text.assemble(row, (row_cells.verdict, COLOURS.get(row_cells.verdict, "")))


def notes(result: Sweep) -> Iterator[str]:
    """Yield warnings, and a note on the best of many points."""
    if not result.of_platforms:
        yield "The worlds differ: a difference is due to them, and not to a policy."
    reasons: dict[str, list[int]] = {}
    for point in result.points:
        if point.answer and point.answer.outside:
            reasons.setdefault(point.answer.outside, []).append(point.number)
    for reason, numbers in reasons.items():
        yield f"Cannot tell at {len(numbers)} of {len(result.points)} points: {reason}."
    yield from idle_at(result)
    for point in result.points:
        if point.answer and point.failures:
            lost = len(result.seeds) - len(point.comparisons[0].seeds)
            yield f"At point {point.number} {lost} of {len(result.seeds)} seeds crashed and are left out."
    looks = f"Intervals and verdicts hold for one point at a time, and {len(result.points)} were looked at"
    if not result.fresh_commands():
        yield f"{looks}."
        return
    best, last = "; ".join(", ".join(names) for names in result.fresh_commands().values()), word(result.regimes[-1])
    yield f"{looks}: the best of them seems better than it is. Repeat it with other seeds ({best}, {last}):"


def idle_at(result: Sweep) -> list[str]:
    """Return changes that had no effect, and at how many points."""
    sentences = [note for point in result.points if point.answer for note in idle.sentences(point.answer.idle)]
    return [f"At {sentences.count(note)} of {len(result.points)} points {note}." for note in dict.fromkeys(sentences)]


def _crash(point: Point) -> str:
    last = point.failures[0].error.strip().rpartition("\n")[2] if point.failures else "too few seeds"
    return f"crashed in {counted(len({each.seed for each in point.failures}), 'seed')}: {last}"


def _value(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _even(cells: Sequence[str]) -> list[str]:
    width = max(map(len, cells))
    return [cell.rjust(width) for cell in cells]


def _duration(seconds: float) -> str:
    if seconds < MINUTE:
        return f"about {seconds:.0f} s"
    return f"about {seconds / MINUTE:.0f} minutes" if seconds < 2 * HOUR else f"about {seconds / HOUR:.1f} hours"
