"""What decides a run, in parts."""

import hashlib
import json

from experiments import measures
from experiments.runs.plan import Run, code_hash


def parts(run: Run) -> dict[str, str]:
    """By name."""
    decided = json.dumps(run.scenario.resolved, sort_keys=True, ensure_ascii=False)
    return {
        "scenario": hashlib.sha256(decided.encode()).hexdigest(),
        "seed": str(run.seed),
        "model": code_hash(),
        "measures": code_hash((measures,)),
    }


def key(run: Run) -> str:
    """One hash over the parts."""
    return hashlib.sha256(json.dumps(parts(run)).encode()).hexdigest()


def code_parts() -> dict[str, str]:
    """Those parts that are the code which stands here now."""
    return {"model": code_hash(), "measures": code_hash((measures,))}
