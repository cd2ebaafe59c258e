"""Rostering: who is on duty at the desks today, busy or not."""

from sim.choices.overseeing import NIGHT
from sim.state.codes import Duty
from sim.state.desk import on_duty
from sim.state.events import OnDuty
from sim.state.log import Log
from sim.today import Today


def rostering(log: Log, *, today: Today) -> None:
    """Checkers and reviewers, readers of the message watch and of cases. Who listens is counted at work alone."""
    screening, watch = today.platform.screening, today.platform.message_watch
    days = {
        Duty.SCREENING: (screening.checkers + screening.reviewers) * on_duty(screening.night_staff),
        Duty.MESSAGE_WATCH: watch.readers * on_duty(watch.night_staff),
        Duty.ENFORCEMENT: today.platform.enforcement.case_readers * on_duty(NIGHT),
    }
    log.add(OnDuty(today.day, list(days), [24 * each * today.world.part for each in days.values()]))
