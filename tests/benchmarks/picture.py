"""Picture of what a day costs, by the size of the market."""

from collections.abc import Sequence

from tests.benchmarks.figures import ROOT

PICTURE = ROOT / "build" / "cost-of-a-day.png"


def draw(days: Sequence[tuple[int, float]]) -> None:
    """Draw workers and seconds a day, both on logarithmic axes, beside a market that costs nothing but its people."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(6, 4), layout="constrained")
    axes = figure.subplots()
    workers, seconds = zip(*days, strict=True)
    axes.loglog(workers, [each * 1e3 for each in seconds], "o-")
    a_worker = seconds[-1] * 1e3 / workers[-1]
    axes.loglog(workers, [a_worker * each for each in workers], ":", color="grey", label="as the largest, a worker")
    axes.set(xlabel="workers, with or without a session lately", ylabel="CPU time a day, ms")
    axes.legend(frameon=False)
    PICTURE.parent.mkdir(exist_ok=True)
    figure.savefig(PICTURE, dpi=120)
