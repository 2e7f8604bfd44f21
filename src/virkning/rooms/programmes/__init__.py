"""Programmes and projects, who takes part in them, and who sees what.

Words: a *programme* is a national frame with an owner; a *project* is one or more municipalities' work, inside a
programme or alone; a *party* is an organisation's part in a project; an *assignment* is a person's role in a project
or programme. A project lists its own *periods*, and everything dated in it points to one of them.
Defines once which projects a scope sees (`Project.visible_ids`); every later room's models follow the path to it.
"""
