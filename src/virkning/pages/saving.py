"""A file as an answer to be saved."""

from urllib.parse import quote

from django.http import HttpResponse

_REFUSED_IN_NAMES = str.maketrans(dict.fromkeys('\\/:*?"<>|\r\n\t', " "))
_IN_ASCII = {"æ": "ae", "ø": "oe", "å": "aa", "Æ": "Ae", "Ø": "Oe", "Å": "Aa"}


def as_file(content: bytes, name: str, content_type: str) -> HttpResponse:
    """A file to be saved: never shown in the page, never guessed at, never kept by a cache."""
    name = " ".join(name.translate(_REFUSED_IN_NAMES).split()) or "fil"
    plain = "".join(_IN_ASCII.get(letter, letter) for letter in name).encode("ascii", "ignore").decode()
    response = HttpResponse(content, content_type=content_type)
    # Two names: one every program reads, and the Danish one for those that know how (RFC 6266).
    response["Content-Disposition"] = (
        f"attachment; filename=\"{plain or 'fil'}\"; filename*=UTF-8''{quote(name)}"
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
