"""How much a description holds: the same however it is written, in a form, by a file, by the API."""

#: An intervention's name, an actor's kind and title, a track's title: as much as their columns hold.
LONGEST_LINE = 200
LONGEST_NUMBER = 20
#: Any longer answer. The template asks for lines; a whole report is no answer.
LONGEST_TEXT = 20_000
#: Answers to one field that is answered by several.
MOST_ITEMS = 100
#: A whole country's interventions over the years in one project.
MOST_INTERVENTIONS = 3000
#: People at a time, hours a week, weeks: what is above is a mistake, and a column has its end.
MOST_PARTICIPANTS, MOST_HOURS, MOST_WEEKS = 100_000, 168, 520
