"""Rostering: who is on duty at the desks today, busy or not."""

from sim.state.codes import Duty
from sim.state.desk import on_duty
from sim.state.events import OnDuty
from sim.state.log import Log
from sim.today import Today


def rostering(log: Log, *, today: Today) -> None:
    """Checkers and reviewers, and readers of the message watch. Who reads cases or listens is counted at work alone."""
    screening, watch = today.platform.screening, today.platform.message_watch
    days = (
        (screening.checkers + screening.reviewers) * on_duty(screening.night_staff),
        watch.readers * on_duty(watch.night_staff),
    )
    log.add(OnDuty(today.day, [Duty.SCREENING, Duty.MESSAGE_WATCH], [24 * each * today.world.part for each in days]))
