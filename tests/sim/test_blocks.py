"""Blocks: what concerns everybody is worked out for some rows at a time, and comes out the same."""

import pytest

from sim.arrays import blocks
from tests.sim.luck import fingerprint, run
from tests.sim.small import PRODUCTION, always


def test_blocks_follow_one_another_to_the_last_row() -> None:
    assert [(part.start, part.stop) for part in blocks(7, 3)] == [(0, 3), (3, 6), (6, 7)]
    assert [(part.start, part.stop) for part in blocks(6, 3)] == [(0, 3), (3, 6)]
    assert [(part.start, part.stop) for part in blocks(0, 3)] == [(0, 0)]


def test_a_run_is_the_same_however_many_rows_a_block_has(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = fingerprint(run(always(PRODUCTION)))
    monkeypatch.setattr(blocks, "__defaults__", (37,))
    assert fingerprint(run(always(PRODUCTION))) == whole
