"""Results of questions in Python: the result itself, as a table for pandas, as text, and as HTML for a notebook."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from experiments.printing import escapes
from experiments.printing.printed import printed

if TYPE_CHECKING:
    from pandas import DataFrame


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Result[F](ABC):
    """A result, and how it is shown."""

    found: F  # all of it

    def __str__(self) -> str:
        """As the command prints it."""
        return printed(self.show)

    __repr__ = __str__

    def _repr_html_(self) -> str:
        return self._html()

    @abstractmethod
    def frame(self) -> "DataFrame":
        """A tidy table."""

    @abstractmethod
    def show(self) -> None:
        """Print it as the command does."""

    def as_json(self) -> dict[str, Any]:
        """Plain data for `json.dumps`, as `--json` prints it."""
        found: Any = self.found
        data: dict[str, Any] = found.as_json()
        return data

    def _html(self) -> str:
        """For a notebook: the printed text, where nothing better is there."""
        lines = map(escapes.html, str(self).split("\n"))
        return f"<pre>{'<br>'.join(lines)}</pre>"


def frame(
    rows: Iterable[Mapping[str, Any] | tuple[Any, ...]], metric: str | None = None, columns: Sequence[str] | None = None
) -> "DataFrame":
    """Return rows as pandas has them, those of one metric without its column.

    columns: for where there may be no row
    """
    import pandas as pd

    found = pd.DataFrame(list(rows), columns=columns)
    numbers = list(found.select_dtypes("float"))
    found[numbers] += 0.0  # zero has no sign
    if metric is None:
        return found
    return found[found["metric"] == metric].drop(columns="metric").reset_index(drop=True)
