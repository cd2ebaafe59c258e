"""Both sides before anything is run: can they be held against one another, and in what do they differ?"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from experiments.questions.compare import idle
from experiments.questions.gate.guardrails import Guardrails
from experiments.questions.gate.peer import Broken, Mixed, Peer, Side
from experiments.runs.changes import changed
from experiments.runs.hashes import MANIFESTS
from experiments.verdicts.regimes import Regime
from scenarios import BadInput

type Stand = Mapping[Side, dict[str, Any]]  # as `serving` tells it


@dataclass(frozen=True, slots=True)
class Revised:
    """What is known where the base is a revision of the head."""

    tree: Path  # the base's files
    packages: tuple[str, ...]  # that hold the policies: the platform has to use a rule of theirs; none: any
    way_out: str = ""  # what to do where the base cannot run the scenario


def standing(before: Peer, after: Peer, revised: Revised | None) -> dict[Side, dict[str, Any]]:
    """How both sides stand there. What is wrong with the head is bad input, with the base it cannot be compared to."""
    head = after.stands()
    try:
        stand: dict[Side, dict[str, Any]] = {"base": before.stands(), "head": head}
    except BadInput as problem:
        if revised is None:
            raise
        raise Broken(_unfit(str(problem), revised)) from None
    except Mixed:
        raise
    except Broken as problem:
        raise problem.within(_unfit(str(problem), revised)) from None
    for key, what in (("days", "days"), ("start", "first day"), ("rings", "rings")):
        if stand["base"][key] != head[key]:
            raise BadInput([f"base and head differ in their {what}: {stand['base'][key]} and {head[key]}"])
    used = {module.partition(".")[0] for side in stand.values() for module in side["rules"]}
    if revised is not None and revised.packages and not used & set(revised.packages):
        rules = " or ".join(revised.packages)
        raise BadInput([f"{head['name']}\n    uses no rule of {rules}: name a scenario whose platform does"])
    return stand


def _unfit(told: str, revised: Revised | None) -> str:
    said = ["the base cannot run on this model:", told]
    if revised is not None:
        said = [each.replace(f"{revised.tree}/", "") for each in (*said, revised.way_out)]
    return "\n".join(filter(None, said))


def differing(stand: Stand) -> tuple[str, ...]:
    """What differs between the sides, in words, with the files that do."""
    for there in stand.values():
        MANIFESTS.update(there["manifests"])
    pairs = zip(stand["base"]["parts"], stand["head"]["parts"], strict=True)
    return tuple(dict.fromkeys(words for before, after in pairs for words in changed(before, after)))


def worlds_differ(stand: Stand) -> bool:
    """Do the sides live in different worlds, by the numbers of these, in any regime?"""
    pairs = zip(stand["base"]["parts"], stand["head"]["parts"], strict=True)
    return any(before["world"] != after["world"] for before, after in pairs)


def idle_of(stand: Stand, *, equal: bool) -> list[str]:
    """What was changed and had no effect, in words. equal: all runs came out as the other side's."""
    base, head = stand["base"], stand["head"]
    shut = idle.both(base["shut"], head["shut"])
    return idle.sentences(idle.idle(base["resolved"], head["resolved"], shut, equal=equal))


def keys_of(stand: Stand, rails: Guardrails, pairs: int) -> dict[Side, dict[Regime, tuple[str, ...]]]:
    """By side and regime, the keys of the runs of so many pairs."""
    return {
        side: {regime: tuple(keys[:pairs]) for regime, keys in zip(rails.regimes, there["keys"], strict=True)}
        for side, there in stand.items()
    }
