"""People behind a difference: newly reached, spared, reached either way, by group; and both lives of a person."""

from typing import TYPE_CHECKING

from experiments.figures.style import (
    BAND,
    BETTER,
    FAINT,
    INK,
    NOTE,
    WORSE,
    arrow,
    bare,
    beside,
    blank,
    heading,
    panels,
    rows,
    short,
    styled,
)
from experiments.language.messages import in_english, message, say, sentences
from experiments.questions.trace.life import Life
from experiments.questions.trace.lives import Moment
from experiments.questions.trace.pairing import Axis
from experiments.questions.trace.result import Trace
from experiments.questions.trace.text import sentence

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

GROUPS: tuple[Axis, ...] = ("channel", "age", "experience")
TITLES: dict[Axis, str] = {
    "path": message("by path: left spared, right newly"),
    "channel": message("by channel: left spared, right newly"),
    "tactic": message("by tactic: left spared, right newly"),
    "outcome": message("by outcome: left spared, right newly"),
    "age": message("by age: left spared, right newly"),
    "experience": message("by experience: left spared, right newly"),
}
MOST = 24  # moments of a life, around the first that differs
BEFORE = 5  # of them, before it


@styled
def who(trace: Trace, *axes_of: Axis) -> "Figure":
    """Draw people and months by group, for each of these axes: channel, age and experience by default."""
    groups = {axis: trace.rows(axis) for axis in axes_of or GROUPS}
    below = sentences((say("{where}.", where=arrow(*trace.names)), say("People and months.")))
    heights = [len(parts) + 1.5 for parts in groups.values()]
    figure = blank(1.2 + 0.36 * sum(heights), sentence(trace), below)
    for axes, axis in zip(
        figure.subplots(len(groups), 1, height_ratios=heights, squeeze=False)[:, 0], groups, strict=True
    ):
        draw(axes, trace, axis)
    return figure


def draw(axes: "Axes", trace: Trace, axis: Axis) -> "Axes":
    """Draw a row for each group: spared to the left, newly reached to the right."""
    from matplotlib.ticker import MaxNLocator

    parts = trace.rows(axis)
    for place, row in enumerate(parts):
        axes.barh(place, -row.spared, 0.7, color=BETTER, hatch="//", edgecolor="white", linewidth=0)
        axes.barh(place, row.newly, 0.7, color=WORSE, linewidth=0)
        beside(
            axes,
            place,
            say(
                "{spared} spared, {newly} newly; {either} either way",
                spared=f"{row.spared:,}",
                newly=f"{row.newly:,}",
                either=f"{row.before - row.spared:,}",
            ),
        )
    axes.axvline(0, color=INK, linewidth=1)
    rows(axes, [_label(row.label) for row in parts])
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    axes.xaxis.set_major_formatter(lambda value, _: f"{abs(value):,.0f}")
    heading(axes, say(TITLES[axis]))
    bare(axes, "left")
    return axes


@styled
@in_english
def lives(trace: Trace) -> "Figure":
    """Draw the two lives of the first person of a trace, moment by moment around the first that differs.

    It is in English throughout, as the events of a person are.
    """
    life = trace.lives[0]
    moments = _shown(life)
    before, after = map(short, trace.names)
    figure = blank(
        1.4 + 0.27 * len(moments),
        f"Worker {life.name}, {life.group}: {life.status}",
        f"● {before}, ■ {after}. A row is an event, grey where both have it at once.",
    )
    [axes] = panels(figure, 1)
    for place, moment in enumerate(moments):
        colour = FAINT if moment.same else INK
        both = [(side.time, marker) for side, marker in ((moment.before, "o"), (moment.after, "s")) if side]
        axes.plot([time for time, _ in both], [place] * len(both), color=BAND, linewidth=2, zorder=1)
        for time, marker in both:
            axes.plot([time], [place], marker, color=colour, markersize=6, markeredgecolor="white", zorder=2)
        beside(axes, place, moment.either.text, WORSE if moment is life.first else colour)
    rows(axes, [""] * len(moments))
    axes.set_xlabel("days since the start", fontsize=NOTE, color=FAINT)
    bare(axes, "left")
    return figure


def _label(parts: str) -> str:
    """Return the name of a group, or of a path, whose parts are joined by arrows."""
    return " → ".join(map(say, parts.split(" → ")))


def _shown(life: Life) -> tuple[Moment, ...]:
    """Return the moments around the first that differs."""
    first = life.moments.index(life.first) if life.first else 0
    start = max(0, first - BEFORE)
    return life.moments[start : start + MOST]
