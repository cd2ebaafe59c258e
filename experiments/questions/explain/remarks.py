"""Members of enumerations: their names, and the comments beside them."""

import inspect
import re
from enum import IntEnum


def spelt(member: IntEnum) -> str:
    """Return the name of a member as results print it."""
    return member.name.lower()


def remark(member: IntEnum) -> str:
    """Return the comment beside a member; empty if there is none."""
    match = re.search(rf"^    {member.name} = [^#\n]+#[ ]?(.*)$", inspect.getsource(type(member)), re.MULTILINE)
    return match[1] if match else ""
