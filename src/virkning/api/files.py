"""Files as the API hands them out, and as its description names them."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header

#: For an operation's `openapi_extra`.
A_FILE = {
    "responses": {
        200: {"content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}}
    }
}


def as_file(content: bytes, name: str) -> HttpResponse:
    """Bytes to be saved, whatever they are: the name says it, and nothing may be shown instead of saved."""
    saved = {"Content-Disposition": content_disposition_header(True, name) or "attachment"}
    return HttpResponse(content, content_type="application/octet-stream", headers=saved)
