"""Parts that several reports have: how far to trust an answer, its method, the options that repeat its runs."""

from dataclasses import astuple

from experiments import VERSION
from experiments.printing.numbers import counted
from experiments.printing.table import Table
from experiments.questions.compare.answer import Answer
from experiments.reports.document import Section
from experiments.verdicts.margins import margins, subjects
from experiments.verdicts.regimes import MEANINGS


def runs(answer: Answer) -> list[str]:
    """Return the options of a command that asks for the same runs."""
    first = answer.comparisons[0]
    seeds, worlds = first.seeds.requested, first.sides[0].worlds
    words = ["--seeds", f"{len(seeds)}", *(["--first-seed", f"{min(seeds)}"] if min(seeds) else [])]
    words += ["--rings", first.regime] if len(answer.comparisons) == 1 and first.regime in MEANINGS else []
    return [*words, *(["--worlds", worlds] if worlds != "plausible" else [])]


def trust(answer: Answer) -> Section:
    """Return how far headlines can be trusted, and their margins."""
    trusts = [(subjects()[name], *astuple(answer.trust(name))) for name in answer.headlines]
    reasons = [(subjects()[name], margins()[name]) for name in answer.headlines]
    return Section(
        "How far to trust it",
        (
            "Most numbers of a world are assumed; plausible worlds are those in which the facts of the reports hold, "
            "and the interval is over them and over luck. A mechanism that the model lacks is in no interval.",
            *((f"No verdict holds here: {answer.outside}.",) if answer.outside else ()),
            *(() if answer.of_this_model else ("The plausible worlds were found with another model.",)),
        ),
        tables=(
            Table.of(("headline", "trust", "why"), trusts),
            Table.of(
                ("headline", "margin", "why"),
                ((subject, f"{100 * margin.share:g} % of the baseline", margin.why) for subject, margin in reasons),
            ),
        ),
    )


def method(answer: Answer, *others: Answer) -> Section:
    """Return how the runs were made. others: answers of more candidates beside the same baseline."""
    first = answer.comparisons[0]
    before = first.sides[0]
    sides = [("baseline", before), *(("candidate", each.comparisons[0].sides[1]) for each in (answer, *others))]
    rows = [(which, side.name, side.scenario.title, "; ".join(side.changes) or "as it ships") for which, side in sides]
    seeds, pairs = first.seeds.requested, counted(len(first.seeds), "pair")
    workers = f"{before.scenario.world.workers:,} registered workers"
    return Section(
        "Method",
        (
            f"{pairs} of runs a regime, seeds {min(seeds)} to {max(seeds)}; {counted(first.days, 'day')} from "
            f"{first.start.isoformat()}; {workers}; "
            f"world {first.world}. policylab {VERSION}.",
            "Draws are keyed by what they are for, so both sides of a pair meet the same people with the same luck. "
            "The number of pairs was fixed before. Intervals are of 95 %.",
        ),
        tables=(Table.of(("side", "name", "title", "changes"), rows),),
    )
