"""Watching: texts on their way to workers pass the message watch, honest and luring ones alike (R-07, L-19…L-28)."""

import numpy as np

from policies.records import Action, Stage
from policies.text import Texts
from sim import observe
from sim.arrays import F64, I64, Bool
from sim.state.log import Event, Log
from sim.state.people import Clients
from sim.today import Today


def judged(clients: Clients, log: Log, sender: I64, text: I64, channel: I64, stage: I64, *, today: Today) -> I64:
    """(n,) Action of the watch on these text codes from client rows `sender`. People read what is held."""
    texts = Texts(text, today.lexicon.vocabulary)
    findings = today.platform.guidelines.findings(texts, stage, today.date)
    verdicts = today.platform.message_watch.verdicts(
        observe.messages(clients, sender, texts, findings, channel, stage)
    )
    held = np.count_nonzero(verdicts.action == Action.REVIEW)
    log.add(Event.STAFF, today.day, how=1, value=held * today.world.overseeing.message_minutes / 60)
    return verdicts.action


def stop(
    clients: Clients, log: Log, client: I64, worker: I64, job: I64, time: F64, channel: I64, what: I64 | int = 0
) -> None:
    """Put on file that (n,) texts did not reach their reader."""
    np.add.at(clients.stopped, client, 1)
    log.add(Event.STOPPED, time, worker=worker, client=client, job=job, what=what, how=channel)


def screened(
    clients: Clients, log: Log, client: I64, worker: I64, job: I64, time: F64, text: I64, channel: int, *, today: Today
) -> Bool:
    """(n,) which honest texts before a contract get through. What is held is read and passed on."""
    channels = np.full(len(text), channel)
    action = judged(clients, log, client, text, channels, np.full(len(text), int(Stage.BEFORE)), today=today)
    out = action == Action.STOP
    stop(clients, log, client[out], worker[out], job[out], time[out], channels[out])
    return ~out
