"""`python -m tests.notebooks.run [name …]`: run notebooks, and write them with their outputs and their stamp."""

import sys

from docs.studies.stamp import stamp
from experiments.printing.progress import progress
from tests.notebooks.pairs import STAMP, names, run, text, write


def main(chosen: list[str]) -> int:
    """Run these notebooks, all of them where none is named → the exit code."""
    if unknown := set(chosen) - set(names()):
        print(f"no such notebook: {', '.join(sorted(unknown))}; there are {', '.join(names())}", file=sys.stderr)
        return 2
    for name in chosen or names():
        cells = sum(cell.cell_type == "code" for cell in text(name).cells)
        with progress(cells, f"{name}, cells") as step:
            notebook = run(name, step=step)
        notebook.metadata[STAMP] = {"stamp": stamp()}
        write(name, notebook)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
