"""`python -m tests.notebooks.run [name …]`: run notebooks, and write them with their outputs and their stamp."""

import sys
import time

from experiments.studies.pages.stamp import stamp
from tests.notebooks.pairs import STAMP, names, run, write


def main(chosen: list[str]) -> int:
    """Run these notebooks, all of them where none is named → the exit code."""
    if unknown := set(chosen) - set(names()):
        print(f"no such notebook: {', '.join(sorted(unknown))}; there are {', '.join(names())}", file=sys.stderr)
        return 2
    for name in chosen or names():
        started = time.monotonic()
        notebook = run(name)
        notebook.metadata[STAMP] = {"stamp": stamp()}
        write(name, notebook)
        print(f"{name}: {time.monotonic() - started:.0f} s", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
