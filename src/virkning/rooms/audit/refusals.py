"""A write that a rule of the domain refuses: which fields, and what is wrong with each, in words."""

from collections.abc import Mapping


class Refused(Exception):
    """Nothing was written. `errors`: field → what was wrong, what was expected, what to do; "" for the whole."""

    def __init__(self, errors: Mapping[str, str] | str) -> None:
        self.errors: dict[str, str] = {"": errors} if isinstance(errors, str) else dict(errors)
        super().__init__(" ".join(self.errors.values()))
