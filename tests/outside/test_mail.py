"""Mail: what leaves, through a real server and through its fake, which are held to the same."""

import socketserver
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

import pytest

from pages.smtpsink import smtp_sink
from virkning.outside.mail import (
    BadMailAddress,
    FolderPost,
    Letter,
    LetterRefused,
    MailNotSent,
    PostOfficeClosed,
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
    with pytest.raises(PostOfficeClosed):
        SmtpPost("127.0.0.1", 1, SENDER).send(LETTER)
    with smtp_sink() as sink:
        sink.refuse = True
        with pytest.raises(LetterRefused) as refused:
            smtp_post(sink.address, SENDER).send(LETTER)
    assert "modtager" not in str(refused.value)


@contextmanager
def talker(answers: dict[bytes, bytes]) -> Iterator[str]:
    """A server that answers words as it is told (nothing: it hangs up), everything else with yes; its address."""

    class Talk(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            greeting = answers.get(b"", b"220 here\r\n")
            self.wfile.write(greeting)
            while greeting and (line := self.rfile.readline()):
                answer = answers.get(line[:4].strip().upper(), b"250 yes\r\n")
                self.wfile.write(answer)
                while answer.startswith(b"354") and line != b".\r\n":
                    line = self.rfile.readline()
                    if line == b".\r\n":
                        answer = answers[b"."]
                        self.wfile.write(answer)
                if not answer:
                    return

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Talk) as server:
        server.daemon_threads = True
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield f"smtp://127.0.0.1:{server.server_address[1]}"
        finally:
            server.shutdown()
            thread.join()


#: what the server answers to which word · what is known then (nothing: the letter left)
KNOWN: list[tuple[dict[bytes, bytes], type[MailNotSent] | None]] = [
    ({b"": b"554 not today\r\n"}, PostOfficeClosed),
    ({b"": b""}, PostOfficeClosed),
    ({b"MAIL": b"550 not from you\r\n"}, LetterRefused),
    ({b"DATA": b"554 no\r\n"}, LetterRefused),
    ({b"DATA": b"354 go on\r\n", b".": b"552 too much\r\n"}, LetterRefused),
    ({b"DATA": b"354 go on\r\n", b".": b""}, MailNotSent),  # hung up: it may have been taken
    ({b"DATA": b"354 go on\r\n", b".": b"250 taken\r\n", b"QUIT": b""}, None),
    ({b"DATA": b"354 go on\r\n", b".": b"250 taken\r\n", b"QUIT": b"500 what\r\n"}, None),
]


@pytest.mark.parametrize(("answers", "known"), KNOWN)
def test_what_is_known_of_a_letter_that_did_not_leave(
    answers: dict[bytes, bytes], known: type[MailNotSent] | None
) -> None:
    short = Letter("modtager@example.test", "x", "x")
    with talker(answers) as address:
        if known is None:
            smtp_post(address, SENDER).send(short)
            return
        with pytest.raises(MailNotSent) as failed:
            smtp_post(address, SENDER).send(short)
    assert type(failed.value) is known


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "mail").write_text("a file")
    with pytest.raises(PostOfficeClosed):
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
