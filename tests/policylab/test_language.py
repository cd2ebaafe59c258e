"""`policylab.language`: what is shown, drawn and reported meanwhile is in that language; data are not."""

import pytest

import policylab as pl
from experiments.api.compare import Compared
from experiments.printing.plain import as_plain
from experiments.questions.compare.answer import Answer
from experiments.verdicts.labels import label
from tests.experiments.found import each, regime


@pytest.fixture
def answer() -> Compared:
    return Compared(Answer((regime("frozen", exposed_per_10k=each(4, 6, 4, 6)),)))


def test_a_result_is_shown_in_the_language_and_afterwards_as_before(answer: Compared) -> None:
    english = str(answer)
    with pl.language("ja"):
        assert "悪化：接触されたワーカー 3.2〜6.8 %増。" in str(answer)
        assert "悪化：接触されたワーカー 3.2〜6.8 %増。" in answer._repr_html_()
        assert 'lang="ja"' in answer.report()
        with pl.language("en"):
            assert str(answer) == english
    assert str(answer) == english
    assert 'lang="en"' in answer.report()


def test_data_are_english_in_every_language(answer: Compared) -> None:
    table, data = answer.frame(), answer.as_json()
    with pl.language("ja"):
        assert answer.frame().equals(table)
        assert answer.as_json() == data
        assert as_plain(label)("fee_yen") != label("fee_yen")


def test_a_language_that_there_is_not_is_refused() -> None:
    with pytest.raises(pl.BadInput, match="not one of 'en', 'ja'"):
        pl.language("fr")  # type: ignore[arg-type]
