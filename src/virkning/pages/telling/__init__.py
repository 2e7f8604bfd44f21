"""How several screen families tell the same thing: a cell, a light, an origin, a choice of period, counted lights.

Belongs to no family and knows none; turns facts of `rooms.reports` into words and the smallest pieces of HTML. Its
templates are what several families put into their pages; a family takes templates from nowhere else but itself, `forms`
and `design`.
"""
