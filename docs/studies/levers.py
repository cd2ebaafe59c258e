"""Study of levers: the effect of each, turned off alone."""

import policylab as pl
from docs.studies.cells import strongest, table
from docs.studies.lab import Lab, alone
from docs.studies.page import CENTRAL, Part, Study
from experiments.questions.explain.levers import question
from experiments.verdicts.margins import DIRECTIONS
from policies.catalogue import RULES

SEEDS = 16
CLOSED = {"communication": "calling_open"}  # closed in production: turned off from this scenario instead
MOST_METRICS = 8  # in a row


def levers(lab: Lab) -> Part:
    """Compare production without each lever with production, or with a scenario that has it on."""
    seeds, rows = lab.seeds(SEEDS), []
    for lever in RULES:
        base = CLOSED.get(lever, "production")
        market = lab.load(base)
        off = market.with_(f"platform.{lever}.rule=off")
        answer = lab.ask(pl.compare, market, off, seeds=seeds, rings="frozen", worlds="fixed")
        start = f" from `{base}`, as production has it closed" if lever in CLOSED else ""
        rows.append((f"`{lever}`{start}", question(lever), moved(alone(answer))))
    note = (
        f"`production`, {market.loaded.days} days, seeds 0 to {seeds - 1}. Of the metrics that get better or worse, "
        f"higher or lower when the lever is turned off, at most {MOST_METRICS}: the headlines, then those with the "
        "largest difference for their interval. Shares are in per cent points. About one metric in twenty moves by "
        "chance."
    )
    return note, table(("lever off", "its question", "what moves"), rows)


def moved(answer: pl.Compared) -> str:
    """Return the metrics that moved, headlines first, then the surest; the rest is only counted."""
    if answer.found.equal:
        return "nothing at all: all metrics are equal"
    return strongest(answer.frame(), DIRECTIONS, MOST_METRICS) or "nothing that these seeds can tell"


STUDY = Study(levers, "results/prices.md", CENTRAL)
