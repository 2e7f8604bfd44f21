"""Focus areas, activities, milestones and how they stand.

Words: a *focus area* (indsatsområde) is a chapter of a project; an *activity* is something done that can be followed;
a *milestone* is a state it shall reach, with a target in versions; a *status report* is what was told in one period.
Used by project managers and activity leads who report, evaluators who judge lights, and by every report.
"""
