"""A ranking as a document: which candidates stand apart, what each does to whom, and how far to trust it."""

import shlex
from collections.abc import Iterator, Sequence
from itertools import chain

from experiments.document.document import WHOLE, Document, Items, Paragraph, Part, Picture, Section, Table, Toned
from experiments.language.arguments import method as function
from experiments.language.messages import capital, in_a_row, message, say
from experiments.measures.metrics import BY_NAME
from experiments.printing.numbers import counted
from experiments.questions.compare import method
from experiments.questions.compare.command import both_and_own, latest
from experiments.questions.compare.words import (
    ROWS,
    cells,
    level,
    notes,
    payer,
    relative,
    sentences,
    titles,
    toned,
    unit_of,
    warnings,
)
from experiments.questions.rank import advice
from experiments.questions.rank.pictures import ranks
from experiments.questions.rank.result import Ranking
from experiments.questions.rank.words import leaders, rank
from experiments.verdicts.labels import label
from experiments.verdicts.margins import beside
from experiments.verdicts.regimes import about, word

LAST = "read_lure_per_10k"  # of the headlines of a candidate: a page that is read harms nobody yet
BETWEEN = message(
    "The second minus the first of each two, with intervals that hold for all of them together. Where an "
    "interval holds 0, these pairs of runs do not tell the two apart."
)
READING = (
    message(
        "A row is a change against the same baseline: the same people and the same luck, which differ in nothing "
        "but the policy, in per cent of before. Its interval of 95 % holds for all changes together, and is wider than "
        "that of one alone. Within the grey band a difference does not matter."
    ),
    message("One stands before another if the whole interval of their difference says so; else they share ranks."),
)


def document(ranking: Ranking) -> Document:
    """Return a ranking."""
    first = ranking.answers[0].comparisons[0].sides[0]
    base, *others = method.titled(first, *(answer.comparisons[0].sides[1] for answer in ranking.answers))
    do, *reasons = advice.sentences(ranking)
    return Document(
        say("{baseline} against {names}", baseline=ranking.baseline, names=counted(len(ranking.answers), "candidate")),
        titles(ranking.answers[0])[1],
        (leaders(ranking), do),
        (
            Section("", (Paragraph(Toned(_rule(ranking), "faint"), 3),)),
            Section("", (Picture(ranks(ranking)),)),
            Section("", (_headlines(ranking),), 1),
            *_sections(ranking, reasons),
        ),
        tuple(_remarks(ranking)),
        subject=say("{baseline} against {names}", baseline=base, names=in_a_row(others)),
        question=say("Which change exposes fewest workers to fraud, and what does each do to matching?"),
        command=shlex.join(again(ranking)),
        hint=say(
            "more: compare two of them alone; {json} has every metric of each candidate", json=function("as_json")
        ),
        short=True,
    )


def again(ranking: Ranking) -> list[str]:
    """Return the words of the command that makes a report again; none if a side has a change of its own."""
    base = ranking.answers[0].comparisons[0].sides[0]
    others = [answer.comparisons[0].sides[1] for answer in ranking.answers]
    if any(both_and_own(base.changes, each.changes) != (latest(base.changes), []) for each in others):
        return []
    changes = (word for text in latest(base.changes) for word in ("-S", text))
    return ["policylab", "report", *(each.word for each in (base, *others)), *changes, *method.runs(ranking.answers[0])]


def _rule(ranking: Ranking) -> str:
    """Return the rule of the ranks."""
    return say(
        "Ranked by {label}, {regime}; changes in %, intervals hold for all {count}.",
        label=label(ranking.metric.name),
        regime=word(ranking.regimes[-1].regime),
        count=len(ranking.answers),
    )


def _remarks(ranking: Ranking) -> Iterator[str]:
    """Yield what there is to know of answers: of all of them once, of one with its name."""
    remarks = [[*notes(answer), *warnings(answer)] for answer in ranking.answers]
    of_all = [text for text in remarks[0] if all(text in texts for texts in remarks)]
    yield from of_all
    for name, texts in zip(ranking.names, remarks, strict=True):
        yield from (say("{name}: {remark}", name=name, remark=text) for text in texts if text not in of_all)


def _headlines(ranking: Ranking) -> Table:
    """Return each candidate by rank, and below it its headlines: before, then change and verdict by regime."""
    rows: list[Sequence[str] | str] = []
    for place in ranking.order:
        rows.append(f"{rank(ranking, place)} {ranking.names[place]}")
        for name in sorted(ranking.headlines, key=LAST.__eq__):
            changes = (
                (relative(wide[name]), toned(ranking.verdict(place, regime, name)))
                for regime, wide in enumerate(ranking.together[place])
            )
            rows.append((f"  {say(ROWS[name])}", level(ranking.regimes[0], name), *chain.from_iterable(changes)))
    heads = (head for compared in ranking.regimes for head in (word(compared.regime), ""))
    return Table((say("a month"), say("before"), *heads), rows, texts=("",))


def _sections(ranking: Ranking, reasons: Sequence[str]) -> Iterator[Section]:
    """Yield the sections behind the first screen. reasons: of the advice."""
    regimes = say("; ").join(about(compared.regime) for compared in ranking.regimes)
    reading = (*map(say, READING), say("{sentence}.", sentence=capital(regimes)))
    yield _whole(say("How to read it"), *map(Paragraph, reading))
    yield _whole(say("What to do"), *map(Paragraph, reasons))
    alone = ((ranking.names[place], sentences(ranking.answers[place])) for place in ranking.order)
    yield _whole(say("Each change alone"), Items.of(alone))
    yield _whole(say("One change against another"), Paragraph(say(BETWEEN)), _between(ranking))
    yield _whole(say("Who pays"), *_payers(ranking))
    yield method.trust(ranking.answers, ranking.headlines)
    yield method.method(ranking.answers)


def _whole(heading: str, *parts: Part) -> Section:
    return Section(heading, parts, WHOLE)


def _between(ranking: Ranking) -> Table:
    """Return both names of each two candidates, and below them a row for each regime."""
    rows: list[Sequence[str] | str] = []
    for first, second in ranking.between[0]:
        rows.append(f"{ranking.names[first]} → {ranking.names[second]}")
        for compared, between in zip(ranking.regimes, ranking.between, strict=True):
            rows.append((f"  {word(compared.regime)}", cells(compared, between[first, second]).difference))
    metric = say("{label}, {unit}", label=label(ranking.metric.name), unit=unit_of(ranking.metric.unit))
    return Table((say("regime"), metric), rows)


def _payers(ranking: Ranking) -> Iterator[Part]:
    """Yield a row for each payer and regime, below the name of each candidate."""
    size = say(
        "A month, at the size of the whole marketplace ({times} times the market of a run); intervals of one change "
        "at a time.",
        times=f"{ranking.regimes[0].scale:,.0f}",
    )
    rows: list[Sequence[str] | str] = []
    for place in ranking.order:
        rows.append(ranking.names[place])
        for name in beside():
            who = say("{label}, {unit}", label=say(ROWS[name]), unit=unit_of(BY_NAME[name].unit))
            rows.append((f"  {who}", *(payer(each, name) for each in ranking.answers[place].comparisons)))
    yield Paragraph(size)
    yield Table(("", *(word(compared.regime) for compared in ranking.regimes)), rows)
