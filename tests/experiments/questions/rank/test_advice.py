"""Advice on candidates: by the stated rule, from intervals that hold for all of them."""

import math
from dataclasses import replace

import pytest

import policylab as pl
from experiments.questions.compare.answer import Answer
from experiments.questions.rank.advice import RULE, Advice, advice, sentences
from experiments.questions.rank.document import document
from experiments.questions.rank.result import Ranking
from experiments.verdicts.differences import Difference
from experiments.verdicts.margins import margin
from tests.experiments.found import comparison, each, rows

EXPOSED, VALUE, HARMED = "exposed_per_10k", "value_per_posting", "victims_per_10k"
MOVES = {  # of exposure in two pairs; its margin is 2, that of matching 1
    "better": (-10.0, -10.0),
    "worse": (10.0, 10.0),
    "a little better": (-0.1, -0.1),
    "a little worse": (0.1, 0.1),
    "no difference": (-0.05, 0.05),  # ±0.64
    "likely better": (-5.4, -4.6),  # -10.1…0.08, and nine in ten that it falls: -6.2…-3.8
    "likely worse": (4.6, 5.4),
    "not worse": (-0.8, -0.4),  # -3.1…1.94, and not nine in ten: -1.2…0.02
    "perhaps worse": (0.4, 0.8),
    "open": (-30.0, 40.0),
    "equal": (0.0, 0.0),
}


def ranking(*candidates: tuple[str, str], harmed: str = "equal", others: str = "equal") -> Ranking:
    """Candidates with a verdict on exposure and on matching, once rings have adapted; on the first day all is well.

    harmed, others: verdicts on those harmed, and on those led away and those who read a lure
    """
    answers, together = [], []
    for number, (exposure, matching) in enumerate(candidates):
        regimes = []
        for rings in ("frozen", "adapting"):
            well, verdicts = {EXPOSED: "better", VALUE: "better"}, {EXPOSED: exposure, VALUE: matching}
            verdicts |= {HARMED: harmed, "led_away_per_10k": others, "read_lure_per_10k": others}
            moved = verdicts if rings == "adapting" else well
            by = {name: each(*steps(name, verdict)) for name, verdict in moved.items()}
            side_by_side = comparison(rows(2), rows(2, **by), f"world.rings={rings}")
            after = replace(side_by_side.sides[1], name=f"change {number}")
            regimes.append(replace(side_by_side, sides=(side_by_side.sides[0], after)))
        answers.append(Answer(tuple(regimes)))
        together.append(tuple({name: compared[name] for name in answers[-1].headlines} for compared in regimes))
    between = {
        (first, second): gap(answers[first], answers[second])
        for first in range(len(answers))
        for second in range(first + 1, len(answers))
    }
    return Ranking(tuple(answers), tuple(together), (between, between), answers[0].comparisons[0][EXPOSED].metric)


def steps(name: str, verdict: str) -> tuple[float, ...]:
    """Of matching more is better."""
    return tuple(-step if name == VALUE else step for step in MOVES[verdict])


def gap(first: Answer, second: Answer) -> Difference:
    return replace(first.comparisons[-1][EXPOSED], difference=0.0, low=-1.0, high=1.0)


@pytest.mark.parametrize(
    ("exposure", "matching", "advised"),
    [
        ("better", "no difference", True),
        ("no difference", "better", True),
        ("better", "better", True),
        ("better", "open", True),
        ("no difference", "no difference", False),  # nothing is gained
        ("likely better", "no difference", False),  # not surely
        ("open", "better", False),  # exposure may rise
        ("worse", "better", False),
        ("better", "worse", False),
        ("likely worse", "better", False),
        ("better", "likely worse", False),
        ("no difference", "open", False),
        ("not worse", "better", True),
        ("likely better", "better", True),
        ("perhaps worse", "better", False),  # exposure may rise
        ("a little worse", "better", True),  # by less than matters
        ("better", "a little worse", True),
        ("a little better", "a little better", False),
    ],
)
def test_a_change_is_advised_if_it_surely_gains_and_surely_harms_nobody(
    exposure: str, matching: str, advised: bool
) -> None:
    [first] = advice(ranking((exposure, matching)))
    assert first.advised is advised
    assert told(first) == [exposure, matching]


def told(of: Advice) -> list[str]:
    """The verdicts on exposure and on matching."""
    verdicts: dict[str, str] = {reason.subject: reason.verdict for reason in of.reasons}
    return [verdicts["workers addressed"], verdicts["matching"]]


@pytest.mark.parametrize(
    ("harmed", "advised"), [("worse", False), ("likely worse", False), ("open", True), ("likely better", True)]
)
def test_a_change_that_likely_harms_more_workers_is_not_advised(harmed: str, advised: bool) -> None:
    [first] = advice(ranking(("better", "better"), harmed=harmed))
    assert (str(first.reasons[0].subject), first.reasons[0].verdict) == ("workers harmed", harmed)
    assert first.advised is advised


@pytest.mark.parametrize(
    ("low", "high", "verdict", "advised"),
    [
        (-30.0, 1.5, "not worse", True),  # exposure may rise, but surely by no more than its margin, 2
        (-30.0, 2.0, "not worse", True),
        (-30.0, 2.1, "open", False),
        (-1.0, 2.1, "perhaps worse", False),
        (math.nan, math.nan, "open", False),  # no pair tells
    ],
)
def test_a_gain_is_advised_if_exposure_rises_within_the_margin(
    low: float, high: float, verdict: str, advised: bool
) -> None:
    ranked = ranking(("open", "better"))
    first, last = ranked.together[0]
    exposed = replace(last[EXPOSED], difference=(low + high) / 2, low=low, high=high)
    [of_it] = advice(replace(ranked, together=((first, {**last, EXPOSED: exposed}),)))
    assert margin(exposed) == 2
    assert told(of_it) == [verdict, "better"]
    assert of_it.advised is advised


def test_in_words_it_says_what_to_adopt_the_rule_and_every_reason() -> None:
    assert ranking(("worse", "better"), ("better", "better")).order == (1, 0)  # of equal ranks the less exposed
    ranked = ranking(("better", "better"), ("worse", "better"))
    first, rule, *reasons = sentences(ranked)
    assert first == "Adopt change 0, after adaptation."
    assert rule == f"The rule: {RULE}."
    before = "Workers harmed no difference (0); workers led away no difference (0); workers addressed"
    after = "workers who read a lure no difference (0); matching better (10)."
    assert sorted(reasons) == [
        f"change 0: advised. {before} better (-10); {after}",
        f"change 1: not advised. {before} worse (10); {after}",
    ]
    assert pl.Ranked(ranked).advice().splitlines() == [first, rule, *reasons]


def test_where_none_is_advised_the_baseline_stays() -> None:
    for last in ("better", "no difference"):  # a headline is settled
        first, *_ = sentences(ranking(("open", "likely worse"), ("open", last), harmed="open", others="open"))
        assert first == "Keep old: none of the changes is advised, after adaptation."


def test_where_no_headline_is_settled_no_advice_is_given() -> None:
    ranked = ranking(("open", "likely worse"), ("perhaps worse", "open"), harmed="likely better", others="open")
    first, rule, *reasons = sentences(ranked)
    assert first == "These runs cannot tell whether to keep old: no headline is settled, after adaptation."
    assert (rule, len(reasons)) == (f"The rule: {RULE}.", 2)


def test_in_one_regime_alone_ranks_and_advice_are_those_of_it() -> None:
    """On the first day all candidates are as good; adapted, they are not."""
    both = ranking(("better", "worse"), ("no difference", "better"))
    apart = {(0, 1): replace(both.between[0][0, 1], difference=2.0, low=1.0, high=3.0)}
    both = replace(both, between=(both.between[0], apart))
    adapted = Ranking(
        tuple(Answer(answer.comparisons[1:]) for answer in both.answers),
        tuple(each[1:] for each in both.together),
        both.between[1:],
        both.metric,
    )
    assert advice(adapted) == advice(both)
    assert [each.advised for each in advice(both)] == [False, True]
    assert list(sentences(adapted)) == list(sentences(both))
    assert [adapted.rank(place) for place in (0, 1)] == [(1, 1), (2, 2)]
    assert document(adapted).bottom == document(both).bottom
    for one in (adapted, both):
        [rule] = document(one).sections[0].parts
        assert rule.text.startswith("Ranked by workers addressed, adapted; ")  # type: ignore[union-attr]
        assert one.as_json()["ranked by"] == {"metric": EXPOSED, "regime": "adapting"}


def test_tables_of_a_ranking_name_each_candidate_and_have_the_baseline_once() -> None:
    ranked = pl.Ranked(ranking(("better", "better"), ("worse", "better")))
    names = ["change 0", "change 1"]
    assert ranked.parts("age")["platform"].unique().tolist() == names
    assert ranked.contacts()["platform"].unique().tolist() == ["old", *names]
    payers = ranked.payers()
    assert list(payers) == ["platform", "regime", "payer", "difference", "low", "high"]
    assert len(payers) == 2 * 2 * 6
    assert ranked.answer("change 1").found is ranked.found.answers[1]
    with pytest.raises(pl.BadInput, match="no candidate is called 'x'; candidates are 'change 0', 'change 1'"):
        ranked.answer("x")


def test_payers_are_in_yen_of_the_marketplace_and_rates_as_they_are() -> None:
    ranked = ranking(("better", "better"))
    first = ranked.answers[0].comparisons[0]
    paid = comparison(rows(2), rows(2, fee_yen=each(10.0, 10.0), pressed_per_10k=each(0.5, 0.5)))
    changed = replace(ranked, answers=(Answer((replace(first, differences=paid.differences),)),))
    payers = pl.Ranked(changed).payers().set_index("payer")["difference"]
    assert payers["fees"] == pytest.approx(461.25)
    assert payers["workers pressed to deal outside"] == pytest.approx(0.5)
