"""`python -m policylab` is `policylab`."""

from experiments.commands.app import main

if __name__ == "__main__":
    main()
