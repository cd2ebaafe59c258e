"""Optional packages: how to install them."""


def installs(extra: str) -> str:
    """Return the command that installs an extra of pyproject.toml, as the end of a message. No package index has it."""
    return f"`pip install -c constraints.txt -e '.[{extra}]'` in the clone of policylab installs it"
