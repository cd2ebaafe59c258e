"""The answer on the terminal in Japanese: no English is left, it fits the screen, its sentences are whole."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from experiments.language.messages import say, speaking
from experiments.printing.printed import printed
from experiments.printing.widths import columns
from experiments.questions.compare.answer import Answer
from experiments.questions.compare.bottom_line import next_step, outlooks
from experiments.questions.compare.comparison import Comparison
from experiments.questions.compare.deciding import Decider, Deciding
from experiments.questions.compare.words import ROWS, sentences
from experiments.verdicts.luck import Luck
from experiments.verdicts.margins import WORDS, wording
from experiments.verdicts.odds import odds
from tests.experiments.found import comparison, each, in_worlds, regime, rows
from tests.experiments.language.hand import english
from tests.experiments.shown import screen, show

YEN = {"fee_yen": 1e5, "staff_yen": 2e7}  # on the market of a run
LAST = 14  # columns that a row leaves for its verdict


@pytest.fixture(autouse=True)
def japanese(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with speaking("ja"):
        yield


def found(rings: str, **moved: Callable[[int], float]) -> Comparison:
    """Old and new in a regime, with so many yen that they are told in 万 and 億."""
    before = [row | YEN for row in rows(20)]
    after = [row | {name: row[name] + by(seed) for name, by in moved.items()} for seed, row in enumerate(before)]
    return comparison(before, after, f"world.rings={rings}")


def moved() -> Answer:
    """What an answer may tell that is settled: a warning, harms and gains, payers, what else moved, deciders."""
    first = found(
        "frozen",
        exposed_per_10k=each(*[4, 6] * 10),
        fee_yen=each(*[-5000, -7000] * 10),
        caught_lures_per_1k=each(*[-3] * 20),
        hours_to_fill=each(*[-30, -31] * 10),
        fit_of_hires=each(*[3, 4] * 10),
        ghosted_share=each(*[0.03, 0.04] * 10),
    )
    adapted = found(
        "adapting",
        exposed_per_10k=each(*[-4, -6] * 10),
        staff_yen=each(*[1e6, 1.4e6] * 10),
        share_certified=each(*[0.03, 0.04] * 10),
    )
    numbers = Deciding(4, (Decider("ring.lures_by_call", 0.9), Decider("talking.call_settles", -0.85)), 0.5)
    return Answer((in_worlds(first), in_worlds(adapted, value_per_posting=numbers)))


def unsettled() -> Answer:
    """An answer with a harm, a gain whose total shrinks, two headlines that are open, and a harm that is ruled out."""
    first = {"exposed_per_10k": [9, -7], "value_per_posting": [1, 3], "contract_yen": [-4, -6]}
    adapted = {"exposed_per_10k": [3, -6], "value_per_posting": [2, -3]}
    return Answer(
        (
            regime("frozen", 20, **{name: each(*values * 10) for name, values in first.items()}),
            regime("adapting", 20, **{name: each(*values * 10) for name, values in adapted.items()}),
        )
    )


def exposed(*values: float, pool: float | None = None) -> Answer:
    """An answer of 20 worlds with one luck each, in which exposure moves by these values in turn.

    pool: variance of luck
    """
    in_turn = each(*values * 10)
    luck = {} if pool is None else {"exposed_per_10k": Luck(pool**0.5, 10)}
    return Answer(
        tuple(
            replace(in_worlds(regime(rings, 20, exposed_per_10k=by)), homes=tuple(range(20)), luck=luck)
            for rings, by in (("frozen", in_turn), ("adapting", each(*[0] * 20)))
        )
    )


def lines(answer: Answer) -> list[str]:
    return [line.plain for line in screen(answer)]


def test_a_screen_has_24_lines_of_80_columns() -> None:
    output = lines(moved())
    assert len(output) <= 24
    assert [line for line in output if columns(line) > 80] == []


def test_its_columns_stand_below_one_another() -> None:
    output = lines(moved())
    rows_of = [line for line in output if line.startswith(tuple(map(say, ROWS.values())))]
    heads = next(line for line in output if line.startswith("1か月"))
    ends = [columns(heads[: heads.index(head) + len(head)]) for head in ("変更前", "導入直後", "適応後")]
    for line in rows_of:
        cells = re.finditer(r"(?<= )[-+×]?[\d.,]+(?: \[.*?\]|(?: 億| 万)?円)?", line)
        assert [columns(line[: cell.end()]) for cell in cells] == ends
    assert len(rows_of) > 6


def test_no_english_is_left_on_the_screen() -> None:
    answer = moved()
    assert english("\n".join(line.plain for line in screen(answer, "tactic"))) == []


def test_no_english_is_left_among_all_metrics() -> None:
    answer = moved()
    assert english(printed(lambda: show(answer, everything=True, by="age"))) == []


def test_no_english_is_left_where_much_is_open() -> None:
    answer = unsettled()
    assert english("\n".join(lines(answer))) == []
    assert english(printed(lambda: show(answer, everything=True))) == []


def test_harms_and_gains_are_told_as_sentences_the_regime_first() -> None:
    """[4, 6] twenty times is 5 ± 2.093 × 1.026 / √20 = 5 ± 0.48, and the others are multiples of it."""
    costs, gains = sentences(moved()).split("。引き換えに：")
    assert costs.startswith(
        "悪化：導入直後の接触されたワーカー 4.5〜5.5 %増／導入直後の手数料収入 5.5〜6.5 %減（月27.7 万円）／"
        "適応後の人件費 5.5〜6.5 %増"
    )
    assert gains == "適応後の接触されたワーカー 4.5〜5.5 %減。"


def test_what_is_open_is_told_with_odds_and_what_settles_it() -> None:
    """[9, -7] is 1 ± 3.84: above 0 by 0.545 standard errors, with odds of 0.70.

    Matching of [2, -3] is -0.5 ± 1.20, and 5.8 times as many people take the arm to 0.5: 3 times the 165 s of 80 runs
    of 4.12 s on two cores.
    """
    assert sentences(unsettled()) == (
        "悪化：契約総額 ↓（導入直後）。引き換えに：導入直後のマッチング 1.5〜2.5 %増／"
        "おそらく改善：適応後の接触されたワーカー。"
        "未確定：導入直後の接触されたワーカー（3分の2の確率で増）。"
    )
    assert next_step(unsettled()) == "適応後のマッチングを決着させるには市場を拡大（scale=6、約8分）。"


@pytest.mark.parametrize(
    ("pool", "values", "message"),
    [
        (
            None,
            (8, -3),
            "各世界にもう1回の偶然を与えると導入直後の接触されたワーカーがさらに分かる：more=True（約3分）。",
        ),
        (1e9, (8, -3), "導入直後の接触されたワーカーを決着させるには more=True（40組、約3分）。"),
        (
            0.0,
            (8, -3),
            "導入直後の接触されたワーカーを決着させるには、ありうる世界が約23通り必要（policylab calibrate で作成）。",
        ),
        (0.0, (20, -19), "導入直後の接触されたワーカーの差が見かけどおりなら、現実的な試行数では決着しない。"),
    ],
    ids=["luck is not known", "luck", "worlds", "nothing"],
)
def test_each_way_to_settle_it_is_a_sentence(pool: float | None, values: tuple[float, ...], message: str) -> None:
    """[8, -3] is 2.5 ± 2.64, settled by 20 × (2.64 / 2.5)² = 22.3 worlds. pool: variance of luck, of all 31.8."""
    assert next_step(exposed(*values, pool=pool)) == message


def test_odds_of_a_headline_and_the_part_of_luck_are_sentences() -> None:
    assert [line for line in outlooks(exposed(4, 6, pool=0.0)) if "接触された" in line] == [
        "導入直後の接触されたワーカー：100分の99超の確率で増加（2 %を超える確率は100分の99超）。"
        "分散の0 %は偶然による [0, 0]（ほかの変更での測定値から）。",
        "適応後の接触されたワーカー：差のある組なし。各世界に乱数が1通りのため、偶然と世界の違いを区別できない。",
    ]


def test_odds_have_the_whole_before_the_part() -> None:
    assert [odds(chance) for chance in (5 / 6, 0.4, 0.999, 0.001)] == [
        "6分の5",
        "5分の2",
        "100分の99超",
        "100分の1未満",
    ]


def test_verdicts_have_words_of_their_own_that_fit_their_column() -> None:
    words = [wording(verdict) for verdict in WORDS]
    assert len(set(words)) == len(words)
    assert [word for word in words if columns(word) > LAST] == []


def test_an_answer_without_a_difference_and_one_outside_the_passport() -> None:
    same = Answer((comparison(rows(4), rows(4)),))
    assert sentences(same) == "差はまったくなし：シード4個のすべてで、全指標が一致。"
    far = Answer((comparison(rows(4), rows(4, exposed_per_10k=each(4, 6, 4, 6)), "world.ring.lures_by_call=0.51"),))
    assert sentences(far) == (
        "検証済みの範囲外：world.ring.lures_by_call = 0.51 はありうる範囲 0.05〜0.5 の外。"
        "改善とも悪化とも判定しない。読み取れるのは増減の向きまで。"
        "変化：接触されたワーカー 3.2〜6.8 %増。"
        "差なし：被害を受けたワーカー／外部誘導されたワーカー／誘導文を見たワーカー／マッチング。"
    )
    assert english("\n".join(lines(far))) == []
