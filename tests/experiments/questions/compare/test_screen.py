"""An answer on one screen, line by line, from numbers made by hand."""

from dataclasses import replace

from experiments.language.arguments import as_options
from experiments.measures.metrics import BY_NAME
from experiments.measures.paths import Axis
from experiments.questions.compare.answer import Answer
from experiments.verdicts.differences import Difference, paired
from tests.experiments.found import each, in_worlds, regime
from tests.experiments.shown import screen

type Values = tuple[float, float, float, float]

EXPOSED = BY_NAME["exposed_per_10k"]
MOVED = ("fill_rate", "hours_to_fill", "fit_of_hires", "scout_fit", "satisfaction", "match_efficiency")


def lines(answer: Answer, by: Axis | None = None) -> list[str]:
    return [line.plain.rstrip() for line in screen(answer, by)]


def test_a_screen_says_what_happens_how_sure_it_is_and_who_pays() -> None:
    """Exposure rises by 4, 6, 4, 6: 5 ± 3.182 · 1.155 / 2; then by twice that. 46.125 × 5 yen of fees.

    Matching rises by 0.125 ± 1.359: with t = 0.293 of three degrees of freedom above 0 (0.61); arms of 0.875 ÷ 1.359
    of the length lie within 1, by 2.4 times the luck.
    """
    first = regime(
        "frozen",
        exposed_per_10k=each(4, 6, 4, 6),
        value_per_posting=each(-1, 0.5, 1, 0),
        fee_yen=each(5, 5, 5, 5),
        caught_lures_per_1k=each(-3, -3, -3, -3),
    )
    adapted = regime(
        "adapting",
        exposed_per_10k=each(8, 12, 8, 12),
        staff_yen=each(10, 30, 10, 30),
        honest_clients_restricted=each(4, 6, 4, 6),
        pressed_per_10k=each(900, 1100, 900, 1100),
    )
    assert lines(Answer((first, adapted))) == [
        "old → new, world crowdworks_2020, 4 seeds, 120 days",
        "Harm: workers addressed up 3.2 to 14 %; workers pressed to deal outside 100 →",
        "  1,100 (9 to 13 times) after adaptation; pay of staff up 1.6 to 38 % (¥922 a",
        "  month) after adaptation; honest clients restricted up 3.2 to 6.8 %, a little",
        "  after adaptation; in return: fees up 5 % (¥231 a month) on the first day.",
        "  Open: matching on the first day (3 in 5 up).",
        "a month         before    first day                   adapted",
        "read a lure        100            0 no difference           0 no difference",
        "addressed          100    +5 [3, 7] worse         +10 [6, 14] worse",
        "led away           100            0 no difference           0 no difference",
        "harmed             100            0 no difference           0 no difference",
        "loss a worker     ¥100            0 no difference           0 no difference",
        "pressed outside    100            0 no difference ×11 [9, 13] worse",
        "matching           100 +0.1 [-1, 1] open                    0 no difference",
        "fees            ¥4,612           +5 better                  0 no difference",
        "staff           ¥4,612            0 no difference +20 [2, 38] worse",
        "clients stopped    100            0 no difference   +5 [3, 7] a little worse",
        "Do not judge it by lures caught by message watch: less is seen, and more",
        "  happens.",
        "First day: bad actors keep their habits; adapted: they have learned what pays.",
        "One world: what is not known of it is left out; `worlds='plausible'` has it.",
        "To settle matching on the first day: more people, scale=3, about 1 minute. More:",
        "  everything=True, by='channel|format|tactic|age|experience', policylab explain,",
        "  flip, report.",
    ]
    alone = Answer((adapted,))
    assert lines(alone)[4] == "a month          before      adapted"
    assert lines(alone)[15:] == [
        "Adapted: bad actors have learned what still pays, on each platform for itself.",
        "Workers: of 10,000 active; yen: of the marketplace; changes: % of before [95 %].",
        "One world: what is not known of it is left out; `worlds='plausible'` has it.",
        "Nothing is open, by margins that ship and are assumed; policylab flip looks for",
        "  what changes it. More: everything=True,",
        "  by='channel|format|tactic|age|experience', policylab explain, flip, report.",
    ]
    with as_options():
        output = lines(alone)
    assert "One world: what is not known of it is left out; `--worlds plausible` has it." in output
    assert output[-1] == "  policylab explain, flip, report."


def test_a_warning_names_the_figures_not_to_judge_by() -> None:
    down, up = each(-3, -3, -3, -3), each(4, 6, 4, 6)
    compared = regime("frozen", caught_lures_per_1k=down, reports_per_1k=down, exposed_per_10k=up, led_away_per_10k=up)
    text = " ".join(" ".join(lines(Answer((compared,)))).split())
    assert "Do not judge it by reports by users, lures caught by message watch: less is seen, and more happens." in text


def test_all_that_got_worse_is_named_below_where_nothing_got_better() -> None:
    moved = {name: lambda seed, by=5 + place: (by + 0.1 * (seed % 2)) / 50 for place, name in enumerate(MOVED)}
    worse = dict.fromkeys(
        ("victims_per_10k", "hours_to_fill", "wasted_applications"), lambda seed: 5 + 0.1 * (seed % 2)
    )
    few = {"fill_rate": moved["fill_rate"]}
    output = lines(Answer((regime("frozen", 20, **worse), regime("adapting", 20, **worse | few))))
    assert output[1] == "Harm: workers harmed up 5 to 5.1 %."
    assert "Also worse: hours to the first hire ↑, applications in vain ↑." in output
    assert "Also better: projects filled ↑ (adapted)." in output
    bought = lines(Answer((regime("frozen", 20, **worse, value_per_posting=lambda seed: 5 + seed % 2),)))
    assert not any(line.startswith("Also worse") for line in bought)
    assert "also worse: hours to the first hire ↑, applications" in " ".join(" ".join(bought).split())


def test_an_arrow_says_which_way_a_metric_moved_however_little() -> None:
    output = lines(Answer((regime("frozen", 20, fill_rate=lambda seed: -0.1 - 0.01 * (seed % 2)),)))
    assert output[1] == "Harm: projects filled ↓."


def test_plausible_worlds_are_counted() -> None:
    output = lines(Answer((in_worlds(regime("frozen", exposed_per_10k=each(4, 6, 4, 6))),)))
    assert output[0] == "old → new, 4 plausible worlds, 120 days"
    assert not any("One world" in line for line in output)


def test_exposure_by_path_omits_empty_parts_and_sums_to_the_whole() -> None:
    """A part is held against the margin of the whole, 2: 0.5 more in every run is a little."""

    def part(before: float, *after: float) -> Difference:
        return paired(EXPOSED, [before] * 4, after)

    compared = regime("frozen", exposed_per_10k=each(4, 6, 4, 6))
    ages = part(60, 61, 62, 63, 64), part(0, 0, 0, 0, 0), part(40, 39, 40, 41, 40), part(0, 0.5, 0.5, 0.5, 0.5)
    records = part(0, 4, 6, 4, 6), part(100, 100, 100, 100, 100)
    answer = Answer((replace(compared, paths={**compared.paths, "age": ages, "experience": records}),))
    start = next(place for place, line in enumerate(lines(answer, "age")) if " by age" in line)
    assert lines(answer, "age")[start : start + 6] == [
        "exposed_per_10k by age, first day",
        "               baseline  candidate  difference [95 %]  pairs  verdict",
        "  under 25         60.0       62.5     2.5 [0.4, 4.6]    4/4  worse",
        "  35-49            40.0       40.0      0 [-1.3, 1.3]    0/2  no difference",
        "  50 and over         0      0.500               0.50    4/4  a little worse",
        "  together          100        105     5.0 [3.2, 6.8]    4/4  worse",
    ]
    assert lines(answer, "experience")[start + 2 : start + 5] == [
        "  no contract yet         0       5.00     5.0 [3.2, 6.8]    4/4  worse",
        "  with a record         100        100                  0    0/0  no difference",
        "  together              100        105     5.0 [3.2, 6.8]    4/4  worse",
    ]
