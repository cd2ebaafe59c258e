"""Telling: who takes heed breaks no rule any more."""

import numpy as np

from sim.acts.telling import tell
from tests.sim import hand


def test_who_takes_heed_breaks_no_rule_any_more() -> None:
    clients = hand.clients(
        4, true_lapses=[0.1, 0.8, 0.2, 0.3], true_misuses=[0.2, 0.1, 0.0, 0.4], true_heeds=[True, False, True, True]
    )
    tell(clients, np.array([0, 1, 3, 3]))
    assert clients.true_lapses.tolist() == [0.0, 0.8, 0.2, 0.0]
    assert clients.true_misuses.tolist() == [0.0, 0.1, 0.0, 0.0]
    assert clients.true_discreet.tolist() == [True, False, False, True]
