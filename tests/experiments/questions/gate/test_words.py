"""A gate in words and in reports, from rulings made by hand."""

from dataclasses import replace
from xml.etree import ElementTree

from experiments.measures.metrics import BY_NAME
from experiments.questions.gate.reports import annotations, junit
from experiments.questions.gate.result import ChangedFile
from experiments.questions.gate.words import allowed, cost_rows, level, reason, remark, where, words
from tests.experiments.questions.gate.hand import (
    ASKED,
    BETTER,
    FAILS,
    PASSES,
    RAILS,
    SAME,
    WORSE,
    difference,
    gate,
    ruling,
)

HARMED = ruling(0, *WORSE), ruling(1, *BETTER)  # matching falls


def test_the_reason_names_the_worst_guardrail_and_counts_the_others() -> None:
    assert reason(gate(*HARMED)) == "matching (adapted) and 1 more"  # ten margins of 1, five of 2
    assert reason(gate(HARMED[0], ruling(1, -0.1, 0.1))) == "workers addressed (first day)"
    never = gate(ruling(1, -500.5, 499.5), ruling(0, -1.0, 1.0))
    assert reason(never) == "matching (adapted); no realistic number of pairs would settle it"


def test_a_sample_is_named_by_its_worlds() -> None:
    assert ", 20,000 workers, 2 looks, guardrails" in where(replace(PASSES, looks=2))
    for worlds, size in (
        ("plausible", "30 plausible worlds"),
        ("fixed", "30 seeds"),
        ("mine.npz", "30 mine.npz worlds"),
    ):
        of_them = replace(PASSES, request=replace(ASKED, worlds=worlds))
        assert where(of_them) == (
            f"scenario production, {size}, 120 days, 20,000 workers, guardrails of guardrails.toml"
        )


def test_a_margin_is_remarked_on_at_its_very_end() -> None:
    varied = "within the margin, but the base varies, and with it what it allows"
    for high, verdict, text in ((2.0, "inconclusive", varied), (2.0, "fail", varied), (2.1, "fail", "")):
        assert remark(replace(ruling(0, 0.5, high), verdict=verdict), PASSES) == text  # type: ignore[arg-type]
    assert remark(ruling(0, 0.1, 1.0), PASSES) == "a real harm, within the margin"
    assert remark(ruling(0, 0.0, 1.0), PASSES) == ""


def test_shares_are_told_in_per_cent() -> None:
    rail = replace(RAILS.rails[0], metric=BY_NAME["direct_deal_share"], share=None, amount=0.02)
    gap = difference("direct_deal_share", 0.08, 0.12, 0.5)
    assert words(replace(HARMED[0], rail=rail, difference=gap, margin=0.02)) == (
        "50.0% → 60.0%, +10 [8, 12], margin 2.00, worse in 27 of 30 pairs"
    )


def test_a_margin_is_in_per_cent_of_the_base() -> None:
    rail = replace(RAILS.rails[0], share=0.1, amount=3.0)
    for base, margin in ((100.0, "10 %"), (24.0, "12.5 %"), (0.0, "3.00")):
        gap = difference("exposed_per_10k", 0.0, 1.0, base)
        assert allowed(replace(HARMED[0], rail=rail, difference=gap, margin=rail.margin(base))) == margin
    assert allowed(HARMED[1]) == "-1 %"  # of what a fall harms


def test_a_level_has_the_unit_that_its_label_lacks() -> None:
    levels = {"direct_deal_share": 0.0812, "fee_yen": 24.7e6, "publication_lag_p90": 9.04, "exposed_per_10k": 1_034.0}
    assert [level(difference(name, 0, 0), value) for name, value in levels.items()] == [
        "8.12 %", "¥24.7 M", "9.04 h", "1,034"
    ]  # fmt: skip


def test_costs_are_those_of_a_month_of_the_whole_marketplace() -> None:
    """A market of 20,000 workers is a part in 184.5 of it; honest people are counted in shares and hours in minutes."""
    heads, rows = cost_rows(PASSES)
    assert heads == ("a month, marketplace (184 ×)", "first day", "adapted")
    by_label = {label: cells for label, *cells in rows}
    assert by_label["yen: staff"] == ["184 [-184, 554]"] * 2
    assert by_label["honest clients restricted"] == ["1.0 [-1.0, 3.0]"] * 2
    assert by_label["minutes to publication, median"] == ["60 [-60, 180]"] * 2


def test_a_report_gives_the_reason_of_a_margin_where_nothing_is_remarked() -> None:
    [failure] = ElementTree.fromstring(junit(FAILS)).iter("failure")
    assert failure.text == "so little"


def test_cases_of_a_report_have_the_class_of_the_gate() -> None:
    for judged, names in (
        (SAME, [f"the working tree against main (1a2b3c4): {SAME.alike}"]),
        (
            replace(FAILS, outside=("so",)),
            [*("exposed_per_10k, first day", "value_per_posting, adapted"), "within the passport"],
        ),
    ):
        cases = [
            (case.get("classname"), case.get("name")) for case in ElementTree.fromstring(junit(judged)).iter("testcase")
        ]
        assert cases == [("policylab.gate", name) for name in names]


def test_annotations_mark_ten_files_and_tell_three_guardrails() -> None:
    files = (ChangedFile("gone.py", 0), *(ChangedFile(f"{number}.py", number) for number in range(1, 13)))
    lines = annotations(gate(*HARMED, *HARMED, request=replace(ASKED, files=files)))
    assert [line.partition(",")[0] for line in lines] == [f"::error file={number}.py" for number in range(1, 11)]
    assert {line.count("%0A") for line in lines} == {3}
    assert {line.count("fail: ") for line in lines} == {3}
