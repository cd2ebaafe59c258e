"""Pictures of a comparison: what is drawn, and the words on it, which are those of the text."""

from collections.abc import Sequence
from itertools import product

import numpy as np

from experiments.document.pictures import Axis, Dots, Interval, Plane, Plot, Row, Rows, Shade, column
from experiments.document.tones import Toned
from experiments.language.messages import in_a_row, message, say, sentences
from experiments.measures.metrics import BY_NAME
from experiments.measures.paths import LABELS
from experiments.measures.paths import Axis as By
from experiments.printing.numbers import percent
from experiments.printing.widths import arrow
from experiments.questions.compare.answer import Answer
from experiments.questions.compare.comparison import Comparison
from experiments.questions.compare.rows import ends, gaps, judged, marked, within
from experiments.questions.compare.words import (
    ROWS,
    at_size,
    cells,
    deciding,
    in_per_cent,
    payer,
    relative,
    shown_rows,
    titles,
    tone_of,
    unit_of,
)
from experiments.verdicts.labels import label
from experiments.verdicts.margins import beside, margins, side, wording
from experiments.verdicts.regimes import about, shortly, word

ACROSS, UP = "exposed_per_10k", "value_per_posting"  # of the plane
SHOWN = 0.9  # of the dots of the plane lie within its axes at least; the others stand on the edge
ROOM = 1.15  # of the axes of the plane, around what must be seen
EDGE = 0.97  # of the axis of the forest, beyond which no dot lies
WIDEST = 50.0  # per cent of the axis of the forest, at most
MOVED = 4  # at most, of the other metrics that moved
SIDES = {
    "up": message("difference (right: better; band: within the margin)"),
    "down": message("difference (left: better; band: within the margin)"),
}
NEITHER = message("difference (better neither way; band: within the margin)")
WITHIN = message("within the margin")
SHADES: dict[str, Shade] = {"worse": "worse", "better": "better", WITHIN: "pale"}
PARTS: dict[By, tuple[str, str]] = {  # title, and what is said to those who cannot see it
    "channel": (message("Exposed workers per 10,000 by channel: {platforms}"), message("exposure by channel")),
    "format": (message("Exposed workers per 10,000 by format: {platforms}"), message("exposure by format")),
    "tactic": (message("Exposed workers per 10,000 by tactic: {platforms}"), message("exposure by tactic")),
    "age": (message("Exposed workers per 10,000 by age: {platforms}"), message("exposure by age")),
    "experience": (message("Exposed workers per 10,000 by experience: {platforms}"), message("exposure by experience")),
}


def plane(answer: Answer) -> Plot:
    """Draw exposure against matching: a dot for each pair, the mean with both intervals, the margins as bands."""
    reach = [max(_limit(compared, name) for compared in answer.comparisons) for name in (ACROSS, UP)]
    dot = (
        say("A dot is a plausible world; a triangle lies beyond the edge.")
        if answer.plausible
        else say("A dot is a seed; a triangle lies beyond the edge.")
    )
    cross = say("The cross is the mean with its 95 % intervals; within the grey bands a difference does not matter.")
    planes = [_plane(compared, *reach) for compared in answer.comparisons]
    verdicts = say("; ").join(in_a_row(each.heading.splitlines()) for each in planes)
    return Plot(
        sentences(deciding(answer)),
        say("exposure against matching, a dot a pair: {verdicts}", verdicts=verdicts),
        [planes],
        sentences((say("{platforms}, {where}.", platforms=both(answer), where=titles(answer)[1]), dot, cross)),
        "y",
    )


def _plane(compared: Comparison, *reach: float) -> Plane:
    x, y = (
        Axis(say("{subject}: more {unit}", subject=label(name), unit=unit_of(compared[name].metric.unit)),
             (-end, end), spans=[(-most, most)])
        for name, end in zip((ACROSS, UP), reach, strict=True)
        for most in [min(within(compared[name]), end)]
    )  # fmt: skip
    dots = np.column_stack([gaps(compared, name) for name in (ACROSS, UP)])
    verdicts = (
        say("{subject}: {verdict}", subject=label(name), verdict=wording(compared.verdict(compared[name])))
        for name in (ACROSS, UP)
    )
    corners = Toned(say("safer, better matched"), "better"), Toned(say("less safe, worse matched"), "worse")
    return Plane(
        dots[np.isfinite(dots).all(1)].tolist(),
        (Interval(*ends(compared[ACROSS])), Interval(*ends(compared[UP]))),
        x,
        y,
        corners if compared.judged else ("", ""),
        "\n".join((shortly(compared.regime), *verdicts)),
    )


def _limit(compared: Comparison, name: str) -> float:
    """Return how far from 0 an axis reaches: most dots, the interval and twice the margin are within."""
    sizes = np.abs(gaps(compared, name))
    seen = np.abs([2 * within(compared[name]), *ends(compared[name])])
    most = float(np.nanquantile(sizes, SHOWN)) if np.isfinite(sizes).any() else 0.0
    return ROOM * max(most, *seen[np.isfinite(seen)].tolist()) or 1.0


def intervals(answer: Answer, names: Sequence[str] = ()) -> Plot:
    """Draw each headline, and the surest of what else moved, with interval, margin and verdict."""
    return Plot(
        say("{platforms}, {where}", platforms=both(answer), where=titles(answer)[1]),
        say("intervals of each headline and of what else moved"),
        column(_intervals(name, answer.comparisons) for name in names or [*answer.headlines, *_moved(answer)]),
    )


def _intervals(name: str, compared: Sequence[Comparison]) -> Rows:
    metric = compared[0][name].metric
    title = say("{label}, {unit}", label=label(name), unit=unit_of(metric.unit))
    sides = SIDES.get(metric.better, NEITHER) if all(each.judged for each in compared) else NEITHER
    rows = []
    for each in compared:
        cell = cells(each, each[name])
        words = f"{cell.difference}  {cell.pairs}  {cell.margin}  {cell.word}"
        rows.append(judged(word(each.regime), each[name], cell.verdict, words))
    return Rows(rows, title, Axis(say(sides)))


def _moved(answer: Answer) -> list[str]:
    """Return the surest of the other metrics that moved, of each regime in turn."""
    moved = [answer.moved(number) for number in range(len(answer.comparisons))]
    turns = [each[place] for place in range(MOVED) for each in moved if place < len(each)]
    return list(dict.fromkeys(difference.metric.name for difference in turns))[:MOVED]


def dots(answer: Answer) -> Plot:
    """Draw in how many worlds each headline is worse, within the margin, or better."""
    meaning = (
        say("A dot is a plausible world with its luck; a difference within the margin does not matter.")
        if answer.plausible
        else say("A dot is a seed with its luck; a difference within the margin does not matter.")
    )
    rows = {name: [_counted(compared, name) for compared in answer.comparisons] for name in answer.headlines}
    return Plot(
        say("{platforms}: on which side of the margin the pairs lie", platforms=both(answer)),
        say("in how many pairs each headline is worse, within the margin, better"),
        column(Rows(each, label(name), Axis(line=None, ticks=())) for name, each in rows.items()),
        below(answer, meaning),
        "x",
    )


def _counted(compared: Comparison, name: str) -> Row:
    counts, at, marks = tally(compared, name), 0, []
    for kind, count in counts.items():
        marks.append(Dots(range(at, at + count), SHADES.get(kind, "faint")))
        at += count
    words = in_a_row(say("{count} {kind}", count=count, kind=say(kind)) for kind, count in counts.items())
    return Row(word(compared.regime), marks, words)


def tally(compared: Comparison, name: str) -> dict[str, int]:
    """Count the pairs in which a metric is worse, within the margin, better; pairs without a number are left out.

    Where no verdict holds, and where the worlds differ too, it is higher or lower, and neither worse nor better.
    """
    gap, most = gaps(compared, name), within(compared[name])
    gap = gap[np.isfinite(gap)]
    rises, falls = (
        (side(compared[name].metric, rises=rising, judged=compared.judged), int(np.count_nonzero(beyond)))
        for rising, beyond in ((True, gap > most), (False, gap < -most))
    )
    first, last = (falls, rises) if rises[0] == "better" else (rises, falls)
    return dict([first, (WITHIN, len(gap) - first[1] - last[1]), last])


def payers(answer: Answer) -> Plot:
    """Draw who pays: yen a month of the whole marketplace, and what honest people bear."""
    times = answer.comparisons[0].scale
    rows: dict[bool, list[Row]] = {True: [], False: []}  # is it yen?
    for name, (nth, compared) in product(beside(), enumerate(answer.comparisons)):
        unit, regime = BY_NAME[name].unit, word(compared.regime)
        centre, low, high = (percent(unit)[0] * end for end in at_size(compared, name))
        mark = Interval(centre, low, high, "" if nth else "faint", "square" if nth else "dot")
        words = say("{regime}: {difference}", regime=regime, difference=payer(compared, name))
        rows[unit == "yen"].append(Row("" if nth else label(name), [mark], words))
    size = say(
        "Yen of a month of the whole marketplace ({times} ×); mean and 95 % interval; right: more.",
        times=f"{times:,.0f}",
    )
    return Plot(
        say("Who pays, and how much: {platforms}", platforms=both(answer)),
        say("who pays, and how much"),
        column((Rows(rows[True], say("yen a month more")), Rows(rows[False], say("more of each")))),
        below(answer, size),
    )


def forest(answer: Answer) -> Plot:
    """Draw the rows of the first screen as intervals, in per cent of the baseline, a panel for each regime."""
    names = [name for name in shown_rows(answer) if all(abs(each[name].baseline) > 0 for each in answer.comparisons)]
    sizes = [abs(end) for each in answer.comparisons for name in names for end in in_per_cent(each[name])]
    reach = ROOM * min(max(sizes, default=0.0), WIDEST) or 1.0
    return Plot(
        say("Changes in per cent of before: {platforms}", platforms=both(answer)),
        say("the rows of the table as intervals, in per cent of before"),
        column(_forest(compared, names, reach) for compared in answer.comparisons),
        below(answer, say("95 % intervals; band: within the margin; what reaches the edge goes on.")),
        "x",
    )


def _forest(compared: Comparison, names: Sequence[str], reach: float) -> Rows:
    rows = []
    for name in names:
        difference = compared[name]
        verdict, most = compared.verdict(difference), min(100 * margins()[name].share, reach)
        middle, low, high = np.clip(in_per_cent(difference), -reach, reach).tolist()
        middle = float(np.clip(middle, -EDGE * reach, EDGE * reach))  # a dot is whole
        words = Toned(
            say("{change}  {verdict}", change=relative(difference), verdict=wording(verdict)), tone_of(verdict)
        )
        rows.append(marked(say(ROWS[name]), (middle, low, high), verdict, words, most))
    label = say("change in per cent")
    return Rows(rows, about(compared.regime), Axis(label, (-reach, reach)))


def parts(answer: Answer, by: By = "channel") -> Plot:
    """Draw the exposure of each channel, tactic, age or experience; parts without anybody are left out."""
    title, described = PARTS[by]
    sides = zip(LABELS[by], *(compared.paths[by] for compared in answer.comparisons), strict=True)
    some = [name for name, *each in sides if any(part.baseline or part.candidate for part in each)]
    return Plot(
        say(title, platforms=both(answer)),
        say(described),
        column(_parts(compared, by, some) for compared in answer.comparisons),
        below(answer, say("Candidate minus baseline with its 95 % interval; band: the margin of the whole.")),
        "x",
    )


def _parts(compared: Comparison, by: By, some: Sequence[str]) -> Rows:
    most, rows = within(compared["exposed_per_10k"]), []
    for name, part in zip(LABELS[by], compared.paths[by], strict=True):
        cell = cells(compared, part, compared.parts_within)
        words = f"{cell.baseline}: {cell.difference}  {cell.word}"
        if name in some:
            rows.append(judged(say(name), part, cell.verdict, words, most))
    return Rows(rows, about(compared.regime), Axis(say("more exposed workers per 10,000")))


def both(answer: Answer) -> str:
    """Return the names of both sides."""
    return arrow(answer.baseline, answer.candidate)


def below(answer: Answer, *texts: str) -> str:
    """Return what stands below a picture: the worlds and days, then these sentences."""
    return sentences((say("{where}.", where=titles(answer)[1]), *texts))
