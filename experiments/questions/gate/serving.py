"""What a side answers: how its scenario stands there, and what comes of its runs."""

import hashlib
import json
import pickle
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from pathlib import Path
from queue import Queue
from typing import Any

from experiments.host.files import Unusable
from experiments.questions.compare.idle import shut
from experiments.questions.gate.luck import OTHER_LUCK
from experiments.questions.gate.peer import Ran
from experiments.runs import verified
from experiments.runs.changes import manifests
from experiments.runs.code import packages
from experiments.runs.engine import Outcome, execute
from experiments.runs.keeping import carried_out
from experiments.runs.plan import Run, plan
from experiments.runs.pools import Engine, Processes, Serial, Unready
from experiments.runs.record import Record, metrics, recorded
from experiments.runs.work import simulated
from experiments.runs.worlds import Worlds
from experiments.store.store import Store
from policies.catalogue import RULES
from scenarios import BadInput, Scenario, load
from scenarios.space import outside
from sim import day  # noqa: F401 - where it does not fit the policies, that is said before anything is run

type Answer = dict[str, Any]
type Tell = Callable[[Answer], None]


class Repeating(Serial):
    """This process alone: another one would have the clock of everybody."""

    def renewed(self) -> None:
        """None is begun."""


class _Runs:
    """The runs of a side, each planned once, however often it is asked for, and all named by one state of the code."""

    def __init__(self, scenarios: Sequence[Scenario], worlds: Worlds) -> None:
        self._scenarios, self._worlds = scenarios, worlds
        self._planned: dict[Ran, Run] = {}
        self._state: dict[str, str] = {}

    def of(self, asked: Iterable[Sequence[int]]) -> list[Run]:
        """These, each a regime and a seed."""
        named = [(regime, seed) for regime, seed in asked]
        for regime, scenario in enumerate(self._scenarios):
            new = [seed for each, seed in named if each == regime and (each, seed) not in self._planned]
            planned = plan([scenario], new, self._worlds)
            self._planned |= {(regime, seed): run for seed, run in zip(new, planned, strict=True)}
        return [self._planned[each] for each in named]

    def named(self, asked: Iterable[Sequence[int]]) -> list[Run]:
        """These, which a store knows. Raises Unready where code has changed since the first of all were named."""
        found = self.of(asked)
        verified.name(found, self._state)
        return found


def serve(questions: "Queue[Answer]", tell: Tell) -> None:
    """Answer the first question with what stands there, each further one with what comes of the runs that it names.

    Where no store is named, runs are carried out again to be held against what is known: the first question is not
    answered, and this process carries them out itself.
    """
    asked = questions.get()
    with _refusing(tell):
        scenarios = [load(asked["scenario"], changes, Path(asked["shelf"])) for changes in asked["regimes"]]
        worlds = Worlds(None if asked["worlds"] is None else Path(asked["worlds"]))
        worlds.check(scenarios[0], asked["pairs"])
        runs = _Runs(scenarios, worlds)
        if asked["store"] is not None:
            first = [runs.named((regime, seed) for seed in range(asked["pairs"])) for regime in range(len(scenarios))]
            there = {"worlds": worlds.count(scenarios[0]), "others": worlds.again(scenarios[0], range(OTHER_LUCK))}
            mixed = _mixed(asked["library"], asked["foreign"], _rules(scenarios))
            tell({"stands": {**_stands(scenarios, first), **there, "mixed": mixed}})
        engine = _engine(asked["jobs"], again=asked["store"] is None)
        with nullcontext() if asked["store"] is None else Store(Path(asked["store"])) as store:
            while True:
                question = questions.get()
                if "log" in question:
                    [run] = runs.of([question["log"]])
                    Path(question["into"]).write_bytes(pickle.dumps(simulated(run)))
                    tell({"logged": question["into"]})
                elif "keys" in question:
                    tell({"keys": [run.key for run in runs.named(question["keys"])]})
                else:
                    some = (runs.of if store is None else runs.named)(question["runs"])
                    found = _found(some, store, engine, asked["rerun_failed"], lambda: tell({"done": 1}))
                    came = [_came(outcome.result, outcome.error, outcome.seconds) for outcome in found]
                    tell({"came": came, "mixed": _mixed(asked["library"], asked["foreign"])})


def _engine(jobs: int, *, again: bool) -> Engine:
    """One run at a time needs no process beside this one, which is one of its own already."""
    if again:
        return Repeating()
    return Serial() if jobs == 1 else Processes(jobs)


def _found(
    runs: list[Run], store: Store | None, engine: Engine, rerun_failed: bool, on_done: Callable[[], object]
) -> list[Outcome[Record]]:
    if store is None:
        return execute(runs, recorded, engine=engine, on_done=on_done)
    return carried_out(runs, store, engine=engine, rerun_failed=rerun_failed, on_done=on_done)


@contextmanager
def _refusing(tell: Tell) -> Iterator[None]:
    try:
        yield
    except BadInput as problem:
        tell({"refused": problem.problems})
    except (Unusable, Unready) as problem:
        tell({"unusable": str(problem)})


def _stands(scenarios: list[Scenario], runs: list[list[Run]]) -> Answer:
    """What is known of a side before anything is run."""
    first = scenarios[0]
    return {
        "name": first.name,
        "start": first.start.isoformat(),
        "days": first.days,
        "world": first.world_name,
        "workers": first.world.workers,
        "rings": [scenario.world.rings for scenario in scenarios],
        "outside": list(dict.fromkeys(each for scenario in scenarios for each in outside(scenario.world))),
        "rules": _rules(scenarios),
        "resolved": first.resolved,
        "shut": shut(first),
        "keys": [[run.key for run in each] for each in runs],
        "parts": [each[0].parts for each in runs],
        "manifests": manifests(runs[0][0].parts),
    }


def _rules(scenarios: list[Scenario]) -> list[str]:
    """The modules that hold the rules of their platforms."""
    platforms = [platform for scenario in scenarios for _, platform in scenario.rollout]
    return sorted({type(getattr(platform, lever)).__module__ for platform in platforms for lever in RULES})


def _mixed(library: str, foreign: str | None, rules: Iterable[str] = ()) -> list[str]:
    """Modules from the other side's files that this process has imported, or that the packages of rules name.

    The model alone lies there for both.
    """
    if foreign is None:
        return []
    links = [each for each in Path(library).iterdir() if each.is_symlink()]
    shared = [link for link in links if link.readlink().is_relative_to(foreign)]  # policies lie in a tree of their own
    allowed = [*shared, Path(sys.prefix), Path(sys.prefix).resolve()]
    strangers = packages(name.partition(".")[0] for name in rules)[0]
    named = [(top, path) for top, places in strangers.items() for _, path in places]
    loaded = [(name, getattr(module, "__file__", None)) for name, module in list(sys.modules.items())]
    files = [(name, Path(file)) for name, file in (*named, *loaded) if isinstance(file, str)]
    return sorted(
        {
            name
            for name, file in files
            if file.resolve().is_relative_to(foreign) and not any(map(file.absolute().is_relative_to, allowed))
        }
    )


def _came(record: Record | None, error: str | None, seconds: float) -> Answer:
    if record is None:
        return {"error": error}
    said = json.dumps(sorted(record.items()))
    return {"metrics": metrics(record), "digest": hashlib.sha256(said.encode()).hexdigest(), "seconds": seconds}
