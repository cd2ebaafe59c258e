"""Runs, measures, comparisons, pictures and the command line of policylab."""

VERSION = "0.3.0.dev0"  # of the whole project: nothing else says it
