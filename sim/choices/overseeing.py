"""How the office judges cases."""

from dataclasses import dataclass

from policies.numbers import Checked, number


@dataclass(frozen=True, slots=True)
class Overseeing(Checked):
    """How the office judges cases."""

    # fmt: off
    recall: float = number(0.8, "share", "of bad accounts with evidence that a reader recognises", 0.5, 0.95)
    false_alarm: float = number(0.04, "share", "of honest accounts with a case that a reader condemns", 0.01, 0.15)
    holder_recall: float = number(0.7, "share", "of accounts that changed hands are found where holders are checked", 0.3, 0.95)
    case_minutes: float = number(25.0, "minutes", "to read a case", 10.0, 60.0, most=10_080)
    # fmt: on
