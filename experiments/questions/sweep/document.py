"""A sweep as a document: the verdicts along what was varied, each headline point by point, and commands that come next.

A forecast is one too.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain

from experiments.document.document import Document, Items, Lines, Paragraph, Part, Picture, Section, Table, Toned
from experiments.language.messages import capital, in_a_row, message, say
from experiments.printing.numbers import counted
from experiments.printing.widths import columns
from experiments.questions.compare import idle
from experiments.questions.compare.method import method, titled, trust
from experiments.questions.compare.words import level, outside, relative, toned
from experiments.questions.sweep.forecast_result import Forecast
from experiments.questions.sweep.pictures import curves
from experiments.questions.sweep.result import Point, Sweep
from experiments.runs.failures import told
from experiments.runs.provenance import Side
from experiments.verdicts.labels import label
from experiments.verdicts.margins import wording
from experiments.verdicts.regimes import about, when, word

ROOM = 18  # columns for the values of a point in its row; where they take more, points have numbers
MINUTE, HOUR = 60, 3_600
DESIGNS = {"grid": message("grid"), "lhs": message("lhs"), "sobol": message("sobol")}


def document(sweep: Sweep) -> Document:
    """Return a sweep."""
    answers = [point.answer for point in sweep.points if point.answer]
    keys, platforms = [axis.key for axis in sweep.varied], f"{sweep.names[0]} → {sweep.names[1]}"
    short = in_a_row(key.rpartition(".")[2] for key in keys)
    sections = _without_answers(sweep)
    subject = ""
    if answers:
        sides = _sides(sweep)
        subject = say("{platforms}, varied: {keys}", platforms=" → ".join(titled(*sides)), keys=short)
        headed = zip((say("baseline"), say("candidate")), sides, strict=True)
        sections = (
            *_with_answers(sweep),
            Section(say("How to read it"), tuple(_reading(sweep))),
            trust(answers, sweep.headlines),
            method(answers, tuple(headed)),
            *(Section(say("What comes next"), parts) for parts in [tuple(_next(sweep))] if parts),
        )
    return Document(
        say("{platforms}, varied: {keys}", platforms=platforms, keys=short),
        _where(sweep),
        tuple(_verdicts(sweep)) if answers else (say("No point has an answer: its runs crashed."),),
        (Section("", tuple(_axes(sweep))), *sections),
        tuple(_remarks(sweep)),
        subject=subject,
        question=say("How does the answer change along {keys}?", keys=in_a_row(keys)),
    )


def of_forecast(ahead: Forecast) -> Document:
    """Return the number of runs of a sweep, and the time that they take."""
    points = counted(ahead.points, "point")
    if ahead.asked > ahead.points:
        points = say("{points} ({asked} asked, equal ones are one)", points=points, asked=f"{ahead.asked:,}")
    run, basis = f"{ahead.each:.2g}", say(ahead.basis)
    if ahead.seconds is None:
        time = say(
            "{seconds} s a run ({basis}): {duration} of work, divided by the workers of the cluster.",
            seconds=run,
            basis=basis,
            duration=_duration(ahead.work),
        )
    else:
        time = say(
            "{seconds} s a run ({basis}), {jobs} at a time: {duration}.",
            seconds=run,
            basis=basis,
            jobs=ahead.jobs,
            duration=_duration(ahead.seconds),
        )
    stored, rest = f"{ahead.kept:,}", f"{ahead.runs - ahead.kept:,}"
    return Document(
        in_a_row((points, counted(ahead.regimes, "regime"), counted(ahead.seeds, "seed"))),
        say("{runs} with those of the baseline", runs=counted(ahead.runs, "run")),
        (say("{stored} of them are stored, {rest} are to run.", stored=stored, rest=rest), time),
        (),
    )


def _where(sweep: Sweep) -> str:
    """Return points, pairs, worlds and days of a sweep in words."""
    days = next((point.comparisons[0].days for point in sweep.points if point.answer), None)
    worlds = say("in one world") if sweep.homes is None else say("each in a plausible world")
    worlds = worlds if sweep.of_this_model else say("{worlds} of an older model", worlds=worlds)
    text = say(
        "{points} ({design}), {pairs} a point, {worlds}",
        points=counted(len(sweep.points), "point"),
        design=say(DESIGNS.get(sweep.design, sweep.design)),
        pairs=counted(len(sweep.seeds), "pair"),
        worlds=worlds,
    )
    return say("{where}; {days}", where=text, days=counted(days, "day")) if days else text


def _verdicts(sweep: Sweep) -> Iterator[str]:
    """Yield at how many points headlines have which verdict, once for those and for regimes that agree."""
    points, names = [point for point in sweep.points if point.answer], dict[str, list[str]]()
    for name in sweep.headlines:
        counts = [
            Counter(point.comparisons[nth].verdict(point.comparisons[nth][name]) for point in points)
            for nth in range(len(sweep.regimes))
        ]
        texts = [
            in_a_row(
                say("{verdict} at {count}", verdict=wording(each), count=count) for each, count in of.most_common()
            )
            for of in counts
        ]
        if len(set(texts)) > 1:
            regimes = zip(texts, sweep.regimes, strict=True)
            both = (say("{verdicts} ({regime})", verdicts=text, regime=word(regime)) for text, regime in regimes)
            texts = [say("; ").join(both)]
        names.setdefault(texts[0], []).append(label(name))
    for text, alike in names.items():
        subject, points_of = capital(in_a_row(alike)), counted(len(points), "point")
        yield say("{subject}: of {points}, {verdicts}.", subject=subject, points=points_of, verdicts=text)


def _remarks(sweep: Sweep) -> Iterator[str]:
    """Yield what there is to know of points: that worlds differ or allow no verdict, that changes did nothing."""
    if not sweep.of_platforms:
        yield say("The worlds differ: a difference is due to them, and not to a policy.")
    points = len(sweep.points)
    reasons = Counter(outside(point.answer) for point in sweep.points if point.answer and point.answer.outside)
    for reason, count in reasons.items():
        yield say(
            "Nothing is better or worse at {count} of {points} points: {reason}.",
            count=count,
            points=points,
            reason=reason,
        )
    notes = Counter(note for point in sweep.points if point.answer for note in idle.sentences(point.answer.idle))
    for note, count in notes.items():
        yield say("At {count} of {points} points {note}.", count=count, points=points, note=note)
    for point in sweep.points:
        if point.answer and point.failures:
            yield say(
                "At point {number}, {lost} of {seeds} seeds crashed and are left out.",
                number=point.number,
                lost=len(sweep.seeds) - len(point.comparisons[0].seeds),
                seeds=len(sweep.seeds),
            )


def _axes(sweep: Sweep) -> Iterator[Paragraph]:
    for axis in sweep.varied:
        text = f"{axis.key}={axis.text}"
        yield Paragraph(Toned(say("{change} (both sides)", change=text) if axis.both else text, "faint"))


def _without_answers(sweep: Sweep) -> tuple[Section, ...]:
    crashes = (say("point {number} {crash}", number=point.number, crash=_crash(point)) for point in sweep.points)
    return (Section("", tuple(Paragraph(Toned(text, "worse")) for text in crashes)),)


def _with_answers(sweep: Sweep) -> Iterator[Section]:
    """Yield the picture, the values of points that have numbers, and a table for each headline."""
    yield Section("", (Picture(curves(sweep)),))
    keys = [axis.key for axis in sweep.varied]
    heads, names = [key.rpartition(".")[2] for key in keys], [_values(point) for point in sweep.points]
    widths = (max(map(columns, column)) for column in zip(heads, *names, strict=True))
    if sum(widths) + len(keys) - 1 > ROOM:
        texts = (in_a_row(map(" ".join, zip(heads, values, strict=True))) for values in names)
        numbers = [f"#{point.number}" for point in sweep.points]
        yield Section("", (Items.of(zip(numbers, texts, strict=True)),))
        heads, names = [say("point")], [(number,) for number in numbers]
    for name in sweep.headlines:
        yield Section("", (_points(sweep, heads, names, name),))


def _points(sweep: Sweep, heads: Sequence[str], names: Sequence[tuple[str, ...]], name: str) -> Table:
    """Return a row for each point: its values, or its number, then before, and change and verdict by regime."""
    ends, before = sweep.ends(name, -1), say("before")
    rows: list[Sequence[str] | str] = []
    for point, named in zip(sweep.points, names, strict=True):
        if not point.answer:
            rows.append(Toned(f"{' '.join(named)} {_crash(point)}", "worse"))
            continue
        last = point.comparisons[-1][name].difference
        mark = {ends[0]: say("best"), ends[1]: say("worst")}.get(last, "") if ends else ""
        cells = ((relative(each[name]), toned(each.verdict(each[name]))) for each in point.comparisons)
        rows.append((mark, *named, level(point.comparisons[0], name), *chain.from_iterable(cells)))
    regimes = (head for regime in sweep.regimes for head in (word(regime), ""))
    title = say("{label}, {unit}", label=label(name), unit=say("change in per cent"))
    return Table(("", *heads, before, *regimes), rows, title, ("",), (before,))


def _reading(sweep: Sweep) -> Iterator[Paragraph]:
    """Yield what regimes are, that many points were looked at, and of which regime the best is."""
    compared = next(point.comparisons for point in sweep.points if point.answer)
    yield Paragraph(say("{sentence}.", sentence=capital(say("; ").join(about(each.regime) for each in compared))))
    looked = message("Intervals and verdicts hold for one point at a time, and {count} were looked at.")
    yield Paragraph(say(looked, count=len(sweep.points)))
    yield Paragraph(say("Best and worst are those {when}.", when=when(sweep.regimes[-1])))


def _next(sweep: Sweep) -> Iterator[Part]:
    """Yield the commands that repeat the best points, and why; nothing where none does."""
    commands = sweep.fresh_commands()
    if commands and sweep.homes:
        yield Paragraph(say("Other seeds have other luck, in plausible worlds of the same file."))
    if commands:
        text = say(
            "The best of {count} points seems better than it is. Repeat it with other seeds ({best}, {regime}):",
            count=len(sweep.points),
            best=say("; ").join(in_a_row(map(label, names)) for names in commands.values()),
            regime=word(sweep.regimes[-1]),
        )
        yield Paragraph(text)
        yield Lines(tuple(commands))


def _sides(sweep: Sweep) -> tuple[Side, ...]:
    """Return both sides without the keys that were varied."""
    point = next(each for each in sweep.points if each.answer)
    varied = {axis.key for axis in sweep.varied}
    return tuple(
        replace(side, name=name, changes=tuple(text for text in changes if text.partition("=")[0] not in varied))
        for side, name, changes in zip(point.comparisons[0].sides, sweep.names, point.changes, strict=True)
    )


def _values(point: Point) -> tuple[str, ...]:
    return tuple(str(each).lower() if isinstance(each, bool) else str(each) for each in point.values.values())


def _crash(point: Point) -> str:
    last = told(point.failures[0].error).strip().rpartition("\n")[2] if point.failures else say("too few seeds")
    seeds = counted(len({each.seed for each in point.failures}), "seed")
    return say("crashed in {seeds}: {error}", seeds=seeds, error=last)


def _duration(seconds: float) -> str:
    if seconds < MINUTE:
        return say("about {seconds} s", seconds=f"{seconds:.0f}")
    if seconds < 2 * HOUR:
        return say("about {minutes} minutes", minutes=f"{seconds / MINUTE:.0f}")
    return say("about {hours} hours", hours=f"{seconds / HOUR:.1f}")
