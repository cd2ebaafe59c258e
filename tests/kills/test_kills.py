"""The short form of `python -m tests.kills.run`, which does the same on a cluster (`--engine dask`)."""

import random
import signal
from pathlib import Path

import pytest

from experiments.runs.engines import PROCESSES
from tests.kills.trial import Trial

pytestmark = pytest.mark.nightly(
    reason="real kills at random moments; a stop, a dead worker: runs/test_engine.py, store/test_keeping.py"
)


@pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="looks at /proc")
def test_a_comparison_stopped_at_random_moments_has_the_same_result(tmp_path: Path) -> None:
    stops = [signal.SIGKILL, signal.SIGTERM]
    result = Trial(tmp_path, 24, PROCESSES, random.Random(1)).tried(stops)
    assert not result.wrong
    assert result.stops == {"SIGKILL": 1, "SIGTERM": 1}
    assert result.begun >= result.runs == 48
