"""Watching: texts on their way to workers pass the message watch, honest and luring ones alike (R-07, L-19…L-28)."""

import numpy as np

from policies.records import Action, Channel, Kind, Stage
from policies.text import Texts
from sim import observe
from sim.arrays import F64, I64, Bool
from sim.state.codes import Duty
from sim.state.events import StaffWorked, Stopped
from sim.state.log import Log
from sim.state.people import Clients
from sim.today import Today


def judged(log: Log, *, sender: I64, text: I64, channel: I64, stage: I64, clients: Clients, today: Today) -> I64:
    """(n,) Action of the watch on these text codes from client rows `sender`. People read what is held."""
    texts = Texts(text, today.lexicon.vocabulary)
    findings = today.platform.guidelines.findings(texts, stage, today.date)
    verdicts = today.platform.message_watch.verdicts(observe.messages(clients, sender, texts, findings, channel, stage))
    held = np.count_nonzero(verdicts.action == Action.REVIEW)
    log.add(StaffWorked(today.day, Duty.MESSAGE_WATCH, held * today.world.overseeing.message_minutes / 60))
    return verdicts.action


def stop(
    clients: Clients, log: Log, *, worker: I64, client: I64, job: I64, time: F64, channel: I64, tactic: I64
) -> None:
    """Put on file that (n,) texts did not reach their reader."""
    np.add.at(clients.stopped, client, 1)
    log.add(Stopped(time, worker, client, job, tactic, channel))


def delivered(
    clients: Clients,
    log: Log,
    *,
    worker: I64,
    client: I64,
    job: I64,
    time: F64,
    text: I64,
    channel: Channel,
    today: Today,
) -> Bool:
    """(n,) which honest texts before a contract get through. What is held is read and passed on."""
    channels, before = np.full(len(text), int(channel)), np.full(len(text), int(Stage.BEFORE))
    action = judged(log, sender=client, text=text, channel=channels, stage=before, clients=clients, today=today)
    out = action == Action.STOP
    stop(
        clients,
        log,
        worker=worker[out],
        client=client[out],
        job=job[out],
        time=time[out],
        channel=channels[out],
        tactic=np.full(np.count_nonzero(out), int(Kind.NONE)),
    )
    return ~out
