"""A side that ends without an answer, in place of a real one."""

from pathlib import Path

import pytest

from experiments.questions.gate.place import SideFolders
from experiments.questions.gate.process import Broken, GateOptions, SideProcess, SideSpec
from experiments.runs.worlds import FIXED

DYING = """
import os, signal, sys
sys.stdin.readline()
sys.stdin.readline()
print('{"done": 1}', flush=True)
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_a_side_that_a_run_kills_is_broken_and_its_exit_code_told(tmp_path: Path) -> None:
    (tmp_path / "experiments/questions/gate").mkdir(parents=True)
    (tmp_path / "experiments/questions/gate/side.py").write_text(DYING)
    for package in ("experiments", "experiments/questions/gate"):
        (tmp_path / package / "__init__.py").touch()
    done: list[int] = []
    with SideProcess(
        SideSpec(SideFolders(tmp_path, tmp_path), "production"), ("frozen",), 2, GateOptions(FIXED)
    ) as peer:
        peer.begin([(0, 0), (0, 1)])
        with pytest.raises(Broken, match="its process ended with exit code -9, without an answer"):
            peer.results(lambda: done.append(1))
    assert done == [1]
