"""Results in a notebook: the verdict first, then one small table. All other numbers are in the frames."""

from collections.abc import Iterable, Sequence

from experiments.language.messages import message, say
from experiments.printing import escapes
from experiments.printing.numbers import counted, shown
from experiments.printing.table import Table
from experiments.questions.gate import text as gated
from experiments.questions.gate.judging import worst_first
from experiments.questions.gate.result import Gate
from experiments.questions.trace.result import Trace
from experiments.verdicts.regimes import word

MOST_ROWS = 12  # of a table
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


def _page(verdict: str, place: str, heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return verdict, place and table as HTML; all texts are escaped."""
    table = Table.of(heads, rows)
    body = table.html(MOST_ROWS) if table.rows else ""
    return f"<div><p><b>{escapes.html(verdict)}</b></p><p>{escapes.html(place)}</p>{body}</div>"
