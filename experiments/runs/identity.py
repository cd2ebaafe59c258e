"""The parts that decide a run, so that it can be told in which two runs differ. A hash over all of them is its key.

Equal parts, equal results: all that the code of a run could reach is in them (`experiments.runs.code`), and a run that
reaches for more is refused (`experiments.runs.guard`).
"""

import platform
import secrets
import sys
from collections.abc import Collection, Iterable, Mapping
from dataclasses import fields

from experiments.runs import code, hashes
from experiments.runs.code import Manifest, Places, digest
from experiments.runs.guard import Reach
from scenarios import Rollout, Scenario
from scenarios.schema import plain

type Parts = dict[str, str]  # by name, in a fixed order: a digest, or a few words

PACKAGE = "package "  # begins the name of a stranger's part
HEX = 64  # letters of a digest
NOWHERE = "without a file "  # begins what stands for code that cannot be read: equal to nothing, so never reused
MANIFESTS: dict[str, Manifest] = {}  # every state of code that this process has seen, by its digest


def parts(scenario: Scenario, seed: int) -> Parts:
    """Everything that decides the result of a run, and what is read off it.

    platform         the rules of each lever from which day on, with all their numbers
    world, calendar  every number of the world; first day and number of days
    seed             as it is
    sim, policies, scenarios    code and data of the simulation and of our rules; code behind a scenario
    measures         code that reads metrics and facts off a log
    package NAME     code and data of a stranger's package that a rule lives in, or that such a package imports
    libraries        Python and the installed releases that a run uses
    """
    return {
        "platform": _rules(scenario.rollout),
        "world": digest(plain(scenario.world)),
        "calendar": f"{scenario.start}, {scenario.days} days",
        "seed": str(seed),
        **code_parts(scenario),
    }


def code_parts(scenario: Scenario) -> Parts:
    """Those of them that say what code lies there now."""
    tops = _tops(scenario.rollout)
    found = _now(tops, needed=tops)
    hashes.save()
    return found


def standing(of: Iterable[tuple[str, str]] = ()) -> Parts:
    """Those parts that every run has today, whatever its scenario. of: parts of strangers, which are looked up too."""
    was = dict(of)
    tops = [name.removeprefix(PACKAGE) for name in was if name.startswith(PACKAGE)]
    return _now(tops, more={said.partition(" ")[0] for said in was.get("libraries", "").split(", ")} - {"", "python"})


def strange(found: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """Those parts of a run that tell which code it used beside our own."""
    return tuple(each for each in found.items() if each[0].startswith(PACKAGE) or each[0] == "libraries")


def key(found: Parts) -> str:
    """A hash of all parts: equal keys, equal results."""
    return digest(list(found.items()))


def others(named: Parts, now: Parts) -> str:
    """In what two states of the code differ, in words. Code without a file cannot be told apart."""
    names = [name for name, said in now.items() if not (said.startswith(NOWHERE) and name in named)]
    return "; ".join(changed({name: named[name] for name in names if name in named}, {n: now[n] for n in names}))


def places(scenario: Scenario) -> dict[str, Places]:
    """Where the code of a run lies that may be edited: our own, and strangers' packages, by part."""
    strangers, _ = code.packages(_tops(scenario.rollout))
    return {**code.house(), **{f"{PACKAGE}{top}": there for top, there in strangers.items()}}


def reach(scenario: Scenario) -> Reach:
    """Where a run may read."""
    return code.reach(*code.packages(_tops(scenario.rollout)))


def manifests(found: Parts) -> dict[str, Manifest]:
    """The states of code that parts name, by digest, as far as this process has seen them."""
    return {said: MANIFESTS[said] for said in found.values() if said in MANIFESTS}


def changed(before: Mapping[str, str], after: Mapping[str, str]) -> list[str]:
    """Which parts differ, in words, in their order, with the files that do where both states were seen."""
    names = [*before, *(name for name in after if name not in before)]
    return [words for name in names for words in _words(name, before.get(name), after.get(name))]


def _words(name: str, old: str | None, new: str | None) -> list[str]:
    if old == new:
        return []
    if old is None or new is None:
        return [f"{name} is {'new' if old is None else 'gone'}"]
    if name == "libraries":
        before, after = (dict(each.split(" ", 1) for each in said.split(", ")) for said in (old, new))
        pairs = [(each, before.get(each, "none"), after.get(each, "none")) for each in {**before, **after}]
        return [f"{each} {was} → {now}" for each, was, now in pairs if was != now]
    if name in {"platform", "world"}:
        return [{"platform": "the rules of the platform, or their numbers", "world": "the numbers of the world"}[name]]
    if max(len(old), len(new)) < HEX:
        return [f"{name} {old} → {new}"]
    first, second = MANIFESTS.get(old), MANIFESTS.get(new)
    return [f"the code of {name}" + (f" ({code.differing(first, second)})" if first and second else "")]


def _now(tops: Iterable[str], needed: Collection[str] = (), more: Iterable[str] = ()) -> Parts:
    """What lies there now of our own code, of strangers' packages, and of distributions. needed: a rule lives there."""
    strangers, bought = code.packages(tops)
    packages = {f"{PACKAGE}{top}": _package(strangers[top], top in needed) for top in sorted(strangers)}
    return {**_house(), **packages, "libraries": _libraries(bought.union(more))}


def _house() -> Parts:
    return {name: _seen(code.manifest(there)) for name, there in code.house().items()}


def _package(there: Places, needed: bool) -> str:
    return _seen(code.manifest(there)) if there else _nowhere() if needed else "not there"


def _nowhere() -> str:
    return NOWHERE + secrets.token_hex(32)


def _seen(manifest: Manifest) -> str:
    said = digest(manifest)
    MANIFESTS[said] = manifest
    return said


def _libraries(bought: frozenset[str] = frozenset()) -> str:
    python = f"python {platform.python_version()} {platform.python_implementation()} -O{sys.flags.optimize}"
    return ", ".join([python, *(f"{name} {said}" for name, said in code.releases(bought).items())])


def _rules(rollout: Rollout) -> str:
    """A digest of the rules of a rollout: of their classes and numbers."""
    rules = [(day, lever.name, getattr(there, lever.name)) for day, there in rollout for lever in fields(there)]
    kinds = [f"{type(rule).__module__}.{type(rule).__qualname__}" for _, _, rule in rules]
    said = [[day, lever, kind, plain(rule)] for (day, lever, rule), kind in zip(rules, kinds, strict=True)]
    try:
        return digest(said)
    except TypeError:  # a number that is none
        return _nowhere()


def _tops(rollout: Rollout) -> frozenset[str]:
    """The top-level packages that the rules of a rollout live in, with all classes above them."""
    kinds = {type(getattr(there, lever.name)) for _, there in rollout for lever in fields(there)}
    return frozenset(above.__module__.partition(".")[0] for kind in kinds for above in kind.__mro__)
