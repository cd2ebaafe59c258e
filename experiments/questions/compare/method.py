"""Trust and method: how far answers hold, and how their runs were made, as sections that several documents have."""

from collections.abc import Iterable, Sequence
from dataclasses import astuple

from experiments import VERSION
from experiments.document.document import WHOLE, Paragraph, Section, Table
from experiments.language.messages import say, spoken
from experiments.printing.numbers import counted
from experiments.questions.compare.answer import Answer
from experiments.questions.compare.command import amounts
from experiments.questions.compare.words import outside
from experiments.runs.provenance import Side
from experiments.verdicts.labels import label
from experiments.verdicts.margins import margins
from experiments.verdicts.regimes import MEANINGS


def runs(answer: Answer) -> list[str]:
    """Return the options of a command that asks for the same runs."""
    first = answer.comparisons[0]
    seeds = first.seeds.requested
    rings = first.regime if len(answer.comparisons) == 1 and first.regime in MEANINGS else "both"
    words = amounts(len(seeds) // answer.look, min(seeds), rings, first.sides[0].worlds, more=answer.look > 1)
    return [*words, *(["--lang", spoken()] if spoken() != "en" else [])]


def titled(*sides: Side) -> list[str]:
    """Return the title of each scenario, with those of its changes that the others do not have."""
    common = set.intersection(*(set(side.changes) for side in sides))
    return [
        "; ".join([say(side.scenario.title), *(text for text in side.changes if text not in common)]) for side in sides
    ]


def named(name: str) -> str:
    """Return the label of a metric, with its name in data."""
    return say("{label} ({name})", label=label(name), name=name)


def trust(answers: Sequence[Answer], headlines: Sequence[str]) -> Section:
    """Return how far headlines can be trusted in the worlds of these answers, and their margins."""
    first = answers[0]
    trusts = [(label(name), say(level), why) for name in headlines for level, why in [astuple(first.trust(name))]]
    reasons = [(label(name), margins()[name]) for name in headlines]
    texts = [
        say(
            "Most numbers of a world are assumed; plausible worlds are those in which the facts of the reports "
            "hold within the noise of two runs, and the interval is over them and over luck. "
            "A mechanism that the model lacks is in no interval."
        )
    ]
    if first.outside and all(each.outside for each in answers):
        texts.append(say("No verdict holds here: {reason}.", reason=outside(first)))
    if not all(each.of_this_model for each in answers):
        texts.append(say("The plausible worlds were found with another model."))
    rows = (
        (subject, say("{share} % of the baseline", share=f"{100 * margin.share:g}"), say(margin.why))
        for subject, margin in reasons
    )
    return Section(
        say("How far to trust it"),
        (
            *map(Paragraph, texts),
            _words((say("headline"), say("trust"), say("why")), trusts),
            _words((say("headline"), say("margin"), say("why")), rows),
        ),
        WHOLE,
    )


def method(answers: Sequence[Answer], sides: Sequence[tuple[str, Side]] = ()) -> Section:
    """Return how the runs of these answers to one baseline were made, and their sides. sides: instead of all of them"""
    first = answers[0].comparisons[0]
    world, seeds = first.sides[0].scenario.world, first.seeds.requested
    every = [(say("baseline"), first.sides[0])]
    every += [(say("candidate"), answer.comparisons[0].sides[1]) for answer in answers]
    rows = (
        (which, side.name, say(side.scenario.title), "; ".join(side.changes) or say("as it ships"))
        for which, side in sides or every
    )
    runs_of = say(
        "{pairs} of runs a regime, seeds {low} to {high}; {days} from {start}; {workers} registered workers; world "
        "{world}. policylab {version}.",
        pairs=counted(len(first.seeds), "pair"),
        low=min(seeds),
        high=max(seeds),
        days=counted(first.days, "day"),
        start=first.start.isoformat(),
        workers=f"{world.workers:,}",
        world=first.world,
        version=VERSION,
    )
    keyed = say(
        "Draws are keyed by what they are for, so both sides of a pair meet the same people with the same luck. The "
        "number of pairs was fixed before. Intervals are of 95 %."
    )
    heads = say("side"), say("name"), say("title"), say("changes")
    return Section(say("Method"), (Paragraph(runs_of), Paragraph(keyed), _words(heads, rows)), WHOLE)


def _words(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> Table:
    """Return a table that has words alone."""
    return Table.of(heads, rows, texts=tuple(heads[1:]))
