"""A trace as text: one sentence, the paths, the groups, the acts of rules, and lives side by side."""

from collections.abc import Collection, Iterator
from fractions import Fraction

from experiments.language.arguments import argument
from experiments.language.messages import in_a_row, in_english, message, say, several
from experiments.printing.console import Text, console, wrapped
from experiments.printing.numbers import counted, shown
from experiments.questions.trace.life import Life
from experiments.questions.trace.lives import Happening, Moment, clock
from experiments.questions.trace.pairing import Axis
from experiments.questions.trace.result import Row, Trace
from experiments.verdicts.regimes import STROKE, word

MOST_PATHS = 6
AXES_SHOWN: tuple[Axis, ...] = ("channel", "path", "age", "experience")
LABEL, FATE, TIME, CELL = 41, 56, 15, 31  # columns
HEADS = ("before", "spared", "newly", "moved", "after", "per 10k")
COUNTS = (6, 7, 6, 6, 6, 8)  # columns of HEADS
BECOME = {
    "exposed_per_10k": message("exposed"),
    "addressed_per_10k": message("addressed"),
    "read_luring_page_per_10k": message("met by a luring page"),
    "led_away_per_10k": message("led away"),
    "victims_per_10k": message("harmed"),
    "recruits_per_10k": message("recruited"),
    "accounts_sold_per_10k": message("parted from their accounts"),
}
NATURE = "*"  # behind an event that is hidden from the platform
NAMES = "c7/2: posting 2 of client 7; r3.1/0: of account 1 of ring 3, all from 0. * only nature knows."


@in_english
def show(trace: Trace, by: Axis | None = None, whole: Collection[str] = ()) -> None:
    """Print a trace. by: one axis instead of paths and groups; whole: names of the lives to print in full."""
    out = console()
    for line in lines(trace, by, whole):
        out.print(line)


def lines(trace: Trace, by: Axis | None = None, whole: Collection[str] = ()) -> Iterator[Text]:
    """Yield the lines of a trace."""
    yield from _heading(trace)
    if not _differs(trace):
        yield Text("The same people count on both sides, by the same paths.", "bold")
    else:
        first, *others = (by,) if by else AXES_SHOWN
        yield from table(trace, first)
        yield from _sum(trace)
        for axis in others:
            yield from table(trace, axis)
        yield from _fates(trace)
    for life in trace.lives:
        yield Text()
        yield from _life(trace, life, life.name in whole)
    if trace.lives:
        yield from (Text(line, "dim") for line in wrapped(NAMES))
    axes, workers = argument("by", "channel|tactic|outcome|age|experience"), argument("workers", "SEED/N")
    yield Text(f"more: {axes}, {argument('worst')}, {workers}", "dim")


def brief(trace: Trace) -> Iterator[Text]:
    """Yield a short form: the sentence, the paths with the largest effects, the first difference in the first life."""
    yield from (Text(line) for line in wrapped(sentence(trace)))
    for row in trace.rows("path")[:3]:
        if row.effect:
            text = say(
                "{path}: {effect} ({newly} newly, {spared} spared)",
                path=" → ".join(map(say, row.label.split(" → "))),
                effect=_gap(row.effect),
                newly=row.newly,
                spared=row.spared,
            )
            yield Text(f"  {text}")
    for life in trace.lives[:1]:
        yield from (Text(line) for line in wrapped(f"  {_whose(trace, life)}. {_parting(trace, life)}"))


def sentence(trace: Trace) -> str:
    """Return one sentence: people newly counted, people spared, and the effect on the metric."""
    become, (before, after) = say(BECOME[trace.metric.name]), trace.rates
    newly, spared = trace.people(1), trace.people(0)
    return say(
        "Of the same people {newly}, {spared}, {either}: {metric} {before} → {after} ({difference}).",
        newly=several(newly, "{count} is newly {become}", "{count} are newly {become}", become=become),
        spared=several(spared, "{count} is spared", "{count} are spared"),
        either=_either(trace, become),
        metric=trace.metric.name,
        before=shown(before, 2),
        after=shown(after, 2),
        difference=_gap(trace.difference),
    )


def _either(trace: Trace, become: str) -> str:
    """Return the people who count on both sides, and how many of them by another path or at another time."""
    either = trace.either_way
    people = several(either.people, "{count} is {become} either way", "{count} are {become} either way", become=become)
    shifts = (
        (either.another_path, message("{count} by another path")),
        (either.earlier, message("{count} sooner")),
        (either.later, message("{count} later")),
    )
    moved = in_a_row(say(text, count=f"{count:,}") for count, text in shifts if count)
    return say("{people} ({moved})", people=people, moved=moved) if moved else people


def _heading(trace: Trace) -> Iterator[Text]:
    if trace.provenance is None:
        return
    (before, after), seeds = trace.provenance
    rings = STROKE.join(dict.fromkeys(side.scenario.world.rings for side in (before, after)))
    pairs = counted(len(seeds), "pair")
    worlds = f"world {before.scenario.world_name}" if before.worlds == "fixed" else "plausible worlds"
    where = f"{pairs} in {worlds}, {counted(before.scenario.days, 'day')}, {word(rings)}"
    yield from (Text(line, "bold") for line in wrapped(f"{before.name} → {after.name}"))
    yield Text(where, "dim")
    yield from (Text(line, "bold") for line in wrapped(sentence(trace)))


def _differs(trace: Trace) -> bool:
    parts = trace.rows("path")
    return bool(trace.rest) or any(row.spared or row.newly or row.moved or row.effect for row in parts)


def table(trace: Trace, axis: Axis) -> Iterator[Text]:
    """Yield the parts of an axis; of paths those with the largest effects, the others in one row."""
    rows = trace.rows(axis)
    yield Text(f"{f'by {axis}, people and months':<{LABEL}}" + _cells(*HEADS), "dim")
    most = rows if axis != "path" or len(rows) <= MOST_PATHS + 1 else rows[:MOST_PATHS]
    yield from map(_row, most)
    if len(most) < len(rows):
        yield _row(_other(rows[MOST_PATHS:]))


def _sum(trace: Trace) -> Iterator[Text]:
    """Yield the row of everybody, the effect of other numbers of workers, and the sum of both."""
    whole = trace.together
    yield _row(whole)
    if trace.rest:
        before, after = (sum(map(sum, sides)) for sides in zip(*_active(trace), strict=True))
        yield _line(f"looked in: {before:,} → {after:,} workers", "", "", "", "", "", _gap(trace.rest))
        yield _line("difference", "", "", "", "", "", _gap(trace.difference))
    yield Text(" before - spared + newly + moved = after; who moved counts on both sides", "dim")


def _active(trace: Trace) -> list[tuple[tuple[int, ...], tuple[int, ...]]]:
    return [(pair.before.active, pair.after.active) for pair in trace.pairs]


def _other(rows: tuple[Row, ...]) -> Row:
    before, spared, newly, moved, after = (
        sum(getattr(row, name) for row in rows) for name in ("before", "spared", "newly", "moved", "after")
    )
    effects = [row.effect for row in rows if row.effect is not None]
    effect = sum(effects, Fraction(0)) if effects else None
    return Row(f"{len(rows)} other paths", before, spared, newly, moved, after, effect)


def _row(row: Row) -> Text:
    counts = (f"{count:,}" for count in (row.before, row.spared, row.newly, row.moved, row.after))
    return _line(row.label.replace(" → ", ", "), *counts, _gap(row.effect))


def _line(label: str, *cells: str) -> Text:
    return Text(f"{f' {label}'[: LABEL - 1]:<{LABEL}}{_cells(*cells)}")


def _cells(*cells: str) -> str:
    return "".join(f"{cell:>{width}}" for cell, width in zip(cells, COUNTS, strict=True))


def _gap(effect: Fraction | None) -> str:
    if effect is None:
        return "–"
    text = shown(float(effect), 2)
    return f"+{text}" if effect > 0 else text


def _fates(trace: Trace) -> Iterator[Text]:
    """Yield the fates of lures on the side where they do not reach the worker."""
    rows = trace.fates()
    if not rows:
        return
    yield Text(f"{'what became of that lure on the other side':<{FATE}}{'newly':>12}{'spared':>12}", "dim")
    for fate, ruled, spared, newly in rows:
        yield Text(f"{f' {fate}' + (' (a rule)' if ruled else ''):<{FATE}}{newly:>12,}{spared:>12,}")


def _life(trace: Trace, life: Life, whole: bool) -> Iterator[Text]:
    """Yield both lives from their first difference: all differences, or the events of their accounts."""
    yield from (Text(line, "bold") for line in wrapped(_whose(trace, life)))
    yield from (Text(line) for line in wrapped(_parting(trace, life)))
    if life.first is None:
        return
    differing = [moment for moment in life.moments if not moment.same]
    shown_moments = [moment for moment in life.moments if _telling(moment, life, whole)]
    before, after = trace.names
    yield Text(f"{'':<{TIME + 2}}{before[: CELL - 1]:<{CELL}}{after[: CELL - 1]}", "dim")
    for moment in shown_moments:
        yield from _moment(moment, moment is life.first)
    hidden = len(differing) - sum(not moment.same for moment in shown_moments)
    if hidden:
        yield Text(f"  {hidden} more differ: {argument('workers', life.name)} tells them all", "dim")


def _telling(moment: Moment, life: Life, whole: bool) -> bool:
    return moment is life.first or moment.either.account in life.accounts or (whole and not moment.same)


def _whose(trace: Trace, life: Life) -> str:
    become = BECOME[trace.metric.name]
    status_text = {
        "newly": f"newly {become}",
        "spared": f"spared; {become} in {trace.names[0]} alone",
        "either way": f"{become} either way",
        "on neither side": f"{become} on neither side",
    }
    path = f": {life.path}" if life.path else ""
    yen = f", {life.yen:,.0f} yen" if life.yen else ""
    other = trace.names[0 if life.status == "newly" else 1]
    fate = f"; in {other} {life.fate}" if life.fate else ""
    return f"worker {life.name} ({life.group}), {status_text[life.status]}{path}{yen}{fate}"


def _parting(trace: Trace, life: Life) -> str:
    """Return the first difference between both lives, and note if it is an act of a rule."""
    first = life.first
    if first is None:
        return f"Both lives are the same, in all {len(life.moments):,} events."
    before, after = trace.names
    event, ruled = first.either, " (the platform's doing)" if first.either.ruled else ""
    if first.before and first.after:
        sooner, later = (before, after) if first.before.time < first.after.time else (after, before)
        other = max(first.before.time, first.after.time)
        where = f"in {sooner}, in {later} at {_when(other, event.time)}"
    else:
        where = f"in {before if first.before else after} alone"
    alike = life.moments.index(first)
    events = f"{alike:,} event{'s' if alike != 1 else ''}"
    return f"Alike for {events}, then first differs, on {_when(event.time)}: {event.text} {where}{ruled}."


def _moment(moment: Moment, first: bool) -> Iterator[Text]:
    """Yield one row, or more if the text is long."""
    time = moment.either.time
    left, right = (_cell(happening, time) for happening in (moment.before, moment.after))
    for number in range(max(len(left), len(right))):
        mark, when = ("▸" if first else "", _when(time)) if number == 0 else ("", "")
        first_text, second_text = (cell[number] if number < len(cell) else "" for cell in (left, right))
        yield Text(f"{mark:<2}{when:<{TIME}}{first_text:<{CELL}}{second_text}".rstrip(), "bold" if first else "")


def _cell(happening: Happening | None, time: float) -> list[str]:
    if happening is None:
        return ["–"]
    text = happening.text if happening.time == time else f"the same, {_when(happening.time, time)}"
    return wrapped(text + (NATURE if happening.nature else ""), width=CELL - 1, others=" ")


def _when(time: float, near: float = -1.0) -> str:
    """Return day and time; the time alone on the day of another moment."""
    if time < 0:
        return "before day 1"
    day, time_of_day = clock(time)
    return time_of_day if day == clock(near)[0] else f"day {day}, {time_of_day}"
