"""Publication: screening's verdicts, two desks that never close, and the moment a posting appears (M-07…M-10, M-26)."""

import numpy as np

from policies.records import Action, Stage
from policies.text import Texts
from sim import observe
from sim.arrays import F64, I64, U64, Bool
from sim.choices.reviewing import gives_up
from sim.rings.tactics import Pace
from sim.state.draws import Purpose
from sim.state.log import Event, Log, Reason
from sim.state.people import Clients
from sim.state.trade import Jobs, JobState
from sim.today import Today


class Desk:
    """People who take cases in the order they come, each for the same time, day and night (a G/D/c queue)."""

    def __init__(self) -> None:
        self._free = np.zeros(0)

    def serve(self, arrivals: F64, people: int, minutes: float) -> F64:
        """(n,) moments in days, in any order → (n,) moments when each is done. No people: no wait, nothing is read.

        Nothing may come before what came in an earlier call. Where the number of people has changed, the work that is
        left is shared out evenly among them; what has been promised stays.
        """
        if people == 0 or len(arrivals) == 0:
            return arrivals.copy()
        if people != len(self._free):
            now = arrivals.min()
            self._free = np.full(people, now + np.maximum(self._free - now, 0.0).sum() / people)
        self._free.sort()
        order = np.argsort(arrivals, kind="stable")
        service = minutes / (24 * 60)
        rounds = -(-len(arrivals) // people)
        padded = np.full(rounds * people, np.inf)
        padded[: len(arrivals)] = arrivals[order]
        lanes = padded.reshape(rounds, people)  # equal times: the k-th case goes to person k mod c
        steps = service * np.arange(rounds)[:, None]
        starts = np.maximum(np.maximum.accumulate(lanes - steps, axis=0), self._free) + steps
        done = np.empty(len(arrivals))
        done[order] = (starts + service).reshape(-1)[: len(arrivals)]
        finite = np.where(np.isfinite(starts), starts + service, -np.inf)
        self._free = np.maximum(self._free, finite.max(axis=0, initial=-np.inf))
        return done


def publication(
    jobs: Jobs, clients: Clients, log: Log, *, fresh: I64, checkers: Desk, reviewers: Desk, quotes: F64, today: Today
) -> tuple[I64, I64]:
    """Bring the fresh job rows before the desks; pass the verdicts that fall today → job rows published, suspended."""
    if len(fresh):
        _examine(jobs, clients, log, fresh, checkers, reviewers, quotes, today)
    due = np.flatnonzero((jobs.state == JobState.WAITING) & (jobs.judged < today.day + 1))
    client, moment, stopped = jobs.client[due], jobs.judged[due], jobs.condemned[due]
    wrong = due[stopped & (jobs.true_what[due] == 0)]
    _suspend(jobs, clients, log, due[stopped])

    lag = (moment - jobs.created[due]) * 24
    honest = jobs.true_what[due] == 0
    hurry = today.draws.uniform(Purpose.HURRY, jobs.key[due])
    gone = ~stopped & honest & gives_up(lag, clients.true_hurry[client], hurry, today.world.reviewing)
    jobs.state[due[gone]] = JobState.CLOSED
    out = ~stopped & ~gone
    _publish(jobs, log, due[out], moment[out], lag[out], today)
    _leave(clients, jobs, log, jobs.client[wrong], jobs.key[wrong], today)
    return due[out & (jobs.state[due] == JobState.OPEN)], due[stopped]


def _examine(
    jobs: Jobs, clients: Clients, log: Log, fresh: I64, checkers: Desk, reviewers: Desk, quotes: F64, today: Today
) -> None:
    """What becomes of the fresh job rows, and when they leave the desks."""
    screening = today.platform.screening
    text = Texts(jobs.text[fresh], today.lexicon.vocabulary)
    findings = today.platform.guidelines.findings(text, np.full(len(fresh), int(Stage.BEFORE)), today.date)
    quote = quotes[jobs.category[fresh], jobs.format[fresh]]
    verdicts = screening.verdicts(observe.postings(jobs, clients, fresh, text, findings, quote))
    client, what, created = jobs.client[fresh], jobs.true_what[fresh], jobs.created[fresh]
    log.add(Event.SCREENED, created, client=client, job=fresh, what=what, how=verdicts.action, value=verdicts.score)

    read = verdicts.action >= Action.REVIEW
    done = checkers.serve(created, screening.checkers, screening.check_minutes)
    done[read] = reviewers.serve(done[read], screening.reviewers, screening.review_minutes)
    jobs.judged[fresh] = done
    jobs.condemned[fresh] = _condemned(
        verdicts.action, today.lexicon.betrays[jobs.text[fresh]], jobs.key[fresh], screening.reviewers > 0, today
    )
    hours = (
        len(fresh) * screening.check_minutes * (screening.checkers > 0)
        + read.sum() * screening.review_minutes * (screening.reviewers > 0)
    ) / 60
    log.add(Event.STAFF, today.day, how=0, value=float(hours))


def _suspend(jobs: Jobs, clients: Clients, log: Log, rows: I64) -> None:
    client = jobs.client[rows]
    jobs.state[rows] = JobState.SUSPENDED
    np.add.at(clients.upheld, client, 1)
    np.add.at(clients.stopped, client, 1)
    log.add(Event.SUSPENDED, jobs.judged[rows], client=client, job=rows, what=jobs.true_what[rows])


def _condemned(action: I64, betrays: F64, keys: U64, staffed: bool, today: Today) -> Bool:
    """(n,) is the posting suspended once a person has read it? Nobody there: the machine's word stands."""
    reviewing = today.world.reviewing
    stopped = action == Action.STOP
    if not staffed:
        return stopped
    alarm = np.where(stopped, reviewing.anchored_alarm, reviewing.false_alarm)
    condemns = today.draws.uniform(Purpose.REVIEW, keys) < np.maximum(alarm, reviewing.recall * betrays)
    return (action >= Action.REVIEW) & condemns


def _publish(jobs: Jobs, log: Log, rows: I64, moment: F64, lag: F64, today: Today) -> None:
    posting, hiring, draws = today.world.posting, today.world.hiring, today.draws
    keys, client = jobs.key[rows], jobs.client[rows]
    jobs.published[rows] = moment
    jobs.state[rows] = JobState.OPEN
    jobs.closes[rows] = moment + posting.open_days * (0.5 + draws.uniform(Purpose.JOB_OPEN_DAYS, keys))
    comes_back = draws.uniform(Purpose.ABANDONED, keys) >= hiring.abandons
    first_look = moment + hiring.patience * (0.5 + draws.uniform(Purpose.JOB_PATIENCE, keys))
    jobs.decides[rows] = np.where(comes_back | (jobs.true_pace[rows] == Pace.AFTER_CONTRACT), first_look, np.inf)
    log.add(Event.PUBLISHED, moment, client=client, job=rows, what=jobs.true_what[rows], value=lag)


def _leave(clients: Clients, jobs: Jobs, log: Log, offended: I64, keys: U64, today: Today) -> None:
    """Honest clients whose posting was suspended; some leave for good and take their postings with them."""
    leaves = today.draws.uniform(Purpose.OFFENDED, keys) < today.world.reviewing.offended
    gone = np.unique(offended[leaves & ~clients.left[offended]])
    clients.left[gone] = True
    jobs.state[jobs.live() & clients.left[jobs.client]] = JobState.CLOSED
    log.add(Event.CLIENT_LEFT, today.day + 1, client=gone, what=clients.true_type[gone], how=Reason.SUSPENDED)
