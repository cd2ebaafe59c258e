"""The conclusion as values: harms before gains, regimes together where they agree, what has no verdict left out."""

import json
import math
from collections.abc import Callable
from pathlib import Path

import pytest

from experiments.measures.metrics import BY_NAME
from experiments.questions.compare.answer import Answer
from experiments.questions.compare.conclusion import BESIDE, Finding
from experiments.verdicts import coverage
from tests.experiments.found import comparison, each, regime, rows

Moves = Callable[[int], float]
PAIRS = 16  # with fewer nothing beside the headlines is found to move
WILD = each(*[27, -21, 19, -13] * 4)  # 3 ± 11.2


def about(centre: float, by: float = 1.0) -> Moves:
    """A mean ± 0.55034 × by: Student's t of 15 degrees of freedom, 2.13145, × √(16 ÷ 15) ÷ 4."""
    return each(*[centre - by, centre + by] * 8)


RISE, FALL = about(5), about(-5)


def found(frozen: dict[str, Moves], adapting: dict[str, Moves] | None = None) -> tuple[Finding, ...]:
    """The findings of one regime or of both."""
    both = [regime("frozen", PAIRS, **frozen)] + ([] if adapting is None else [regime("adapting", PAIRS, **adapting)])
    return Answer(tuple(both)).findings


def test_harms_come_before_gains_and_what_is_open_comes_later() -> None:
    findings = found({"exposed_per_10k": FALL, "value_per_posting": WILD, "staff_yen": RISE})
    assert [(each.name, each.kind, len(each.outlooks)) for each in findings] == [
        ("staff_yen", "harm", 0),
        ("exposed_per_10k", "gain", 0),
        ("value_per_posting", "open", 1),
    ]


def test_regimes_are_one_finding_only_where_their_intervals_overlap() -> None:
    [harm, _] = found({"exposed_per_10k": RISE}, {"exposed_per_10k": about(6)})
    assert (harm.kind, harm.regimes) == ("harm", ("frozen", "adapting"))
    assert (harm.low, harm.high) == pytest.approx((0.0444966, 0.0655034), abs=1e-7)
    first, second, _ = found({"exposed_per_10k": RISE}, {"exposed_per_10k": about(7)})
    assert (first.regimes, second.regimes) == (("frozen",), ("adapting",))
    assert (first.high, second.low) == pytest.approx((0.0555034, 0.0644966), abs=1e-7)


def test_what_is_open_stays_apart_by_regime() -> None:
    *both, _ = found({"exposed_per_10k": WILD}, {"exposed_per_10k": WILD})
    assert [(each.kind, each.regimes) for each in both] == [("open", ("frozen",)), ("open", ("adapting",))]


def test_shares_are_those_of_the_baseline_and_unknown_of_nothing() -> None:
    """A rise by 5 ± 0.55034 is half as much of 200; there is no share of 0."""
    ends = []
    for level in (200.0, 0.0):
        before, after = (
            [row | {"exposed_per_10k": level + by(seed)} for seed, row in enumerate(rows(PAIRS))]
            for by in (lambda _: 0.0, RISE)
        )
        [harm, _] = Answer((comparison(before, after, "world.rings=frozen"),)).findings
        assert harm.kind == "harm"
        ends += [harm.low, harm.high]
    assert ends[:2] == pytest.approx((0.0222483, 0.0277517), abs=1e-7)
    assert all(map(math.isnan, ends[2:]))


def test_matching_gains_while_work_shrinks_is_one_finding() -> None:
    """Work shrinks by 4.4 % at least, its margin is 1 %; fees by 0.56 % at most, which is within theirs."""
    little = about(-0.5, 0.1)
    [harm, fees, gain, _] = found({"value_per_posting": RISE, "contract_yen": FALL, "fee_yen": little})
    assert (harm.name, fees.name, gain.kind) == ("contract_yen", "fee_yen", "gain")
    [face] = gain.in_all
    assert face.name == "contract_yen"
    assert (face.low, face.high) == pytest.approx((-0.0555034, -0.0444966), abs=1e-7)


def test_what_has_no_verdict_is_not_told_and_no_number_is(monkeypatch: pytest.MonkeyPatch) -> None:
    """Intervals of lost orders hold the truth too rarely; exposure has no number."""
    monkeypatch.setattr("experiments.verdicts.margins.doubtful", lambda: {"honest_orders_lost_yen": 89.9})
    assert {"honest_orders_lost_yen", "staff_yen"} < set(BESIDE)
    findings = found({"honest_orders_lost_yen": RISE, "staff_yen": RISE, "exposed_per_10k": lambda _: math.nan})
    assert [(each.name, each.kind) for each in findings] == [
        ("staff_yen", "harm"),
        ("value_per_posting", "no difference"),
        ("exposed_per_10k", "no data"),
    ]


def test_a_metric_has_no_verdict_below_ninety_in_a_hundred(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert coverage.doubtful().keys() <= BY_NAME.keys()
    assert max(coverage.doubtful().values()) < 90
    (tmp_path / "coverage.toml").write_text("fill_rate = 89.9\nfee_yen = 90.0\n")
    monkeypatch.setattr(coverage, "FILE", tmp_path / "coverage.toml")
    assert coverage.doubtful.__wrapped__() == {"fill_rate": 89.9}


def test_findings_are_plain_data() -> None:
    answer = Answer((regime("frozen", PAIRS, exposed_per_10k=WILD, value_per_posting=RISE, contract_yen=FALL),))
    harm, gain, still_open = json.loads(json.dumps(answer.as_json()))["conclusion"]
    assert (harm["metric"], harm["kind"], gain["while"]) == ("contract_yen", "harm", [harm])
    assert (still_open["kind"], still_open["regimes"]) == ("open", ["frozen"])
    assert still_open["outlook"][0]["luck's share of the variance"]["share"] == 1
