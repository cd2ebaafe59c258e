"""One scenario as it was measured, as a document: its metrics, the facts of the reports in it, its sizes."""

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from experiments.document.document import Document, Items, Paragraph, Section, Table, Tone, Toned
from experiments.language.messages import in_english, say
from experiments.measures.metrics import GROUPS, Metric
from experiments.measures.validity import Standing
from experiments.printing.numbers import interval, percent, scaled, shown, span, with_unit
from experiments.questions.measure.facts import MOST_SEEDS, MeasuredFact, Validation, Verdict
from experiments.questions.measure.figures import ABOUT, Size
from experiments.questions.measure.figures import GROUPS as KINDS
from experiments.questions.measure.metrics import Summary
from experiments.questions.measure.sizes import Grade, Sized, Sizes
from experiments.questions.measure.words import CALLS, CONTACTS, PLANNED, by_channel, short_runs, where
from experiments.verdicts.intervals import Interval
from experiments.verdicts.margins import headlines

STANDINGS: dict[Standing, str] = {
    "can fail": "facts that can fail",
    "can hardly fail": "facts that can hardly fail",
    "ceiling": "ceilings of harm",
    "other reading": "other readings of the same sources",
}
VERDICTS: dict[Verdict, Toned] = {
    "holds": Toned("holds", "a little better"),
    "misses": Toned("MISSES", "worse"),
    "cannot tell": Toned("cannot tell", "unsure"),
    "at the edge": Toned("at the edge", "unsure"),
    "no data": Toned("no data", "faint"),
}
OPEN = "cannot tell: the interval crosses an end of the range; about so many --seeds would tell."
EDGE = f"at the edge: the interval crosses an end of the range, and {MOST_SEEDS} seeds would not change that."
GRADES: dict[Grade, Tone] = {"ok": "a little better", "OFF": "worse", "no figure": "faint", "no data": "faint"}


def of_metrics(summary: Summary) -> Document:
    """Return the metrics of one scenario, the headlines first; then lures and contacts by channel."""
    side, lures = summary.side, summary.lures
    groups = {
        say("headlines"): [each for each in summary.metrics if each[0].name in headlines()],
        **{say(group): [each for each in summary.metrics if each[0].group == group] for group in GROUPS},
    }
    heads = say("metric"), say("mean [95 % interval]"), say("unit")
    planned, contacts = (
        by_channel(say(title), say(what), ("",), (channels,), side.scenario.start)
        for title, what, channels in ((PLANNED, "jobs", lures.planned), (CONTACTS, "workers", lures.contacts))
    )
    return Document(
        side.name,
        where(side, summary.seeds, summary.seconds_per_run),
        (),
        (
            Section("", (_grouped(heads, groups, _metric),)),
            Section("", (planned, Paragraph(Toned(say(CALLS), "faint")))),
            Section("", (contacts,)),
        ),
        tuple(short_runs(side.scenario.days)),
    )


def _metric(metric: Metric, mean: Interval) -> tuple[str, ...]:
    numbers = interval(metric.unit, mean.mean, mean.low, mean.high, digits=3)
    return f"  {metric.name}", numbers, "%" if metric.unit == "share" else say(metric.unit)


@in_english
def of_facts(validation: Validation) -> Document:
    """Return each fact of the reports: the mean of the runs, the range of the report, and the verdict."""
    side, verdicts = validation.side, {each.verdict for each in validation.facts}
    groups = {}
    for standing, title in STANDINGS.items():
        facts = [each for each in validation.facts if each.fact.standing == standing]
        groups[f"{title}: {_counted([each.verdict for each in facts])}"] = [(each,) for each in facts]
    words = [text for verdict, text in (("cannot tell", OPEN), ("at the edge", EDGE)) if verdict in verdicts]
    return Document(
        side.name,
        where(side, validation.seeds, validation.seconds_per_run),
        (),
        (
            Section("", (_grouped(("fact", "mean [95 % interval]", "range", ""), groups, _fact),)),
            *(Section("", (Paragraph(Toned(text, "faint")),)) for text in words),
            Section("sources", (Items.of(_sources(validation)),)),
        ),
        tuple(short_runs(side.scenario.days)),
    )


def _fact(each: MeasuredFact) -> tuple[str, ...]:
    fact, mean, word = each.fact, each.mean, VERDICTS[each.verdict]
    if each.verdict == "cannot tell" and each.enough:
        word = Toned(f"{word}: {each.enough} seeds", word.tone)
    return (
        f"  {fact.name}",
        with_unit(interval(fact.unit, mean.mean, mean.low, mean.high), fact.unit),
        span(fact.unit, fact.low, fact.high),
        word,
    )


def _counted(verdicts: Sequence[Verdict]) -> str:
    """Return how many facts hold, and how many are left open, of those with these verdicts."""
    others = {"cannot tell": "cannot be told", "at the edge": "at the edge", "no data": "without data"}
    open_ = "".join(f", {verdicts.count(each)} {words}" for each, words in others.items() if each in verdicts)
    return f"{verdicts.count('holds')} of {len(verdicts)} hold{open_}"


def _sources(validation: Validation) -> Iterator[tuple[str, str]]:
    """Yield each source, with the weeks that it is of, and the facts from it."""
    facts: dict[str, list[str]] = {}
    for fact, row in zip((each.fact for each in validation.facts), validation.rows(), strict=True):
        weeks = row["weeks"] and (row["weeks"][0], date.fromisoformat(row["weeks"][1]) - timedelta(1))
        source = f"{fact.source}, in {weeks[0]} to {weeks[1]}" if weeks else fact.source
        facts.setdefault(source, []).append(fact.name)
    yield from ((source, ", ".join(names)) for source, names in facts.items())


@in_english
def of_sizes(sizes: Sizes) -> Document:
    """Return each size beside its public figure, then where the figures come from."""
    heads = "", "mean [95 % interval]", "public", "grade"
    groups = {kind: [(each,) for each in sizes.sizes if each.size.group == kind] for kind in KINDS}
    return Document(
        sizes.side.name,
        f"a month and a year of the whole marketplace ({sizes.scale:,.0f} ×)",
        (summary(sizes),),
        (Section("", (_grouped(heads, groups, cells),)), Section("public figures", (Items.of(_figures(sizes)),))),
    )


def cells(sized: Sized) -> tuple[str, ...]:
    """Return the cells of a size: name, mean with interval, public figure, grade."""
    size, mean = sized.size, sized.mean
    value = with_unit(interval(size.unit, mean.mean, mean.low, mean.high), size.unit)
    return f"  {size.name}", value, figure(size), Toned(graded(sized), GRADES[sized.grade])


def figure(size: Size) -> str:
    """Return the public figure of a size; empty without one."""
    if math.isnan(size.low):
        return ""
    factor, _ = percent(size.unit)
    ends, suffix = scaled(factor * size.low, factor * size.high)
    return with_unit("–".join(dict.fromkeys(f"{end:,.4g}" for end in ends)) + suffix, size.unit)


def graded(sized: Sized) -> str:
    """Return the grade of a size: ok, or how many times the public figure it is."""
    if sized.grade != "OFF":
        return sized.grade
    sign, times = ("×", sized.times) if sized.times > 1 else ("÷", 1 / sized.times if sized.times else math.inf)
    return f"OFF {sign} {shown(times, 1 if times >= ABOUT else 2)}"


def summary(sizes: Sizes) -> str:
    """Return how many sizes are off."""
    known = [each for each in sizes.sizes if each.grade in ("ok", "OFF")]
    some = f"{len(sizes.off)} of {len(known)} sizes with a public figure are off"
    return f"{some}: yen, hours and people of an answer are no better." if sizes.off else f"{some}."


def _figures(sizes: Sizes) -> Iterator[tuple[str, str]]:
    """Yield name, and what its public figure is, of sizes that have one."""
    for each in sizes.sizes:
        size = each.size
        if size.source:
            yield size.name, f"{size.source}: {size.note}" if size.note else size.source


def _grouped(
    heads: Sequence[str], groups: Mapping[str, Iterable[tuple[Any, ...]]], row: Callable[..., Sequence[str]]
) -> Table:
    """Return a table whose rows stand below the names of their groups; what is last in them is text."""
    rows = [line for name, each in groups.items() for line in (Toned(name, "strong"), *(row(*one) for one in each))]
    return Table(heads, rows, texts=heads[-1:])
