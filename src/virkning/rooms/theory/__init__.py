"""Why it should work: which activities and results lead to which, and where the target groups stand.

Words: theory of change, arrow, basis (evidence or assumption); target-group matrix, quadrant, count. The boxes of a
theory are the project's own activities and results. Used by project managers, evaluators and all who explain a project.
"""
