"""Check that the code that runs is the code in the key: when keys are computed, before each run and after it."""

import pickle
from collections.abc import Iterable, Sequence

from experiments.language.arguments import argument
from experiments.runs import changes, code, guard, identity, imported, plan
from experiments.runs.hashes import MANIFESTS, state
from experiments.runs.identity import PACKAGE, Parts
from experiments.runs.plan import Run
from experiments.runs.pools import Unready

CHANGED = "code has changed since these runs were named, so nothing of it is taken: {}"


class OtherCode(Exception):
    """The files hold other code than the key of a run; the message says which."""


def name(runs: Sequence[Run], states: dict[str, str] | None = None) -> None:
    """Compute the keys of runs, all from one state of the code. Raise Unready if there are two states.

    states: part → digest of the code at the first runs of a question, filled in by them
    """
    plan.name(runs)
    states = {} if states is None else states
    for run in runs:
        manifests = {part: value for part, value in run.parts.items() if value in MANIFESTS}
        if manifests.items() <= states.items():
            continue
        if other := changes.others({**manifests, **states}, manifests):
            raise Unready(CHANGED.format(other))
        states |= manifests


def check_files(runs: Iterable[Run]) -> None:
    """Raise Unready if a function was replaced in this process: no file holds the code that would run."""
    for run, *_ in _alike(runs).values():
        for function in imported.replaced(identity.places(run.scenario).values()):
            raise Unready(f"{function} was replaced in this process, and no key of a run knows it: put it into a file")


def check_travels(runs: Iterable[Run]) -> None:
    """Raise Unready if the class of a rule is one of the program or notebook that asks: worker processes lack it."""
    for run, *_ in _alike(runs).values():
        for rule in identity.rules_of(run.scenario.rollout):
            if type(rule).__module__ == "__main__":
                name = f"{type(rule).__qualname__} is a class of this program or notebook, which worker processes lack"
                raise Unready(f"{name}: put it into a file, or ask with {argument('engine', 'serial')}")


def of_others(run: Run) -> bool:
    """Return whether a run has rules of other packages."""
    return not all(map(identity.ours, (type(rule).__module__ for rule in identity.rules_of(run.scenario.rollout))))


def check_unchanged(runs: Iterable[Run]) -> None:
    """Raise Unready if files hold other code than the keys of runs."""
    for tops, some in _alike(runs).items():
        if other := _others(some, identity.code_parts(tops)):
            raise Unready(CHANGED.format(other)) from None


def check(runs: Sequence[Run]) -> None:
    """Raise OtherCode if files hold other code than the keys of runs, Outdated if older code is imported."""
    for tops, some in _alike(runs).items():
        now = identity.code_parts(tops)
        if other := _others(some, now):
            raise OtherCode(other)
        states = {part: MANIFESTS[value] for part, value in now.items() if value in MANIFESTS}
        imported.check(states, identity.places(some[0].scenario))


def _others(runs: Iterable[Run], now: Parts) -> str:
    """Return the differences of the first run that has other code in its key than there is now."""
    return next(filter(None, (changes.others(run.parts, now) for run in runs)), "")


def _alike(runs: Iterable[Run]) -> dict[frozenset[str], list[Run]]:
    """Return runs by the packages that contain their rules."""
    tops: dict[int, frozenset[str]] = {}
    result: dict[frozenset[str], list[Run]] = {}
    for run in runs:
        rollout = run.scenario.rollout
        if id(rollout) not in tops:
            tops[id(rollout)] = identity.tops(rollout)
        result.setdefault(tops[id(rollout)], []).append(run)
    return result


def packed(runs: Sequence[Run]) -> tuple[bytes, list[str]]:
    """Return runs, pickled for another process, and the packages that contain their rules. Raise as pickle does."""
    return pickle.dumps(runs), sorted(frozenset[str]().union(*_alike(runs)))


def unpacked(runs: bytes, tops: Sequence[str]) -> list[Run]:
    """Return the runs of another process. Plug-in packages are checked before they are imported.

    Raise Outdated as `check` does.
    """
    plugins, _ = code.packages(tops)
    locations = {f"{PACKAGE}{top}": places for top, places in plugins.items()}
    imported.check({part: state(places).files for part, places in locations.items()}, locations)
    with guard.watching(code.reach(tops)):
        result: list[Run] = pickle.loads(runs)
    return result
