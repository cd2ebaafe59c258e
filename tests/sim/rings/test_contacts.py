"""Contacts: the few outside addresses that each ring has in use, and how it gives one up for another."""

import numpy as np

from sim.arrays import U64, Bool
from sim.rings.contacts import Contacts
from sim.rings.habits import handles
from sim.state.draws import Draws

LUCK = Draws(1)
BOTH: Bool = np.array([True, True])


def two() -> Contacts:
    """Two rings of two contacts each."""
    contacts = Contacts(2)
    contacts.join(np.array([0, 1]), LUCK)
    return contacts


def handle(ring: int, number: int) -> int:
    return int(handles(np.array([ring]), np.array([number]), LUCK)[0])


def given(*contact: int) -> U64:
    return np.array(contact, np.uint64)


def test_a_ring_begins_with_contacts_of_its_own() -> None:
    contacts = two()
    assert contacts.in_use.tolist() == [[handle(0, 0), handle(0, 1)], [handle(1, 0), handle(1, 1)]]
    result = contacts.of(np.array([0, 0, 0, 1]), np.array([0, 1, 2, 7]))
    assert result.tolist() == [handle(0, 0), handle(0, 1), handle(0, 0), handle(1, 1)]


def test_rings_that_come_later_leave_the_others_what_they_have() -> None:
    contacts = two()
    contacts.give_up(given(handle(0, 1)))
    contacts.change(BOTH, LUCK)
    contacts.join(np.array([2]), LUCK)
    assert contacts.in_use.tolist() == [
        [handle(0, 0), handle(0, 2)],
        [handle(1, 0), handle(1, 1)],
        [handle(2, 0), handle(2, 1)],
    ]
    contacts.give_up(given(handle(2, 0)))
    contacts.change(np.array([True] * 3), LUCK)
    assert contacts.in_use[2].tolist() == [handle(2, 2), handle(2, 1)]


def test_a_contact_given_up_is_changed_once_for_a_new_one() -> None:
    contacts = two()
    contacts.give_up(given(handle(1, 1), handle(0, 0)))
    contacts.give_up(given(handle(1, 1)))
    ring, old, new = contacts.change(BOTH, LUCK)
    assert (ring.tolist(), old.tolist()) == ([0, 1], [handle(0, 0), handle(1, 1)])
    assert new.tolist() == [handle(0, 2), handle(1, 2)]
    assert contacts.in_use.tolist() == [[handle(0, 2), handle(0, 1)], [handle(1, 0), handle(1, 2)]]
    assert [len(part) for part in contacts.change(BOTH, LUCK)] == [0, 0, 0]
    contacts.give_up(given(handle(0, 0)))  # of an account that was lost while it still stood on file
    assert [len(part) for part in contacts.change(BOTH, LUCK)] == [0, 0, 0]


def test_a_ring_that_gives_up_several_gets_as_many_different_ones() -> None:
    contacts = two()
    contacts.give_up(given(handle(0, 1), handle(0, 0)))
    _, old, new = contacts.change(BOTH, LUCK)
    assert old.tolist() == [handle(0, 0), handle(0, 1)]
    assert new.tolist() == [handle(0, 2), handle(0, 3)]
    contacts.give_up(new[:1])
    assert contacts.change(BOTH, LUCK)[2].tolist() == [handle(0, 4)]


def test_rings_that_have_left_change_nothing_any_more() -> None:
    contacts = two()
    contacts.give_up(given(handle(0, 0), handle(1, 0)))
    assert contacts.change(np.array([False, True]), LUCK)[0].tolist() == [1]
    assert contacts.in_use[0].tolist() == [handle(0, 0), handle(0, 1)]
    assert len(contacts.change(BOTH, LUCK)[0]) == 0  # it was given up for good, and nobody is left who would
