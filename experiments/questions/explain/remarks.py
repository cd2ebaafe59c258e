"""Members of enumerations: their names, and the comments that stand beside them."""

import inspect
import re
from enum import IntEnum


def spelt(member: IntEnum) -> str:
    """A member as results print it."""
    return member.name.lower()


def remark(member: IntEnum) -> str:
    """The comment beside a member; none where there is none."""
    found = re.search(rf"^    {member.name} = [^#\n]+#[ ]?(.*)$", inspect.getsource(type(member)), re.MULTILINE)
    return found[1] if found else ""
