"""Worker loop of a gate side: describe the scenario, then execute the requested runs."""

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
from experiments.questions.gate.process import RunId
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
from sim import day  # noqa: F401 - if it does not fit the policies, the side fails before any run

type Answer = dict[str, Any]
type Send = Callable[[Answer], None]


class Repeating(Serial):
    """An engine that uses this process alone: a worker would have the real clock."""

    def renewed(self) -> None:
        """Begin no other process."""


class _Runs:
    """The runs of a side. Each is planned once; the keys of all come from one state of the code."""

    def __init__(self, scenarios: Sequence[Scenario], worlds: Worlds) -> None:
        self._scenarios, self._worlds = scenarios, worlds
        self._planned: dict[RunId, Run] = {}
        self._state: dict[str, str] = {}

    def of(self, ids: Iterable[Sequence[int]]) -> list[Run]:
        """Return the runs of these ids."""
        wanted = [(regime, seed) for regime, seed in ids]
        for regime, scenario in enumerate(self._scenarios):
            new = [seed for place, seed in wanted if place == regime and (place, seed) not in self._planned]
            planned = plan([scenario], new, self._worlds)
            self._planned |= {(regime, seed): run for seed, run in zip(new, planned, strict=True)}
        return [self._planned[run_id] for run_id in wanted]

    def named(self, ids: Iterable[Sequence[int]]) -> list[Run]:
        """Return these runs with their keys. Raises Unready where the code has changed since the first keys."""
        runs = self.of(ids)
        verified.name(runs, self._state)
        return runs


def serve(requests: "Queue[Answer]", send: Send) -> None:
    """Answer the first request with a description of the side, each further one with the results of its runs.

    A request without a store repeats runs, to compare them to known results. Then there is no description, and this
    process carries out the runs itself.
    """
    setup = requests.get()
    with _reporting_problems(send):
        scenarios = [load(setup["scenario"], changes, Path(setup["shelf"])) for changes in setup["regimes"]]
        worlds = Worlds(None if setup["worlds"] is None else Path(setup["worlds"]))
        worlds.check(scenarios[0], setup["pairs"])
        runs = _Runs(scenarios, worlds)
        if setup["store"] is not None:
            first = [runs.named((regime, seed) for seed in range(setup["pairs"])) for regime in range(len(scenarios))]
            extra = {"worlds": worlds.count(scenarios[0]), "other_luck": worlds.again(scenarios[0], range(OTHER_LUCK))}
            foreign = _foreign_modules(setup["library"], setup["foreign"], _rules(scenarios))
            send({"description": {**_description(scenarios, first), **extra, "foreign_modules": foreign}})
        engine = _engine(setup["jobs"], again=setup["store"] is None)
        with nullcontext() if setup["store"] is None else Store(Path(setup["store"])) as store:
            while True:
                request = requests.get()
                if "log" in request:
                    [run] = runs.of([request["log"]])
                    Path(request["into"]).write_bytes(pickle.dumps(simulated(run)))
                    send({"log": request["into"]})
                elif "keys" in request:
                    send({"keys": [run.key for run in runs.named(request["keys"])]})
                else:
                    wanted = (runs.of if store is None else runs.named)(request["runs"])
                    outcomes = _outcomes(wanted, store, engine, setup["rerun_failed"], lambda: send({"done": 1}))
                    results = [_result(outcome.result, outcome.error, outcome.seconds) for outcome in outcomes]
                    send({"results": results, "foreign_modules": _foreign_modules(setup["library"], setup["foreign"])})


def _engine(jobs: int, *, again: bool) -> Engine:
    """Return the engine. One job needs no other process: this one already belongs to the side alone."""
    if again:
        return Repeating()
    return Serial() if jobs == 1 else Processes(jobs)


def _outcomes(
    runs: list[Run], store: Store | None, engine: Engine, rerun_failed: bool, on_done: Callable[[], object]
) -> list[Outcome[Record]]:
    if store is None:
        return execute(runs, recorded, engine=engine, on_done=on_done)
    return carried_out(runs, store, engine=engine, rerun_failed=rerun_failed, on_done=on_done)


@contextmanager
def _reporting_problems(send: Send) -> Iterator[None]:
    try:
        yield
    except BadInput as problem:
        send({"problems": [(each.where, each.mistake) for each in problem.problems]})
    except (Unusable, Unready) as problem:
        send({"unusable": str(problem)})


def _description(scenarios: list[Scenario], runs: list[list[Run]]) -> Answer:
    """Return all that is known of a side before anything is run."""
    first = scenarios[0]
    return {
        "name": first.name,
        "start": first.start.isoformat(),
        "days": first.days,
        "world": first.world_name,
        "workers": first.world.workers,
        "rings": [scenario.world.rings for scenario in scenarios],
        "outside": list(dict.fromkeys(text for scenario in scenarios for text in outside(scenario.world))),
        "rules": _rules(scenarios),
        "resolved": first.resolved,
        "shut": shut(first),
        "keys": [[run.key for run in regime] for regime in runs],
        "parts": [regime[0].parts for regime in runs],
        "manifests": manifests(runs[0][0].parts),
    }


def _rules(scenarios: list[Scenario]) -> list[str]:
    """Return the modules that hold the rules of the platforms."""
    platforms = [platform for scenario in scenarios for _, platform in scenario.rollout]
    return sorted({type(getattr(platform, lever)).__module__ for platform in platforms for lever in RULES})


def _foreign_modules(library: str, foreign: str | None, rules: Iterable[str] = ()) -> list[str]:
    """Return the modules of the other side's files that this process has imported, or that packages of rules import.

    Only the model is shared by both sides.
    """
    if foreign is None:
        return []
    links = [path for path in Path(library).iterdir() if path.is_symlink()]
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


def _result(record: Record | None, error: str | None, seconds: float) -> Answer:
    if record is None:
        return {"error": error}
    content = json.dumps(sorted(record.items()))
    return {"metrics": metrics(record), "digest": hashlib.sha256(content.encode()).hexdigest(), "seconds": seconds}
