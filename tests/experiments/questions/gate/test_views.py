import math
from dataclasses import replace
from xml.etree import ElementTree

import numpy as np
import pytest

from experiments.document.document import Items, Picture, Table
from experiments.language.messages import LANGUAGES, Language, capital, speaking
from experiments.measures.metrics import BY_NAME
from experiments.printing.widths import columns
from experiments.questions.gate.document import document
from experiments.questions.gate.guardrails import Guardrail, guardrails
from experiments.questions.gate.judging import ruled
from experiments.questions.gate.reports import annotations, junit
from experiments.questions.gate.result import ChangedFile, Gate
from experiments.questions.gate.words import remark, words
from experiments.show import html, terminal
from experiments.show import markdown as in_markdown
from experiments.verdicts.differences import paired
from experiments.verdicts.labels import label
from tests.experiments.questions.gate.hand import (
    ASKED,
    CRASHED,
    EVERY,
    FAILS,
    OPEN,
    PASSES,
    RAILS,
    SAME,
    WORSE,
    both,
    difference,
    gate,
    ruling,
)


def screen(result: Gate) -> str:
    return "\n".join(line.plain.rstrip() for line in terminal.lines(document(result), 80, whole=False))


def printed(name: str) -> str:
    return screen(EVERY[name])


def markdown(result: Gate) -> str:
    return in_markdown.markdown(document(result))


@pytest.mark.parametrize(
    ("name", "verdict", "why"),
    [
        ("pass", "PASS", "No harm beyond a margin."),
        ("fail", "FAIL", "Harm beyond the margin: workers addressed (first day)."),
        (
            "inconclusive",
            "INCONCLUSIVE",
            "These pairs cannot tell: workers addressed (first day); 84 pairs would settle it.",
        ),
        ("could not run", "COULD NOT RUN", "Nothing is known of it."),
        ("same", "PASS", "Same code and numbers, nothing run."),
    ],
)
def test_the_verdict_comes_first_then_why(name: str, verdict: str, why: str) -> None:
    first, *more = printed(name).splitlines()
    assert first == f"{verdict}: the working tree against main (1a2b3c4)"
    assert " ".join(" ".join(more).split()).partition("guardrails.toml ")[2].startswith(why)


def rows(result: Gate) -> list[list[str]]:
    """The cells of the table of guardrails, without those of no text; its heads first."""
    table = next(part for part in document(result).parts() if isinstance(part, Table))
    return [list(map(str, cells[1:])) for cells in (table.heads, *table.rows)]


def test_a_row_has_base_both_regimes_and_margin_of_a_metric() -> None:
    heads, row = rows(gate(*both(0, WORSE, (-1.0, 1.0))))
    assert heads == ["guardrail", "base", "first day", "adapted", "margin"]
    assert row == ["workers addressed", "100", "+10 [8, 12] fail", "0 [-1, 1] pass", "2 %"]
    frozen, adapting = both(0, (-1.0, 1.0), (-1.0, 1.0))
    wider = ruled(replace(adapting.rail, share=0.05), adapting.difference, 30)
    assert rows(gate(frozen, wider))[1][-1] == "2 %, 5 %"


def test_a_regime_without_a_guardrail_has_an_empty_cell() -> None:
    assert rows(PASSES)[1:] == [
        ["workers addressed", "100", "0 [-1, 1] pass", "", "2 %"],
        ["matching", "100", "", "+0.5 [0.1, 0.9] pass", "-1 %"],
    ]


def test_of_a_base_of_nothing_the_difference_itself_is_shown() -> None:
    none = replace(ruling(0, 0.5, 1.5), margin=0.25)
    row = rows(gate(replace(none, difference=replace(none.difference, baseline=0.0))))[1]
    assert row == ["workers addressed", "0", "+1.0 [0.5, 1.5] pass", "", "0.250"]


def test_failures_stand_first_then_what_is_open_the_most_harmful_first() -> None:
    names = ("victims_per_10k", "exposed_per_10k", "fee_yen", "led_away_per_10k", "harm_index")
    bounds = ((-1.0, 1.0), (-1.0, 4.0), (-1.5, 1.5), (8.0, 12.0), (18.0, 22.0))
    rulings = [
        ruled(replace(RAILS.rails[0], metric=BY_NAME[name]), difference(name, *each), 30)
        for name, each in zip(names, bounds, strict=True)
    ]
    labels = ["harm weighted by kind", "workers led away", "workers addressed", "fees", "workers harmed"]
    assert [label for label, *_ in rows(gate(*rulings))[1:]] == labels
    [_, first, _] = rows(gate(*both(0, (-1.0, 1.0), (-1.0, 4.0)), *both(1, (-1.0, 1.0), (-3.0, -2.0))))
    assert first[0] == "matching"  # one regime that fails is enough


def test_a_harm_that_no_pair_shows_is_told_once() -> None:
    few = [replace(each, difference=replace(each.difference, unseen=6.2)) for each in (*PASSES.rulings, *OPEN.rulings)]
    sentence = "Where few pairs differ, an interval also holds a harm that no pair shows"
    for text in (screen(gate(*few)), markdown(gate(*few)), junit(gate(*few))):
        assert " ".join(text.split()).count(sentence) == 1
    nobody = replace(few[0], concerns=False)
    assert sentence not in screen(PASSES) + junit(PASSES) + screen(gate(nobody))


def test_remarks_stand_below_the_table_where_a_cell_needs_one() -> None:
    real = "a real harm, within the margin"
    assert remarks(gate(*both(0, (-1.0, 1.0), (-1.0, 1.0)))) == {}
    assert remarks(gate(*both(0, (-1.0, 1.0), (0.1, 1.0)))) == {"workers addressed (adapted)": real}
    assert remarks(gate(*both(0, (0.2, 1.0), (0.1, 1.0)))) == {"workers addressed": real}  # of both
    assert remarks(gate(*both(0, (-1.0, 4.0), (-1.0, 1.0)))) == {
        "workers addressed (first day)": "84 pairs would settle it"
    }
    assert remarks(FAILS) == {}  # the table says it


def remarks(result: Gate) -> dict[str, str]:
    [section] = (each for each in document(result).sections if any(isinstance(part, Picture) for part in each.parts))
    return dict(row for part in section.parts if isinstance(part, Items) for row in part.rows)


def test_a_rising_metric_has_a_negative_margin() -> None:
    assert rows(gate(ruling(1, -3.0, -2.0)))[1] == ["matching", "100", "", "-2 [-3, -2] fail", "-1 %"]


def test_changed_lines_and_times_are_told() -> None:
    text = printed("fail")
    assert "The change\nthe code behind the rule of screening\npolicies/screening.py:41\n" in text
    assert "time: runs of the head 80.0 s" in text
    assert "crashed:\n  Traceback\n  ValueError: no | such" in printed("could not run")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("arm", [0.0, 0.1, 2.0])
def test_it_fits_80_columns_in_every_language(language: Language, arm: float) -> None:
    shipped = guardrails()
    rulings = [
        ruled(rail, replace(difference(rail.metric.name, -1e5 * arm, 1e5 * arm, 1e5), unseen=1.0), 30)
        for rail in shipped.rails
    ]
    with speaking(language):
        for result in (gate(*rulings, request=replace(ASKED, guardrails=shipped)), *EVERY.values()):
            assert max(columns(line) for line in screen(result).splitlines()) <= 80
            assert "…" not in screen(result)


@pytest.mark.parametrize("name", EVERY)
def test_markdown_begins_with_the_verdict_and_is_small_enough_for_a_comment(name: str) -> None:
    result = EVERY[name]
    assert result.verdict.upper() in markdown(result).splitlines()[0]
    long = replace(result, broken="é" * 200_000, request=replace(ASKED, notes=("é" * 70_000,)))
    assert len(markdown(long).encode()) < 64_000


def test_markdown_holds_a_row_a_guardrail_and_no_name_breaks_the_table() -> None:
    text = markdown(FAILS)
    assert "| ❌  | workers addressed | 100 | ❌ \\+10 [8, 12] fail |  | 2 % |" in text
    assert "no \\| such" not in text
    assert "policies/screening.py:41" in text
    assert "\x1b" not in markdown(CRASHED)


def test_junit_has_a_case_per_guardrail_and_skips_inconclusive_ones() -> None:
    cases = {name: ElementTree.fromstring(junit(judged)) for name, judged in EVERY.items()}
    counts = ("tests", "failures", "errors", "skipped")
    assert ["".join(str(case.get(count)) for count in counts) for case in cases.values()] == [
        "2000", "2100", "2001", "1010", "1000"
    ]  # fmt: skip
    [failure] = cases["fail"].iter("failure")
    assert "+10 [8, 12]" in str(failure.get("message"))
    [open_] = cases["inconclusive"].iter("skipped")
    assert (open_.get("type"), open_.text) == ("inconclusive", "84 pairs would settle it")


def test_outside_the_passport_every_report_says_so() -> None:
    outside = replace(PASSES, outside=("world.workers = 3 is less",))
    message = "outside the passport, where nothing can pass"
    assert markdown(outside).splitlines()[2] == f"**{capital(message)}.**"
    assert f"> note: {message}: world.workers = 3 is less" in markdown(outside)
    report = ElementTree.fromstring(junit(outside))
    assert (report.get("tests"), report.get("failures"), report.get("skipped")) == ("3", "0", "1")
    [skipped] = report.iter("skipped")
    assert skipped.get("message") == f"{message}: world.workers = 3 is less"
    assert all(f"{message}: world.workers" in line for line in annotations(outside))
    assert annotations(outside)


def test_pairs_that_are_worse_are_counted_though_the_mean_is_0() -> None:
    base = np.full(30, 10.0)
    head = base + np.r_[1.0, 1.0, -2.0, np.zeros(27)]
    for name, worse in (("exposed_per_10k", 2), ("value_per_posting", 1)):
        rail = replace(RAILS.rails[0], metric=BY_NAME[name])
        assert f"worse in {worse} of 30 pairs" in words(ruled(rail, paired(rail.metric, base, head), 30))


def test_pairs_without_a_number_are_counted() -> None:
    rail, few = RAILS.rails[0], np.r_[np.full(12, 10.0), np.full(18, math.nan)]
    none = np.full(30, math.nan)
    for side, without in ((few, 18), (none, 30)):
        text = remark(ruled(rail, paired(rail.metric, side, side), 30), PASSES)
        assert text == f"no number in {without} of 30 pairs, so nothing passes"


def test_a_note_stands_in_every_report() -> None:
    noted = replace(SAME, request=replace(ASKED, notes=("the model has changed: sim/day.py differs",)))
    assert "note: the model has changed: sim/day.py differs" in screen(noted)
    assert "> note: the model has changed" in markdown(noted)
    assert "note: the model has changed" in html.page(document(noted))
    [out] = ElementTree.fromstring(junit(noted)).iter("system-out")
    assert out.text == "the model has changed: sim/day.py differs"


def test_in_what_way_the_sides_are_one_is_said_in_every_report() -> None:
    for judged in (SAME, replace(PASSES, equal=True)):
        message = f"the working tree against main (1a2b3c4): {judged.alike}"
        assert screen(judged).startswith("PASS: the working tree against main (1a2b3c4)\n")
        assert judged.alike is not None
        for text in (screen(judged), markdown(judged), html.page(document(judged))):
            assert f"{capital(judged.alike)}." in text
        assert ElementTree.fromstring(junit(judged)).get("name") == f"policylab gate: {message}"
    assert "equal to the bit" not in markdown(replace(OPEN, equal=True, outside=("world.workers",)))


def test_pairs_that_cannot_be_had_are_not_advised() -> None:
    few = replace(OPEN, worlds=83)
    unseen = replace(few, rulings=tuple(replace(each, larger=2.8) for each in few.rulings))
    message = "84 pairs would be needed, and there are 83 plausible worlds: "
    find = "policylab calibrate --worlds 84"
    for judged, way in (
        (few, f"let people decide, or find more worlds with {find}"),
        (unseen, f"{find} finds more, or a market of 56,000 workers would do"),
    ):
        for text in (screen(judged), markdown(judged), junit(judged)):
            assert message + way in " ".join(text.split())
            assert "84 pairs would settle it" not in text


def test_a_pass_by_a_doubtful_interval_has_a_note() -> None:
    rail = Guardrail(BY_NAME["publication_lag_p90"], "frozen", 0.1, None, "so")
    wait = ruled(rail, difference("publication_lag_p90", -1.0, 1.0), 30)
    message = "look at these yourself: wait of the slowest tenth (first day); their intervals hold the truth in fewer"
    weak = gate(*PASSES.rulings, wait)
    assert weak.verdict == "pass"
    assert weak.as_json()["doubtful"] == [["publication_lag_p90", "frozen"]]
    for text in (screen(weak), markdown(weak), junit(weak)):
        assert message in " ".join(text.split()).replace("> ", "").replace("note: ", "")
    tied = replace(wait, difference=replace(wait.difference, differing=0))
    for silent in (gate(*PASSES.rulings, tied), gate(replace(wait, verdict="fail"))):
        assert message not in markdown(silent)


def test_of_nothing_on_either_side_it_is_said_that_nobody_is_concerned() -> None:
    rail = ruling(0, 0.0, 0.0)
    none = replace(rail, difference=replace(rail.difference, baseline=0.0, candidate=0.0))
    message = "nobody is concerned, in any run"
    assert message in screen(gate(replace(none, concerns=False)))
    assert message not in screen(gate(none))  # it passed by an amount


def test_a_margin_beyond_all_that_there_is_is_told() -> None:
    rail = ruling(0, -1.0, 1.0)
    loose = replace(rail, rail=replace(rail.rail, share=None, amount=101.0))
    assert "its margin is more than all there is" in markdown(gate(loose))
    assert "its margin" not in markdown(gate(replace(rail, rail=replace(rail.rail, share=None, amount=99.0))))


def test_a_share_of_nothing_is_told_to_be_no_margin() -> None:
    rail = ruling(0, -1.0, 1.0)
    result = replace(rail.difference, baseline=0.0)
    nothing = replace(rail, difference=result, verdict="inconclusive", margin=0.0, settles=None)
    assert "a share of nothing is no margin; an amount beside it would be one" in markdown(gate(nothing))
    assert "a share of nothing" not in markdown(gate(replace(nothing, rail=replace(rail.rail, amount=0.1))))


def test_annotations_mark_the_changed_lines_of_what_does_not_pass() -> None:
    assert annotations(PASSES) == annotations(SAME) == []
    [line] = annotations(FAILS)
    assert line.startswith("::error file=policies/screening.py,line=41,title=policylab gate%3A fail::the working tree")
    assert "\n" not in line
    assert "%0A" in line
    assert annotations(OPEN)[0].startswith("::warning ")
    assert annotations(CRASHED)[0].startswith("::error ")


def test_an_annotation_without_a_changed_line_has_no_file() -> None:
    gone = replace(FAILS, request=replace(ASKED, files=(ChangedFile("gone.py", 0),)))
    assert annotations(gone)[0].startswith("::error title=policylab gate%3A fail::")
    odd = replace(FAILS, request=replace(ASKED, files=(ChangedFile("a,b:c%.py", 3),)))
    assert annotations(odd)[0].startswith("::error file=a%2Cb%3Ac%25.py,line=3,")


@pytest.mark.parametrize("name", EVERY)
def test_the_page_has_every_ruling_and_the_reason_of_its_margin(name: str) -> None:
    page = html.page(document(EVERY[name]))
    assert page.count("<svg") == 2 * bool(EVERY[name].rulings)  # for a desk, and for a phone
    for each in EVERY[name].rulings:
        assert f">{label(each.rail.metric.name)}<" in page
        assert each.rail.why in page
        assert each.rail.why not in screen(EVERY[name]).split()


def test_only_a_gate_that_ran_has_a_picture() -> None:
    pictures = {
        name: [each for each in document(result).parts() if isinstance(each, Picture)] for name, result in EVERY.items()
    }
    assert {name for name, there in pictures.items() if there} == {"pass", "fail", "inconclusive"}
