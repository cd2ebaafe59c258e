"""Cards of levers: a change is marked, undone and beside the candidate's own value as it is in the market that runs."""

from pathlib import Path
from typing import Any

import pytest

from experiments.dashboard.form import Form
from experiments.dashboard.house import House
from experiments.dashboard.levers import Levers
from tests.experiments.dashboard.hand import labelled, texts

RULE, ORDERS = "platform.certification.rule", "platform.certification.min_orders"
REVIEW, ITEMS = "platform.screening.review_at", "platform.order_rules.items"


class Cards:
    """The cards of a section, as they stand on the page."""

    def __init__(self, client: Any, folder: Path, candidate: str, section: str) -> None:
        self.client = client
        self.form = Form(candidate=candidate)
        self.changes: list[list[tuple[str, str]]] = []  # as often as they are told
        house = House(folder, folder / "runs.sqlite", 1)
        self.levers = Levers(house, self.form, lambda: self.changes.append(self.form.changes))
        self.levers.show()
        self.open(section)

    def open(self, section: str) -> None:
        """Choose a section."""
        labelled(self.client, "Lever, or part of the world")[0].value = section

    def field(self, key: str) -> Any:
        """The field of a key."""
        return labelled(self.client, key)[0]

    def marked(self, key: str) -> bool:
        """Is the card of a key marked?"""
        return "changed" in next(each for each in self.field(key).ancestors() if "card" in each.classes).classes

    def said(self, key: str) -> set[str]:
        """The texts of the card of a key."""
        card = next(each for each in self.field(key).ancestors() if "card" in each.classes)
        return {each.text for each in card.descendants() if hasattr(each, "text")}

    def in_force(self, lever: str, name: str) -> Any:
        """The number that the candidate has with all changes on its first day."""
        platform = self.form.question().load()[1].loaded.rollout[0][1]
        return getattr(getattr(platform, lever), name)


@pytest.fixture
def certification(client: Any, tmp_path: Path) -> Cards:
    """Cards of certification, of a candidate that has none; the rule and a number are changed."""
    cards = Cards(client, tmp_path, "no_certified_clients", "certification")
    cards.field(RULE).value = "standard"
    cards.field(ORDERS).value = 7
    return cards


def test_a_number_that_the_candidate_lacks_is_marked_as_none(certification: Cards) -> None:
    certification.open("screening")
    certification.open("certification")
    assert certification.marked(ORDERS)
    assert "In no_certified_clients: none." in certification.said(ORDERS)
    assert "In no_certified_clients: off." in certification.said(RULE)


def test_a_number_of_another_rule_shows_what_is_in_force(certification: Cards) -> None:
    certification.open("screening")
    certification.open("certification")
    for value in (9, 7, 5):
        certification.field(ORDERS).value = value
        assert certification.in_force("certification", "min_orders") == value
    assert not certification.marked(ORDERS)
    assert certification.form.own == {RULE: "standard"}


def test_the_own_rule_of_the_candidate_is_no_change(certification: Cards) -> None:
    certification.field(ORDERS).value = None
    certification.field(RULE).value = "off"
    assert certification.form.changes == []
    assert not certification.marked(RULE)
    assert "off" in texts(certification.client)


def test_the_own_number_of_the_candidate_takes_its_change_back(client: Any, tmp_path: Path) -> None:
    cards = Cards(client, tmp_path, "production", "order_rules")
    own = cards.in_force("order_rules", "items")
    cards.form.change(ITEMS, f"{own + 2}")
    cards.levers.show()
    assert cards.marked(ITEMS)
    cards.field(ITEMS).value = own
    assert not cards.marked(ITEMS)
    assert cards.in_force("order_rules", "items") == own


def test_a_field_that_is_emptied_is_no_change_and_not_marked(client: Any, tmp_path: Path) -> None:
    cards = Cards(client, tmp_path, "production", "screening")
    cards.field(REVIEW).value = 0.3
    assert cards.marked(REVIEW)
    cards.field(REVIEW).value = None
    assert cards.form.changes == []
    assert not cards.marked(REVIEW)


def test_the_first_value_of_a_calendar_is_a_change_and_marked(client: Any, tmp_path: Path) -> None:
    cards = Cards(client, tmp_path, "timeline_2020", "screening")
    first = cards.field(REVIEW).value
    cards.field(REVIEW).value = 0.5
    cards.field(REVIEW).value = first
    assert cards.form.own == {REVIEW: f"{first:g}"}
    assert cards.marked(REVIEW)


NOTHING = "Nothing yet: the candidate is as its file has it."
BANDS = "platform.fee_schedule.band_shares"


def heard(element: Any, kind: str, *args: str) -> None:
    """Let an element hear what a browser sends."""
    [listener] = [number for number, each in element._event_listeners.items() if each.type == kind]
    element.client.handle_event({"id": element.id, "client_id": "", "listener_id": listener, "args": [*args]})


def test_a_change_is_listed_until_it_is_taken_back(client: Any, tmp_path: Path) -> None:
    cards = Cards(client, tmp_path, "production", "screening")
    assert NOTHING in texts(client)
    cards.field(REVIEW).value = 0.3
    assert f"--change {REVIEW}=0.3" in texts(client)
    assert NOTHING not in texts(client)
    [button] = labelled(client, f"Take back the change of {REVIEW}")
    heard(button, "click")
    assert NOTHING in texts(client)
    assert not cards.marked(REVIEW)
    assert cards.field(REVIEW).value != 0.3
    assert cards.changes == [[("--change", f"{REVIEW}=0.3")], []]
    cards.form.change("world.workers", "900")
    cards.levers.show()
    assert "-S world.workers=900" in texts(client)


def test_a_slider_lies_over_the_plausible_range_and_moves_its_number(client: Any, tmp_path: Path) -> None:
    cards = Cards(client, tmp_path, "production", "communication")
    share = "platform.communication.monitored_share"
    number, [slider] = cards.field(share), labelled(client, f"{share}, over its plausible range")
    assert (slider.props["min"], slider.props["max"], slider.props["step"], slider.value) == (0.0, 1.0, 0.02, 0.0)
    for value, place in ((0.5, 0.5), (7, 1.0), (-1, 0.0), (None, 0.0)):
        number.value = value
        assert slider.value == place
    heard(slider, "change", "0.25")
    assert (number.value, cards.form.own) == (0.25, {share: "0.25"})
    cards.open("world")
    assert labelled(client, "world.workers, over its plausible range") == []
    assert cards.field("world.workers").value == 80_000


def test_a_card_says_all_that_is_known_of_a_number(client: Any, tmp_path: Path) -> None:
    cards = Cards(client, tmp_path, "production", "communication")
    assert cards.said("platform.communication.monitored_share") == {
        "monitored share", "In production: 0.", "plausible: 0 to 1; possible: 0 to 1",
        "share: of pairs; whether anybody would watch is not said", "It is assumed: no source gives it.",
    }  # fmt: skip
    cards.open("fee_schedule")
    cards.field(BANDS).value = " [0.3, 0.1, 0.05] "
    assert cards.form.own == {BANDS: "[0.3, 0.1, 0.05]"}
    cards.open("")
    assert labelled(client, BANDS) == []


def test_a_candidate_that_cannot_be_loaded_has_no_cards(client: Any, tmp_path: Path) -> None:
    cards = Cards(client, tmp_path, "production", "screening")
    cards.form.candidate = "nothing.toml"
    cards.levers.show()
    assert labelled(client, REVIEW) == []
