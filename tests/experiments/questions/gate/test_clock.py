"""The clock of a repeated run, asked in a process of its own: none of its readings may be those of this one."""

import calendar
import subprocess
import sys
import time
from datetime import UTC, date, datetime
from itertools import pairwise
from typing import Any

import pytest

from experiments.questions.gate import clock
from experiments.questions.gate.clock import AHEAD, MEASURING

MOVED = """
import time, datetime
at = time.time()
from experiments.questions.gate import clock
clock.move()
"""


def test_moved_readings_stand_in_place_of_those_of_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """In this process, where modules of ours can be seen: readings of a day ago, so that 396 days remain."""
    methods: dict[tuple[type, str], Any] = {}
    real = {name: getattr(time, name) for name in dir(time)}
    day, day_ago, hour = 86_400.0, real["time"]() + AHEAD.total_seconds() - 86_400.0, 3_600
    with monkeypatch.context() as patch:
        for name, function in real.items():
            patch.setattr(time, name, function)  # to be put back
        patch.setattr(clock, "_replace_method", lambda kind, name, function: methods.update({(kind, name): function}))
        clock.move(day)
        readings = [time.time(), time.time_ns() / 1e9, time.clock_gettime(time.CLOCK_REALTIME)]
        readings += [calendar.timegm(time.gmtime()), calendar.timegm(time.gmtime(None)), time.mktime(time.localtime())]
        readings += [time.mktime(time.strptime(each)) for each in (time.ctime(), time.asctime())]
        readings += [float(time.strftime("%s")), methods[datetime, "now"](datetime).timestamp()]
        readings += [
            methods[datetime, "now"](datetime, UTC).timestamp(),
            methods[datetime, "today"](datetime).timestamp(),
        ]
        readings += [methods[datetime, "utcnow"](datetime).replace(tzinfo=UTC).timestamp()]
        measured = [getattr(time, name)() - real[name]() for name in MEASURING]
        measured += [(getattr(time, f"{name}_ns")() - real[f"{name}_ns"]()) / 1e9 for name in MEASURING]
        measured.append(time.clock_gettime(time.CLOCK_MONOTONIC) - real["monotonic"]())
        given = time.gmtime(0), time.strftime("%Y", time.gmtime(0)), time.asctime(time.gmtime(0))
        later = methods[date, "today"](date)
    assert readings[0] == pytest.approx(day_ago, abs=60)
    assert all(0.99 * hour < after - before < 2.01 * hour for before, after in pairwise(readings))
    assert measured == pytest.approx([AHEAD.total_seconds()] * 9, abs=60)
    assert (given[0].tm_year, *given[1:]) == (1970, "1970", "Thu Jan  1 00:00:00 1970")
    assert abs(later.toordinal() - date.fromtimestamp(readings[-1]).toordinal()) <= 1


def test_a_class_method_is_replaced_for_its_subclasses_too() -> None:
    class Day:
        @classmethod
        def today(cls) -> str:
            return "real"

    class Mine(Day):
        pass

    assert (Day.today(), Mine.today()) == ("real", "real")
    clock._replace_method(Day, "today", lambda cls: cls.__name__)
    assert (Day.today(), Mine.today()) == ("Day", "Mine")


def told(code: str) -> str:
    return subprocess.run(
        [sys.executable, "-c", MOVED + code], check=True, capture_output=True, text=True
    ).stdout.strip()


def test_every_clock_is_far_ahead_and_gains_an_hour_per_reading() -> None:
    readings = (
        "time.time()", "time.time_ns() / 1e9", "time.clock_gettime(time.CLOCK_REALTIME)",
        "time.mktime(time.localtime())", "time.mktime(time.strptime(time.ctime()))",
        "time.mktime(time.strptime(time.asctime()))",
        "time.mktime(time.strptime(time.strftime('%c'), '%c'))", "datetime.datetime.now().timestamp()",
        "datetime.datetime.now(datetime.UTC).timestamp()", "datetime.datetime.today().timestamp()",
        "datetime.datetime.utcnow().replace(tzinfo=datetime.UTC).timestamp()",
        "(datetime.date.today() - datetime.date(1970, 1, 1)).days * 86400",
    )  # fmt: skip
    output = told("".join(f"print(({each} - at) / 3600)\n" for each in readings))
    hours = [float(line) for line in output.splitlines() if "Warning" not in line]
    assert len(hours) == len(readings)
    assert all(each > 396 * 24 for each in hours)
    steps = [after - before for before, after in pairwise(hours[:11])]
    assert all(0.9 < step < 2.1 for step in steps)


def test_a_single_reading_differs_in_half_minute_minute_hour_and_day() -> None:
    moved = int(AHEAD.total_seconds())
    assert [moved // unit % 2 for unit in (1, 30, 60, 3_600, 86_400)] == [1] * 5
    assert moved // 43_200 % 2 == 1  # the other half of the day


def test_the_first_reading_is_ahead_of_the_first_process_whenever_that_began() -> None:
    moved = "real = time.time; clock.move(1000.0); print(time.time() - real())"
    bare = MOVED.replace("clock.move()\n", "") + moved
    output = subprocess.run([sys.executable, "-c", bare], check=True, capture_output=True, text=True).stdout
    assert float(output) == pytest.approx(AHEAD.total_seconds() - 1000, abs=1)


def test_times_of_files_and_of_the_process_use_the_real_clock() -> None:
    output = told(
        "from experiments.runs import hashes, imported; print(imported.BORN / 1e9 - at, hashes.time_ns() / 1e9 - at)"
    )
    assert all(abs(float(each)) < 60 for each in output.split())


def test_a_given_time_is_shown_unmoved_and_dates_keep_their_types() -> None:
    code = """
import pickle
day = datetime.date(2020, 8, 1)
class Mine(datetime.datetime): pass
assert time.gmtime(0).tm_year == 1970 and time.strftime("%Y", time.gmtime(0)) == "1970"
assert pickle.loads(pickle.dumps(day)) == day and type(day) is datetime.date and type(Mine.now()) is Mine
import numpy, pandas
assert pandas.Timestamp(day) == pandas.Timestamp(numpy.datetime64(day))
print("fine")
"""
    assert told(code) == "fine"


@pytest.mark.parametrize("half", [0, 1])
def test_half_minutes_come_as_often_even_as_odd(half: int) -> None:
    output = told("print([int(time.time() / 30) % 2 for _ in range(40)])")
    assert output.count(str(half)) > 8
    assert time.time() < 4e9


def test_a_command_runs_by_another_clock_in_one_process() -> None:
    code = (
        "import sys, time; sys.argv = ['clock', str(time.time() - 1000.0), 'runs', '--dry-run']; at = time.time()\n"
        "from experiments.questions.gate import clock; import runpy\n"
        "def command(name, **how):\n"
        "    print(name, how, sys.argv, time.time() - at, clock.pools.SERIAL.renewed())\n"
        "runpy.run_module = command; clock.main()"
    )
    output = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout
    head, moved, renewed = output.rsplit(maxsplit=2)
    assert head == "experiments {'run_name': '__main__', 'alter_sys': False} ['policylab', 'runs', '--dry-run']"
    assert float(moved) == pytest.approx(AHEAD.total_seconds() - 1000, abs=2)
    assert renewed == "None"
