from pathlib import Path

import pytest

from experiments.measures.metrics import STEPS
from experiments.questions.gate.guardrails import JUDGED, SHIPPED, Guardrail, guardrails
from experiments.verdicts.kin import KIN
from experiments.verdicts.regimes import REGIMES
from scenarios import BadInput

HEAD = (
    'version = 1\npairs = 40\n\n[[guardrail]]\nmetric = "exposed_per_10k"\nregime = "both"\nmargin = 0.02\nwhy = "so"\n'
)


def refused(tmp_path: Path, text: str) -> str:
    path = tmp_path / "rails.toml"
    path.write_text(text)
    with pytest.raises(BadInput) as error:
        guardrails(path)
    return str(error.value)


def test_what_ships_guards_every_step_of_fraud_and_matching_in_both_regimes() -> None:
    shipped = guardrails()
    assert shipped.pairs >= 30
    assert {(rail.metric.name, rail.regime) for rail in shipped.rails} >= {
        (name, regime) for name in (*STEPS, "value_per_posting") for regime in REGIMES
    }
    assert all(rail.why for rail in shipped.rails)


def test_guardrails_of_stopped_honest_people_are_shares_of_the_base() -> None:
    rails = [rail for rail in guardrails().rails if rail.metric.name in KIN[0]]
    assert {rail.metric.name for rail in rails} == {
        "honest_clients_restricted",
        "honest_orders_lost_yen",
        "false_suspension_rate",
    }
    assert all(rail.share is not None and rail.share <= 0.5 for rail in rails)
    assert len(rails) == 6


def test_a_share_and_an_amount_beside_it_are_one_margin(tmp_path: Path) -> None:
    path = tmp_path / "rails.toml"
    path.write_text(HEAD.replace("margin = 0.02", "margin = 0.02\namount = 3.0"))
    frozen, _ = guardrails(path).rails
    assert (frozen.share, frozen.amount) == (0.02, 3.0)
    assert frozen.allows == "2 % of the base, at least 3 workers per 10,000"
    path.write_text(HEAD.replace("margin = 0.02", "amount = 10_000.0"))  # all there are
    assert [rail.allows for rail in guardrails(path).rails] == ["10000 workers per 10,000"] * 2
    path.write_text(HEAD)
    assert [rail.allows for rail in guardrails(path).rails] == ["2 % of the base"] * 2


def test_a_metric_that_may_be_zero_has_a_margin_by_amount() -> None:
    shipped = {rail.metric.name: rail for rail in guardrails().rails}
    assert shipped["honest_clients_restricted"].margin(0.0) == 0.25
    assert shipped["honest_clients_restricted"].margin(0.55) == pytest.approx(0.275)  # of production
    assert shipped["honest_orders_lost_yen"].margin(0.0) == 0  # a sum of a whole market: no amount suits every size


def test_a_margin_of_more_than_all_there_is_guards_little() -> None:
    rail = Guardrail(JUDGED["honest_clients_restricted"], "frozen", None, 2.0, "so")
    assert rail.beyond_all(1.37)
    assert not rail.beyond_all(2.5)
    assert not Guardrail(JUDGED["honest_clients_restricted"], "frozen", 0.5, None, "so").beyond_all(0.0)
    beside = Guardrail(JUDGED["honest_clients_restricted"], "frozen", 0.5, 2.0, "so")
    assert beside.beyond_all(1.37)
    assert not beside.beyond_all(0.0)


def test_both_regimes_are_two_guardrails(tmp_path: Path) -> None:
    path = tmp_path / "rails.toml"
    path.write_text(HEAD)
    result = guardrails(path)
    assert [(rail.regime, rail.share, rail.why) for rail in result.rails] == [
        ("frozen", 0.02, "so"),
        ("adapting", 0.02, "so"),
    ]
    assert (result.pairs, result.second_look, result.regimes) == (40, None, ("frozen", "adapting"))


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("pairs = 40", "pairs = 12", "rails.toml:2: pairs = 12\n    must be at least 30"),
        ("version = 1", "version = 2", "rails.toml:1: version = 2"),
        ("pairs = 40", "", "needs a value for 'pairs'"),
        ("pairs = 40", "pairs = 10_001", "rails.toml:2: pairs = 10001\n    must be at most 10,000"),
        ("pairs = 40", "pairs = 40\nsecond_look = 39", "must be more than the 40 pairs of the first"),
        ("pairs = 40", "pairs = 40\nsecond_look = 40", "must be more than the 40 pairs of the first"),
        ("exposed_per_10k", "exposed_per_10", "did you mean 'exposed_per_10k'?"),
        ("exposed_per_10k", "reports_per_1k", "is better neither way"),
        ('"both"', '"all"', "rails.toml:6: [guardrail] regime"),
        ("margin = 0.02", "margin = -0.1", "must be at least 0"),
        ("margin = 0.02", "margin = 5.0", "rails.toml:7: [guardrail] margin = 5.0\n    must be at most 1"),
        ("margin = 0.02", "margin = 1e300", "must be at most 1"),
        ("margin = 0.02", "amount = 10_001.0", "must be at most 10,000, the most that this metric can be"),
        ("margin = 0.02", "margin = nan", "rails.toml:7: [guardrail] margin"),
        ("margin = 0.02", "", "needs a margin, a share of the base, or an amount"),
        ('why = "so"', "", "needs a value for 'why'"),
        ('why = "so"', 'why = ""', "rails.toml:8: [guardrail] why"),
        ("margin", "margn", "no key 'margn'; did you mean 'margin'?"),
        ('why = "so"\n', 'why = "so"\n' + HEAD.split("\n\n")[1], "a second guardrail for exposed_per_10k, frozen"),
        (HEAD.split("\n\n")[1], "guardrail = []", "holds no guardrail"),
        (HEAD.split("\n\n")[1], "guardrail = [3]", "needs a table"),
        ("version = 1", "version = ", "not valid TOML"),
    ],
)
def test_a_mistake_is_told_with_its_place(tmp_path: Path, old: str, new: str, message: str) -> None:
    assert old in HEAD
    assert message in refused(tmp_path, HEAD.replace(old, new, 1))


def test_a_file_may_say_how_large_a_market_its_margins_need(tmp_path: Path) -> None:
    path = tmp_path / "rails.toml"
    path.write_text(HEAD)
    assert guardrails(path).workers is None
    path.write_text(HEAD.replace("pairs", "workers = 9_000\npairs"))
    assert guardrails(path).workers == 9_000
    assert "rails.toml:2: workers = 0\n    must be above 0" in refused(
        tmp_path, HEAD.replace("pairs", "workers = 0\npairs")
    )


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="no such guardrails file"):
        guardrails(tmp_path / "rails.toml")


def test_the_shipped_file_shows_a_fixed_name_and_others_their_path(tmp_path: Path) -> None:
    copy = tmp_path / "guardrails.toml"
    copy.write_bytes(SHIPPED.read_bytes())
    assert guardrails().shown == "policylab/guardrails.toml"
    assert guardrails(copy).shown == str(copy)
