"""The reading of texts, as a table: recall and false alarms by threshold, F1, and where the lines of a lever stand."""

from collections.abc import Iterator
from math import log
from typing import Any

from experiments.document.document import Table
from experiments.printing.plain import plain
from experiments.questions.explain.codes import spelt
from experiments.questions.explain.entry import Entry, Rows
from experiments.questions.explain.reading import HALF, THRESHOLDS, Reading, Row, ranges, read
from policies.platform import Platform
from policies.records import Channel, Stage
from scenarios import load
from sim.words.lexicon import CHANNELS, lexicon

NOUNS = {Channel.POSTING: "posting", Channel.MESSAGE: "message", Channel.NDA: "NDA term", Channel.SCOUT: "scout"}
STAGES = {Stage.BEFORE: "before a contract", Stage.DURING: "from a contract on"}
PUBLISHED, PUBLISHED_EVEN = 0.88, 0.98  # Srikanth et al., job ads: few of them fraudulent, and as many as honest ones


def explain(lever: str) -> Entry:
    """Return how well texts are read in production, with the lines of one of the levers that act on it."""
    production = load("production")
    screens = lever == "screening"
    reading = read(production, lexicon(), (Channel.POSTING,) if screens else CHANNELS)
    lines, text = (_screening if screens else _watch)(production.rollout[0][1])
    about = (
        f"Recall and false alarms: % of all texts whose finding weighs at least so much, in world {reading.world} "
        f"by the guidelines of {reading.scenario} on {reading.on}."
    )
    table = Table.of(("", *(f"{each:g}" for each in THRESHOLDS)), _cells(reading))
    rows = (*_f1(reading), ("lines", text))
    return Entry("how well texts are read", "", about, rows, table=table, data=_data(reading, lines))


def _data(reading: Reading, lines: dict[str, float]) -> dict[str, Any]:
    best, threshold = reading.best
    return {
        "scenario": reading.scenario,
        "world": reading.world,
        "date": str(reading.on),
        "writing": reading.writing,
        "thresholds": THRESHOLDS,
        "rows": [{**plain(row), "channel": spelt(row.channel), "stage": STAGES[row.stage]} for row in reading.rows],
        "f1": reading.f1,
        "best": {"f1": best, "threshold": threshold},
        "best_over_ranges": {"low": reading.span[0], "high": reading.span[1], "ranges": ranges()},
        "best_by_tools": {"none": reading.tools[0], "all": reading.tools[1], "here": HALF},
        "published": {"few_frauds": PUBLISHED, "even": PUBLISHED_EVEN},
        "lines": lines,
    }


def _watch(platform: Platform) -> tuple[dict[str, float], str]:
    rule: Any = platform.message_watch
    lines = {name: getattr(rule, name) for name in ("warn_at", "hold_at", "block_at")}
    named = ", ".join(f"{name} {value:g}" for name, value in lines.items())
    return lines, (
        f"of message_watch: {named}; from a contract on {rule.contract_slack:g} more. A finding upheld "
        "against the sender raises the score above the weight. Postings go to screening."
    )


def _screening(platform: Platform) -> tuple[dict[str, float], str]:
    """Return the weights at which screening reviews and suspends what nothing else speaks against."""
    rule: Any = platform.screening
    lines = {
        name: (log(score / (1 - score)) - rule.base) / rule.finding_weight
        for name, score in (("review_at", rule.review_at), ("suspend_at", rule.suspend_at))
    }
    return lines, (
        f"of screening, which adds the account to the text: with a verified client that has a record, a usual fee and "
        f"no outside contact, review_at {rule.review_at:g} is a weight of {lines['review_at']:.2f}, suspend_at "
        f"{rule.suspend_at:g} one of {lines['suspend_at']:.2f}; less with any other."
    )


def _cells(reading: Reading) -> Iterator[tuple[str, ...] | str]:
    for stage, words in STAGES.items():
        rows = [row for row in reading.rows if row.stage == stage]
        if rows:
            yield words
        for row in rows:
            yield f"  {_label(row)}", *(_percent(share) for share in row.shares)
    yield "F1 before a contract", *(f"{value:.2f}" for value in reading.f1)


def _label(row: Row) -> str:
    noun = NOUNS[row.channel]
    return f"{noun} that lures" if row.lures else f"honest {noun}{' that names a tool' if row.names_tool else ''}"


def _percent(share: float) -> str:
    return f"{100 * share:.0f}" if share >= 0.0995 or share == 0 else f"{100 * share:.1f}"


def _f1(reading: Reading) -> Rows:
    """Return the best F1, its range, and what is published."""
    (best, threshold), (low, high), (none, all_) = reading.best, reading.span, reading.tools
    numbers = " and ".join(f"writing.{name}" for name in ranges())
    half = f". Half of the honest messages name a tool; if none does it is {none:.2f}, if all do {all_:.2f}"
    return (
        (
            "F1",
            f"of as many lures as honest texts: at best {best:.2f}, at {threshold:g}, and {low:.2f} to {high:.2f} over "
            f"the plausible ranges of {numbers}{half if none != all_ else ''}",
        ),
        (
            "published",
            f"for job ads: F1 {PUBLISHED:g} at best where few are frauds, {PUBLISHED_EVEN:g} where half are, less as "
            "texts drift (Srikanth et al.)",
        ),
    )
