"""An employment plan read from a Word file, as a proposal: what was found where, and how sure it is.

Our own prints are read by the tags of their fields, whatever was typed in them; the original form by its own words and
numbers; and what neither tells is guessed by small tables of rules and said to be a guess. Nothing is dropped: what was
not understood is told as it stands. A person confirms (`actions/importing.py` writes).
"""
