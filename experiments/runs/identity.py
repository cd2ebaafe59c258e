"""What decides a run, in parts, so that it can be told in which two runs differ. A hash over all names the run.

Equal parts, equal results. Layout, comments, docstrings and the names of local variables decide nothing
(`experiments.runs.source`), nor does the code of a rule that the platform of the run never has.

Taken for granted: a scenario's `resolved` says what its world and its rules are, and what a rule reads beyond the code
and the data that lie with it (the network, the environment, files elsewhere) does not change.
"""

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import metadata
from typing import TYPE_CHECKING

from experiments.runs.carried import made
from experiments.runs.code import Code, closure, digest, imports_of, of_package, unknown
from experiments.runs.imports import LIBRARIES
from policies.catalogue import RULES, offers
from scenarios import Scenario

if TYPE_CHECKING:
    from experiments.runs.plan import Run

type Parts = dict[str, str]  # by name, in a fixed order: a digest, or a few words

READERS = ("experiments.runs.record", "experiments.runs.work")  # what they import of measures is read off every log
HEX = 64  # letters of a digest


def parts(run: "Run") -> Parts:
    """Everything that decides the result of a run, and what is read off it.

    platform         which rule stands at each lever from which day on, with which numbers, and the classes behind it
    world, calendar  every number of the world; first day and number of days
    seed             as it is
    sim, policies    code and data of the simulation; those of `policies` that it uses, as all rules do
    policies.LEVER   code and data behind the rules of a lever that the run has, without what all share
    measures         code and data that read metrics and facts off a log, beyond the simulation's
    libraries        versions of Python and of the libraries that a run uses
    """
    said, rules = run.scenario.resolved, _rules(_Same(run.scenario))
    return {
        "platform": digest([said["rollout"], rules.told]),
        "world": digest(said["world"]),
        "calendar": f"{said['start']}, {said['days']} days",
        "seed": str(run.seed),
        **_model(),
        **{f"policies.{lever}": _code(*behind) or unknown() for lever, behind in rules.modules.items()},
        **_reading(),
    }


def key(run: "Run") -> str:
    """A hash of all parts: equal keys, equal results."""
    return digest(list(parts(run).items()))


def changed(before: Mapping[str, str], after: Mapping[str, str]) -> list[str]:
    """Which parts differ, in words, in their order. Nothing where the runs are the same."""
    names = [*before, *(name for name in after if name not in before)]
    return [words for name in names if before.get(name) != after.get(name) for words in _words(name, before, after)]


def _words(name: str, before: Mapping[str, str], after: Mapping[str, str]) -> list[str]:
    old, new = before.get(name), after.get(name)
    if old is None or new is None:
        return [f"{name} is {'new' if old is None else 'gone'}"]
    if name == "libraries":
        return _libraries_changed(old, new)
    if name in {"platform", "world"}:
        return [{"platform": "the rules of the platform, or their numbers", "world": "the numbers of the world"}[name]]
    if max(len(old), len(new)) < HEX:
        return [f"{name} {old} → {new}"]
    if name.startswith("policies"):
        lever = name.removeprefix("policies").removeprefix(".")
        return [f"the code behind the rule of {lever}" if lever else "the code of policies that all rules share"]
    return [f"the code of {name}"]


def _libraries_changed(before: str, after: str) -> list[str]:
    old, new = (dict(each.split(" ", 1) for each in said.split(", ")) for said in (before, after))
    return [
        f"{name} {old.get(name, 'none')} → {new.get(name, 'none')}"
        for name in [*old, *(name for name in new if name not in old)]
        if old.get(name) != new.get(name)
    ]


@cache
def _shared() -> Code:
    """The simulation, and what it imports of `policies`."""
    return of_package("sim")


@cache
def _model() -> Parts:
    own = {name: said for name, said in _shared().items() if name.startswith(("sim.", "sim/")) or name == "sim"}
    return {"sim": digest(own), "policies": digest(dict(_shared().items() - own.items()))}


@cache
def _reading() -> Parts:
    versions = {"python": ".".join(map(str, sys.version_info[:2])), **{name: _version(name) for name in LIBRARIES}}
    return {
        "measures": digest(_measures()),
        "libraries": ", ".join(f"{name} {version}" for name, version in versions.items()),
    }


def _measures() -> Code:
    """What reads numbers off a log to be kept: its own code, no data from elsewhere in the house, as margins are."""
    reads = [name for module in READERS for name in imports_of(module) if name.startswith("experiments.measures.")]
    found = dict((closure(*sorted(set(reads))) or {}).items() - _shared().items())
    return {name: said for name, said in found.items() if not name.startswith("experiments/")}


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return "none"


@dataclass(frozen=True, slots=True)
class _Same:
    """A rollout in place of its value: the platforms that a scenario has are those of many runs."""

    scenario: Scenario

    def __hash__(self) -> int:
        return hash((id(self.scenario.rollout), id(self.scenario.resolved["rollout"])))

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, _Same)
            and self.scenario.rollout is other.scenario.rollout
            and self.scenario.resolved["rollout"] is other.scenario.resolved["rollout"]
        )


@dataclass(frozen=True, slots=True)
class _Rules:
    """Of each lever, over a whole rollout: what its rules are called and made of, and the modules behind them."""

    told: dict[str, list[str]]
    modules: dict[str, tuple[frozenset[str], frozenset[str]]]  # all, and those that hold the rules themselves


@lru_cache(maxsize=256)
def _rules(same: _Same) -> _Rules:
    found = _Rules({}, {})
    for lever in RULES:
        rules = [getattr(platform, lever) for _, platform in same.scenario.rollout]
        of = made(*rules)
        names = {step["platform"][lever].get("rule") for step in same.scenario.resolved["rollout"]}
        entries = [each.entry for each in offers() if each.lever == lever and each.name in names]
        found.told[lever] = [*sorted(f"{entry.name} = {entry.value}" for entry in entries), *of.of]
        own = frozenset([*(type(rule).__module__ for rule in rules), *(entry.module for entry in entries)])
        found.modules[lever] = of.modules | own, own
    return found


@cache
def _code(modules: frozenset[str], offered: frozenset[str]) -> str | None:
    """Of what is behind the rules of a lever, without what all share."""
    code = closure(*sorted(modules), offered=offered)
    return None if code is None else digest(sorted(code.items() - _shared().items()))


def standing() -> Parts:
    """Those parts that every run has today, whatever its scenario: code that all runs share, and libraries."""
    return {**_model(), **_reading()}
