"""Study of staff: more and fewer people at desks, in plausible worlds."""

from collections.abc import Sequence

from docs.studies.changes import Change, carry_out_all
from experiments.questions.compare.ask import compared
from experiments.questions.compare.comparison import Comparison
from experiments.runs.keeping import UNKEPT, Keeping
from experiments.runs.pools import SERIAL, Engine
from experiments.runs.watch import Watch, unwatched
from experiments.runs.work import Measurements
from experiments.runs.works import MEASUREMENTS, Work
from experiments.runs.worlds import PLAUSIBLE, Worlds

SEEDS = range(32)  # fixed: a table must not depend on who makes it
MARKET = "production"
REGIMES = ("world.rings=frozen", "world.rings=adapting")
PROPOSALS = {
    "fire both screening desks": ("platform.screening.checkers=0", "platform.screening.reviewers=0"),
    "half the checkers": ("platform.screening.checkers=2",),
    "twice the checkers": ("platform.screening.checkers=8",),
    "a glance at every posting": ("platform.screening.check_at=0",),
    "a full shift at night": ("platform.screening.night_staff=1", "platform.message_watch.night_staff=1"),
    "three case readers for ten": ("platform.enforcement.case_readers=3",),
    "thirty case readers for ten": ("platform.enforcement.case_readers=30",),
    "hold every text with any finding": (
        "platform.message_watch.warn_at=0.001",
        "platform.message_watch.hold_at=0.001",
    ),
}


def staff(
    engine: Engine = SERIAL,
    watch: Watch = unwatched,
    keeping: Keeping = UNKEPT,
    *,
    worlds: Worlds = PLAUSIBLE,
    seeds: Sequence[int] = SEEDS,
    work: Work[Measurements] = MEASUREMENTS,
) -> dict[str, tuple[Comparison, ...]]:
    """Compare every proposal with the market as it is, in both regimes, by name. Raise Crashed, BadInput."""
    platforms = [(), *PROPOSALS.values()]
    sides = [Change(MARKET, (*changes, rings)).side() for rings in REGIMES for changes in platforms]
    batch = carry_out_all(sides, seeds, work, what="staff", worlds=worlds, keeping=keeping, engine=engine, watch=watch)
    starts = range(0, len(sides), len(platforms))
    return {
        name: tuple(compared(batch, start, start + place) for start in starts)
        for place, name in enumerate(PROPOSALS, start=1)
    }
