"""A trace as a document: one sentence, the people by path and group, the fates of lures, and lives side by side."""

from collections.abc import Collection, Iterator
from fractions import Fraction

from experiments.document.document import Document, Paragraph, Part, Picture, Section, Table, Toned
from experiments.language.arguments import argument
from experiments.language.messages import again, in_a_row, message, say, several
from experiments.printing.numbers import counted
from experiments.questions.trace.life import Life
from experiments.questions.trace.lives import Happening, Moment, clock
from experiments.questions.trace.pairing import Axis
from experiments.questions.trace.pictures import who
from experiments.questions.trace.result import Row, Trace
from experiments.questions.trace.sentence import BECOME, NONE, gap, sentence
from experiments.verdicts.regimes import STROKE, word

MOST_PATHS = 6
AXES_SHOWN: tuple[Axis, ...] = ("channel", "path", "age", "experience")
HEADS = (message("before"), message("spared"), message("newly"), message("moved"), message("after"), message("per 10k"))
AXES: dict[Axis, str] = {
    "channel": message("channel"),
    "tactic": message("tactic"),
    "outcome": message("outcome"),
    "path": message("path"),
    "age": message("age"),
    "experience": message("experience"),
}
STATUS = {
    "newly": message("newly {become}"),
    "spared": message("spared; {become} in {before} alone"),
    "either way": message("{become} either way"),
    "on neither side": message("{become} on neither side"),
}
NATURE = "*"  # behind an event that is hidden from the platform


def document(trace: Trace, by: Axis | None = None, whole: Collection[str] = ()) -> Document:
    """Return a trace as a document. by: one axis instead of paths and groups; whole: names of lives in full."""
    differs = _differs(trace)
    parts = (
        (Section("", (Picture(who(trace)), _people(trace, (by,) if by else AXES_SHOWN), _legend())),) if differs else ()
    )
    alike = () if differs else (say("The same people count on both sides, by the same paths."),)
    axes, workers = argument("by", "channel|tactic|outcome|age|experience"), argument("workers", "SEED/N")
    more = say("more: {arguments}", arguments=in_a_row((axes, argument("worst"), workers)))
    return Document(
        " → ".join(trace.names),
        _where(trace),
        (sentence(trace), *alike),
        (
            *parts,
            *(Section("", (fates,)) for fates in _fates(trace)),
            *(_life(trace, life, life.name in whole) for life in trace.lives),
            Section("", tuple(Paragraph(Toned(text, "faint")) for text in _names(trace))),
        ),
        hint=more,
    )


def brief(trace: Trace) -> Iterator[Part]:
    """Yield a short form: the sentence, the paths with the largest effects, the first difference in the first life."""
    yield Paragraph(sentence(trace))
    rows = [_row(row) for row in trace.rows("path")[:3] if row.effect]
    if rows:
        yield Table(("", *map(say, HEADS)), rows)
    for life in trace.lives[:1]:
        yield Paragraph(
            say("{person}: {status}. {difference}", person=_person(life), status=_status(trace, life),
                difference=_parting(trace, life))
        )  # fmt: skip


def _where(trace: Trace) -> str:
    if trace.provenance is None:
        return ""
    (before, after), seeds = trace.provenance
    rings = STROKE.join(dict.fromkeys(side.scenario.world.rings for side in (before, after)))
    fixed = say("world {world}", world=before.scenario.world_name)
    worlds = fixed if before.worlds == "fixed" else say("plausible worlds")
    return in_a_row((counted(len(seeds), "pair"), worlds, counted(before.scenario.days, "day"), word(rings)))


def _differs(trace: Trace) -> bool:
    parts = trace.rows("path")
    return bool(trace.rest) or any(row.spared or row.newly or row.moved or row.effect for row in parts)


def _people(trace: Trace, axes: Collection[Axis]) -> Table:
    """Return everybody, the effect of other numbers of workers, and the sum of both; then the parts of each axis."""
    rows = [row for axis in axes for row in (Toned(say(AXES[axis]), "strong"), *map(_row, _parts(trace, axis)))]
    return Table(("", *map(say, HEADS)), [*_sums(trace), *rows])


def _parts(trace: Trace, axis: Axis) -> tuple[Row, ...]:
    """Return the parts of an axis; of paths those with the largest effects, the others as one."""
    rows = trace.rows(axis)
    if axis != "path" or len(rows) <= MOST_PATHS + 1:
        return rows
    return *rows[:MOST_PATHS], _other(rows[MOST_PATHS:])


def _other(rows: tuple[Row, ...]) -> Row:
    before, spared, newly, moved, after = (
        sum(getattr(row, name) for row in rows) for name in ("before", "spared", "newly", "moved", "after")
    )
    effects = [row.effect for row in rows if row.effect is not None]
    effect = sum(effects, Fraction(0)) if effects else None
    return Row(say("{count} other paths", count=len(rows)), before, spared, newly, moved, after, effect)


def _sums(trace: Trace) -> Iterator[tuple[str, ...]]:
    yield _row(trace.together, "")
    if trace.rest:
        before = sum(sum(pair.before.active) for pair in trace.pairs)
        after = sum(sum(pair.after.active) for pair in trace.pairs)
        active = say("{before} → {after} workers looked in", before=f"{before:,}", after=f"{after:,}")
        for label, effect in ((active, trace.rest), (say("difference"), trace.difference)):
            yield label, *("",) * 5, gap(effect)


def _row(row: Row, indent: str = "  ") -> tuple[str, ...]:
    counts = (f"{count:,}" for count in (row.before, row.spared, row.newly, row.moved, row.after))
    return f"{indent}{_path(row.label)}", *counts, gap(row.effect)


def _path(label: str) -> str:
    return in_a_row(map(say, label.split(" → ")))


def _legend() -> Paragraph:
    return Paragraph(
        Toned(
            say(
                "People and months: before - spared + newly + moved = after. Who moved counts on both sides. "
                "per 10k: the part of a row in the difference of the metric."
            ),
            "faint",
        )
    )


def _fates(trace: Trace) -> Iterator[Table]:
    """Yield the fates of lures on the side where they do not reach the worker."""
    rows = [
        (f"  {say('{act} (a rule)', act=say(fate)) if ruled else say(fate)}", f"{newly:,}", f"{spared:,}")
        for fate, ruled, spared, newly in trace.fates()
    ]
    if rows and _differs(trace):
        yield Table((say("what became of that lure on the other side"), say("newly"), say("spared")), rows)


def _names(trace: Trace) -> tuple[str, ...]:
    names = say("Names: c7/2 is posting 2 of client 7, r3.1/0 of account 1 of ring 3, all from 0. * only nature knows.")
    return (names,) if trace.lives else ()


def _life(trace: Trace, life: Life, whole: bool) -> Section:
    """Return both lives from their first difference: all differences, or the events of their accounts."""
    status = Paragraph(say("{status}. {difference}", status=_status(trace, life), difference=_parting(trace, life)))
    if life.first is None:
        return Section(_person(life), (status,))
    moments = [moment for moment in life.moments if _telling(moment, life, whole)]
    table = Table(("", *trace.names), [_moment(moment, moment is life.first) for moment in moments], texts=trace.names)
    hidden = sum(not moment.same for moment in life.moments) - sum(not moment.same for moment in moments)
    more = several(
        hidden,
        "{count} more differs: {all} shows it",
        "{count} more differ: {all} shows them all",
        all=argument("workers", life.name),
    )
    return Section(_person(life), (status, table, *((Paragraph(Toned(more, "faint")),) if hidden else ())))


def _telling(moment: Moment, life: Life, whole: bool) -> bool:
    return moment is life.first or moment.either.account in life.accounts or (whole and not moment.same)


def _person(life: Life) -> str:
    return say("worker {name} ({group})", name=life.name, group=in_a_row(map(say, life.group.split(", "))))


def _status(trace: Trace, life: Life) -> str:
    """Return how a person counts: on which side, by which path, and what became of the lure on the other."""
    before, after = trace.names
    text = say(STATUS[life.status], become=say(BECOME[trace.metric.name]), before=before)
    if life.path:
        text = say("{status}: {path}", status=text, path=_path(life.path))
    if life.yen:
        text = say("{status}, {yen} yen", status=text, yen=f"{life.yen:,.0f}")
    other = before if life.status == "newly" else after
    return say("{status}; in {other} {fate}", status=text, other=other, fate=say(life.fate)) if life.fate else text


def _parting(trace: Trace, life: Life) -> str:
    """Return the first difference between both lives, and note if it is an act of a rule."""
    first = life.first
    if first is None:
        return say("Both lives are the same, in all {count} events.", count=f"{len(life.moments):,}")
    event, (before, after) = first.either, trace.names
    if first.before and first.after:
        sooner, later = (before, after) if first.before.time < first.after.time else (after, before)
        other = _when(max(first.before.time, first.after.time), event.time)
        where = say("in {sooner}, in {later} at {time}", sooner=sooner, later=later, time=other)
    else:
        where = say("in {side} alone", side=before if first.before else after)
    return say(
        "Alike for {events}, then first differs, on {time}: {event} {where}.",
        events=counted(life.moments.index(first), "event"),
        time=_when(event.time),
        event=again(event.text),
        where=say("{where} (the platform's doing)", where=where) if event.ruled else where,
    )


def _moment(moment: Moment, first: bool) -> tuple[str, ...]:
    time = moment.either.time
    cells = f"{'▸' if first else '':<2}{_when(time)}", _cell(moment.before, time), _cell(moment.after, time)
    return tuple(Toned(cell, "strong") for cell in cells) if first else cells


def _cell(happening: Happening | None, time: float) -> str:
    if happening is None:
        return NONE
    same = happening.time == time
    text = again(happening.text) if same else say("the same, {time}", time=_when(happening.time, time))
    return f"{text}{NATURE if happening.nature else ''}"


def _when(time: float, near: float = -1.0) -> str:
    """Return day and time; the time alone on the day of another moment."""
    if time < 0:
        return say("before day 1")
    day, time_of_day = clock(time)
    return time_of_day if day == clock(near)[0] else say("day {day}, {time}", day=day, time=time_of_day)
