"""What is planned: employment plans, method descriptions, action plans, and the agencies' change tracks.

Words: goal, overall target group, target group, planned result, step; method description, phase, core element;
challenge, planned action, degree; change track. An employment plan belongs to a municipality and a year, a change
track to the agency that keeps the catalogue, the rest to a project. Used by planners and project managers.
"""
