"""Every word that is printed can be asked: words come from where they are declared, and so do the answers."""

import json
import re
from typing import Any, get_args

import pytest
from typer.testing import CliRunner

from experiments.commands.app import app
from experiments.measures.counted import OUTCOMES, ROUTES
from experiments.measures.paths import LABELS
from experiments.measures.validity import Standing
from experiments.questions.compare.bottom_line import HEADS
from experiments.questions.compare.details import TRUST
from experiments.questions.compare.trust import Level
from experiments.questions.compare.words import ROWS
from experiments.questions.explain import numbers, words
from experiments.questions.explain.entry import Entry, Kind
from experiments.questions.explain.uses import uses
from experiments.questions.gate import result as gates
from experiments.questions.measure import facts as validation
from experiments.questions.measure import sizes as sized
from experiments.questions.trace import pairing
from experiments.verdicts.margins import Verdict
from experiments.verdicts.regimes import REGIMES as TEMPERS
from experiments.verdicts.regimes import WORDS
from policies.numbers import Confidence
from scenarios import load
from scenarios.keys import of_world
from scenarios.schema import nested
from scenarios.space import outside, space
from sim.world import World
from tests.architecture.house import ROOT

CALL = "platform.communication.call"


def explain(*parts: str) -> Any:
    return CliRunner().invoke(app, ["explain", "--no-sizes", *parts])


def text_of(word: str) -> str:
    """The explanation of a word, in one line."""
    result = explain(word)
    assert result.exit_code == 0, result.stderr
    return " ".join(result.stdout.split())


def entries_of(word: str) -> list[Entry]:
    """The entries of a word; none if it is unknown."""
    try:
        return words.explain(word)
    except LookupError:
        return []


def demo() -> str:
    """The answer that `make demo` prints."""
    page = (ROOT / "docs" / "reference" / "answer.md").read_text("utf-8")
    return page.partition("prints\nthis one:\n\n```\n")[2].partition("```")[0]


def of_worlds() -> dict[str, None]:
    """Every number that differs from one plausible world to another, as `hangs` and `flip` name it."""
    return dict.fromkeys(re.sub(r"\[.*", "", name) for name in space(load("production").world).names)


PRINTED: dict[str, list[str]] = {
    "numbers of the world": list(of_worlds()),
    "axes of trace and --by": list(pairing.AXES),
    "parts of axes": [*(label for labels in LABELS.values() for label in labels), *ROUTES, *OUTCOMES],
    "grades": list(get_args(sized.Grade)),
    "verdicts": [*get_args(Verdict), *get_args(gates.Verdict.__value__), *get_args(validation.Verdict)],
    "standings, trust, confidence": [*get_args(Standing), *get_args(Level), *get_args(Confidence)],
    "regimes": [*WORDS.values(), *WORDS, *TEMPERS],
    "words of an answer": [
        "goes with", "also", "do not judge it by", "margin", "pairs", "change", "plausible worlds", "46 ×", "19/32",
        "small market", *(head.split(":")[0] for head in HEADS.values()), "cannot tell", *ROWS.values(),
        *(word for word in TRUST.values() if word not in ("", "–")),
    ],
    "words that nothing declares": [
        "passport", "outside the passport", "guardrail", "verdict", "reading", "NDA", "monitored", "value", "staff yen",
        "scale", "marketplace", "box", "coverage", "density", "suspect", "newly", "either way", "best", "fraud funnel",
    ],
}  # fmt: skip


@pytest.mark.parametrize("kind", PRINTED)
def test_every_word_that_is_printed_can_be_asked(kind: str) -> None:
    assert [word for word in PRINTED[kind] if not entries_of(word)] == []


@pytest.mark.parametrize("kind", words.KINDS, ids=lambda kind: kind.name)
def test_every_word_of_a_kind_is_explained_by_something(kind: Kind) -> None:
    every = [(word, entry) for word in kind.words() for entry in kind.explain(word)]
    assert kind.example in {word.lower() for word, _ in every} | {word for word, _ in every}
    assert [word for word, entry in every if not (entry.about or entry.rows)] == []


def test_every_name_of_the_demo_can_be_asked() -> None:
    text = demo()
    there = set(re.findall(r"\b[a-z]+(?:_[a-z0-9]+)+\b|\b[a-z_]+\.[a-z_]+\b", text))
    assert "calling_open" in there
    heads = ("a month", "first day", "adapted", *ROWS.values())
    printed = {word for word in heads if re.search(rf"(^|  ){word}( |$)", text, re.MULTILINE)}
    assert {"a month", "first day", "adapted", "harmed", "matching", "deals outside", "fees"} <= printed
    assert [word for word in (*there, *printed) if not entries_of(word)] == []


def test_every_number_of_the_world_has_meaning_and_place() -> None:
    for key in of_world():
        [entry] = numbers.explain(key)
        rows = dict(entry.rows)
        assert rows["acts in"].startswith("sim/"), key
        if "unit" in rows:
            assert entry.about, key
            assert rows["certainty"].partition(":")[0] in get_args(Confidence)
            assert rows["varies"], key


def test_a_headline_is_its_metric_and_leak_means_honest_deals_first() -> None:
    assert text_of("workers addressed").startswith("exposed_per_10k, a metric ")
    text = text_of("deals outside")
    assert text.startswith("direct_deal_share, a metric ")
    assert "printed as direct_deal_share, deals outside unit" in text
    leak = text_of("leak")
    assert leak.index("Honest deals that leave the service") < leak.index("Of what rings learn, another thing")


def test_a_word_of_several_meanings_has_each_of_them() -> None:
    text = text_of("call")
    assert text.startswith("call, a channel")
    assert f" also {CALL}, a setting of the platform (communication, rule standard)" in text
    data = json.loads(explain("call", "--json").stdout)
    assert [data["name"], *(each["name"] for each in data["also"])] == ["call", CALL]
    assert explain("a", "little", "worse").stdout == explain("a little worse").stdout


def test_an_unknown_word_is_refused_with_near_ones_and_the_kinds() -> None:
    result = explain("talking.swap_contact_in_call")
    assert (result.exit_code, result.stdout) == (2, "")
    lines = result.stderr.splitlines()
    assert lines[0].startswith(
        "nothing is called 'talking.swap_contact_in_call'; did you mean talking.swaps_contact_in_call"
    )
    assert lines[1].startswith("words are: levers (screening); rules (screening.off); metrics (exposed_per_10k)")
    assert len(lines) < 10
    assert "did you mean" not in explain("zzzz").stderr


def test_readers_of_a_number_are_found_in_the_source() -> None:
    readers = uses("ring", nested(World)["ring"], "patience")
    assert [each.partition(":")[0] for each in readers] == [
        "sim/rings/tempers.py, pull",
        "sim/rings/tempers.py, _settled",
    ]
    name = "home_category_share"  # of two sections, and read by either system from its `numbers`
    posting, search = ("".join(uses(section, nested(World)[section], name)) for section in ("posting", "search"))
    assert "search.py" not in posting
    assert "search.py, _opened" in search


def test_a_value_out_of_its_range_has_an_explained_key() -> None:
    world = load("production", ["world.talking.swaps_contact_in_call=1"]).world
    [stray] = outside(world)
    assert text_of(stray.number)
