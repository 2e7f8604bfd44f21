"""What stops work on a register, in words a user can act on."""

from virkning.figures.phrases import Phrase


class RegisterRefused(ValueError):
    """`.phrase` says what was wrong, what was expected and what to do. Nothing has been changed."""

    def __init__(self, phrase: Phrase) -> None:
        super().__init__(str(phrase))
        self.phrase = phrase
