"""The tables of a flip: a row for each thing that is said of a metric, and for each number that it names."""

from docs.studies.flips import part
from tests.docs.studies.by_hand import cells, tables
from tests.experiments.questions.flip.hand import REGIME, flip, text


def test_tables_say_what_the_lines_say() -> None:
    said, numbers = map(cells, tables(part(flip(REGIME))))
    lines = " ".join(" ".join(text(REGIME)).split())
    assert [row for row in said if " ".join(f"{row[1]} {row[2]}".split()) not in lines] == []
    assert {row[1] for row in said} >= {"hangs on", "suspected", "worse where", "centre", "better next", "rule"}
    assert [row for row in numbers if ": ".join(map(str, row)) not in lines] == []
    assert "ring.lures_by_call" in [row[0] for row in numbers]
