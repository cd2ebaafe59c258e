"""Runs of one scenario, each by itself, for other programs: the answers of `policylab runs`."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from experiments.api.resources import Resources
from experiments.host import files
from experiments.questions.gate.process import RunId
from experiments.questions.gate.side import Side, imported
from experiments.runs.worlds import Worlds
from policies.aside import aside
from scenarios.problems import BadInput, problem


def runs(
    scenario: str,
    ids: Sequence[RunId],
    send: Callable[[dict[str, Any]], None],
    resources: Resources,
    *,
    changes: Sequence[str],
    shelf: Path,
    worlds: Worlds,
    dry_run: bool = False,
    logs: Path | None = None,
) -> bool:
    """Send the description of a scenario, each of its runs as it ends, and the imported code.

    Return whether no run crashed. dry_run: send the description alone; logs: write logs into this folder instead of
    measuring. Raises BadInput, Unusable, Unready and Stopped.
    """
    if not shelf.is_dir():
        raise BadInput([problem(str(shelf), "no such folder of scenarios")])
    if logs is not None:
        files.make_folder(logs)
    with aside():  # loading imports rules, which may print
        side = Side.of(scenario, changes, shelf, worlds, ids)
        description = side.description()
    send({"side": description})
    if dry_run:
        return True
    if logs is not None:
        whole = side.write_logs(logs, send)
    else:
        with resources.open() as (keeping, engine):
            whole = side.carry_out(keeping, engine, send)
    send({"code": imported()})
    return whole
