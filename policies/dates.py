"""Dates as rules count them: whole days since 1970-01-01."""

import datetime

EPOCH = datetime.date(1970, 1, 1)


def days(date: datetime.date) -> int:
    """Days since 1970-01-01."""
    return (date - EPOCH).days
