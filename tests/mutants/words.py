"""The words of the house that a slip of the pen may confuse: columns of one table, members of one enumeration."""

import ast
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Words:
    """What the classes of some modules are made of."""

    columns: tuple[tuple[str, Mapping[str, str]], ...]  # class, its fields → their annotations
    members: Mapping[str, tuple[str, ...]]  # enumeration → its members

    @classmethod
    def of(cls, modules: Iterable[Path]) -> "Words":
        """Read from the sources of these modules."""
        classes = [
            node
            for path in modules
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            if isinstance(node, ast.ClassDef)
        ]
        return cls(
            columns=tuple(
                (
                    node.name,
                    {
                        part.target.id: ast.unparse(part.annotation)
                        for part in node.body
                        if isinstance(part, ast.AnnAssign) and isinstance(part.target, ast.Name)
                    },
                )
                for node in classes
            ),
            members={
                node.name: tuple(
                    target.id
                    for part in node.body
                    if isinstance(part, ast.Assign)
                    for target in part.targets
                    if isinstance(target, ast.Name)
                )
                for node in classes
                if _is_enumeration(node)
            },
        )

    def siblings(self, column: str, owner: str) -> list[str]:
        """Columns of the same type in the table `owner`; where it is unknown, in every table that has this column."""
        tables = [(name, fields) for name, fields in self.columns if column in fields]
        named = [fields for name, fields in tables if name.lower() == owner.lower()]
        held = named or [fields for _, fields in tables]
        if not held:
            return []
        return [
            name for name in held[0] if name != column and all(fields.get(name) == fields[column] for fields in held)
        ]

    def other_members(self, enumeration: str, member: str) -> list[str]:
        """The members of an enumeration but this one."""
        members = self.members.get(enumeration, ())
        return [name for name in members if name != member] if member in members else []


def _is_enumeration(node: ast.ClassDef) -> bool:
    return any(isinstance(base, ast.Name) and base.id.endswith("Enum") for base in node.bases)
