"""Publication: screening's verdicts, two desks, and the moment a posting appears (M-07…M-10, M-26)."""

import numpy as np

from policies.records import Action, Kind, Stage
from policies.text import Texts
from sim import observe
from sim.acts.reading import read
from sim.acts.telling import tell
from sim.acts.trusting import lose
from sim.arrays import F64, I64, tally
from sim.choices import reviewing
from sim.choices.common import evenly
from sim.rings.tactics import Pace
from sim.state.codes import Duty, JobState
from sim.state.desk import Desk
from sim.state.events import Published, Screened, Suspended
from sim.state.log import Log
from sim.state.people import Clients
from sim.state.purposes import Purpose
from sim.state.trade import Jobs
from sim.today import Today


def publication(
    clients: Clients, jobs: Jobs, checkers: Desk, reviewers: Desk, log: Log, *, drafted: I64, quotes: F64, today: Today
) -> tuple[I64, I64]:
    """Bring the drafted job rows before the desks; pass the verdicts that fall today → rows published, suspended."""
    if len(drafted):
        _examine(jobs, checkers, reviewers, log, rows=drafted, clients=clients, quotes=quotes, today=today)
    _withdraw(jobs, clients=clients)
    due = jobs.waiting()
    due = due[jobs.judged[due] < today.day + 1]
    stopped, honest = jobs.condemned[due], jobs.true_tactic[due] == Kind.NONE
    lawful = jobs.true_violation[due] == Kind.NONE
    _suspend(clients, jobs, log, rows=due[stopped])

    lag = (jobs.judged[due] - jobs.created[due]) * 24
    hurry = clients.true_hurry[jobs.client[due]]
    luck = today.draws.uniform(Purpose.HURRY, jobs.key[due])
    gone = ~stopped & honest & reviewing.gives_up(lag, hurry, luck, today.world.reviewing)
    jobs.state[due[gone]] = JobState.CLOSED
    out = ~stopped & ~gone
    _publish(clients, jobs, log, rows=due[out], lag=lag[out], today=today)
    learning, client = today.world.learning, jobs.client[due]
    lose(clients, client[stopped & lawful], learning.trust_lost_stopped)
    lose(clients, client[gone], learning.trust_lost_unfilled)
    return due[out], due[stopped]


def _examine(
    jobs: Jobs, checkers: Desk, reviewers: Desk, log: Log, *, rows: I64, clients: Clients, quotes: F64, today: Today
) -> None:
    """Decide what becomes of these drafted jobs, and when they leave the desks."""
    screening = today.platform.screening
    text = Texts(jobs.text[rows], today.lexicon.vocabulary)
    findings = today.findings(text, np.full(len(rows), int(Stage.BEFORE)))
    quote = quotes[jobs.category[rows], jobs.format[rows]] * jobs.size[rows]
    verdicts = screening.verdicts(observe.postings(jobs, clients, rows, text, findings, quote))
    created = jobs.created[rows]
    log.add(Screened(created, jobs.client[rows], rows, jobs.true_tactic[rows], verdicts.action, verdicts.score))

    numbers, keys, fine = today.world.reviewing, jobs.key[rows], today.world.search.too_good_from
    plain = reviewing.plain(today.lexicon.betrays[jobs.text[rows]], jobs.fee[rows], quote, fine, numbers)
    done, noticed = created.copy(), np.zeros(len(rows), np.bool_)
    checked = np.flatnonzero(~(verdicts.score < screening.check_at))
    done[checked], noticed[checked] = read(
        checkers,
        log,
        arrivals=created[checked],
        minutes=screening.check_minutes * reviewing.lingers(verdicts.score[checked], screening.review_at, numbers),
        people=screening.checkers,
        betrays=plain[checked],
        recall=numbers.glance_recall,
        alarm=numbers.glance_false_alarm,
        luck=today.draws.uniform(Purpose.GLANCE, keys[checked]),
        duty=Duty.SCREENING,
        today=today,
        night=screening.night_staff,
    )
    stopped, broken = verdicts.action == Action.STOP, jobs.true_violation[rows] != Kind.NONE
    on = np.flatnonzero(noticed | (verdicts.action >= Action.REVIEW))
    done[on], condemned = read(
        reviewers,
        log,
        arrivals=done[on],
        minutes=np.full(len(on), screening.review_minutes),
        people=screening.reviewers,
        betrays=reviewing.pointed_out(np.where(noticed & broken, 1.0, plain), verdicts.score, broken)[on],
        recall=np.where(stopped | noticed, reviewing.suspended_recall(numbers), numbers.recall)[on],
        alarm=np.where(stopped | noticed, numbers.suspended_false_alarm, numbers.false_alarm)[on],
        luck=today.draws.uniform(Purpose.REVIEW, keys[on]),
        duty=Duty.SCREENING,
        today=today,
        night=screening.night_staff,
    )
    jobs.judged[rows] = done
    jobs.condemned[rows] = stopped | noticed  # where nobody reads, the word of machine and checker stands
    if screening.reviewers > 0:
        jobs.condemned[rows[on]] = condemned


def _suspend(clients: Clients, jobs: Jobs, log: Log, *, rows: I64) -> None:
    client = jobs.client[rows]
    jobs.state[rows] = JobState.SUSPENDED
    tally(clients.upheld, client)
    tally(clients.stopped, client)
    tell(clients, client)
    log.add(Suspended(jobs.judged[rows], client, rows, jobs.true_tactic[rows]))


def _publish(clients: Clients, jobs: Jobs, log: Log, *, rows: I64, lag: F64, today: Today) -> None:
    numbers, hiring, draws = today.world.posting, today.world.hiring, today.draws
    keys, moment = jobs.key[rows], jobs.judged[rows]
    jobs.published[rows] = moment
    jobs.state[rows] = JobState.OPEN
    jobs.closes[rows] = moment + evenly(
        numbers.open_days, numbers.open_spread, draws.uniform(Purpose.JOB_OPEN_DAYS, keys)
    )
    comes_back = draws.uniform(Purpose.ABANDONED, keys) >= clients.true_abandons[jobs.client[rows]]
    first_look = moment + evenly(
        hiring.first_look_days, hiring.first_look_spread, draws.uniform(Purpose.JOB_PATIENCE, keys)
    )
    jobs.decides[rows] = np.where(comes_back | (jobs.true_pace[rows] == Pace.AFTER_CONTRACT), first_look, np.inf)
    log.add(Published(moment, jobs.client[rows], rows, jobs.true_tactic[rows], lag))


def _withdraw(jobs: Jobs, *, clients: Clients) -> None:
    """Take down the postings of clients who have left for good."""
    live = jobs.live()
    jobs.state[live[clients.left[jobs.client[live]]]] = JobState.CLOSED
