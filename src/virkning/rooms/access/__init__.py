"""Who may see and do what: permissions, roles, scope and the requirement on a view.

Words: a *permission* is one thing a person may do; a *role* gives permissions, as described data; a *scope* is
whose eyes a query looks through. Without an active scope every query on a scoped model is refused.
Used by every room with models, by pages, API, command line and jobs. Holds no models of its own.
"""
