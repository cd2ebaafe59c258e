"""Settings of the whole test command."""

from hypothesis import settings

settings.register_profile("policylab", deadline=None, print_blob=True)  # machines are shared: no time limit an example
settings.load_profile("policylab")
