"""Scenarios and worlds as entries: what their files say, and how they differ from what they extend."""

from pathlib import Path

import pytest

from experiments.questions.explain import settings
from scenarios import BadInput


def test_a_scenario_has_its_file_changes_world_and_heirs() -> None:
    [entry] = settings.explain_scenario("calling_open")
    title, comment = entry.about.split("\n\n")
    assert (entry.name, entry.kind) == ("calling_open", "a scenario")
    assert title == "Launch in-house calling before contract, unmonitored"
    assert comment.startswith(
        'The feature as it was planned until July 2020 (L-12…L-18). "Authenticated" (L-13) is read'
    )
    assert "#" not in comment
    assert entry.rows == (
        ("file", "scenarios/calling_open.toml"),
        ("extends", "production"),
        ("changes", "platform.communication.call = before_contract (was never)"),
        ("world", "crowdworks_2020"),
        ("days", "120, from 2020-08-01"),
        ("extended by", "calling_after_contract, calling_monitored, calling_verified"),
    )


def test_a_scenario_without_base_or_heirs_has_no_row_for_them() -> None:
    [production] = settings.explain_scenario("production")
    assert [label for label, _ in production.rows] == ["file", "world", "days", "extended by"]
    [verified] = settings.explain_scenario("calling_verified")
    assert [label for label, _ in verified.rows] == ["file", "extends", "changes", "world", "days"]
    assert "platform.communication.verified_only = true (was false)" in dict(verified.rows)["changes"]


def test_a_change_of_a_later_day_has_its_day_counted_from_one() -> None:
    [entry] = settings.explain_scenario("no_certified_clients")  # from 1 August on, without the scheme of 12 August
    assert "platform.certification.rule = off (was standard), from day 12 on" in dict(entry.rows)["changes"]


def test_the_file_of_a_scenario_is_explained_as_a_shipped_one(tmp_path: Path) -> None:
    (tmp_path / "base.toml").write_text('extends = "calling_open"\ndays = 90\n')
    file = tmp_path / "mine.toml"
    file.write_text('# Two\u202e people.\nextends = "base.toml"\ntitle = "Mine"\n[platform.screening]\ncheckers = 2\n')
    [entry] = settings.explain_scenario(str(file))
    assert (entry.name, entry.kind, entry.about) == ("mine", "a scenario", "Mine\n\nTwo\\u202e people.")
    assert entry.rows == (
        ("file", file.as_posix()),
        ("extends", (tmp_path / "base.toml").as_posix()),
        ("changes", "platform.screening.checkers = 2 (was 4)"),
        ("world", "crowdworks_2020"),
        ("days", "90, from 2020-08-01"),
    )
    file.write_text('extends = "calm"\n')
    assert dict(settings.explain_scenario(str(file))[0].rows)["changes"] == "nothing"


def test_a_file_of_mistakes_is_refused_with_their_place(tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    file.write_text('extends = "production"\n[platform.screening]\nchekers = 2\n')
    with pytest.raises(BadInput, match=r"mine\.toml:3[\s\S]*did you mean 'checkers'"):
        settings.explain_scenario(str(file))
    with pytest.raises(BadInput, match=r"nowhere\.toml"):
        settings.explain_scenario(str(tmp_path / "nowhere.toml"))


def test_a_world_has_its_numbers_and_its_scenarios() -> None:
    [full] = settings.explain_world("crowdworks_2020_full")
    assert (full.name, full.kind) == ("crowdworks_2020_full", "a world: a population and its behaviour, as numbers")
    assert full.about.startswith("CrowdWorks, summer 2020, full size\n\nThe same marketplace at its real size: ")
    assert full.rows == (
        ("file", "scenarios/worlds/crowdworks_2020_full.toml"),
        ("extends", "crowdworks_2020"),
        ("workers", "3690000"),
        ("clients", "600000"),
        ("used by", "production_full"),
    )


def test_the_comment_at_the_top_of_a_file_explains_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    worlds = tmp_path / "scenarios" / "worlds"
    worlds.mkdir(parents=True)
    (worlds / "small.toml").write_text(
        "#:schema ./world.json\n# A small\n# town.\n\n# Not this.\n"
        'title = "Small"\n[ring.more]\nopen = true\nwait = 2\n'
    )
    monkeypatch.setattr(settings, "SHIPPED", tmp_path / "scenarios")
    monkeypatch.setattr(settings, "WORLDS", worlds)
    monkeypatch.setattr(settings, "names", list)
    [entry] = settings.explain_world("small")
    assert entry.about == "Small\n\nA small town."
    assert entry.rows == (
        ("file", "scenarios/worlds/small.toml"),
        ("ring.more.open", "True"),
        ("ring.more.wait", "2"),
        ("used by", ""),
    )
