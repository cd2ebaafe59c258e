"""Several candidates beside one baseline: ranks, ties, intervals that hold for all of them, and the command."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from typer.testing import CliRunner, Result

import policylab as pl
from experiments.commands.app import app
from experiments.questions.compare.answer import Answer
from experiments.questions.rank.ask import ranking
from experiments.questions.rank.document import document
from experiments.questions.rank.result import Ranking
from experiments.runs.plan import Run
from experiments.runs.provenance import Side
from experiments.runs.work import Measurements
from experiments.runs.works import Work
from experiments.runs.worlds import PLAUSIBLE
from experiments.verdicts.differences import paired
from experiments.verdicts.looks import ERRORS
from experiments.verdicts.together import shared_tail
from scenarios import load
from scenarios.space import Stray
from tests.experiments.questions.rank import works
from tests.experiments.show.hand import called
from tests.experiments.shown import shown

PRODUCTION, SHORT = load("production"), load("production", ["days=29"])
NAMES = ("low", "high", "lower")
SEEDS = range(12)
TINY = ["-S", "world.workers=200", "-S", "world.clients=60", "--days", "8", "--engine", "serial", "--no-store"]


def side(name: str, rings: str) -> Side:
    scenario = PRODUCTION.on(replace(PRODUCTION.world, rings=rings))  # type: ignore[arg-type]
    return Side(name, replace(scenario, name=name), ())


@pytest.fixture(scope="module")
def ranked() -> Ranking:
    works.done.clear()
    regimes = [[side(name, rings) for name in ("production", *NAMES)] for rings in ("frozen", "adapting")]
    result, failures = ranking(regimes, SEEDS, work=Work(works.shifted))
    assert result is not None
    assert not failures
    return result


def test_the_baseline_runs_once_in_each_regime(ranked: Ranking) -> None:
    assert len(works.done) == len(set(works.done)) * 2 == 2 * 4 * len(SEEDS)
    assert ranked.names == NAMES


def test_candidates_that_luck_cannot_tell_apart_share_their_ranks(ranked: Ranking) -> None:
    """20 and 20.5 less with a luck of 4 each: first or second, either way. 30 more is surely third."""
    ranks = dict(zip(NAMES, map(ranked.rank, range(3)), strict=True))
    assert ranks == {"low": (1, 2), "lower": (1, 2), "high": (3, 3)}
    means = [ranked.together[place][-1]["exposed_per_10k"].difference for place in ranked.order]
    assert means == sorted(means)
    assert ranked.order[-1] == NAMES.index("high")


def test_an_interval_holds_for_all_candidates_together(ranked: Ranking) -> None:
    """Few pairs do not show how candidates move together: of three in two regimes each has a sixth of the error."""
    base = ranked.regimes[0].values("exposed_per_10k")[0]
    sides = [answer.comparisons[0].values("exposed_per_10k")[1] for answer in ranked.answers]
    tail = ERRORS[1] / 2 / 6
    for place, side in enumerate(sides):
        wide, result = paired(ranked.metric, base, side, tail=tail), ranked.together[place][0]["exposed_per_10k"]
        assert (result.low, result.high) == pytest.approx((wide.low, wide.high), rel=1e-9)
        alone = ranked.answers[place].comparisons[0]["exposed_per_10k"]
        assert result.low < alone.low < alone.high < result.high


def test_an_interval_between_two_candidates_holds_for_all_couples_together(ranked: Ranking) -> None:
    sides = [answer.comparisons[0].values("exposed_per_10k")[1] for answer in ranked.answers]
    couples = {(0, 1): (sides[0], sides[1]), (0, 2): (sides[0], sides[2]), (1, 2): (sides[1], sides[2])}
    tail = shared_tail([np.subtract(second, first) for first, second in couples.values()], ERRORS[1])
    assert tail == ERRORS[1] / 2 / 3
    assert ranked.between[0].keys() == couples.keys()
    for couple, result in ranked.between[0].items():
        wide = paired(ranked.metric, *couples[couple], tail=tail)
        assert (result.low, result.high) == pytest.approx((wide.low, wide.high), rel=1e-9)


def test_more_is_better_where_the_metric_says_so(ranked: Ranking) -> None:
    """The same numbers read as a gain: the third is first."""
    turned = replace(ranked, metric=replace(ranked.metric, better="up"))
    assert [turned.rank(place) for place in range(3)] == [(2, 3), (1, 1), (2, 3)]
    assert turned.order[0] == NAMES.index("high")


def screen(ranking: Ranking) -> list[str]:
    """The first screen of a ranking."""
    return shown(document(ranking), whole=False, width=80).split("\n")


def test_it_is_told_on_a_screen(ranked: Ranking) -> None:
    """Each candidate stands above the next, as their ranks do, and below it what it does in both regimes."""
    lines = screen(ranked)
    assert lines[:7] == [
        "production against 3 candidates, world crowdworks_2020, 12 seeds, 120 days",
        "Least exposure: no telling low, lower apart. Surely more: high. Adopt low or",
        "  lower, after adaptation.",
        "high: Do not judge it by violations detected: less is seen, and more happens.",
        "Ranked by workers addressed, adapted; changes in %, intervals hold for all 3.",
        "a month       before      first day                      adapted",
        "1–2 low",
    ]
    steps = ["harmed", "led away", "addressed", "matching", "read a lure"]
    assert [line[:13].strip() for line in lines[7:12]] == steps
    ranks = zip(("1–2", "1–2", "3"), ranked.order, strict=True)
    assert lines[6::6] == [f"{rank} {NAMES[place]}" for rank, place in ranks]
    assert [line.split().count("better") for line in lines[9::6]] == [2, 2, 0]
    assert lines[21] == "  addressed      100   +30 [25, 34] worse           +30 [25, 34] worse"
    assert len(lines) <= 24
    assert max(map(len, lines)) <= 80


def test_a_long_name_has_its_own_lines_of_normal_width(ranked: Ranking) -> None:
    long = tuple(called(answer, "a\nname " + "that goes on " * 9) for answer in ranked.answers)
    lines = screen(replace(ranked, answers=long))
    [first, *_] = [at for at, line in enumerate(lines) if line.startswith("a month ")]
    assert lines[first + 1].startswith("1–2 a\\nname that goes on")
    assert lines[first + 3].startswith("  harmed ")
    assert max(map(len, lines)) <= 80


def test_one_that_is_surely_first_is_named(ranked: Ranking) -> None:
    two = replace(
        ranked,
        answers=ranked.answers[:2],
        together=ranked.together[:2],
        between=tuple({(0, 1): between[0, 1]} for between in ranked.between),
    )
    assert document(two).bottom == ("Least exposure: low, surely.", "Adopt low, after adaptation.")


def test_outside_the_passport_nobody_is_first(ranked: Ranking, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Answer, "outside", (Stray("world.workers", "3", source="4"),))
    assert [ranked.rank(place) for place in range(3)] == [(1, 3)] * 3
    first, _ = document(ranked).bottom
    assert first == "Least exposure: no order, outside the passport: world.workers = 3 is not the 4 of its source."


def test_a_remark_on_all_candidates_appears_once_and_others_with_names(ranked: Ranking) -> None:
    before, after = (replace(each, scenario=SHORT) for each in ranked.answers[0].comparisons[0].sides)
    sides = [(before, replace(after, name=name)) for name in NAMES]
    short = tuple(
        Answer(tuple(replace(each, sides=both) for each in answer.comparisons))
        for answer, both in zip(ranked.answers, sides, strict=True)
    )
    of_all, of_one = document(replace(ranked, answers=short)).remarks
    assert of_all.startswith("note: runs of 29 days are short")
    assert of_one.startswith("high: Do not judge it by violations detected: ")
    first = replace(ranked, answers=(short[1], short[0], short[2]))
    assert document(first).remarks == (of_all, of_one)


def test_a_candidate_equal_to_the_baseline_shows_no_difference() -> None:
    def work(run: Run) -> Measurements:
        name = {"low": "production", "lower": "production"}.get(run.scenario.name, run.scenario.name)
        return works.shifted(Run(replace(run.scenario, name=name), run.seed))

    sides = [side(name, "frozen") for name in ("production", "low", "high", "lower")]
    result, _ = ranking([sides], SEEDS, work=Work(work))
    assert result is not None
    same, high, _ = (each[0]["exposed_per_10k"] for each in result.together)
    equal, apart = result.between[0][0, 2], result.between[0][0, 1]
    assert (equal.low, equal.difference, equal.high) == (0.0, 0.0, 0.0)
    assert apart.low < apart.difference < apart.high
    assert (same.low, same.difference, same.high) == (0.0, 0.0, 0.0)
    assert result.verdict(0, 0, "exposed_per_10k") == "no difference"
    assert high.low < high.high


def test_more_pairs_than_worlds_ask_each_world_with_several_lucks() -> None:
    regimes = [[side(name, "frozen") for name in ("production", *NAMES)]]
    result, _ = ranking(regimes, range(40), worlds=PLAUSIBLE, work=Work(works.shifted))
    assert result is not None
    assert [answer.comparisons[0].homes for answer in result.answers] == [(*range(32), *range(8))] * 3
    headlines = [each[0]["exposed_per_10k"] for each in result.together]
    for difference in (*headlines, *result.between[0].values()):
        assert (difference.pairs, difference.worlds) == (40, 32)


def test_data_has_ranks_couples_and_every_answer(ranked: Ranking) -> None:
    data = json.loads(json.dumps(ranked.as_json(), allow_nan=False))
    ranks = {each["name"]: (each["best rank"], each["worst rank"]) for each in data["candidates"]}
    assert ranks == {"low": (1, 2), "lower": (1, 2), "high": (3, 3)}
    last, couple = data["between"]["adapting"][-1], ranked.between[-1][1, 2]
    assert (last["first"], last["second"], last["metric"]) == ("high", "lower", "exposed_per_10k")
    assert (last["difference"], last["low"], last["high"]) == (couple.difference, couple.low, couple.high)
    assert (last["pairs"], last["differing"], last["agreeing"]) == (12, 12, 12)
    assert len(data["between"]["adapting"]) == 3
    assert [answer["candidate"] for answer in data["answers"]] == list(NAMES)
    table = pl.Ranked(ranked).frame()
    assert table["platform"].iloc[-1] == "high"
    assert set(table["regime"]) == {"frozen", "adapting"}
    pairs = pl.Ranked(ranked).pairs("exposed_per_10k")
    assert len(pairs) == 3 * 2 * len(SEEDS)
    assert np.isclose(pairs[pairs["platform"] == "low"]["difference"].mean(), -20, atol=4)


def policylab(*words: str) -> Result:
    return CliRunner().invoke(app, words)


def test_the_command_ranks(tmp_path: Path) -> None:
    off = tmp_path / "off.toml"
    off.write_text('extends = "production"\ntitle = "off"\n[platform.screening]\nrule = "off"\n', "utf-8")
    done = policylab("rank", "production", "calling_open", str(off), "--seeds", "2", "--worlds", "fixed", *TINY)
    assert done.exit_code == 0, done.output
    assert done.stdout.startswith("production against 2 candidates")


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["production", "calling_open"], "needs two at least"),
        (["production", "calling_open", "calling_open"], "two candidates are called calling_open"),
        (["production", "calling_open", "calling_opn"], "calling_open"),
        (["production"], "candidates"),
    ],
)
def test_bad_input_is_refused_in_words(words: list[str], message: str) -> None:
    done = policylab("rank", *words, *TINY)
    assert done.exit_code == 2
    assert message in done.stderr.lower()


def test_a_third_scenario_of_compare_leads_here() -> None:
    lines = policylab("compare", "production", "calm", "calling_open").stderr.splitlines()
    assert lines[-2:] == ["or rank them beside one another:", "    policylab rank production calm calling_open"]
    assert lines[-3] == "    policylab compare production calling_open"


def test_python_needs_a_list() -> None:
    with pytest.raises(pl.BadInput, match="needs a list of scenarios"):
        pl.rank("production", "calling_open")
