"""Results in a notebook: the verdict first, then one small table. All other numbers are in the frames."""

from collections.abc import Iterable, Sequence

from experiments.language.messages import in_a_row, message, say
from experiments.printing import escapes
from experiments.printing.numbers import counted, shown
from experiments.printing.table import Table
from experiments.questions.compare.comparison import Comparison
from experiments.questions.compare.words import cells, unit_of
from experiments.questions.gate import text as gated
from experiments.questions.gate.judging import worst_first
from experiments.questions.gate.result import Gate
from experiments.questions.sweep import text as swept
from experiments.questions.sweep.result import Sweep
from experiments.questions.trace.result import Trace
from experiments.verdicts.regimes import word

MOST_ROWS = 12  # of a table
HEADS = (
    message("baseline"),
    message("difference [95 %]"),
    message("unit"),
    message("of its sign"),
    message("margin"),
    message("verdict"),
)
PATHS = (
    message("path"),
    message("before"),
    message("spared"),
    message("newly"),
    message("moved"),
    message("after"),
    message("effect"),
)


def gate(judged: Gate) -> str:
    """Return each guardrail, the worst first."""
    return _page(
        say("{verdict}: {headline}", verdict=say(gated.WORDS[judged.verdict]).upper(), headline=gated.headline(judged)),
        say("; ").join(
            [gated.where(judged), *gated.notes(judged), *filter(None, (judged.broken or "").split("\n")[:2])]
        ),
        (say("verdict"), say("metric"), say("regime"), say("numbers"), ""),
        (
            (
                say(gated.WORDS[ruling.verdict]),
                ruling.difference.metric.name,
                word(ruling.rail.regime),
                gated.words(ruling),
                gated.remark(ruling, judged),
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
    size = say("{pairs} a point", pairs=counted(len(result.seeds), "pair"))
    where = in_a_row([size, *([word(result.regimes[-1])] if result.regimes else [])])
    looks = say("intervals hold for one point at a time, and {count} were looked at", count=len(result.points))
    place = say("; ").join([where, looks, *swept.idle_at(result)])
    return _page(swept.varied(result), place, (say("metric"), *keys, *map(say, HEADS)), rows)


def trace(paths: Trace) -> str:
    """Return each path, the largest effect first."""
    before, after = paths.rates
    either = paths.either_way.people
    rows = paths.rows("path")
    return _page(
        say(
            "{metric}: {newly} newly, {spared} spared, {either} either way",
            metric=paths.metric.name,
            newly=f"{paths.people(1):,}",
            spared=f"{paths.people(0):,}",
            either=f"{either:,}",
        ),
        say(
            "{platforms}, {pairs}: {before} → {after}",
            platforms=" → ".join(paths.names),
            pairs=counted(len(paths.pairs), "pair"),
            before=shown(before),
            after=shown(after),
        ),
        tuple(map(say, PATHS)),
        (
            (" → ".join(map(say, row.label.split(" → "))),
             *(f"{count:,}" for count in (row.before, row.spared, row.newly, row.moved, row.after)),
             "–" if row.effect is None else shown(float(row.effect)))
            for row in rows
        ),
    )  # fmt: skip


def _numbers(compared: Comparison, name: str) -> tuple[str, ...]:
    """Return a headline in the columns of `HEADS`."""
    row = cells(compared, compared[name])
    return row.baseline, row.difference, unit_of(compared[name].metric.unit), row.pairs, row.margin, row.word


def _page(verdict: str, place: str, heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return verdict, place and table as HTML; all texts are escaped."""
    table = Table.of(heads, rows)
    body = table.html(MOST_ROWS) if table.rows else ""
    return f"<div><p><b>{escapes.html(verdict)}</b></p><p>{escapes.html(place)}</p>{body}</div>"
