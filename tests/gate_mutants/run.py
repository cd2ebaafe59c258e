"""`python -m tests.gate_mutants.run [edit …]`: what does the gate say of edits whose verdict is known?

Makes each edit of `edits.toml` in a clone of HEAD and asks `policylab gate`, uncommitted as it lies there. What was
asked before is not asked again (`--out`, a line of JSON an edit), runs come from one store, so it can be stopped and
goes on. An edit that passes with an interval beyond half of a margin is looked at closer, on pairs of runs that the
gate has not seen. Exits with 1 where one of them raises harm beyond its margin there: it should not have passed.
"""

import argparse
import json
import sys
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from docs.studies.page import as_markdown, write
from docs.studies.stamp import stamp
from tests.gate_mutants.bench import Bench, Unjudged
from tests.gate_mutants.edits import Edit, edits
from tests.gate_mutants.table import Tried, table

SMALL = ("world.workers=6000", "world.clients=1000", "days=60")
OUT = Path(".policylab/gate_mutants.jsonl")
STORE = Path(".policylab/gate_mutants.sqlite")
NEAR = 0.5  # of a margin: who passes with an upper bound above it is looked at closer
PAGE = Path("docs/results/trust.md")
BLOCK = "gate-mutants"


def main(arguments: list[str]) -> int:
    """Try these edits, all where none is named → the exit code."""
    settings = _asked(arguments)
    known = edits()
    if unknown := [name for name in settings.names if not any(name in edit.name for edit in known)]:
        print(f"no such edit: {', '.join(unknown)}; there are:\n  " + "\n  ".join(edit.name for edit in known))
        return 2
    chosen = [edit for edit in known if not settings.names or any(name in edit.name for name in settings.names)]
    size = () if settings.full else settings.set or SMALL
    options = [part for change in size for part in ("-S", change)]
    with tempfile.TemporaryDirectory(prefix="policylab-edits-") as room:
        bench = Bench.clone(Path(room), settings.store, [*options, f"--jobs={settings.jobs}"])
        tried = list(_tried(_Answers(bench, settings.out, settings.told), chosen, settings.closer))
    results = table(tried, ", ".join(size) or "worlds of full size")
    print("\n" + as_markdown(results))
    if settings.write is not None:
        write(results, BLOCK, settings.write, stamp())
    return int(any(each.missed for each in tried))


def _asked(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.gate_mutants.run", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="edit", help="a part of its name; all by default")
    size = parser.add_mutually_exclusive_group()
    size.add_argument("-S", "--set", action="append", metavar="KEY=VALUE", help=f"by default {', '.join(SMALL)}")
    size.add_argument("--full", action="store_true", help="worlds and days as production has them")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--closer", type=int, default=90, metavar="PAIRS", help="unseen, for a closer look; 0: none")
    parser.add_argument("--out", type=Path, default=OUT, metavar="FILE", help="what was said of each, as lines of JSON")
    parser.add_argument("--store", type=Path, default=STORE, metavar="FILE", help="where runs are kept")
    parser.add_argument("--told", action="store_true", help="ask nothing: tell what is known")
    parser.add_argument(
        "--write", type=Path, nargs="?", const=PAGE, metavar="FILE", help=f"bring the table up to date, in {PAGE}"
    )
    return parser.parse_intermixed_args(arguments)


class _Answers:
    """What the gate said before, from a file with a line an edit, and what it says when it is asked."""

    def __init__(self, bench: Bench, file: Path, silent: bool) -> None:
        """silent: nothing new is asked."""
        self._bench, self._file, self._silent = bench, file, silent
        text = file.read_text(encoding="utf-8") if file.exists() else ""
        self._end = "" if not text or text.endswith("\n") else "\n"  # of a line that was cut off
        self._known: dict[str, dict[str, Any]] = {}
        for line in text.splitlines():
            with suppress(ValueError):
                row = json.loads(line)
                self._known[row["key"]] = row["gate"]

    def of(self, edit: Edit, pairs: int | None = None) -> dict[str, Any] | None:
        """What is said of an edit, on so many pairs; None where that is not known and nobody asks."""
        key = self._bench.key(edit, pairs)
        if key not in self._known and not self._silent:
            try:
                self._known[key] = result = self._bench.judged(edit, pairs)
            except (Unjudged, ValueError) as problem:
                sys.exit(str(problem))
            if result["verdict"] != "could not run":  # what came in the way may be gone the next time
                self._keep({"key": key, "edit": edit.name, "gate": result})
        return self._known.get(key)

    def _keep(self, row: dict[str, Any]) -> None:
        self._file.parent.mkdir(parents=True, exist_ok=True)
        with self._file.open("a", encoding="utf-8") as lines:
            lines.write(self._end + json.dumps(row) + "\n")
        self._end = ""


def _tried(answers: _Answers, chosen: list[Edit], closer: int) -> Iterator[Tried]:
    """What the gate says of each edit, as it comes."""
    for number, edit in enumerate(chosen, start=1):
        first = answers.of(edit)
        if first is None:
            continue
        tried = Tried(edit, first)
        if closer and tried.excess > NEAR and tried.verdict == "pass":
            tried = Tried(edit, first, answers.of(edit, first["pairs"] + closer))
        print(f"{number} of {len(chosen)}  {tried.verdict:<12}  {edit.name}  {first['took']:.0f} s", flush=True)
        yield tried


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
