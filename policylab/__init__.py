"""policylab in Python: what a policy change does to fraud exposure and to matching quality. See docs/reference/api.md.

Nothing is imported before it is used.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from experiments import VERSION as __version__

if TYPE_CHECKING:
    from experiments.api.questions import compare, gate, run, sweep, trace
    from experiments.api.results import Compared, Gated, Ran, Swept, Traced
    from experiments.api.scenario import Scenario, load
    from experiments.files import Unusable
    from experiments.results.failures import Crashed
    from experiments.runs.pools import Unready
    from scenarios import BadInput

__all__ = [
    "BadInput",
    "Compared",
    "Crashed",
    "Gated",
    "Ran",
    "Scenario",
    "Swept",
    "Traced",
    "Unready",
    "Unusable",
    "__version__",
    "compare",
    "gate",
    "load",
    "run",
    "sweep",
    "trace",
]

_ROOMS = {
    "experiments.api.questions": ("compare", "gate", "run", "sweep", "trace"),
    "experiments.api.results": ("Compared", "Gated", "Ran", "Swept", "Traced"),
    "experiments.api.scenario": ("Scenario", "load"),
    "experiments.files": ("Unusable",),
    "experiments.results.failures": ("Crashed",),
    "experiments.runs.pools": ("Unready",),
    "scenarios": ("BadInput",),
}
_WHERE = {name: room for room, names in _ROOMS.items() for name in names}


def __getattr__(name: str) -> Any:
    if name not in _WHERE:
        raise AttributeError(f"module 'policylab' has no attribute '{name}'")
    return getattr(import_module(_WHERE[name]), name)


def __dir__() -> list[str]:
    return __all__
