"""What a side answers: how its scenario stands there, and what comes of its runs."""

import hashlib
import json
import pickle
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import Queue
from typing import Any

from experiments.files import Unusable
from experiments.runs import identity, processes
from experiments.runs.code import closure
from experiments.runs.imports import located
from experiments.runs.keeping import carried_out
from experiments.runs.plan import Run, plan
from experiments.runs.pools import SERIAL, Processes
from experiments.runs.record import Record, metrics
from experiments.runs.work import simulated
from experiments.runs.worlds import Worlds
from experiments.store.store import Store
from policies.catalogue import RULES
from scenarios import BadInput, Scenario, load
from scenarios.space import outside

type Answer = dict[str, Any]
type Tell = Callable[[Answer], None]


def serve(questions: "Queue[Answer]", tell: Tell) -> None:
    """Answer the first question with what stands there, each further one with what comes of the runs that it names."""
    asked = questions.get()
    with _refusing(tell):
        scenarios = [load(asked["scenario"], changes, Path(asked["shelf"])) for changes in asked["regimes"]]
        worlds = Worlds(None if asked["worlds"] is None else Path(asked["worlds"]))
        runs = [plan([scenario], range(asked["pairs"]), worlds) for scenario in scenarios]
        tell({"stands": _stands(scenarios, runs) | {"mixed": _mixed(scenarios, asked["library"], asked["foreign"])}})
        processes.begin(asked["jobs"])
        with Store(Path(asked["store"])) as store:
            while True:
                question = questions.get()
                if "log" in question:
                    regime, seed = question["log"]
                    Path(question["into"]).write_bytes(pickle.dumps(simulated(runs[regime][seed])))
                    tell({"logged": question["into"]})
                    continue
                some = [runs[regime][seed] for regime, seed in question["runs"]]
                found = carried_out(
                    some,
                    store,
                    engine=Processes(asked["jobs"]) if asked["jobs"] > 1 else SERIAL,
                    rerun_failed=asked["rerun_failed"],
                    on_done=lambda: tell({"done": 1}),
                )
                tell({"came": [_came(outcome.result, outcome.error, outcome.seconds) for outcome in found]})


@contextmanager
def _refusing(tell: Tell) -> Iterator[None]:
    try:
        yield
    except BadInput as problem:
        tell({"refused": problem.problems})
    except Unusable as problem:
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
        "keys": [[run.key for run in each] for each in runs],
        "parts": [identity.parts(each[0]) for each in runs],
    }


def _rules(scenarios: list[Scenario]) -> list[str]:
    """The modules that hold the rules of their platforms."""
    platforms = [platform for scenario in scenarios for _, platform in scenario.rollout]
    return sorted({type(getattr(platform, lever)).__module__ for platform in platforms for lever in RULES})


def _mixed(scenarios: list[Scenario], library: str, foreign: str | None) -> list[str]:
    """Modules that come from the other side's files, and not by way of what this side imports from."""
    if foreign is None:
        return []
    behind = closure(*_rules(scenarios)) or {}
    found = {name: located(name) for name in {*behind, *sys.modules} if "/" not in name and " " not in name}
    files = {name: module.file for name, module in found.items() if module is not None and module.file is not None}
    allowed = [Path(library), Path(sys.prefix), Path(sys.prefix).resolve()]
    return sorted(
        name
        for name, file in files.items()
        if file.resolve().is_relative_to(foreign) and not any(map(file.absolute().is_relative_to, allowed))
    )


def _came(record: Record | None, error: str | None, seconds: float) -> Answer:
    if record is None:
        return {"error": error}
    said = json.dumps(sorted(record.items()))
    return {"metrics": metrics(record), "digest": hashlib.sha256(said.encode()).hexdigest(), "seconds": seconds}
