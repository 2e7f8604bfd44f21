"""What was changed, by whom, when, in words; and the one helper through which every write goes.

Words: an *entry* is one change told in a sentence; an *author* is a person or a named system; *changes* are field by
field, before and after. Who and what are ids and words, no foreign keys: an entry outlives what it tells about.
Used by every action in every later room, by history pages and by exports of the log.
"""
