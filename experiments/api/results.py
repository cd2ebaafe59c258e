"""Results of the Python API: the data, as a table for pandas, as text, and as HTML for a notebook."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from importlib import import_module
from typing import TYPE_CHECKING, Any, ClassVar

from experiments.api.arguments import Text, checked
from experiments.printing import escapes
from experiments.printing.printed import printed

if TYPE_CHECKING:
    from pandas import DataFrame

    from experiments.reports.document import Document


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Result[F](ABC):
    """A result, with its views."""

    found: F  # all data of the result

    def __str__(self) -> str:
        """Return the result as the command prints it."""
        return printed(self.show)

    __repr__ = __str__

    def _repr_html_(self) -> str:
        return self._html()

    @abstractmethod
    def frame(self) -> "DataFrame":
        """Return a tidy table."""

    @abstractmethod
    def show(self) -> None:
        """Print the result as the command does."""

    def as_json(self) -> dict[str, Any]:
        """Return plain data for `json.dumps`, as `--json` prints it."""
        result: Any = self.found
        data: dict[str, Any] = result.as_json()
        return data

    def _html(self) -> str:
        """Return HTML for a notebook: by default the printed text."""
        lines = map(escapes.html, str(self).split("\n"))
        return f"<pre>{'<br>'.join(lines)}</pre>"


class Reported[F](Result[F]):
    """A result that can be reported to others."""

    __slots__ = ()
    _kind: ClassVar[str]  # module of `experiments.reports`

    @checked
    def report(self, command: Text = "") -> str:
        """Return a report to forward: a page of HTML with its pictures inside, which needs no network and no script.

        command: shown as the one that makes it again, instead of the report's own
        """
        document: Document = import_module(f"experiments.reports.{self._kind}").report(self.found)
        return (replace(document, command=command) if command else document).html()


def frame(
    rows: Iterable[Mapping[str, Any] | tuple[Any, ...]], metric: str | None = None, columns: Sequence[str] | None = None
) -> "DataFrame":
    """Return rows as a table of pandas; those of one metric without the column `metric`.

    columns: names of the columns, needed if there may be no row
    """
    import pandas as pd

    table = pd.DataFrame(list(rows), columns=columns)
    numbers = list(table.select_dtypes("float"))
    table[numbers] += 0.0  # zero has no sign
    if metric is None:
        return table
    return table[table["metric"] == metric].drop(columns="metric").reset_index(drop=True)
