"""A world: a population and its behaviour, as numbers. Unit, source, confidence and range stand beside each number.

Confidence is quoted (stood in a source), derived (arithmetic on quoted values) or assumed (no source: sweep it).
Sources are named in full in docs/model/data.md; row IDs are those of the monthly reports.
"""

from dataclasses import dataclass
from typing import Literal

from policies.numbers import check, mixture, number
from sim.choices.churn import Churn
from sim.choices.grapevine import Grapevine
from sim.choices.hiring import Hiring
from sim.choices.learning import Learning
from sim.choices.luring import Luring
from sim.choices.overseeing import Overseeing
from sim.choices.people import Population
from sim.choices.posting import Posting
from sim.choices.reviewing import Reviewing
from sim.choices.searching import Search
from sim.choices.selling import Selling
from sim.choices.talking import Talking
from sim.choices.working import Working
from sim.choices.writing import Writing
from sim.rings.business import Organising

MARKETPLACE = 3_690_000  # workers registered at the end of March 2020 (bizspa.jp; quoted)


@dataclass(frozen=True, slots=True)
class World:
    """A population and its behaviour. World files and scenarios override single numbers."""

    workers: int = number(
        20_000, "people", "1 : 184 of 3.69 M registered (bizspa.jp)", confidence="derived", least=100, most=5_000_000
    )
    clients: int = number(
        3_250, "clients", "1 : 184 of 0.60 M (homeworkers.jp)", confidence="derived", least=20, most=1_000_000
    )
    rings: Literal["frozen", "adapting"] = "frozen"
    population: Population = Population()
    churn: Churn = Churn()
    posting: Posting = Posting()
    reviewing: Reviewing = Reviewing()
    search: Search = Search()
    talking: Talking = Talking()
    writing: Writing = Writing()
    hiring: Hiring = Hiring()
    working: Working = Working()
    ring: Organising = Organising()
    luring: Luring = Luring()
    selling: Selling = Selling()
    overseeing: Overseeing = Overseeing()
    learning: Learning = Learning()
    grapevine: Grapevine = Grapevine()

    @property
    def part(self) -> float:
        """0…1, the part of the marketplace that is here, by its workers: as large a part of its staff is."""
        return min(1.0, self.workers / MARKETPLACE)

    def __post_init__(self) -> None:
        """Raises ValueError for a number outside its bounds, and for shares of one whole above 1 across sections."""
        check(self)
        mixture(self, "population.verified_ring", "ring.groomed", "ring.bought")
