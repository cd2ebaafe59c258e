"""Watching: texts on their way to workers pass the message watch, honest and luring ones alike (R-07, L-19…L-28)."""

import numpy as np

from policies.records import Action, Stage
from policies.text import Texts
from sim import observe
from sim.acts.reading import read
from sim.acts.telling import tell
from sim.acts.trusting import alarm, lose
from sim.arrays import F64, I64, Bool, tally
from sim.choices.luring import fade, puts_off
from sim.choices.reviewing import gives_up, pointed_out
from sim.compiled.groups import earlier
from sim.state.batch import picked
from sim.state.codes import Duty
from sim.state.desk import Desk
from sim.state.draws import key
from sim.state.events import Stopped, Warned
from sim.state.handover import Delivered, Letters
from sim.state.log import Log
from sim.state.people import Clients, Workers
from sim.state.purposes import Purpose
from sim.today import Today


def watched(clients: Clients, readers: Desk, log: Log, *, letters: Letters, today: Today) -> tuple[I64, F64, Bool]:
    """(n,) Action of the watch on these texts, (n,) when each arrives, (n,) which do not.

    What is held waits for a reader, who passes it on or takes it for a lure, rightly or wrongly.
    """
    rule, numbers, betrays = today.platform.message_watch, today.world.reviewing, _betrays(letters, today)
    texts = Texts(letters.text, today.lexicon.vocabulary)
    findings = today.findings(texts, letters.stage)
    seen = observe.messages(clients, letters.client, texts, findings, letters.channel, letters.stage)
    verdicts = rule.verdicts(seen)
    action = verdicts.action
    arrives, stopped = letters.time.copy(), action == Action.STOP
    held = np.flatnonzero(action == Action.REVIEW)
    arrives[held], stopped[held] = read(
        readers,
        log,
        arrivals=letters.time[held],
        minutes=np.full(len(held), rule.read_minutes),
        people=rule.readers,
        betrays=pointed_out(betrays, verdicts.score, betrays > 0)[held],
        recall=numbers.recall,
        alarm=numbers.false_alarm,
        luck=today.draws.uniform(Purpose.MESSAGE_REVIEW, letters.key[held], letters.channel[held]),
        duty=Duty.MESSAGE_WATCH,
        today=today,
        night=rule.night_staff,
    )
    tally(clients.upheld, letters.client[held[stopped[held]]])
    if stopped.any():
        stop(clients, log, letters=picked(letters, stopped))
    return action, arrives, stopped


def _betrays(letters: Letters, today: Today) -> F64:
    """(n,) how plainly a careful reader sees a violation, 0…1. A contact that is named before a contract is one."""
    early = (letters.stage == Stage.BEFORE) & today.lexicon.names_contact(letters.text)
    return np.where(early, 1.0, today.lexicon.betrays[letters.text])


def stop(clients: Clients, log: Log, *, letters: Letters) -> None:
    """Put on file that these did not reach their reader."""
    tally(clients.stopped, letters.client)
    log.add(Stopped(letters.time, letters.worker, letters.client, letters.job, letters.tactic, letters.channel))


def warn(workers: Workers, log: Log, *, letters: Letters, today: Today) -> None:
    """A warning stands beside these: workers grow careful and trust less, the less the more warnings they have seen.

    Each has seen those before it, of this call too.
    """
    world, worker = today.world, letters.worker
    effect = fade(workers.warned[worker] + earlier(worker), world.luring)
    alarm(workers, worker, world.learning.caution_after_warning * effect)
    lose(workers, worker, world.learning.trust_lost_lure * effect)
    tally(workers.warned, worker)
    log.add(Warned(letters.time, letters.worker, letters.client, letters.job, letters.tactic, letters.channel))


def delivered(
    workers: Workers, clients: Clients, readers: Desk, log: Log, *, letters: Letters, today: Today
) -> Delivered:
    """Pass honest texts through the watch, and say which arrive.

    Clients lose patience with what is held, and take offence or learn the rule where it is stopped; workers hesitate
    under a warning. Clients see a warning too, and learn the rule by it where they broke one.
    """
    action, arrives, stopped = watched(clients, readers, log, letters=letters, today=today)
    draws, worker, each = today.draws, letters.worker, key(letters.key, letters.channel)
    hurry, lag = clients.true_hurry[letters.client], (arrives - letters.time) * 24
    impatient = gives_up(lag, hurry, draws.uniform(Purpose.WAITING, each), today.world.reviewing)
    warned = (action == Action.WARN) & ~workers.left[worker]
    put_off = puts_off(workers.warned[worker], draws.uniform(Purpose.PUT_OFF, each), today.world.luring)
    if warned.any():
        warn(workers, log, letters=picked(letters, warned), today=today)
    innocent = _betrays(letters, today) == 0
    wrongly = stopped & innocent
    lose(clients, letters.client[wrongly], today.world.learning.trust_lost_stopped)
    tell(clients, letters.client[stopped | warned & ~innocent])
    gone = ~stopped & (impatient | warned & put_off) | clients.left[letters.client]
    return Delivered(~stopped, gone, arrives)
