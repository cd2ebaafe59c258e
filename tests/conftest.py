"""Settings of the whole test command."""

import os

from hypothesis import settings

os.environ["POLICYLAB_STORE"] = ":memory:"  # no test reads a run that another one has kept

settings.register_profile("policylab", deadline=None, print_blob=True)  # machines are shared: no time limit an example
settings.load_profile("policylab")
