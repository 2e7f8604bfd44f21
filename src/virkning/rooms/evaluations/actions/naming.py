"""How the log names a thing that is a text."""


def first_words(text: str) -> str:
    """The text's first words on one line."""
    line = " ".join(text.split())
    return line if len(line) <= 80 else f"{line[:79]}…"
