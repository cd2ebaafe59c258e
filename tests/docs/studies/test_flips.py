"""The tables of a flip: a row for each thing that is said of a metric, and for each number that it names."""

from docs.studies.flips import part
from experiments.questions.flip.document import document
from tests.docs.studies.by_hand import cells, tables
from tests.experiments.questions.flip.hand import REGIME, flip
from tests.experiments.shown import shown


def test_tables_say_what_the_lines_say() -> None:
    rows, numbers = map(cells, tables(part(flip(REGIME))))
    lines = " ".join(shown(document(flip(REGIME)), width=400).split())
    assert [row for row in rows if " ".join(f"{row[1]} {row[2]}".split()) not in lines] == []
    assert {row[1] for row in rows} >= {"hangs on", "suspected", "worse where", "centre", "better next", "rule"}
    assert [row for row in numbers if " ".join(" ".join(map(str, row)).split()) not in lines] == []
    assert "ring.lures_by_call" in [row[0] for row in numbers]
