"""Results in Python, made by hand: tables, text, HTML."""

import json
import sys
from dataclasses import replace
from datetime import timedelta
from typing import Any

import numpy as np
import pytest

import policylab as pl
from experiments.measures.channels import Channels, Lures
from experiments.measures.metrics import METRICS
from experiments.measures.paths import LABELS
from experiments.measures.validity import FACTS
from experiments.printing.console import console
from experiments.printing.printed import printed
from experiments.questions.compare.answer import Answer
from experiments.questions.measure.figures import SIZES
from experiments.verdicts.intervals import paired_interval
from experiments.verdicts.margins import headlines, margins
from experiments.verdicts.regimes import REGIMES
from scenarios.plausible import worlds
from sim.world import World
from tests.experiments.questions.gate import hand as gates
from tests.experiments.shown import show
from tests.policylab import hand
from tests.policylab.hand import COMPARED, RISE, answer


def one(table: Any, **which: object) -> Any:
    """The only row of which this is so."""
    for column, value in which.items():
        table = table[table[column] == value]
    [(_, row)] = table.iterrows()
    return row


def test_a_comparison_is_a_row_a_regime_and_metric() -> None:
    frame = COMPARED.frame()
    assert len(frame) == 2 * len(METRICS)
    row = one(frame, regime="adapting", metric="exposed_per_10k")
    assert row[["baseline", "pairs", "worlds", "differing", "agreeing"]].tolist() == [100.0, 3, 3, 3, 3]
    assert row["difference"] == pytest.approx(16 / 3)
    assert (row["verdict"], row["margin"]) == ("worse", pytest.approx(2.0))
    assert set(frame[frame["margin"].notna()]["metric"]) == {*margins()}
    assert set(frame["verdict"]) == {"worse", "no difference", "open"}
    assert frame[frame["headline"]]["metric"].unique().tolist() == [
        metric.name for metric in METRICS if metric.name in headlines()
    ]


def test_a_row_names_its_candidate_and_its_scale() -> None:
    frame = COMPARED.frame()
    assert set(frame["platform"]) == {COMPARED.found.candidate}
    assert frame["scale"].unique().tolist() == [pytest.approx(46.125)]


def test_exposure_is_told_by_part_in_the_order_of_the_parts() -> None:
    parts = COMPARED.parts("age")
    assert parts["age"].cat.categories.tolist() == list(LABELS["age"])
    assert list(parts.pivot_table(index="age", columns="regime", values="baseline", observed=False).index) == list(
        LABELS["age"]
    )
    assert {"difference", "low", "high", "verdict"} <= set(parts)
    assert len(COMPARED.parts()) == 2 * len(LABELS["channel"])


def test_contacts_are_counted_by_month_platform_and_channel_at_full_size() -> None:
    """Of three runs: four messages and a call in the first 30 days, and two messages in the 15 that follow."""
    first, *others = COMPARED.found.comparisons
    blocks = Channels((0, 30, 45), np.array([[0, 4, 0, 0, 1], [0, 2, 0, 0, 0]]))
    changed = replace(first, lures=(Lures(blocks, blocks), Lures(blocks, blocks)))
    table = pl.Compared(Answer((changed, *others))).contacts()
    table = table[(table["regime"] == "frozen") & (table["platform"] == first.baseline)]
    assert len(table) == 2 * 5
    start = first.start
    messages = table[table["channel"] == "message"]
    assert messages["from"].tolist() == [start, start + timedelta(30)]
    assert messages["lures"].tolist() == [4, 2]
    assert messages["a month"].tolist() == pytest.approx([46.125 * 4 / 3, 46.125 * 2 * 2 / 3])


def test_the_values_of_pairs_are_those_that_went_into_the_interval() -> None:
    pairs = COMPARED.pairs("exposed_per_10k")
    assert list(pairs.columns) == ["regime", "seed", "world", "baseline", "candidate", "difference"]
    assert pairs[["regime", "seed", "world"]].values.tolist() == [
        [regime, seed, world] for regime in ("frozen", "adapting") for seed, world in [(5, 8), (6, 9), (7, 0)]
    ]
    assert pairs["difference"].tolist() == [*RISE, *RISE]
    row = one(COMPARED.frame(), regime="frozen", metric="exposed_per_10k")
    frozen = pairs[pairs["regime"] == "frozen"]
    interval = paired_interval(frozen["baseline"].to_numpy(), frozen["candidate"].to_numpy())
    assert tuple(row[["difference", "low", "high"]]) == (interval.mean, interval.low, interval.high)


def test_pairs_of_all_metrics_are_told_where_none_is_named() -> None:
    assert len(COMPARED.pairs()) == 2 * 3 * len(METRICS)
    assert COMPARED.pairs()["metric"].nunique() == len(METRICS)


def test_an_unknown_metric_is_told_with_the_choices() -> None:
    with pytest.raises(pl.BadInput, match="did you mean 'exposed_per_10k'"):
        COMPARED.pairs("exposed_per_10")


def test_a_result_is_told_as_the_command_prints_it(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    show(COMPARED.found)
    plain = capsys.readouterr().out
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert f"{COMPARED}\n" == plain
    assert repr(COMPARED) == str(COMPARED)
    assert capsys.readouterr().out == ""


def test_a_text_is_made_without_a_touch_of_standard_output() -> None:
    usual = sys.stdout

    def show() -> None:
        console().print("a table")
        assert sys.stdout is usual

    assert printed(show) == "a table"


def test_a_notebook_shows_the_verdict_first_and_names_are_only_names() -> None:
    first = answer("frozen").comparisons[0]
    evil = replace(first, sides=(replace(first.sides[0], name="<script>\x1b[31m"), first.sides[1]))
    page = pl.Compared(Answer((evil,)))._repr_html_()
    assert page.startswith("<div><p><b>Harm: workers addressed up 3.9 to 6.8 %.</b>")
    assert "&lt;script&gt;\\x1b[31m → new" in page
    assert "<script>" not in page
    assert "<td>read a lure</td><td>100</td>" in page
    assert page.endswith("<td>no difference</td></tr></tbody></table></div>")


def test_a_run_has_a_row_per_metric_with_means_over_seeds() -> None:
    ran = hand.ran()
    seeds = ran.seeds("fill_rate")
    assert seeds["seed"].tolist() == [8, 9]
    assert one(ran.frame(), metric="fill_rate")["mean"] == pytest.approx(seeds["value"].mean())
    assert len(ran.seeds()) == 2 * len(METRICS)
    assert ran.as_json() == ran.found.as_json()
    assert "<b>production</b>" in ran._repr_html_()
    assert "fill_rate" in str(ran)


def test_a_sweep_has_rows_per_point_and_pairs_per_seed() -> None:
    swept = hand.swept()
    frame, pairs = swept.frame(), swept.pairs("exposed_per_10k")
    assert len(frame) == 2 * len(METRICS)
    assert frame["world.ring.lures_by_call"].unique().tolist() == [0.1, 0.3]
    for point, rise in ((1, 0.1), (2, 0.3)):
        assert one(frame, point=point, metric="exposed_per_10k")["difference"] == pytest.approx(rise)
        assert pairs[pairs["point"] == point]["difference"].tolist() == pytest.approx([rise] * 3)
    page = swept._repr_html_()
    assert "<th>lures_by_call</th>" in page
    assert "<td>worst</td><td>0.3</td><td>100</td><td>+0.3</td><td>a little worse</td>" in page
    assert "lures_by_call" in str(swept)


def test_a_sweep_of_crashed_points_has_a_report_and_empty_tables() -> None:
    whole = hand.swept()
    crashed = pl.Swept(replace(whole.found, points=tuple(replace(each, answer=None) for each in whole.found.points)))
    assert "nothing to draw" not in crashed.report()
    assert crashed.pairs("exposed_per_10k").empty
    assert list(crashed.pairs().columns) == list(whole.pairs().columns)
    with pytest.raises(pl.BadInput, match="no point has an answer"):
        crashed.plot()


def test_a_trace_is_told_by_its_parts_its_people_and_its_pairs() -> None:
    traced = hand.traced()
    message = one(traced.frame("channel"), part="message")
    assert message[["before", "spared", "newly", "moved", "after"]].tolist() == [2, 1, 1, -1, 1]
    assert sorted(traced.people()["status"]) == ["newly", "spared"]
    assert one(traced.people(), status="newly")["worker"] == "5/4"
    assert traced.pairs()[["seed", "baseline", "candidate"]].values.tolist() == [
        [5, pytest.approx(1000.0), pytest.approx(1083.33, abs=0.01)]
    ]
    assert traced._repr_html_().startswith(
        "<div><p><b>Of the same people 1 is newly exposed, 1 is spared, 2 are exposed"
    )
    assert "worker 5/4" in str(traced)
    for ask in (traced.frame, traced.plot.who):
        with pytest.raises(pl.BadInput, match="did you mean 'channel'"):
            ask("chanel")  # type: ignore[arg-type]
    nobody = pl.Traced(replace(traced.found, pairs=()))
    assert list(nobody.people().columns) == list(traced.people().columns)


def test_facts_are_a_row_each_in_runs_and_over_plausible_worlds() -> None:
    held, read = hand.validated(), pl.read_worlds()
    fact = one(held.frame(), name="fill_rate")
    [low] = [each.low for each in FACTS if each.name == "fill_rate"]
    assert (fact["mean"], fact["verdict"], fact["holds"]) == (low, "holds", True)
    assert str(held).startswith("production, world ")
    frame = read.frame()
    binding = [each.name for each in FACTS if each.binding]
    assert frame[["regime", "name"]].values.tolist() == [[rings, name] for rings in REGIMES for name in binding]
    assert (frame["low"] <= frame["median"]).all()
    assert "plausible worlds of production" in read._repr_html_()


def test_sizes_are_a_row_each_with_their_figure() -> None:
    frame = hand.measured().frame()
    assert frame["size"].tolist() == [size.name for size in SIZES]
    rate = one(frame, size="take_rate")
    assert (rate["mean"], rate["public"], rate["grade"], rate["times"]) == (0.2, [0.2, 0.215], "ok", 1.0)
    assert one(frame, size="paid_in_a_year")["grade"] == "OFF"


def test_a_flip_has_a_row_per_deciding_number_strongest_first() -> None:
    frame = hand.flipped().frame()
    assert frame.values.tolist() == [
        ["frozen", "exposed_per_10k", "ring.lures_by_call", 0.5, 0.3],
        ["frozen", "exposed_per_10k", "ring.lures_by_scout", -0.25, 0.3],
    ]


def test_a_calibration_has_a_row_per_world_and_knows_its_completeness() -> None:
    ensemble = worlds(World())
    done = pl.Calibrated(ensemble)
    frame = done.frame()
    assert (
        frame["ring.lures_by_call"].tolist()
        == ensemble.values[:, ensemble.space.names.index("ring.lures_by_call")].tolist()
    )
    assert done.complete
    assert done.as_json() == ensemble.origin
    assert not pl.Calibrated(replace(ensemble, origin={**ensemble.origin, "asked": len(ensemble) + 1})).complete


def test_no_world_has_no_figure() -> None:
    ensemble = worlds(World())
    none = replace(ensemble, values=ensemble.values[:0], facts=ensemble.facts[:0], metrics=ensemble.metrics[:0])
    with pytest.raises(pl.BadInput, match="no world was found: there is nothing to draw"):
        pl.Calibrated(none).plot()


def test_a_gate_is_a_row_a_guardrail_the_worst_first() -> None:
    gate = pl.Gated(gates.FAILS)
    frame = gate.frame()
    assert frame["verdict"].tolist() == ["fail", "pass"]
    assert frame["metric"].tolist() == ["exposed_per_10k", "value_per_posting"]
    pairs = gate.pairs("fill_rate")
    assert list(pairs.columns) == ["regime", "seed", "base", "head", "difference"]
    assert pairs["difference"].tolist()[0] == 0.0
    assert np.isnan(pairs["difference"].tolist()[1])
    assert gate._repr_html_().startswith("<div><p><b>FAIL: the working tree against main (1a2b3c4); Harm beyond the")
    assert gate.markdown().startswith("## ")
    assert json.dumps(gate.as_json())
    outside = replace(gates.OPEN, outside=("world.workers = 3 is less",))
    assert "outside the passport, where nothing can pass: world.workers = 3" in pl.Gated(outside)._repr_html_()


@pytest.mark.parametrize(
    ("verdict", "message"),
    [
        ("fail", "the change harms by more than a guardrail allows"),
        ("inconclusive", "these pairs cannot tell whether the change harms"),
        ("could not run", "the gate could not run, so nothing is known about the change"),
    ],
)
def test_every_other_verdict_than_pass_fails_the_assertion_with_its_table(verdict: str, message: str) -> None:
    gate = pl.Gated(gates.EVERY[verdict])
    with pytest.raises(AssertionError) as raised:
        gate.assert_no_more_fraud()
    assert str(raised.value) == f"{str(raised.value).partition('\n')[0]}\n\n{gate}"
    assert str(raised.value).startswith(message)


def test_an_inconclusive_gate_passes_the_lenient_assertion_only() -> None:
    for name in ("pass", "same"):
        pl.Gated(gates.EVERY[name]).assert_no_more_fraud()
    pl.Gated(gates.OPEN).assert_not_failing()
    for name in ("fail", "could not run"):
        with pytest.raises(AssertionError):
            pl.Gated(gates.EVERY[name]).assert_not_failing()


def test_a_gate_without_a_run_has_empty_tables() -> None:
    gate = pl.Gated(gates.SAME)
    assert gate.verdict == "pass"
    assert (len(gate.frame()), list(gate.frame())[:2]) == (0, ["verdict", "metric"])
    assert (len(gate.pairs("fill_rate")), list(gate.pairs())[:2]) == (0, ["regime", "metric"])
