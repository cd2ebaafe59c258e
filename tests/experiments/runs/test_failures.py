"""Runs that crashed are told in a line or two where a rule is to blame, and by their traceback where policylab is."""

import pytest

from experiments.runs.failures import Crashed, Failure, lines, told, where, whole

SENTENCE = "fee_alert of alerts.Below: alerts() about 2 rows: ZeroDivisionError: division by zero (alerts.py, line 15)"
TRACEBACK = f"""Traceback (most recent call last):
  File "/home/me/alerts.py", line 15, in alerts
    return 1 / 0
ZeroDivisionError: division by zero

The above exception was the direct cause of the following exception:

Traceback (most recent call last):
  File "/opt/policylab/policies/boundary.py", line 117, in answer
    raise complaint(said(error)) from error
policies.boundary.Misbehaved: {SENTENCE}
"""
UNCOVERED = TRACEBACK.replace("policies.boundary.Misbehaved", "experiments.runs.guard.Uncovered")
LATER = (
    f"{TRACEBACK}\nDuring handling of the above exception, another exception occurred:\n\nTraceback …\nOSError: full\n"
)
OURS = 'Traceback (most recent call last):\n  File "sim/day.py", line 1, in day\n    x\nNameError: x\n'
DIED = "The worker process died in this run."


@pytest.mark.parametrize(
    ("error", "shown"),
    [
        (TRACEBACK, SENTENCE),
        (UNCOVERED, SENTENCE),
        (f"{TRACEBACK}on the side of the candidate, strict\n", f"{SENTENCE}\non the side of the candidate, strict"),
        (LATER, LATER),
        (OURS, OURS),
        (DIED, DIED),
    ],
)
def test_a_mistake_of_a_rule_is_one_sentence_and_other_errors_full(error: str, shown: str) -> None:
    assert told(error).rstrip() == shown.rstrip()


def test_one_error_of_many_runs_is_told_once() -> None:
    failures = [Failure(name, seed, TRACEBACK) for seed in (7, 8) for name in ("old", "new", "new")]
    assert lines([*failures, Failure("new", 9, OURS)]) == [
        "old, seed 7 crashed:",
        f"  {SENTENCE}",
        "new, seed 9 crashed:",
        *(f"  {line}".rstrip() for line in OURS.split("\n")),
        "7 runs crashed, left out with their pairs: old/7,8; new/7,8,9",
    ]


def test_of_many_errors_three_are_told() -> None:
    failures = [Failure("old", seed, f"ValueError: {seed}") for seed in range(5)]
    assert lines(failures)[:-1] == [
        line for seed in range(3) for line in (f"old, seed {seed} crashed:", f"  ValueError: {seed}")
    ]


def test_where_nothing_crashed_nothing_is_told() -> None:
    assert (lines([]), where([])) == ([], "")


def test_what_must_be_whole_says_so_in_as_few_words() -> None:
    with pytest.raises(Crashed) as caught:
        whole(None, (Failure("old", 7, TRACEBACK),))
    assert str(caught.value) == f"old, seed 7 crashed:\n{SENTENCE}"
