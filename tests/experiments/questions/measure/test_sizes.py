"""Sizes: multiplied to the whole marketplace, held against public figures, and never better than they are."""

import json
import math
import re
import signal
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from docs.studies.page import as_markdown
from docs.studies.sizes import part
from experiments.commands import info
from experiments.commands.app import app
from experiments.host.stopping import Stopped
from experiments.measures import volumes
from experiments.questions.measure import document
from experiments.questions.measure.ask import MONTHS, RUNS, YEARS
from experiments.questions.measure.ask import sizes as measure
from experiments.questions.measure.figures import SIZES
from experiments.questions.measure.sizes import Sized, Sizes
from experiments.runs.plan import Run
from experiments.runs.provenance import Seeds, Side
from experiments.runs.works import Work
from experiments.verdicts.intervals import Interval
from experiments.verdicts.marketplace import scale
from scenarios import BadInput, load
from tests.architecture.house import ROOT
from tests.experiments.found import production
from tests.experiments.shown import shown

SIZE = {size.name: size for size in SIZES}


def found(**values: float) -> Sizes:
    """Sizes of production where every run has these volumes, and 1 of all others."""

    def work(run: Run) -> dict[str, float]:
        year = run.scenario.days >= volumes.LEAST_DAYS
        return {size.name: values.get(size.name, 1.0) if year or size.span == "month" else math.nan for size in SIZES}

    sizes, failures = measure(Side("production", production()), work=Work(work))
    assert sizes is not None
    assert failures == ()
    return sizes


def of(name: str, **values: float) -> Sized:
    return next(each for each in found(**values).sizes if each.size.name == name)


def test_every_volume_has_a_place_beside_the_figures() -> None:
    assert {size.function for size in SIZES} == {*volumes.OF_A_MONTH, *volumes.OF_A_YEAR}
    assert all(size.low <= size.high and size.source for size in SIZES if not math.isnan(size.low))
    assert all(size.within >= 1 for size in SIZES)
    used = {
        word for size in SIZES for word in size.source.replace(":", " ").replace(",", " ").split() if word[0] == "F"
    }
    assert len({word for word in used if word[1:].isdigit()}) >= 12


def test_what_grows_with_the_market_is_multiplied_and_nothing_else() -> None:
    times = scale(production().world.workers)
    assert of("paid_in_a_year", paid_in_a_year=1_300).mean.mean == pytest.approx(1_300 * times)
    assert of("contract_yen", contract_yen=4e6).mean.mean == pytest.approx(4e6 * times)
    for name in ("yen_a_paid_worker_and_year", "take_rate", "applications_a_project", "fixed_fee"):
        assert of(name, **{name: 0.25}).mean.mean == 0.25
    grows = {size.name for size in SIZES if size.whole}
    assert grows == {
        *("registered_workers", "workers_with_a_session", "new_workers", "new_honest_clients"),
        *("paid_in_a_month", "paid_in_a_year"),
        *("postings", "writing_jobs_a_day", "contract_yen", "fee_yen", "people_at_desks", "review_hours"),
    }


def test_monthly_sizes_use_runs_of_the_scenario_yearly_ones_longer_runs() -> None:
    questions: list[tuple[int, int]] = []

    def work(run: Run) -> dict[str, float]:
        questions.append((run.scenario.days, run.seed))
        return dict.fromkeys(SIZE, float(run.seed))

    sizes, _ = measure(Side("production", production()), work=Work(work))
    assert sizes is not None
    assert questions == [*((120, seed) for seed in MONTHS), *((395, seed) for seed in YEARS)]
    assert next(each for each in sizes.sizes if each.size.name == "take_rate").mean.mean == 1.5
    assert next(each for each in sizes.sizes if each.size.name == "seen_in_a_year").mean.mean == 0.5


@pytest.mark.parametrize(
    ("name", "value", "times", "grade"),
    [
        ("applications_a_project", 12, 1, "ok"),
        ("applications_a_project", 30, 2, "ok"),
        ("applications_a_project", 31, 31 / 15, "OFF × 2.1"),
        ("applications_a_project", 5, 0.5, "ok"),
        ("applications_a_project", 2.5, 0.25, "OFF ÷ 4.0"),
        ("applications_a_project", 0, 0, "OFF ÷ ∞"),
        ("fill_rate", 0.5, 1, "ok"),
        ("fill_rate", 0.51, 1.02, "OFF × 1.02"),
        ("applications_a_project", math.nan, math.nan, "no data"),
        ("workers_with_a_session", 5, math.nan, "no figure"),
    ],
)
def test_a_size_is_off_beyond_so_many_times_its_figure(name: str, value: float, times: float, grade: str) -> None:
    sized = Sized(SIZE[name], Interval(value, value, value))
    assert sized.times == pytest.approx(times, nan_ok=True)
    assert document.graded(sized) == grade


def test_the_summary_counts_sizes_that_are_off_and_the_page_lists_all() -> None:
    sizes = found(take_rate=0.2, fill_rate=0.4)
    known = [size for size in SIZES if not math.isnan(size.low)]
    assert document.summary(sizes).startswith(f"{len(sizes.off)} of {len(known)} sizes with a public figure are off: ")
    assert {"take_rate", "fill_rate"}.isdisjoint(each.size.name for each in sizes.off)
    page = as_markdown(part(sizes))
    assert all(f"| `{name}` |" in page for name in SIZE)
    rows = {row["size"]: row for row in sizes.as_json()["sizes"]}
    assert rows["take_rate"]["public"] == [0.2, 0.215]
    assert rows["workers_with_a_session"]["public"] is None
    assert rows["workers_with_a_session"]["times"] is None


def test_a_crash_of_every_year_leaves_no_sizes() -> None:
    def work(run: Run) -> dict[str, float]:
        if run.scenario.days > 120:
            raise RuntimeError("too long")
        return dict.fromkeys(SIZE, 1.0)

    sizes, failures = measure(Side("production", production()), work=Work(work))
    assert sizes is None
    assert [failure.seed for failure in failures] == [*YEARS]


def explain(*words: str) -> Any:
    return CliRunner().invoke(app, ["explain", *words])


def test_a_scenario_is_explained_with_its_sizes_from_runs(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("experiments.questions.measure.ask.MONTHS", range(1))
    monkeypatch.setattr("experiments.questions.measure.ask.YEARS", range(1))
    monkeypatch.setattr("experiments.questions.measure.ask.LEAST_DAYS", 12)
    shown = explain("production", "--engine", "serial", "--store", str(tmp_path / "runs.sqlite"))
    assert shown.exit_code == 0, shown.stderr
    assert "  file         scenarios/production.toml" in shown.stdout
    assert "of the whole marketplace (46 ×)" in shown.stdout
    assert "  people_at_desks" in shown.stdout
    data = json.loads(
        explain("production", "--json", "--engine", "serial", "--store", str(tmp_path / "runs.sqlite")).stdout
    )
    assert data["sizes"]["scale"] == 46.125
    off = sum(row["grade"] == "OFF" for row in data["sizes"]["sizes"])
    assert f"{off} of " in shown.stdout


def test_without_sizes_and_for_a_large_market_nothing_is_run(monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: object, **__: object) -> None:
        raise AssertionError("ran")

    monkeypatch.setattr("experiments.api.sizes.sizes", never)
    assert "of the whole marketplace" not in explain("production", "--no-sizes").stdout
    assert explain("production_full").exit_code == 0
    assert load("production_full").world.workers >= info.LARGE
    assert explain("take_rate").exit_code == 0


def test_a_file_is_run_unless_its_market_is_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    questions: list[str] = []

    def measured(name: str, **_: object) -> None:
        questions.append(name)
        raise BadInput(["asked"])

    monkeypatch.setattr("experiments.api.sizes.sizes", measured)
    small, large = tmp_path / "small.toml", tmp_path / "large.toml"
    small.write_text('extends = "calm"\n')
    large.write_text('extends = "production_full"\n')
    assert [explain(str(file)).exit_code for file in (small, large)] == [2, 0]
    assert questions == [str(small)]


def test_the_words_of_a_scenario_come_before_its_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(*_: object, **__: object) -> None:
        raise Stopped(signal.SIGINT, "interrupted")

    monkeypatch.setattr("experiments.api.sizes.sizes", stopped)
    shown = explain("calm")
    assert (shown.exit_code, shown.stdout.partition("\n")[0]) == (130, "calm, a scenario")


def test_sizes_of_a_word_that_is_no_scenario_are_refused() -> None:
    refused = explain("take_rate", "--sizes")
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert "take_rate" in refused.stderr


def test_the_readme_counts_as_the_page_does() -> None:
    page = (ROOT / "docs" / "results" / "facts.md").read_text("utf-8")
    [off] = re.findall(r"^(\d+ of \d+) sizes with a public figure are off", page, re.MULTILINE)
    readme = (ROOT / "README.md").read_text("utf-8")
    assert f"{off} volumes are off" in " ".join(readme.split())


def test_sizes_stand_beside_their_figures_by_group() -> None:
    names = ("new_workers", "fill_rate", "take_rate", "review_hours", "workers_with_a_session")
    means = (Interval(40_000, 39_000, 41_000), Interval(0.6, 0.55, 0.65), Interval(0.2, 0.19, 0.21))
    all_ = (*means, Interval(25_000, 24_000, 26_000), Interval(5, 4, 6))
    sized = tuple(Sized(SIZE[name], mean) for name, mean in zip(names, all_, strict=True))
    side = replace(found().side, name="mine")
    text = shown(document.of_sizes(Sizes(side, Seeds((0,), (0,)), Seeds((0,), (0,)), 184.5, sized)))
    lines = [" ".join(line.split()) for line in text.splitlines() if line.strip()]
    assert lines[0] == "mine, a month and a year of the whole marketplace (184 ×)"
    assert lines[1].startswith("3 of 4 sizes with a public figure are off: yen, hours and people")
    people = lines.index("people")
    assert lines[people + 1 : people + 3] == [
        "new_workers 40 [39, 41] k 81.7 k OFF ÷ 2.0",
        "workers_with_a_session 5.0 [4.0, 6.0] no figure",
    ]
    for line in (
        "fill_rate 60 [55, 65] % 30–50 % OFF × 1.20",
        "take_rate 20 [19, 21] % 20–21.5 % ok",
        "review_hours 25 [24, 26] k h 1–10 k h OFF × 2.5",
        "new_workers 0.98 M in the year to March 2020",
    ):
        assert line in lines
    below = lines[lines.index("public figures") :]
    assert not any(line.startswith("workers_with_a_session") for line in below)


def test_each_of_six_runs_is_reported() -> None:
    work, done = Work(lambda run: dict.fromkeys(SIZE, 1.0)), list[int]()
    sizes, _ = measure(Side("mine", production()), work=work, on_done=lambda: done.append(1))
    assert sizes is not None
    assert sizes.side.name == "mine"
    assert len(done) == RUNS == 6


def test_the_interval_of_a_share_ends_where_shares_do() -> None:
    def work(run: Run) -> dict[str, float]:
        return {name: float(run.seed == 0) for name in SIZE}

    sizes, _ = measure(Side("production", production()), work=Work(work))
    assert sizes is not None
    by_name = {each.size.name: each.mean for each in sizes.sizes}
    assert SIZE["fill_rate"].unit == "share"
    assert by_name["fill_rate"].mean == 0.25
    assert by_name["fill_rate"].high <= 1 < by_name["applications_a_project"].high


def test_the_data_say_which_scenario_and_each_row_its_group() -> None:
    sizes = found()
    data = Sizes(replace(sizes.side, name="mine"), sizes.seeds, sizes.years, 1.0, sizes.sizes).as_json()
    assert data["scenario"] == "mine"
    assert [row["note"] for row in data["sizes"]] == [each.size.note for each in sizes.sizes]
    assert {row["size"]: row["group"] for row in data["sizes"]} == {name: size.group for name, size in SIZE.items()}
