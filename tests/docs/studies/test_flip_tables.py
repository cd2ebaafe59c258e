"""The tables of a flip: a row for each thing that is said of a metric, and for each number that it names."""

from docs.studies.pages.flip_tables import flips
from experiments.printing.table import Table
from tests.experiments.questions.flip.hand import REGIME, flip, text


def test_tables_say_what_the_lines_say() -> None:
    _, said, _, numbers = flips(flip(REGIME))
    assert isinstance(said, Table)
    assert isinstance(numbers, Table)
    lines = " ".join(" ".join(text(REGIME)).split())
    assert [row for row in said.rows if " ".join(f"{row[1]} {row[2]}".split()) not in lines] == []
    assert {row[1] for row in said.rows} >= {"hangs on", "suspected", "worse where", "centre", "better next", "rule"}
    assert [row for row in numbers.rows if ": ".join(map(str, row)) not in lines] == []
    assert "ring.lures_by_call" in [row[0] for row in numbers.rows]
