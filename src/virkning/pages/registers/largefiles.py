"""Files of many gigabytes on their way in: to disk as they come, in the registers' own private folder.

The form that takes them is the only one that may be larger than what anybody else sends. Its view is asked for its
permission before any of it is read, so nobody else's gigabytes are kept; see `large_form`.
"""

import tempfile
from collections.abc import Callable
from contextlib import suppress
from functools import wraps
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_protect

from virkning.pages.forms.receiving import CountedFile
from virkning.rooms.registerruns.folders import arriving

View = Callable[..., HttpResponse]


class LargeFile(UploadedFile):  # type: ignore[type-arg]
    """A file in the registers' folder, gone when it is closed."""

    def __init__(self, name: str, content_type: str) -> None:
        file = tempfile.NamedTemporaryFile(dir=arriving(), suffix=".upload")  # noqa: SIM115 - closed with the request
        super().__init__(file, name, content_type, 0)

    def close(self) -> None:
        with suppress(FileNotFoundError):  # somebody has cleared the folder; it is gone, as it should be
            if self.file is not None:
                self.file.close()


class LargeUpload(FileUploadHandler):
    """Keeps a file on disk, and of one that is too large nothing but its size."""

    def __init__(self, request: Any = None) -> None:
        super().__init__(request)
        self.kept: LargeFile | None = None
        self.received = 0

    def new_file(self, *args: Any, **given: Any) -> None:
        super().new_file(*args, **given)
        self.received = 0
        self.kept = LargeFile(self.file_name or "", self.content_type or "")

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        self.received += len(raw_data)
        if self.kept is not None and self.received <= settings.MAX_DELIVERY_BYTES:
            self.kept.write(raw_data)
        elif self.kept is not None:
            self.kept.close()
            self.kept = None
        return None

    def file_complete(self, file_size: int) -> UploadedFile:  # type: ignore[type-arg]
        if self.kept is None:
            return CountedFile(self.file_name or "", self.received, self.content_type or "")
        self.kept.seek(0)
        self.kept.size = self.received
        return self.kept

    def upload_interrupted(self) -> None:
        if self.kept is not None:
            self.kept.close()


def large_form(view: View) -> View:
    """Stands between a view and its requirement, which is thus asked before any of what is sent is read.

    Above the requirement stands `csrf_exempt`: the token is looked for here, in a form that by then may be read.
    """

    @wraps(view)
    def receive(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        request.upload_handlers = [LargeUpload(request)]
        return csrf_protect(view)(request, *args, **kwargs)

    return receive
