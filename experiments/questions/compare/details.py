"""All that an answer has behind its first screen: pictures with their numbers, every metric, lures by channel."""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import product

from experiments.document.document import WHOLE, Paragraph, Part, Picture, Section, Table, Toned
from experiments.language.messages import capital, message, say, sentences
from experiments.measures.metrics import BY_NAME, GROUPS, OBSERVED, STEPS
from experiments.measures.paths import LABELS, Axis
from experiments.printing.numbers import both, interval, shown
from experiments.questions.compare import over_time, pictures
from experiments.questions.compare.answer import Answer
from experiments.questions.compare.blindness import blindness
from experiments.questions.compare.bottom_line import outlooks
from experiments.questions.compare.comparison import Comparison
from experiments.questions.compare.method import method, named, trust
from experiments.questions.compare.pictures import ACROSS, UP, tally
from experiments.questions.compare.trust import Level
from experiments.questions.compare.words import cells, shown_rows, toned, unit_of
from experiments.questions.measure.words import CALLS, CONTACTS, PLANNED, by_channel, posting_share
from experiments.verdicts.differences import Difference
from experiments.verdicts.labels import label
from experiments.verdicts.margins import MEANINGS, headlines, wording
from experiments.verdicts.regimes import about, word

NUMBERS = (
    message("baseline"),
    message("difference [95 %]"),
    message("pairs of its sign"),
    message("margin"),
    message("verdict"),
)
TURNING = (
    message("headline"),
    message("regime"),
    message("number of the world"),
    message("rank correlation"),
    message("luck alone reaches"),
)
METRICS = (
    message("metric"),
    message("baseline"),
    message("candidate"),
    message("difference [95 %]"),
    message("seeds"),
    message("×pair"),
    message("verdict"),
    message("trust"),
)
OPTIONAL = (message("×pair"), message("trust"), message("candidate"), message("seeds"))
TRUST: dict[Level, str] = {
    "fact-bound": message("fact"),
    "ordered by evidence": message("ordered"),
    "assumed throughout": message("assumed"),
    "has no numbers": "",
    "not known": "–",
}
LEGEND = (
    message("seeds: those with the sign of the difference, of those that differ."),
    message("×pair: independent seeds that one pair is worth; equal: no pair differs."),
    message(
        "Differences between per cents are in points. k, M, bn: thousand, million, billion. "
        "higher, lower: neither is better, as of all that the platform merely observes."
    ),
    message("trust: is the level of a metric held by a fact, ordered by one, or assumed? See explain METRIC."),
)
NAMES: dict[Axis, str] = {"channel": message("channel"), "age": message("age")}


def plane(answer: Answer) -> Section:
    """Return exposure against matching, with the numbers of both; the bottom line, its title, stands above it."""
    return Section("", (Picture(replace(pictures.plane(answer), title=""), _numbers(answer, (ACROSS, UP))),))


def sections(answer: Answer) -> Iterator[Section]:
    """Yield the sections behind the first screen."""
    yield Section(say("How to read it"), tuple(map(Paragraph, _reading(answer))), WHOLE)
    moved = {each.metric.name for number in range(len(answer.comparisons)) for each in answer.moved(number)}
    names = (*answer.headlines, *sorted(moved))
    yield _whole(
        say("Headlines, and what else moved"),
        *map(Paragraph, outlooks(answer)),
        Picture(pictures.intervals(answer), _numbers(answer, names)),
        Picture(pictures.dots(answer), _tallies(answer)),
    )
    yield _whole(say("Who is exposed, and by which path"), *_exposed(answer))
    yield _whole(say("Over time"), Picture(over_time.weeks(answer), _weeks(answer)))
    yield _turning(answer)
    yield _whole(say("Every metric"), _metrics(answer), *_legend())
    for each in answer.comparisons:
        yield _whole(say("Lures by channel, {regime}", regime=word(each.regime)), *_channels(each))
    yield _whole(
        say("Observed by the platform, beside the truth"),
        *(part for each in answer.comparisons for part in _observed(each, answer)),
    )
    yield trust([answer], answer.headlines)
    yield method([answer])


def _whole(heading: str, *parts: Part) -> Section:
    return Section(heading, parts, WHOLE)


def _reading(answer: Answer) -> tuple[str, ...]:
    regimes = say("; ").join(about(compared.regime) for compared in answer.comparisons)
    words = dict.fromkeys(each.verdict(each[name]) for each in answer.comparisons for name in shown_rows(answer))
    return say("{sentence}.", sentence=capital(regimes)), *(
        say("{word}: {meaning}", word=capital(wording(each)), meaning=say(MEANINGS[each])) for each in words
    )


def _numbers(answer: Answer, names: Sequence[str]) -> Table:
    rows = (
        (named(name), unit_of(BY_NAME[name].unit), word(compared.regime), *_cells(compared, compared[name]))
        for name in names
        for compared in answer.comparisons
    )
    return _worded((say("metric"), say("unit"), say("regime"), *map(say, NUMBERS)), rows)


def _cells(compared: Comparison, difference: Difference, within: float | None = None) -> tuple[str, ...]:
    cell = cells(compared, difference, within)
    return cell.baseline, cell.difference, cell.pairs, cell.margin, cell.word


def _tallies(answer: Answer) -> Table:
    rows = (
        (label(name), word(compared.regime), *(f"{count}" for count in tally(compared, name).values()))
        for name in answer.headlines
        for compared in answer.comparisons
    )
    kinds = tally(answer.comparisons[0], answer.headlines[0])
    return _worded((say("headline"), say("regime"), *map(say, kinds)), rows)


def _exposed(answer: Answer) -> Iterator[Picture]:
    for axis, name in NAMES.items():
        rows = (
            (say(group), word(compared.regime), *_cells(compared, part, compared.parts_within))
            for compared in answer.comparisons
            for group, part in zip(LABELS[axis], compared.paths[axis], strict=True)
        )
        yield Picture(pictures.parts(answer, axis), _worded((say(name), say("regime"), *map(say, NUMBERS)), rows))


def _weeks(answer: Answer) -> Table:
    rows = (
        (
            say(over_time.MEASURES[row["metric"]]).replace("\n", say(" ")),
            word(row["regime"]),
            row["week"].isoformat(),
            shown(factor * row["baseline"]),
            shown(factor * row["candidate"]),
            interval(BY_NAME[row["metric"]].unit, *(factor * row[each] for each in ("difference", "low", "high"))),
        )
        for row in answer.by_week()
        for factor in [over_time.times(answer.comparisons[0], row["metric"])]
    )
    heads = "", say("regime"), say("week from"), answer.baseline, answer.candidate, say("difference [95 %]")
    return _worded(heads, rows)


def _turning(answer: Answer) -> Section:
    """Return the assumptions that go together with the answer by more than luck."""
    heading = say("What would turn it")
    if not answer.plausible:
        return _whole(heading, Paragraph(say("One world was asked: what is uncertain about it is left out.")))
    rows = [
        (label(name), word(compared.regime), number.name, f"{number.pull:+.2f}", f"{deciding.chance:.2f}")
        for name in answer.headlines
        for compared in answer.comparisons
        for deciding in [compared.deciding[name]]
        for number in deciding.telling
    ]
    if not rows:
        none = say("No one assumption decides more than luck may, with so many worlds. `policylab flip` looks closer.")
        return _whole(heading, Paragraph(none))
    text = say("The answer goes together with these assumptions by more than luck does. `policylab flip` looks closer.")
    return _whole(heading, Paragraph(text), _worded(tuple(map(say, TURNING)), rows))


def _metrics(answer: Answer) -> Table:
    """Return a row for each metric below its group and regime: one table, so that its columns are the same."""
    rows: list[Sequence[str] | str] = []
    for compared, group in product(answer.comparisons, GROUPS):
        rows.append(Toned(say("{group}, {regime}", group=say(group), regime=word(compared.regime)), "strong"))
        rows += [_metric(compared, each, answer) for each in compared.differences if each.metric.group == group]
    return _of_metrics("", rows)


def _of_metrics(title: str, rows: Sequence[Sequence[str] | str]) -> Table:
    heads = tuple(map(say, METRICS))
    return Table(heads, rows, title, texts=heads[-2:], optional=tuple(map(say, OPTIONAL)))


def _metric(compared: Comparison, difference: Difference, answer: Answer, before: str = "  ") -> tuple[str, ...]:
    metric, name = difference.metric, f"{before}{difference.metric.name}"
    level = TRUST[answer.trust(metric.name).level]
    return (
        Toned(name, "strong") if metric.name in headlines() else name,
        *both(metric.unit, difference.baseline, difference.candidate),
        interval(metric.unit, difference.difference, difference.low, difference.high),
        _seeds(difference),
        _pairing(difference),
        toned(compared.verdict(difference)),
        Toned(say(level) if level else "", "faint"),
    )


def _seeds(difference: Difference) -> str:
    """Count the seeds with the sign of the difference, of those that differ; in per cent if that is too long."""
    if not difference.differing:
        return "–"
    if difference.differing < 100:
        return f"{difference.agreeing}/{difference.differing}"
    return f"{difference.share_of_seeds:.0%}"


def _pairing(difference: Difference) -> str:
    if difference.exact and difference.pairs:
        return say("equal")
    return ">999" if 999 < difference.variance_ratio < math.inf else shown(difference.variance_ratio, 1)


def _legend() -> Iterator[Paragraph]:
    yield Paragraph(Toned(sentences(map(say, LEGEND)), "faint"))


def _channels(compared: Comparison) -> Iterator[Part]:
    sides, start = (say("baseline"), say("candidate")), compared.start
    planned, contacts = [side.planned for side in compared.lures], [side.contacts for side in compared.lures]
    yield by_channel(say(PLANNED), say("jobs"), sides, planned, start)
    for side, lures in zip(sides, planned, strict=True):
        yield Paragraph(say("{side}: {share}", side=side, share=posting_share(lures)))
    yield Paragraph(Toned(say(CALLS), "faint"))
    yield by_channel(say(CONTACTS), say("workers"), sides, contacts, start)


def _observed(compared: Comparison, answer: Answer) -> Iterator[Part]:
    rows = [
        row
        for kind, names in ((say("observed"), OBSERVED), (say("true"), STEPS))
        for row in (Toned(kind, "strong"), *(_metric(compared, compared[name], answer) for name in names))
    ]
    yield _of_metrics(about(compared.regime), rows)
    for warning in blindness(compared):
        yield Paragraph(Toned(say("Warning: {warning}", warning=warning), "worse"))


def _worded(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> Table:
    """Return a table with words beside its numbers: the regime, the unit, the verdict."""
    words = {say(each) for each in ("unit", "regime", "verdict", "number of the world")}
    return Table.of(heads, rows, texts=tuple(head for head in heads if head in words))
