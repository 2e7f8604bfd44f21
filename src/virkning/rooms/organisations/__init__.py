"""Organisations, the people in them, and the municipalities of Denmark as dated reference data.

Words: an *organisation* owns data (municipality, agency, evaluator, supplier); a *membership* (tilknytning) is a
person's role in one; a *municipality* is matched on its three-digit code, never on its name alone.
Used by everything that asks who somebody is: sign-in, parties of a project, scope.
"""
