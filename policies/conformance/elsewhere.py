"""Elsewhere: the same questions to a rule in a fresh process with another hash seed, asked the other way round."""

import json
import os
import pickle
import subprocess
import sys
from typing import Any

CODE = "from policies.conformance.remote import main; main()"
SECONDS = 120


def digests(lever: str, rule: Any) -> dict[str, str] | str:
    """A hash of the answer to every question, by method; in words why there is none."""
    try:
        request = pickle.dumps((lever, rule))
    except Exception as error:  # noqa: BLE001 - whatever keeps a rule from travelling
        return f"it cannot be sent there: {error}"
    seed = "1" if os.environ.get("PYTHONHASHSEED") != "1" else "2"
    place = {"PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)}
    try:
        done = subprocess.run(
            [sys.executable, "-c", CODE],
            input=request,
            capture_output=True,
            timeout=SECONDS,
            env={**os.environ, **place},
        )
    except subprocess.TimeoutExpired:
        return f"it has not come back for {SECONDS} s"
    if done.returncode:
        return done.stderr.decode(errors="replace").strip().rpartition("\n")[2] or f"exit code {done.returncode}"
    hashes: dict[str, str] = json.loads(done.stdout)
    return hashes
