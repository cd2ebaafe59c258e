"""The hook of the documentation refuses what a gate does not pass. In a real push: gate/test_examples.py."""

import subprocess
from pathlib import Path

import pytest

from tests.architecture.house import ROOT


@pytest.mark.parametrize(
    ("code", "inconclusive", "refused"), [(0, None, 0), (1, "push", 1), (3, None, 3), (3, "push", 0), (4, "push", 4)]
)
def test_the_hook_refuses_what_is_inconclusive_unless_told_otherwise(
    code: int, inconclusive: str | None, refused: int, tmp_path: Path
) -> None:
    gate = tmp_path / "policylab"
    gate.write_text(f"#!/bin/sh\nexit {code}\n")
    gate.chmod(0o755)
    there = {"PATH": f"{tmp_path}:/usr/bin:/bin"} | ({"POLICYLAB_INCONCLUSIVE": inconclusive} if inconclusive else {})
    assert subprocess.run(["sh", ROOT / "docs/examples/pre-push"], env=there, check=False).returncode == refused
