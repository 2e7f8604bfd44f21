"""What is sent is measured before it is kept: a file too large is counted and dropped, a request too large not read."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import Resolver404, resolve

#: The name of the address to which a register's delivery of up to four files is sent; see `pages.registers.largefiles`.
LARGE_FORM = "delivery_new"
#: What a form may hold beside its file.
BESIDE_THE_FILE = 1024 * 1024
#: The API refuses by itself, in JSON, far below what is refused here.
_API = "/api/"
_FORMS = ("multipart/form-data", "application/x-www-form-urlencoded")
_TOO_LARGE, _TOLD = "_virkning_too_large", "_virkning_told_too_large"


class CountedFile(UploadedFile):  # type: ignore[type-arg]
    """A file that was too large to keep: its name and size, and nothing of what it held."""

    def __init__(self, name: str, size: int, content_type: str) -> None:
        super().__init__(ContentFile(b""), name, content_type, size)


class LimitedUpload(FileUploadHandler):
    """Stands before Django's own handlers, and hands them no more of a file than may be kept.

    A file from somebody who is not signed in is skipped: no form takes one from them.
    """

    def __init__(self, request: Any = None) -> None:
        super().__init__(request)
        self.received = 0

    def new_file(self, *args: Any, **given: Any) -> None:
        super().new_file(*args, **given)
        self.received = 0
        if not _signed_in(self.request):
            raise SkipFile

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        self.received += len(raw_data)
        return raw_data if self.received <= settings.MAX_UPLOAD_BYTES else None

    def file_complete(self, file_size: int) -> CountedFile | None:
        if self.received <= settings.MAX_UPLOAD_BYTES:
            return None
        return CountedFile(self.file_name or "", self.received, self.content_type or "")


class SizeMiddleware:
    """Refuses by its length, before any of it is read, what is larger than any form here.

    A signed-in person's upload is answered with the page they sent it from, as a GET, which the form's view turns into
    a refusal at the field; everybody else gets 413 and nothing more. Stands inside `ScopeMiddleware`, which knows who
    it is, and outside everything that reads the request.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path_info.startswith(_API) or _length(request) <= _most(request):
            return self.get_response(request)
        if not _signed_in(request) or request.content_type not in _FORMS:
            return HttpResponse(status=413)
        request.method = "GET"  # nothing of what was sent is read, so nothing may be done with it
        setattr(request, _TOO_LARGE, True)
        response = self.get_response(request)
        return response if hasattr(request, _TOLD) else render(request, "forms/too_large.html", status=413)


def is_too_large(request: HttpRequest) -> bool:
    """Whether this stands for a form that was too large to be read."""
    return hasattr(request, _TOO_LARGE)


def has_told(request: HttpRequest) -> None:
    """The answer says at the field that it was too large."""
    setattr(request, _TOLD, True)


def _signed_in(request: Any) -> bool:
    return bool(request is not None and request.user.is_authenticated)


def _most(request: HttpRequest) -> int:
    """Bytes: with a file what a file may fill, for somebody who may send one; without, what a form may hold."""
    if request.content_type == "multipart/form-data" and _signed_in(request):
        if _takes_large_files(request):
            return 4 * int(settings.MAX_DELIVERY_BYTES) + BESIDE_THE_FILE
        return int(settings.MAX_UPLOAD_BYTES) + BESIDE_THE_FILE
    return int(settings.DATA_UPLOAD_MAX_MEMORY_SIZE)


def _takes_large_files(request: HttpRequest) -> bool:
    """Whether it is sent to the one form whose view asks who it is before it is read, and keeps it on disk."""
    try:
        return resolve(request.path_info).url_name == LARGE_FORM
    except Resolver404:
        return False


def _length(request: HttpRequest) -> int:
    written = str(request.META.get("CONTENT_LENGTH") or "0")
    return int(written) if written.isdecimal() and len(written) < 19 else 0
