"""Results in a notebook: the verdict first, then one small table. All other numbers are in the frames."""

from collections.abc import Iterable, Sequence

from experiments.printing import escapes
from experiments.printing.numbers import counted, interval, shown
from experiments.printing.table import Table
from experiments.questions.compare.answer import Answer
from experiments.questions.compare.comparison import Comparison
from experiments.questions.compare.words import cells, notes, sentences, titles, unit_of
from experiments.questions.gate import text as gated
from experiments.questions.gate.judging import worst_first
from experiments.questions.gate.result import Gate
from experiments.questions.run.result import Summary
from experiments.questions.sweep import text as swept
from experiments.questions.sweep.result import Sweep
from experiments.questions.trace.result import Trace
from experiments.verdicts.margins import headlines
from experiments.verdicts.regimes import word

MOST_ROWS = 12  # of a table
HEADS = ("baseline", "difference [95 %]", "unit", "of its sign", "margin", "verdict")


def answer(result: Answer) -> str:
    """Return each headline in each regime."""
    return _page(
        sentences(result),
        "; ".join([", ".join(titles(result)), *notes(result)]),
        ("metric", "regime", *HEADS),
        (
            (name, word(compared.regime), *_numbers(compared, name))
            for name in result.headlines
            for compared in result.comparisons
        ),
    )


def summary(result: Summary) -> str:
    """Return each headline."""
    scenario = result.side.scenario
    return _page(
        result.side.name,
        f"world {scenario.world_name}, {word(scenario.world.rings)}, {counted(scenario.days, 'day')}, "
        f"{counted(len(result.seeds), 'seed')}",
        ("metric", "mean [95 %]", "unit"),
        (
            (metric.name, interval(metric.unit, mean.mean, mean.low, mean.high, digits=3), unit_of(metric.unit))
            for metric, mean in result.metrics
            if metric.name in headlines()
        ),
    )


def gate(judged: Gate) -> str:
    """Return each guardrail, the worst first."""
    return _page(
        f"{judged.verdict.upper()}: {gated.headline(judged)}",
        "; ".join([gated.where(judged), *judged.request.notes, *(judged.broken or "").split("\n")[:2]]).removesuffix(
            "; "
        ),
        ("verdict", "metric", "regime", "numbers", ""),
        (
            (
                ruling.verdict,
                ruling.difference.metric.name,
                word(ruling.rail.regime),
                gated.words(ruling),
                gated.remark(ruling, judged.worlds),
            )
            for ruling in worst_first(judged.rulings)
        ),
    )


def sweep(result: Sweep) -> str:
    """Return each headline at each point, in the last regime: it lasts."""
    keys = [each.key.rpartition(".")[2] for each in result.varied]
    rows = (
        (name, *map(str, point.values.values()), *_numbers(point.comparisons[-1], name))
        for name in result.headlines
        for point in result.points
        if point.answer
    )
    when = f", {word(result.regimes[-1])}" if result.regimes else ""
    looks = f"intervals hold for one point at a time, and {len(result.points)} were looked at"
    looks = "; ".join([looks, *swept.idle_at(result)])
    pairs = counted(len(result.seeds), "pair")
    title = f"{result.names[0]} → {result.names[1]}, varied"
    return _page(title, f"{pairs} a point{when}; {looks}", ("metric", *keys, *HEADS), rows)


def trace(paths: Trace) -> str:
    """Return each path, the largest effect first."""
    before, after = paths.rates
    either = paths.either_way.people
    rows = paths.rows("path")
    return _page(
        f"{paths.metric.name}: {paths.people(1):,} newly, {paths.people(0):,} spared, {either:,} either way",
        f"{paths.names[0]} → {paths.names[1]}, {counted(len(paths.pairs), 'pair')}: {shown(before)} → {shown(after)}",
        ("path", "before", "spared", "newly", "moved", "after", "effect"),
        (
            (row.label, *(f"{count:,}" for count in (row.before, row.spared, row.newly, row.moved, row.after)),
             "–" if row.effect is None else shown(float(row.effect)))
            for row in rows
        ),
    )  # fmt: skip


def _numbers(compared: Comparison, name: str) -> tuple[str, ...]:
    """Return a headline in the columns of `HEADS`."""
    row = cells(compared, compared[name])
    return row.baseline, row.difference, unit_of(compared[name].metric.unit), row.pairs, row.margin, row.verdict


def _page(verdict: str, place: str, heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return verdict, place and table as HTML; all texts are escaped."""
    table = Table.of(heads, rows)
    body = table.html(MOST_ROWS) if table.rows else ""
    return f"<div><p><b>{escapes.html(verdict)}</b></p><p>{escapes.html(place)}</p>{body}</div>"
