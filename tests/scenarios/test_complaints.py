"""Every kind of mistake is told in full: the place, the mistake, the choices. No mistake is a traceback."""

import os
import pickle
from pathlib import Path

import pytest

from scenarios import BadInput, load, names
from scenarios.problems import problem
from tests.scenarios.conftest import Complain


def test_a_problem_without_a_line_is_about_its_place_or_itself() -> None:
    named = problem("made/rules.toml:7: a = 1", "no"), problem("the store", "no"), problem("", "no")
    assert [each.file_and_line for each in named] == [("made/rules.toml", 7), ("the store", 0), ("no", 0)]


def test_a_value_outside_a_closed_list(complaint: Complain) -> None:
    assert complaint('extends = "production"\n\n[platform.communication]\ncall = "before"\n') == (
        'mine.toml:4: [platform.communication] call = "before"\n'
        "    not one of 'never', 'before_contract', 'after_contract'; did you mean 'before_contract'?"
    )


def test_an_unknown_lever(complaint: Complain) -> None:
    message = complaint('extends = "production"\n[platform.fee_alrt]\nfloor = 0.3')
    assert message.startswith(
        "mine.toml:2: [platform.fee_alrt]\n    no lever 'fee_alrt'; did you mean 'fee_alert'?\n"
        "    choices: certification, communication, completion_rate,"
    )


def test_an_unknown_key_of_a_rule(complaint: Complain) -> None:
    assert complaint('extends = "production"\nplatform.fee_alert.flor = 0.3') == (
        "mine.toml:2: [platform.fee_alert] flor\n"
        "    rule 'standard': no key 'flor'; did you mean 'floor'?\n    choices: floor, rule"
    )


def test_a_key_that_the_chosen_rule_does_not_have(complaint: Complain) -> None:
    assert complaint('extends = "production"\nplatform.fee_alert = {rule = "off", floor = 0.3}') == (
        "mine.toml:2: [platform.fee_alert] floor\n    rule 'off': no key 'floor'\n    choices: rule"
    )


def test_an_unknown_rule(complaint: Complain) -> None:
    assert complaint('extends = "production"\n[platform.fee_alert]\nrule = "of"') == (
        "mine.toml:3: [platform.fee_alert] rule = \"of\"\n    not one of 'standard', 'off'; did you mean 'off'?"
    )


def test_an_unknown_key_at_the_top(complaint: Complain) -> None:
    assert complaint('extends = "production"\ndys = 3') == (
        "mine.toml:2: dys\n    no key 'dys'; did you mean 'days'?\n"
        "    choices: days, extends, platform, rollout, scale, start, title, world"
    )


@pytest.mark.parametrize(
    ("line", "place", "mistake"),
    [
        ("days = 0", "days = 0", "must be at least 1"),
        ("days = 4_000", "days = 4000", "must be at most 3,650"),
        ("days = 1.0", "days = 1.0", "needs a whole number"),
        ("days = true", "days = true", "needs a whole number"),
        ("start = 2020-06-01T00:00:00", "start = 2020-06-01T00:00:00", "needs a date such as 2020-08-01"),
        ("start = 1920-06-01", "start = 1920-06-01", "must be at least 2000-01-01"),
        ("title = 3", "title = 3", "needs a text in quotes"),
        ("start = 2100-01-02", "start = 2100-01-02", "must be at most 2100-01-01"),
        ("platform = 3", "platform = 3", "needs a table"),
        (
            "platform.screening = []",
            "[platform] screening = []",
            "needs a table; a rule is named by platform.screening.rule",
        ),
        ("platform.display = []", "[platform] display = []", "needs a table"),
        ("rollout = 3", "rollout = 3", "needs a list"),
        ("rollout = [3]", "rollout = 3", "needs a table"),
        ("world.workers = 99", "[world] workers = 99", "must be at least 100"),
        ("world.clients = 1", "[world] clients = 1", "must be at least 20"),
        (f"world.workers = {10**30}", "[world] workers = a number of more than 64 bits", "must be at most 5,000,000"),
        ("world.base = 3", "[world] base = 3", "needs the name of a world in quotes"),
        ("world.population = 3", "[world] population = 3", "needs a table"),
        ("world.population.ring_share = 1.5", "[world.population] ring_share = 1.5", "must be at most 1"),
        ("world.population.ring_share = -0.5", "[world.population] ring_share = -0.5", "must be at least 0"),
        ("world.population.ring_share = nan", "[world.population] ring_share = nan", "needs a finite number"),
        ('world.population.ring_share = "1"', '[world.population] ring_share = "1"', "needs a number"),
        ("world.population.post_rate = -1", "[world.population] post_rate = -1", "must be at least 0.0001"),
        (
            "world.posting.market_price = [1, -2]",
            "[world.posting] market_price = [1, -2]",
            "item 2: must be at least 1",
        ),
        (
            "platform.communication.verified_only = 1",
            "[platform.communication] verified_only = 1",
            "needs true or false",
        ),
        ("platform.display.quote = 1", "[platform.display] quote = 1", "needs a list"),
        (
            "platform.display.quote = [{}]",
            "[platform.display] quote = [{}]",
            "item 1: not one of 'order', 'table', 'job'",
        ),
    ],
)
def test_a_wrong_type_or_an_impossible_value(complaint: Complain, line: str, place: str, mistake: str) -> None:
    assert complaint(f'extends = "production"\n{line}') == f"mine.toml:2: {place}\n    {mistake}"


@pytest.mark.parametrize(
    ("line", "mistake"),
    [
        ('quote = ["job", "order", "list"]', "item 3: not one of 'order', 'table', 'job'"),
        ('fee_alert = ["list"]', "item 1: not one of 'job', 'profile'"),
        ('rule_mark = ["profile", "message"]', "item 2: not one of 'list', 'job', 'profile'"),
        ('filters = ["verified", "certifed"]', "item 2: not one of 'verified', 'certified'; did you mean 'certified'?"),
    ],
)
def test_a_mark_at_an_unread_place_is_refused_with_the_choices(complaint: Complain, line: str, mistake: str) -> None:
    message = complaint(f'extends = "production"\n[platform.display]\n{line}')
    assert message == f"mine.toml:3: [platform.display] {line}\n    {mistake}"


@pytest.mark.usefixtures("fakes")
@pytest.mark.parametrize(
    ("line", "mistake"),
    [
        ("floors = [2, 1]", "must ascend"),
        ("floors = 2", "needs a list"),
        ("span = [1]", "the list is too short"),
        ("span = [1, 2, 3]", "the list is too long"),
        ('formats = ["task"]', "item 1: not one of 'fixed', 'hourly'"),
        ('formats = ["fixed", "task"]', "item 2: not one of 'fixed', 'hourly'"),
        ('formats = "fixed"', "needs a list"),
        ('doors = ["left", "dow"]', "item 2: not one of 'up', 'down'; did you mean 'down'?"),
        ('days = ["mon", "tue", "friday"]', "item 3: not one of 'mon', 'tue'"),
        ("until = 3", "needs a date such as 2020-08-01"),
    ],
)
def test_fields_of_every_type_are_held_to_it(complaint: Complain, line: str, mistake: str) -> None:
    message = complaint(f'extends = "production"\n[platform.fee_alert]\nrule = "banded"\n{line}')
    assert message == f"mine.toml:4: [platform.fee_alert] {line}\n    {mistake}"


@pytest.mark.usefixtures("fakes")
def test_what_a_rule_says_of_no_field_is_blamed_on_its_table(complaint: Complain) -> None:
    for count, words in ((13, "thirteen is out of the question"), (14, "count")):
        message = complaint(f'extends = "production"\n[platform.fee_alert]\nrule = "banded"\ncount = {count}')
        assert message == f"mine.toml:2: [platform.fee_alert]\n    {words}"


@pytest.mark.usefixtures("fakes")
def test_a_field_without_a_default_is_asked_for(complaint: Complain) -> None:
    assert complaint('extends = "production"\n[platform.fee_alert]\nrule = "needy"') == (
        "mine.toml:2: [platform.fee_alert]\n    needs a value for 'url'"
    )


def test_all_mistakes_at_once_in_the_order_of_the_file(complaint: Complain) -> None:
    message = complaint(
        'extends = "production"\nday = 3\n[platform.fee_alrt]\n[world]\nworkers = 0\n[[rollout]]\non = 3\n'
        "[rollout.platform.communication]\ncall = 1\nverified_only = 1",
        "days=x",
        "world.rings=calm",
    )
    assert [line for line in message.splitlines() if not line.startswith(" ")] == [
        "mine.toml:2: day",
        "mine.toml:3: [platform.fee_alrt]",
        "mine.toml:5: [world] workers = 0",
        "mine.toml:7: [rollout] on = 3",
        "mine.toml:9: [rollout.platform.communication] call = 1",
        "mine.toml:10: [rollout.platform.communication] verified_only = 1",
        "days=x",
        "world.rings=calm",
    ]


def test_a_mistake_in_the_parent_is_blamed_on_the_parent(complaint: Complain, desk: Path) -> None:
    (desk / "base.toml").write_text('extends = "production"\n[platform.communication]\ncall = "never!"')
    assert complaint('extends = "base.toml"\ndays = 10').startswith("base.toml:3: [platform.communication] call")


def test_a_circle_of_files_is_named(complaint: Complain, desk: Path) -> None:
    (desk / "a.toml").write_text('extends = "b.toml"')
    (desk / "b.toml").write_text('title = "b"\nextends = "a.toml"')
    assert complaint('extends = "a.toml"') == (
        'b.toml:2: extends = "a.toml"\n    extends itself in a circle: a → b → a'
    )


def test_a_scenario_that_lacks_what_every_scenario_needs(complaint: Complain) -> None:
    lacks = "neither here nor in what it extends"
    assert complaint('title = "empty"', "title=Empty") == "\n".join(
        f"mine.toml\n    no {what}, {lacks}" for what in ("'start'", "'days'", "'base' of [world]")
    )


def test_a_scenario_whose_base_lacks_it_too(complaint: Complain, desk: Path) -> None:
    (desk / "base.toml").write_text('title = "base"\nstart = 2020-08-01\n[world]\nbase = "crowdworks_2020"')
    assert complaint('extends = "base.toml"') == ("mine.toml\n    no 'days', neither here nor in what it extends")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("days = \n", "mine.toml:1\n    not valid TOML: invalid value"),
        ("\na = [1", "mine.toml:2\n    not valid TOML: unclosed array before the file ends"),
        ("days = 1\n\ndays = 2", "mine.toml:3\n    not valid TOML: stands here a second time"),
        ("[world]\n[world]", "mine.toml:2\n    not valid TOML: stands here a second time"),
        ("a = " + "[" * 5_000, "mine.toml\n    nested too deeply"),
        ("a." * 2_000 + "a = 1", "mine.toml\n    nested too deeply"),
    ],
)
def test_a_text_that_is_not_toml(complaint: Complain, text: str, message: str) -> None:
    assert complaint(text) == message


def test_a_number_of_thousands_of_digits(complaint: Complain) -> None:
    assert complaint(f"days = {'9' * 5_000}").startswith("mine.toml\n    Exceeds the limit")


def test_a_file_that_is_not_utf8(desk: Path) -> None:
    (desk / "mine.toml").write_bytes('days = 3\ntitle = "料金"'.encode("shift_jis"))
    with pytest.raises(BadInput, match=r"^mine\.toml:2\n    not UTF-8 text$"):
        load("mine.toml")


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("nowhere.toml", "nowhere.toml\n    cannot be read: no such scenario file"),
        ("calm.toml", "calm.toml\n    cannot be read: no such scenario file; the shipped one is called 'calm'"),
        ("folder.toml", "folder.toml\n    cannot be read: not a file"),
        ("large.toml", "large.toml\n    cannot be read: larger than 100 kB"),
    ],
)
def test_a_file_that_cannot_be_read(desk: Path, path: str, message: str) -> None:
    (desk / "folder.toml").mkdir()
    (desk / "large.toml").write_bytes(b"#" * 100_001)
    with pytest.raises(BadInput) as caught:
        load(path)
    assert caught.value.problems == [message]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            'extends = "nowhere.toml"',
            'mine.toml:1: extends = "nowhere.toml"\n    nowhere.toml cannot be read: no such scenario',
        ),
        (
            '\nextends = "folder.toml"',
            'mine.toml:2: extends = "folder.toml"\n    folder.toml cannot be read: not a file',
        ),
        (
            'extends = "middle.toml"',
            'middle.toml:2: extends = "gone.toml"\n    gone.toml cannot be read: no such scenario file',
        ),
        (
            'extends = "calm"\nworld.base = "nowhere.toml"',
            'mine.toml:2: [world] base = "nowhere.toml"\n    nowhere.toml cannot be read: no such world file',
        ),
        (
            'extends = "calm"\nworld.base = "small.toml"',
            'small.toml:1: extends = "gone.toml"\n    gone.toml cannot be read: no such world file',
        ),
    ],
)
def test_a_missing_file_is_reported_at_the_file_naming_it(
    complaint: Complain, desk: Path, text: str, message: str
) -> None:
    (desk / "folder.toml").mkdir()
    (desk / "middle.toml").write_text('days = 3\nextends = "gone.toml"')
    (desk / "small.toml").write_text('extends = "gone.toml"')
    assert complaint(text).startswith(message)


def test_a_mark_at_the_front_of_a_file_is_passed_over(desk: Path) -> None:
    (desk / "mine.toml").write_text('extends = "production"\ndays = 3', encoding="utf-8-sig")
    assert load("mine.toml").days == 3


def test_a_foreign_file_keeps_its_secrets(complaint: Complain) -> None:
    message = complaint(
        'token = "hunter2"\n[server]\nkey = "hunter2"\n[platform]\npassword = "hunter2"\n'
        '[platform.screening]\ntoken = "hunter2"\n'
        '[world]\ntoken = "hunter2"\n[[rollout]]\ntoken = "hunter2"'
    )
    assert message.count("token") == 2 * 4
    assert "password" in message
    assert "hunter2" not in message


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ('"\\u001b[31m" = 3', "\\x1b[31m"),
        ('platform."\\u009b31m".rule = "off"', "\\x9b31m"),
        ('platform.screening.rule = "\\u202eoff"', "\\u202eoff"),
        ('platform.screening."a\\nb" = 3', "a\\nb"),
        ('extends = "\\u007f.toml"', "\\x7f.toml"),
        ('extends = "\\u2028"', "\\u2028"),
        ('world.base = "\\u200b\\u000c"', "\\u200b\\x0c"),
    ],
)
def test_what_could_steer_a_terminal_is_escaped(complaint: Complain, text: str, escaped: str) -> None:
    message = complaint(f'extends = "production"\n{text}' if "extends" not in text else text)
    assert escaped in message
    assert all(char.isprintable() for char in message.replace("\n", ""))
    assert all(line.startswith(("mine.toml", "    ")) for line in message.splitlines())


def test_the_names_of_files_and_changes_are_escaped_too(desk: Path) -> None:
    for name, changes in (("\x1b[2J.toml", []), ("production", ["title=\x1b[2J", "\x1b]0;=3"])):
        with pytest.raises(BadInput) as caught:
            load(name, [*changes, "days=0"])
        assert "\x1b" not in str(caught.value)
        assert "\\x1b" in str(caught.value)


def test_letters_of_every_language_stay_as_they_are(complaint: Complain) -> None:
    assert "no key '料金\u3000é'" in complaint('extends = "production"\n"料金\u3000é" = 3')


def test_a_file_that_may_not_be_read(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path) -> bytes:
        raise PermissionError(13, os.strerror(13), str(path))

    (desk / "mine.toml").write_text("")
    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(BadInput, match=r"^mine\.toml\n    cannot be read: Permission denied$"):
        load("mine.toml")


@pytest.mark.parametrize("path", ["\0.toml", "a" * 300 + ".toml", "", ".", "/", "worlds/\udcff.toml"])
def test_a_path_that_no_file_can_have(path: str) -> None:
    with pytest.raises(BadInput):
        load(path)


def test_an_unknown_scenario() -> None:
    with pytest.raises(BadInput) as caught:
        load("producton")
    message = str(caught.value)
    assert message.startswith("producton\n    no scenario 'producton'; did you mean 'production'?\n    choices: ")
    assert all(name in message for name in names())


def test_an_unknown_world(complaint: Complain) -> None:
    assert complaint('extends = "production"\nworld.base = "crowdwork_2020"') == (
        'mine.toml:2: [world] base = "crowdwork_2020"\n'
        "    no world 'crowdwork_2020'; did you mean 'crowdworks_2020'?\n"
        "    choices: crowdworks_2020, crowdworks_2020_full"
    )


def test_a_mistake_in_a_world_file(complaint: Complain, desk: Path) -> None:
    (desk / "small.toml").write_text('title = "small"\nextends = "crowdworks_2020"\n[population]\nring_share = 2.0')
    assert complaint('extends = "production"\nworld.base = "small.toml"') == (
        "small.toml:4: [population] ring_share = 2.0\n    must be at most 1"
    )


def test_rollouts_without_a_date_are_each_asked_for_one(complaint: Complain) -> None:
    assert complaint('extends = "production"\n[[rollout]]\n[[rollout]]\n') == "\n".join(
        f"mine.toml:{line}: [rollout]\n    needs a value for 'on'" for line in (2, 3)
    )


def test_a_world_file_has_no_rollouts(complaint: Complain, desk: Path) -> None:
    (desk / "small.toml").write_text('extends = "crowdworks_2020"\n[[rollout]]\non = 3')
    message = complaint('extends = "production"\nworld.base = "small.toml"')
    assert message.startswith("small.toml:2: rollout\n    no key 'rollout'\n    choices: churn, clients, ")
    assert message.count("small.toml") == 1


def test_two_scenarios_of_one_name(desk: Path) -> None:
    (desk / "production.toml").write_text('extends = "calm"')
    with pytest.raises(BadInput) as caught:
        load("production.toml")
    assert str(caught.value) == (
        "production.toml\n    a shipped scenario is called 'production' already: rename this file"
    )


def test_two_rollouts_on_one_day(complaint: Complain) -> None:
    assert complaint('extends = "production"\n[[rollout]]\non = 2020-09-01\n[[rollout]]\non = 2020-09-01') == (
        "mine.toml:5: [rollout] on = 2020-09-01\n    a second rollout on 2020-09-01: put both in one"
    )


@pytest.mark.parametrize(
    ("change", "mistake"),
    [
        ("days", "needs the form key=value, such as days=30"),
        ("=3", "needs the form key=value, such as days=30"),
        ("[world]\nworkers=200", "needs the form key=value, such as days=30"),
        ("days=0", "must be at least 1"),
        ("days=soon", "needs a whole number"),
        ("days=1\nstart=2020-01-01", "needs a whole number"),
        ("world.b.c.d.e.f.g.h.i.j.k.l.m=1", "nested too deeply"),
        ("extends=calm", "a change cannot make a scenario extend another"),
        (
            "rollout=[{on=2020-08-10}]",
            "a change holds for the whole run: write a file that extends it, with the rollout",
        ),
        ("platform.screening.review_at=0.95", "0.95 is above suspend_at, must be at most 0.9"),
        ("platform.communication=never", "needs a table; a rule is named by platform.communication.rule"),
    ],
)
def test_a_change_is_blamed_by_its_number(change: str, mistake: str) -> None:
    with pytest.raises(BadInput) as caught:
        load("production", ["days=30", change])
    assert caught.value.problems == [f"{' '.join(change.split())}\n    {mistake}"]


def test_a_long_value_is_cut_and_a_shorter_one_is_not(complaint: Complain) -> None:
    line, place = 'extends = "production"\nplatform.screening.rule = ', "mine.toml:2: [platform.screening] rule = "
    longest = '"' + 58 * "x" + '"'
    assert complaint(line + longest).startswith(f"{place}{longest}\n")
    assert complaint(line + longest.replace("xx", "xxx", 1)).startswith(f"{place}{longest[:-1]}…\n")


def test_a_long_complaint_is_wrapped(complaint: Complain) -> None:
    _, *lines = complaint('extends = "production"\nplatform.fee_alrt.rule = "off"').splitlines()
    assert all(line.startswith("    ") for line in lines)
    assert max(map(len, lines)) in range(100, 4 + 110 + 1)


def test_nothing_is_guessed_for_a_value_that_is_no_text(complaint: Complain) -> None:
    assert complaint('extends = "production"\nplatform.communication.call = ["never"]').endswith("'after_contract'")


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("true", "true"),
        ("[1, 2.5]", "[1, 2.5]"),
        ("07:30:00", "07:30:00"),
        ("[{a-1 = 1, 'b c' = 2}]", '[{a-1 = 1, "b c" = 2}]'),
        (str(2**64 - 1), str(2**64 - 1)),
        (str(2**64), "a number of more than 64 bits"),
        ('"料金"', '"料金"'),
    ],
)
def test_values_are_shown_as_toml_has_them(complaint: Complain, value: str, shown: str) -> None:
    assert complaint(f'extends = "production"\nplatform.screening.rule = {value}').startswith(
        f"mine.toml:2: [platform.screening] rule = {shown}\n"
    )


def test_what_extends_no_text_extends_nothing(complaint: Complain) -> None:
    assert complaint("extends = 3") == "mine.toml:1: extends = 3\n    needs a text in quotes"


@pytest.mark.parametrize(("levels", "message"), [(12, "mine.toml:1: [a]\n    no key 'a'"), (13, "nested too deeply")])
def test_twelve_tables_in_one_another_are_enough(complaint: Complain, levels: int, message: str) -> None:
    assert message in complaint(".".join(levels * "a") + " = 1")


def test_a_file_of_100_kb_is_not_too_large(desk: Path) -> None:
    text = 'extends = "production"\n'
    (desk / "mine.toml").write_text(text + "#" * (100_000 - len(text)))
    assert load("mine.toml").days == 120


def test_a_name_with_a_slash_is_a_path(desk: Path) -> None:
    with pytest.raises(BadInput, match=r"^production\n    cannot be read: no such scenario file; the shipped one is"):
        load("./production")


def test_a_problem_knows_its_place_and_its_mistake_and_travels_with_both() -> None:
    result = problem("a.toml:3: days", "must be at least 1\nchoices: many")
    assert (result.where, result.mistake) == ("a.toml:3: days", "must be at least 1\nchoices: many")
    assert str(result) == "a.toml:3: days\n    must be at least 1\n    choices: many"
    again = pickle.loads(pickle.dumps(result))
    assert (again, again.where, again.mistake) == (result, result.where, result.mistake)
    bad = BadInput([problem("b.toml:1: x", "no"), problem("a.toml:12: x", "no"), result, result, "no\nplace"])
    assert [(each.where, each.mistake) for each in bad.problems] == [
        ("b.toml:1: x", "no"),
        ("a.toml:3: days", result.mistake),
        ("a.toml:12: x", "no"),
        ("no\\nplace", ""),
    ]
