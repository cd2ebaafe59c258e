"""Parts that several reports have: how far to trust an answer, its method, the options that repeat its runs."""

from collections.abc import Sequence
from dataclasses import astuple

from experiments import VERSION
from experiments.language.messages import say, spoken
from experiments.printing.numbers import counted
from experiments.printing.table import Table
from experiments.questions.compare.answer import Answer
from experiments.questions.compare.command import amounts
from experiments.questions.compare.comparison import Comparison
from experiments.questions.compare.words import outside
from experiments.reports.document import Section
from experiments.verdicts.labels import label
from experiments.verdicts.margins import margins, subjects
from experiments.verdicts.regimes import MEANINGS
from scenarios import Scenario


def runs(answer: Answer) -> list[str]:
    """Return the options of a command that asks for the same runs."""
    first = answer.comparisons[0]
    seeds = first.seeds.requested
    rings = first.regime if len(answer.comparisons) == 1 and first.regime in MEANINGS else "both"
    words = amounts(len(seeds) // answer.look, min(seeds), rings, first.sides[0].worlds, more=answer.look > 1)
    return [*words, *(["--lang", spoken()] if spoken() != "en" else [])]


def trust(answers: Sequence[Answer], headlines: Sequence[str]) -> Section:
    """Return how far headlines can be trusted in the worlds of these answers, and their margins."""
    first = answers[0]
    trusts = [(subjects()[name], say(level), why) for name in headlines for level, why in [astuple(first.trust(name))]]
    nowhere = first.outside and all(each.outside for each in answers)
    this_model = all(each.of_this_model for each in answers)
    reasons = [(subjects()[name], margins()[name]) for name in headlines]
    return Section(
        say("How far to trust it"),
        (
            say(
                "Most numbers of a world are assumed; plausible worlds are those in which the "
                "facts of the reports hold, "
                "and the interval is over them and over luck. A mechanism that the model lacks is in no interval."
            ),
            *((say("No verdict holds here: {reason}.", reason=outside(first)),) if nowhere else ()),
            *(() if this_model else (say("The plausible worlds were found with another model."),)),
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


def side_rows(answers: Sequence[Answer]) -> list[tuple[str, ...]]:
    """Return rows about a baseline and the candidate of each answer, as `method` takes them."""
    first = answers[0].comparisons[0].sides[0]
    each = [(say("baseline"), first), *((say("candidate"), answer.comparisons[0].sides[1]) for answer in answers)]
    return [(which, side.name, *title_and_changes(side.scenario, side.changes)) for which, side in each]


def title_and_changes(scenario: Scenario, changes: Sequence[str]) -> tuple[str, str]:
    """Return title and changes of a scenario in words."""
    return scenario.title, "; ".join(changes) or say("as it ships")


def method(first: Comparison, rows: Sequence[tuple[str, ...]]) -> Section:
    """Return how the runs were made. rows: side, name, title and changes of each."""
    world, seeds = first.sides[0].scenario.world, first.seeds.requested
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
                workers=f"{world.workers:,}",
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
