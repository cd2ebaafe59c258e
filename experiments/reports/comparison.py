"""The report of a comparison: what happens, who pays, who is hurt, when, what would turn it, how far to trust it."""

import shlex
from collections.abc import Sequence

from experiments.figures.dots import KINDS, dots, tally
from experiments.figures.funnel import LOST, STAGES, funnel
from experiments.figures.intervals import intervals
from experiments.figures.parts import parts
from experiments.figures.payers import payers
from experiments.figures.plane import ACROSS, UP, panels_of
from experiments.figures.time import LABELS as MEASURES
from experiments.figures.time import weeks
from experiments.measures.metrics import BY_NAME
from experiments.measures.paths import LABELS, Axis
from experiments.printing.numbers import interval, shown
from experiments.printing.pages import capital
from experiments.printing.table import Table
from experiments.questions.compare.answer import Answer
from experiments.questions.compare.comparison import Comparison
from experiments.questions.compare.words import PAYERS, cells, notes, payer, sentences, titles, unit_of, warnings
from experiments.reports.document import Document, Picture, Section
from experiments.reports.parts import method, runs, trust
from experiments.verdicts.differences import Difference
from experiments.verdicts.labels import label
from experiments.verdicts.margins import subjects
from experiments.verdicts.marketplace import scale
from experiments.verdicts.regimes import MEANINGS, about, word

HEADS = ("metric", "unit", "regime", "baseline", "difference [95 %]", "pairs of its sign", "margin", "verdict")
AXES: tuple[Axis, ...] = ("channel", "age")


def report(answer: Answer) -> Document:
    """Return the report of an answer."""
    platforms, where = titles(answer)
    return Document(
        platforms,
        f"What does the change do to fraud exposure and to matching? {where}.",
        tuple(f"{sentence.rstrip('.')}." for sentence in sentences(answer).split(". ")),
        tuple(
            Picture(
                figure,
                f"{about(compared.regime)}: exposure against matching, a dot a pair",
                _headlines([compared], answer),
            )
            for figure, compared in zip(panels_of(answer), answer.comparisons, strict=True)
        ),
        (
            Section("How to read it", _reading(answer)),
            _headline_section(answer),
            _payers(answer),
            _hurt(answer),
            _over_time(answer),
            _turning(answer),
            trust(answer),
            method(answer),
        ),
        shlex.join(again(answer)),
        warnings=(*notes(answer), *warnings(answer)),
    )


def again(answer: Answer) -> list[str]:
    """Return the words of the command that makes a report again."""
    before, after = answer.comparisons[0].sides
    both = [text for text in before.changes if text in after.changes]
    base, other = (side.name.partition(" + ")[0] for side in (before, after))  # without their changes
    words = ["policylab", "report", base, *([other] if other != base else [])]
    words += [word for text in both for word in ("-S", text)]
    words += [word for text in after.changes if text not in both for word in ("--change", text)]
    return [*words, *runs(answer)]


def _reading(answer: Answer) -> tuple[str, ...]:
    kind = "a plausible world" if answer.plausible else "a seed"
    regimes = "; ".join(
        f"{word(compared.regime)}: {MEANINGS.get(compared.regime, about(compared.regime))}"
        for compared in answer.comparisons
    )
    return (
        f"Each dot is {kind}: the same people and the same luck on both sides, which differ in nothing but the policy. "
        "The cross is the mean with its 95 % intervals. Within the grey bands a difference does not matter to anybody.",
        f"{capital(regimes)}.",
        "Cannot tell means that the interval leaves open both nothing and more than the margin. It is an answer.",
    )


def _headline_section(answer: Answer) -> Section:
    return Section(
        "Headlines, and what else moved",
        pictures=(
            Picture(
                intervals(answer),
                "intervals of each headline and of what else moved",
                _headlines(answer.comparisons, answer),
            ),
            Picture(
                dots(answer), "in how many pairs each headline is worse, within the margin, better", _tallies(answer)
            ),
        ),
    )


def _payers(answer: Answer) -> Section:
    times = scale(answer.comparisons[0].sides[0].scenario.world.workers)
    rows = (
        (who, word(compared.regime), payer(compared[name], times))
        for name, who in PAYERS.items()
        for compared in answer.comparisons
    )
    table = Table.of(("", "regime", "difference [95 %]"), rows)
    return Section(
        "Who pays",
        (f"Yen of a month, at the size of the whole marketplace ({times:.0f} times the market of a run).",),
        (Picture(payers(answer), "who pays, and how much", table),),
    )


def _hurt(answer: Answer) -> Section:
    stages = (
        (text, word(compared.regime), *_sides(compared, name))
        for name, text in {**STAGES, LOST: "yen lost a worker and month"}.items()
        for compared in answer.comparisons
    )
    heads = ("", "regime", answer.baseline, answer.candidate, "difference [95 %]", "verdict")
    pictures = [Picture(funnel(answer), "who reads a lure, is addressed, led away, harmed", Table.of(heads, stages))]
    for axis in AXES:
        rows = (
            (group, word(compared.regime), *_cells(compared, part))
            for compared in answer.comparisons
            for group, part in zip(LABELS[axis], compared.paths[axis], strict=True)
        )
        table = Table.of(
            (axis, "regime", "baseline", "difference [95 %]", "pairs of its sign", "margin", "verdict"), rows
        )
        pictures.append(Picture(parts(answer, axis), f"exposure by {axis}", table))
    return Section("Who is hurt, and by which path", pictures=tuple(pictures))


def _over_time(answer: Answer) -> Section:
    rows = (
        (
            MEASURES[row["metric"]].replace("\n", " "), word(row["regime"]), row["week"].isoformat(),
            shown(row["baseline"]), shown(row["candidate"]),
            interval(BY_NAME[row["metric"]].unit, row["difference"], row["low"], row["high"]),
        )
        for row in answer.by_week()
    )  # fmt: skip
    heads = ("in the market of a run", "regime", "week from", answer.baseline, answer.candidate, "difference [95 %]")
    return Section("Over time", pictures=(Picture(weeks(answer), "both sides week by week", Table.of(heads, rows)),))


def _turning(answer: Answer) -> Section:
    if not answer.plausible:
        return Section("What would turn it", ("One world was asked: what is uncertain about it is left out.",))
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
    heads = ("headline", "regime", "number of the world", "rank correlation", "luck alone reaches")
    if rows:
        text = "The answer goes together with these assumptions by more than luck does. `policylab flip` looks closer."
        return Section("What would turn it", (text,), tables=(Table.of(heads, rows),))
    return Section(
        "What would turn it",
        ("No one assumption decides more than luck may, with so many worlds. `policylab flip` looks closer.",),
    )


def _headlines(compared: Sequence[Comparison], answer: Answer) -> Table:
    moved = {difference.metric.name for number in range(len(answer.comparisons)) for difference in answer.moved(number)}
    names = [ACROSS, UP] if len(compared) < len(answer.comparisons) else [*answer.headlines, *sorted(moved)]
    rows = (
        (f"{label(name)} ({name})", unit_of(BY_NAME[name].unit), word(each.regime), *_cells(each, each[name]))
        for name in names
        for each in compared
    )
    return Table.of(HEADS, rows)


def _tallies(answer: Answer) -> Table:
    rows = (
        (subjects()[name], word(compared.regime), *(f"{count}" for count in tally(compared, name).values()))
        for name in answer.headlines
        for compared in answer.comparisons
    )
    return Table.of(("headline", "regime", *KINDS), rows)


def _cells(compared: Comparison, difference: Difference) -> tuple[str, ...]:
    cell = cells(compared, difference)
    return cell.baseline, cell.difference, cell.pairs, cell.margin, cell.verdict


def _sides(compared: Comparison, name: str) -> tuple[str, ...]:
    difference = compared[name]
    cell = cells(compared, difference)
    return cell.baseline, shown(difference.candidate), cell.difference, cell.verdict
