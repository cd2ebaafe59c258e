"""policylab in Python: what a policy change does to fraud exposure and to matching quality. See docs/reference/api.md.

Nothing is imported before it is used.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from experiments import VERSION as __version__

if TYPE_CHECKING:
    from experiments.api.calibrate import Calibrated, calibrate
    from experiments.api.compare import Compared, compare
    from experiments.api.conform import Conformed, conform
    from experiments.api.flip import Flipped, flip
    from experiments.api.gate import Gated, gate
    from experiments.api.language import language
    from experiments.api.rank import Ranked, rank
    from experiments.api.resources import Note
    from experiments.api.run import Ran, run
    from experiments.api.scenario import Scenario, load
    from experiments.api.sizes import Measured, sizes
    from experiments.api.sweep import Swept, forecast, sweep
    from experiments.api.trace import Traced, trace
    from experiments.api.validate import Validated, WorldsRead, read_worlds, validate
    from experiments.host.files import Unusable
    from experiments.host.stopping import Stopped
    from experiments.runs.failures import Crashed
    from experiments.runs.pools import Unready
    from scenarios import BadInput

__all__ = [
    "BadInput",
    "Calibrated",
    "Compared",
    "Conformed",
    "Crashed",
    "Flipped",
    "Gated",
    "Measured",
    "Note",
    "Ran",
    "Ranked",
    "Scenario",
    "Stopped",
    "Swept",
    "Traced",
    "Unready",
    "Unusable",
    "Validated",
    "WorldsRead",
    "__version__",
    "calibrate",
    "compare",
    "conform",
    "flip",
    "forecast",
    "gate",
    "language",
    "load",
    "rank",
    "read_worlds",
    "run",
    "sizes",
    "sweep",
    "trace",
    "validate",
]

_ROOMS = {
    "experiments.api.calibrate": ("Calibrated", "calibrate"),
    "experiments.api.compare": ("Compared", "compare"),
    "experiments.api.conform": ("Conformed", "conform"),
    "experiments.api.flip": ("Flipped", "flip"),
    "experiments.api.gate": ("Gated", "gate"),
    "experiments.api.language": ("language",),
    "experiments.api.resources": ("Note",),
    "experiments.api.rank": ("Ranked", "rank"),
    "experiments.api.run": ("Ran", "run"),
    "experiments.api.scenario": ("Scenario", "load"),
    "experiments.api.sizes": ("Measured", "sizes"),
    "experiments.api.sweep": ("Swept", "forecast", "sweep"),
    "experiments.api.trace": ("Traced", "trace"),
    "experiments.api.validate": ("Validated", "WorldsRead", "read_worlds", "validate"),
    "experiments.host.files": ("Unusable",),
    "experiments.host.stopping": ("Stopped",),
    "experiments.runs.failures": ("Crashed",),
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
