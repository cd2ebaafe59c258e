"""Parts of a run's key: everything that decides its result, by name. The key is the digest of all parts.

Equal parts, equal results: they cover all that the code of a run could reach (`experiments.runs.code`), and a run that
uses more is refused (`experiments.runs.guard`).
"""

import platform
import secrets
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from functools import cache
from typing import Any

from experiments.runs import code
from experiments.runs.guard import Reach
from experiments.runs.hashes import Places, digest, state
from policies.here import look_here
from scenarios import Rollout, Scenario
from scenarios.schema import plain

type Parts = dict[str, str]  # by name, in a fixed order: a digest, or a few words

NOT_THERE = "not there"  # for a package that is not found
PACKAGE = "package "  # prefix of the part of a plug-in package
NOWHERE = "without a file "  # prefix of a random digest, for code without a source: equal to no other, so never reused


def parts(runs: Sequence[tuple[Scenario, int]]) -> Iterator[Parts]:
    """Yield the parts of each run: everything that decides its results and measures, from one look at the code.

    platform         the rules of each lever from which day on, with all their numbers
    world            every number of the world
    calendar         first day and number of days
    seed             as it is
    sim, policies    code and data of the simulation and of our rules
    scenarios        code that reads scenarios
    measures         code that reads metrics and facts off a log
    package NAME     code and data of a plug-in package that contains a rule, or that such a package imports
    libraries        Python and the installed releases that a run uses
    """
    looked, shared = cache(code_parts), dict[int, tuple[str, Parts]]()
    for scenario, seed in runs:
        rollout = scenario.rollout
        if id(rollout) not in shared:
            shared[id(rollout)] = _rules(rollout), looked(tops(rollout))
        rules, code_now = shared[id(rollout)]
        yield {
            "platform": rules,
            "world": digest(repr(scenario.world)),
            "calendar": f"{scenario.start}, {scenario.days} days",
            "seed": str(seed),
            **code_now,
        }


def code_parts(tops: frozenset[str], more: Iterable[str] = (), *, needed: bool = True) -> Parts:
    """Return the parts of the present code: ours, plug-in packages, distributions and `more` of these.

    needed: these packages contain rules, so one without a file gets a fresh random digest.
    """
    plugins, distributions = code.packages(tops)
    result = {name: state(location).digest for name, location in code.house().items()}
    for top, location in sorted(plugins.items()):
        missing = NOWHERE + secrets.token_hex(32) if needed and top in tops else NOT_THERE
        result[f"{PACKAGE}{top}"] = state(location).digest if location else missing
    flags = f"-O{sys.flags.optimize}{' -X dev' * sys.flags.dev_mode}"
    python = f"python {platform.python_version()} {platform.python_implementation()} {flags}"
    releases = code.releases(distributions.union(more)).items()
    return {**result, "libraries": ", ".join([python, *(f"{name} {version}" for name, (version, _) in releases)])}


def standing(plugins: Iterable[tuple[str, str]] = ()) -> Parts:
    """Return the parts that every run has now, in any scenario.

    plugins: parts of plug-ins, which are looked up too, also in the current folder
    """
    known = dict(plugins)
    more = {library.partition(" ")[0] for library in known.get("libraries", "").split(", ")} - {"", "python"}
    packages = frozenset(name.removeprefix(PACKAGE) for name in known if name.startswith(PACKAGE))
    if packages:
        look_here()
    return code_parts(packages, more, needed=False)


def strange(parts: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """Return the parts of a run for code other than our own: plug-in packages and libraries."""
    return tuple(each for each in parts.items() if each[0].startswith(PACKAGE) or each[0] == "libraries")


def key(parts: Parts) -> str:
    """Return the key: a digest of all parts. Equal keys, equal results."""
    return digest(list(parts.items()))


def tops(rollout: Rollout) -> frozenset[str]:
    """Return the top-level packages that contain the rules of a rollout and their base classes."""
    return tops_of({type(rule) for rule in rules_of(rollout)})


def rules_of(rollout: Rollout) -> list[Any]:
    """Return the rules of a rollout."""
    return [getattr(platform, lever.name) for _, platform in rollout for lever in fields(platform)]


def tops_of(kinds: Iterable[type]) -> frozenset[str]:
    """Return the top-level packages that contain these classes and their base classes."""
    return frozenset(above.__module__.partition(".")[0] for kind in kinds for above in kind.__mro__)


def ours(module: str) -> bool:
    """Is a module one of ours?"""
    return module.partition(".")[0] in code.HOUSE


def places(scenario: Scenario) -> dict[str, Places]:
    """Return the places of code that may be edited, by part: our own and that of plug-in packages."""
    plugins, _ = code.packages(tops(scenario.rollout))
    return {**code.house(), **{f"{PACKAGE}{top}": location for top, location in plugins.items()}}


def reach(scenario: Scenario) -> Reach:
    """Return the paths that a run may read."""
    return code.reach(tops(scenario.rollout))


def _rules(rollout: Rollout) -> str:
    """Return a digest of the rules of a rollout: of their classes and numbers."""
    levers = [
        (day, lever.name, getattr(platform, lever.name)) for day, platform in rollout for lever in fields(platform)
    ]
    try:
        return digest(
            [[*at, f"{type(rule).__module__}.{type(rule).__qualname__}", plain(rule)] for *at, rule in levers]
        )
    except TypeError:  # a number of a type that JSON does not have
        return NOWHERE + secrets.token_hex(32)
