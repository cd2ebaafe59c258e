"""What is to be run: a scenario with a seed, and the key that names its result."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import ModuleType

import policies
import sim
from experiments.runs.worlds import FIXED, Worlds
from scenarios import Scenario


@dataclass(frozen=True, slots=True)
class Run:
    """A scenario, resolved once, and a seed."""

    scenario: Scenario
    seed: int

    @property
    def key(self) -> str:
        """Hash of everything that decides the result: the resolved scenario, the code behind it, the seed.

        Code of rules from outside `policies` (entry points, services) is not in it.
        """
        decided = json.dumps([self.scenario.resolved, code_hash(), self.seed], sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(decided.encode()).hexdigest()


@cache
def code_hash(packages: tuple[ModuleType, ...] = (policies, sim)) -> str:
    """Hash of every module and data file of these packages: of the model, unless others are named."""
    digest = hashlib.sha256()
    for package in packages:
        root = Path(package.__path__[0])
        for file in sorted(path for path in root.rglob("*") if path.suffix in {".py", ".toml"}):
            digest.update(f"{package.__name__}/{file.relative_to(root).as_posix()}\0".encode())
            digest.update(file.read_bytes())
    return digest.hexdigest()


def plan(scenarios: Iterable[Scenario], seeds: Iterable[int], worlds: Worlds = FIXED) -> list[Run]:
    """Every scenario with every seed; the runs of one seed stand together, so that pairs finish together.

    Raises BadInput where plausible worlds cannot be used.
    """
    there = [worlds.of(scenario) for scenario in scenarios]
    return [Run(scenario(seed), seed) for seed in seeds for scenario in there]
