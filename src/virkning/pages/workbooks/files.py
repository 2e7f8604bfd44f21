"""A workbook as an answer to be saved."""

from urllib.parse import quote

from django.http import HttpResponse

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_REFUSED_IN_NAMES = str.maketrans(dict.fromkeys('\\/:*?"<>|\r\n\t', " "))


def as_file(content: bytes, name: str, content_type: str) -> HttpResponse:
    """A file to be saved: never shown in the page, never guessed at, never kept by a cache."""
    name = " ".join(name.translate(_REFUSED_IN_NAMES).split()) or "fil"
    plain = name.encode("ascii", "ignore").decode() or "fil"
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name)}"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
