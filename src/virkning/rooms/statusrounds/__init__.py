"""The process of a round: status is asked for, reported, returned, approved; at closing facts and files are frozen.

Words: status round, submission (what one activity hands in), snapshot, calendar. Used by project managers and
coordinators, who run rounds, by activity leads, who report in them, and by everybody who reads a closed round's files.
Knows every room before it and is known by none of them.
"""
