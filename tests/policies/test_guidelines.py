"""Guidelines: what a text betrays, however it is dressed up, and on which day."""

import re
from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from policies.dates import days
from policies.guidelines import Guidelines, Off
from policies.phrases import Book, Contact, Phrase, read
from policies.records import Bools, Findings, Ints, Kind, Stage
from policies.text import Texts

AUGUST = date(2020, 8, 1)
PRODUCTION = Guidelines()


def find(
    *texts: str, stage: Stage = Stage.BEFORE, on: date = AUGUST, learned: bool = False, rule: Guidelines = PRODUCTION
) -> Findings:
    """What a rule finds in these texts. learned: do they all hold what the office has learned?"""
    return rule.findings(Texts.of(texts), np.full(len(texts), stage), days(on), np.full(len(texts), learned))


def one(date: int = 18_475, stage: int = 0) -> tuple[Ints, int, Bools]:
    """What is asked about one text besides: its stage, the date, and that it holds nothing that was learned."""
    return np.array([stage]), date, np.zeros(1, np.bool_)


def book(*phrases: Phrase, contacts: tuple[Contact, ...] = ()) -> Guidelines:
    return Guidelines(Book(phrases, contacts, spellings=(("LINE", "ライン"),), innocent=("オンライン", "online")))


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("ネットワークビジネスに興味のある方を募集", Kind.MLM),
        ("コピペのみで月30万円", Kind.MLM),
        ("こちらのメルマガにご登録いただく作業です", Kind.LIST_BUILDING),
        ("お使いのアカウントを譲ってください", Kind.ACCOUNT_TRANSFER),
        ("アカウントを買い取ります", Kind.ACCOUNT_PURCHASE),
        ("後払いで商品を購入する簡単なお仕事", Kind.UPFRONT_PAYMENT),
        ("代理出品のお仕事", Kind.PROXY_LISTING),
        ("バナーをクリックしてください", Kind.AFFILIATE),
        ("テストは無報酬です", Kind.UNPAID_TRIAL),
        ("はじめの三本は無償のトライアルです", Kind.UNPAID_TRIAL),
        ("採用の判断のため一本を無償で書いてください", Kind.UNPAID_TRIAL),
        ("契約の前に見本を無償でお送りください", Kind.UNPAID_TRIAL),
        ("他社アプリの宣伝をするための掲載です", Kind.LISTING_AS_AD),
        ("募集ではなく新しい店の宣伝です", Kind.LISTING_AS_AD),
        ("新製品のPRです。ぜひご覧ください", Kind.LISTING_AS_AD),
        ("会員登録をした方にクーポンを配ります", Kind.LISTING_AS_AD),
        ("直接取引でお願いできますか", Kind.DIRECT_DEALING),
        ("この募集は定員に達したため、別の案件を紹介します", Kind.OFF_PLATFORM),
        ("お店の行列に並ぶ代行", Kind.INFECTION_RISK),
        ("感染のリスクがある場所での作業", Kind.INFECTION_RISK),
        ("社会に混乱を広げる投稿の作成", Kind.SOCIAL_CONFUSION),
        ("報酬は翌月末に支払うものとします", Kind.OFF_PURPOSE),
        ("評価は一週間以内に付けるものとします", Kind.OFF_PURPOSE),
    ],
)
def test_a_plain_lure_is_found_under_its_kind(text: str, kind: Kind) -> None:
    findings = find(text)
    assert findings.kind[0] == kind
    assert 0.3 < findings.weight[0] < 1.0


@pytest.mark.parametrize(
    "text",
    [
        "美容に関するブログ記事の執筆をお願いします。1記事2,000文字、報酬は3,000円です。",
        "オンラインで完結するデータ入力です。ガイドラインに沿って作業してください。",
        "会社のロゴを制作していただける方を募集します。納期は2週間です。",
        "修正は二回までお願いします。日程と単価はメッセージでご相談ください。",
        "受け取った資料は業務の終了後に削除するものとします。",
    ],
)
def test_an_honest_posting_betrays_nothing(text: str) -> None:
    findings = find(text)
    assert (findings.kind[0], findings.weight[0], bool(findings.contact[0])) == (Kind.NONE, 0.0, False)


@pytest.mark.parametrize(
    "text",
    [
        "ＬＩＮＥで詳細を説明します",
        "L I N E で 詳 細 を 説 明 します",
        "ラインで詳細を説明します",
        "らいんで詳細を説明します",
        "ﾗｲﾝで詳細を説明します",
        "line で詳細を説明します",
        "L・I・N・E で詳細を説明します",
        "LINE\u200bで詳\u200b細を説明します",
        "1INEで詳細を説明します",
    ],
)
def test_width_case_spaces_kana_and_look_alikes_make_no_difference(text: str) -> None:
    plain, dressed = find("LINEで詳細を説明します"), find(text)
    assert dressed.kind[0] == plain.kind[0] == Kind.OFF_PLATFORM
    assert dressed.weight[0] == plain.weight[0] > 0.5
    assert dressed.contact[0]


@pytest.mark.parametrize(
    "text",
    [
        "LINE IDはabc_123です",
        "https://line.me/ti/p/abc",
        "https://lin.ee/abc",
        "チャットワークで話しましょう",
        "Chatworkで話しましょう",
        "スカイプで話しましょう",
        "Zoomで話しましょう",
        "sample＠example.comへどうぞ",
        "ｈｔｔｐｓ：／／example.com／form",
        "www.example.com をご覧ください",
        "http://crowdworks.jp.example.com/",
        "http://crowdworks.jpx.example/",
        "http://crowdworks.secure.force.com.example.com/",
        "sample@crowdworks.co.jp.example.com",
        "090-1234-5678 です",
    ],
)
def test_an_outside_contact_is_recognised_as_id_url_tool_mail_or_site(text: str) -> None:
    assert find(text).contact[0]


@pytest.mark.parametrize(
    "text",
    [
        "https://crowdworks.jp/public/jobs/1",
        "https://crowdworks.jp",
        "https://crowdworks.secure.force.com/faq/articles/1 をご覧ください",
        "support@crowdworks.co.jp",
        "オンライン会議",
        "LINEスタンプの制作",
        "製造ラインの写真",
    ],
)
def test_what_only_looks_like_an_outside_contact_is_none(text: str) -> None:
    assert not find(text).contact[0]


def test_a_contact_alone_weighs_moderately_before_a_contract_and_little_after() -> None:
    before, after = find("Zoomで打ち合わせ"), find("Zoomで打ち合わせ", stage=Stage.DURING)
    assert before.kind[0] == after.kind[0] == Kind.OFF_PLATFORM
    assert (before.weight[0], after.weight[0]) == pytest.approx((0.35, 0.1))


def test_dated_kinds_are_found_only_while_their_dates_last() -> None:
    text = "コロナに効くという噂を拡散"
    assert find(text, on=date(2020, 2, 29)).kind[0] == Kind.NONE
    assert find(text, on=date(2020, 3, 1)).kind[0] == Kind.SOCIAL_CONFUSION
    assert find(text, on=date(2021, 3, 31)).kind[0] == Kind.SOCIAL_CONFUSION
    assert find(text, on=date(2021, 4, 1)).kind[0] == Kind.NONE


def test_a_phrase_may_count_for_a_single_day() -> None:
    rule = book(Phrase("MLM", ("甲",), 0.5, "", begins=AUGUST, ends=AUGUST))
    days = [date(2020, 7, 31), AUGUST, date(2020, 8, 2)]
    assert [find("甲", on=day, rule=rule).kind[0] for day in days] == [Kind.NONE, Kind.MLM, Kind.NONE]


def test_one_vocabulary_switches_dated_phrases_by_day() -> None:
    rule, text = Guidelines(), Texts.of("コロナに効くという噂を拡散")
    kinds = [rule.findings(text, *one(day)).kind[0] for day in (18_321, 18_475, 18_321)]
    assert kinds == [Kind.NONE, Kind.SOCIAL_CONFUSION, Kind.NONE]


def test_a_contact_may_count_for_one_day_or_always() -> None:
    one_day = Contact("", ("甲",), "", AUGUST, AUGUST), Contact("", (), "乙", AUGUST, AUGUST)
    rule = book(contacts=(*one_day, Contact("", ("丙",))))
    for on, counts in ((date(2020, 7, 31), False), (AUGUST, True), (date(2020, 8, 2), False)):
        findings = find("甲", "乙", "丙", "甲丙", on=on, rule=rule)
        assert findings.contact.tolist() == [counts, counts, True, True]
        assert findings.weight.tolist() == pytest.approx([0.35 * counts, 0.35 * counts, 0.35, 0.35])


def test_a_dated_contact_is_no_phrase_of_its_day() -> None:
    """Phrases count on their own days, whatever stands among the contacts."""
    rule = book(Phrase("MLM", ("甲",), 0.5, "", ends=AUGUST), contacts=(Contact("", ("乙",), begins=AUGUST),))
    findings = [find("甲乙", on=day, rule=rule) for day in (date(2020, 7, 31), AUGUST, date(2020, 8, 2))]
    assert [each.kind[0] for each in findings] == [Kind.MLM, Kind.MLM, Kind.OFF_PLATFORM]
    assert [bool(each.contact[0]) for each in findings] == [False, True, True]


def test_the_dates_of_contacts_are_read_from_the_file() -> None:
    contacts = read(
        """
        contacts = [
          { row = "A", all = ["甲"], from = 2020-03-01, until = 2020-04-30 },
          { row = "B", pattern = "乙", from = 2020-05-01 },
          { row = "C", all = ["丙"] },
        ]
        spellings = []
        innocent = []
        [phrases]
        """
    ).contacts
    assert contacts == (
        Contact("A", ("甲",), "", date(2020, 3, 1), date(2020, 4, 30)),
        Contact("B", (), "乙", date(2020, 5, 1), None),
        Contact("C", ("丙",)),
    )


APRIL, MAY = date(2020, 4, 30), date(2020, 5, 1)  # the last day on which URLs are not read, and the next


@pytest.mark.parametrize(
    "text",
    [
        "https://line.me/ti/p/~aoi_123",
        "line.me/R/ti/p/@aoi_123",
        "ｌｉｎｅ．ｍｅ/ti/p/~aoi_123",
        "https://lin.ee/aoi123",
        "lin.ee/aoi123 からどうぞ",
        "ttps://line.me/ti/p/~aoi（先頭にhを付けてください）",
        "https://www.example.com/form",
        "www.example.com をご覧ください",
    ],
)
def test_a_url_alone_is_a_contact_from_may_on(text: str) -> None:
    before, after = find(text, on=APRIL), find(text, on=MAY)
    assert (before.kind[0], before.weight[0], bool(before.contact[0])) == (Kind.NONE, 0.0, False)
    assert (after.kind[0], bool(after.contact[0])) == (Kind.OFF_PLATFORM, True)
    assert after.weight[0] == pytest.approx(0.35)


@pytest.mark.parametrize(
    "text",
    [
        "LINE ID「aoi_123」",
        "LINE（ID：aoi_123）",
        "ライン（aoi_123）",
        "LINE：aoi_123",
        "LINEはこちら https://line.me/ti/p/~aoi_123",
        "チャットワーク（ID：aoi_123）",
        "aoi@example.com",
        "090-1234-5678",
    ],
)
def test_ids_tools_mail_and_telephones_are_contacts_in_march_and_may(text: str) -> None:
    march, may = find(text, on=date(2020, 3, 1)), find(text, on=MAY)
    assert march.contact[0]
    assert may.contact[0]
    assert march.weight.tolist() == may.weight.tolist()


def test_a_line_url_weighs_like_a_line_id_from_may_on() -> None:
    id_, url = "LINE（aoi）を追加してください", "https://line.me/ti/p/~aoi を追加してください"
    expected = 1 - (1 - 0.35) * (1 - 0.55)
    assert find(id_, url, on=APRIL).weight == pytest.approx([expected, 0.0])
    assert find(id_, url, on=MAY).weight == pytest.approx([expected, expected])


@pytest.mark.parametrize(
    "text", ["詳細は https://example.com/a をご覧ください", "https://example.com/a なら月5万円です"]
)
def test_phrases_that_tell_of_a_url_count_from_may(text: str) -> None:
    before, after = find(text, on=APRIL), find(text, on=MAY)
    assert (before.kind[0], before.weight[0]) == (Kind.NONE, 0.0)
    assert after.kind[0] == Kind.OFF_PLATFORM
    assert after.weight[0] > 0.5


def test_weights_of_one_kind_combine_and_kinds_compete() -> None:
    rule = book(Phrase("MLM", ("甲",), 0.5, ""), Phrase("MLM", ("乙",), 0.4, ""), Phrase("AFFILIATE", ("丙",), 0.6, ""))
    findings = find("甲乙丙", "甲丙", "丙", rule=rule)
    assert findings.kind.tolist() == [Kind.MLM, Kind.AFFILIATE, Kind.AFFILIATE]
    assert findings.weight == pytest.approx([0.7, 0.6, 0.6])


def test_a_combination_needs_all_fragments_and_matches_any_number() -> None:
    rule = book(Phrase("MLM", ("簡単", "月#万"), 0.6, ""))
    findings = find("簡単な作業で月３０万", "月5万で簡単", "簡単な作業", "簡単、月に万一", rule=rule)
    assert findings.kind.tolist() == [Kind.MLM, Kind.MLM, Kind.NONE, Kind.NONE]


def test_a_phrase_for_before_a_contract_does_not_count_later() -> None:
    rule = book(Phrase("MLM", ("甲",), 0.5, "", "before"), Phrase("AFFILIATE", ("甲",), 0.4, "", "contract"))
    findings = [find("甲", stage=stage, rule=rule).kind[0] for stage in Stage]
    assert findings == [Kind.MLM, Kind.AFFILIATE, Kind.AFFILIATE]


def test_no_kind_cannot_be_ignored() -> None:
    with pytest.raises(ValueError, match=r"^ignored: 'NONE' is unknown, must be one of "):
        Guidelines(ignored=frozenset({"NONE"}))


@pytest.mark.parametrize(
    ("contact", "mistake"),
    [
        (Contact("M-11"), "book: the contact of 'M-11' does not fit, must have `all` or `pattern`"),
        (Contact("M-11", ("甲",), "乙"), "book: the contact of 'M-11' does not fit, must have `all` or `pattern`"),
        (Contact("M-11", ("!!",)), "book: ('!!',) has an empty fragment, must hold letters or digits"),
        (Contact("M-11", pattern="("), "book: '(' is no regular expression: "),
    ],
)
def test_a_contact_that_would_find_everything_or_nothing_is_refused(contact: Contact, mistake: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(mistake)}"):
        Guidelines(book=Book((), (contact,)))


def test_an_ignored_kind_is_not_found() -> None:
    assert find("代理出品のお仕事", rule=Guidelines(ignored=frozenset({"PROXY_LISTING"}))).kind[0] == Kind.NONE
    assert find("LINEで連絡", rule=Guidelines(ignored=frozenset({"OFF_PLATFORM"}))).weight[0] == 0.0


def test_the_guidelines_file_has_phrases_for_every_kind() -> None:
    kinds = {phrase.kind for phrase in Guidelines().book.phrases}
    assert kinds == {kind.name for kind in Kind} - {"NONE"}


@pytest.mark.parametrize(
    "phrase",
    [
        Phrase("MLN", ("甲",), 0.5, ""),
        Phrase("NONE", ("甲",), 0.5, ""),
        Phrase("MLM", ("甲",), 1.5, ""),
        Phrase("MLM", ("!",), 0.5, ""),
    ],
)
def test_a_malformed_phrase_is_refused(phrase: Phrase) -> None:
    with pytest.raises(ValueError, match=r"^book: .* must "):
        book(phrase)


def test_an_added_phrase_is_found_as_one_of_the_book_is() -> None:
    learned = Guidelines(added=("MLM|ご縁をそだてる仕組み|0.7",))
    assert find("ご縁をそだてる仕組みです").kind[0] == Kind.NONE
    for stage in Stage:
        findings = find("ご縁をそだてる仕組みです", "ご縁を・ソダテル 仕組みです", stage=stage, rule=learned)
        assert findings.kind.tolist() == [Kind.MLM, Kind.MLM]
        assert findings.weight == pytest.approx([0.7, 0.7])


def test_all_fragments_of_an_added_phrase_must_be_there() -> None:
    learned = Guidelines(added=("UPFRONT_PAYMENT|初め+お気持ち#円|0.6",))
    findings = find("初めにお気持ち5000円", "初めにお気持ち", "お気持ち5000円", rule=learned)
    assert findings.kind.tolist() == [Kind.UPFRONT_PAYMENT, Kind.NONE, Kind.NONE]


def test_added_phrases_change_nothing_in_texts_that_do_not_hold_them() -> None:
    texts = "ネットワークビジネスに興味のある方を募集", "LINEで詳細を説明します", "会社のロゴの制作です"
    plain, learned = find(*texts), find(*texts, rule=Guidelines(added=("MLM|ご縁を育てる仕組み|0.7",)))
    assert plain.kind.tolist() == learned.kind.tolist()
    assert plain.weight.tolist() == learned.weight.tolist()


def test_an_ignored_kind_is_not_found_by_an_added_phrase_either() -> None:
    rule = Guidelines(added=("MLM|ご縁を育てる仕組み|0.7",), ignored=frozenset({"MLM"}))
    assert find("ご縁を育てる仕組みです", rule=rule).kind[0] == Kind.NONE


@pytest.mark.parametrize(
    "line",
    [
        "MLM|甲",
        "MLM|甲|0.5|",
        "MLN|甲|0.5",
        "NONE|甲|0.5",
        "MLM|甲|heavy",
        "MLM|甲|1.5",
        "MLM|甲|-0.5",
        "MLM||0.5",
        "MLM|甲+|0.5",
        "MLM|甲|²",
        "MLM|甲|",
    ],
)
def test_a_malformed_added_phrase_is_refused(line: str) -> None:
    with pytest.raises(ValueError, match=r"^added: .* (must|has) "):
        Guidelines(added=(line,))


def test_emphasis_counts_every_phrase_more_or_less_often() -> None:
    phrases = book(Phrase("MLM", ("甲",), 0.5, ""), Phrase("MLM", ("乙",), 0.4, ""))
    weights = [find("甲乙", "乙", rule=replace(phrases, emphasis=emphasis)).weight for emphasis in (0.0, 1.0, 2.0)]
    assert weights[0].tolist() == [0.0, 0.0]
    assert weights[1] == pytest.approx([0.7, 0.4])
    assert weights[2] == pytest.approx([1 - 0.5**2 * 0.6**2, 1 - 0.6**2])


def test_an_outside_contact_adds_to_phrases_that_lead_away() -> None:
    rule = book(Phrase("OFF_PLATFORM", ("甲",), 0.5, ""), contacts=(Contact("", ("LINE",)),))
    findings = find("甲", "LINE", "甲LINE", rule=rule)
    assert findings.weight == pytest.approx([0.5, 0.35, 1 - 0.5 * 0.65])
    assert findings.contact.tolist() == [False, True, True]


def test_an_added_phrase_may_be_written_with_spaces() -> None:
    assert find("ご縁と仕組み", rule=Guidelines(added=(" MLM | ご縁+仕組み | 1 ",))).weight[0] == 1.0


def test_texts_and_stages_are_as_many() -> None:
    with pytest.raises(ValueError, match=r"^stage: 1 rows, must be 2 as in text$"):
        PRODUCTION.findings(Texts.of(["甲", "乙"]), *one())
    with pytest.raises(ValueError, match=r"^stage\[0\]: 3 is out of range, must be at least 0 and at most 2$"):
        PRODUCTION.findings(Texts.of("甲"), *one(stage=3))


# ------------------------------------------------------------------------------------------------ what is learned


def learns(reports: list[int], sure: list[float], **numbers: float) -> list[bool]:
    rule = Guidelines(**{"learns_from": 3, "learns_if_sure": 0.9, **numbers})  # type: ignore[arg-type]
    return rule.learns(np.array(reports), np.array(sure)).tolist()


def test_what_enough_upheld_reports_hold_is_learned() -> None:
    assert learns([0, 1, 2, 3, 4, 99], [1.0] * 6) == [False, False, False, True, True, True]


def test_what_upheld_reports_hold_surely_enough_rather_than_ordinary_texts_is_learned() -> None:
    assert learns([5] * 5, [0.0, 0.5, 0.899, 0.9, 1.0]) == [False, False, False, True, True]


def test_a_rule_learns_only_from_many_and_sure_reports() -> None:
    assert learns([99, 2], [0.8, 1.0]) == [False, False]


def test_an_office_that_learns_from_no_report_learns_nothing() -> None:
    assert learns([0, 1, 99], [1.0] * 3, learns_from=0) == [False] * 3
    assert PRODUCTION.learns(np.array([0, 1, 99]), np.ones(3)).tolist() == [False] * 3


@pytest.mark.parametrize("stage", Stage)
def test_a_learned_text_without_other_findings_is_off_platform(stage: Stage) -> None:
    findings = find("会社のロゴの制作です", stage=stage, learned=True)
    assert (findings.kind[0], findings.weight[0], bool(findings.contact[0])) == (Kind.OFF_PLATFORM, 0.9, False)


def test_what_is_learned_adds_to_what_tells_of_work_off_the_service() -> None:
    """A contact weighs 0.35 before a contract, what is learned 0.6."""
    rule = replace(PRODUCTION, learned_weight=0.6)
    findings = find("Zoomで打ち合わせ", learned=True, rule=rule)
    assert findings.kind[0] == Kind.OFF_PLATFORM
    assert findings.weight[0] == pytest.approx(1 - (1 - 0.35) * (1 - 0.6))
    assert findings.contact[0]


@pytest.mark.parametrize(("weight", "kind", "expected"), [(0.5, Kind.OFF_PLATFORM, 0.6), (0.7, Kind.MLM, 0.7)])
def test_a_learned_finding_replaces_a_lighter_finding_only(weight: float, kind: Kind, expected: float) -> None:
    rule = replace(book(Phrase("MLM", ("甲",), weight, "")), learned_weight=0.6)
    result = find("甲", learned=True, rule=rule)
    assert (result.kind[0], result.weight[0]) == (kind, expected)


def test_of_equally_heavy_ones_what_the_text_betrays_itself_stays() -> None:
    rule = replace(book(Phrase("MLM", ("甲",), 0.6, "")), learned_weight=0.6)
    assert find("甲", learned=True, rule=rule).kind[0] == Kind.MLM


def test_what_is_learned_is_found_in_the_texts_alone_that_hold_it() -> None:
    rule = book(Phrase("MLM", ("甲",), 0.5, ""))
    findings = rule.findings(Texts.of(["甲", "乙", "甲", "乙"]), np.zeros(4, np.int64), 18_475, np.arange(4) >= 2)
    assert findings.kind.tolist() == [Kind.MLM, Kind.NONE, Kind.OFF_PLATFORM, Kind.OFF_PLATFORM]
    assert findings.weight.tolist() == [0.5, 0.0, 0.9, 0.9]


def test_nothing_learned_is_found_if_off_platform_is_ignored() -> None:
    rule = replace(book(Phrase("MLM", ("甲",), 0.5, "")), ignored=frozenset({"OFF_PLATFORM"}))
    findings = find("甲", "乙", learned=True, rule=rule)
    assert findings.kind.tolist() == [Kind.MLM, Kind.NONE]
    assert findings.weight.tolist() == [0.5, 0.0]


def test_a_learned_text_is_found_if_another_kind_is_ignored() -> None:
    rule = replace(book(Phrase("MLM", ("甲",), 0.95, "")), ignored=frozenset({"MLM"}))
    findings = find("甲", learned=True, rule=rule)
    assert (findings.kind[0], findings.weight[0]) == (Kind.OFF_PLATFORM, 0.9)


def test_weights_without_learning_are_exactly_those_of_the_phrases() -> None:
    rule = book(Phrase("OFF_PLATFORM", ("甲",), 0.9, ""), contacts=(Contact("", ("LINE",)),))
    assert find("LINE", stage=Stage.DURING, rule=rule).weight[0] == 1 - (1 - 0.1)
    assert find("甲", rule=rule).weight[0] == 1 - (1 - 0.9)


def test_off_learns_nothing_and_finds_nothing_that_was_learned() -> None:
    assert Off().learns(np.array([99]), np.ones(1)).tolist() == [False]
    findings = Off().findings(Texts.of("甲"), np.zeros(1, np.int64), 18_475, np.ones(1, np.bool_))
    assert (findings.kind[0], findings.weight[0]) == (Kind.NONE, 0.0)
