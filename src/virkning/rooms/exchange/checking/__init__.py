"""The rules across rows: first that everything named exists, then that values fit what they are values of.

Errors and warnings are added to what reading found; nothing is raised. Warnings are only looked for in a book without
errors, where they mean something.
"""

from ..reading import Reading
from .doubts import look_for_doubts
from .names import check_names
from .targets import check_targets
from .values import check_values


def check(reading: Reading) -> None:
    """Check a book that has been read."""
    check_names(reading)
    check_values(reading)
    check_targets(reading)
    if not reading.found.errors:
        look_for_doubts(reading)
