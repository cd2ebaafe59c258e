"""Pinned runs: logs that move only when somebody means them to.

`python -m tests.pins.pinned` runs them all and says which have moved since `pinned.json` was written, and in which
tables; with `--write` it writes what they are now, for a commit that says in CHANGELOG.md what moved and why, and the
fingerprint by which plausible worlds are known to be of another model.
"""

import json
import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import fields, is_dataclass
from pathlib import Path

from experiments.questions.calibrate.fingerprint import fingerprint
from experiments.runs import digests as of_logs
from policies.catalogue import RULES
from policies.numbers import known
from scenarios.load import load
from scenarios.plausible import MODEL
from sim.course import simulate
from sim.world import World

FILE = Path(__file__).with_name("pinned.json")
NUMBERS = Path(__file__).with_name("numbers.csv")
SEEDS = (0, 1)
ADAPTING = "world.rings=adapting"
SIZE = ("world.workers=20000", "world.clients=3250")  # a quarter of the default market
SMALL = ("world.workers=2000", "world.clients=325")
LINKED = ("platform.enforcement.links_accounts=true", "platform.screening.review_at=0.03")

Run = tuple[str, tuple[str, ...], int, int]  # scenario, changes, days, seed

SCENARIOS: dict[str, tuple[str, tuple[str, ...]]] = {
    "frozen": ("production", ()),
    "adapting": ("production", (ADAPTING,)),
    "calls": ("calling_open", ()),
    "calls adapting": ("calling_open", (ADAPTING,)),
    "calls monitored": ("calling_monitored", (ADAPTING,)),
    "certified": ("certified_clients", ()),
    "outside contact": ("off_service_approval", ()),
    "timeline": ("timeline_2020", ()),
    "linked accounts": ("strict_screening", (ADAPTING, *LINKED)),
    "choked supply": ("choked_supply", ()),
    "no rings": ("production", ("world.population.ring_share=0.0",)),
} | {f"{lever} off": ("production", (f"platform.{lever}.rule=off",)) for lever in RULES}
QUICK = ("frozen", "adapting", "calls adapting", "timeline")  # in the test command, on the small market


def runs() -> Iterator[tuple[str, Run]]:
    """Every pinned run by name: each scenario in a market of 20,000 workers, a few in one of 2,000."""
    for name, (scenario, changes) in SCENARIOS.items():
        for seed in SEEDS:
            yield f"{name}, seed {seed}", (scenario, (*changes, *SIZE), 120, seed)
    for name in QUICK:
        scenario, changes = SCENARIOS[name]
        yield quick(name), (scenario, (*changes, *SMALL), 60, 0)


def quick(name: str) -> str:
    """What a run of a scenario on the small market is called."""
    return f"{name}, small"


def digests(run: Run, *, exact: bool = False) -> dict[str, str]:
    """Table → hash of a run's log."""
    name, changes, days, seed = run
    scenario = load(name, changes)
    events = simulate(scenario.world, scenario.rollout, start=scenario.start, days=days, seed=seed)
    return of_logs.digests(events, exact=exact)


def moved(taken: dict[str, str], pinned: dict[str, str]) -> list[str]:
    """Tables whose hash is another."""
    return sorted(table for table in taken.keys() | pinned.keys() if taken.get(table) != pinned.get(table))


def numbers() -> str:
    """Every number of the world and of the standard rules, as CSV: its range, its value, and its bounds."""
    world = World()
    sections = {field.name: getattr(world, field.name) for field in fields(world)}
    records = {"world": world, **sections, **{lever: rules["standard"]() for lever, rules in RULES.items()}}
    lines = ["number,low,value,high,least,most"]
    for name, record in records.items():
        for field in fields(record) if is_dataclass(record) else ():
            if facts := known(field):
                value = str(getattr(record, field.name)).replace(",", "")
                lines.append(f"{name}.{field.name},{facts.low},{value},{facts.high},{facts.least},{facts.most}")
    return "\n".join(lines) + "\n"


def main() -> None:
    """Run them all, on two processes."""
    file = Path(sys.argv[2]) if "--exact" in sys.argv else FILE
    pinned = json.loads(file.read_text()) if file.exists() else {}
    todo, taken, same = dict(runs()), {}, True
    with ProcessPoolExecutor(2) as pool:
        for name, hashes in zip(todo, pool.map(_run, todo.values(), [file != FILE] * len(todo)), strict=True):
            taken[name] = hashes
            different = moved(hashes, pinned.get(name, {}))
            same &= not different
            print(f"{name}: {'moved in ' + ', '.join(different) if different else 'as pinned'}", flush=True)
    if "--write" in sys.argv:
        lines = (f"{json.dumps(name)}: {json.dumps(hashes)}" for name, hashes in taken.items())
        file.write_text("{\n" + ",\n".join(lines) + "\n}\n")
        if file == FILE:
            MODEL.write_text(f"{fingerprint()}\n")
            NUMBERS.write_text(numbers())
    elif not same:
        sys.exit(1)


def _run(run: Run, exact: bool) -> dict[str, str]:
    return digests(run, exact=exact)


if __name__ == "__main__":
    main()
