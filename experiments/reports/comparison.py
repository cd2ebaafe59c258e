"""The report of a comparison: what happens, who pays, who is hurt, when, what would turn it, how far to trust it."""

import shlex
from collections.abc import Sequence
from dataclasses import replace

from experiments.language.messages import message, say, sentences
from experiments.measures.metrics import BY_NAME
from experiments.measures.paths import LABELS, Axis
from experiments.printing.numbers import interval, shown
from experiments.printing.pages import capital
from experiments.printing.table import Table
from experiments.questions.compare.answer import Answer
from experiments.questions.compare.command import sides
from experiments.questions.compare.comparison import Comparison
from experiments.questions.compare.over_time import MEASURES, times, weeks
from experiments.questions.compare.pictures import (
    ACROSS,
    LOST,
    STAGES,
    UP,
    dots,
    funnel,
    intervals,
    parts,
    payers,
    plane,
    tally,
)
from experiments.questions.compare.words import PAYERS, cells, each_sentence, notes, payer, titles, unit_of, warnings
from experiments.reports.document import Document, Picture, Section
from experiments.reports.parts import method, named, runs, side_rows, trust
from experiments.verdicts.differences import Difference
from experiments.verdicts.margins import subjects
from experiments.verdicts.regimes import about, word

NUMBERS = (
    message("baseline"),
    message("difference [95 %]"),
    message("pairs of its sign"),
    message("margin"),
    message("verdict"),
)
HEADS = (message("metric"), message("unit"), message("regime"), *NUMBERS)
BY: dict[Axis, str] = {"channel": message("exposure by channel"), "age": message("exposure by age")}
NAMES: dict[Axis, str] = {"channel": message("channel"), "age": message("age")}
TURNING = (
    message("headline"),
    message("regime"),
    message("number of the world"),
    message("rank correlation"),
    message("luck alone reaches"),
)
AXES: tuple[Axis, ...] = ("channel", "age")


def report(answer: Answer) -> Document:
    """Return the report of an answer."""
    platforms, where = titles(answer)
    return Document(
        platforms,
        sentences((say("What does the change do to fraud exposure and to matching?"), say("{where}.", where=where))),
        tuple(each_sentence(answer)),
        (
            Picture(
                replace(plane(answer), title=""),
                say("exposure against matching, a dot a pair"),
                _headlines(answer.comparisons, answer),
            ),
        ),
        (
            Section(say("How to read it"), _reading(answer)),
            _headline_section(answer),
            _payers(answer),
            _hurt(answer),
            _over_time(answer),
            _turning(answer),
            trust([answer], answer.headlines),
            method(answer.comparisons[0], side_rows([answer])),
        ),
        shlex.join(again(answer)),
        warnings=(*notes(answer), *warnings(answer)),
    )


def again(answer: Answer) -> list[str]:
    """Return the words of the command that makes a report again; none if only Python can ask for these sides."""
    before, after = answer.comparisons[0].sides
    words = sides(before.word, after.word, before.changes, after.changes)
    return ["policylab", "report", *words, *runs(answer)] if words else []


def _reading(answer: Answer) -> tuple[str, ...]:
    regimes = say("; ").join(about(compared.regime) for compared in answer.comparisons)
    dot = (
        say(
            "Each dot is a plausible world: the same people and the same luck on both sides, "
            "which differ in nothing but "
            "the policy."
        )
        if answer.plausible
        else say(
            "Each dot is a seed: the same people and the same luck on both sides, which differ "
            "in nothing but the policy."
        )
    )
    cross = say(
        "The cross is the mean with its 95 % intervals. Within the grey bands a difference does not matter to anybody."
    )
    return (
        sentences((dot, cross)),
        say("{sentence}.", sentence=capital(regimes)),
        say(
            "Open means that the interval holds nothing, and a rise and a fall that matter; the odds say which way it "
            "leans."
        ),
    )


def _headline_section(answer: Answer) -> Section:
    return Section(
        say("Headlines, and what else moved"),
        pictures=(
            Picture(
                intervals(answer),
                say("intervals of each headline and of what else moved"),
                _headlines(answer.comparisons, answer),
            ),
            Picture(
                dots(answer),
                say("in how many pairs each headline is worse, within the margin, better"),
                _tallies(answer),
            ),
        ),
    )


def _payers(answer: Answer) -> Section:
    factor = answer.comparisons[0].scale
    rows = (
        (say(who), word(compared.regime), payer(compared[name], factor))
        for name, who in PAYERS.items()
        for compared in answer.comparisons
    )
    table = Table.of(("", say("regime"), say("difference [95 %]")), rows)
    size = say(
        "Yen of a month, at the size of the whole marketplace ({times} times the market of a run).",
        times=f"{factor:,.0f}",
    )
    return Section(say("Who pays"), (size,), (Picture(payers(answer), say("who pays, and how much"), table),))


def _hurt(answer: Answer) -> Section:
    stages = (
        (say(text), word(compared.regime), *_sides(compared, name))
        for name, text in {**STAGES, LOST: message("yen lost a worker and month")}.items()
        for compared in answer.comparisons
    )
    sides = answer.baseline, answer.candidate
    heads = ("", say("regime"), *sides, say("difference [95 %]"), say("verdict"))
    described = say("who reads a lure, is addressed, led away, harmed")
    pictures = [Picture(funnel(answer), described, Table.of(heads, stages))]
    for axis in AXES:
        rows = (
            (say(group), word(compared.regime), *_cells(compared, part, compared.parts_within))
            for compared in answer.comparisons
            for group, part in zip(LABELS[axis], compared.paths[axis], strict=True)
        )
        table = Table.of((say(NAMES[axis]), say("regime"), *map(say, NUMBERS)), rows)
        pictures.append(Picture(parts(answer, axis), say(BY[axis]), table))
    return Section(say("Who is hurt, and by which path"), pictures=tuple(pictures))


def _over_time(answer: Answer) -> Section:
    rows = (
        (
            say(MEASURES[row["metric"]]).replace("\n", say(" ")), word(row["regime"]), row["week"].isoformat(),
            shown(factor * row["baseline"]), shown(factor * row["candidate"]),
            interval(BY_NAME[row["metric"]].unit, *(factor * row[each] for each in ("difference", "low", "high"))),
        )
        for row in answer.by_week()
        for factor in [times(answer.comparisons[0], row["metric"])]
    )  # fmt: skip
    sides = answer.baseline, answer.candidate
    heads = ("", say("regime"), say("week from"), *sides, say("difference [95 %]"))
    picture = Picture(weeks(answer), say("both sides week by week"), Table.of(heads, rows))
    return Section(say("Over time"), pictures=(picture,))


def _turning(answer: Answer) -> Section:
    if not answer.plausible:
        return Section(
            say("What would turn it"), (say("One world was asked: what is uncertain about it is left out."),)
        )
    rows = [
        (
            subjects()[name],
            word(compared.regime),
            number.name,
            f"{number.pull:+.2f}",
            f"{compared.deciding[name].chance:.2f}",
        )
        for name in answer.headlines
        for compared in answer.comparisons
        for number in compared.deciding[name].telling
    ]
    if not rows:
        none = say("No one assumption decides more than luck may, with so many worlds. `policylab flip` looks closer.")
        return Section(say("What would turn it"), (none,))
    text = say("The answer goes together with these assumptions by more than luck does. `policylab flip` looks closer.")
    return Section(say("What would turn it"), (text,), tables=(Table.of(tuple(map(say, TURNING)), rows),))


def _headlines(compared: Sequence[Comparison], answer: Answer) -> Table:
    moved = {difference.metric.name for number in range(len(answer.comparisons)) for difference in answer.moved(number)}
    names = [ACROSS, UP] if len(compared) < len(answer.comparisons) else [*answer.headlines, *sorted(moved)]
    rows = (
        (named(name), unit_of(BY_NAME[name].unit), word(each.regime), *_cells(each, each[name]))
        for name in names
        for each in compared
    )
    return Table.of(tuple(map(say, HEADS)), rows)


def _tallies(answer: Answer) -> Table:
    rows = (
        (subjects()[name], word(compared.regime), *(f"{count}" for count in tally(compared, name).values()))
        for name in answer.headlines
        for compared in answer.comparisons
    )
    kinds = tally(answer.comparisons[0], answer.headlines[0])
    return Table.of((say("headline"), say("regime"), *map(say, kinds)), rows)


def _cells(compared: Comparison, difference: Difference, within: float | None = None) -> tuple[str, ...]:
    cell = cells(compared, difference, within)
    return cell.baseline, cell.difference, cell.pairs, cell.margin, cell.word


def _sides(compared: Comparison, name: str) -> tuple[str, ...]:
    difference = compared[name]
    cell = cells(compared, difference)
    return cell.baseline, shown(difference.candidate), cell.difference, cell.word
