"""Results in a notebook: the verdict first, then one small table. All else is in their frames."""

from collections.abc import Iterable, Sequence

from experiments.printing import escapes
from experiments.printing.numbers import counted, interval, shown
from experiments.printing.table import Table
from experiments.questions.compare.answer import Answer
from experiments.questions.compare.comparison import Comparison
from experiments.questions.compare.screen import cells, notes, sentences, titles, unit_of
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


def answer(found: Answer) -> str:
    """Each headline in each regime."""
    return _page(
        sentences(found),
        "; ".join([", ".join(titles(found)), *notes(found)]),
        ("metric", "regime", *HEADS),
        (
            (name, word(compared.regime), *_numbers(compared, name))
            for name in found.headlines
            for compared in found.comparisons
        ),
    )


def summary(found: Summary) -> str:
    """Each headline."""
    scenario = found.side.scenario
    return _page(
        found.side.name,
        f"world {scenario.world_name}, {word(scenario.world.rings)}, {counted(scenario.days, 'day')}, "
        f"{counted(len(found.seeds), 'seed')}",
        ("metric", "mean [95 %]", "unit"),
        (
            (metric.name, interval(metric.unit, mean.mean, mean.low, mean.high, digits=3), unit_of(metric.unit))
            for metric, mean in found.metrics
            if metric.name in headlines()
        ),
    )


def gate(found: Gate) -> str:
    """Each guardrail, the worst first."""
    return _page(
        f"{found.verdict.upper()}: {gated.headline(found)}",
        "; ".join([gated.where(found), *found.request.notes, *(found.broken or "").split("\n")[:2]]).removesuffix("; "),
        ("verdict", "metric", "regime", "numbers", ""),
        (
            (
                each.verdict,
                each.difference.metric.name,
                word(each.rail.regime),
                gated.words(each),
                gated.remark(each, found.worlds),
            )
            for each in worst_first(found.rulings)
        ),
    )


def sweep(found: Sweep) -> str:
    """Each headline at each point, in the last regime: what lasts."""
    keys = [each.key.rpartition(".")[2] for each in found.varied]
    rows = (
        (name, *map(str, point.values.values()), *_numbers(point.comparisons[-1], name))
        for name in found.headlines
        for point in found.points
        if point.answer
    )
    when = f", {word(found.regimes[-1])}" if found.regimes else ""
    looks = f"intervals hold for one point at a time, and {len(found.points)} were looked at"
    looks = "; ".join([looks, *swept.idle_at(found)])
    pairs = counted(len(found.seeds), "pair")
    title = f"{found.names[0]} → {found.names[1]}, varied"
    return _page(title, f"{pairs} a point{when}; {looks}", ("metric", *keys, *HEADS), rows)


def trace(found: Trace) -> str:
    """Each path, by how much it matters."""
    before, after = found.rates
    either = found.either_way.people
    rows = found.rows("path")
    return _page(
        f"{found.metric.name}: {found.people(1):,} newly, {found.people(0):,} spared, {either:,} either way",
        f"{found.names[0]} → {found.names[1]}, {counted(len(found.pairs), 'pair')}: {shown(before)} → {shown(after)}",
        ("path", "before", "spared", "newly", "moved", "after", "effect"),
        (
            (row.label, *(f"{count:,}" for count in (row.before, row.spared, row.newly, row.moved, row.after)),
             "–" if row.effect is None else shown(float(row.effect)))
            for row in rows
        ),
    )  # fmt: skip


def _numbers(compared: Comparison, name: str) -> tuple[str, ...]:
    """A headline, as `HEADS` has it."""
    told = cells(compared, compared[name])
    return told.baseline, told.difference, unit_of(compared[name].metric.unit), told.pairs, told.margin, told.verdict


def _page(said: str, where: str, heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """The verdict, where it was asked, the table; names are only names."""
    table = Table.of(heads, rows)
    body = table.html(MOST_ROWS) if table.rows else ""
    return f"<div><p><b>{escapes.html(said)}</b></p><p>{escapes.html(where)}</p>{body}</div>"
