import sys
from pathlib import Path

from experiments.questions.gate.crashes import brief, rest

LIBRARY = "/tmp/policylab-gate-ab12/head"
TOLD = f"""Traceback (most recent call last):
  File "{LIBRARY}/policies/boundary.py", line 114, in answer
    answer = self.method(*given)
  File "{LIBRARY}/house/first.py", line 1, in first
    second()
    ~~~~~~^^
  File "{LIBRARY}/house/second.py", line 2, in second
    third()
  File "/work/lib/yen.py", line 3, in third
    fourth()
  File "{sys.prefix}/lib/python3.13/site-packages/numpy/core.py", line 4, in mean
    raise
  File "{Path.cwd()}/src/house/fourth.py", line 5, in fourth
    1 / 0
ZeroDivisionError: division by zero

The above exception was the direct cause of the following exception:

Traceback (most recent call last):
  File "{LIBRARY}/experiments/runs/engine.py", line 80, in _attempt
    return Outcome(work(run), None, time.perf_counter() - started)
  File "{LIBRARY}/policies/boundary.py", line 117, in answer
    raise Misbehaved("…") from error
policies.boundary.Misbehaved: screening of house.House: verdicts() about 14 rows: ZeroDivisionError: division by zero
and a second line
"""


def test_a_crash_shows_its_error_then_its_last_places_in_policies() -> None:
    assert brief(TOLD).splitlines() == [
        "screening of house.House: verdicts() about 14 rows: ZeroDivisionError: division by zero",
        "and a second line",
        "  house/second.py:2, in second",
        "    third()",
        "  /work/lib/yen.py:3, in third",
        "    fourth()",
        "  src/house/fourth.py:5, in fourth",
        "    1 / 0",
        rest(),
    ]


def test_a_mistake_of_syntax_is_told_with_its_place() -> None:
    message = f'''Traceback (most recent call last):
  File "{LIBRARY}/experiments/questions/gate/side.py", line 40, in main
    serve(questions, tell)
  File "{LIBRARY}/house/lines.py", line 7
    LINE = (
           ^
SyntaxError: '(' was never closed
'''
    assert brief(message).splitlines() == [
        "SyntaxError: '(' was never closed",
        "  house/lines.py:7",
        "    LINE = (",
        rest(),
    ]


def test_what_is_no_traceback_is_told_as_it_is() -> None:
    assert brief("its process ended with exit code 9") == "its process ended with exit code 9"


def test_of_a_crash_in_no_policy_the_last_words_alone_are_told() -> None:
    message = (
        f'Traceback (most recent call last):\n  File "{LIBRARY}/sim/day.py", line 1, in day\n    x\nNameError: x\n'
    )
    assert brief(message).splitlines() == ["NameError: x", rest()]
