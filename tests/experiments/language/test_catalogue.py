"""The Japanese catalogue: it has every message of the code and of its data, and none that nobody says."""

import ast

from experiments.language.messages import from_english, in_a_row, message, speaking, wordings
from experiments.measures.metrics import METRICS
from experiments.printing.widths import columns
from experiments.questions.compare.idle import SHUT
from experiments.questions.compare.words import STRAYS
from experiments.verdicts.labels import label
from policies.numbers import Shut
from scenarios import load
from scenarios.space import outside
from tests.experiments.language.hand import ROOT, of_code, of_data, places

JAPANESE = wordings("ja")
MESSAGES = of_code()
POLICIES = ROOT.parent / "policies"


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


def test_labels_are_as_short_in_japanese() -> None:
    with speaking("ja"):
        assert [label(metric.name) for metric in METRICS if columns(label(metric.name)) > 34] == []


def test_the_reasons_of_rules_are_those_that_the_catalogue_has() -> None:
    """Every `Shut` of the policies, whose reason is English data."""
    reasons = {
        str(call.args[2].value)
        for path in POLICIES.glob("*.py")
        for call in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == Shut.__name__
        if isinstance(call.args[2], ast.Constant)
    }
    assert {reason + " ({field} = {value})" for reason in reasons} == set(SHUT)
    with speaking("ja"):
        text = from_english(str(Shut("call", "never", "calls are shut")), *SHUT)
    assert text == "通話機能が閉じている（call = 'never'）"


def test_why_a_world_allows_no_verdict_is_told_in_japanese() -> None:
    world = load("production", ["world.posting.open_days=9", "world.talking.outlet_use=[0.8, 0.05, 0.95, 0.3]"]).world
    with speaking("ja"):
        told = in_a_row(from_english(each, *STRAYS) for each in outside(world))
    assert "world.talking.outlet_use[1] = 0.05 はありうる範囲" in told
    assert "plausible" not in told
    assert "source" not in told


def test_a_text_of_data_that_no_message_made_stays_as_it_is() -> None:
    with speaking("ja"):
        assert from_english("nobody wrote this", message("{low} to {high}")) == "nobody wrote this"
    assert from_english("2 to 3", "{low} to {high}") == "2 to 3"
