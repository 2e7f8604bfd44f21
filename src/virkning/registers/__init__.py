"""Registers: deliveries of person-level data become spells, and spells become measures.

Pure tools: no Django, no room; what users read are `Phrase`s, as in `figures`.
Words: register, delivery, spell, measure (see the glossary); week, an integer that names a Thursday (`weeks`).
The way: `deliveries.ingest` reads what was delivered, `store` keeps it and opens it, `measures` say what is counted,
`engines` count, `explain` tells how. Used by the commands `virkning register …` and by the room of runs.
"""
