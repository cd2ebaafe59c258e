"""The report of a sweep: how the answer changes along the numbers that were varied."""

from collections import Counter
from collections.abc import Iterator, Sequence

from experiments.language.messages import in_a_row, message, say, sentences
from experiments.measures.metrics import BY_NAME
from experiments.printing.numbers import counted
from experiments.printing.pages import capital
from experiments.printing.table import Table
from experiments.questions.compare.words import cells, unit_of
from experiments.questions.sweep.pictures import curves
from experiments.questions.sweep.result import Sweep
from experiments.questions.sweep.text import notes, where
from experiments.reports.document import Document, Picture, Section
from experiments.reports.parts import method, named, title_and_changes, trust
from experiments.verdicts.labels import label
from experiments.verdicts.margins import subjects, wording
from experiments.verdicts.regimes import about, word

HEADS = (
    message("regime"),
    message("headline"),
    message("unit"),
    message("baseline"),
    message("difference [95 %]"),
    message("pairs"),
    message("margin"),
    message("verdict"),
)


def report(sweep: Sweep) -> Document:
    """Return the report of a sweep."""
    answers = [point.answer for point in sweep.points if point.answer]
    keys = in_a_row(axis.key for axis in sweep.varied)
    regimes = say("; ").join(about(compared.regime) for compared in answers[0].comparisons) if answers else ""
    return Document(
        say("{platforms}, varied: {keys}", platforms=f"{sweep.names[0]} → {sweep.names[1]}", keys=keys),
        sentences((say("How does the answer change along {keys}?", keys=keys), say("{where}.", where=where(sweep)))),
        tuple(_verdicts(sweep)),
        (Picture(curves(sweep), say("each headline along what was varied"), _table(sweep)),) if answers else (),
        (
            Section(
                say("How to read it"),
                (say("{sentence}.", sentence=capital(regimes)), *notes(sweep), *sweep.fresh_commands()),
            ),
            Section(say("Points"), tables=(_table(sweep),)),
            *((trust(answers, sweep.headlines), method(answers[0].comparisons[0], _sides(sweep))) if answers else ()),
        ),
    )


def _verdicts(sweep: Sweep) -> Iterator[str]:
    """Yield for each headline at how many points it has which verdict, once if the regimes agree."""
    points = [point for point in sweep.points if point.answer]
    for name in sweep.headlines if points else ():
        counts = [
            Counter(point.comparisons[nth].verdict(point.comparisons[nth][name]) for point in points)
            for nth in range(len(sweep.regimes))
        ]
        texts = [
            in_a_row(
                say("{verdict} at {count}", verdict=wording(verdict), count=count)
                for verdict, count in each.most_common()
            )
            for each in counts
        ]
        if len(set(texts)) > 1:
            regimes = zip(texts, sweep.regimes, strict=True)
            both = (say("{verdicts} ({regime})", verdicts=text, regime=word(regime)) for text, regime in regimes)
            texts = [say("; ").join(both)]
        yield say(
            "{subject}: of {points}, {verdicts}.",
            subject=subjects().get(name, label(name)),
            points=counted(len(points), "point"),
            verdicts=texts[0],
        )


def _sides(sweep: Sweep) -> Sequence[tuple[str, ...]]:
    """Return rows about both sides without the keys that were varied, and about each of these."""
    point = next(each for each in sweep.points if each.answer)
    varied = {axis.key for axis in sweep.varied}
    both = zip((say("baseline"), say("candidate")), sweep.names, point.comparisons[0].sides, point.changes, strict=True)
    return [
        (
            which,
            name,
            *title_and_changes(side.scenario, [text for text in changes if text.partition("=")[0] not in varied]),
        )
        for which, name, side, changes in both
    ] + [(say("varied"), axis.key, "", axis.text) for axis in sweep.varied]


def _table(sweep: Sweep) -> Table:
    keys = [axis.key for axis in sweep.varied]
    heads = (*keys, *map(say, HEADS))
    rows = []
    for point in sweep.points:
        for compared in point.comparisons:
            for name in sweep.headlines:
                cell = cells(compared, compared[name])
                numbers = cell.baseline, cell.difference, cell.pairs, cell.margin, cell.word
                values = (f"{point.values[key]}" for key in keys)
                what = named(name), unit_of(BY_NAME[name].unit)
                rows.append((*values, word(compared.regime), *what, *numbers))
    return Table.of(heads, rows)
