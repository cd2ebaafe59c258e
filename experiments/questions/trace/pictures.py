"""Pictures of a trace: people newly reached, spared and reached either way, by group; and both lives of a person."""

from experiments.document.pictures import Axis, Bar, Dots, Marker, Plot, Row, Rows, Shade, column
from experiments.document.tones import Toned
from experiments.language.arguments import argument
from experiments.language.messages import in_english, message, say, sentences
from experiments.printing.widths import arrow, short
from experiments.questions.trace.life import Life
from experiments.questions.trace.lives import Happening, Moment
from experiments.questions.trace.pairing import AXES
from experiments.questions.trace.pairing import Axis as By
from experiments.questions.trace.result import Trace
from experiments.questions.trace.sentence import sentence
from scenarios import BadInput
from scenarios.problems import not_one_of, problem

GROUPS: tuple[By, ...] = ("channel", "age", "experience")
TITLES: dict[By, str] = {
    "path": message("by path: left spared, right newly"),
    "channel": message("by channel: left spared, right newly"),
    "tactic": message("by tactic: left spared, right newly"),
    "outcome": message("by outcome: left spared, right newly"),
    "age": message("by age: left spared, right newly"),
    "experience": message("by experience: left spared, right newly"),
}
MOST = 24  # moments of a life, around the first that differs
BEFORE = 5  # of them, before it


def who(trace: Trace, *by: By) -> Plot:
    """Draw people newly reached, spared, and reached either way: by channel, age and experience, or as named.

    Raises BadInput for another axis.
    """
    for axis in by:
        if axis not in AXES:
            raise BadInput([problem(argument("by", axis), not_one_of(axis, AXES))])
    return Plot(
        sentence(trace),
        say("people newly reached, spared and reached either way, by group"),
        column(Rows(_groups(trace, axis), say(TITLES[axis]), Axis(ticks=())) for axis in by or GROUPS),
        sentences((say("{where}.", where=arrow(*trace.names)), say("People and months."))),
    )


def _groups(trace: Trace, axis: By) -> list[Row]:
    """Return a row for each group: spared to the left, newly reached to the right."""
    return [
        Row(
            " → ".join(map(say, row.label.split(" → "))),
            [Bar(0, -row.spared, "better"), Bar(0, row.newly, "worse")],
            say(
                "{spared} spared, {newly} newly; {either} either way",
                spared=f"{row.spared:,}",
                newly=f"{row.newly:,}",
                either=f"{row.before - row.spared:,}",
            ),
        )
        for row in trace.rows(axis)
    ]


@in_english
def lives(trace: Trace) -> Plot:
    """Draw both lives of the first person of the trace, in English as events are.

    Raises BadInput if it tells of nobody.
    """
    if not trace.lives:
        more = "ask for one with worst=1, or name workers" if trace.people(1) else "name workers"
        raise BadInput([f"this trace tells no life, and {trace.people(1):,} are newly reached: {more}"])
    life = trace.lives[0]
    before, after = map(short, trace.names)
    return Plot(
        f"Worker {life.name}, {life.group}: {life.status}",
        f"both lives of worker {life.name}, event by event",
        [[Rows([_moment(each, life) for each in _shown(life)], "", Axis("days since the start", line=None))]],
        f"● {before}, ■ {after}. A row is an event, grey where both have it at once.",
    )


def _moment(moment: Moment, life: Life) -> Row:
    shade: Shade = "faint" if moment.same else ""
    both: list[tuple[Happening | None, Marker]] = [(moment.before, "dot"), (moment.after, "square")]
    dots = [Dots([side.time], shade, marker) for side, marker in both if side]
    times = [side.time for side, _ in both if side]
    words = Toned(moment.either.text, "worse" if moment is life.first else "faint" if moment.same else "")
    return Row("", [Bar(min(times), max(times), "pale", thick=0.1), *dots], words)


def _shown(life: Life) -> tuple[Moment, ...]:
    """Return the moments around the first that differs."""
    first = life.moments.index(life.first) if life.first else 0
    start = max(0, first - BEFORE)
    return life.moments[start : start + MOST]
