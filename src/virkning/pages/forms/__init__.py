"""The one way a form works here: cleaned texts, one answer to one form, drafts, field-wise conflicts, undo.

Knows no screen family; every family builds its forms from these parts.
"""
