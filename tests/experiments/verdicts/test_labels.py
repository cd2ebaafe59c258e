"""Labels of metrics: every metric has one, short, plain, and no other's."""

from experiments.measures.metrics import METRICS
from experiments.verdicts.labels import label, labels

MOST = 34  # letters


def test_every_metric_has_a_label_and_nothing_else_has() -> None:
    assert set(labels()) == {metric.name for metric in METRICS}
    assert label("victims_per_10k") == "workers harmed"


def test_no_two_metrics_have_the_same_label() -> None:
    assert len(set(labels().values())) == len(METRICS)


def test_a_label_fits_into_a_column_and_a_list() -> None:
    for text in labels().values():
        assert len(text) <= MOST, text
        assert not set(text) & set(",;:_()"), text


def test_a_label_begins_with_a_small_letter_or_an_abbreviation() -> None:
    assert [text for text in labels().values() if not (text[0].islower() or text[:3].isupper())] == []
