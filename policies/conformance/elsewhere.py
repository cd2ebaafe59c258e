"""Elsewhere: a fresh process with another hash seed asks a rule everything, and tells its answers."""

import json
import os
import pickle
import signal
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

CODE = "from policies.conformance.remote import main; main()"
SECONDS = 120


@dataclass(frozen=True, slots=True)
class Told:
    """A rule in another process: hashes of its answers; in words why there are none; or how it ended the process."""

    hashes: Mapping[str, str] = field(default_factory=dict)  # by method
    mistake: str = ""
    end: str = ""


def told(lever: str, rule: Any, code: str = CODE) -> Told:
    """Every answer of a rule, and that to questions at the edge: its process, which runs `code`, may end."""
    try:
        request = pickle.dumps((lever, rule))
    except Exception as error:  # noqa: BLE001 - whatever keeps a rule from travelling
        return Told(mistake=f"it cannot be sent there: {error}")
    seed = "1" if os.environ.get("PYTHONHASHSEED") != "1" else "2"
    place = {"PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)}
    try:
        done = subprocess.run(
            [sys.executable, "-c", code],
            input=request,
            capture_output=True,
            timeout=SECONDS,
            env={**os.environ, **place},
        )
    except subprocess.TimeoutExpired:
        return Told(mistake=f"it has not come back for {SECONDS} s")
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    if lines and "asked" in lines[-1]:
        return Told(end=f"{lines[-1]['asked']}() ends its process ({_how(done.returncode)})")
    if lines and not done.returncode:
        return Told(**lines[-1])
    complaint = done.stderr.decode(errors="replace").strip().rpartition("\n")[2]
    return Told(mistake=complaint or _how(done.returncode))


def _how(code: int) -> str:
    return f"signal {signal.Signals(-code).name}" if code < 0 else f"exit code {code}"
