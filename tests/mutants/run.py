"""`python -m tests.mutants.run [--most N] [--seed N] [room …]`: do the tests notice a slip of the pen?

Draws mutants by lot, the same ones every time, runs the tests of each one's module until one fails, and says what
survived. Exits with 1 where a room, or all together, have fewer than 95 % killed, where more than 5 % are held to be
equivalent, or where a reason in `reasons.toml` is out of date.
"""

import argparse
import sys
import time
import tomllib
from collections import Counter
from collections.abc import Collection
from pathlib import Path

from tests.mutants.rooms import PACKAGES, PINS, ROOMS, ROOT, Room
from tests.mutants.sample import Mutant, drawn, mutants
from tests.mutants.trial import Trial, outcomes, prepare
from tests.mutants.words import Words

REASONS = Path(__file__).with_name("reasons.toml")
PROCESSES = 2
LEAST_KILLED, MOST_EQUIVALENT = 0.95, 0.05
type Entry = tuple[str, str, str]  # file, line and change of a mutant

EVERY = 40  # mutants, between two lines that say how far it came


def main(words: list[str]) -> int:
    """Try the mutants of these rooms, of all where none is named → the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.mutants.run", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="room")
    parser.add_argument("--most", type=int, metavar="N", help="of each room, the first ones by lot")
    parser.add_argument("--seed", type=int, default=0, metavar="N", help="draws others")
    options = parser.parse_args(words)
    names = options.names
    if unknown := set(names) - {room.name for room in ROOMS}:
        print(f"no such room: {', '.join(sorted(unknown))}; there are {', '.join(room.name for room in ROOMS)}")
        return 2
    rooms = [room for room in ROOMS if not names or room.name in names]
    prepare(ROOT)
    vocabulary = Words.of(path for package in PACKAGES for path in sorted((ROOT / package).rglob("*.py")))
    everything = {room: sample(room, vocabulary, options.seed) for room in rooms}
    chosen = [
        (room, mutant)
        for room, all_ in everything.items()
        for mutant in drawn(all_, options.most or len(all_), options.seed)
    ]
    untouched = [
        Trial([sorted({test for module in room.modules() for step in room.steps(module) for test in step})])
        for room in rooms
    ]
    if failing := [rooms[number].name for number, step in outcomes(untouched, PROCESSES) if step]:
        print(f"tests fail without any mutant: {', '.join(sorted(failing))}")
        return 2
    started, steps = time.monotonic(), dict[int, int]()
    trials = (Trial(list(room.steps(mutant.path)), module(mutant), mutant.compiled()) for room, mutant in chosen)
    for number, step in outcomes(trials, PROCESSES):
        steps[number] = step
        if len(steps) % EVERY == 0 or len(steps) == len(chosen):
            alive = sum(not step for step in steps.values())
            print(
                f"{len(steps)} of {len(chosen)} mutants tried, {alive} of them alive, "
                f"{time.monotonic() - started:.0f} s",
                flush=True,
            )
    tried = [(room, mutant, steps[number]) for number, (room, mutant) in enumerate(chosen)]
    there = {_entry(mutant) for all_ in everything.values() for mutant in all_}
    return report(rooms, tried, None if options.seed else there)


def sample(room: Room, words: Words, seed: int = 0) -> list[Mutant]:
    """The mutants of a room that are tried."""
    changes = (mutant for path in room.modules() for mutant in mutants(path, str(path.relative_to(ROOT)), words))
    return drawn(changes, room.drawn, seed)


def module(mutant: Mutant) -> str:
    """What Python calls the module that a mutant changes."""
    return ".".join(mutant.path.relative_to(ROOT).with_suffix("").parts)


def report(rooms: list[Room], tried: list[tuple[Room, Mutant, int]], there: Collection[Entry] | None) -> int:
    """Print what survived, why, and the rates → the exit code. there: all mutants of these rooms, for their reasons."""
    reasons = {
        (file, entry["line"], entry["change"]): entry["why"]
        for file, entries in tomllib.loads(REASONS.read_text(encoding="utf-8")).items()
        for entry in entries
    }
    counts: dict[str, Counter[str]] = {room.name: Counter() for room in rooms}
    excuses, survivors, wrong = list[str](), list[str](), list[str]()
    for room, mutant, step in tried:
        why = reasons.get(_entry(mutant))
        steps, shown = list(room.steps(mutant.path)), f"{mutant.path.relative_to(ROOT)}:{mutant.line}  {mutant.change}"
        if step:
            by = "by its tests" if step == 1 else "by pins" if steps[step - 1] == [PINS] else "by others"
            counts[room.name][by] += 1
            if why:
                wrong.append(f"{shown}: a test notices it, so it is not equivalent")
        else:
            counts[room.name]["equivalent" if why else "survived"] += 1
            (excuses if why else survivors).append(f"{shown}\n    {why or 'in: ' + _source(mutant)}")
    searched = {str(mutant.path.relative_to(ROOT)) for _, mutant, _ in tried}
    wrong += [
        f"{file}: {change}: is no longer drawn"
        for file, line, change in reasons
        if there is not None and file in searched and (file, line, change) not in there
    ]
    for title, lines in (("equivalent", excuses), ("survived", survivors), ("reasons that are wrong", wrong)):
        print("\n".join(["", f"{title}: {len(lines)}", *lines]))
    return _rates(counts) or int(bool(wrong))


def _rates(counts: dict[str, Counter[str]]) -> int:
    """Print the rate of every room and in all → 1 where one is too low."""
    columns = ("drawn", "by its tests", "by others", "by pins", "equivalent", "survived", "killed")
    print("\n" + f"{'':22}" + "".join(f"{column:>14}" for column in columns))
    enough = True
    total = sum(counts.values(), Counter[str]())
    for name, count in [*counts.items(), ("in all", total)]:
        base = count.total() - count["equivalent"]
        rate = 1 - count["survived"] / base if base else 1.0
        enough &= rate >= LEAST_KILLED
        print(
            f"{name:22}{count.total():14}"
            + "".join(f"{count[column]:14}" for column in columns[1:-1])
            + f"{rate:14.1%}"
        )
    return int(not enough or total["equivalent"] > MOST_EQUIVALENT * total.total())


def _entry(mutant: Mutant) -> Entry:
    return str(mutant.path.relative_to(ROOT)), _source(mutant), mutant.change


def _source(mutant: Mutant) -> str:
    return mutant.source.splitlines()[mutant.line - 1].strip()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
