"""A side as its own process sees it: its scenario in each regime, the code that it has, and its runs.

`policylab runs` prints these answers, one JSON value a line: first the description, then each run as it ends, last the
code that was imported.
"""

import hashlib
import json
import pickle
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Self

from experiments.host import files
from experiments.host.installation import installed
from experiments.printing.plain import plain
from experiments.questions.compare.idle import shut
from experiments.questions.gate.process import RunId
from experiments.runs.changes import manifests
from experiments.runs.code import packages
from experiments.runs.engine import Outcome, execute
from experiments.runs.keeping import Keeping
from experiments.runs.plan import Run, name, plan
from experiments.runs.pools import Engine
from experiments.runs.record import Record, metrics, recorded
from experiments.runs.work import simulated
from experiments.runs.worlds import RINGS, Worlds, sets_rings
from experiments.verdicts.regimes import REGIMES, Regime
from policies.catalogue import RULES
from scenarios import BadInput, Scenario, load
from scenarios.problems import problem
from scenarios.space import outside
from sim import day  # noqa: F401 - if it does not fit the policies, the side fails before any run

type Answer = dict[str, Any]
type Send = Callable[[Answer], None]


@dataclass(frozen=True, slots=True)
class Side:
    """A scenario in each regime that is asked for, and its runs in the order of their ids."""

    scenarios: Mapping[Regime, Scenario]
    worlds: Worlds
    runs: Mapping[RunId, Run]

    @classmethod
    def of(cls, scenario: str, changes: Sequence[str], shelf: Path, worlds: Worlds, ids: Sequence[RunId]) -> Self:
        """Load a scenario and plan its runs; their keys come from one state of the code. Raises BadInput."""
        if own := list(filter(sets_rings, changes)):
            raise BadInput([problem(own[0], "the runs say in which regimes they are: leave it out")])
        regimes = [regime for regime in REGIMES if any(each == regime for each, _ in ids)]
        scenarios = {regime: load(scenario, [*changes, f"{RINGS}={regime}"], shelf) for regime in regimes}
        planned: dict[RunId, Run] = {}
        for regime, loaded in scenarios.items():
            seeds = [seed for each, seed in ids if each == regime]
            planned |= {(regime, run.seed): run for run in plan([loaded], seeds, worlds)}
        name(planned.values())
        return cls(scenarios, worlds, {run_id: planned[run_id] for run_id in ids})

    def description(self) -> Answer:
        """Return all that is known of the side before anything is run."""
        scenarios = list(self.scenarios.values())
        first, *_ = scenarios  # the others differ in their rings alone
        parts = [next(run.parts for (each, _), run in self.runs.items() if each == regime) for regime in self.scenarios]
        rules = _rules(scenarios)
        return {
            "name": first.name,
            "start": first.start.isoformat(),
            "days": first.days,
            "world": first.world_name,
            "workers": first.world.workers,
            "clients": first.world.clients,
            "worlds": self.worlds.count(first),
            "outside": list(map(asdict, outside(*(scenario.world for scenario in scenarios)))),
            "rules": rules,
            "resolved": first.resolved,
            "shut": {key: why.made_of for key, why in shut(first).items()},
            "keys": [run.key for run in self.runs.values()],
            "parts": parts,
            "manifests": manifests(parts[0]),
            "code": {**_packaged(rules), **imported()},
        }

    def carry_out(self, keeping: Keeping, engine: Engine, send: Send) -> bool:
        """Carry out all runs and send each as it ends; return whether none crashed."""
        ids = {id(run): run_id for run_id, run in self.runs.items()}
        crashed: list[Run] = []

        def ended(run: Run, outcome: Outcome[Record]) -> None:
            send(_ended(ids[id(run)], run.key, outcome))
            crashed.extend([run] if outcome.result is None else [])

        keeping.records(list(self.runs.values()), recorded, engine=engine, on_outcome=ended)
        return not crashed

    def write_logs(self, folder: Path, send: Send) -> bool:
        """Write the log of each run into a folder and send its path; return whether none crashed. Raises Unusable."""
        whole = True
        for (regime, seed), run in self.runs.items():
            [outcome] = execute([run], simulated)
            if outcome.result is None:
                send(_ended((regime, seed), run.key, Outcome(None, outcome.error, outcome.seconds)))
                whole = False
                continue
            path = folder / f"{regime}-{seed}.pickle"
            files.write(path, pickle.dumps(outcome.result))
            send({"regime": regime, "seed": seed, "log": str(path)})
        return whole


def imported() -> dict[str, str]:
    """Return the file of every module that this process has imported, but for those of the installation, by name."""
    modules = [(name, getattr(module, "__file__", None)) for name, module in list(sys.modules.items())]
    return {name: file for name, file in modules if isinstance(file, str) and not installed(file)}


def _packaged(rules: Sequence[str]) -> dict[str, str]:
    """Return the places of the packages that contain these rules, and of their imports, by name."""
    plugins, _ = packages(rule.partition(".")[0] for rule in rules)
    return {top: path for top, places in plugins.items() for _, path in places}


def _rules(scenarios: Sequence[Scenario]) -> list[str]:
    """Return the modules that hold the rules of the platforms."""
    platforms = [platform for scenario in scenarios for _, platform in scenario.rollout]
    return sorted({type(getattr(platform, lever)).__module__ for platform in platforms for lever in RULES})


def _ended(run_id: RunId, key: str, outcome: Outcome[Record]) -> Answer:
    regime, seed = run_id
    answer = {"regime": regime, "seed": seed, "key": key, "seconds": plain(outcome.seconds)}
    if outcome.result is None:
        return {**answer, "error": outcome.error}
    content = json.dumps(sorted(outcome.result.items()))
    digest = hashlib.sha256(content.encode()).hexdigest()
    return {**answer, "digest": digest, "metrics": plain(metrics(outcome.result))}
