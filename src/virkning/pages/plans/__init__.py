"""A municipality's employment plans: the list, the plan goal by goal, its stages, and what was reached."""
