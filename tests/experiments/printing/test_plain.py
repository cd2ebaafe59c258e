"""Frozen results as plain data."""

import json
import math
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

import numpy as np

from experiments.printing.plain import as_plain, plain


@dataclass(frozen=True, slots=True)
class Row:
    name: str
    values: tuple[float, ...]


def test_dataclasses_tuples_arrays_dates_and_views_become_what_json_has() -> None:
    data = {"row": Row("a", (1.0, np.float64(2.5))), "day": date(2020, 1, 2)}
    data |= {"array": np.array([1, 2]), "count": np.int64(3), "view": MappingProxyType({"b": (1,)})}
    assert json.loads(json.dumps(plain(data))) == {
        "row": {"name": "a", "values": [1.0, 2.5]},
        "day": "2020-01-02",
        "array": [1, 2],
        "count": 3,
        "view": {"b": [1]},
    }


def test_no_number_is_null_and_zero_has_no_sign() -> None:
    assert json.dumps(plain([math.nan, -math.inf, -0.0, {"zero": (-0.0,)}])) == '[null, null, 0.0, {"zero": [0.0]}]'


def test_a_method_gives_plain_data() -> None:
    class Result:
        @as_plain
        def as_json(self) -> dict[str, object]:
            return {"rows": (Row("a", (math.nan,)),)}

    assert Result().as_json() == {"rows": [{"name": "a", "values": [None]}]}
