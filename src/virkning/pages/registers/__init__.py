"""Registers an agency or evaluator keeps: their deliveries, the runs of measures on them, and what is published."""
