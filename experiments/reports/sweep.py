"""The report of a sweep: how the answer changes along the numbers that were varied."""

from collections import Counter
from collections.abc import Iterator

from experiments.figures.curves import curves
from experiments.measures.metrics import BY_NAME
from experiments.printing.numbers import counted
from experiments.printing.pages import capital
from experiments.printing.table import Table
from experiments.questions.compare.words import cells, unit_of
from experiments.questions.sweep.result import Sweep
from experiments.questions.sweep.text import notes, where
from experiments.reports.document import Document, Picture, Section
from experiments.reports.parts import method, trust
from experiments.verdicts.labels import label
from experiments.verdicts.margins import subjects
from experiments.verdicts.regimes import about, word


def report(sweep: Sweep) -> Document:
    """Return the report of a sweep."""
    answers = [point.answer for point in sweep.points if point.answer]
    keys = ", ".join(axis.key for axis in sweep.varied)
    regimes = "; ".join(about(compared.regime) for compared in answers[0].comparisons) if answers else ""
    return Document(
        f"{sweep.names[0]} → {sweep.names[1]}, varied: {keys}",
        f"How does the answer change along {keys}? {where(sweep)}.",
        tuple(_verdicts(sweep)),
        (Picture(curves(sweep), "each headline along what was varied", _table(sweep)),) if answers else (),
        (
            Section("How to read it", (f"{capital(regimes)}.", *notes(sweep))),
            Section("Points", tables=(_table(sweep),)),
            *((trust(answers[0]), method(answers[0])) if answers else ()),
        ),
    )


def _verdicts(sweep: Sweep) -> Iterator[str]:
    """Yield for each headline at how many points it has which verdict, once if the regimes agree."""
    points = [point for point in sweep.points if point.answer]
    for name in sweep.headlines:
        counts = [
            Counter(point.comparisons[nth].verdict(point.comparisons[nth][name]) for point in points)
            for nth in range(len(sweep.regimes))
        ]
        texts = [", ".join(f"{verdict} at {count}" for verdict, count in each.most_common()) for each in counts]
        if len(set(texts)) > 1:
            regimes = zip(texts, sweep.regimes, strict=True)
            texts = ["; ".join(f"{text} ({word(regime)})" for text, regime in regimes)]
        yield f"{subjects().get(name, label(name))}: of {counted(len(points), 'point')}, {texts[0]}."


def _table(sweep: Sweep) -> Table:
    keys = [axis.key for axis in sweep.varied]
    heads = (*keys, "regime", "headline", "unit", "baseline", "difference [95 %]", "pairs", "margin", "verdict")
    rows = []
    for point in sweep.points:
        for compared in point.comparisons:
            for name in sweep.headlines:
                cell = cells(compared, compared[name])
                numbers = cell.baseline, cell.difference, cell.pairs, cell.margin, cell.verdict
                values = (f"{point.values[key]}" for key in keys)
                what = f"{label(name)} ({name})", unit_of(BY_NAME[name].unit)
                rows.append((*values, word(compared.regime), *what, *numbers))
    return Table.of(heads, rows)
