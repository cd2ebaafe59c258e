"""How far two runs of one world lie apart."""

from typing import Any

import pytest

from experiments.measures.metrics import BY_NAME
from experiments.questions.gate.luck import distances
from tests.experiments.questions.gate.hand import RAILS


def values(value: float = 100.0, pairs: int = 30, **others: Any) -> dict[Any, Any]:
    return {regime: dict.fromkeys(BY_NAME, (value,) * pairs) | others for regime in RAILS.regimes}


def test_how_far_runs_of_one_world_lie_apart_is_told_by_regime() -> None:
    others = values(103.0, 10, exposed_per_10k=(93.0, *(103.0,) * 9)) | {"adapting": values(104.0, 10)["adapting"]}
    result = distances(values(), others)
    assert result["frozen"]["exposed_per_10k"] == pytest.approx((9 * 3 + 7) / 10)
    assert result["frozen"]["value_per_posting"] == 3
    assert result["adapting"]["exposed_per_10k"] == 4
    assert list(distances(values(), {"adapting": others["adapting"]})) == ["adapting"]
