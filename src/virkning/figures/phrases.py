"""Danish sentences that can still be translated after they have been put together."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

_STOPS = (".", "!", "?", "…")
#: What `str(phrase)` sends its templates through; the site sets the reader's language, nobody else does.
_translate: "Callable[[str], str] | None" = None


@dataclass(frozen=True)
class Phrase:
    """A Danish template with `%(name)s` placeholders and what goes into them.

    `values` are finished texts (numbers, names, what a user wrote) or other phrases.
    A placeholder followed by a full stop never gives two: "75 pct." ends its own sentence.
    """

    template: str
    values: "Mapping[str, str | Phrase]" = field(default_factory=dict)

    def __str__(self) -> str:
        """In the reader's language on the site's pages; in Danish everywhere else."""
        return self.translated(_translate or _as_written)

    @property
    def danish(self) -> str:
        """In Danish whoever reads: for workbooks, for what is stored, and for what is read back."""
        return self.translated(_as_written)

    def __hash__(self) -> int:
        return hash((self.template, frozenset(self.values.items())))

    def translated(self, gettext: Callable[[str], str]) -> str:
        """The text with this template and all nested ones sent through `gettext`."""
        if not self.template:
            return ""  # gettext answers an empty message with the catalogue's header
        texts = {
            name: value.translated(gettext) if isinstance(value, Phrase) else value
            for name, value in self.values.items()
        }
        template = gettext(self.template)
        for name, text in texts.items():
            if text.endswith(_STOPS):
                template = template.replace(f"%({name})s.", f"%({name})s")
        return template % texts

    def filled(self, values: "Mapping[str, str | Phrase]") -> "Phrase":
        """The same template with other values: for templates that stand in tables."""
        return Phrase(self.template, dict(values))


def P(template: str, **values: str | Phrase) -> Phrase:  # noqa: N802 - short, so that Babel's keyword reads well
    """A phrase; `template` must be a literal, Babel extracts it by the keyword `P`."""
    return Phrase(template, values)


class FigureError(ValueError):
    """What a user typed cannot be understood; `.phrase` says what was wrong and what was expected."""

    def __init__(self, phrase: Phrase) -> None:
        super().__init__(str(phrase))
        self.phrase = phrase


def joined(parts: Sequence[Phrase], separator: str = " ") -> Phrase:
    """The parts after each other; the template holds no words, so there is nothing to translate."""
    names = {f"part{index}": part for index, part in enumerate(parts)}
    return Phrase(separator.replace("%", "%%").join(f"%({name})s" for name in names), names)


def listed(parts: Sequence[Phrase]) -> Phrase:
    """`A`, `A og B`, `A, B og C`; nothing for no parts."""
    if len(parts) <= 1:
        return parts[0] if parts else Phrase("")
    return P("%(first)s og %(last)s", first=joined(parts[:-1], ", "), last=parts[-1])


def text(value: str) -> Phrase:
    """A finished text (a name, what a user wrote) where a phrase is needed; never translated."""
    return Phrase("%(text)s", {"text": value})


def speak_through(gettext: Callable[[str], str] | None) -> None:
    """From now on `str(phrase)` is what `gettext` makes of it; with None it is Danish again."""
    global _translate
    _translate = gettext


def _as_written(template: str) -> str:
    return template
