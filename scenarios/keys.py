"""Keys: everything that can be changed in a scenario, by its whole name; and which one a short name stands for.

A key is short where it is the end of a whole one: `call`, or `communication.call`, for `platform.communication.call`.
"""

import difflib
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cache
from typing import get_type_hints

from policies.catalogue import RULES
from policies.display import Display
from policies.printable import printable
from scenarios.problems import not_among
from scenarios.schema import Head, nested, settable
from sim.world import World

type Kinds = Mapping[str, type]  # the class that answers each lever, and that of `display`

HEAD = tuple(get_type_hints(Head))  # the keys of the top level: of these a whole key begins with one
SWITCHES = tuple(f"platform.{lever}.rule" for lever in RULES)
MOST = 3  # keys that a complaint suggests


def short(key: str) -> bool:
    """Is a key the end of a whole one, if it is anything?"""
    return key.partition(".")[0] not in HEAD


def known(platforms: Iterable[Kinds]) -> tuple[str, ...]:
    """Every whole key: numbers of the world, and of the platforms' rules."""
    numbers = (
        key for kinds in platforms for lever, kind in kinds.items() for key in _fields(f"platform.{lever}", kind)
    )
    return tuple(dict.fromkeys([*of_world(), *SWITCHES, *numbers]))


@cache
def of_world() -> tuple[str, ...]:
    """The whole keys of the world."""
    sections = nested(World)
    own = [key for key in _fields("world", World) if key.removeprefix("world.") not in sections]
    return (*own, *(key for name, kind in sections.items() for key in _fields(f"world.{name}", kind)))


@cache
def of_rules() -> tuple[str, ...]:
    """The whole keys of the world and of all rules of ours, whether a scenario uses them or not."""
    return known([{"display": Display}, *({lever: kind} for lever, kinds in RULES.items() for kind in kinds.values())])


def meant(key: str, among: Collection[str]) -> list[str]:
    """The whole keys that end in a short one."""
    return [each for each in among if each == key or each.endswith(f".{key}")]


def whole(key: str, among: Collection[str]) -> str:
    """The one whole key that is meant. Raises LookupError, with what is wrong, where there is none or several."""
    if not short(key):
        return key
    candidates = meant(key, among)
    if len(candidates) == 1:
        return candidates[0]
    last = key.rpartition(".")[2]
    lever = key.removesuffix(".rule").rpartition(".")[2]
    if key.endswith(".rule") and lever not in RULES:
        raise LookupError(not_among("lever", lever, RULES))
    if last == "rule" or last in RULES:
        lever = last if last in RULES else "screening"
        raise LookupError(f"a rule is named with its lever, such as platform.{lever}.rule")
    if candidates:
        raise LookupError(f"several are called so, name one by its whole key:\n{', '.join(candidates)}")
    raise LookupError(_unknown(key, among))


def no_key(word: str, choices: Iterable[str], table: str = "") -> str:
    """Complaint about an unknown key in a table of a file, with the keys of that name that stand elsewhere."""
    places = [key for key in meant(word, of_rules()) if key != f"{table}.{word}"]
    return not_among("key", word, choices, places if len(places) <= MOST else ())


def _unknown(key: str, among: Collection[str]) -> str:
    """Complaint about an unknown key, with the rules that have it where no lever has one of them now."""
    ends: dict[str, list[str]] = {}
    for each in (*among, *HEAD):
        for end in _ends(each):
            ends.setdefault(end, []).append(each)
    close = difflib.get_close_matches(key, sorted(ends), n=1)
    suggested = f"; did you mean {' or '.join(ends[close[0]][:MOST])}?" if close else ""
    rules = [
        f"platform.{lever}.rule={rule}"
        for lever, kinds in RULES.items()
        for rule, kind in kinds.items()
        if key in {end for each in _fields(f"platform.{lever}", kind) for end in _ends(each)}
    ]
    elsewhere = f"\n{', '.join(rules)} has it" if rules else ""
    return f"no number of the world or of a rule in force is called '{printable(key)}'{suggested}{elsewhere}"


def _ends(key: str) -> Iterator[str]:
    """A key, and what it may be shortened to."""
    while key:
        yield key
        key = key.partition(".")[2]


def _fields(owner: str, kind: type) -> list[str]:
    return [f"{owner}.{field.name}" for field in settable(kind)]
