"""Market: a Mesa model around the day. Populations are columns; the rings are its agents."""

import datetime
from dataclasses import replace

import mesa
import numpy as np

from policies.platform import Platform
from policies.records import Format
from sim import observe
from sim.arrays import F64, I64
from sim.choices.posting import market_price
from sim.day import one_day
from sim.kinds import CATEGORIES
from sim.rings import habits, rings
from sim.rings.rings import Books, Ring
from sim.state import acquaintances
from sim.state.draws import Draws, Purpose
from sim.state.log import Event, Events, Log
from sim.state.people import Clients, Workers
from sim.state.population import add_clients, add_workers
from sim.state.trade import Affairs, Contracts, Jobs, Seen, Threads
from sim.systems.organising import OPENED, open_accounts
from sim.systems.outreach import Directory
from sim.systems.publication import Desk
from sim.today import Today
from sim.words.lexicon import lexicon
from sim.world import World

Rollout = tuple[tuple[int, Platform], ...]  # (first day, platform), ascending, the first on day 0

ARCHIVE = 40  # completed contracts of each category and format that the rate guide knows on the first day


class Market(mesa.Model):
    """A marketplace under a rollout of platforms. `step` is a day; `log` tells what happened."""

    listing: Directory

    def __init__(self, world: World, rollout: Rollout, *, start: datetime.date, seed: int) -> None:
        super().__init__(rng=seed)
        self.world, self.rollout, self.start = world, rollout, start
        self.draws = Draws(seed)
        self.day = 0
        self.workers, self.clients = Workers(world.workers + world.workers // 8), Clients(world.clients * 2)
        self.jobs, self.threads, self.contracts = Jobs(), Threads(4096), Contracts()
        self.affairs = Affairs()
        self.seen, self.reported = Seen(), Seen()
        self.checkers, self.reviewers = Desk(), Desk()
        self.log = Log()
        self.rings: dict[int, Ring] = {}  # those in business, by number
        self.books = Books()
        self.habits = habits.starting(habits.first_mixes(np.arange(0), world, self.draws), world)
        self.for_sale: list[int] = []  # workers whose accounts can be bought
        self.archive = self._archive()
        self.quotes: F64 = np.full((len(CATEGORIES), len(Format)), np.nan)
        self._settle()
        vine = world.grapevine
        self.acquaintances = acquaintances.build(self.workers.key, vine.friends, vine.far, seed)
        self.datacollector = mesa.DataCollector(
            model_reporters={
                "rings": lambda m: len(m.agents),
                "jobs": lambda m: len(m.jobs),
                "restricted": lambda m: int(m.clients.restricted.sum()),
            }
        )

    def platform(self, day: int) -> Platform:
        """The platform in force on a day."""
        return [platform for first, platform in self.rollout if first <= day][-1]

    def today(self) -> Today:
        """The day about to be lived."""
        return Today(
            day=self.day,
            date=(self.start - datetime.date(1970, 1, 1)).days + self.day,
            platform=self.platform(self.day),
            launched=any(first == self.day for first, _ in self.rollout),
            world=self.world,
            lexicon=lexicon(),
            draws=self.draws,
        )

    def step(self) -> None:
        """Live one day."""
        today = self.today()
        if self.day % today.platform.rate_guide.update_days == 0:
            self.quotes = self._quotes(today.platform)
        if self.world.rings == "adapting":
            self.agents.do("review", self.books, self.day, self.world.ring)
        self._enter(rings.newcomers(len(self.books), self._pull(), self.world, self.day, self.draws), today)
        one_day(self, today)
        self.day += 1
        self.datacollector.collect(self)

    def _pull(self) -> float:
        """What draws new rings: the share of settled rings in profit, against a half; 1 where none adapts.

        Some come whatever they hear, also when all others have quit.
        """
        if self.world.rings == "frozen" or self.day < self.world.ring.patience:
            return 1.0
        since = self.day - self.world.ring.patience
        settled = [ring for ring in self.agents if self.books.entered[ring.number] <= since]
        profit = np.array([self.books.profit[ring.number] > 0 for ring in settled])
        blind = self.world.ring.blind_entry
        return blind + (1 - blind) * 2 * float(profit.mean() if len(profit) else 0.0)

    def _settle(self) -> None:
        """People and rings who were here before the first day."""
        today = replace(self.today(), day=-1)
        add_workers(self.workers, np.arange(self.world.workers), -1.0, self.world, self.draws)
        sizes = rings.founders(self.world.clients, self.world.population, self.world.ring, self.draws)
        honest = self.world.clients - int(sizes.sum())
        rows = add_clients(
            self.clients, np.arange(honest), -1.0, self.world, today.platform.order_rules.items, self.draws
        )
        self.log.add(
            Event.CLIENT_JOINED, -1.0, client=rows, what=self.clients.true_type[rows], how=self.clients.verified[rows]
        )
        self.log.add(
            Event.RECORD, -1.0, client=rows, what=self.clients.accepted_fixed[rows], how=self.clients.ended_fixed[rows]
        )
        self._enter(sizes, today)

    def _enter(self, sizes: I64, today: Today) -> None:
        """New rings with so many accounts each."""
        numbers = len(self.books) + np.arange(len(sizes))
        self.habits.join(habits.first_mixes(numbers, self.world, self.draws))
        self.books.open(len(sizes), today.day)
        handles = habits.handles(numbers, self.draws)
        fresh = [
            Ring(self, n, handle, size)
            for n, handle, size in zip(numbers.tolist(), handles.tolist(), sizes.tolist(), strict=True)
        ]
        self.rings |= {ring.number: ring for ring in fresh}
        self.log.add(Event.RING, today.day, how=0, value=numbers)
        open_accounts(
            [(ring, ring.size) for ring in fresh if ring.size],
            self.books,
            self.habits,
            self.workers,
            self.clients,
            self.for_sale,
            self.log,
            how=OPENED,
            today=today,
        )

    def _archive(self) -> tuple[I64, I64, F64]:
        """Contracts completed before the first day, for the market quote."""
        posting = self.world.posting
        category = np.repeat(np.arange(len(CATEGORIES)), len(Format) * ARCHIVE)
        format = np.tile(np.repeat(np.arange(len(Format)), ARCHIVE), len(CATEGORIES))
        noise = self.draws.normal(Purpose.ARCHIVE, np.arange(len(category)))
        amount = market_price(category, format, posting) * np.exp(posting.fee_spread * noise)
        return category, format, np.maximum(5.0, np.round(amount))

    def _quotes(self, platform: Platform) -> F64:
        recent = observe.completed_contracts(self.contracts, self.jobs, self.day - 180)
        return platform.rate_guide.quotes(observe.archived(*self.archive, recent), len(CATEGORIES))


def simulate(world: World, rollout: Rollout, *, start: datetime.date, days: int, seed: int) -> Events:
    """One run: the log of `days` days from `start` under a rollout, with the luck of `seed`."""
    market = Market(world, rollout, start=start, seed=seed)
    for _ in range(days):
        market.step()
    return market.log.finish(days)
