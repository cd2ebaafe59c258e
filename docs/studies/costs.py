"""Study of costs: proposals that look like a free gain, each against its base scenario."""

import policylab as pl
from docs.studies.cells import Row, by_metric, levels, moves, proposal, strongest, table
from docs.studies.lab import Lab, alone
from docs.studies.page import CENTRAL, Part, Study
from docs.studies.proposals import PROPOSALS, Proposal
from experiments.measures.lasting import LATE_VALUE
from experiments.measures.periods import Periods
from experiments.runs.plan import Run
from experiments.runs.work import simulated
from experiments.runs.works import Work
from experiments.verdicts.differences import paired

SEEDS = 32
STRONGEST = 5  # gains, and prices, in a row
GAINS, PRICES = ("better", "a little better"), ("worse", "a little worse")


def late_value(run: Run) -> float:
    """Return the value of honest postings in the last window of a run."""
    return LATE_VALUE.function(Periods(simulated(run)))


LATE = Work(late_value)  # records do not hold it


def costs(lab: Lab) -> Part:
    """Compare every proposal with its base scenario, in the order of PROPOSALS."""
    rows = [_row(lab, each) for each in PROPOSALS]
    note = (
        f"`production` with each change alone, {lab.load('production').loaded.days} days, seeds 0 to "
        f"{lab.seeds(SEEDS) - 1}, first day. Gains are metrics that get better, prices those that get worse; of both "
        f"at most {STRONGEST}: the headlines, then those with the largest difference for their interval. Shares are in "
        "per cent points. About one metric in forty gets better by chance, and one in forty worse."
    )
    return note, table(("proposal", "gains", "prices", "beside it"), rows)


def _row(lab: Lab, told: Proposal) -> tuple[str, ...]:
    before, seeds = lab.load(told.base), lab.seeds(SEEDS)
    after = before.with_(*told.changes)
    answer = alone(lab.ask(pl.compare, before, after, seeds=seeds, rings="frozen", worlds="fixed"))
    metrics = dict(by_metric(answer.frame()))
    if LATE_VALUE.name in told.beside:
        values = lab.measure([before, after], LATE, range(seeds))
        [compared] = answer.found.comparisons
        metrics[LATE_VALUE.name] = compared.row(paired(LATE_VALUE, *values))
    gains, prices = (strongest(answer.frame(), verdicts, STRONGEST) for verdicts in (GAINS, PRICES))
    if answer.found.reason:
        gains = f"no verdict, {answer.found.reason}"
    start = "" if told.base == "production" else f", from `{told.base}`"
    beside = "<br>".join(_beside(metrics[name]) for name in told.beside)
    what = proposal(f"{told.name}{start}", told.changes)
    return what, gains or "no gain found", prices or "no price found", beside


def _beside(row: Row) -> str:
    return f"`{row['metric']}` {moves(row)} {row['verdict']} ({levels(row)})"


STUDY = Study(costs, "results/prices.md", CENTRAL)
