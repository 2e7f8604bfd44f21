"""Results, how they are measured, what they aim at, and every value ever measured.

Words: a *result* is a change expected in the target group, with one indicator; a *series* is one line of it (a group,
a category); a *target version* is a rule with an amount from a period on; a *measurement* is one value of one series
in one period, superseded but never edited; a *break* is a value not comparable with the one before.
Used by the project page, the status note, and later by plans, rounds and the annual report.
"""
