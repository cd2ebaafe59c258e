"""Differences between two runs, or between two states of the code, in words."""

from collections.abc import Mapping

from experiments.language.messages import english, message
from experiments.runs.hashes import MANIFESTS, Manifest
from experiments.runs.identity import NOWHERE, Parts

PARTS = {
    "platform": message("the rules of the platform, or their numbers"),
    "world": message("the numbers of the world"),
}
SHOWN = 5  # files that are named
HEX = 64  # letters of a digest


def changed(before: Mapping[str, str], after: Mapping[str, str]) -> list[str]:
    """Return the parts that differ, in order, as sentences of data; with files, if both manifests have been seen."""
    names = [*before, *(name for name in after if name not in before)]
    return [words for name in names for words in _words(name, before.get(name), after.get(name))]


def others(named: Parts, now: Parts) -> str:
    """Return the differences between two states of the code, in words. Code without a file is not compared."""
    names = [name for name, value in now.items() if not (value.startswith(NOWHERE) and name in named)]
    return "; ".join(changed({name: named[name] for name in names if name in named}, {n: now[n] for n in names}))


def differing(before: Manifest, after: Manifest) -> str:
    """Return the names of the files that differ, as one text."""
    names = sorted(name for name in {*before, *after} if before.get(name) != after.get(name))
    return ", ".join([*names[:SHOWN], *(["…"] if len(names) > SHOWN else [])])


def manifests(parts: Parts) -> dict[str, Manifest]:
    """Return the manifests that parts refer to, by digest, as far as this process has seen them."""
    return {value: MANIFESTS[value] for value in parts.values() if value in MANIFESTS}


def _words(name: str, old: str | None, new: str | None) -> list[str]:
    if old == new:
        return []
    if old is None or new is None:
        return [english("{part} is new" if old is None else "{part} is gone", part=name)]
    if name == "libraries":
        before, after = (dict(each.split(" ", 1) for each in text.split(", ")) for text in (old, new))
        pairs = [(each, before.get(each, "none"), after.get(each, "none")) for each in {**before, **after}]
        return [f"{each} {was} → {now}" for each, was, now in pairs if was != now]
    if name in PARTS:
        return [PARTS[name]]
    if max(len(old), len(new)) < HEX:
        return [f"{name} {old} → {new}"]
    first, second = MANIFESTS.get(old), MANIFESTS.get(new)
    if first and second:
        return [english("the code of {part} ({files})", part=name, files=differing(first, second))]
    return [english("the code of {part}", part=name)]
