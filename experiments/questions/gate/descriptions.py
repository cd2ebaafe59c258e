"""Descriptions of both sides before anything is run: can they be compared, and how do they differ?"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from experiments.questions.compare import idle
from experiments.questions.gate.guardrails import Guardrails
from experiments.questions.gate.process import Broken, ForeignCode, Side, SideProcess
from experiments.runs.changes import changed
from experiments.runs.hashes import MANIFESTS
from experiments.verdicts.regimes import Regime
from scenarios import BadInput

type Descriptions = Mapping[Side, dict[str, Any]]  # as `serving` sends it


@dataclass(frozen=True, slots=True)
class BaseRevision:
    """A base that is a revision of the head's repository."""

    tree: Path  # the base's files
    packages: tuple[str, ...]  # of the policies: the platform has to use a rule of one of them; empty: of any
    way_out: str = ""  # advice for the case that the base cannot run the scenario


def describe_both(before: SideProcess, after: SideProcess, revision: BaseRevision | None) -> dict[Side, dict[str, Any]]:
    """Return the descriptions of both sides. Raises BadInput, and Broken where only the base cannot be run."""
    head = after.describe()
    try:
        descriptions: dict[Side, dict[str, Any]] = {"base": before.describe(), "head": head}
    except BadInput as problem:
        if revision is None:
            raise
        raise Broken(_unfit(str(problem), revision)) from None
    except ForeignCode:
        raise
    except Broken as problem:
        raise problem.within(_unfit(str(problem), revision)) from None
    for key, noun in (("days", "days"), ("start", "first day"), ("rings", "rings")):
        if descriptions["base"][key] != head[key]:
            raise BadInput([f"base and head differ in their {noun}: {descriptions['base'][key]} and {head[key]}"])
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


def idle_of(descriptions: Descriptions, *, equal: bool) -> list[str]:
    """Return the changes that had no effect, in words. equal: all runs have the same outcome on both sides."""
    base, head = descriptions["base"], descriptions["head"]
    shut = idle.both(base["shut"], head["shut"])
    return idle.sentences(idle.idle(base["resolved"], head["resolved"], shut, equal=equal))


def keys_of(descriptions: Descriptions, rails: Guardrails, pairs: int) -> dict[Side, dict[Regime, tuple[str, ...]]]:
    """Return the keys of the runs of so many pairs, by side and regime."""
    return {
        side: {regime: tuple(keys[:pairs]) for regime, keys in zip(rails.regimes, description["keys"], strict=True)}
        for side, description in descriptions.items()
    }
