"""The Japanese catalogue: it has every message of the code and of its data, and none that nobody says."""

import json
import re

from experiments.language.messages import again, english, in_a_row, speaking, wordings
from experiments.measures.metrics import METRICS
from experiments.printing.widths import columns
from experiments.questions.compare.idle import reason
from experiments.questions.compare.words import stray
from experiments.verdicts.labels import label
from policies.numbers import Shut
from scenarios import load
from scenarios.space import outside
from tests.experiments.language.hand import of_code, of_data, places

JAPANESE = wordings("ja")
MESSAGES = of_code()


def test_it_has_every_message_and_none_that_nobody_says() -> None:
    assert {text: place for text, place in MESSAGES.items() if text not in JAPANESE} == {}
    assert of_data() - JAPANESE.keys() == set()
    assert JAPANESE.keys() - MESSAGES.keys() - of_data() == set()


def test_a_wording_has_the_places_of_its_message() -> None:
    assert [text for text, wording in JAPANESE.items() if places(wording) != places(text)] == []


def test_no_wording_is_empty_but_the_space_between_sentences() -> None:
    assert [text for text, wording in JAPANESE.items() if not wording] == [" "]


def test_a_full_stop_and_a_comma_are_those_of_the_language() -> None:
    assert [wording for wording in JAPANESE.values() if "，" in wording or "．" in wording] == []


def test_lures_have_the_words_of_the_glossary() -> None:
    lures = [wording for text, wording in JAPANESE.items() if re.search(r"\blur(e|ing)", text)]
    assert [wording for wording in lures if "勧誘" not in wording and "誘導文" not in wording] == []
    assert len(lures) > 10


def test_labels_are_as_short_in_japanese() -> None:
    with speaking("ja"):
        assert [label(metric.name) for metric in METRICS if columns(label(metric.name)) > 34] == []


def test_a_sentence_in_data_is_english_and_can_be_translated_later() -> None:
    with speaking("ja"):
        why = english("{key} has no effect here: {reason}", key="a.b", reason=reason(Shut("call", "never", CLOSED)))
        assert why == "a.b has no effect here: calls are shut (call = 'never')"
        assert again(why) == "a.b はここでは効果なし：通話機能が閉じている（call = 'never'）"
        several = english("no metric of any run moves with these changes: {keys}", keys=("a", "b"))
        assert (several.endswith(": a, b"), again(several).endswith("：a、b")) == (True, True)
        assert again("nobody wrote this") == "nobody wrote this"
    assert again(why) == why
    other = json.loads(json.dumps(why.made_of))
    assert english(other["message"], **other["parts"]) == why


CLOSED = "calls are shut"


def test_why_a_world_allows_no_verdict_is_told_in_japanese() -> None:
    world = load("production", ["world.posting.open_days=9", "world.talking.outlet_use=[0.8, 0.05, 0.95, 0.3]"]).world
    with speaking("ja"):
        text = in_a_row(again(stray(each)) for each in outside(world))
    assert "world.talking.outlet_use[1] = 0.05 はありうる範囲" in text
    assert "plausible" not in text
    assert "source" not in text
