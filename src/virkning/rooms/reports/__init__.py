"""Reports: what is true of a project in a period, told in words, and handed to the document writers.

Words: *facts* are frozen dataclasses built by queries; *sections* turn facts into typed blocks; the status note is the
report of one period. A section never queries or computes, and a writer never knows the domain.
Used by the project page, the command line, and later by status rounds, which freeze what it makes.
"""
