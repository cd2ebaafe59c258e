"""The conclusion as values: harms before gains, regimes together where they agree, the most harmful step first."""

import json
import math
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from experiments.measures.metrics import BY_NAME, METRICS
from experiments.questions.compare.answer import Answer
from experiments.questions.compare.bottom_line import decision, next_step
from experiments.questions.compare.conclusion import KINDS, ORDER, Finding
from experiments.verdicts import coverage
from experiments.verdicts.kin import kin
from experiments.verdicts.labels import label
from experiments.verdicts.margins import DIRECTIONS, MEANINGS, beside
from tests.experiments.found import comparison, each, regime, rows

Moves = Callable[[int], float]
PAIRS = 16  # with fewer nothing beside the rows is found to move
WILD = each(*[27, -21, 19, -13] * 4)  # 3 ± 11.2


def about(centre: float, by: float = 1.0) -> Moves:
    """A mean ± 0.55034 × by: Student's t of 15 degrees of freedom, 2.13145, × √(16 ÷ 15) ÷ 4."""
    return each(*[centre - by, centre + by] * 8)


RISE, FALL = about(5), about(-5)


def found(frozen: dict[str, Moves], adapting: dict[str, Moves] | None = None) -> tuple[Finding, ...]:
    """The findings of one regime or of both, without those of no difference."""
    both = [regime("frozen", PAIRS, **frozen)] + ([] if adapting is None else [regime("adapting", PAIRS, **adapting)])
    return tuple(each for each in Answer(tuple(both)).findings if each.kind != "no difference")


def test_harms_come_before_gains_and_what_is_open_comes_later() -> None:
    findings = found({"exposed_per_10k": FALL, "value_per_posting": WILD, "staff_yen": RISE})
    assert [(each.name, each.kind, len(each.outlooks)) for each in findings] == [
        ("staff_yen", "harm", 0),
        ("exposed_per_10k", "gain", 0),
        ("value_per_posting", "open", 1),
    ]
    assert ORDER.index("possible harm") < ORDER.index("gain")
    assert {*KINDS} == {*MEANINGS}


def test_of_harms_the_most_harmful_step_comes_first_and_money_last() -> None:
    steps = ("fee_yen", "read_lure_per_10k", "exposed_per_10k", "led_away_per_10k", "victims_per_10k", "staff_yen")
    names = [each.name for each in found(dict.fromkeys(steps, RISE) | {"fee_yen": FALL, "value_per_posting": FALL})]
    assert names == [
        "victims_per_10k", "led_away_per_10k", "exposed_per_10k", "read_lure_per_10k",
        "value_per_posting", "fee_yen", "staff_yen",
    ]  # fmt: skip


@given(st.dictionaries(st.sampled_from([metric.name for metric in METRICS]), st.sampled_from([RISE, FALL]), min_size=1))
def test_no_gain_is_told_before_a_sure_harm_whatever_the_metric(moved: dict[str, Moves]) -> None:
    """In 16 pairs everything that moves is sure. A harm is named, or one of the same people that a row has."""
    answer = Answer((regime("frozen", PAIRS, **moved),))
    compared, rows = answer.comparisons[0], (*answer.headlines, *beside())
    sure = {name: DIRECTIONS.get(compared.verdict(compared[name])) for name in rows}
    sure |= {each.metric.name: DIRECTIONS[compared.verdict(each)] for each in answer.moved(0)}
    harms = {name for name, way in sure.items() if way == "worse"}
    costs, _, bought = " ".join(decision(answer)).partition("; in return: ")
    named = {name for name in harms if f"{label(name)} " in costs}
    assert all(named & {*kin(name)} for name in harms) or (not bought and not costs.startswith("Gain"))
    assert not harms & {*rows} or costs.startswith("Harm: ")
    ways = [f"{label(name)} {way} " for name in rows if sure[name] == "better" for way in ("up", "down")]
    assert not harms or not any(each in costs for each in ways)


def test_regimes_are_one_finding_only_where_their_intervals_overlap() -> None:
    [harm] = found({"exposed_per_10k": RISE}, {"exposed_per_10k": about(6)})
    assert (harm.kind, harm.regimes) == ("harm", ("frozen", "adapting"))
    assert (harm.low, harm.high) == pytest.approx((0.0444966, 0.0655034), abs=1e-7)
    first, second = found({"exposed_per_10k": RISE}, {"exposed_per_10k": about(7)})
    assert (first.regimes, second.regimes) == (("frozen",), ("adapting",))
    assert (first.high, second.low) == pytest.approx((0.0555034, 0.0644966), abs=1e-7)


def test_what_is_open_stays_apart_by_regime() -> None:
    both = found({"exposed_per_10k": WILD}, {"exposed_per_10k": WILD})
    assert [(each.kind, each.regimes) for each in both] == [("open", ("frozen",)), ("open", ("adapting",))]


def test_shares_are_those_of_the_baseline_and_unknown_of_nothing() -> None:
    """A rise by 5 ± 0.55034 is half as much of 200; there is no share of 0."""
    ends = []
    for level in (200.0, 0.0):
        before, after = (
            [row | {"exposed_per_10k": level + by(seed)} for seed, row in enumerate(rows(PAIRS))]
            for by in (lambda _: 0.0, RISE)
        )
        harm = Answer((comparison(before, after, "world.rings=frozen"),)).findings[0]
        assert harm.kind == "harm"
        ends += [harm.low, harm.high]
    assert ends[:2] == pytest.approx((0.0222483, 0.0277517), abs=1e-7)
    assert all(map(math.isnan, ends[2:]))


def test_without_a_number_it_is_open() -> None:
    [nothing] = found({"exposed_per_10k": lambda _: math.nan})
    assert (nothing.name, nothing.kind, nothing.seen) == ("exposed_per_10k", "open", False)


def test_a_metric_is_doubtful_below_ninety_in_a_hundred(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert coverage.doubtful().keys() <= BY_NAME.keys()
    assert max(coverage.doubtful().values()) < 90
    (tmp_path / "coverage.toml").write_text("fill_rate = 89.9\nfee_yen = 90.0\n")
    monkeypatch.setattr(coverage, "FILE", tmp_path / "coverage.toml")
    assert coverage.doubtful.__wrapped__() == {"fill_rate": 89.9}


def test_findings_are_plain_data() -> None:
    answer = Answer((regime("frozen", PAIRS, exposed_per_10k=WILD, value_per_posting=RISE, staff_yen=RISE),))
    harm, gain, still_open, *_ = json.loads(json.dumps(answer.as_json()))["conclusion"]
    assert (harm["metric"], harm["kind"], harm["verdict"]) == ("staff_yen", "harm", "worse")
    assert (gain["metric"], gain["rises"]) == ("value_per_posting", True)
    assert (still_open["kind"], still_open["regimes"]) == ("open", ["frozen"])
    assert still_open["outlook"][0]["luck's share of the variance"]["share"] == 1
    assert next_step(answer)
