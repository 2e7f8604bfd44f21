"""Registers an agency or evaluator keeps: deliveries of person-level data, runs of measures on them, what is published.

Words: a *register* is person-level data such as DREAM; a *delivery* is what was received for it at one time, and read
into spells in a folder of its own; a *run* counts one measure on one delivery for the municipalities of a programme;
its *counts* are kept unsuppressed and never change; a *publication* lets the programme's municipalities see a run.
Nobody but the keepers of the register reads a count: everybody else reads `queries.published`, which suppresses.
Used by the pages of registers and goals, and by `results`, whose measurements follow the runs that are published.
"""
