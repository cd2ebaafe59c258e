"""Parts that several reports have: how far to trust an answer, its method, the options that repeat its runs."""

from collections.abc import Sequence
from dataclasses import astuple

from experiments import VERSION
from experiments.language.messages import say, spoken
from experiments.printing.numbers import counted
from experiments.printing.table import Table
from experiments.questions.compare.answer import Answer
from experiments.questions.compare.command import amounts
from experiments.questions.compare.words import outside
from experiments.reports.document import Section
from experiments.verdicts.labels import label
from experiments.verdicts.margins import margins, subjects
from experiments.verdicts.regimes import MEANINGS


def runs(answer: Answer) -> list[str]:
    """Return the options of a command that asks for the same runs."""
    first = answer.comparisons[0]
    seeds = first.seeds.requested
    rings = first.regime if len(answer.comparisons) == 1 and first.regime in MEANINGS else "both"
    words = amounts(len(seeds), min(seeds), rings, first.sides[0].worlds)
    return [*words, *(["--lang", spoken()] if spoken() != "en" else [])]


def trust(answer: Answer, headlines: Sequence[str]) -> Section:
    """Return how far headlines can be trusted in the worlds of an answer, and their margins."""
    trusts = [(subjects()[name], say(level), why) for name in headlines for level, why in [astuple(answer.trust(name))]]
    reasons = [(subjects()[name], margins()[name]) for name in headlines]
    return Section(
        say("How far to trust it"),
        (
            say(
                "Most numbers of a world are assumed; plausible worlds are those in which the "
                "facts of the reports hold, "
                "and the interval is over them and over luck. A mechanism that the model lacks is in no interval."
            ),
            *((say("No verdict holds here: {reason}.", reason=outside(answer)),) if answer.outside else ()),
            *(() if answer.of_this_model else (say("The plausible worlds were found with another model."),)),
        ),
        tables=(
            Table.of((say("headline"), say("trust"), say("why")), trusts),
            Table.of(
                (say("headline"), say("margin"), say("why")),
                (
                    (subject, say("{share} % of the baseline", share=f"{100 * margin.share:g}"), say(margin.why))
                    for subject, margin in reasons
                ),
            ),
        ),
    )


def method(answer: Answer, *others: Answer) -> Section:
    """Return how the runs were made. others: answers of more candidates beside the same baseline."""
    first = answer.comparisons[0]
    before = first.sides[0]
    candidates = ((say("candidate"), each.comparisons[0].sides[1]) for each in (answer, *others))
    sides = [(say("baseline"), before), *candidates]
    shipped = say("as it ships")
    rows = [(which, side.name, side.scenario.title, "; ".join(side.changes) or shipped) for which, side in sides]
    seeds = first.seeds.requested
    return Section(
        say("Method"),
        (
            say(
                "{pairs} of runs a regime, seeds {low} to {high}; {days} from {start}; {workers} "
                "registered workers; world "
                "{world}. policylab {version}.",
                pairs=counted(len(first.seeds), "pair"),
                low=min(seeds),
                high=max(seeds),
                days=counted(first.days, "day"),
                start=first.start.isoformat(),
                workers=f"{before.scenario.world.workers:,}",
                world=first.world,
                version=VERSION,
            ),
            say(
                "Draws are keyed by what they are for, so both sides of a pair meet the same "
                "people with the same luck. "
                "The number of pairs was fixed before. Intervals are of 95 %."
            ),
        ),
        tables=(Table.of((say("side"), say("name"), say("title"), say("changes")), rows),),
    )


def named(name: str) -> str:
    """Return the label of a metric, with its name in data."""
    return say("{label} ({name})", label=label(name), name=name)
