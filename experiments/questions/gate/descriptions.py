"""Descriptions of both sides before anything is run: can they be compared, and how do they differ?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from experiments.language.messages import Sentence, english
from experiments.questions.compare import idle
from experiments.questions.gate.process import Broken, Description, ForeignCode, RunId, SideCommand, SideName
from experiments.runs.changes import changed
from experiments.runs.hashes import MANIFESTS
from experiments.runs.identity import Parts
from experiments.verdicts.regimes import Regime
from scenarios import BadInput

type Descriptions = Mapping[SideName, Description]


@dataclass(frozen=True, slots=True)
class BaseRevision:
    """A base that is a revision of the head's repository."""

    tree: Path  # the base's files
    packages: tuple[str, ...]  # of the policies: the platform has to use a rule of one of them; empty: of any
    way_out: str = ""  # advice for the case that the base cannot run the scenario


def describe_both(before: SideCommand, after: SideCommand, revision: BaseRevision | None) -> Descriptions:
    """Return the descriptions of both sides. Raises BadInput, and Broken where only the base cannot be run."""
    head = after.description()
    try:
        descriptions: Descriptions = {"base": before.description(), "head": head}
    except BadInput as problem:
        if revision is None:
            raise
        raise Broken(_unfit(str(problem), revision)) from None
    except ForeignCode:
        raise
    except Broken as problem:
        raise problem.within(_unfit(str(problem), revision)) from None
    for key, noun, form in (("days", "days", ","), ("start", "first day", ""), ("workers", "workers", ",")):
        ours, theirs = (format(each[key], form) for each in descriptions.values())
        if ours != theirs:
            raise BadInput([f"base and head differ in their {noun}: {ours} and {theirs}"])
    used = {module.partition(".")[0] for side in descriptions.values() for module in side["rules"]}
    if revision is not None and revision.packages and not used & set(revision.packages):
        rules = " or ".join(revision.packages)
        raise BadInput([f"{head['name']}\n    uses no rule of {rules}: name a scenario whose platform does"])
    return descriptions


def _unfit(reason: str, revision: BaseRevision | None) -> str:
    lines = ["the base cannot run on this model:", reason]
    if revision is not None:
        lines = [line.replace(f"{revision.tree}/", "") for line in (*lines, revision.way_out)]
    return "\n".join(filter(None, lines))


def differing(descriptions: Descriptions) -> tuple[str, ...]:
    """Return the differences between the sides in words, with the files that differ."""
    for description in descriptions.values():
        MANIFESTS.update(description["manifests"])
    pairs = zip(descriptions["base"]["parts"], descriptions["head"]["parts"], strict=True)
    return tuple(dict.fromkeys(words for before, after in pairs for words in changed(before, after)))


def worlds_differ(descriptions: Descriptions) -> bool:
    """Return whether the numbers of the worlds differ between the sides, in any regime."""
    pairs = zip(descriptions["base"]["parts"], descriptions["head"]["parts"], strict=True)
    return any(before["world"] != after["world"] for before, after in pairs)


def code_of(description: Description) -> Parts:
    """Return the parts of the keys that are code with files, and note the files: differences are named by them."""
    MANIFESTS.update(description["manifests"])
    return {part: value for part, value in description["parts"][0].items() if value in description["manifests"]}


def idle_of(descriptions: Descriptions, *, equal: bool) -> list[Sentence]:
    """Return the changes that had no effect, in words. equal: all runs have the same outcome on both sides."""
    base, head = descriptions["base"], descriptions["head"]
    before, after = (
        {key: english(why["message"], **why["parts"]) for key, why in side["shut"].items()} for side in (base, head)
    )
    return idle.sentences(idle.idle(base["resolved"], head["resolved"], idle.both(before, after), equal=equal))


def keys_of(description: Description, runs: Sequence[RunId], pairs: int) -> dict[Regime, tuple[str, ...]]:
    """Return the keys of the first pairs of a side that is described with these runs, by regime."""
    keys: dict[Regime, tuple[str, ...]] = {}
    for (regime, _), key in zip(runs, description["keys"], strict=True):
        keys[regime] = (*keys.get(regime, ()), key)[:pairs]
    return keys
