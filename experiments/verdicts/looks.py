"""Planned looks at one question: all that they may err is spent before the first.

The first look has each world once; the second, by `--more`, adds a second luck in each. The headlines of both together
hold in 95 of 100 questions. The second look contains the runs of the first, so the correlation of their means is at
least √½, and the error of the second is as large as that leaves (Lan & DeMets 1983, Biometrika 70, 659–663).
"""

from typing import Literal

type Look = Literal[1, 2]

ERRORS: dict[Look, float] = {1: 0.04, 2: 0.015}  # of all headlines of a look together; one of the two looks errs: 0.05
LUCKS = 2  # in each world, at the second look
