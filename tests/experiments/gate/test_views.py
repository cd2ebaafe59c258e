from dataclasses import replace
from xml.etree import ElementTree

import pytest

from experiments.results.gate import Changed
from experiments.views.gate_reports import annotations, junit, markdown
from experiments.views.gated import screen, words
from tests.experiments.gate.hand import ASKED, CRASHED, EVERY, FAILS, OPEN, PASSES, SAME, difference, gate, ruling


def printed(name: str) -> str:
    return "\n".join(line.plain for line in screen(EVERY[name]))


@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("pass", "PASS  the working tree against main (1a2b3c4): no harm beyond a margin"),
        ("fail", "FAIL  the working tree against main (1a2b3c4): exposed_per_10k (first day)"),
        ("inconclusive", "INCONCLUSIVE  the working tree against main (1a2b3c4): exposed_per_10k (first"),
        ("could not run", "COULD NOT RUN  the working tree against main (1a2b3c4): nothing is known of it"),
        ("same", "PASS  the working tree is the same policy as main (1a2b3c4): nothing was run"),
    ],
)
def test_the_first_line_is_the_verdict_and_why(name: str, first: str) -> None:
    assert printed(name).startswith(first)


def test_a_ruling_tells_both_sides_the_interval_the_margin_and_how_many_pairs_are_worse() -> None:
    assert "100 → 110, +10 [8, 12], margin 2.00, worse in 27 of 30 pairs\n" in printed("fail")


def test_where_few_pairs_differ_a_ruling_tells_how_much_an_unseen_one_is_taken_to_differ() -> None:
    ruling = FAILS.rulings[1]
    few = replace(ruling, found=replace(ruling.found, unseen=6.2))
    assert words(few) == f"{words(ruling)}; few differ, one unseen may by 6.20"


def test_a_metric_that_should_rise_has_its_margin_below_0_and_is_worse_where_it_falls() -> None:
    text = "\n".join(line.plain for line in screen(gate(ruling(1, -3.0, -2.0))))
    assert "100 → 98, -2.5 [-3.0, -2.0], margin -1.00" in text


def test_a_harm_within_the_margin_passes_and_is_told() -> None:
    assert "a real harm, within the margin" in "\n".join(line.plain for line in screen(gate(ruling(0, 0.5, 1.5))))
    assert "a real harm" not in printed("pass")


def test_the_worst_stands_first_and_changed_lines_and_times_are_told() -> None:
    text = printed("fail")
    assert text.index("exposed_per_10k, first day") < text.index("value_per_posting, adapted")
    assert "  policies/screening.py:41" in text
    assert "changed: the code behind the rule of screening" in text
    assert "time: runs of the head 80.0 s" in text
    assert "ValueError: no | such" in printed("could not run")


def test_what_it_costs_stands_in_a_column_a_regime_with_the_wait_of_postings_in_minutes() -> None:
    costs = tuple(
        difference(each.metric.name, -0.0086, 0.0014) if each.metric.unit == "hours" else each
        for each in PASSES.costs["frozen"]
    )
    found = screen(replace(PASSES, costs={"frozen": costs, "adapting": costs}))
    [line] = [line.plain for line in found if "publication, median" in line.plain]
    assert line == "  minutes to publication, median     -0.22 [-0.52, 0.08]     -0.22 [-0.52, 0.08]"


@pytest.mark.parametrize("name", EVERY)
def test_it_fits_80_columns(name: str) -> None:
    assert max(map(len, printed(name).splitlines())) <= 80


@pytest.mark.parametrize("name", EVERY)
def test_markdown_begins_with_the_verdict_and_is_small_enough_for_a_comment(name: str) -> None:
    found = EVERY[name]
    assert found.verdict in markdown(found).splitlines()[0]
    long = replace(found, broken="é" * 200_000, asked=replace(ASKED, notes=("é" * 70_000,)))
    assert len(markdown(long).encode()) < 64_000


def test_markdown_holds_a_row_a_guardrail_and_no_name_breaks_the_table() -> None:
    text = markdown(FAILS)
    assert "| ❌ fail | `exposed_per_10k`, first day | 100 → 110, +10 [8, 12]" in text
    assert "no \\| such" not in text
    assert "policies/screening.py:41" in text
    assert "\x1b" not in markdown(CRASHED)


def test_junit_has_a_case_a_guardrail_and_everything_but_a_pass_is_a_failure() -> None:
    cases = {name: ElementTree.fromstring(junit(found)) for name, found in EVERY.items()}
    assert [(case.get("tests"), case.get("failures"), case.get("errors")) for case in cases.values()] == [
        ("2", "0", "0"),
        ("2", "1", "0"),
        ("2", "1", "0"),
        ("1", "0", "1"),
        ("1", "0", "0"),
    ]
    [failure] = cases["fail"].iter("failure")
    assert "+10 [8, 12]" in str(failure.get("message"))
    [open_] = cases["inconclusive"].iter("failure")
    assert (open_.get("type"), open_.text) == ("inconclusive", "84 pairs would settle it")


def test_annotations_mark_the_changed_lines_of_what_does_not_pass() -> None:
    assert annotations(PASSES) == annotations(SAME) == []
    [line] = annotations(FAILS)
    assert line.startswith("::error file=policies/screening.py,line=41,title=policylab gate%3A fail::the working tree")
    assert "\n" not in line
    assert "%0A" in line
    assert annotations(OPEN)[0].startswith("::warning ")
    assert annotations(CRASHED)[0].startswith("::error ")


def test_an_annotation_without_a_changed_line_marks_nothing_and_is_told_all_the_same() -> None:
    gone = replace(FAILS, asked=replace(ASKED, files=(Changed("gone.py", 0),)))
    assert annotations(gone)[0].startswith("::error title=policylab gate%3A fail::")
    odd = replace(FAILS, asked=replace(ASKED, files=(Changed("a,b:c%.py", 3),)))
    assert annotations(odd)[0].startswith("::error file=a%2Cb%3Ac%25.py,line=3,")
