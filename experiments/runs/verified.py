"""What runs is what its key says: looked at where runs are named, and where they are carried out, before and after."""

import pickle
from collections.abc import Iterable, Sequence
from functools import partial
from math import inf
from time import monotonic

from experiments.runs import changes, code, guard, identity, imported, plan
from experiments.runs.hashes import MANIFESTS, state
from experiments.runs.identity import PACKAGE, Parts
from experiments.runs.plan import Run
from experiments.runs.pools import Unready

CHANGED = "code has changed since these runs were named, so nothing of it is taken: {}"
RECENT = 1.0  # seconds for which a look at the code will do before a run; the one after it is what counts

_looked: dict[frozenset[str], tuple[float, Parts]] = {}  # by strangers' packages: when this process looked last


class OtherCode(Exception):
    """Other code lies there than a run was named by; the message says which."""


def name(runs: Sequence[Run], by: dict[str, str] | None = None) -> None:
    """Name runs, all by one state of the code. by: the state that a question was begun with, filled by the first runs.

    Raises Unready where there are two states.
    """
    plan.name(runs)
    by = {} if by is None else by
    for run in runs:
        found = {part: said for part, said in run.parts.items() if said in MANIFESTS}
        if found.items() <= by.items():
            continue
        if other := changes.others({**found, **by}, found):
            raise Unready(CHANGED.format(other))
        by |= found


def check_files(runs: Iterable[Run]) -> None:
    """Raises Unready where no file says what would run: somebody has put other functions in the place of its own."""
    for run, *_ in _alike(runs).values():
        for function in imported.replaced(identity.places(run.scenario).values()):
            raise Unready(f"{function} was replaced in this process, and no key of a run knows it: put it into a file")


def other(runs: Iterable[Run]) -> str:
    """In what the code that lies here now differs from that which runs were named by; nothing where it does not."""
    now = ((run, identity.code_parts(identity.tops(run.scenario.rollout))) for run in runs)
    return next(filter(None, (changes.others(run.parts, parts) for run, parts in now)), "")


def check(runs: Sequence[Run], *, before: bool = False) -> None:
    """Raises OtherCode where other code lies there than runs were named by, Outdated where older code is imported.

    before: they are yet to be carried out, and will be checked once more after it.
    """
    for tops, some in _alike(runs).items():
        when, now = _looked.get(tops, (-inf, {}))
        if before and monotonic() - when < RECENT and all(now.items() <= run.parts.items() for run in some):
            continue
        now = identity.code_parts(tops)
        if said := next(filter(None, (changes.others(run.parts, now) for run in some)), ""):
            raise OtherCode(said)
        states = {part: MANIFESTS[said] for part, said in now.items() if said in MANIFESTS}
        imported.check(states, partial(identity.places, some[0].scenario))
        _looked[tops] = monotonic(), now


def _alike(runs: Iterable[Run]) -> dict[frozenset[str], list[Run]]:
    """Runs by the packages that their rules live in."""
    tops: dict[int, frozenset[str]] = {}
    found: dict[frozenset[str], list[Run]] = {}
    for run in runs:
        rollout = run.scenario.rollout
        if id(rollout) not in tops:
            tops[id(rollout)] = identity.tops(rollout)
        found.setdefault(tops[id(rollout)], []).append(run)
    return found


def packed(runs: Sequence[Run]) -> tuple[bytes, list[str]]:
    """Runs for another process, and the strangers' packages that they bring. Raises what pickle raises."""
    tops = {part.removeprefix(PACKAGE) for run in runs for part in run.parts if part.startswith(PACKAGE)}
    return pickle.dumps(runs), sorted(tops)


def unpacked(runs: bytes, tops: Sequence[str]) -> list[Run]:
    """Runs from another process. Strangers' packages are looked at before anything of them is imported.

    Raises Outdated.
    """
    strangers, bought = code.packages(tops)
    there = {f"{PACKAGE}{top}": places for top, places in strangers.items()}
    imported.check({part: state(places).files for part, places in there.items()}, lambda: there)
    with guard.watching(code.reach(strangers, bought)):
        found: list[Run] = pickle.loads(runs)
    return found
