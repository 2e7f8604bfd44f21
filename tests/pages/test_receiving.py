"""Files and requests too large: refused before they are kept, and said at the field to those who may send one."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.files.uploadhandler import MemoryFileUploadHandler
from django.test import Client
from django.test.client import MULTIPART_CONTENT, FakePayload
from django.urls import reverse

from pages.reading import words
from virkning.rooms.access.scope import system_scope
from virkning.rooms.exchange.models import WorkbookUpload
from world import World

pytestmark = pytest.mark.django_db

SignIn = Callable[[str], Client]
HUGE = 30 * 1024**3


class Unread(FakePayload):
    """A body that says it is huge, and is not to be read."""

    def read(self, *_size: Any) -> bytes:
        raise AssertionError("the body was read")


def send(client: Client, address: str, kind: str = MULTIPART_CONTENT, length: int = HUGE) -> Any:
    given: dict[str, Any] = {"CONTENT_TYPE": kind, "CONTENT_LENGTH": str(length), "wsgi.input": Unread()}
    return client.generic("POST", address, **given)


@pytest.fixture
def kept(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Bytes of files that were handed on to be kept."""
    sizes: list[int] = []
    was = MemoryFileUploadHandler.receive_data_chunk

    def receive(self: Any, raw_data: bytes, start: int) -> bytes | None:
        sizes.append(len(raw_data))
        return was(self, raw_data, start)

    monkeypatch.setattr(MemoryFileUploadHandler, "receive_data_chunk", receive)
    return sizes


def sheet(world: World) -> str:
    return reverse("workbook_import", args=(world.ours.project.pk,))


def test_a_file_too_large_is_counted_and_not_kept(
    as_: SignIn, world: World, settings: Any, kept: list[int]
) -> None:
    settings.MAX_UPLOAD_BYTES = 200_000
    file = SimpleUploadedFile("stort.xlsx", b"PK" + bytes(524_287))
    answer = as_("project manager").post(sheet(world), {"file": file})
    assert answer.status_code == 422
    assert "Filen fylder 0,6 MB. Den må højst fylde 0,2 MB." in words(answer)
    assert sum(kept) <= 200_000
    with system_scope("test"):
        assert not WorkbookUpload.objects.filter(file__name="stort.xlsx").exists()


def test_two_files_are_measured_one_by_one(as_: SignIn, world: World, settings: Any) -> None:
    settings.MAX_UPLOAD_BYTES = 200_000
    files = [SimpleUploadedFile("stort.xlsx", bytes(300_000)), SimpleUploadedFile("lille.xlsx", b"nej")]
    answer = as_("project manager").post(sheet(world), {"andet": files[0], "file": files[1]})
    assert "Filen er ikke en Excel-fil" in words(answer)


def test_a_request_too_large_is_not_read_and_said_at_the_field(as_: SignIn, world: World) -> None:
    client = as_("project manager")
    for headers in ({}, {"X-Virkning-Upload": "1"}):
        client.defaults |= {f"HTTP_{name.upper().replace('-', '_')}": one for name, one in headers.items()}
        answer = send(client, sheet(world))
        assert answer.status_code == 413
        assert "Filen er for stor. Den må højst fylde 25,0 MB." in words(answer)
        assert 'class="form-group upload form-error"' in answer.content.decode()


def test_nothing_is_done_where_no_file_is_taken(as_: SignIn, world: World) -> None:
    client = as_("project manager")
    for name in ("account_logout", "discard_draft", "my_day"):
        answer = send(client, reverse(name))
        assert answer.status_code == 413
        assert "Det er for stort til at sende" in words(answer)
    assert client.get(reverse("my_day")).status_code == 200  # and still signed in


def test_others_are_told_nothing(as_: SignIn, world: World) -> None:
    for address in (sheet(world), reverse("account_login"), "/findes/ikke/"):
        answer = send(Client(), address)
        assert (answer.status_code, answer.content) == (413, b"")
        assert (
            send(Client(), address, length=6 * 1024**2).status_code == 413
        )  # far below what a file may fill
    stranger = send(as_("stranger administrator"), sheet(world))
    assert stranger.status_code == 413
    assert "Vores projekt" not in words(stranger)


@pytest.mark.parametrize("kind", ["application/x-www-form-urlencoded", "application/json", "text/plain", ""])
def test_what_is_no_file_has_a_limit_of_its_own(as_: SignIn, world: World, kind: str) -> None:
    for client in (as_("project manager"), Client()):
        answer = send(client, reverse("keep_draft"), kind, 6 * 1024**2)
        assert answer.status_code == 413


def test_the_api_refuses_by_itself(world: World) -> None:
    where = f"/api/v1/projects/{world.ours.project.pk}/"
    assert send(Client(), where, "application/json").status_code in (401, 404)


def test_a_file_from_somebody_signed_out_is_skipped(world: World, kept: list[int]) -> None:
    file = SimpleUploadedFile("fil.xlsx", bytes(50_000))
    answer = Client().post(
        reverse("account_login"), {"login": "x@example.test", "password": "x", "file": file}
    )
    assert answer.status_code < 500
    assert kept == []
