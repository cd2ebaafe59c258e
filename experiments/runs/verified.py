"""What runs is what its key says: looked at where runs are named, and where they are carried out, before and after."""

import pickle
from collections.abc import Iterable, Sequence
from functools import partial

from experiments.runs import code, guard, identity, imported
from experiments.runs.identity import PACKAGE
from experiments.runs.plan import Run
from experiments.runs.pools import Unready

CHANGED = "code has changed since these runs were named, so nothing of it is taken: {}"


class OtherCode(Exception):
    """Other code lies there than a run was named by; the message says which."""


def name(runs: Iterable[Run], by: dict[str, str] | None = None) -> None:
    """Name runs, all by one state of the code. by: the state that a question was begun with, filled by the first runs.

    Raises Unready where there are two states.
    """
    by = {} if by is None else by
    for run in runs:
        found = {part: said for part, said in run.parts.items() if said in identity.MANIFESTS}
        if other := identity.others({**found, **by}, found):
            raise Unready(CHANGED.format(other))
        by |= found


def check_files(runs: Iterable[Run]) -> None:
    """Raises Unready where no file says what would run: somebody has put other functions in the place of its own."""
    rollouts = {id(run.scenario.rollout): run.scenario for run in runs}
    for scenario in rollouts.values():
        for function in imported.replaced(identity.places(scenario).values()):
            raise Unready(f"{function} was replaced in this process, and no key of a run knows it: put it into a file")


def other(runs: Iterable[Run]) -> str:
    """In what the code that lies here now differs from that which runs were named by; nothing where it does not."""
    now = ((run, identity.code_parts(run.scenario)) for run in runs)
    return next(filter(None, (identity.others(run.parts, parts) for run, parts in now)), "")


def check(runs: Sequence[Run]) -> None:
    """Raises OtherCode where other code lies there than runs were named by, Outdated where older code is imported."""
    for run in runs:
        now = identity.code_parts(run.scenario)
        if said := identity.others(run.parts, now):
            raise OtherCode(said)
        states = {part: identity.MANIFESTS[said] for part, said in now.items() if said in identity.MANIFESTS}
        imported.check(states, partial(identity.places, run.scenario))


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
    imported.check({part: code.manifest(places) for part, places in there.items()}, lambda: there)
    with guard.watching(code.reach(strangers, bought)):
        found: list[Run] = pickle.loads(runs)
    return found
