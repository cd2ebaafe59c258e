"""Study of likely questions: the answer to each, in plausible worlds and in both regimes.

They are the proposals that look like a free gain, then every shipped scenario against production.
"""

from collections.abc import Iterator, Sequence

import policylab as pl
from docs.studies.cells import Row, moves, proposal, table
from docs.studies.lab import Lab
from docs.studies.page import Part, Study
from docs.studies.proposals import PROPOSALS
from experiments.questions.compare.blindness import blindness
from experiments.questions.compare.comparison import Comparison
from experiments.verdicts.margins import headlines
from experiments.verdicts.regimes import word
from scenarios import names

SEEDS = 32
USUAL = "production"
COLUMNS = (*headlines({"communication"}), "staff_yen")
EXPOSED = "exposed_per_10k"
NAMED = 2  # numbers that are named as deciding exposure


def questions(lab: Lab) -> Iterator[tuple[str, pl.Scenario, pl.Scenario]]:
    """Yield the first cell of each question, with its baseline and candidate."""
    for each in PROPOSALS:
        against = "" if each.base == USUAL else f"<br>against `{each.base}`"
        before = lab.load(each.base)
        yield f"{proposal(each.name, each.changes)}{against}", before, before.with_(*each.changes)
    usual = lab.load(USUAL)
    for name in names():
        other = lab.load(name)
        frame, own = ((it.start, it.days, it.world_name) for it in (usual.loaded, other.loaded))
        if name != USUAL and frame == own:
            yield f"`{name}`", usual, other


def answers(lab: Lab) -> Part:
    """Answer every question."""
    seeds = lab.seeds(SEEDS)
    rows = [_row(name, lab.ask(pl.compare, before, after, seeds=seeds)) for name, before, after in questions(lab)]
    note = (
        f"{seeds} pairs, each in another plausible world, {lab.load(USUAL).loaded.days} days. Verdict, difference with "
        "its 95 % interval over luck and worlds, and in how many of the pairs that differ it has that sign. *Hangs "
        "on*: numbers of the world with which exposure goes together by more than luck, with their rank correlation. "
        "*Misled*: by what the platform sees fall while the truth gets worse. Shares are in per cent points, "
        "`staff_yen` is that of the simulated market."
    )
    head = ["question", *(f"`{name}`" for name in COLUMNS), "exposure hangs on", "misled by"]
    return note, table(head, rows)


def _row(question: str, answer: pl.Compared) -> Sequence[str]:
    found, rows = answer.found, answer.frame()
    each = (rows[rows["metric"] == name].to_dict("records") for name in COLUMNS)
    return (
        "<br>".join(filter(None, [question, found.reason])),
        *("<br>".join(map(_cell, regimes)) for regimes in each),
        "<br>".join(map(_hangs, found.comparisons)),
        "<br>".join(filter(None, map(_misled, found.comparisons))),
    )


def _cell(row: Row) -> str:
    numbers = "" if row["verdict"] == "no difference" else f" {moves(row)} {row['agreeing']}/{row['differing']}"
    return f"{word(row['regime'])}: {row['verdict']}{numbers}"


def _hangs(compared: Comparison) -> str:
    telling = compared.deciding[EXPOSED].telling if compared.deciding else ()
    named = ", ".join(f"`{each.name}` {each.pull:+.2f}" for each in telling[:NAMED])
    return f"{word(compared.regime)}: {named or 'no number by more than luck'}"


def _misled(compared: Comparison) -> str:
    seen = ", ".join(f"`{warning.observed.metric.name}`" for warning in blindness(compared))
    return f"{word(compared.regime)}: {seen}" if seen else ""


STUDY = Study(answers, "results/answers.md")
