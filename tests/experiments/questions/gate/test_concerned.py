from dataclasses import replace

import pytest

from experiments.measures.metrics import BY_NAME
from experiments.questions.gate.concerned import nobody
from experiments.questions.gate.guardrails import Guardrail
from experiments.verdicts.kin import KIN

NONE = {name: [0.0] * 30 for name in BY_NAME}
RESTRICTED = Guardrail(BY_NAME["honest_clients_restricted"], "frozen", 0.5, None, "so")


def test_nothing_on_either_side_concerns_nobody_whatever_else_differs() -> None:
    assert nobody(RESTRICTED, NONE, NONE)
    assert nobody(RESTRICTED, NONE, NONE | {"exposed_per_10k": [1.0] * 30})


@pytest.mark.parametrize("name", KIN[0])
def test_it_is_undecided_if_one_pair_affects_the_same_people_differently(name: str) -> None:
    struck = NONE | {name: [0.0] * 29 + [1.0]}
    assert not nobody(RESTRICTED, NONE, struck)
    assert not nobody(RESTRICTED, struck, NONE)


def test_an_amount_beside_a_share_allows_zero_against_zero_only() -> None:
    least = replace(RESTRICTED, amount=0.25)
    struck = NONE | {"false_suspension_rate": [0.0] * 29 + [1.0]}
    assert nobody(least, NONE, struck)
    assert not nobody(replace(least, share=None), NONE, struck)
    assert not nobody(least, NONE, struck | {"honest_clients_restricted": [0.0] * 29 + [0.1]})


def test_an_undefined_or_rising_metric_always_concerns_somebody() -> None:
    assert not nobody(RESTRICTED, NONE, NONE | {"honest_clients_restricted": [float("nan")] * 30})
    assert not nobody(replace(RESTRICTED, metric=BY_NAME["value_per_posting"]), NONE, NONE)


def test_every_metric_of_the_same_people_exists_and_has_one_group() -> None:
    names = [name for names in KIN for name in names]
    assert len(names) == len(set(names))
    assert set(names) <= set(BY_NAME)
