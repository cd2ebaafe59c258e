"""Agents: rings, as Mesa's tools look at agents. Each is a view on a row: it holds no numbers of its own."""

import mesa
import numpy as np

from policies.records import Channel, Kind
from sim.kinds import TACTICS
from sim.tables import Tables


class RingView(mesa.Agent):
    """A ring in business, seen in its row of a market's tables.

    row  of the rings
    """

    def __init__(self, model: mesa.Model, tables: Tables, row: int) -> None:
        super().__init__(model)
        self.tables, self.row = tables, row

    @property
    def accounts(self) -> int:
        """Accounts that it has and that are open."""
        clients = self.tables.clients
        return int(np.count_nonzero((clients.true_ring == self.row) & ~clients.restricted & ~clients.left))

    @property
    def accounts_opened(self) -> int:
        """Accounts that it has opened so far, lost ones included."""
        return int(self.tables.rings.opened[self.row])

    @property
    def books(self) -> float:
        """Yen that it took less those that it spent, older months fading."""
        return float(self.tables.rings.profit[self.row])

    @property
    def channel(self) -> str:
        """The channel that it is most likely to lure on."""
        habit = self.tables.rings.habits.channel.probabilities(np.array([self.row]))[0]
        return Channel(int(habit.argmax())).name.lower()

    @property
    def tactic(self) -> str:
        """The tactic that it is most likely to try."""
        habit = self.tables.rings.habits.tactic.probabilities(np.array([self.row]))[0]
        return Kind(TACTICS[int(habit.argmax())]).name.lower()
