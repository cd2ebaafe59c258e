"""Start-up: nothing else that is installed stands in the way of our packages, and one process is one thread."""

import os
from collections.abc import Iterable
from importlib.util import find_spec
from pathlib import Path

OURS = ("policies", "sim", "scenarios", "experiments")
HOME = Path(__file__).absolute().parents[2]  # of a gate's side: its folder of links


def shadowed(names: Iterable[str] = OURS, home: Path = HOME) -> list[str]:
    """A message for each of our packages that Python would take from elsewhere than beside this one, `home`."""
    return [message for message in (_complaint(name, home) for name in names) if message]


def one_thread() -> None:
    """Let linear algebra begin no thread in this process and those that it starts, if NumPy is not imported yet.

    Runs need none, and a second thread takes a tenth of a second of each process.
    """
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


def _complaint(name: str, home: Path) -> str | None:
    spec = find_spec(name)
    if spec is None:
        return f"package '{name}' is missing: it should lie in {home}"
    places = [Path(place).resolve() for place in spec.submodule_search_locations or [spec.origin or "."]]
    if (home / name).resolve() in places:
        return None
    return (
        f"package '{name}' is shadowed: Python finds it at {places[0]}, ours is {home / name}; "
        "uninstall or rename the other one, or change the order of sys.path"
    )
