"""Picture of a sweep: each headline along what was varied."""

from collections.abc import Sequence

from experiments.document.pictures import Axis, Curve, Curves, Interval, Plot, Row, Rows, column
from experiments.language.messages import in_a_row, say
from experiments.measures.metrics import BY_NAME
from experiments.printing.numbers import counted
from experiments.printing.widths import arrow
from experiments.questions.compare.rows import ends, within
from experiments.questions.compare.words import unit_of
from experiments.questions.sweep.result import Point, Sweep
from experiments.verdicts.labels import label
from experiments.verdicts.margins import wording
from experiments.verdicts.regimes import word
from scenarios import BadInput


def curves(sweep: Sweep) -> Plot:
    """Draw each headline along the number that was varied, with its band; else a row for each point.

    Raises BadInput where no point has an answer.
    """
    points = [point for point in sweep.points if point.answer]
    if not points:
        raise BadInput(["no point has an answer, so there is nothing to draw: runs of each of them crashed"])
    keys = [axis.key for axis in sweep.varied]
    along = len(keys) == 1 and all(_is_number(point.values[keys[0]]) for point in points)
    return Plot(
        say(
            "{platforms}, varied: {keys}",
            platforms=arrow(*sweep.names),
            keys=in_a_row(key.rpartition(".")[2] for key in keys),
        ),
        say("each headline along what was varied"),
        column((_along(sweep, points, name) if along else _rows(sweep, points, name)) for name in sweep.headlines),
        say(
            "{pairs} a point; 95 % intervals of one point at a time, {points} were looked at.",
            pairs=counted(len(sweep.seeds), "pair"),
            points=len(points),
        ),
        "x" if along else "",
    )


def _along(sweep: Sweep, points: Sequence[Point], name: str) -> Curves:
    """Return a curve for each regime along the number, before the margins of all."""
    key = sweep.varied[0].key
    points = sorted(points, key=lambda point: point.values[key])
    places, bands, drawn = [point.values[key] for point in points], [], []
    for nth, regime in enumerate(sweep.regimes):
        differences = [point.comparisons[nth][name] for point in points]
        margins = [within(each) for each in differences]
        middle, low, high = map(list, zip(*map(ends, differences), strict=True))
        bands.append(Curve(places, (), [-most for most in margins], margins))
        drawn.append(Curve(places, middle, low, high, word(regime)))
    heading = say("{subject}: more {unit} (band across: within the margin)", **_words(name))
    return Curves([*bands, *drawn], Axis(key, line=None), Axis(), heading, dotted=True)


def _rows(sweep: Sweep, points: Sequence[Point], name: str) -> Rows:
    """Return a row for each point and regime."""
    rows = []
    for point in points:
        label = ", ".join(map(str, point.values.values()))
        for nth, compared in enumerate(point.comparisons):
            verdict, most = wording(compared.verdict(compared[name])), within(compared[name])
            words = say("{regime}: {verdict}", regime=word(sweep.regimes[nth]), verdict=verdict)
            mark = Interval(*ends(compared[name]), "" if nth else "faint", "square" if nth else "dot")
            rows.append(Row(label, [mark], words, (-most, most)))
    return Rows(rows, say("{subject}: more {unit}", **_words(name)))


def _words(name: str) -> dict[str, str]:
    return {"subject": label(name), "unit": unit_of(BY_NAME[name].unit)}


def _is_number(value: object) -> bool:
    """Is a value a number? A switch is none."""
    return isinstance(value, int | float) and not isinstance(value, bool)
