"""A real SMTP server, as small as can be: it takes what it is sent and keeps it. For tests of what leaves by mail."""

import socketserver
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from threading import Thread


@dataclass
class Sink:
    """The server's address and what it has been sent."""

    address: str = ""
    received: list[tuple[list[str], EmailMessage]] = field(default_factory=list)
    refuse: bool = False

    @property
    def texts(self) -> list[str]:
        """The texts of the mails, in the order they came."""
        return [message.get_content().replace("\r\n", "\n") for _to, message in self.received]


class _Talk(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        sink: Sink = self.server.sink  # type: ignore[attr-defined]
        to: list[str] = []
        self.wfile.write(b"220 sink\r\n")
        while line := self.rfile.readline():
            word = line.strip().upper()
            if word.startswith(b"RCPT"):
                if sink.refuse:
                    self.wfile.write(b"550 no\r\n")
                    continue
                to.append(line.decode().partition("<")[2].partition(">")[0])
            if word == b"DATA":
                self.wfile.write(b"354 go on\r\n")
                body = b""
                while (part := self.rfile.readline()) != b".\r\n":
                    body += part[1:] if part.startswith(b"..") else part
                message = message_from_bytes(body, policy=policy.default)
                sink.received.append((to, message))  # type: ignore[arg-type]
            self.wfile.write(b"221 bye\r\n" if word == b"QUIT" else b"250 ok\r\n")
            if word == b"QUIT":
                return


@contextmanager
def smtp_sink() -> Iterator[Sink]:
    """A server on this machine while the block lasts."""
    sink = Sink()
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), _Talk) as server:
        server.daemon_threads = True
        server.sink = sink  # type: ignore[attr-defined]
        sink.address = f"smtp://127.0.0.1:{server.server_address[1]}"
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield sink
        finally:
            server.shutdown()
            thread.join()
