"""How much an employment plan holds: the same however it is written, in a form, by a file, by the ministry's table."""

#: A goal's, an overall group's and a target group's words: as long as the ministry's own may be, for a plan carried on
#: keeps those as local ones.
LONGEST_TITLE = 2000
#: A result's and a step's words: as much as their columns hold.
LONGEST_TEXT = 500
#: Goals' and target groups' numbers, and overall groups' letters.
LONGEST_NUMBER, LONGEST_LETTER = 10, 3
#: Target groups of an overall group, results of a group, steps of a result (its own, not those that lead there too).
MOST_GROUPS, MOST_RESULTS, MOST_STEPS = 99, 99, 200
