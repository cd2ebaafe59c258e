"""The tables of a flip: a row for each thing that is said of a metric, and for each number that it names."""

from docs.studies.pages.flip_tables import flips
from experiments.printing.table import Table
from experiments.questions.flip.words import about
from tests.experiments.questions.flip.hand import REGIME, flip, said


def test_tables_say_what_the_document_says() -> None:
    _, told, _, numbers = flips(flip(REGIME))
    assert isinstance(told, Table)
    assert isinstance(numbers, Table)
    assert [row[1:] for row in told.rows] == said(REGIME)
    assert {row[1] for row in told.rows} >= {"hangs on", "suspected", "worse where", "centre", "better next", "rule"}
    assert ("ring.lures_by_call", about("ring.lures_by_call")) in numbers.rows
