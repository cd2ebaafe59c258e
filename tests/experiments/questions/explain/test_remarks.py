"""Comments beside the members of an enumeration."""

from enum import IntEnum

from experiments.questions.explain.remarks import remark, spelt


class Side(IntEnum):
    LEFT = 1  # where the heart is
    RIGHT = 2
    UP = 3  #


def test_a_member_is_told_by_its_name_and_the_comment_beside_it() -> None:
    assert [spelt(each) for each in Side] == ["left", "right", "up"]
    assert [remark(each) for each in Side] == ["where the heart is", "", ""]
