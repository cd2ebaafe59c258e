"""What runs answered, kept in a file: a line a run, as soon as it is done, so that no run is carried out twice.

A line bears the key of its run, which covers the code that reads the facts. After a change, old lines stay in the file
and answer nothing.
"""

import json
import math
from collections.abc import Callable, Sequence
from pathlib import Path

from experiments import files
from experiments.results.failures import Crashed
from experiments.results.provenance import plain
from experiments.runs.engine import Outcome, execute
from experiments.runs.plan import Run
from experiments.runs.watch import Watch, unwatched

Answers = dict[str, float]  # of a run: facts or metrics by name, NaN where it has no number for one
Work = Callable[[Run], Answers]


class Memory:
    """The answers of runs to one question, in a file of a folder. One program at a time may write there."""

    def __init__(self, folder: Path, name: str = "runs") -> None:
        """name: of the file; answers to another question want another one. Raises files.Unusable."""
        files.make_folder(folder)
        self.path = folder / f"{name}.jsonl"
        self._known: dict[str, dict[str, float | None]] = {}
        told = files.text(self.path, "")
        whole = told[: told.rfind("\n") + 1]  # a program that is killed while it writes leaves a part of a line
        files.write(self.path, whole.encode())
        for number, line in enumerate(whole.splitlines(), start=1):
            try:
                said = json.loads(line)
                self._known[said["key"]] = said["facts"]
            except (ValueError, KeyError, TypeError):
                raise files.Unusable(f"{self.path}:{number}: not the answer of a run") from None

    def ask(
        self, runs: Sequence[Run], work: Work, *, jobs: int = 1, watch: Watch = unwatched, what: str = "runs"
    ) -> list[Answers]:
        """What each run answers; those that the file knows are not carried out again.

        Raises Interrupted, and Crashed once all others are done.
        """
        keys = [run.key for run in runs]
        unknown = {key: run for key, run in zip(keys, runs, strict=True) if key not in self._known}
        if unknown:
            self._learn(unknown, work, jobs, watch, what)
        return [_answers(self._known[key]) for key in keys]

    def _learn(self, unknown: dict[str, Run], work: Work, jobs: int, watch: Watch, what: str) -> None:
        of_run = {id(run): key for key, run in unknown.items()}
        crashed: list[str] = []
        with self.path.open("ab", buffering=0) as file, watch(len(unknown), what) as step:

            def keep(run: Run, outcome: Outcome[Answers]) -> None:
                if outcome.result is None:
                    crashed.append(f"{run.scenario.name}, seed {run.seed} crashed:\n{outcome.error}")
                    return
                key, facts = of_run[id(run)], {name: plain(value) for name, value in outcome.result.items()}
                self._known[key] = facts
                line = {"key": key, "facts": facts, "seconds": round(outcome.seconds, 3)}
                file.write(json.dumps(line).encode() + b"\n")

            execute(list(unknown.values()), work, jobs=jobs, on_done=step, on_outcome=keep)
        if crashed:
            raise Crashed(crashed[0])


def _answers(facts: dict[str, float | None]) -> Answers:
    return {name: math.nan if value is None else value for name, value in facts.items()}
