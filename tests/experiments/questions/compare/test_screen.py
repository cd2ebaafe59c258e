"""An answer on one screen, line by line, from numbers made by hand."""

from dataclasses import replace

from experiments.language.arguments import as_options
from experiments.measures.metrics import BY_NAME
from experiments.measures.paths import Axis
from experiments.questions.compare.answer import Answer
from experiments.questions.compare.deciding import Decider, Deciding
from experiments.verdicts.differences import Difference, paired
from scenarios import load
from tests.experiments.found import each, in_worlds, regime
from tests.experiments.shown import screen

type Values = tuple[float, float, float, float]

EXPOSED = BY_NAME["exposed_per_10k"]
MOVED = ("fill_rate", "hours_to_fill", "fit_of_hires", "scout_fit", "satisfaction", "match_efficiency")


def lines(answer: Answer, by: Axis | None = None) -> list[str]:
    return [line.plain.rstrip() for line in screen(answer, by)]


def test_a_screen_says_what_happens_how_sure_it_is_and_who_pays() -> None:
    """Exposure rises by 4, 6, 4, 6: 5 ± 3.182 · 1.155 / 2; then by twice that. 46.125 × 5,000 yen; 46.125 × 2,000.

    Clients per 1,000 are not multiplied. Matching rises by 0.125 ± 1.359: with t = 0.293 of three degrees of freedom
    above 0 (0.61), with -2.05 above 1 (0.07); arms of 0.875 ÷ 1.359 of the length lie within 1, by 2.4 times the luck.
    """
    first = regime(
        "frozen",
        exposed_per_10k=each(4, 6, 4, 6),
        value_per_posting=each(-1, 0.5, 1, 0),
        fee_yen=each(5000, 5000, 5000, 5000),
        caught_lures_per_1k=each(-3, -3, -3, -3),
        contacts_exchanged=each(-0.01, -0.01, -0.01, -0.01),
    )
    adapted = regime(
        "adapting",
        exposed_per_10k=each(8, 12, 8, 12),
        staff_yen=each(1000, 3000, 1000, 3000),
        honest_clients_restricted=each(4, 6, 4, 6),
        pressed_per_10k=each(2, 4, 2, 4),
    )
    assert lines(Answer((first, adapted))) == [
        "old → new, world crowdworks_2020, 4 seeds, 120 days",
        "Harm: 3.2 to 14 % more workers are exposed. Open: matching on the first day, 3",
        "  in 5 that it rises, 1 in 20 by more than 1 %, at worst -1.2 %. No practical",
        "  difference: matching after adaptation. To settle matching on the first day:",
        "  more people, scale=3, about 1 minute.",
        "Warning (first day): the platform sees less fraud (lures caught by message",
        "  watch) where there is more of it (workers bad actors address).",
        "first day: bad actors keep their habits; adapted: they have learned what pays",
        "one world: what is not known of it is left out; `worlds='plausible'` has it",
        "            before  change [95 % interval]  pairs  margin  verdict",
        "Fraud exposure: workers bad actors address (workers per 10,000); trust unknown",
        " first day     100          5.0 [3.2, 6.8]    4/4    ±2.0  worse",
        " adapted       100              10 [6, 14]    4/4    ±2.0  worse",
        "Matching: fit of work done per posting (fit per job); trust unknown",
        " first day     100         0.1 [-1.2, 1.5]    2/3    ±1.0  open",
        " adapted       100                       0    0/0    ±1.0  no difference",
        "a month, whole marketplace (46 ×)  first day         adapted",
        "  fees kept, yen                       231 k               0",
        "  pressed to deal outside/10,000           0  3.0 [1.2, 4.8]",
        "  addresses exchanged outside, %        -1.0               0",
        "  honest clients restricted/1,000          0  5.0 [3.2, 6.8]",
        "  staff, yen                               0   92 [8, 177] k",
        "nothing else moved by more than luck may",
        "pairs: this way, of those that change; margin (assumed): the least that matters",
    ]
    alone = Answer((adapted,))  # there is room for more
    assert lines(alone)[-9:] == [
        "a month, whole marketplace (46 ×)         adapted",
        "  pressed to deal outside/10,000   3.0 [1.2, 4.8]",
        "  addresses exchanged outside, %                0",
        "  honest clients restricted/1,000  5.0 [3.2, 6.8]",
        "  staff, yen                        92 [8, 177] k",
        "nothing else moved by more than luck may",
        "pairs: this way, of those that change; margin (assumed): the least that matters",
        "more: everything=True, by='channel|format|tactic|age|experience'; policylab",
        "  flip, explain, report",
    ]
    with as_options():
        output = lines(alone)
    assert "one world: what is not known of it is left out; `--worlds plausible` has it" in output
    assert output[-1] == "  report"


def test_a_warning_names_all_that_is_seen_and_all_that_is_there() -> None:
    down, up = each(-3, -3, -3, -3), each(4, 6, 4, 6)
    compared = regime("frozen", caught_lures_per_1k=down, reports_per_1k=down, exposed_per_10k=up, led_away_per_10k=up)
    text = " ".join(" ".join(lines(Answer((compared,)))).split())
    seen = "reports by users, lures caught by message watch"
    assert f"sees less fraud ({seen}) where there is more of it (workers bad actors address, workers led off" in text


def test_yen_are_on_the_scale_of_the_world_of_the_baseline() -> None:
    compared = regime("frozen", fee_yen=each(1000, 1000, 1000, 1000))
    smaller = replace(compared.sides[1], scenario=load("production", ["world.workers=40000"]))
    output = lines(Answer((replace(compared, sides=(compared.sides[0], smaller)),)))
    assert "  fees kept, yen                        46 k" in output
    assert lines(Answer((replace(compared, sides=(smaller, smaller)),)))[-7:-5] == [
        "a month, whole marketplace (92 ×)  first day",
        "  fees kept, yen                        92 k",
    ]


def test_other_moved_metrics_have_a_line_per_verdict_worse_first() -> None:
    moved = {name: lambda seed, by=5 + place: (by + 0.1 * (seed % 2)) / 50 for place, name in enumerate(MOVED)}
    few = {name: moved[name] for name in MOVED[:2]}
    output = lines(Answer((regime("frozen", 20, **few), regime("adapting", 20, **moved))))
    assert [line for line in output if line.startswith("also")] == [
        "also worse: hours to the first hire ↑",
        "also better: projects filled ↑, matching against the best possible ↑ (adapted),",
    ]
    assert output[output.index("also worse: hours to the first hire ↑") + 2].startswith("  ratings ↑ (adapted), fit of")
    output = lines(Answer((regime("frozen", 20, share_certified=lambda seed: 0.2 + 0.01 * (seed % 2)),)))
    assert "also higher: clients with the badge ↑" in output
    assert "nothing else moved by more than luck may" not in output


def test_an_arrow_says_which_way_a_metric_moved_however_little() -> None:
    output = lines(Answer((regime("frozen", 20, fill_rate=lambda seed: -0.1 - 0.01 * (seed % 2)),)))
    assert "also worse: projects filled ↓" in output


def test_who_pays_is_not_told_twice() -> None:
    """Orders, staff and honest clients who pay stand in rows of their own: none is among what else moved."""
    moved = dict.fromkeys(("staff_yen", "honest_orders_lost_yen", "honest_clients_restricted"), lambda seed: 5 + seed)
    output = lines(Answer((regime("frozen", 20, **moved, fill_rate=lambda seed: 0.2 + 0.01 * seed),)))
    assert [line for line in output if line.startswith("also")] == ["also better: projects filled ↑"]
    rows_of_payers = output[next(place for place, line in enumerate(output) if line.startswith("a month, ")) :]
    assert sum("restricted" in line for line in rows_of_payers) == 1


def test_plausible_worlds_are_counted_and_deciding_numbers_named() -> None:
    calls, scouts, posts = (Decider(name, pull) for name, pull in (("a.b", 0.9), ("c.d", -0.85), ("e.f", 0.8)))
    answer = Answer(
        (
            in_worlds(regime("frozen", exposed_per_10k=each(4, 6, 4, 6))),
            in_worlds(regime("adapting"), value_per_posting=Deciding(4, (calls, scouts, posts), 0.5)),
        )
    )
    output = lines(answer)
    assert output[0] == "old → new, 4 plausible worlds, 120 days"
    assert "the change goes with assumed numbers: matching with a.b +0.90, c.d -0.85 …" in output
    undecided = Answer((in_worlds(regime("frozen", exposed_per_10k=each(4, 6, 4, 6))),))
    assert not any("numbers" in line for line in lines(undecided))


def test_exposure_by_path_omits_empty_parts_and_sums_to_the_whole() -> None:
    """A part is held against the margin of the whole, 2: 0.5 more in every run is a little."""

    def part(before: float, *after: float) -> Difference:
        return paired(EXPOSED, [before] * 4, after)

    compared = regime("frozen", exposed_per_10k=each(4, 6, 4, 6))
    ages = part(60, 61, 62, 63, 64), part(0, 0, 0, 0, 0), part(40, 39, 40, 41, 40), part(0, 0.5, 0.5, 0.5, 0.5)
    records = part(0, 4, 6, 4, 6), part(100, 100, 100, 100, 100)
    answer = Answer((replace(compared, paths={**compared.paths, "age": ages, "experience": records}),))
    assert lines(answer, "age")[4:10] == [
        "exposed_per_10k by age, first day",
        "              baseline candidate difference [95 %] pairs verdict",
        "  under 25        60.0      62.5    2.5 [0.4, 4.6]   4/4 worse",
        "  35-49           40.0      40.0     0 [-1.3, 1.3]   0/2 no practical difference",
        "  50 and over        0     0.500              0.50   4/4 a little worse",
        "  together         100       105    5.0 [3.2, 6.8]   4/4 worse",
    ]
    assert lines(answer, "experience")[6:9] == [
        "  no contract yet         0       5.00     5.0 [3.2, 6.8]    4/4  worse",
        "  with a record         100        100                  0    0/0  no difference",
        "  together              100        105     5.0 [3.2, 6.8]    4/4  worse",
    ]
