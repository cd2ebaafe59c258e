"""A sweep in lines of 80 columns: each headline and regime point by point, notes, and commands that come next."""

from collections.abc import Iterator, Sequence

from experiments.language.messages import in_a_row, message, say
from experiments.measures.metrics import BY_NAME
from experiments.printing.console import COLUMNS, Text, console, wrapped
from experiments.printing.numbers import counted
from experiments.printing.widths import columns, left, right
from experiments.questions.compare import idle
from experiments.questions.compare.words import COLOURS, cells, outside, unit_of
from experiments.questions.sweep.forecast_result import Forecast
from experiments.questions.sweep.result import Point, Sweep
from experiments.runs.failures import told
from experiments.verdicts.regimes import word

ROOM = 18  # columns for the values of a point; longer ones are replaced by the number of the point
MARK = 6  # columns for "best" and "worst"
MINUTE, HOUR = 60, 3_600
DESIGNS = {"grid": message("grid"), "lhs": message("lhs"), "sobol": message("sobol")}


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
    yield from (Text(line, "bold") for line in wrapped(varied(result)))
    yield from (Text(line, "dim") for line in wrapped(where(result)))
    for axis in result.varied:
        text = f"{axis.key}={axis.text}"
        text = say("{change} (both sides)", change=text) if axis.both else text
        yield from (Text(line, "dim") for line in wrapped(text))
    points = _Points(result)
    yield from points.legend()
    for name in result.headlines:
        for regime in range(len(result.regimes)):
            yield Text()
            yield from _block(result, points, name, regime)
    if not result.regimes:
        for point in result.points:
            yield Text(say("point {number} {crash}", number=point.number, crash=_crash(point)), "red")
    yield Text()
    yield from (Text(line) for note in notes(result) for line in wrapped(note))


def varied(result: Sweep) -> str:
    """Return the names of both sides, for a heading."""
    return say("{baseline} → {candidate}, varied", baseline=result.names[0], candidate=result.names[1])


def forecast(ahead: Forecast) -> Iterator[str]:
    """Yield the lines of a forecast."""
    points = counted(ahead.points, "point")
    if ahead.asked > ahead.points:
        points = say("{points} ({asked} asked, equal ones are one)", points=points, asked=f"{ahead.asked:,}")
    yield say(
        "{points}, {regimes}, {seeds}: {runs} with those of the baseline",
        points=points,
        regimes=counted(ahead.regimes, "regime"),
        seeds=counted(ahead.seeds, "seed"),
        runs=counted(ahead.runs, "run"),
    )
    yield say(
        "{stored} of them are stored, {rest} are to run", stored=f"{ahead.kept:,}", rest=f"{ahead.runs - ahead.kept:,}"
    )
    run, basis = f"{ahead.each:.2g}", say(ahead.basis)
    if ahead.seconds is None:
        yield say(
            "{seconds} s a run ({basis}): {duration} of work, divided by the workers of the cluster",
            seconds=run,
            basis=basis,
            duration=_duration(ahead.work),
        )
        return
    yield say(
        "{seconds} s a run ({basis}), {jobs} at a time: {duration}",
        seconds=run,
        basis=basis,
        jobs=ahead.jobs,
        duration=_duration(ahead.seconds),
    )


def where(result: Sweep) -> str:
    """Return points, pairs, worlds and days of a sweep in words."""
    days = next((point.comparisons[0].days for point in result.points if point.answer), None)
    worlds = say("in one world") if result.homes is None else say("each in a plausible world")
    worlds = worlds if result.of_this_model else say("{worlds} of a model that has moved since", worlds=worlds)
    text = say(
        "{points} ({design}), {pairs} a point, {worlds}",
        points=counted(len(result.points), "point"),
        design=say(DESIGNS.get(result.design, result.design)),
        pairs=counted(len(result.seeds), "pair"),
        worlds=worlds,
    )
    return say("{where}; {days}", where=text, days=counted(days, "day")) if days else text


class _Points:
    """Names of points: their values if there is room for them, else their numbers."""

    def __init__(self, result: Sweep) -> None:
        self.points = result.points
        heads = [axis.key.rpartition(".")[2] for axis in result.varied]
        cells = [[head, *(_value(point.values[axis.key]) for point in result.points)]
                   for head, axis in zip(heads, result.varied, strict=True)]  # fmt: skip
        self.table = [" ".join(row) for row in zip(*map(_even, cells), strict=True)]
        self.short = columns(self.table[0]) <= ROOM
        numbers = _even([say("point"), *(f"#{point.number}" for point in result.points)])
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
    title = say(
        "{name}, {regime}: {unit} ({trust})",
        name=name,
        regime=word(result.regimes[regime]),
        unit=unit_of(metric.unit),
        trust=say(trust),
    )
    yield from (Text(line, "bold") for line in wrapped(title))
    if alone:
        first, *_ = compared_points
        common = cells(first, first[name])
        yield Text(say("baseline {value}, margin {margin}", value=common.baseline, margin=common.margin), "dim")
    before = "" if alone else right(say("before"), 7)
    head = f"{'':<{MARK}}{names.head} {before}{right(say('difference [95 %]'), 25)}"
    yield Text(f"{head}{right(say('sign'), 6)}" if alone else head, "dim")
    for point, named in zip(result.points, names.names, strict=True):
        if not point.answer:
            yield Text(f"{'':<{MARK}}{named} {_crash(point)}"[:COLUMNS], "red")
            continue
        compared = point.comparisons[regime]
        difference, row_cells = compared[name], cells(compared, compared[name])
        mark = {ends[0]: say("best"), ends[1]: say("worst")}.get(difference.difference, "") if ends else ""
        row = f"{left(mark, MARK)}{named} {'' if alone else f'{row_cells.baseline:>7}'} {row_cells.difference:>24}"
        row += f" {row_cells.pairs:>5} " if alone else " "
        yield Text.assemble(row, (row_cells.word, COLOURS.get(row_cells.verdict, "")))


def notes(result: Sweep) -> Iterator[str]:
    """Yield warnings, and a note on the best of many points."""
    if not result.of_platforms:
        yield say("The worlds differ: a difference is due to them, and not to a policy.")
    reasons: dict[str, list[int]] = {}
    for point in result.points:
        if point.answer and point.answer.outside:
            reasons.setdefault(outside(point.answer), []).append(point.number)
    for reason, numbers in reasons.items():
        yield say(
            "Nothing is better or worse at {count} of {points} points: {reason}.",
            count=len(numbers),
            points=len(result.points),
            reason=reason,
        )
    yield from idle_at(result)
    for point in result.points:
        if point.answer and point.failures:
            lost = len(result.seeds) - len(point.comparisons[0].seeds)
            yield say(
                "At point {number} {lost} of {seeds} seeds crashed and are left out.",
                number=point.number,
                lost=lost,
                seeds=len(result.seeds),
            )
    count = len(result.points)
    if not result.fresh_commands():
        yield say("Intervals and verdicts hold for one point at a time, and {count} were looked at.", count=count)
        return
    if result.homes:
        yield say("Other seeds have other luck, in plausible worlds of the same file.")
    yield say(
        "Intervals and verdicts hold for one point at a time, and {count} were looked at: the "
        "best of them seems better "
        "than it is. Repeat it with other seeds ({best}, {regime}):",
        count=count,
        best=say("; ").join(in_a_row(names) for names in result.fresh_commands().values()),
        regime=word(result.regimes[-1]),
    )


def idle_at(result: Sweep) -> list[str]:
    """Return changes that had no effect, and at how many points."""
    sentences = [note for point in result.points if point.answer for note in idle.sentences(point.answer.idle)]
    return [
        say("At {count} of {points} points {note}.", count=sentences.count(note), points=len(result.points), note=note)
        for note in dict.fromkeys(sentences)
    ]


def _crash(point: Point) -> str:
    last = told(point.failures[0].error).strip().rpartition("\n")[2] if point.failures else say("too few seeds")
    seeds = counted(len({each.seed for each in point.failures}), "seed")
    return say("crashed in {seeds}: {error}", seeds=seeds, error=last)


def _value(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _even(cells: Sequence[str]) -> list[str]:
    width = max(map(columns, cells))
    return [right(cell, width) for cell in cells]


def _duration(seconds: float) -> str:
    if seconds < MINUTE:
        return say("about {seconds} s", seconds=f"{seconds:.0f}")
    if seconds < 2 * HOUR:
        return say("about {minutes} minutes", minutes=f"{seconds / MINUTE:.0f}")
    return say("about {hours} hours", hours=f"{seconds / HOUR:.1f}")
