"""The price of a run: measured seconds of one core, for forecasts and for ratios."""

START, A_WORKER = 2.55, 1.96e-5  # seconds of 120 days: that no worker adds to, and that each worker adds
DAYS = 120


def seconds(workers: float, days: int = DAYS) -> float:
    """Return the seconds that a run of so many registered workers and days takes on one idle core."""
    return (START + A_WORKER * workers) * days / DAYS
