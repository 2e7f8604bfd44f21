"""A kind that carries its own words: `DRAFT = "draft", P("Kladde")`."""

from enum import StrEnum
from typing import Self

from .phrases import Phrase

_NONE = Phrase("")


class Worded(StrEnum):
    """The value is the key; `danish` is for log and documents, `shown` in the reader's language."""

    phrase: Phrase

    # The words are left out where a kind is looked up by its value (`Worded("draft")`), never where it is defined.
    def __new__(cls, value: str, phrase: Phrase = _NONE) -> Self:
        made = str.__new__(cls, value)
        made._value_ = value
        made.phrase = phrase
        return made

    @property
    def danish(self) -> str:
        """The words in Danish, whoever reads."""
        return self.phrase.danish

    @property
    def shown(self) -> str:
        """The words in the reader's language."""
        return str(self.phrase)
