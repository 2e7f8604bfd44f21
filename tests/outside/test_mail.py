"""Mail: what leaves, through a real server and through its fake, which are held to the same."""

from pathlib import Path

import pytest

from pages.smtpsink import smtp_sink
from virkning.outside.mail import (
    BadMailAddress,
    FolderPost,
    Letter,
    MailNotSent,
    SmtpPost,
    composed,
    smtp_post,
)

SENDER = "Virkning <virkning@example.dk>"
LETTER = Letter("modtager@example.test", "Invitation på æøå", "Hej\n\n.Punktum først\nhttps://example.dk/x\n")


def test_a_letter_reaches_a_real_server_as_written() -> None:
    with smtp_sink() as sink:
        smtp_post(sink.address, SENDER).send(LETTER)
    ((to, message),) = sink.received
    assert to == ["modtager@example.test"]
    assert message["Subject"] == "Invitation på æøå"
    assert message["From"] == SENDER
    assert message["Auto-Submitted"] == "auto-generated"
    assert message.get_content_type() == "text/plain"
    assert sink.texts == [LETTER.text]


def test_the_fake_writes_the_same_mail(tmp_path: Path) -> None:
    FolderPost(tmp_path / "mail", SENDER).send(LETTER)
    (path,) = (tmp_path / "mail").iterdir()
    from email import message_from_bytes, policy

    message = message_from_bytes(path.read_bytes(), policy=policy.default)
    assert (message["Subject"], message["To"]) == ("Invitation på æøå", "modtager@example.test")
    assert message.get_content().replace("\r\n", "\n") == LETTER.text
    assert path.stat().st_mode & 0o077 == 0


def test_a_server_that_is_not_there_or_says_no_is_told() -> None:
    with pytest.raises(MailNotSent):
        SmtpPost("127.0.0.1", 1, SENDER).send(LETTER)
    with smtp_sink() as sink:
        sink.refuse = True
        with pytest.raises(MailNotSent) as refused:
            smtp_post(sink.address, SENDER).send(LETTER)
    assert "modtager" not in str(refused.value)


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "mail").write_text("a file")
    with pytest.raises(MailNotSent):
        FolderPost(tmp_path / "mail", SENDER).send(LETTER)


@pytest.mark.parametrize(
    "letter",
    [
        Letter("a@example.test\nBcc: b@example.test", "x", "x"),
        Letter("a@example.test", "x\nBcc: b@example.test", "x"),
        Letter("a@example.test, b@example.test", "x", "x"),
        Letter("", "x", "x"),
    ],
)
def test_no_line_and_no_second_address_is_smuggled_in(letter: Letter) -> None:
    with pytest.raises(MailNotSent):
        composed(letter, SENDER)


#: the setting · host, port, user, password, STARTTLS, TLS from the start
ADDRESSES = [
    ("smtp://post.example.dk", ("post.example.dk", 25, "", "", False, False)),
    ("smtp://post.example.dk?tls=1", ("post.example.dk", 587, "", "", True, False)),
    ("smtp://a:b%40c@post.example.dk:2525?tls=1", ("post.example.dk", 2525, "a", "b@c", True, False)),
    ("smtps://a:b@post.example.dk", ("post.example.dk", 465, "a", "b", False, True)),
]


@pytest.mark.parametrize(("written", "read"), ADDRESSES)
def test_the_servers_address_is_read(written: str, read: tuple[str, int, str, str, bool, bool]) -> None:
    post = smtp_post(written, SENDER)
    assert (post.host, post.port, post.user, post.password, post.starttls, post.tls) == read


@pytest.mark.parametrize(
    "written", ["post.example.dk", "http://post.example.dk", "smtp://", "smtp://a:b@host", "smtp://host:x"]
)
def test_what_cannot_be_read_or_would_show_the_password_is_refused(written: str) -> None:
    with pytest.raises(BadMailAddress):
        smtp_post(written, SENDER)


def test_the_password_is_never_told() -> None:
    assert "hemmeligt" not in repr(smtp_post("smtps://a:hemmeligt@host", SENDER))
    with pytest.raises(BadMailAddress) as refused:
        smtp_post("smtp://a:hemmeligt@host", SENDER)
    assert "hemmeligt" not in str(refused.value)
