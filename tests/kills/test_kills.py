"""The short form of `python -m tests.kills.run`."""

import random
import signal
from pathlib import Path

import pytest

from tests.kills.trial import Trial


@pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="looks at /proc")
@pytest.mark.parametrize("engine", ["processes", "dask"])
def test_a_comparison_that_is_stopped_at_random_moments_ends_as_one_that_never_was(engine: str, tmp_path: Path) -> None:
    stops = [signal.SIGKILL, signal.SIGTERM, signal.SIGKILL]
    found = Trial(tmp_path, 40, engine, random.Random(1)).tried(stops)
    assert not found.wrong
    assert found.stops == {"SIGKILL": 2, "SIGTERM": 1}
    assert found.begun >= found.runs == 80
