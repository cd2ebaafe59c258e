"""The report of a ranking: which candidates stand apart, what each does to whom, and how far to trust it."""

import shlex
from collections.abc import Iterator

from experiments.language.messages import in_a_row, message, say
from experiments.language.messages import sentences as in_sentences
from experiments.measures.metrics import BY_NAME
from experiments.printing.pages import capital
from experiments.printing.table import Table
from experiments.questions.compare.command import both_and_own, latest
from experiments.questions.compare.words import PAYERS, cells, notes, payer, sentences, titles, unit_of, warnings
from experiments.questions.rank.advice import sentences as sentences_of_advice
from experiments.questions.rank.pictures import ranks
from experiments.questions.rank.result import Ranking
from experiments.questions.rank.text import rule, sentence
from experiments.reports.document import Document, Picture, Section
from experiments.reports.parts import method, named, runs, side_rows, trust
from experiments.verdicts.labels import label
from experiments.verdicts.regimes import about, word

HEADS = (
    message("change"),
    message("rank"),
    message("headline"),
    message("unit"),
    message("regime"),
    message("baseline"),
    message("difference [95 %]"),
    message("margin"),
    message("verdict"),
)


def report(ranking: Ranking) -> Document:
    """Return the report of a ranking."""
    first = ranking.answers[0]
    remarks = {answer.candidate: [*notes(answer), *warnings(answer)] for answer in ranking.answers}
    return Document(
        say("{baseline} against {names}", baseline=ranking.baseline, names=in_a_row(ranking.names)),
        in_sentences(
            (
                say("Which change exposes fewest workers to fraud, and what does each do to matching?"),
                say("{where}.", where=titles(first)[1]),
            )
        ),
        (sentence(ranking), capital(rule(ranking))),
        (
            Picture(
                ranks(ranking), say("each headline of every candidate, the least exposed first"), _headlines(ranking)
            ),
        ),
        (
            Section(say("How to read it"), _reading(ranking)),
            Section(say("What to do"), tuple(sentences_of_advice(ranking))),
            Section(say("Each change alone"), tuple(_alone(ranking))),
            Section(say("One change against another"), (say(BETWEEN),), tables=(_between(ranking),)),
            Section(say("Who pays"), (_size(ranking),), tables=(_payers(ranking),)),
            trust(ranking.answers, ranking.headlines),
            method(first.comparisons[0], side_rows(ranking.answers)),
        ),
        shlex.join(again(ranking)),
        warnings=tuple(
            say("{name}: {remark}", name=name, remark=text) for name, texts in remarks.items() for text in texts
        ),
    )


BETWEEN = message(
    "The second minus the first of each two, with intervals that hold for all of them together. Where an "
    "interval holds 0, these pairs of runs do not tell the two apart."
)


def again(ranking: Ranking) -> list[str]:
    """Return the words of the command that makes a report again; none if a side has a change of its own."""
    base, *others = (
        ranking.answers[0].comparisons[0].sides[0],
        *(answer.comparisons[0].sides[1] for answer in ranking.answers),
    )
    if any(both_and_own(base.changes, each.changes) != (latest(base.changes), []) for each in others):
        return []
    return [
        "policylab",
        "report",
        *(each.word for each in (base, *others)),
        *(word for text in latest(base.changes) for word in ("-S", text)),
        *runs(ranking.answers[0]),
    ]


def _reading(ranking: Ranking) -> tuple[str, ...]:
    regimes = say("; ").join(about(compared.regime) for compared in ranking.regimes)
    return (
        say(
            "A row is a change against the same baseline: the same people and the same luck, which differ in nothing "
            "but the policy. Its interval of 95 % holds for all changes together, and is wider than that of one alone. "
            "Within the grey band a difference does not matter."
        ),
        say("{sentence}.", sentence=capital(regimes)),
        say("Changes that share a rank are not told apart by these runs."),
    )


def _alone(ranking: Ranking) -> Iterator[str]:
    """Yield each candidate's answer, as if it were the only one."""
    for place in ranking.order:
        yield in_sentences((say("{name}.", name=ranking.names[place]), sentences(ranking.answers[place])))


def _headlines(ranking: Ranking) -> Table:
    rows = []
    for place in ranking.order:
        best, worst = ranking.rank(place)
        for compared, together in zip(ranking.answers[place].comparisons, ranking.together[place], strict=True):
            for name in ranking.headlines:
                cell = cells(compared, together[name])
                rank = f"{best}" if best == worst else say("{best} to {worst}", best=best, worst=worst)
                numbers = cell.baseline, cell.difference, cell.margin, cell.word
                unit = unit_of(BY_NAME[name].unit)
                rows.append((ranking.names[place], rank, named(name), unit, word(compared.regime), *numbers))
    return Table.of(tuple(map(say, HEADS)), rows)


def _between(ranking: Ranking) -> Table:
    rows = [
        (ranking.names[first], ranking.names[second], word(compared.regime), cells(compared, difference).difference)
        for compared, between in zip(ranking.regimes, ranking.between, strict=True)
        for (first, second), difference in between.items()
    ]
    metric = say("{label}, {unit}", label=label(ranking.metric.name), unit=unit_of(ranking.metric.unit))
    return Table.of((say("first"), say("second"), say("regime"), metric), rows)


def _size(ranking: Ranking) -> str:
    times = ranking.regimes[0].scale
    return say(
        "A month, at the size of the whole marketplace ({times} times the market of a run); "
        "intervals of one change at a "
        "time.",
        times=f"{times:,.0f}",
    )


def _payers(ranking: Ranking) -> Table:
    times = ranking.regimes[0].scale
    rows = [
        (
            say(who),
            word(ranking.regimes[nth].regime),
            *(payer(each.comparisons[nth][name], times) for each in ranking.answers),
        )
        for name, who in PAYERS.items()
        for nth in range(len(ranking.regimes))
    ]
    return Table.of(("", say("regime"), *ranking.names), rows)
