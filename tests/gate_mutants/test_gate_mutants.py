"""The list of edits fits the policies as they stand today, and what is told of them."""

import ast
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from docs.studies.page import as_markdown
from experiments.measures.metrics import BY_NAME
from experiments.questions.gate.guardrails import guardrails
from experiments.runs.plan import Run
from policies.catalogue import RULES
from scenarios import load
from tests.experiments.runs.villages import editor, forget
from tests.gate_mutants.bench import ROOT
from tests.gate_mutants.edits import MUSTS, Edit, edits
from tests.gate_mutants.run import main
from tests.gate_mutants.table import Tried, table

EDITS = edits()
CODE = [edit for edit in EDITS if edit.file.endswith(".py") and not edit.harmful]


def named(edit: Edit) -> str:
    return edit.name


@pytest.fixture(autouse=True)
def nothing_known() -> Iterator[None]:
    forget()
    yield
    forget()


@pytest.mark.parametrize("edit", EDITS, ids=named)
def test_an_edit_fits_one_place_and_leaves_a_valid_file(edit: Edit) -> None:
    assert edit.file.startswith("policies/")
    text = edit.applied((ROOT / edit.file).read_text(encoding="utf-8"))
    read = ast.parse if edit.file.endswith(".py") else tomllib.loads
    assert read(text)


def test_an_edit_without_a_unique_place_is_refused() -> None:
    edit = Edit("slip", "policies/a.py", "x", "y", "fail", "why")
    assert edit.applied("a x b") == "a y b"
    for text, times in (("a b", "0 times"), ("x x", "2 times")):
        with pytest.raises(ValueError, match=f"slip: what it replaces occurs {times} in policies/a.py"):
            edit.applied(text)


def test_the_list_is_whole() -> None:
    assert {edit.must for edit in EDITS} == set(MUSTS)
    assert all(edit.why and edit.old != edit.new for edit in EDITS)
    assert max(Counter(edit.name for edit in EDITS).values()) == 1
    levers = Counter(Path(edit.file).stem for edit in EDITS if edit.harmful)
    assert len(set(levers) & set(RULES)) >= 10
    assert sum(edit.harmful for edit in EDITS) >= 14
    assert sum(edit.must == "pass" and not edit.unwatched for edit in EDITS) >= 6


def test_what_is_called_unwatched_is_a_metric_that_no_guardrail_watches() -> None:
    watched = {rail.metric.name for rail in guardrails().rails}
    for edit in EDITS:
        assert set(edit.unwatched) <= set(BY_NAME) - watched, edit.name
        assert not (edit.unwatched and edit.harmful), edit.name


@pytest.mark.parametrize("edit", CODE, ids=named)
def test_each_edit_of_code_has_another_key(edit: Edit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    scenario = load("production", edit.changes)
    before = Run(scenario, 1).key
    editor(tmp_path, monkeypatch)(edit.file, edit.old, edit.new)
    assert Run(scenario, 1).key != before


def test_a_verdict_is_held_against_the_one_that_it_must_be() -> None:
    accepted = {
        must: [verdict for verdict in ("pass", "fail", "inconclusive", "could not run") if _edit(must).kept(verdict)]
        for must in MUSTS
    }
    assert accepted == {"pass": ["pass"], "fail": ["fail"], "stop": ["fail", "inconclusive"]}


def test_expectations_of_an_edit_are_no_part_of_its_digest() -> None:
    first = Edit("a", "policies/a.py", "x", "y", "fail", "why")
    assert first.digest == Edit("b", "policies/a.py", "x", "y", "pass", "because", ("fee_yen",)).digest
    assert first.digest != Edit("a", "policies/a.py", "x", "z", "fail", "why").digest
    assert first.digest != Edit("a", "policies/a.py", "x", "y", "fail", "why", changes=("days=3",)).digest


def test_the_table_shows_harm_counts_stops_and_names_surprises() -> None:
    text = printed(
        [
            Tried(_edit("pass", "e"), _gate("pass", 0.0, 0.0, 0.0)),
            Tried(_edit("fail"), _gate("fail", 30.0, 20.0, 40.0)),
            Tried(_edit("stop", "b"), _gate("inconclusive", 9.0, -1.0, 19.0)),
            Tried(_edit("stop", "c"), _gate("pass", 2.0, 1.0, 3.0)),
            Tried(
                _edit("pass", "d", "fee_yen", "honest_texts_stopped"), _gate("pass", 0.0, -1.0, 1.0) | {"values": FEES}
            ),
        ],
        "days=60",
    )
    assert "5 edits, `production`, days=60." in text
    assert "| a | fail | fail | 30 | `exposed_per_10k`, first day: +15.0 [10.0, 20.0], margin 3 |" in text
    assert "`exposed_per_10k`, first day: +0.0 [-0.5, 0.5], margin 3; unwatched `fee_yen` +50.0 [" in text
    assert "; unwatched `honest_texts_stopped` +2.00 [" in text
    assert "Of 3 harmful edits 2 were stopped: 1 failed, 1 inconclusive. Of 1 harmless ones 1 passed. Of" in text
    assert "Of 1 that harm only what no guardrail watches 1 passed." in text
    assert text.endswith("Otherwise than it must be:\n\n- c: must stop, was pass. Expected: why.")


def test_harm_is_told_in_its_unit_where_the_base_has_none() -> None:
    gate = _gate("inconclusive", 0.1, -0.2, 0.64)
    gate["rulings"][0] |= {"metric": "honest_clients_restricted", "base": 0.0, "margin": 0.25}
    text = printed([Tried(_edit("stop"), gate)], "days=60")
    assert "`honest_clients_restricted`, first day: +0.10 [-0.20, 0.64] clients per 1,000, margin 0.25 |" in text
    none = {"frozen": {"honest_texts_stopped": [0.0, 0.0, 0.0], "fee_yen": [1.0, 2.0, 3.0]}}
    gate["values"] = {"base": none, "head": {"frozen": none["frozen"] | {"fee_yen": [1.0, 2.0, 4.0]}}}
    text = printed([Tried(_edit("stop", "a", "honest_texts_stopped"), gate)], "days=60")
    assert "; unwatched `honest_texts_stopped` +0.00 texts |" in text


def test_the_table_names_an_edit_without_any_differing_metric() -> None:
    values = {"frozen": {"exposed_per_10k": [1.0, 2.0]}}
    gate = _gate("pass", 0.0, 0.0, 0.0) | {"values": {"base": values, "head": values}}
    assert "| a | pass | pass | 30 | no metric differs in any pair |" in printed(
        [Tried(_edit("pass"), gate)], "days=60"
    )


def test_a_pass_with_harm_beyond_margins_on_fresh_pairs_is_missed() -> None:
    first, edit = _gate("pass", 2.0, -2.0, 6.0) | {"pairs": 2}, _edit("stop")
    assert Tried(edit, first).excess == pytest.approx(6 / 6)
    assert not Tried(edit, first).missed
    for worse, missed in ((5.0, False), (7.0, True)):
        result = Tried(edit, first, _closer(worse))
        assert result.beyond == pytest.approx(worse / 6)  # of a base of 200 a margin of 3 % is 6
        assert result.missed is missed
    assert not Tried(edit, first | {"verdict": "fail"}, _closer(7.0)).missed
    assert "passed, and harms 1.2 margins" in printed([Tried(edit, first, _closer(7.0))], "days=60")


@pytest.mark.nightly(reason="a clone with a gate in it; the table and the list by hand: the other tests here")
@pytest.mark.skipif(not (ROOT / ".git").exists(), reason="edits are made in a clone of this repository")
def test_an_edit_is_judged_once_in_a_clone_and_remembered(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    name, small = EDITS[0].name, [f"-S{change}" for change in ("world.workers=300", "world.clients=100", "days=3")]
    doc, out = tmp_path / "gate.md", tmp_path / "said.jsonl"
    out.write_text('{"key": "cut o')
    words = [name, *small, "--out", str(out), "--store", str(tmp_path / "runs.sqlite"), "--write", str(doc)]
    assert main(words) == 0
    text = out.read_text()
    assert text.count("\n") == 2
    assert "Table: [gate-mutants.csv](tables/gate-mutants.csv)" in doc.read_text()
    assert f'"{name}",pass,pass,32,no metric differs in any pair' in (tmp_path / "tables/gate-mutants.csv").read_text()
    assert main(words) == 0
    assert main([*words, "enforcement", "--told"]) == 0
    assert out.read_text() == text
    printed = capsys.readouterr().out
    assert printed.count(f"1 of 1  pass          {name}") == 2
    assert f"1 of 4  pass          {name}" in printed
    assert "enforcement, " not in printed


def test_an_edit_that_nobody_knows_is_told_with_those_there_are(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["no such thing"]) == 2
    assert "no such edit: no such thing; there are:\n  " + EDITS[0].name in capsys.readouterr().out


FEES = {
    "base": {"frozen": {"fee_yen": [10.0, 12.0, 14.0], "honest_texts_stopped": [0.0, 0.0, 0.0]}},
    "head": {"frozen": {"fee_yen": [5.0, 6.0, 7.0], "honest_texts_stopped": [1.0, 2.0, 3.0]}},
}


def printed(tried: list[Tried], size: str) -> str:
    """The table as it is printed."""
    return as_markdown(table(tried, size))


def _edit(must: Any, name: str = "a", *unwatched: str) -> Edit:
    return Edit(name, "policies/a.py", "x", "y", must, "why", unwatched)


def _gate(verdict: str, centre: float, low: float, high: float) -> dict[str, Any]:
    harm = {"centre": centre, "low": low, "high": high}
    ruling = {"metric": "exposed_per_10k", "regime": "frozen", "base": 200.0, "harm": harm, "margin": 6.0}
    return {"verdict": verdict, "rulings": [ruling], "pairs": 30, "took": 12.0, "values": {}}


def _closer(worse: float) -> dict[str, Any]:
    """Four pairs, of which the first two were seen; exposure is so much worse in the others."""
    base = {rail.metric.name: [200.0] * 4 for rail in guardrails().rails}
    head = base | {"exposed_per_10k": [500.0, 500.0, 200.0 + worse, 200.0 + worse]}
    return {"values": {"base": dict.fromkeys(WHEN, base), "head": dict.fromkeys(WHEN, head)}}


WHEN = ("frozen", "adapting")
