"""The parts that decide a run, so that it can be told in which two runs differ. A hash over all of them is its key.

Equal parts, equal results: all that the code of a run could reach is in them (`experiments.runs.code`), and a run that
reaches for more is refused (`experiments.runs.guard`).
"""

import platform
import secrets
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from functools import cache

from experiments.runs import code, hashes
from experiments.runs.guard import Reach
from experiments.runs.hashes import Places, digest, state
from scenarios import Rollout, Scenario
from scenarios.schema import plain

type Parts = dict[str, str]  # by name, in a fixed order: a digest, or a few words

PACKAGE = "package "  # begins the name of a stranger's part
NOWHERE = "without a file "  # begins what stands for code that cannot be read: equal to nothing, so never reused


def parts(runs: Sequence[tuple[Scenario, int]]) -> Iterator[Parts]:
    """Everything that decides the results of runs, and what is read off them, by one look at the code.

    platform         the rules of each lever from which day on, with all their numbers
    world, calendar  every number of the world; first day and number of days
    seed             as it is
    sim, policies, scenarios    code and data of the simulation and of our rules; code behind a scenario
    measures         code that reads metrics and facts off a log
    package NAME     code and data of a stranger's package that a rule lives in, or that such a package imports
    libraries        Python and the installed releases that a run uses
    """
    looked, shared = cache(code_parts), dict[int, tuple[str, Parts]]()
    for scenario, seed in runs:
        rollout = scenario.rollout
        if id(rollout) not in shared:
            shared[id(rollout)] = _rules(rollout), looked(tops(rollout))
        rules, there = shared[id(rollout)]
        yield {
            "platform": rules,
            "world": digest(repr(scenario.world)),
            "calendar": f"{scenario.start}, {scenario.days} days",
            "seed": str(seed),
            **there,
        }


def code_parts(tops: frozenset[str], more: Iterable[str] = (), *, needed: bool = True) -> Parts:
    """Those of them that say what code lies there now: ours, strangers' packages, distributions and `more` of these.

    needed: rules live in these packages, so one without a file is equal to nothing.
    """
    strangers, bought = code.packages(tops)
    found = {name: state(there).digest for name, there in code.house().items()}
    for top, there in sorted(strangers.items()):
        nowhere = NOWHERE + secrets.token_hex(32) if needed and top in tops else "not there"
        found[f"{PACKAGE}{top}"] = state(there).digest if there else nowhere
    python = f"python {platform.python_version()} {platform.python_implementation()} -O{sys.flags.optimize}"
    releases = code.releases(bought.union(more)).items()
    hashes.save()
    return {**found, "libraries": ", ".join([python, *(f"{name} {said}" for name, (said, _) in releases)])}


def standing(of: Iterable[tuple[str, str]] = ()) -> Parts:
    """Those parts that every run has today, whatever its scenario. of: parts of strangers, which are looked up too."""
    was = dict(of)
    more = {said.partition(" ")[0] for said in was.get("libraries", "").split(", ")} - {"", "python"}
    packages = frozenset(name.removeprefix(PACKAGE) for name in was if name.startswith(PACKAGE))
    return code_parts(packages, more, needed=False)


def strange(found: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """Those parts of a run that tell which code it used beside our own."""
    return tuple(each for each in found.items() if each[0].startswith(PACKAGE) or each[0] == "libraries")


def key(found: Parts) -> str:
    """A hash of all parts: equal keys, equal results."""
    return digest(list(found.items()))


def tops(rollout: Rollout) -> frozenset[str]:
    """The top-level packages that the rules of a rollout live in, with all classes above them."""
    kinds = {type(getattr(there, lever.name)) for _, there in rollout for lever in fields(there)}
    return frozenset(above.__module__.partition(".")[0] for kind in kinds for above in kind.__mro__)


def places(scenario: Scenario) -> dict[str, Places]:
    """Where the code of a run lies that may be edited: our own, and strangers' packages, by part."""
    strangers, _ = code.packages(tops(scenario.rollout))
    return {**code.house(), **{f"{PACKAGE}{top}": there for top, there in strangers.items()}}


def reach(scenario: Scenario) -> Reach:
    """Where a run may read."""
    return code.reach(*code.packages(tops(scenario.rollout)))


def _rules(rollout: Rollout) -> str:
    """A digest of the rules of a rollout: of their classes and numbers."""
    rules = [(day, lever.name, getattr(there, lever.name)) for day, there in rollout for lever in fields(there)]
    try:
        return digest([[*at, f"{type(rule).__module__}.{type(rule).__qualname__}", plain(rule)] for *at, rule in rules])
    except TypeError:  # a number that is none
        return NOWHERE + secrets.token_hex(32)
