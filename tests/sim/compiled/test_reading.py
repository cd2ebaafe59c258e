"""Reading against a reader who goes through the list row by row, with lists and sets."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np
from hypothesis import example, given
from hypothesis import strategies as st
from numpy.typing import NDArray

from sim.compiled import reading, wheels

CATEGORIES = 3
FILTERS = 2
JOBS = (4, 5, 9, 12, 20)  # their rows in the table of jobs, by place on show
TIMES = (1.0, 1.25, 1.5, 1.75)
WORKERS = 5
TOP = 2**64 - 1

Row = tuple[int, bool]  # bits of a look, and whether it is at the home category


@dataclass(frozen=True, slots=True)
class Market:
    """A few jobs on show, a few readers, and the sessions of a day."""

    published: list[float]  # by place on show
    points: list[tuple[int, int, int]]  # shelf, bits, place on show
    people: list[tuple[int, int, int]]  # home, second category, filter of each worker
    sessions: list[tuple[int, float, list[Row]]]  # worker, moment, its looks
    known: set[tuple[int, int]]  # worker, row of the job

    def read(self) -> tuple[list[int], list[int], list[int]]:
        """What the loop makes of it."""
        shown = np.zeros(len(self.published), reading.SHOWN)
        shown["published"], shown["job"] = self.published, JOBS[: len(self.published)]
        shelf, owner = (np.array([point[part] for point in self.points], np.int64) for part in (0, 2))
        bits = np.array([point[1] for point in self.points], np.uint64)
        points, owners, starts, table = wheels.set_out(shelf, bits, owner, CATEGORIES * FILTERS)
        looks = [rows for _, _, rows in self.sessions]
        shape = len(looks), len(looks[0]) if looks else 2
        shelves = [
            [self.people[worker][2] * CATEGORIES + self.people[worker][not at_home] for _, at_home in rows]
            for worker, _, rows in self.sessions
        ]
        worker = np.array([worker for worker, _, _ in self.sessions], np.int64)
        known = np.array(sorted((worker << 32) + job for worker, job in self.known), np.int64)
        met, session, place = reading.looks(
            np.array([[bits for bits, _ in rows] for rows in looks], np.uint64).reshape(shape),
            np.array(shelves, np.int64).reshape(shape),
            np.array([moment for _, moment, _ in self.sessions]),
            reading.read(worker, shown, known),
            shown,
            points,
            owners,
            starts,
            table,
        )
        return met.tolist(), session.tolist(), place.tolist()

    def read_slowly(self) -> tuple[list[int], list[int], list[int]]:
        """The same, one row after the other."""
        met, new = [0] * len(self.published), list[tuple[int, int]]()
        for session, (worker, moment, rows) in enumerate(self.sessions):
            home, second, filtered = self.people[worker]
            memory = {job for reader, job in self.known if reader == worker}
            for bits, at_home in rows:
                place = self.next(filtered * CATEGORIES + (home if at_home else second), bits)
                if place is None or self.published[place] > moment:
                    continue
                met[place] += 1
                if JOBS[place] not in memory:
                    memory.add(JOBS[place])
                    new.append((session, place))
        return met, [session for session, _ in new], [place for _, place in new]

    def next(self, shelf: int, bits: int) -> int | None:
        """The place on show that a look lands on."""
        here = sorted((point[1:] for point in self.points if point[0] == shelf), key=lambda point: point[0])
        places = [place for point, place in here if point > bits] + [place for _, place in here]
        return places[0] if places else None


@st.composite
def markets(draw: st.DrawFn) -> Market:
    """Few jobs and many looks, so that readers meet a job twice, or one that they know, or that comes later."""
    jobs, rows = draw(st.integers(0, len(JOBS))), draw(st.integers(1, 8))
    shelves = st.integers(0, CATEGORIES * FILTERS - 1)
    points = st.tuples(shelves, st.integers(0, TOP), st.integers(0, jobs - 1))
    person = st.tuples(st.integers(0, CATEGORIES - 1), st.integers(0, CATEGORIES - 1), st.integers(0, FILTERS - 1))
    look = st.tuples(st.integers(0, TOP), st.booleans())
    session = st.tuples(st.sampled_from(TIMES), st.lists(look, min_size=rows, max_size=rows))
    who = draw(st.lists(st.integers(0, WORKERS - 1), unique=True))
    pair = st.tuples(st.integers(0, WORKERS - 1), st.one_of(st.sampled_from(JOBS), st.integers(0, 25)))
    return Market(
        published=[draw(st.sampled_from((*TIMES, np.inf))) for _ in range(jobs)],
        points=draw(st.lists(points, max_size=20)) if jobs else [],
        people=draw(st.lists(person, min_size=WORKERS, max_size=WORKERS)),
        sessions=[(worker, *draw(session)) for worker in sorted(who)],
        known=draw(st.sets(pair, max_size=12)),
    )


HIGH, LOW = 3 << 62, 1 << 62
SMALL = Market(
    published=[1.0, 1.5, 1.0],
    points=[(0, HIGH, 0), (0, LOW, 1), (1, LOW, 2), (3, LOW, 0)],
    people=[(0, 1, 0), (0, 2, 0), (0, 1, 1)],
    sessions=[
        (0, 1.5, [(HIGH, True), (LOW, True), (0, False), (5, True)]),
        (1, 1.25, [(HIGH, True), (LOW, True), (0, False), (LOW, True)]),
        (2, 1.25, [(HIGH, True), (LOW, True), (0, False), (5, True)]),
    ],
    known={(0, 9), (0, 5), (1, 9), (2, 5), (3, 4)},
)


def test_three_sessions_by_hand() -> None:
    """Worker 0 reads job 1 (known), 0, 2 (known) and 1 again; worker 1 comes before job 1, and finds 0 twice and an
    empty shelf; behind the filter of worker 2 only job 0 is left, three times, and an empty shelf.
    """
    assert SMALL.read() == ([1 + 2 + 3, 2, 1], [0, 1, 2], [0, 0, 0])


@given(markets())
@example(SMALL)
def test_sessions_read_as_one_would_row_by_row(market: Market) -> None:
    assert market.read() == market.read_slowly()


PULL = (0.25, 0.5, 2.0)  # log-odds of the marks, like all numbers below parts of two: their sums are exact
DOUBLE = (0.5, 1.0, 4.0)
PLAIN = (False, False, False)

Job = tuple[bool, bool, bool, float]  # verified, certified, order rule; log-odds for everybody
Worth = tuple[float, float, float]  # of the marks to a worker


@dataclass(frozen=True, slots=True)
class Pages:
    """Jobs on show, and sessions of workers to whom their marks are worth more or less."""

    jobs: list[Job]
    worths: list[Worth]
    pages: list[tuple[int, int]]  # worker, place on show: those of a session stand together
    taste: list[float]

    def draw(self, visits: Sequence[bool]) -> list[float]:
        """How the loop says that they draw. Some readers visit the profile, too: there all draws twice as much."""
        worker, place, shown, alike, worths = self._columns()
        page, profile = (PULL, alike), (DOUBLE, 2 * alike)
        return reading.drawn(worker, place, np.array(visits, np.bool_), shown, page, profile, worths).tolist()

    def open(self, opens: int) -> list[bool]:
        """Which ones the loop opens."""
        worker, place, shown, alike, worths = self._columns()
        taste = np.array(self.taste, np.float64)
        return reading.best(worker, place, shown, (PULL, alike), worths, taste, opens).tolist()

    def _columns(
        self,
    ) -> tuple[
        NDArray[np.int64],
        NDArray[np.int64],
        reading.Shown,
        NDArray[np.float64],
        tuple[NDArray[np.float32], NDArray[np.float32], NDArray[np.float32]],
    ]:
        shown = np.zeros(len(self.jobs), reading.SHOWN)
        for part, mark in enumerate(("verified", "certified", "rule")):
            shown[mark] = [job[part] for job in self.jobs]
        worker, place = (np.array([page[part] for page in self.pages], np.int64) for part in (0, 1))
        one, other, third = (np.array([worth[part] for worth in self.worths], np.float32) for part in range(3))
        return worker, place, shown, np.array([job[3] for job in self.jobs]), (one, other, third)

    def draw_slowly(self) -> list[float]:
        """How they draw, added up mark by mark."""
        return [
            sum(self.jobs[place][part] * PULL[part] * self.worths[worker][part] for part in range(3))
            + self.jobs[place][3]
            for worker, place in self.pages
        ]

    def open_slowly(self, opens: int) -> list[bool]:
        """A session opens a page unless it likes so many others better."""
        opened, liking = list[bool](), np.add(self.draw_slowly(), self.taste)
        for _, session in groupby(zip(self.pages, liking, strict=True), key=lambda row: row[0][0]):
            likings = [each for _, each in session]
            opened += [sum(other > each for other in likings) < opens for each in likings]
        return opened


quarters = st.integers(-8, 8).map(lambda number: number / 4)


@st.composite
def readers(draw: st.DrawFn) -> Pages:
    """Numbers of few values, so that many pages are liked alike."""
    jobs = draw(st.lists(st.tuples(st.booleans(), st.booleans(), st.booleans(), quarters), min_size=1, max_size=6))
    sizes = draw(st.lists(st.integers(0, 7), min_size=4, max_size=4))
    pages = [(worker, draw(st.integers(0, len(jobs) - 1))) for worker, size in enumerate(sizes) for _ in range(size)]
    worths = draw(st.lists(st.tuples(quarters, quarters, quarters), min_size=4, max_size=4))
    return Pages(jobs, worths, pages, [draw(quarters) for _ in pages])


def test_a_page_draws_by_its_marks_as_the_reader_values_them() -> None:
    jobs: list[Job] = [(True, True, True, 0.0), (True, False, False, 1.0), (False, True, False, -1.0), (*PLAIN, 0.5)]
    pages = [(0, 0), (1, 0), (1, 1), (0, 2), (1, 2), (1, 3)]
    read = Pages(jobs, [(1.0, 1.0, 1.0), (2.0, 0.0, 0.5)], pages, [])
    assert read.draw([False] * 6) == [2.75, 0.5 + 1.0, 1.0 + 0.5, -1.0 + 0.5, -1.0, 0.5]
    assert read.draw([True, False, True, True, False, False]) == [5.5, 1.5, 3.0, -1.0, -1.0, 0.5]


@given(readers())
def test_a_page_draws_as_its_marks_add_up(pages: Pages) -> None:
    visits = [taste > 0 for taste in pages.taste]
    assert pages.draw(visits) == [(1 + sees) * draws for sees, draws in zip(visits, pages.draw_slowly(), strict=True)]


def test_the_best_by_hand() -> None:
    """By marks and taste: worker 0 likes its pages 0.75, 0.5 and 0.625, worker 2 its 0.75 all alike."""
    jobs: list[Job] = [(True, True, False, 0.0), (*PLAIN, 0.5), (*PLAIN, 0.0)]
    rows, taste = [(0, 0), (0, 1), (0, 2), (1, 2), (2, 0), (2, 1), (2, 2)], [0.0, 0.0, 0.625, -9.0, 0.0, 0.25, 0.75]
    pages = Pages(jobs, [(1.0, 1.0, 1.0)] * 3, rows, taste)
    assert pages.open(2) == [True, False, True, True, True, True, True]
    assert pages.open(1) == [True, False, False, True, True, True, True]


@given(readers(), st.integers(1, 5))
def test_a_session_opens_the_best_it_reads(pages: Pages, opens: int) -> None:
    assert pages.open(opens) == pages.open_slowly(opens)
