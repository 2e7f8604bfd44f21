"""Reporting: status of an activity's milestones, measurements of a result, an evaluator's lights, and the grid."""
