"""A trace in one sentence: people newly counted, people spared, and the effect on the metric."""

from fractions import Fraction

from experiments.language.messages import in_a_row, message, say, several
from experiments.printing.numbers import shown
from experiments.questions.trace.result import Trace

BECOME = {
    "exposed_per_10k": message("exposed"),
    "addressed_per_10k": message("addressed"),
    "read_lure_per_10k": message("met by a luring page"),
    "led_away_per_10k": message("led away"),
    "victims_per_10k": message("harmed"),
    "recruits_per_10k": message("recruited"),
    "accounts_sold_per_10k": message("parted from their accounts"),
}
NONE = "–"


def sentence(trace: Trace) -> str:
    """Return one sentence: people newly counted, people spared, and the effect on the metric."""
    become, (before, after) = say(BECOME[trace.metric.name]), trace.rates
    newly, spared = trace.people(1), trace.people(0)
    return say(
        "Of the same people {newly}, {spared}, {either}: {metric} {before} → {after} ({difference}).",
        newly=several(newly, "{count} is newly {become}", "{count} are newly {become}", become=become),
        spared=several(spared, "{count} is spared", "{count} are spared"),
        either=_either(trace, become),
        metric=trace.metric.name,
        before=shown(before, 2),
        after=shown(after, 2),
        difference=gap(trace.difference),
    )


def _either(trace: Trace, become: str) -> str:
    """Return the people who count on both sides, and how many of them by another path or at another time."""
    either = trace.either_way
    people = several(either.people, "{count} is {become} either way", "{count} are {become} either way", become=become)
    shifts = (
        (either.another_path, message("{count} by another path")),
        (either.earlier, message("{count} sooner")),
        (either.later, message("{count} later")),
    )
    moved = in_a_row(say(text, count=f"{count:,}") for count, text in shifts if count)
    return say("{people} ({moved})", people=people, moved=moved) if moved else people


def gap(effect: Fraction | None) -> str:
    """Return an effect with its sign; a dash for none."""
    if effect is None:
        return NONE
    text = shown(float(effect), 2)
    return f"+{text}" if effect > 0 else text
