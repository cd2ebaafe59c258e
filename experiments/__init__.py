"""Runs, measures, comparisons, pictures and the command line of policylab."""

VERSION = "0.1.0"
