"""An answer in both regimes: verdicts against margins, what else moved, and one screen that says it."""

import math
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import false_discovery_control

from experiments.measures.metrics import BY_NAME, METRICS, OBSERVED, STEPS, Metric
from experiments.questions.compare.answer import Answer, headlines
from experiments.questions.compare.ask import answer
from experiments.questions.compare.comparison import Comparison
from experiments.questions.compare.words import ROWS, sentences, titles
from experiments.runs.works import Work
from experiments.verdicts.differences import Difference, paired
from experiments.verdicts.discoveries import adjust, discoveries
from experiments.verdicts.margins import Margin, margins, verdict
from experiments.verdicts.scales import ENDS
from scenarios import Scenario, load
from scenarios.plausible import MODEL, Ensemble
from scenarios.space import space
from tests.experiments import works
from tests.experiments.found import comparison, production, rows, side
from tests.experiments.shown import screen

EXPOSED, VALUE, LEAK = (BY_NAME[name] for name in ("exposed_per_10k", "value_per_posting", "direct_deal_share"))
HEADLINES = (*STEPS, "value_per_posting")
BEYOND = "world.ring.lures_by_call=0.51"
REASON = "outside the passport: world.ring.lures_by_call = 0.51 is beyond its plausible range 0.05–0.5"
TINY = ["world.workers=300", "world.clients=120", "days=16"]


def moves(metric: Metric) -> Callable[[int], float]:
    """A third up, or more; down for the last two of what the platform observes."""
    way, usual = -1 if metric.name in OBSERVED[1:] else 1, 0.5 if metric.unit in ENDS else 100.0
    return lambda seed: way * usual * (0.3 + seed / 100)


EVERYTHING = {metric.name: moves(metric) for metric in METRICS}


def spread(about: float, by: float, n: int = 32) -> np.ndarray:
    """(n,) differences about a mean, evenly by so much either way."""
    return about + by * np.linspace(-1, 1, n)


def found(about: float, by: float, metric: Metric = EXPOSED) -> Difference:
    return paired(metric, np.full(32, 100.0), 100 + spread(about, by))


def of_calling(*changes: str, **moved: Callable[[int], float]) -> Answer:
    """The same of calls, laid with changes: three headlines."""

    def open_to_calls(each: Comparison) -> Comparison:
        candidate = production(*changes, *each.sides[0].changes[-1:], "platform.communication.call=before_contract")
        return replace(each, sides=(each.sides[0], replace(each.sides[1], scenario=candidate)))

    regimes = ("frozen", "adapting")
    compared = [comparison(rows(32), rows(32, **moved), *changes, f"world.rings={rings}") for rings in regimes]
    return Answer(tuple(map(open_to_calls, compared)))


def answered(**moved: Callable[[int], float]) -> Answer:
    """32 worlds in both regimes, the candidate moved by a function of the seed."""
    return Answer(
        tuple(comparison(rows(32), rows(32, **moved), f"world.rings={rings}") for rings in ("frozen", "adapting"))
    )


# ------------------------------------------------------------------------------------------------ margins


@pytest.mark.parametrize(
    ("about", "by", "word"),
    [
        (1.0, 1.0, "a little worse"),  # 0.8 to 1.2, the margin is 2: sure, and of no matter
        (-1.0, 1.0, "a little better"),
        (1.9, 1.0, "worse"),  # 1.7 to 2.1 reaches beyond it
        (-1.9, 1.0, "better"),
        (0.0, 1.0, "no difference"),
        (0.0, 20.0, "open"),  # ±4.4
        (1.5, 5.0, "worse"),  # 0.4 to 2.6
        (1.5, 10.0, "likely worse"),  # -0.7 to 3.7, t = 1.4
        (0.5, 10.0, "perhaps worse"),  # -1.7 to 2.7
        (-1.5, 10.0, "likely better"),
        (-0.5, 10.0, "not worse"),
        (5.0, 1.0, "worse"),
    ],
)
def test_a_verdict_weighs_the_interval_against_the_margin(about: float, by: float, word: str) -> None:
    assert margins()["exposed_per_10k"].share == 0.02
    assert verdict(found(about, by)) == word


def test_every_headline_has_a_margin_with_a_reason() -> None:
    assert {"exposed_per_10k", "value_per_posting", "direct_deal_share"} <= set(margins()) <= set(BY_NAME)
    assert all(0 < margin.share < 0.5 and len(margin.why) > 20 for margin in margins().values())
    assert Margin(0.02, "").around(-400.0) == 8.0


# ------------------------------------------------------------------------------------------------ chance


def test_the_chance_of_a_difference_is_that_of_signs_drawn_by_lot() -> None:
    assert paired(EXPOSED, np.zeros(3), [1.0, 2.0, 4.0]).chance == pytest.approx(2 / 8, abs=0.02)  # all up, all down
    assert paired(EXPOSED, np.full(3, 9.0), [12.0, 7.0, 10.0]).chance == pytest.approx(
        6 / 8, abs=0.02
    )  # 2 or more of ±6, ±4, ±2, 0
    assert paired(EXPOSED, np.zeros(4), np.zeros(4)).chance == 1
    assert paired(EXPOSED, np.zeros(32), spread(5, 1)).chance == pytest.approx(1e-4)  # never in 9,999 draws
    assert math.isnan(paired(EXPOSED, [1.0], [2.0]).chance)


def test_equal_sides_look_different_at_most_once_in_twenty() -> None:
    luck = np.random.default_rng(3)
    rare = luck.poisson(0.1, (2, 400, 32)) * luck.lognormal(0, 1, (2, 400, 32))  # lopsided, mostly 0
    chances = [paired(EXPOSED, before, after).chance for before, after in zip(*rare, strict=True)]
    assert 0.01 < np.mean(np.array(chances) <= 0.05) < 0.08


def test_discoveries_are_differences_beyond_chance_the_surest_first() -> None:
    luck = np.random.default_rng(4)
    noise = [paired(VALUE, np.full(32, 9.0), luck.normal(9, 1, 32)) for _ in range(200)]
    surest = discoveries([*noise, weak := found(1.0, 2.0), strong := found(5.0, 1.0)])
    assert list(surest[:2]) == [strong, weak]
    assert len(surest) <= 4
    assert discoveries([paired(VALUE, np.ones(3), np.ones(3)), paired(VALUE, [1.0], [2.0])]) == ()


def test_metrics_equal_in_every_pair_do_not_count_as_tests() -> None:
    """Six pairs, all up: 2 of 64 draws of signs. Held against one test that is told, against ten it would not be."""
    moved, same = paired(EXPOSED, np.zeros(6), np.arange(1.0, 7)), paired(VALUE, np.ones(6), np.ones(6))
    tried = paired(VALUE, np.full(6, 9.0), [10.0, 8.0, 10.0, 8.0, 10.0, 8.0])
    assert moved.chance == pytest.approx(2 / 64, abs=0.01)
    assert discoveries([moved, *[same] * 9]) == (moved,)
    assert discoveries([moved, *[tried] * 9]) == ()


# ------------------------------------------------------------------------------------------------ the answer


@given(st.lists(st.floats(0, 1), min_size=1, max_size=40))
def test_false_discovery_rates_are_those_of_scipy(chances: list[float]) -> None:
    assert adjust(np.array(chances)).tolist() == false_discovery_control(chances).tolist()


def test_what_leaks_is_a_headline_where_the_question_is_one_of_communication() -> None:
    for candidate, leak in (("calling_open", True), ("strict_screening", False)):
        result, _ = answer(
            [(load("production", TINY), load(candidate, TINY))], range(2), work=Work(works.numbered), names=("a", "b")
        )
        assert result is not None
        assert (LEAK.name in result.headlines) == leak
        assert result.headlines[:5] == HEADLINES


def test_a_seed_that_crashes_in_one_regime_is_left_out_of_both() -> None:
    settings = [[*TINY, f"world.rings={rings}"] for rings in ("frozen", "adapting")]
    regimes = [(load("production", changes), load("calling_open", changes)) for changes in settings]
    result, failures = answer(regimes, range(4), work=Work(works.adapting_crashes_at_two))
    assert result is not None
    assert [compared.seeds.ran for compared in result.comparisons] == [(0, 1, 3), (0, 1, 3)]
    assert [failure.seed for failure in failures] == [2, 2]
    assert [compared.regime for compared in result.comparisons] == ["frozen", "adapting"]


def test_the_bottom_line_tells_regimes_that_agree_once() -> None:
    """Of 32 pairs 0 and 0.1: 0.05 ± 0.018, so less than 0.05 % at the lower end."""
    moved = answered(exposed_per_10k=lambda seed: 5 + seed % 2, value_per_posting=lambda seed: 0.1 * (seed % 2))
    assert sentences(moved) == (
        "Harm: workers addressed up 5.3 to 5.7 %; in return: matching up by at most 0.07 %, a little."
    )


def test_an_answer_that_differs_by_regime_says_so() -> None:
    first, adapted = (
        answered(exposed_per_10k=lambda seed: 5 + seed % 2),
        answered(exposed_per_10k=lambda seed: seed % 2 * 40 - 20),
    )
    both = Answer((first.comparisons[0], adapted.comparisons[1]))
    harm, open_ = sentences(both).split(". Open: ")
    assert harm == "Harm: workers addressed up 5.3 to 5.7 % on the first day"
    assert open_ == "workers addressed after adaptation (1 in 2 up)."


@pytest.mark.parametrize("changes", [(), (BEYOND, "world.talking.call_settles=0.2", "world.ring.post_rate=0.9")])
def test_an_answer_fits_eighty_columns_and_cuts_off_no_sure_harm(changes: tuple[str, ...]) -> None:
    """All 61 metrics move, most of them to the worse."""
    result = of_calling(*changes, **EVERYTHING)
    lines = [line.plain.rstrip() for line in screen(result)]
    assert max(map(len, lines)) <= 80
    text = " ".join(" ".join(lines).split())
    assert sentences(result).split(". ")[0] in text
    for name in result.headlines:
        [row] = [line for line in lines if line.startswith(f"{ROWS[name]} ")]
        assert row.split()[-1] == ("higher" if changes else "better" if name == "value_per_posting" else "worse")


def test_a_long_word_continues_below() -> None:
    before = rows(32, value_per_posting=lambda seed: -99.7265)  # from 100
    after = rows(32, value_per_posting=lambda seed: -99.7263 + 0.003 * (seed % 7 - 3))
    result = Answer(tuple(comparison(before, after, f"world.rings={rings}") for rings in ("frozen", "adapting")))
    lines = [line.plain.rstrip() for line in screen(result)]
    place = next(number for number, line in enumerate(lines) if line.startswith("matching"))
    assert re.fullmatch(r"matching +0\.27\d( +\S+ \[\S+ \S+\] no){2}", lines[place])
    assert lines[place + 1].split() == ["difference", "difference"]
    assert max(map(len, lines)) <= 80


def test_the_first_sentence_is_whole_and_what_is_open_gives_way() -> None:
    """Exposure is open by 7.3 of 100; all else surely moves, and is told first."""
    wavering = {"exposed_per_10k": lambda seed: 20 * (-1) ** seed}
    result = of_calling(**EVERYTHING | wavering)
    lines = [line.plain.strip() for line in screen(result)]
    harm = sentences(result).partition(" Open:")[0]
    assert harm.startswith("Harm: workers harmed up ")
    assert harm in " ".join(lines)
    assert sum(line.startswith("Open: ") for line in lines) == 1


def test_what_settles_it_stands_below_the_table() -> None:
    lines = [line.plain.strip() for line in screen(answered(exposed_per_10k=lambda seed: 20 * (-1) ** seed))]
    step = "To settle workers addressed on the first day: more people, scale=14, about 25 minutes."
    table = next(place for place, line in enumerate(lines) if line.startswith("a month"))
    assert step in " ".join(lines[table:])


def test_a_headline_has_its_level_of_trust_in_json() -> None:
    twelve = np.arange(12.0)
    about = space(production().world)
    ensemble = Ensemble(
        about, np.empty((12, len(about))), about.read(about.central), np.stack([twelve, twelve], 1)[:, :, None],
        {"facts": [{"name": "fill_rate"}]}, ("exposed_per_10k", "value_per_posting"),
        np.stack([np.stack([-twelve, -twelve], 1), np.ones((12, 2))], 2),
    )  # fmt: skip
    result = replace(answered(exposed_per_10k=lambda seed: 5 + seed % 2), evidence=ensemble)
    trust = {each["name"]: each["trust"] for each in result.as_json()["regimes"]["adapting"]["headlines"]}
    assert trust["exposed_per_10k"]["level"] == "ordered by evidence"
    assert trust["exposed_per_10k"]["why"].startswith(
        "over 12 plausible worlds it moves with fill_rate (rank correlation -1.00);"
    )
    assert trust["value_per_posting"]["level"] == "assumed throughout"
    assert trust["led_away_per_10k"]["level"] == "not known"


def test_outside_the_passport_nothing_is_worse_and_it_is_said_why() -> None:
    moved: dict[str, Callable[[int], float]] = {"exposed_per_10k": lambda seed: 50 + seed % 2}
    within, beyond = of_calling("world.ring.lures_by_call=0.5", **moved), of_calling(BEYOND, **moved)
    words = {
        each["name"]: (each["verdict"], each["reason"]) for each in within.as_json()["regimes"]["frozen"]["headlines"]
    }
    assert words["exposed_per_10k"] == ("worse", None)
    for regime in beyond.as_json()["regimes"].values():
        words = {headline["name"]: (headline["verdict"], headline["reason"]) for headline in regime["headlines"]}
        assert words["exposed_per_10k"] == ("higher", REASON)
        assert words["led_away_per_10k"] == ("no difference", REASON)
        assert words[LEAK.name] == ("open", REASON)
    assert sentences(beyond).startswith(
        f"O{REASON[1:]}; nothing is better or worse there: read signs. Moves: workers addressed up 50 to 51 %. "
    )
    assert sentences(beyond).endswith(
        " Open: deals outside on the first day (nothing was seen); deals outside after adaptation (nothing was seen)."
    )
    assert not any(line.plain.rstrip().endswith(("worse", "better")) for line in screen(beyond))


def test_a_world_outside_the_passport_is_named_even_without_a_difference() -> None:
    same = comparison(rows(4), rows(4), BEYOND)
    assert sentences(Answer((same,))) == (f"No difference at all: all metrics are equal in all 4 seeds. But {REASON}.")


def test_what_is_the_same_scenario_twice_differs_in_no_world() -> None:
    both = (side("old", BEYOND, seeds=4),) * 2
    same = Answer((replace(comparison(rows(4), rows(4)), sides=both),))
    assert (same.identical, same.outside) == (True, ())
    assert sentences(same) == "No difference at all: every run is identical in all 4 seeds."


def test_one_side_outside_the_passport_is_enough() -> None:
    usual, set_ = comparison(rows(4), rows(4)), side("beyond", BEYOND, seeds=4)
    assert Answer((usual,)).reason is None
    assert Answer((replace(usual, sides=(usual.sides[0], set_)),)).reason == REASON
    assert Answer((replace(usual, sides=(set_, usual.sides[1])),)).reason == REASON


def test_the_first_regime_says_what_holds_for_all() -> None:
    """Only in the second one does it differ in its calls, which are shut: then leakage would be told too."""
    first = comparison(rows(4), rows(4, exposed_per_10k=lambda seed: 5 + seed % 2))
    inside = tuple(replace(each, worlds="plausible") for each in first.sides)
    first = replace(first, sides=(inside[0], inside[1]))
    watched = "platform.communication.monitored_share"
    full = replace(side("x"), scenario=load("production_full", ["days=60"]))
    sides = full, side("y", f"{watched}=0.5")
    second = replace(comparison(rows(3), rows(3)), sides=sides)
    result = Answer((first, second))
    assert (result.baseline, result.candidate, result.plausible) == ("old", "new", True)
    assert titles(result) == ("old → new", "4 plausible worlds, 120 days")
    assert result.headlines == HEADLINES
    assert result.idle == ()
    assert (result.as_json()["candidate"], result.as_json()["days"]) == ("new", 120)
    assert {each.key for each in Answer((second, first)).idle} == {watched}
    assert titles(Answer((second, first))) == (
        "x → y",
        "world crowdworks_2020_full / crowdworks_2020, 3 seeds, 60 days",
    )
    assert Answer((second, first)).headlines[5:] == (LEAK.name,)


def test_a_row_says_its_regime_and_whether_it_is_a_headline() -> None:
    records = list(answered(exposed_per_10k=lambda seed: 5 + seed % 2).rows())
    assert len(records) == 2 * len(METRICS)
    for regime in ("frozen", "adapting"):
        assert {row["metric"] for row in records if row["headline"] and row["regime"] == regime} == {*HEADLINES}
    assert (records[0]["candidate"], records[0]["verdict"]) == (105.5, "worse")


def test_json_has_common_data_at_the_top_and_regimes_below() -> None:
    data = answered(exposed_per_10k=lambda seed: 5 + seed % 2).as_json()
    assert (data["baseline"], data["candidate"], data["days"], data["of_this_model"]) == ("old", "new", 120, True)
    assert list(data["regimes"]) == ["frozen", "adapting"]
    assert all(
        {"rings", "keys", "metrics", "paths", "decided by"} <= set(regime) for regime in data["regimes"].values()
    )
    assert not {"rings", "keys", "metrics", "paths", "decided by"} & set(data)
    headlines = {each["name"]: each for each in data["regimes"]["adapting"]["headlines"]}
    exposed, value = headlines["exposed_per_10k"], headlines["value_per_posting"]
    assert (exposed["verdict"], exposed["reason"], exposed["margin"]) == ("worse", None, 2)
    assert (value["verdict"], value["margin"]) == ("no difference", 1)
    assert (data["look"], data["left out at each end"]) == (1, pytest.approx(0.025))
    assert [(each["metric"], each["kind"]) for each in data["conclusion"]][:2] == [
        ("exposed_per_10k", "harm"),
        ("victims_per_10k", "no difference"),
    ]
    assert data["regimes"]["adapting"]["rings"] == {"baseline": "adapting", "candidate": "adapting"}


def test_an_answer_is_equal_or_identical_where_every_regime_is() -> None:
    same, moved = comparison(rows(4), rows(4)), comparison(rows(4), rows(4, fill_rate=lambda seed: 0.1))
    twice = replace(same, sides=(same.sides[0], same.sides[0]))
    for regimes, equal, identical in (
        ((twice, twice), True, True),
        ((twice, same), True, False),
        ((same, moved), False, False),
    ):
        assert (Answer(regimes).equal, Answer(regimes).identical) == (equal, identical)


def test_worlds_of_another_model_are_told_where_there_are_any() -> None:
    first = comparison(rows(4), rows(4))
    inside = tuple(replace(each, worlds="plausible") for each in first.sides)
    changed = replace(first, sides=(inside[0], inside[1]))
    about = space(production().world)
    older = Ensemble(about, np.empty((4, len(about))), about.read(about.central), np.empty((4, 2, 0)), {"model": "old"})
    newer = replace(older, origin={"model": MODEL.read_text("utf-8").strip()})
    states = [
        (Answer((compared,), evidence).of_this_model, titles(Answer((compared,), evidence))[1])
        for compared in (first, changed)
        for evidence in (older, newer, "no worlds ship")
    ]
    usual, plausible = "world crowdworks_2020, 4 seeds, 120 days", "4 plausible worlds, 120 days"
    moved = "4 plausible worlds of an older model, 120 days"
    assert states == [(True, usual)] * 3 + [(False, moved), (True, plausible), (True, plausible)]


def test_a_row_of_the_second_line_is_there_where_it_moves() -> None:
    lines = [line.plain for line in screen(answered(staff_yen=lambda seed: 10.0 + seed % 2))]
    rows_shown = [name for name, row in ROWS.items() if any(line.startswith(f"{row} ") for line in lines)]
    assert rows_shown == [*STEPS, "loss_yen_per_worker", "value_per_posting", "fee_yen", "staff_yen"]
    [staff] = [line for line in lines if line.startswith("staff")]
    assert staff.split() == ["staff", "¥4,612", "+10", "[10,", "11]", "worse", "+10", "[10,", "11]", "worse"]


def test_platforms_that_are_the_same_take_two_lines() -> None:
    lines = [line.plain for line in screen(answered())]
    assert lines[-1].startswith("No difference at all: all metrics are equal in all 32 seeds")
    assert len(lines) == 2


def test_the_headline_of_a_lever_appears_only_if_the_lever_differs(tmp_path: Path) -> None:
    def from_day(day: str, change: str) -> Scenario:
        file = tmp_path / f"{change.split('.')[0]}{day}.toml"
        file.write_text(f'extends = "production"\n[[rollout]]\non = {day}\nplatform.{change}\n', encoding="utf-8")
        return load(str(file))

    screening = from_day("2020-08-20", 'screening.rule = "off"')
    early, late = (from_day(day, 'communication.call = "before_contract"') for day in ("2020-08-20", "2020-10-20"))
    assert headlines(production(), screening) == headlines(early, early) == HEADLINES
    assert headlines(production(), early)[-1] == headlines(early, late)[-1] == "direct_deal_share"
