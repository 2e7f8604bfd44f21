"""The history of a project in words: who changed what, when, from what to what."""
